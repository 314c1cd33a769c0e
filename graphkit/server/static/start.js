// The start page: takes files and texts, has them read, and shows how far that is.

import { send } from "./answers.js";

/** @typedef {{name: string, claims: number | null, why: string}} File */
/** @typedef {{stage: string, why: string, stopped: boolean, left: number | null, files: File[]}} State */

const STAGES = new Map([
  ["starting", "Starting"], ["finding", "Finding articles"], ["reading", "Reading"],
  ["deciding", "Deciding who is who"], ["writing", "Writing the graph"], ["storing", "Writing the graph"],
]);

/** What the server refused to take, to be listed with what is read. @type {File[]} */
let refused = [];

/**
 * Return an element of the page.
 * @param {string} name
 */
const find = (name) => /** @type {HTMLElement} */ (document.getElementById(name));
const token = document.querySelector("meta[name=graphkit-token]")?.getAttribute("content") ?? "";

/** @param {unknown} error */
const reason = (error) => (error instanceof Error ? error.message : String(error));

/**
 * Show one of the two sections.
 * @param {boolean} busy
 */
function show(busy) {
  const was = !find("busy").hidden;
  find("idle").hidden = busy;
  find("busy").hidden = !busy;
  if (busy && !was) find("stage").focus();
}

/** @param {string} why */
function refuse(why) {
  show(false);
  find("refusal").textContent = why;
}

/**
 * Send a file.
 * @param {File & globalThis.File} file
 * @returns {Promise<string>} the name under which it is kept
 */
async function upload(file) {
  const response = await fetch("/start/file", {
    method: "POST",
    headers: {
      "Content-Type": "application/octet-stream",
      "X-Graphkit-Token": token,
      "X-File-Name": encodeURIComponent(file.name),
    },
    body: file,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text.trim());
  return JSON.parse(text).name;
}

/**
 * Have what was sent read.
 * @param {string[]} names
 */
async function read(names) {
  if (!names.length) {
    refuse(refused.map((file) => `${file.name}: ${file.why}`).join("; ") || "There is nothing to read.");
    return;
  }
  const folder = /** @type {HTMLInputElement} */ (find("folder")).value;
  try {
    draw(JSON.parse(await send("/start/read", { names: names.join("\n"), folder })));
    await follow();
  } catch (error) {
    refuse(reason(error));
  }
}

/** @param {Iterable<globalThis.File>} files */
async function take(files) {
  find("refusal").textContent = "";
  refused = [];
  const names = [];
  const all = [...files];
  show(true);
  for (const [number, file] of all.entries()) {
    find("stage").textContent = `Taking ${number + 1} of ${all.length}`;
    try {
      names.push(await upload(/** @type {any} */ (file)));
    } catch (error) {
      refused.push({ name: file.name, claims: null, why: reason(error) });
    }
  }
  await read(names);
}

/**
 * Send what is no file, and have it read.
 * @param {string} path
 * @param {Record<string, string>} fields
 */
async function takeText(path, fields) {
  find("refusal").textContent = "";
  refused = [];
  try {
    await read([JSON.parse(await send(path, fields)).name]);
  } catch (error) {
    refuse(reason(error));
  }
}

/**
 * Return a row of the list.
 * @param {File} file
 * @param {boolean} next whether it is the one that is read
 * @param {string} rest what is said of one of which nothing was heard when all is over; "" before
 */
function makeRow(file, next, rest) {
  const row = document.createElement("li");
  const name = document.createElement("span");
  const state = document.createElement("span");
  name.textContent = file.name;
  const claims = `${file.claims} claim${file.claims === 1 ? "" : "s"}`;
  state.className = file.why ? "state bad" : "state";
  if (file.why) state.textContent = `✗ ${file.claims ? `${claims}, but ` : ""}${file.why}`;
  else if (file.claims !== null) state.textContent = `✓ ${claims}`;
  else if (rest) state.textContent = rest;
  else state.textContent = next ? "reading…" : "waiting";
  row.append(name, state);
  return row;
}

/**
 * Show how far it is.
 * @param {State} state
 */
function draw(state) {
  const over = state.stage === "done" || state.stage === "failed";
  const files = [...state.files, ...refused];
  const done = files.filter((file) => file.claims !== null || file.why).length;
  const claims = files.reduce((sum, file) => sum + (file.claims ?? 0), 0);
  const told = `${claims} claim${claims === 1 ? "" : "s"}`;
  let title = STAGES.get(state.stage) ?? state.stage;
  if (state.stage === "reading") title = `Reading ${Math.min(done + 1, files.length)} of ${files.length}`;
  if (state.stopped && !over) title = "Stopping; what is read is kept";
  if (state.stage === "done") title = state.stopped ? `Stopped: ${told} kept` : `Done: ${told}`;
  if (state.stage === "failed") title = state.stopped && !claims ? "Stopped before anything was read" : "Not read";
  find("stage").textContent = title;
  const left = state.left === null || over ? "" : ` About ${state.left} s left.`;
  find("counts").textContent = state.stage === "failed" ? state.why : `${told} so far.${left}`;
  find("counts").hidden = state.stage === "done";
  const next = files.findIndex((file) => file.claims === null && !file.why);
  // of what an earlier build has read already nothing is heard
  const rest = over ? (state.stage === "done" && !state.stopped ? "✓ read before" : "not read") : "";
  find("rows").replaceChildren(...files.map((file, number) => makeRow(file, number === next, rest)));
  const bar = /** @type {HTMLProgressElement} */ (find("bar"));
  bar.max = files.length;
  bar.value = done;
  bar.hidden = over;
  find("cancel").hidden = over || state.stage !== "reading" || state.stopped;
  find("foot").hidden = over;
  find("after").hidden = !over;
  find("brief").hidden = state.stage !== "done";
  show(true);
}

/** Ask how far it is until it is done, and then go to the brief. */
async function follow() {
  for (;;) {
    const response = await fetch("/start/state");
    const state = /** @type {State} */ (await response.json());
    draw(state);
    if (state.stage === "failed") return;
    if (state.stage === "done") {
      // whoever is to see what was left out goes on by hand
      if (!state.stopped && !refused.length && !state.files.some((file) => file.why)) location.assign("/");
      return;
    }
    await new Promise((wait) => { setTimeout(wait, 300); });
  }
}

const drop = find("drop");
for (const name of ["dragenter", "dragover"]) {
  drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
}
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer?.files.length) void take(event.dataTransfer.files);
});
find("files").addEventListener("change", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (input.files?.length) void take(input.files);
});
find("example").addEventListener("click", () => { void takeText("/start/example", {}); });
find("pasted").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
  const fields = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  void takeText("/start/text", fields);
});
find("cancel").addEventListener("click", async () => {
  try {
    draw(JSON.parse(await send("/start/cancel", {})));
  } catch (error) {
    find("counts").textContent = reason(error);
  }
});
find("again").addEventListener("click", () => location.assign("/start"));
document.getElementById("open")?.addEventListener("click", async () => {
  try {
    await send("/start/open", {});
    location.assign("/");
  } catch (error) {
    refuse(reason(error));
  }
});

// a page that is loaded while a build is at work shows it
const before = await (await fetch("/start/state")).json();
if (!["idle", "done", "failed"].includes(before.stage)) void follow();
