// How things are described in words.

import { data, look } from "./data.js";
import { capitalize, plural, shorten } from "./text.js";

/** @import { Party, Reading, StyleName } from "./types.js" */

/**
 * Return the words for an act or another term.
 * @param {string} term
 */
export function wording(term) {
  // a term may be any word of an article, such as 'constructor'
  return Object.hasOwn(look.words, term) ? look.words[term] : term;
}

/**
 * Return the name of a party.
 * @param {Party} party
 */
export function nameOf(party) {
  return typeof party === "number" ? data.nodes[party].label : party;
}

/**
 * Return the kind of a node in words.
 * @param {number} number
 */
export function kindOf(number) {
  return capitalize(look.kinds[data.nodes[number].kind].text);
}

/**
 * Return a state in words.
 * @param {string} state
 */
export function stateText(state) {
  return capitalize(look.states[state].text);
}

/**
 * Say in words how sure it is that a claim was read rightly.
 * @param {number} confidence from 0 to 1
 */
export function sureness(confidence) {
  return look.sureness.find(([least]) => confidence >= least)?.[1] ?? "";
}

/** @param {number} number */
export function articleName(number) {
  return data.articles[number]?.title || data.articles[number]?.id || "?";
}

/**
 * Return a note that an article nearly repeats another, or how many repeat it; null for most articles.
 * @param {number} number
 */
export function repetitionNote(number) {
  const original = data.articles[number]?.repeats ?? -1;
  if (original >= 0) return `near duplicate of ${articleName(original)}`;
  const copies = data.articles.filter((article) => article.repeats === number).length;
  return copies ? `also in ${plural(copies, "near duplicate")}` : null;
}

/**
 * Describe a link: 'Ada — denies — that it rained'.
 * @param {number} number
 */
export function describeLink(number) {
  const link = data.links[number];
  return [nameOf(link.source), wording(link.act), shorten(nameOf(link.target), 200)].join(" — ");
}

/**
 * Return the sources of a claim.
 * @param {Reading} reading
 */
export function sourcesOf(reading) {
  return reading.sources.length ? reading.sources.map(nameOf).join(", ") : "somebody not named";
}

/**
 * Return what else there is to say on a claim besides its act: its addressees, and whether it is left open or negated.
 * @param {Reading} reading
 */
export function qualify(reading) {
  return [
    reading.addressees.length ? `to ${reading.addressees.map(nameOf).join(", ")}` : null,
    reading.stance === "uncommitted" ? "left open" : null,
    reading.polarity === "negative" ? "negated" : null,
  ].filter(Boolean).join(", ");
}

/**
 * Return how a claim is drawn.
 * @param {number} number
 */
export const styleOf = (number) =>
  /** @type {StyleName} */ (Object.keys(look.styles)[Number(data.readings[number].style)]);
