// The chains of sources: who told whom, from the one who is said to have said it to the outlet that reports it.

import { data, isStatement, linksOfReading, phraseOf } from "../data.js";
import { button, make } from "../dom.js";
import { chainOf } from "../evidence.js";
import { moreButton } from "../navigation.js";
import { linkOfReading, select, selectionOf } from "../selection.js";
import { refresh, selectedReading, state, visibleLinks } from "../state.js";
import { formatNumber, plural, shorten } from "../text.js";
import { register } from "../views.js";
import { articleName, qualify, sourcesOf, wording } from "../wording.js";

/** @import { Child, Reading } from "../types.js" */

/** Return the last claim of every chain: those in which no further claim is reported. */
function lastClaims() {
  const readings = new Set(visibleLinks().map((number) => data.links[number].reading));
  const outer = new Set([...readings].map((number) => data.readings[number].outer));
  return [...readings].filter((number) => !outer.has(number));
}

/**
 * Check whether a chain leads through a node, or is about it.
 * @param {number} number the last claim of the chain
 * @param {number} node
 */
function involves(number, node) {
  return chainOf(number).some((at) => data.readings[at].sources.includes(node))
    || linksOfReading[number].some((at) => data.links[at].target === node);
}

/**
 * Return the place of a claim in its article.
 * @param {number} number
 */
const startOf = (number) => data.readings[number].parts.reduce((least, part) => Math.min(least, part.start), Infinity);

/** @returns {Child[]} */
function render() {
  const { node } = state;
  const claims = lastClaims().filter((number) => node === null || involves(number, node));
  const reported = claims.filter((number) => chainOf(number).length > 1);
  const shown = state.direct || !reported.length ? claims : reported;
  shown.sort((a, b) => data.readings[a].article - data.readings[b].article || startOf(a) - startOf(b) || a - b);
  if (!shown.length) return [make("p", { class: "empty" }, "No claim, or none that the filters let through.")];
  const unnamed = shown.filter((number) => chainOf(number).every((at) => isUnnamed(data.readings[at]))).length;
  const direct = make("input", { type: "checkbox", name: "chain:direct" });
  direct.checked = state.direct;
  direct.addEventListener("change", () => { state.direct = direct.checked; refresh(); });
  /** @type {Map<number, number[]>} */
  const byArticle = new Map();
  for (const number of shown.slice(0, state.limit)) {
    const { article } = data.readings[number];
    byArticle.set(article, [...(byArticle.get(article) ?? []), number]);
  }
  const through = node === null ? "" : ` through ${shorten(data.nodes[node].label, 60)}`;
  return [
    make("div", { class: "bar" },
      make("span", {}, `${plural(shown.length, "chain")}${through}`,
        unnamed ? ` · ${formatNumber(unnamed)} on unnamed sources alone` : "",
        reported.length ? "" : ": everything is told at first hand"),
      reported.length ? make("label", {}, direct, " also what is told at first hand") : null,
      node === null ? null : button({ onclick: () => select({}) }, "All chains")),
    [...byArticle].map(([article, numbers]) => make("section", { class: "chains" },
      make("h2", {}, [articleName(article), data.articles[article]?.issued].filter(Boolean).join(" · ")),
      make("ol", {}, numbers.map(renderChain)))),
    moreButton(shown.length),
  ];
}

/**
 * Check whether no source is named: there is none, or there are only groups like 'former detainees'.
 * @param {Reading} reading
 */
function isUnnamed(reading) {
  return reading.sources.every((source) =>
    typeof source === "number" && ["group", "nobody"].includes(data.nodes[source].kind));
}

/** @param {number} number the last claim of the chain */
function renderChain(number) {
  const publisher = data.articles[data.readings[number].article]?.publisher;
  const selected = selectedReading();
  const steps = chainOf(number).map((at) => {
    const reading = data.readings[at];
    const link = linkOfReading(at);
    const qualities = qualify(reading);
    const style = link === null ? "relay" : data.links[link].style;
    const classes = ["step", style, isUnnamed(reading) && "unnamed", at === selected && "chosen"];
    return button({ class: classes.filter(Boolean).join(" "), onclick: () => select(selectionOf(at)) },
      make("b", {}, shorten(sourcesOf(reading), 70)), " ", wording(reading.act), qualities ? ` (${qualities})` : "");
  });
  // the heading names the article
  const root = make("span", { class: "step root" }, publisher ? shorten(publisher, 70) : "the article");
  return make("li", {}, make("q", {}, shorten(phraseOf(number), 220)), steps, root);
}

/** Plain statements have no source. @param {number} number */
const holds = (number) => isStatement(number) && data.readings[data.links[number].reading].act !== "";

register({
  name: "chain", holds, render, followsNode: true,
  guide: "A row is a claim on its way to the reader: first whoever is said to have said it, then those through whom "
    + "it was told, last the outlet. A dashed step is a source that is not named. Click a step to read its "
    + "sentence.",
});
