// The matrix: who takes which stance on what; those who agree are near one another.

import { data, isDrawn, isHearsay, isStatement, look } from "../data.js";
import { button, make } from "../dom.js";
import { select } from "../selection.js";
import { state, visibleLinks } from "../state.js";
import { capitalize, formatNumber, shorten } from "../text.js";
import { register } from "../views.js";
import { nameOf, wording } from "../wording.js";

/** @import { Child } from "../types.js" */

const MOST_COLUMNS = 40;
const MOST_ROWS = 120;

/** Return the links of each cell by source and target, and the weight of each target. */
function fillCells() {
  /** @type {Map<number, Map<number, number[]>>} */
  const cells = new Map();
  /** @type {Map<number, number>} */
  const weights = new Map();
  for (const number of visibleLinks()) {
    const { source, target, style } = data.links[number];
    const row = cells.get(source) ?? new Map();
    cells.set(source, row);
    const cell = row.get(target) ?? [];
    row.set(target, cell);
    // the same act of the same party adds nothing the second time, and at first hand more than by hearsay
    const same = cell.findIndex((/** @type {number} */ other) => data.links[other].act === data.links[number].act);
    if (same >= 0) {
      if (isHearsay(cell[same]) && !isHearsay(number)) cell[same] = number;
      continue;
    }
    cell.push(number);
    // who only reports takes no stance
    weights.set(target, (weights.get(target) ?? 0) + (style === "relay" ? 0.01 : 1));
  }
  return { cells, weights };
}

/** @returns {Child[]} */
function render() {
  const { cells, weights } = fillCells();
  if (!cells.size) {
    return [make("p", { class: "empty" }, "No stance is to be seen here: "
      + "no line, or none that the filters let through.")];
  }
  const isContested = (/** @type {number} */ number) => Number(data.nodes[number].state === "contested");
  const columns = [...weights]
    .sort((a, b) => isContested(b[0]) - isContested(a[0]) || b[1] - a[1] || a[0] - b[0])
    .map(([target]) => target).slice(0, MOST_COLUMNS);
  const order = new Map(columns.map((target, at) => [target, at]));
  // a row stands where its first stance does, so that those who speak on the same come together
  const filled = [...cells].flatMap(([source, row]) => {
    const places = [...row.keys()].flatMap((target) => order.get(target) ?? []);
    return places.length ? [{ source, row, first: Math.min(...places), count: places.length }] : [];
  });
  filled.sort((a, b) => a.first - b.first || b.count - a.count || a.source - b.source);
  const rows = filled.slice(0, MOST_ROWS);
  const [allColumns, allRows] = [formatNumber(weights.size), formatNumber(filled.length)];
  const omitted = [
    weights.size > columns.length ? `the ${columns.length} most contested of ${allColumns} columns` : null,
    filled.length > rows.length ? `the first ${rows.length} of ${allRows} rows` : null,
  ].filter(Boolean).join(", ");
  const note = omitted ? `: ${omitted}; search or filter to see others` : "";
  return [make("table", { class: "matrix" },
    make("caption", {}, make("span", {}, `Who takes which stance on what${note}`)),
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Who"), columns.map(renderHead))),
    make("tbody", {}, rows.map(({ source, row }) => make("tr", {}, renderSource(source),
      columns.map((target) => make("td", {}, (row.get(target) ?? []).map(renderLink)))))))];
}

/** @param {number} number */
function renderHead(number) {
  const { label, state: stance } = data.nodes[number];
  const attributes = { class: "clamp", title: shorten(label, 300), onclick: () => select({ node: number }) };
  return make("th", { scope: "col", class: stance === "contested" ? stance : null },
    button(attributes, shorten(label, 160)));
}

/** @param {number} number */
function renderSource(number) {
  return make("th", { scope: "row" },
    button({ class: "plain", onclick: () => select({ node: number }) },
      capitalize(shorten(data.nodes[number].label, 80))));
}

/** @param {number} number */
function renderLink(number) {
  const link = data.links[number];
  const heard = isHearsay(number);
  const classes = ["cell", link.style, heard && "hearsay", number === state.link && "chosen"].filter(Boolean).join(" ");
  const via = link.via.filter((node) => node !== link.source).map(nameOf).join(", ");
  const title = heard ? `${look.hearsay.text}${via ? `: ${via}` : ""}` : null;
  // hearsay has no sign of its stance, which would make it look like what was heard at first hand
  return button({ class: classes, title, onclick: () => select({ link: number }) },
    heard ? null : make("span", { "aria-hidden": "true" }, `${look.styles[link.style].symbol} `), wording(link.act),
    heard ? make("small", {}, via ? `says ${shorten(via, 40)}` : look.hearsay.brief) : null);
}

/** What only reports is left out, unless it is on a claim or a document. @param {number} number */
const holds = (number) => isStatement(number) && (data.links[number].style !== "relay" || isDrawn("claims", number));

register({
  name: "matrix", holds, render, marksHearsay: true,
  guide: "A row is somebody who speaks, a column what is spoken on, the most contested first: read down a column to "
    + "see who agrees. A sign before a word is a stance that the article gives at first hand; a dashed frame "
    + "without a sign is hearsay, and names who reports it. Click a cell to read its sentence.",
});
