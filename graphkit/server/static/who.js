// Narrows the list of entities while one types; without it the list is whole.

const rows = [...document.querySelectorAll(".standings tbody tr")];
const line = document.querySelector(".filter-list");
const field = line?.querySelector("input");
const found = line?.querySelector("output");

/**
 * Make text comparable: without case and accents.
 * @param {string} text
 */
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The names of each row, and with them all that it says. @type {[names: string, all: string][] | null} */
let told = null;

/** Show the rows whose names hold what was typed; where no row's do, those that say it. */
function narrow() {
  told ??= rows.map((row) => {
    const names = `${row.querySelector("a")?.textContent} ${row.getAttribute("data-names")}`;
    return [fold(names), fold(`${names} ${row.textContent}`)];
  });
  const words = fold(field?.value ?? "").split(/\s+/).filter(Boolean);
  const find = (/** @type {0 | 1} */ part) =>
    new Set((told ?? []).flatMap((row, at) => (words.every((word) => row[part].includes(word)) ? [at] : [])));
  const named = find(0);
  const fitting = named.size ? named : find(1);
  rows.forEach((row, at) => row.toggleAttribute("hidden", !fitting.has(at)));
  const counted = [fitting.size, rows.length].map((number) => number.toLocaleString("en")).join(" of ");
  if (found) found.textContent = words.length ? counted : "";
}

if (line && field) {
  line.removeAttribute("hidden");
  field.addEventListener("input", narrow);
  field.addEventListener("keydown", (event) => {
    /** @type {HTMLElement | null} */
    const first = document.querySelector(".standings tbody tr:not([hidden]) a");
    if (event.key === "ArrowDown") first?.focus();
    else if (event.key === "Enter" && field.value) first?.click();
    else return;
    event.preventDefault();
  });
  // a way back to the list finds what was typed before
  if (field.value) narrow();
}
