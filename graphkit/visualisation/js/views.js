// The register of views: each module in views/ adds its own.

import { data } from "./data.js";

/** @import { View } from "./types.js" */

/** @type {Map<string, View>} */
const views = new Map();
/** @type {Map<string, Set<number>>} */
const linksByView = new Map();

/** A graph of which a picture can show only a small part. */
export const isLarge = data.drawn > 8000;

/**
 * Register a view.
 * @param {View} view
 */
export function register(view) {
  views.set(view.name, view);
}

/** Return the view that the page opens on; a server has the brief as a page of its own. */
export const firstView = () => data.view ?? (document.getElementById("pages") ? unnamedView() : "brief");

/** Return the view of addresses that name something in the graph and no view: a picture, of a large graph a summary. */
export const unnamedView = () => data.view ?? (isLarge ? "summary" : "claims");

/** @param {string} name */
export const isView = (name) => views.has(name);

/** @param {string} name */
export function viewNamed(name) {
  const view = views.get(name);
  if (!view) throw new Error(`there is no view ${name}`);
  return view;
}

/** Return the names of the views that are pictures. */
export const pictureNames = () => [...views.values()].filter((view) => view.place).map((view) => view.name);

/**
 * Return the numbers of the links that a view shows.
 * @param {string} name
 */
export function linksIn(name) {
  let links = linksByView.get(name);
  if (!links) {
    const view = viewNamed(name);
    links = new Set(data.links.map((_, number) => number).filter((number) => view.holds(number)));
    linksByView.set(name, links);
  }
  return links;
}
