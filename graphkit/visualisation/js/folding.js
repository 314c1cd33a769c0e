// Parts that are folded away until somebody opens them, and stay as they were left.

import { make } from "./dom.js";
import { state } from "./state.js";

/** @import { Child } from "./types.js" */

/** What is unfolded; a sheet is made anew whenever something is selected. @type {Set<string>} */
const unfolded = new Set();

/** @param {string} name */
export const unfold = (name) => { unfolded.add(name); };

/**
 * Return a part that is folded away until somebody opens it, and stays as it was left.
 * @param {string} name
 * @param {{ [name: string]: string }} attributes
 * @param {HTMLElement} summary
 * @param {() => Child[]} content is made when it is first seen
 */
export function fold(name, attributes, summary, content) {
  const isOpen = unfolded.has(name) || state.printing;
  const element = make("details", { ...attributes, open: isOpen }, summary, isOpen ? content() : null);
  element.addEventListener("toggle", () => {
    if (state.printing) return;
    if (element.open) unfolded.add(name); else unfolded.delete(name);
    if (element.open && element.children.length === 1) element.append(...flattened(content()));
  });
  return element;
}

/** @param {Child[]} children */
function flattened(children) {
  return [...make("div", {}, children).childNodes];
}
