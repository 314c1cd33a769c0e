// The table: every line as text, for reading, sorting, copying and screen readers.

import { writeAddress } from "../address.js";
import { COLUMNS, writeCsv } from "../columns.js";
import { data, isStatement, look } from "../data.js";
import { button, copyText, make, save } from "../dom.js";
import { moreButton } from "../navigation.js";
import { nameLink, nameLinks } from "../people.js";
import { select } from "../selection.js";
import { state, visibleLinks } from "../state.js";
import { collate, fold, plural } from "../text.js";
import { linksIn, register } from "../views.js";

/** @import { Child } from "../types.js" */

/** The numbers of the columns in the order in which they are shown: where it stands and who says it come first. */
const ORDER = [
  "Article", "Who", "Stance", "What", "Source sentence", "Certainty", "Reported by", "Said on", "Published",
].map((title) => COLUMNS.findIndex((column) => column.title === title));

/** @type {number[] | null} */
let shownColumns = null;

/** Return the columns to show, without optional ones that are empty in every row of the page. */
function chooseColumns() {
  shownColumns ??= (data.articles.length > 1 ? ORDER : COLUMNS.map((_, at) => at)).filter((at) =>
    !COLUMNS[at].optional || [...linksIn("table")].some((number) => COLUMNS[at].cell(data.links[number])));
  return shownColumns;
}

/** Return the links of the rows, filtered and sorted. */
function chooseRows() {
  const needle = fold(state.words).trim();
  const { cell: sortKey } = COLUMNS[state.sort.column];
  const rows = visibleLinks().map((number) => ({ number, key: sortKey(data.links[number]) }));
  /** @type {(number: number) => boolean} */
  const contains = (number) => COLUMNS.some(({ cell }) => fold(cell(data.links[number])).includes(needle));
  const kept = needle ? rows.filter(({ number }) => contains(number)) : rows;
  const direction = state.sort.down ? -1 : 1;
  // empty values come last, whichever way the table is sorted
  kept.sort((a, b) => Number(!a.key) - Number(!b.key) || direction * collate(a.key, b.key) || a.number - b.number);
  return kept.map((row) => row.number);
}

/** @returns {Child[]} */
function render() {
  const table = make("table", { class: "wide", id: "statements" });
  const filter = make("input", {
    type: "text", name: "table:words", placeholder: "Filter the rows", "aria-label": "Filter the rows",
    value: state.words,
    oninput: () => { state.words = filter.value; fillTable(table); writeAddress(); },
  });
  const copyRows = async () => { await copyText(writeCsv(chooseRows())); copy.textContent = "Copied"; };
  const saveRows = () => save("lines.csv", new Blob(["\ufeff", writeCsv(chooseRows())], { type: "text/csv" }));
  const copy = button({ onclick: copyRows }, "Copy as CSV");
  const file = button({ onclick: saveRows }, "Save as CSV");
  fillTable(table);
  return [make("div", { class: "bar" }, filter, copy, file), table];
}

/** @param {HTMLTableElement} table */
function fillTable(table) {
  const rows = chooseRows();
  const columns = chooseColumns();
  const more = moreButton(rows.length, () => fillTable(table));
  table.replaceChildren(
    make("caption", {}, plural(rows.length, "line")),
    make("thead", {}, make("tr", {}, columns.map((at) => headCell(table, at)))),
    make("tbody", {}, rows.slice(0, state.limit).map((number) => make("tr", {
      "data-open": true, class: number === state.link ? "chosen" : null,
      onclick: (event) => {
        if (!(event.target instanceof Element && event.target.closest("a, button"))) select({ link: number });
      },
    }, columns.map((at) => bodyCell(number, at))))),
    more ? make("tfoot", {}, make("tr", {}, make("td", { colspan: columns.length }, more))) : "",
  );
}

/**
 * @param {HTMLTableElement} table
 * @param {number} at
 */
function headCell(table, at) {
  const isSorted = state.sort.column === at;
  const sortByThis = () => {
    state.sort = { column: at, down: state.sort.column === at && !state.sort.down };
    fillTable(table);
    writeAddress();
    /** @type {HTMLElement | null} */
    const same = table.querySelector(`[name="sort:${at}"]`);
    same?.focus();
  };
  const arrow = isSorted ? (state.sort.down ? " ▾" : " ▴") : "";
  return make("th", { scope: "col", "aria-sort": isSorted ? (state.sort.down ? "descending" : "ascending") : null },
    button({ name: `sort:${at}`, onclick: sortByThis }, `${COLUMNS[at].title}${arrow}`));
}

/**
 * @param {number} number
 * @param {number} at
 */
function bodyCell(number, at) {
  const link = data.links[number];
  const { title, cell } = COLUMNS[at];
  const text = cell(link);
  if (title === "Stance") {
    const symbol = link.group === "stance" && link.style === "relay" ? "–" : look.styles[link.style].symbol;
    return make("td", { "data-label": title },
      button({ class: `cell ${link.style}`, onclick: () => select({ link: number }) },
        make("span", { "aria-hidden": "true" }, `${symbol} `), text));
  }
  const attributes = { "data-label": title, class: `column-${at}` };
  const shown = title === "Who" ? nameLink(link.source, text) : title === "What" ? nameLink(link.target, text)
    : title === "Reported by" ? nameLinks(link.via) : text;
  return at === 0 ? make("th", { scope: "row", ...attributes }, shown) : make("td", attributes, shown);
}

register({
  name: "table", holds: isStatement, render,
  guide: "A row is a line: in which article, who, what they do with which claim, and the sentence it was read "
    + "from. Click a heading to sort, a row to see all that is known of it. ‘Reported by’ is filled where it is "
    + "hearsay.",
});
