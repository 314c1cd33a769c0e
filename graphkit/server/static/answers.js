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
