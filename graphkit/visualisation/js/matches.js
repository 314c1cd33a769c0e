// How a claim matches others: who else makes it, who puts it otherwise, and who quotes the same words differently.

import { reveal } from "./canvas.js";
import { changesOf, clusterOf, conflictsOf, data, look, makeText, phraseOf, textOf } from "./data.js";
import { button, chip, make } from "./dom.js";
import { cutAtMarks, provenance } from "./evidence.js";
import { linkOfReading, select, selectionOf } from "./selection.js";
import { capitalize, collate, plural, shorten } from "./text.js";
import { sourcesOf, sureness, wording } from "./wording.js";

/** @import { Child, Cluster, Difference, Reading, Stretch, Text } from "./types.js" */

const AT_ONCE = 4; // the others are folded away
const BRIEF = 90; // so many characters of what two claims differ in

/**
 * Return the readings that are shown as matches of one.
 * @param {number} number
 */
export function otherReadings(number) {
  const pairs = [...conflictsOf.get(number) ?? [], ...changesOf.get(number) ?? []];
  return new Set([...clusterOf.get(number)?.claims ?? [], ...pairs.map(({ other }) => other)]);
}

/**
 * Return who else makes a claim, puts it otherwise, or quotes it differently; nothing where nobody does.
 * @param {number} number
 * @returns {Child[]}
 */
export function matchesOf(number) {
  const [conflicts, changes] = [conflictsOf.get(number) ?? [], changesOf.get(number) ?? []];
  // what a changed quotation disagrees in is told on its own card
  const quoted = new Set(changes.map(({ other }) => other));
  return [
    clusterSection(number),
    section("Put otherwise",
      conflicts.filter(({ other }) => !quoted.has(other)).map((found) => conflictCard(number, found))),
    section("Quoted otherwise", changes.map((found) => {
      const kinds = conflicts.filter(({ other }) => other === found.other).flatMap((conflict) => conflict.kinds);
      return changeCard(number, found, kinds);
    })),
  ];
}

/** @param {number} number */
function clusterSection(number) {
  const cluster = clusterOf.get(number);
  if (!cluster) return null;
  const others = cluster.claims.filter((other) => other !== number);
  const sources = (/** @type {number} */ at) => data.readings[at].sources.join("\n");
  // who is not named may be anybody
  const isOneSpeaker = sources(number) !== "" && others.every((other) => sources(other) === sources(number));
  return [
    make("h2", {}, isOneSpeaker ? "Also said elsewhere" : "Also said by"),
    make("p", { class: "muted" }, describeOrigins(cluster)),
    cards(others.map(memberCard)),
    cluster.left ? make("p", { class: "muted" }, `and ${cluster.left} more that this page does not hold`) : null,
  ];
}

/**
 * Return from how many origins claims are, for each cluster of them in its shortest words.
 * @param {number[]} readings
 * @returns {Child[]}
 */
export function originsOf(readings) {
  const clusters = [...new Set(readings.flatMap((number) => clusterOf.get(number) ?? []))];
  if (clusters.length < 2) return clusters.map((cluster) => make("p", { class: "muted" }, describeOrigins(cluster)));
  return clusters.map((cluster) =>
    make("p", { class: "muted" }, `“${shorten(shortestOf(cluster), BRIEF)}”: ${describeOrigins(cluster)}`));
}

/** @param {Cluster} cluster */
function shortestOf(cluster) {
  return cluster.claims.map(phraseOf).sort((a, b) => a.length - b.length || collate(a, b))[0];
}

/**
 * Say from how many independent origins claims are: '3 articles, 1–2 origins (one speaker: Ida Roe)'.
 * @param {Cluster} cluster
 */
function describeOrigins({ articles, least, most, confidence, reasons }) {
  const origins = least === most ? plural(most, "origin") : `${least}–${most} origins`;
  const why = reasons.length ? ` (${reasons.join("; ")})` : "";
  const sure = confidence < 1 ? ` Taken for one claim: ${sureness(confidence)}.` : "";
  return `${plural(articles, "article")}, ${origins}${why}.${sure}`;
}

/**
 * @param {string} title
 * @param {HTMLElement[]} items
 */
function section(title, items) {
  return items.length ? [make("h2", {}, title), cards(items)] : null;
}

/**
 * Return a list of cards, of which those after the first few are folded away.
 * @param {HTMLElement[]} items
 */
