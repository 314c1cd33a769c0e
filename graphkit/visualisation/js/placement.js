// The places of the nodes of a picture: those that Python computed, and those of nodes that join later.

import { data, linksAt } from "./data.js";
import { isNarrow } from "./dom.js";
import { currentView, isFiltered, isPicture, isVisible, selectedEnds, state, visibleLinks } from "./state.js";
import { linksIn } from "./views.js";

/** @import { Place, PlaceRow } from "./types.js" */

/**
 * @param {PlaceRow} row
 * @returns {[number, Place]}
 */
const readPlace = ([number, x, y, column, label = data.nodes[number].lines]) =>
  [number, { x, y, column, lines: label.split("\n") }];

/** Return the place of each node of the current picture. */
export function placeNodes() {
  const { view } = state;
  const showsAll = state.all && data.places[`${view}All`].length > 0;
  const rows = data.places[showsAll ? `${view}All` : isNarrow() ? `${view}Narrow` : view];
  const places = new Map(rows.map(readPlace));
  if (!showsAll) {
    for (const number of state.removed) places.delete(number);
    const joining = [...state.added, ...selectedEnds(), ...nodesBroughtByFilters(places)];
    for (const number of joining) if (!places.has(number)) placeJoining(number, places);
  }
  return places;
}

/**
 * Where filters leave little of the opening, return the ends of the first links that they let through.
 * @param {Map<number, Place>} places
 */
function nodesBroughtByFilters(places) {
  /** @type {Set<number>} */
  const brought = new Set();
  if (!isFiltered()) return brought;
  const links = visibleLinks().map((number) => data.links[number]);
  const drawn = links.filter(({ source, target }) => places.has(source) && places.has(target));
  const seen = new Set(drawn.flatMap(({ source, target }) => [source, target]));
  for (const { source, target } of links) {
    if (seen.size >= 20) break;
    for (const end of [source, target]) { seen.add(end); brought.add(end); }
  }
  return brought;
}

/**
 * Return the visible links of the current picture at a node.
 * @param {number} number
 */
export const visibleLinksAt = (number) => linksAt[number].filter((at) => linksIn(state.view).has(at) && isVisible(at));

/**
 * Return the nodes at the other ends of a node's visible links.
 * @param {number} number
 */
export function neighboursOf(number) {
  const links = visibleLinksAt(number).map((at) => data.links[at]);
  return new Set(links.map(({ source, target }) => (source === number ? target : source)));
}

/**
 * Find a place for a node that joins the picture, if the picture can show it.
 * @param {number} number
 * @param {Map<number, Place>} places
 */
function placeJoining(number, places) {
  const linked = [...neighboursOf(number)].flatMap((other) => places.get(other) ?? []);
  if (!linksAt[number].some((at) => linksIn(state.view).has(at))) return;
  const place = currentView().place?.(number, linked, places);
  if (place) places.set(number, place);
}

/**
 * Let a node join the picture.
 * @param {number} number
 */
export function addToPicture(number) {
  state.removed.delete(number);
  if (!data.places[state.view].some(([other]) => other === number)) state.added.add(number);
}

/**
 * Return the neighbours of a node that are not in the picture.
 * @param {number} number
 */
export function hiddenNeighbours(number) {
  if (!isPicture()) return [];
  const places = placeNodes();
  return [...neighboursOf(number)].filter((other) => !places.has(other));
}

/**
 * Return the neighbours of a node that are linked with nothing else in the picture.
 * @param {number} number
 */
export function ownNeighbours(number) {
  if (!isPicture() || state.all) return [];
  const places = placeNodes();
  return [...neighboursOf(number)].filter((other) =>
    places.has(other) && [...neighboursOf(other)].every((end) => end === number || !places.has(end)));
}
