// The article: its whole text with every claim underlined; claims that overlap have lines of their own.

import { data, isStatement, look, textOf } from "../data.js";
import { button, byId, make, onPress } from "../dom.js";
import { cutAtMarks } from "../evidence.js";
import { moreButton } from "../navigation.js";
import { linkOfReading, select, selectionOf } from "../selection.js";
import { isOnlyOne, refresh, selectedReading, state, toggleOnly, visibleLinks } from "../state.js";
import { plural } from "../text.js";
import { register } from "../views.js";
import { articleName, describeLink, repetitionNote, sourcesOf, wording } from "../wording.js";

/** @import { Article, Child, Part, Piece, StyleName, Text } from "../types.js" */

/**
 * @typedef {Part & { number: number }} Mark a part of a reading, with the reading's number
 * @typedef {{ selected: number | null, lengths: Map<number, number>, levelOf: (number: number) => number,
 *   styles: Map<number, StyleName> }} Context the selected reading; the length, the line and the style of each
 */

const LEVELS = 4; // more claims over one word than that share the last line

/** @returns {Child[]} */
function render() {
  const article = data.articles[state.article];
  if (!article) return [make("p", { class: "empty" }, "There is no article.")];
  const onchange = () => { state.article = Number(picker.value); select({}); };
  const picker = make("select", { "aria-label": "Article", name: "article:pick", onchange },
    data.articles.map((_, number) =>
      make("option", { value: number, selected: number === state.article }, articleName(number))));
  /** The style of each visible reading. @type {Map<number, StyleName>} */
  const styles = new Map();
  for (const number of visibleLinks()) {
    const link = data.links[number];
    if (link.article === state.article && !styles.has(link.reading)) styles.set(link.reading, link.style);
  }
  const text = textOf(state.article);
  const notes = [article.publisher, article.issued, article.name, repetitionNote(state.article)];
  return [
    make("div", { class: "bar above" }, data.articles.length > 1 ? [picker, onlyThisButton(article)] : null,
      make("span", { class: "muted" }, `${plural(styles.size, "passage")} marked; `
        + "click one to see who says it, again for what lies around it")),
    make("article", { class: "paper" },
      article.title ? make("h2", { class: "title" }, article.title) : null,
      make("p", { class: "muted" }, notes.filter(Boolean).join(" · ")),
      text ? make("div", { class: "text" }, renderText(text, styles)) : renderPassages(styles)),
  ];
}

/**
 * Return a button that narrows all views to an article, or no longer does.
 * @param {Article} article
 */
function onlyThisButton(article) {
  const isPressed = String(isOnlyOne("article", article.id));
  const onclick = () => { toggleOnly("article", article.id); refresh(); };
  return button({ "aria-pressed": isPressed, onclick }, "Only this article, in every view");
}

/**
 * Return the line of each claim below the text, so that claims on one line do not overlap.
 * @param {Mark[]} marks
 * @returns {(number: number) => number}
 */
function spreadLevels(marks) {
  /** @type {Map<number, [from: number, to: number]>} */
  const extents = new Map();
  for (const { number, start, end } of marks) {
    const [from, to] = extents.get(number) ?? [Infinity, -Infinity];
    extents.set(number, [Math.min(from, start), Math.max(to, end)]);
  }
  /** @type {number[]} */
  const ends = [];
  /** @type {Map<number, number>} */
  const levels = new Map();
  for (const [number, [from, to]] of [...extents].sort((a, b) => a[1][0] - b[1][0] || b[1][1] - a[1][1])) {
    let level = ends.findIndex((end) => end <= from);
    if (level < 0) level = ends.length;
    ends[level] = to;
    levels.set(number, Math.min(level, LEVELS - 1));
  }
  return (number) => levels.get(number) ?? 0;
}

/**
 * @param {Text} text
 * @param {Map<number, StyleName>} styles
 */
function renderText(text, styles) {
  const selected = selectedReading();
  /** @type {Mark[]} */
  const marks = [];
  data.readings.forEach((reading, number) => {
    if (reading.article !== state.article || (!styles.has(number) && number !== selected)) return;
    const hasContent = reading.parts.some((part) => part.part === "content");
    for (const part of reading.parts) {
      // cue and source are marked only for the selected claim, the content for all
      if (part.part === "content" || number === selected || !hasContent) marks.push({ ...part, number });
    }
  });
  /** @type {Map<number, number>} */
  const lengths = new Map();
  for (const mark of marks) lengths.set(mark.number, (lengths.get(mark.number) ?? 0) + mark.end - mark.start);
  const levelOf = spreadLevels(marks);
  const context = { selected, lengths, levelOf, styles };
  return cutAtMarks(text, 0, text.length, marks)
    .map((piece) => (piece.marks.length ? renderPiece(piece, context) : piece.text));
}

