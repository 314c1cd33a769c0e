// The sentences of a brief: who speaks, where it stands, and a button that copies it with its citation.

import { contentOf, data, textOf } from "./data.js";
import { button, byId, copyText, make } from "./dom.js";
import { cutAtMarks } from "./evidence.js";
import { showView } from "./navigation.js";
import { select, selectionOf } from "./selection.js";
import { articleName } from "./wording.js";

/** @import { BriefSentence, Child, Reading } from "./types.js" */

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
 * Return the outlet of an article, else its title, with its day.
 * @param {number} number
 */
export function nameArticle(number) {
  const article = data.articles[number];
  return `${article?.publisher || articleName(number)}, ${article?.issued.slice(0, 10) || "undated"}`;
}

/**
 * Say where something is said: in which article, or in which outlets.
 * @param {number[]} readings
 */
export function describePlaces(readings) {
  const articles = [...new Set(readings.map((number) => data.readings[number].article))];
  if (articles.length === 1) return nameArticle(articles[0]);
  const outlets = [...new Set(articles.map((number) => data.articles[number]?.publisher || articleName(number)))];
  const more = outlets.length > 3 ? ` and ${outlets.length - 3} more` : "";
  return `${outlets.slice(0, 3).join(", ")}${more}`;
}

/**
 * Return the words of a content without what joins it to its sentence.
 * @param {number} number
 */
export function wordsOf(number) {
  const words = contentOf(number).replace(/\s+/g, " ").trim();
  return words.replace(/^(?:that|whether) /i, "").replace(/[\s,;:–—-]+(?=["”’»]*$)/, "");
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
  const shown = isWhole
    ? cutAtMarks(text, start, end, marks).map((piece) => (piece.marks.length
      ? make("mark", { class: [...new Set(piece.marks.map(({ part }) => part))].join(" ") }, piece.text) : piece.text))
    : reading.exact.join(" … ");
  const words = (isWhole ? text.cut(start, end) : reading.exact.join(" … ")).replace(/\s+/g, " ").trim();
  return make("blockquote", { class: "sentence" }, make("p", {}, shown),
    make("footer", {},
      placeLink(readings[0]),
      copyButton(`“${words}” (${cite(reading.article, describeCharacters(reading))})`)));
}

/** @param {Reading} reading */
export function describeCharacters(reading) {
  const [start, end] = boundsOf(reading);
  return `characters ${start}–${end}`;
}

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
  const names = [...new Set([articleName(number), article.publisher])];
  return [...names, article.issued.slice(0, 10) || "undated", characters, article.source].filter(Boolean).join(", ");
}

/** @param {string} citation */
function copyButton(citation) {
  const copy = button({ class: "copy", onclick: async () => {
    await copyText(citation);
    copy.textContent = "Copied";
    byId("copied").textContent = "Copied with its citation";
  } }, "Copy with citation");
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
