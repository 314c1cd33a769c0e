// Reviews of an article: right, wrong, corrected, missed, each sent at once and shown at once.

import { askName, readName, say, send } from "./answers.js";
import { followAddress } from "./article.js";
import { closeForms, fillForm, isEditing, openMissed, openCorrection, setWords } from "./correcting.js";

const KEYS = new Map([["r", "right"], ["w", "wrong"], ["c", "correct"]]);

/** The answers that were given in this page, by their names, the newest last. @type {string[]} */
const given = [];
let show = "all";
/** Answers are sent one after another; `left` counts those that are on their way. */
let queue = Promise.resolve();
let left = 0;

const desk = () => /** @type {HTMLElement} */ (document.getElementById("desk"));
const entries = () => [.../** @type {NodeListOf<HTMLElement>} */ (desk().querySelectorAll(".entry"))];
const current = () => entries().find((entry) => entry.classList.contains("chosen"));

/**
 * Choose an entry.
 * @param {HTMLElement | undefined} entry
 */
function choose(entry) {
  if (!entry) return;
  history.replaceState(null, "", `#claim=${entry.dataset.claim}`);
  const mark = followAddress();
  mark?.scrollIntoView({ block: "nearest" });
  entry.scrollIntoView({ block: "nearest" });
}

/**
 * Go to another entry that is shown.
 * @param {number} step
 */
function move(step) {
  const shown = entries().filter((entry) => !entry.classList.contains("hidden"));
  const at = shown.findIndex((entry) => entry.classList.contains("chosen"));
  choose(shown[at < 0 ? 0 : Math.max(0, Math.min(shown.length - 1, at + step))]);
}

/**
 * Go to the next entry that nobody has read.
 * @param {HTMLElement} entry
 */
function moveOn(entry) {
  const all = entries();
  const at = all.indexOf(entry);
  const next = [...all.slice(at + 1), ...all.slice(0, at)].find((one) => !one.dataset.state && one.dataset.place);
  if (next) choose(next);
}

/**
 * Put what the server made of an answer in the place of what is shown.
 * @param {string} html
 */
function replaceDesk(html) {
  const made = new DOMParser().parseFromString(html, "text/html").getElementById("desk");
  if (!made) return;
  const answered = made.dataset.answered ?? "";
  if (answered && !given.includes(answered)) given.push(answered);
  if (left || isEditing()) return;
  const scrolled = desk().querySelector("aside")?.scrollTop ?? 0;
  const focused = document.activeElement?.closest(".entry")?.id;
  desk().replaceWith(made);
  const aside = desk().querySelector("aside");
  if (aside) aside.scrollTop = scrolled;
  refresh();
  if (focused) document.getElementById(focused)?.querySelector("a")?.focus({ preventScroll: true });
}

/** Bring what is shown into line with what was chosen before it was replaced. */
function refresh() {
  followAddress();
  for (const button of desk().querySelectorAll("[data-show]")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("data-show") === show));
  }
  for (const entry of entries()) {
    const read = Boolean(entry.dataset.state);
    entry.classList.toggle("hidden", show === "unread" ? read : show === "read" && !read);
  }
  const undo = /** @type {HTMLButtonElement | null} */ (document.getElementById("undo"));
  if (undo) undo.disabled = !given.length;
  const reviewer = document.getElementById("reviewer");
  if (reviewer && readName()) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = "change";
    button.addEventListener("click", async () => { await askName({ again: true }); refresh(); });
    reviewer.replaceChildren(`You answer as ${readName()} (`, button, ").");
  }
}

/** Show the page as the server has it. */
async function reload() {
  const response = await fetch(location.pathname);
  if (response.ok) replaceDesk(await response.text());
}

/**
 * Send an answer behind those that are on their way.
 * @param {string} path
 * @param {Record<string, string>} fields
 * @returns {Promise<boolean>} whether it was kept
 */
