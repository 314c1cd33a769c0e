// The cards of a brief: a dispute or an accusation, with who says so and who does not, and the sentences.

import { reveal } from "./canvas.js";
import { brief, look } from "./data.js";
import { button, byId, make } from "./dom.js";
import { fold, unfold } from "./folding.js";
import { lineSample } from "./legend.js";
import { nameLinks, viaNote } from "./people.js";
import { describePlaces, isAlone, keepDays, renderSentence, wordsOf } from "./quoting.js";
import { select } from "./selection.js";
import { refresh, state } from "./state.js";
import { capitalize, plural } from "./text.js";
import { nameOf } from "./wording.js";

/** @import { BriefCard, BriefSide, BriefStand } from "./types.js" */

export const MOST_CARDS = 12;
const OPEN_AT_FIRST = 2;
for (let at = 0; at < OPEN_AT_FIRST; at += 1) unfold(`matter ${at}`);

/** @param {BriefStand} stand */
export function renderStand([speakers, via, role, verb, readings, lead]) {
  const words = lead ? lead + wordsOf(readings[0]).slice(lead.length) : "";
  return make("div", { class: "stand" },
    make("p", { class: "who" }, nameLinks(speakers)),
    viaNote(via),
    make("p", {}, role ? make("span", { class: "role" }, `${role}, `) : null, verb, words ? " " : null,
      words ? make("q", {}, words) : null),
    isAlone() ? null : make("p", { class: "where" }, keepDays(describePlaces(readings))));
}

/** @param {BriefSide} side */
function renderSide([manner, heading, backing, stands]) {
  const { style } = look.manners[manner];
  const line = lineSample(style);
  line.classList.add("arrow", "sample");
  line.classList.toggle("back", manner === "replies");
  return make("section", { class: "side" },
    make("h5", { class: `side-name ${style}` }, line, heading),
    stands.map(renderStand),
    stands.length ? null
      : make("p", { class: "none" }, `No reply found in ${isAlone() ? "this article" : "these articles"}.`),
    backing ? make("p", { class: "where" }, backing) : null);
}

/**
 * Say in a line who is on each side.
 * @param {BriefSide[]} sides
 */
function sidesInShort(sides) {
  return sides.map(([manner, heading, , stands]) => {
    const title = heading.startsWith("‘") ? heading : look.manners[manner].brief;
    const names = [...new Set(stands.map(([speakers]) => capitalize(speakers.map(nameOf).join(", "))))];
    const more = names.length > 3 ? ` and ${names.length - 2} more` : "";
    return `${title}: ${names.slice(0, more ? 2 : 3).join(", ") || "none found"}${more}`;
  }).join(" · ");
}

/**
 * @param {BriefCard} card
 * @param {number} at
 */
export function renderCard([title, kind, node, , sides, sentences], at) {
  const summary = make("summary", {}, make("span", { class: "kind" }, kind), make("h4", { class: "claim" }, title),
    make("span", { class: "sides" }, sidesInShort(sides)));
  const showNode = () => { state.view = "claims"; select({ node }); reveal(node); };
  return fold(`matter ${at}`, { class: "matter", id: `matter-${at}` }, summary, () => [
    make("div", { class: "columns" }, sides.map(renderSide)),
    sentences.slice(0, 2).map(renderSentence),
    make("div", { class: "foot" },
      sentences.length > 2 ? fold(`sentences ${at}`, { class: "more" },
        make("summary", {}, plural(sentences.length - 2, "more sentence")),
        () => sentences.slice(2).map(renderSentence)) : make("span", {}),
      node < 0 ? null : button({ class: "name", onclick: showNode }, "See it in the picture")),
  ]);
}

/**
 * Open a card and bring it into view, or the table where it stands in that alone.
 * @param {number} at
 */
export function openMatter(at) {
  unfold(`matter ${at}`);
  if (at >= MOST_CARDS) unfold("table");
  refresh();
  const card = at < MOST_CARDS ? byId(`matter-${at}`) : document.querySelector(".matters .more");
  card?.scrollIntoView({ block: "start" });
  card?.querySelector("summary")?.focus({ preventScroll: true });
}

/**
 * Return a button that opens a card, or where it stands only in the table, selects what it is about.
 * @param {number} at
 * @param {string} [title]
 */
export function cardLink(at, title = brief.cards[at][0]) {
  const openNode = () => select({ node: brief.cards[at][2] });
  return button({ class: "name", onclick: at < MOST_CARDS ? () => openMatter(at) : openNode }, title);
}

/** Return a table of all matters, of which a click opens one. */
export function renderTable() {
  const rows = brief.cards.map(([, kind, , articles, sides], at) => make("tr", {},
    make("td", {}, kind.split(" · ").slice(0, isAlone() ? undefined : -1).join(" · ")),
    make("th", { scope: "row" }, cardLink(at)),
    make("td", {}, sidesInShort(sides)), make("td", {}, String(articles))));
  const heads = ["Kind", "What is claimed", "Sides", "Articles"].map((head) => make("th", { scope: "col" }, head));
  return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "All disputes and accusations" },
    make("table", {}, make("thead", {}, make("tr", {}, heads)), make("tbody", {}, rows)));
}
