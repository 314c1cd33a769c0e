// Selecting: of nodes, links and readings.

import { data, isStatement, linksOfReading } from "./data.js";
import { addToPicture } from "./placement.js";
import { isPicture, refresh, selectedEnds, selectedReading, state } from "./state.js";

/** @import { Selection } from "./types.js" */

/**
 * Change the selection and show it everywhere.
 * @param {Selection} selection
 */
export function select(selection) {
  state.node = selection.node ?? null;
  state.link = selection.link ?? null;
  state.reading = selection.reading ?? null;
  // what was selected in a picture stays in it
  if (isPicture()) for (const end of selectedEnds()) addToPicture(end);
  const reading = selectedReading();
  if (reading !== null && data.readings[reading].article >= 0) state.article = data.readings[reading].article;
  refresh();
}

/**
 * Return the link that stands for a reading: a statement, before what others make of it.
 * @param {number} reading
 */
export function linkOfReading(reading) {
  const links = linksOfReading[reading];
  return links.find(isStatement) ?? links.find((at) => data.links[at].group !== "dispute") ?? null;
}

/**
 * Return the selection of the statement that a reading gave, else of the reading alone.
 * @param {number} reading
 * @returns {Selection}
 */
export function selectionOf(reading) {
  const link = linksOfReading[reading].find(isStatement);
  return link === undefined ? { reading } : { link };
}
