// Names that lead to the page of whoever bears them.

import { data, profiles } from "./data.js";
import { button, byId, make } from "./dom.js";
import { showView } from "./navigation.js";
import { state } from "./state.js";
import { capitalize } from "./text.js";
import { nameOf } from "./wording.js";

/** @import { Party } from "./types.js" */

/**
 * Check whether there is a page on a party.
 * @param {Party} party
 * @returns {party is number}
 */
export const hasProfile = (party) => typeof party === "number" && profiles.has(party);

/**
 * Return the address of the page on somebody, or of the list of all.
 * @param {number | null} number
 */
export function profileHash(number) {
  // the slash stays readable
  return number === null ? "#who" : `#who/${encodeURIComponent(data.nodes[number].id).replaceAll("%2F", "/")}`;
}

/**
 * Show the page on somebody, or the list of all, from its top.
 * @param {number | null} number
 */
export function showProfile(number) {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement) focused.blur();
  state.who = number;
  state.node = state.link = state.reading = null;
  showView("profile");
  byId("sheet").querySelector("h2")?.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

/**
 * Return a link to the page on a party; where there is none, the name alone.
 * @param {Party} party
 * @param {string} [text]
 */
export function nameLink(party, text = capitalize(nameOf(party))) {
  if (!hasProfile(party)) return text;
  const onclick = (/** @type {MouseEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    showProfile(party);
  };
  return make("a", { class: "person", href: profileHash(party), onclick }, text);
}

/**
 * Return names that lead to the pages on parties, with commas between them, for the panel. They are buttons: on a phone
 * the panel covers the page, and what a checker takes for a way past it must not be hidden in it.
 * @param {Party[]} parties
 */
export function nameButtons(parties) {
  const one = (/** @type {Party} */ party) => (hasProfile(party)
    ? button({ class: "person", onclick: () => showProfile(party) }, capitalize(nameOf(party))) : nameOf(party));
  return parties.flatMap((party, at) => (at ? [", ", one(party)] : [one(party)]));
}

/**
 * Return links to the pages on parties, with commas between them.
 * @param {Party[]} parties
 */
export function nameLinks(parties) {
  return parties.flatMap((party, at) => (at ? [", ", nameLink(party)] : [nameLink(party)]));
}

/**
 * Return a note of those through whom something is known; null where it is known at first hand.
 * @param {Party[]} via
 */
export const viaNote = (via) =>
  (via.length ? make("p", { class: "via" }, "↳ according to ", nameLinks(via)) : null);
