// The columns of the table of lines, which can be saved as CSV.

import { data, sentenceOf } from "./data.js";
import { articleName, nameOf, wording } from "./wording.js";

/** @import { Link } from "./types.js" */

/**
 * @typedef {object} Column
 * @property {string} title
 * @property {(link: Link) => string} cell
 * @property {boolean} [optional] whether it is left out where it is empty in every row
 */

/** @type {Column[]} */
export const COLUMNS = [
  { title: "Who", cell: (link) => data.nodes[link.source].label },
  { title: "Stance", cell: (link) => wording(link.act) },
  { title: "What", cell: (link) => data.nodes[link.target].label },
  { title: "Certainty", cell: (link) => wording(link.certainty) },
  { title: "Reported by", cell: (link) => link.via.map(nameOf).join(", "), optional: true },
  { title: "Said on", cell: (link) => link.said, optional: true },
  { title: "Source sentence", cell: (link) => sentenceOf(link.reading) },
  { title: "Article", cell: (link) => (link.article < 0 ? "" : articleName(link.article)) },
  { title: "Published", cell: (link) => link.published, optional: true },
];

/**
 * Write links as CSV; an apostrophe is put before what a spreadsheet would take for a formula.
 * @param {number[]} numbers
 */
export function writeCsv(numbers) {
  /** @param {string} text */
  const quote = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const cells = numbers.map((number) => COLUMNS.map(({ cell }) => cell(data.links[number])));
  const rows = [COLUMNS.map(({ title }) => title), ...cells];
  return `${rows.map((row) => row.map(quote).join(",")).join("\r\n")}\r\n`;
}
