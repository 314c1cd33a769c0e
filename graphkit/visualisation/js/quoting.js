// The sentences of a brief: who speaks, where it stands, and a button that copies it with its citation.

import { contentOf, data, makeText, textOf } from "./data.js";
import { button, byId, copyText, make } from "./dom.js";
import { cutAtMarks } from "./evidence.js";
import { showView } from "./navigation.js";
import { select, selectionOf } from "./selection.js";
import { state } from "./state.js";
import { articleName } from "./wording.js";

/** @import { BriefSentence, Child, Reading, Text } from "./types.js" */

export const isAlone = () => data.articles.length === 1;

/**
 * Return a link to another state of the page, which a click brings about without loading it anew.
 * @param {Record<string, string>} parts the parts of the address
 * @param {() => void} action
 * @param {string} text
 */
function link(parts, action, text) {
  const onclick = (/** @type {MouseEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    action();
  };
  return make("a", { href: `#${new URLSearchParams({ view: "brief", ...parts })}`, onclick }, keepDays(text));
}

/**
 * Return a text whose days and ranges of characters are not broken at the end of a line.
 * @param {string} text
 * @returns {Child[]}
 */
export function keepDays(text) {
  return text.split(/(\d{4}-\d{2}-\d{2}|\d+–\d+)/)
    .map((part, at) => (at % 2 ? make("span", { class: "whole" }, part) : part));
}

/**
 * Return the outlet of an article, else its title; a full stop at its end has no place before a comma.
 * @param {number} number
 */
const outletOf = (number) =>
  data.articles[number]?.publisher || articleName(number).replace(/(?<=[\p{L}\p{N}]{2})\.$/u, "");

/**
 * Return the outlet of an article, else its title, with its day.
 * @param {number} number
 */
export function nameArticle(number) {
  const article = data.articles[number];
  return `${outletOf(number)}, ${article?.issued.slice(0, 10) || "undated"}`;
}

/**
 * Say where something is said: in which article, or in which outlets.
 * @param {number[]} readings
 */
export function describePlaces(readings) {
  const articles = [...new Set(readings.map((number) => data.readings[number].article))];
  if (articles.length === 1) return nameArticle(articles[0]);
  const outlets = [...new Set(articles.map(outletOf))];
  const more = outlets.length > 3 ? ` and ${outlets.length - 3} more` : "";
  return `${outlets.slice(0, 3).join(", ")}${more}`;
}

/** The rules by which a content stands around its verb, and is understood only with it. */
const AROUND = new Set(["passive-as", "passive-with", "raised"]);

/**
 * Return the words of a content without what joins it to its sentence.
 * @param {number} number
 */
export function wordsOf(number) {
  const { rule, phrase } = data.readings[number];
  const whole = AROUND.has(rule) && phrase ? phrase : contentOf(number);
  const words = whole.replace(/\s+/g, " ").trim().replace(/[\s,;:–—-]+(?=["”’»]*$)/, "");
  return words.replace(/^(?:(?:that|whether) |that, |(?:in|of|by|for|to|with) which )/i, "");
}

/**
 * Return where the sentence of a reading begins and ends.
 * @param {Reading} reading
 * @returns {[start: number, end: number]}
 */
function boundsOf({ sentence, parts }) {
  if (sentence.length) return sentence;
  return [Math.min(...parts.map(({ start }) => start)), Math.max(...parts.map(({ end }) => end))];
}

/**
 * Return a sentence with its parts marked, where it stands, and a button that copies it.
 * @param {BriefSentence} sentence
 */
export function renderSentence([readings, differing = []]) {
  const reading = data.readings[readings[0]];
  const text = textOf(reading.article);
  const [start, end] = boundsOf(reading);
  /** @type {{ start: number, end: number, part: string }[]} */
  const marks = readings.flatMap((number) => data.readings[number].parts);
  for (let at = 0; at < differing.length; at += 2) {
    marks.push({ start: differing[at], end: differing[at + 1], part: "differs" });
  }
  const isWhole = text !== null && reading.sentence.length > 0;
  const shown = isWhole ? markPieces(text, start, end, marks) : reading.exact.join(" … ");
  const words = isWhole ? text.cut(start, end) : reading.exact.join(" … ");
  return quote(shown, words, reading.article, start, end, placeLink(readings[0]));
}

/**
 * Return a stretch of an article, as a sentence.
 * @param {number} article
 * @param {number} start
 * @param {number} end
 * @param {{ start: number, end: number, part: string }[]} marks
 */
export function renderPassage(article, start, end, marks) {
  const text = textOf(article) ?? makeText("");
  const open = () => { state.article = article; showView("article"); };
  const place = link({ view: "article", article: data.articles[article].id }, open,
    `${nameArticle(article)}, ${nameCharacters(start, end)}`);
  return quote(markPieces(text, start, end, marks), text.cut(start, end), article, start, end, place);
}

/**
 * @param {Text} text
 * @param {number} start
 * @param {number} end
 * @param {{ start: number, end: number, part: string }[]} marks
 */
function markPieces(text, start, end, marks) {
  return cutAtMarks(text, start, end, marks).map((piece) => (piece.marks.length
    ? make("mark", { class: [...new Set(piece.marks.map(({ part }) => part))].join(" ") }, piece.text) : piece.text));
}

/**
 * @param {Child} shown the words with their marks
 * @param {string} words
 * @param {number} article
 * @param {number} start
 * @param {number} end
 * @param {Child} place where they stand
 */
function quote(shown, words, article, start, end, place) {
  const flat = words.replace(/\s+/g, " ").trim();
  const quoted = /^[“"].*[”"]$/.test(flat) ? flat : `“${flat}”`; // what stands in marks gets no second ones
  const citation = `${quoted} (${cite(article, nameCharacters(start, end))})`;
  return make("blockquote", { class: "sentence" }, make("p", {}, shown),
    make("footer", {}, place, copyButton(citation)));
}

/**
 * @param {number} start
 * @param {number} end
 */
const nameCharacters = (start, end) => `characters ${start}–${end}`;

/** @param {Reading} reading */
export const describeCharacters = (reading) => nameCharacters(...boundsOf(reading));

/**
 * Return where the sentence of a reading stands, with a click on which one reads it in its article.
 * @param {number} number
 */
export function placeLink(number) {
  const reading = data.readings[number];
  const characters = describeCharacters(reading);
  const place = isAlone() ? characters : `${nameArticle(reading.article)}, ${characters}`;
  if (reading.article < 0) return place;
  const open = () => { select(selectionOf(number)); showView("article"); };
  return link({ view: "article", reading: reading.id }, open, place);
}

/**
 * Return what one writes behind a quotation: the article, its day, the characters, and its address where it is known.
 * @param {number} number
 * @param {string} characters
 */
function cite(number, characters) {
  const article = data.articles[number];
  if (!article) return characters;
  const names = [...new Set([articleName(number).replace(/\.$/, ""), article.publisher])];
  return [...names, article.issued.slice(0, 10) || "undated", characters, article.source].filter(Boolean).join(", ");
}

/**
 * Return a button that copies a text.
 * @param {string} citation
 * @param {string} [label]
 */
export function copyButton(citation, label = "Copy with citation") {
  const copy = button({ class: "copy", onclick: async () => {
    await copyText(citation);
    copy.textContent = "Copied";
    byId("copied").textContent = label === "Copy with citation" ? "Copied with its citation" : "Copied";
  } }, label);
  return copy;
}

/**
 * Group readings by the sentence that they stand in.
 * @param {number[]} readings
 * @returns {number[][]}
 */
export function joinSentences(readings) {
  /** @type {Map<string, number[]>} */
  const joined = new Map();
  for (const number of readings) {
    const reading = data.readings[number];
    const key = [reading.article, ...boundsOf(reading)].join(" ");
    joined.set(key, [...joined.get(key) ?? [], number]);
  }
  return [...joined.values()];
}
