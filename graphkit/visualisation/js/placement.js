// The places of the nodes of a picture: as Python computed them, as filters leave them, and of what joins later.

import { data, linksAt } from "./data.js";
import { byId, isNarrow } from "./dom.js";
import {
  currentView, describeFilters, isFiltered, isPicture, isVisible, selectedEnds, state, visibleLinks,
} from "./state.js";
import { linksIn } from "./views.js";

/** @import { Link, Place, PlaceRow } from "./types.js" */

/**
 * @param {PlaceRow} row
 * @returns {[number, Place]}
 */
const readPlace = ([number, x, y, column, label = data.nodes[number].lines]) =>
  [number, { x, y, column, lines: label.split("\n") }];

/** How many nodes filters leave in a picture at most; with all of them, as many as can be laid out quickly. */
const MOST = { some: 40, all: 240 };

/** Return the place of each node of the current picture. */
export function placeNodes() {
  const { view } = state;
  const showsAll = state.all && data.places[`${view}All`].length > 0;
  if (!isFiltered() && showsAll) return new Map(data.places[`${view}All`].map(readPlace));
  const rows = data.places[isNarrow() ? `${view}Narrow` : view];
  const places = spread(isFiltered() ? placeFiltered(showsAll ? MOST.all : MOST.some) : new Map(rows.map(readPlace)));
  for (const number of state.removed) places.delete(number);
  for (const number of [...state.added, ...selectedEnds()]) if (!places.has(number)) placeJoining(number, places);
  return places;
}

/** How far a picture is stretched at most, and the room that a node with its name takes. */
const STRETCH = { most: 1.7, wide: 120, high: 70 };

/**
 * Stretch a picture whose places are free, so that it has the shape of the window; nodes only come further apart.
 * @param {Map<number, Place>} places
 */
function spread(places) {
  const { clientWidth, clientHeight } = byId("network");
  if (!currentView().spreads || isNarrow() || !clientWidth || places.size < 3) return places;
  const extentOf = (/** @type {"x" | "y"} */ axis) => {
    const all = [...places.values()].map((place) => place[axis]);
    return Math.max(...all) - Math.min(...all);
  };
  const [wide, high] = [extentOf("x") + STRETCH.wide, extentOf("y") + STRETCH.high];
  const ratio = (wide / high) * (clientHeight / clientWidth);
  const [across, down] = [1 / ratio, ratio].map((factor) => Math.min(Math.max(factor, 1), STRETCH.most));
  return new Map([...places].map(([number, place]) =>
    [number, { ...place, x: Math.round(place.x * across), y: Math.round(place.y * down) }]));
}

/** The last layout of what filters leave, which many things ask for. */
let last = { key: "", places: /** @type {Map<number, Place>} */ (new Map()) };

/**
 * Lay out what the filters leave: all of it, or the most contested part.
 * @param {number} most the largest number of nodes
 */
function placeFiltered(most) {
  const key = `${state.view} ${most} ${isNarrow()} ${describeFilters()}`;
  if (last.key !== key) last = { key, places: currentView().layOut?.(chooseLinks(most)) ?? new Map() };
  return new Map(last.places);
}

/**
 * Choose the links to lay out: those on what is contested first, then those that take a side.
 * @param {number} most the largest number of nodes at their ends
 */
function chooseLinks(most) {
  const links = visibleLinks().map((number) => data.links[number]);
  const rank = (/** @type {Link} */ { target, style }) =>
    (data.nodes[target].state === "contested" ? 0 : style === "relay" ? 2 : 1);
  /** @type {Set<number>} */
  const shown = new Set();
  // sorting keeps the order of equals
  return links.sort((a, b) => rank(a) - rank(b)).filter(({ source, target }) => {
    const joining = new Set([source, target].filter((end) => !shown.has(end)));
    if (shown.size + joining.size > most) return false;
    for (const end of joining) shown.add(end);
    return true;
  });
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
