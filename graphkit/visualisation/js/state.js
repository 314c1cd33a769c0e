// What is shown now: the view, the selection and the filters.

import { brief, data, isStatement, linksAt } from "./data.js";
import { linksIn, viewNamed } from "./views.js";

/** @import { Dating, Facet, Link } from "./types.js" */

export const state = {
  /** The name of the view; main.js sets it from the address. */
  view: "",
  /** The number of the selected node. @type {number | null} */
  node: null,
  /** The number of the selected link. @type {number | null} */
  link: null,
  /** The number of the selected reading. @type {number | null} */
  reading: null,
  /** The number of the node whose page is shown, or of the list of all: null. @type {number | null} */
  who: null,
  /** By facet, the values that are left out. @type {Map<Facet, Set<string>>} */
  off: new Map(),
  /** By facet, the only values that are shown. @type {Map<Facet, Set<string>>} */
  only: new Map(),
  /** The date to which the range applies. @type {Dating} */
  dating: "published",
  /** The first day of the range, as 2022-08-31. */
  from: "",
  /** The last day of the range. */
  until: "",
  /** Nodes that joined those that a picture opens on. @type {Set<number>} */
  added: new Set(),
  /** Nodes that left them. @type {Set<number>} */
  removed: new Set(),
  /** Whether a picture shows all nodes. */
  all: false,
  theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  /** The article that is read. */
  article: 0,
  /** The number of rows that a list shows at most. */
  limit: 200,
  sort: { column: 0, down: false },
  /** Whether chains of a single claim are shown. */
  direct: false,
  /** Whether the page is being printed: then nothing is folded away. */
  printing: false,
  /** What rows of the table must contain. */
  words: "",
  /** The name of the question that is asked; '' for the first. */
  question: "",
  /** The values of its blanks. @type {Record<string, string>} */
  blanks: {},
  /** Whether it is answered. */
  asked: false,
};

/** @type {(() => void)[]} */
const listeners = [];

/**
 * Call a function whenever the state has changed.
 * @param {() => void} listener
 */
export function onChange(listener) {
  listeners.push(listener);
}

/** Show the current state everywhere. */
export function refresh() {
  for (const listener of listeners) listener();
}

export const currentView = () => viewNamed(state.view);
export const isPicture = () => currentView().place !== undefined;

/** @type {Facet[]} */
export const FACETS = ["style", "act", "certainty", "kind", "article", "party"];

/**
 * Return the values of a link in a facet.
 * @param {Link} link
 * @param {Facet} facet
 * @returns {string[]}
 */
export function valuesOf(link, facet) {
  if (facet === "kind") return [data.nodes[link.source].kind, data.nodes[link.target].kind];
  if (facet === "party") return [data.nodes[link.source].id, data.nodes[link.target].id];
  if (facet === "article") return [data.articles[link.article]?.id ?? ""];
  return [link[facet]];
}

/**
 * Check whether the filters let a link through.
 * @param {number} number
 * @param {Facet} [except] a facet whose own filters do not count
 */
export function isVisible(number, except) {
  const link = data.links[number];
  for (const [facet, off] of state.off) {
    if (facet !== except && valuesOf(link, facet).some((value) => off.has(value))) return false;
  }
  for (const [facet, only] of state.only) {
    if (facet !== except && !valuesOf(link, facet).some((value) => only.has(value))) return false;
  }
  const day = link.days[state.dating];
  // a link without a date is in no range
  return !(state.from && day < state.from) && !(state.until && (!day || day > state.until));
}

export const isFiltered = () => state.off.size > 0 || state.only.size > 0 || Boolean(state.from || state.until);

/** Return the filters as text, the same for the same. */
export function describeFilters() {
  const facets = [state.off, state.only].map((chosen) => FACETS.map((facet) => [...chosen.get(facet) ?? []].sort()));
  return JSON.stringify([facets, state.from || state.until ? state.dating : "", state.from, state.until]);
}

/** Return the numbers of the view's links that the filters let through. */
export function visibleLinks() {
  const links = [...linksIn(state.view)];
  return (isFiltered() ? links.filter((number) => isVisible(number)) : links).sort((a, b) => a - b);
}

/** Return the points in dispute that the filters let through, as the brief counts them, each with its lines. */
export function disputedPoints() {
  const points = brief.cards.flatMap(([, , node], at) => (brief.disputed[at] && node >= 0 ? [node] : []));
  const linesOn = (/** @type {number} */ node) => linksAt[node]
    .filter((at) => data.links[at].target === node && isStatement(at) && isVisible(at)).length;
  return points.map((node) => ({ node, lines: [node, ...data.nodes[node].opposed].map(linesOn).reduce(add, 0) }))
    .filter(({ lines }) => lines > 0 || !isFiltered())
    .sort((a, b) => b.lines - a.lines || a.node - b.node);
}

/** @type {(one: number, other: number) => number} */
const add = (one, other) => one + other;

/**
 * Check whether the filters let a value of a facet through.
 * @param {Facet} facet
 * @param {string} value
 */
export function isOn(facet, value) {
  return !state.off.get(facet)?.has(value) && (state.only.get(facet)?.has(value) ?? true);
}

/**
 * Let a value of a facet through, or not.
 * @param {Facet} facet
 * @param {string} value
 * @param {boolean} on
 */
export function setFacet(facet, value, on) {
  const only = state.only.get(facet);
  if (only) {
    if (on) only.add(value); else only.delete(value);
    if (!only.size) state.only.delete(facet);
    return;
  }
  const off = state.off.get(facet) ?? new Set();
  if (on) off.delete(value); else off.add(value);
  if (off.size) state.off.set(facet, off); else state.off.delete(facet);
}

/**
 * Check whether a value of a facet is the only one that is let through.
 * @param {Facet} facet
 * @param {string} value
 */
export function isOnlyOne(facet, value) {
  const only = state.only.get(facet);
  return only?.size === 1 && only.has(value);
}

/**
 * Let only one value of a facet through; where that is so already, all of them.
 * @param {Facet} facet
 * @param {string} value
 */
export function toggleOnly(facet, value) {
  const wasOnly = isOnlyOne(facet, value);
  state.off.delete(facet);
  if (wasOnly) state.only.delete(facet); else state.only.set(facet, new Set([value]));
}

export function clearFilters() {
  state.off.clear();
  state.only.clear();
  state.from = state.until = "";
}

/** Return the nodes that a picture must show for the selection. */
export function selectedEnds() {
  if (state.node !== null) return [state.node];
  return state.link === null ? [] : [data.links[state.link].source, data.links[state.link].target];
}

/** Return the number of the reading that the selection leads to, or null. */
export function selectedReading() {
  if (state.reading !== null) return state.reading;
  return state.link === null ? null : data.links[state.link].reading;
}

export const hasSelection = () => state.node !== null || state.link !== null || state.reading !== null;