/**
 * Return a piece of text within claims: underlined for each, and a click selects one after the other.
 * @param {Piece<Mark>} piece
 * @param {Context} context
 */
function renderPiece(piece, { selected, lengths, levelOf, styles }) {
  const lengthOf = (/** @type {number} */ number) => lengths.get(number) ?? 0;
  // the first click selects the innermost claim
  const claims = [...new Set(piece.marks.map((mark) => mark.number))]
    .sort((a, b) => lengthOf(a) - lengthOf(b) || a - b);
  const parts = piece.marks.filter((mark) => mark.number === selected).map((mark) => mark.part);
  const at = selected === null ? -1 : claims.indexOf(selected);
  const selectNext = () => select(selectionOf(claims[(at + 1) % claims.length]));
  const descriptions = claims.map(describeReading);
  const element = make("span", {
    class: ["said", ...(parts.length ? ["on", ...parts] : [])].join(" "), tabindex: "0", role: "button",
    "aria-label": `${piece.text}: ${descriptions.join("; ")}`, title: descriptions.join("\n"),
    "data-readings": claims.join(" "), "data-key": `at ${piece.start}`,
    onclick: selectNext, onkeydown: onPress(selectNext),
  }, piece.text);
  const deepest = Math.max(...claims.map(levelOf));
  const raised = claims.map((number) => 4 * (deepest - levelOf(number)));
  element.style.paddingBottom = `${2 + 4 * deepest}px`;
  element.style.backgroundImage = claims.map((number) => underline(styles.get(number) ?? "relay")).join(", ");
  element.style.backgroundPosition = raised.map((pixels) => `0 calc(100% - ${pixels}px)`).join(", ");
  element.style.backgroundSize = "auto 2px";
  element.style.backgroundRepeat = "repeat-x";
  return element;
}

const DASHES = { solid: null, dashed: [7, 11], dotted: [2, 5] };

/**
 * Return the line of a style as a CSS image, dashed and dotted as in the pictures.
 * @param {StyleName} style
 */
function underline(style) {
  const dash = DASHES[look.styles[style].line];
  const colour = `var(--${style})`;
  if (!dash) return `linear-gradient(${colour}, ${colour})`;
  return `repeating-linear-gradient(90deg, ${colour} 0 ${dash[0]}px, transparent ${dash[0]}px ${dash[1]}px)`;
}

/** @param {number} number */
function describeReading(number) {
  const reading = data.readings[number];
  if (reading.act) return `${sourcesOf(reading)} ${wording(reading.act)}`;
  const link = linkOfReading(number);
  return link === null ? "" : describeLink(link);
}

/**
 * Return the passages of an article whose text the page does not hold.
 * @param {Map<number, StyleName>} styles
 */
function renderPassages(styles) {
  /** @type {(entry: [number, StyleName]) => HTMLElement} */
  const card = ([number, style]) => button({ class: `card ${style}`, onclick: () => select(selectionOf(number)) },
    data.readings[number].exact.join(" … "));
  return make("div", {},
    make("p", { class: "muted" }, "This file does not hold the article's text; "
      + "these are the stretches that claims were read from."),
    make("ul", { class: "cards" }, [...styles].slice(0, state.limit).map((entry) => make("li", {}, card(entry)))),
    moreButton(styles.size));
}

/** Bring the selected claim into view if it is not. */
function revealSelected() {
  const mark = document.querySelector("#sheet .on");
  if (!mark) return;
  const [place, sheet] = [mark.getBoundingClientRect(), byId("sheet").getBoundingClientRect()];
  const bottom = Math.min(sheet.bottom, window.innerHeight);
  if (place.top < Math.max(sheet.top, 0) || place.bottom > bottom) mark.scrollIntoView({ block: "center" });
}

register({
  name: "article", holds: isStatement, render, onShown: revealSelected, showsArticle: true,
  counts: (number) => data.links[number].article === state.article,
  guide: "Underlined words are what somebody says; the line has the colour and the pattern of the stance, and claims "
    + "that overlap have lines of their own. Click a passage to see who says it, again for what lies around it.",
});
