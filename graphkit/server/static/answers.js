// Sends answers to the server, one after another, under the name of whoever gives them.

const KEPT = "graphkit-who";
const token = document.querySelector("meta[name=graphkit-token]")?.getAttribute("content") ?? "";

/** @type {number | undefined} */
let fading;

/**
 * Say something for a while.
 * @param {string} text
 */
export function say(text) {
  const said = document.getElementById("said");
  if (!said) return;
  said.textContent = text;
  clearTimeout(fading);
  fading = setTimeout(() => { said.textContent = ""; }, 5000);
}

/** Return the name under which answers are given; "" where it was not asked for yet. */
export function readName() {
  try {
    return localStorage.getItem(KEPT) ?? "";
  } catch {
    return "";
  }
}

let given = readName();

/** Return the name of whoever answers, and ask for it where it is not known; "" where it is not told. */
export async function askName({ again = false } = {}) {
  if (given && !again) return given;
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("who"));
  const field = /** @type {HTMLInputElement} */ (dialog.querySelector("input"));
  if (given) field.value = given;
  dialog.returnValue = "";
  dialog.showModal();
  field.select();
  await new Promise((done) => { dialog.addEventListener("close", done, { once: true }); });
  if (dialog.returnValue !== "keep") return again ? given : "";
  given = field.value.trim();
  try {
    localStorage.setItem(KEPT, given);
  } catch {
    say("The browser keeps no name; it is asked again when the page is loaded.");
  }
  return given;
}

/**
 * Have the graph built anew with what people answered, and show the page as it then is.
 * @param {HTMLButtonElement} button
 */
async function rebuild(button) {
  button.disabled = true;
  button.textContent = "Rebuilding…";
  try {
    let state = JSON.parse(await send("/start/rebuild", {}));
    while (!["done", "failed"].includes(state.stage)) {
      await new Promise((wait) => { setTimeout(wait, 300); });
      state = await (await fetch("/start/state")).json();
    }
    if (state.stage === "failed") throw new Error(state.why);
    location.reload();
  } catch (error) {
    button.disabled = false;
    button.textContent = "Rebuild now";
    say(`Not rebuilt: ${error instanceof Error ? error.message : error}`);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button.rebuild") : null;
  if (button) void rebuild(/** @type {HTMLButtonElement} */ (button));
});

/**
 * Send something to the server.
 * @param {string} path
 * @param {Record<string, string>} fields
 * @returns {Promise<string>} what the server answers; a refusal is thrown with its reason
 */
export async function send(path, fields) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Graphkit-Token": token },
      body: JSON.stringify(fields),
    });
  } catch {
    throw new Error("the server does not answer; is graphkit serve still running?");
  }
  const text = await response.text();
  if (!response.ok) throw new Error(text.trim());
  return text;
}
