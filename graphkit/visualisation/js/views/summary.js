// The summary: what a corpus holds, and ways to narrow it to what a picture can show.

import { fit } from "../canvas.js";
import { data, isStatement } from "../data.js";
import { button, make } from "../dom.js";
import { openNode } from "../pointer.js";
import { disputedPoints, refresh, state, toggleOnly, valuesOf, visibleLinks } from "../state.js";
import { collate, formatNumber, plural, shorten } from "../text.js";
import { isLarge, register } from "../views.js";
import { articleName, wording } from "../wording.js";

/** @import { Child, Facet } from "../types.js" */

const MOST_LISTED = 12;

/**
 * Count how often each value occurs, the most frequent first.
 * @template {string | number} Value
 * @param {Value[]} values
 */
function countValues(values) {
  /** @type {Map<Value, number>} */
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  /** @type {(a: Value, b: Value) => number} */
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : collate(String(a), String(b)));
  return [...counts].sort((a, b) => b[1] - a[1] || compare(a[0], b[0]));
}

/** @returns {Child[]} */
function render() {
  const links = visibleLinks().map((number) => data.links[number]);
  const isNamed = (/** @type {number} */ number) => data.nodes[number].kind !== "nobody";
  const countFacet = (/** @type {Facet} */ facet) => countValues(links.flatMap((link) => valuesOf(link, facet)));
  const speakers = countValues(links.map((link) => link.source).filter(isNamed));
  /** @type {[value: number, count: number][]} */
  const disputed = disputedPoints().map(({ node, lines }) => [node, lines]);
  const [articles, acts] = [countFacet("article"), countFacet("act")];
  const titles = new Map(data.articles.map((article, number) => [article.id, articleName(number)]));
  const labelOf = (/** @type {number} */ number) => data.nodes[number].label;
  const openInPicture = (/** @type {number} */ number) => { state.view = "claims"; openNode(number); fit(); };
  const openArticle = (/** @type {string} */ id) => {
    toggleOnly("article", id);
    state.view = "claims";
    refresh();
    fit();
  };
  const keepAct = (/** @type {string} */ act) => { toggleOnly("act", act); refresh(); };
  const points = disputed.length ? `${plural(disputed.length, "point")} in dispute` : "nothing in dispute";
  const parties = `${formatNumber(speakers.length)} ${speakers.length === 1 ? "party" : "parties"}`;
  // of the others nothing was read, or the filters let nothing through
  const some = articles.length < data.articles.length ? `${formatNumber(articles.length)} of ` : "";
  const [held, all] = [formatNumber(data.links.length), formatNumber(data.links.length + data.left)];
  return [
    make("p", { class: "lead" }, `${plural(links.length, "line")} by ${parties} from `
      + `${some}${plural(data.articles.length, "article")}; ${points}.`),
    data.note ? make("p", { class: "warning" }, `${data.title.replace(/\.$/, "")}. ${data.note}.`) : null,
    data.left ? make("p", { class: "warning" }, `This page holds ${held} of ${all} lines, all on what is in `
      + "dispute first. The graph holds the rest: ask it with graphkit query, or build fewer articles.") : null,
    make("p", {}, "No picture can show so much at once. Choose what is in dispute, somebody who speaks, an article "
      + "or a time; search with / ; or use the filters, where “only” keeps one value of a kind. Pictures, "
      + "matrix and table then show what is left."),
    make("div", { class: "lists" },
      countedList("In dispute", disputed, labelOf, openInPicture),
      countedList("Most lines", speakers, labelOf, openInPicture),
      countedList("Articles with most lines", articles, (id) => titles.get(id) ?? "?", openArticle),
      countedList("Acts", acts, wording, keepAct)),
  ];
}

/**
 * Return a list of buttons with bars behind them that show the counts.
 * @template Value
 * @param {string} title
 * @param {[value: Value, count: number][]} counts
 * @param {(value: Value) => string} text
 * @param {(value: Value) => void} open
 */
function countedList(title, counts, text, open) {
  if (!counts.length) return null;
  const most = counts[0][1];
  const rows = counts.slice(0, MOST_LISTED).map(([value, count]) => {
    const row = button({ onclick: () => open(value) },
      make("span", {}, shorten(text(value), 110)), make("output", {}, formatNumber(count)));
    row.style.setProperty("--share", `${Math.round((100 * count) / most)}%`);
    return make("li", {}, row);
  });
  return make("section", {}, make("h2", {}, title), make("ol", { class: "counted" }, rows));
}

register({
  name: "summary", holds: isStatement, render, isOffered: () => isLarge || data.articles.length > 1,
  guide: "Each list counts lines, the most frequent first. Click a row to see it by itself: what is in dispute "
    + "and who speaks in the picture of claims, an article or an act in every view.",
});
