// The form of a correction and of a claim that was missed, and the words that are marked in the article for it.

/** @typedef {{start: number, end: number, text: string}} Place */

const FIELDS = ["act", "stance", "polarity", "certainty"];
const template = /** @type {HTMLTemplateElement} */ (document.getElementById("form"));
const floating = /** @type {HTMLElement} */ (document.getElementById("missed"));

/** The form that is open, and where the words in it stand. @type {{form: HTMLFormElement, content: string} | null} */
let open = null;

/** Check whether a form is open. */
export const isEditing = () => open !== null;

/** Close the form that is open; what is in it is let go. */
export function closeForms() {
  if (!open) return;
  const entry = open.form.closest(".entry");
  entry?.classList.remove("editing");
  open.form.remove();
  open = null;
  floating.hidden = true;
  showPicked(null);
  entry?.querySelector("a")?.focus({ preventScroll: true });
}

/**
 * Return a field of a form.
 * @param {HTMLFormElement} form
 * @param {string} name
 */
const field = (form, name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));

/**
 * Make a form.
 * @param {DOMStringMap} values
 * @param {string} content where the words stand
 * @param {(fields: Record<string, string>) => void} done
 */
function makeForm(values, content, done) {
  closeForms();
  const made = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const form = /** @type {HTMLFormElement} */ (made.querySelector("form"));
  field(form, "source").value = values.source ?? "";
  for (const name of FIELDS) if (values[name]) field(form, name).value = values[name] ?? "";
  open = { form, content };
  form.addEventListener("input", (event) => {
    // typed words are looked up in the article by the server
    if (event.target === field(form, "words") && open) open.content = "";
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = Object.fromEntries([...FIELDS, "source", "why"].map((name) => [name, field(form, name).value]));
    const words = field(form, "words").value;
    done({ ...given, ...(open?.content ? { content: open.content } : { words }) });
  });
  field(form, "cancel").addEventListener("click", closeForms);
  return form;
}

/**
 * Open the form of a correction in an entry.
 * @param {HTMLElement} entry
 * @param {(fields: Record<string, string>) => void} done
 */
export function openCorrection(entry, done) {
  const form = makeForm(entry.dataset, entry.dataset.content ?? "", done);
  field(form, "words").value = entry.querySelector(".saying .words")?.textContent ?? "";
  if (entry.dataset.kind === "edge") field(form, "words").required = false;
  entry.classList.add("editing");
  entry.append(form);
  form.scrollIntoView({ block: "nearest" });
  field(form, entry.dataset.kind === "edge" ? "polarity" : "source").focus({ preventScroll: true });
}

/**
 * Open the form of a claim that was missed.
 * @param {Place | null} place the words that were marked, if any were
 * @param {(fields: Record<string, string>) => void} done
 */
export function openMissed(place, done) {
  const form = makeForm({}, place ? `${place.start}-${place.end}` : "", done);
  const heading = form.querySelector("h3");
  if (heading) heading.textContent = "A claim the machine missed. Who said it?";
  const button = form.querySelector("button.main");
  if (button) button.textContent = "Add the claim";
  field(form, "words").value = place?.text ?? "";
  floating.replaceChildren(form);
  floating.hidden = false;
  const box = showPicked(place) ?? document.getElementById("miss")?.getBoundingClientRect();
  if (box) {
    const high = floating.offsetHeight;
    const above = box.bottom + 8 + high > innerHeight && box.top - high - 8 > 0;
    const left = Math.max(16, Math.min(box.left, innerWidth - floating.offsetWidth - 16));
    floating.style.left = `${left + scrollX}px`;
    floating.style.top = `${(above ? box.top - high - 8 : box.bottom + 8) + scrollY}px`;
  }
  field(form, "source").focus({ preventScroll: Boolean(place) });
}

/**
 * Put words that were marked into the correction that is open.
 * @param {Place} place
 * @returns {boolean} whether there is one
 */
export function setWords(place) {
  if (!open) return false;
  field(open.form, "words").value = place.text;
  open.content = `${place.start}-${place.end}`;
  showPicked(place);
  return true;
}

/**
 * Say in the form why it was refused.
 * @param {string} why
 */
export function fillForm(why) {
  const complaint = /** @type {HTMLElement | null | undefined} */ (open?.form.querySelector(".complaint"));
  if (!complaint) return;
  complaint.textContent = why;
  complaint.hidden = false;
}

/**
 * Mark the words that a form is about, which are no longer selected once a field has the focus.
 * @param {Place | null} place
 * @returns {DOMRect | undefined} where they are
 */
function showPicked(place) {
  if (!("highlights" in CSS)) return undefined;
  CSS.highlights.delete("picked");
  const range = place && rangeOf(place);
  if (!range) return undefined;
  CSS.highlights.set("picked", new Highlight(range));
  return range.getBoundingClientRect();
}

/**
 * Find characters of the article in the page.
 * @param {Place} place
 */
function rangeOf({ start, end }) {
  const article = document.querySelector("#desk article");
  if (!article) return null;
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const letters = [...(node.textContent ?? "")];
    const offset = (/** @type {number} */ to) => letters.slice(0, to - at).join("").length;
    if (start >= at && start < at + letters.length) range.setStart(node, offset(start));
    if (end > at && end <= at + letters.length) {
      range.setEnd(node, offset(end));
      return range;
    }
    at += letters.length;
  }
  return null;
}

/** Return the words that are selected in the article, widened to whole words; null where none are. */
function readSelection() {
  const article = document.querySelector("#desk article");
  const selection = getSelection();
  if (!article || !selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!article.contains(range.startContainer) || !article.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(article);
  before.setEnd(range.startContainer, range.startOffset);
  // offsets are of characters: some take two units of JavaScript
  const text = [...(article.textContent ?? "")];
  let start = [...before.toString()].length;
  let end = start + [...range.toString()].length;
  const isWord = (/** @type {string} */ letter) => /[\p{L}\p{N}'’-]/u.test(letter);
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /[\s.,;:]/.test(text[end - 1])) end -= 1;
  while (start > 0 && isWord(text[start]) && isWord(text[start - 1])) start -= 1;
  while (end < text.length && isWord(text[end - 1]) && isWord(text[end])) end += 1;
  return end - start > 1 ? { start, end, text: text.slice(start, end).join("") } : null;
}

/** @type {number | undefined} */
let waiting;
let pressed = false;

/** Tell what was marked, once whoever marks it has come to rest. */
function tell() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const place = pressed ? null : readSelection();
    if (!place) return;
    getSelection()?.removeAllRanges();
    document.dispatchEvent(new CustomEvent("picked", { detail: place }));
  }, 350);
}

document.addEventListener("pointerdown", () => { pressed = true; });
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => { pressed = false; tell(); });
}
document.addEventListener("selectionchange", tell);
