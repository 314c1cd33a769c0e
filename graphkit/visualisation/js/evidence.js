// The evidence for a reading: its sentence, the article scrolled to it, and the chain of sources that reported it.

import { data, relaysOf, textOf } from "./data.js";
import { button, make } from "./dom.js";
import { showView } from "./navigation.js";
import { nameButtons } from "./people.js";
import { currentView, state } from "./state.js";
import { articleName, qualify, repetitionNote, sourcesOf, wording } from "./wording.js";

/** @import { Child, Part, PartName, Piece, Reading, Text } from "./types.js" */

/**
 * Cut a stretch of text where its marks begin and end.
 * @template {{ start: number, end: number }} Mark
 * @param {Text} text
 * @param {number} start
 * @param {number} end
 * @param {Mark[]} marks
 * @returns {Piece<Mark>[]}
 */
export function cutAtMarks(text, start, end, marks) {
  const inside = marks.filter((mark) => mark.start < end && mark.end > start).sort((a, b) => a.start - b.start);
  const cuts = new Set([start, end]);
  for (const mark of inside) { cuts.add(Math.max(start, mark.start)); cuts.add(Math.min(end, mark.end)); }
  const sorted = [...cuts].sort((a, b) => a - b);
  /** @type {Piece<Mark>[]} */
  const pieces = [];
  let next = 0;
  /** @type {Mark[]} */
  let open = [];
  for (let at = 0; at < sorted.length - 1; at += 1) {
    open = open.filter((mark) => mark.end > sorted[at]);
    for (; next < inside.length && inside[next].start <= sorted[at]; next += 1) {
      if (inside[next].end > sorted[at]) open.push(inside[next]);
    }
    pieces.push({ start: sorted[at], text: text.cut(sorted[at], sorted[at + 1]), marks: [...open] });
  }
  return pieces;
}

/** In the order of precedence. @type {PartName[]} */
const PARTS = ["cue", "source", "content"];

/**
 * Return a stretch of an article with the parts of a reading marked.
 * @param {Text} text
 * @param {number} start
 * @param {number} end
 * @param {Part[]} parts
 */
function markParts(text, start, end, parts) {
  return cutAtMarks(text, start, end, parts).map((piece) => {
    if (!piece.marks.length) return piece.text;
    const part = PARTS.find((name) => piece.marks.some((mark) => mark.part === name));
    return make("mark", { class: part, "data-part": piece.marks.map((mark) => mark.part).join(" ") }, piece.text);
  });
}

/**
 * Return the article and the characters that a reading comes from.
 * @param {Reading} reading
 * @returns {Child[]}
 */
export function provenance(reading) {
  const article = data.articles[reading.article];
  const start = Math.min(...reading.parts.map((part) => part.start));
  const end = Math.max(...reading.parts.map((part) => part.end));
  const characters = reading.parts.length ? whole(`characters ${start}–${end}`) : null;
  const published = article?.issued ? whole(article.issued) : null;
  const repetition = repetitionNote(reading.article);
  const notes = [articleName(reading.article), article?.publisher, published, repetition, characters];
  return notes.filter(Boolean).flatMap((note, at) => (at ? [" · ", note] : [note]));
}

/**
 * Return words that stay on one line.
 * @param {string} words
 */
function whole(words) {
  return make("span", { class: "whole" }, words);
}

/**
 * Return the sentence that a reading comes from.
 * @param {number} number
 * @returns {Child[]}
 */
export function sourceSentence(number) {
  const reading = data.readings[number];
  const text = textOf(reading.article);
  if (!text || !reading.sentence.length) {
    if (!reading.exact.length) return [];
    const pieces = reading.exact.flatMap((piece, at) =>
      [make("mark", { class: reading.parts[at]?.part ?? "content" }, piece), " … "]);
    return [
      make("h2", {}, "In the text"),
      make("blockquote", {}, pieces.slice(0, -1)),
      make("p", { class: "muted" }, provenance(reading)),
    ];
  }
  return [
    make("h2", {}, "Source sentence"),
    make("blockquote", { id: "sentence" }, markParts(text, ...reading.sentence, reading.parts)),
    make("p", { class: "muted" }, provenance(reading)),
  ];
}

/**
 * Return the article with the parts of a reading marked; nothing where the view shows it, or the page does not hold it.
 * @param {number} number
 * @returns {Child[]}
 */
export function excerptOf(number) {
  const reading = data.readings[number];
  const text = textOf(reading.article);
  if (!text || !reading.sentence.length || currentView().showsArticle) return [];
  const excerpt = make("div", {
    class: "text excerpt", tabindex: "0", role: "region", "aria-label": "The article, scrolled to the claim",
  }, markParts(text, 0, text.length, reading.parts));
  const openArticle = () => { state.article = reading.article; showView("article"); };
  return [
    make("h2", {}, "In the article"), excerpt,
    make("p", { class: "after" }, button({ onclick: openArticle }, "Read the whole article")),
  ];
}

/** Scroll the article in the panel to the first mark. */
export function scrollExcerpt() {
  const excerpt = document.querySelector("#panel .excerpt");
  const first = excerpt?.querySelector("mark");
  if (excerpt && first) excerpt.scrollTop = first.offsetTop - 48;
}

/**
 * Return a claim and those by which it is known at second hand, from its source to the article.
 * @param {number} number
 */
export const chainOf = (number) => [number, ...relaysOf(number)];

/**
 * Return a list of those through whom a claim was reported, from its source to the article.
 * @param {number} number
 */
export function chainList(number) {
  /** @type {Child[]} */
  const steps = chainOf(number).map((at) => {
    const reading = data.readings[at];
    const [cue, qualities] = [reading.cue ? ` (“${reading.cue}”)` : "", qualify(reading)];
    const who = reading.sources.length ? nameButtons(reading.sources) : sourcesOf(reading);
    return [who, ` ${wording(reading.act)}${cue}${qualities ? `: ${qualities}` : ""}`];
  });
  const { article } = data.readings[number];
  if (article >= 0) steps.push(data.articles[article].publisher || articleName(article));
  if (steps.length < 2) return [];
  const items = steps.map((text) => make("li", {}, text));
  return [make("h2", {}, "Chain of sources"), make("ol", { class: "chain" }, items)];
}