function enqueue(path, fields) {
  left += 1;
  const sent = queue.then(async () => {
    try {
      const html = await send(path, fields);
      left -= 1;
      replaceDesk(html);
      return true;
    } catch (error) {
      left -= 1;
      say(`Not kept: ${error instanceof Error ? error.message : error}`);
      if (!isEditing()) await reload();
      return false;
    }
  });
  queue = sent.then(() => undefined);
  return sent;
}

/**
 * Give a verdict on an entry, and go on to the next.
 * @param {HTMLElement} entry
 * @param {string} verdict
 */
async function judge(entry, verdict) {
  if (!entry.dataset.place) return say("This claim has no words of its own that could be reviewed.");
  if (entry.dataset.kind === "missed") return say("A person added this claim: correct it, or take it back.");
  const who = await askName();
  if (!who) return undefined;
  const reason = /** @type {HTMLInputElement | null} */ (entry.querySelector(".reason"));
  const { place, kind, asRead } = entry.dataset;
  const fields = { who, verdict, place, kind, as_read: asRead ?? "", why: reason?.value ?? "" };
  entry.dataset.state = verdict;
  moveOn(entry);
  await enqueue("/reviews", /** @type {Record<string, string>} */ (fields));
  return undefined;
}

/** @param {HTMLElement} entry */
function correct(entry) {
  if (!entry.dataset.place) return;
  choose(entry);
  openCorrection(entry, (fields) => submit(entry, fields));
}

/**
 * Send what was corrected.
 * @param {HTMLElement} entry
 * @param {Record<string, string>} fields
 */
async function submit(entry, fields) {
  const who = await askName();
  if (!who) return;
  const { place = "", kind = "claim", asRead = "" } = entry.dataset;
  const verdict = kind === "missed" ? "missed" : "corrected";
  await enqueueForm({ ...fields, who, verdict, place, kind, as_read: asRead });
}

/**
 * Send a claim that was missed.
 * @param {Record<string, string>} fields
 */
async function add(fields) {
  const who = await askName();
  if (!who) return;
  await enqueueForm({ ...fields, who, verdict: "missed", kind: "missed", document: desk().dataset.key ?? "" });
}

/**
 * Send a form; it stays open, with the reason, where it is refused.
 * @param {Record<string, string>} fields
 */
async function enqueueForm(fields) {
  try {
    const html = await send("/reviews", fields);
    closeForms();
    replaceDesk(html);
    choose(entries().find((entry) => entry.dataset.review === given.at(-1)));
  } catch (error) {
    fillForm(error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} name */
async function takeBack(name) {
  const who = await askName();
  if (!who) return;
  if (await enqueue("/reviews/revoke", { who, id: name })) {
    const at = given.lastIndexOf(name);
    if (at >= 0) given.splice(at, 1);
    refresh();
    say("Taken back.");
  }
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const button = target?.closest("button");
  const entry = /** @type {HTMLElement | null} */ (target?.closest(".entry"));
  if (button?.id === "undo") void takeBack(given.at(-1) ?? "");
  else if (button?.id === "miss") openMissed(null, add);
  else if (button?.dataset.show) {
    show = button.dataset.show;
    refresh();
  } else if (button?.classList.contains("undo") && entry) void takeBack(entry.dataset.review ?? "");
  else if (button?.dataset.verdict && entry) {
    if (button.dataset.verdict === "correct") correct(entry);
    else void judge(entry, button.dataset.verdict);
  } else if (entry && !target?.closest("a, button, input, select, textarea, summary, .matches")) choose(entry);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeForms();
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target instanceof Element && event.target.closest("input, select, textarea")) return;
  const entry = current();
  const verdict = KEYS.get(event.key);
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "u" && given.length) void takeBack(given.at(-1) ?? "");
  else if (verdict && entry && !event.repeat) {
    // the letter must not land in the field that may take the focus
    event.preventDefault();
    if (verdict === "correct") correct(entry);
    else void judge(entry, verdict);
  }
});

document.addEventListener("picked", (event) => {
  const place = /** @type {CustomEvent<{start: number, end: number, text: string}>} */ (event).detail;
  if (!setWords(place)) openMissed(place, add);
});

desk().closest("main")?.classList.add("writes");
refresh();