function cards(items) {
  /** @param {HTMLElement[]} some */
  const list = (some) => make("ul", { class: "cards" }, some.map((one) => make("li", {}, one)));
  if (items.length <= AT_ONCE + 1) return list(items);
  const more = make("summary", {}, `${items.length - AT_ONCE} more`);
  return [list(items.slice(0, AT_ONCE)), make("details", { class: "more" }, more, list(items.slice(AT_ONCE)))];
}

/** @param {number} number */
function memberCard(number) {
  const { parts } = data.readings[number];
  return card(number, [], [passage(number, parts.filter(({ part }) => part === "content"))]);
}

/**
 * @param {number} number
 * @param {Difference} found
 */
function conflictCard(number, { other, kinds, here, there }) {
  const words = here.length && there.length ? `: ${quote(number, here)} / ${quote(other, there)}` : "";
  // a sign is that of the whole content: it is shown in its sentence
  if (!kinds.includes("polarity")) return card(other, [headOf(kinds, words)], [passage(other, there)]);
  return card(other, [headOf(kinds, "")], [passage(other, there), ...ownPassage(number, here)]);
}

/**
 * @param {number} number
 * @param {Difference} found
 * @param {string[]} disagreeing in what the two disagree, too
 */
function changeCard(number, { other, kinds, here, there }, disagreeing) {
  const head = headOf(kinds, disagreeing.length ? `; they disagree in ${nameKinds(disagreeing)}` : "");
  return card(other, [head], [passage(other, there), ...ownPassage(number, here)]);
}

/**
 * @param {string[]} kinds
 * @param {string} words
 */
function headOf(kinds, words) {
  return make("span", {}, make("b", {}, capitalize(nameKinds(kinds))), words);
}

/**
 * @param {number} number
 * @param {Stretch[]} marks
 */
function ownPassage(number, marks) {
  const reading = data.readings[number];
  const says = `Here ${sourcesOf(reading)} ${wording(reading.act)}:`;
  return [make("span", { class: "muted" }, says), passage(number, marks)];
}

/**
 * Return a button that leads to a reading, with who says it, its words, and where they stand.
 * @param {number} number
 * @param {Child[]} head
 * @param {Child[]} body
 */
function card(number, head, body) {
  const reading = data.readings[number];
  const link = linkOfReading(number);
  const style = link === null ? "relay" : data.links[link].style;
  const onclick = () => {
    select(selectionOf(number));
    if (link !== null) reveal(data.links[link].source);
  };
  return button({ class: `card match ${style}`, onclick }, head,
    make("span", {}, make("b", {}, capitalize(sourcesOf(reading))), " ", chip(style, wording(reading.act))),
    make("span", { class: "muted" }, provenance(reading)), body);
}

/** @param {string[]} kinds */
function nameKinds(kinds) {
  return kinds.map((kind) => (Object.hasOwn(look.differences, kind) ? look.differences[kind] : kind)).join(", ");
}

/**
 * Return the words of stretches of a reading.
 * @param {number} number
 * @param {Stretch[]} stretches
 */
function quote(number, stretches) {
  const words = textsOf(data.readings[number]).flatMap(({ text, start, end }) =>
    stretches.filter((stretch) => stretch.start >= start && stretch.end <= end)
      .map((stretch) => text.cut(stretch.start - start, stretch.end - start).replace(/\s+/g, " ")));
  return shorten(words.join(" … "), BRIEF);
}

/**
 * Return the sentence of a reading with stretches marked; without the text of the article its exact content.
 * @param {number} number
 * @param {Stretch[]} marks
 */
function passage(number, marks) {
  const reading = data.readings[number];
  const pieces = textsOf(reading).map(({ text, start, end }) => {
    const shifted = marks.map((mark) => ({ start: mark.start - start, end: mark.end - start }));
    return cutAtMarks(text, 0, end - start, shifted).map((piece) =>
      (piece.marks.length ? make("mark", {}, piece.text) : piece.text));
  });
  return make("q", {}, pieces.flatMap((piece, at) => (at ? [" … ", ...piece] : piece)));
}

/**
 * Return the stretches of the article that the page holds of a reading: its sentence, or each piece of its content.
 * @param {Reading} reading
 * @returns {{ text: Text, start: number, end: number }[]}
 */
function textsOf(reading) {
  const text = textOf(reading.article);
  if (text && reading.sentence.length) {
    const [start, end] = reading.sentence;
    return [{ text: makeText(text.cut(start, end)), start, end }];
  }
  return reading.parts.flatMap(({ start, end, part }, at) =>
    (part === "content" && reading.exact[at] ? [{ text: makeText(reading.exact[at]), start, end }] : []));
}
