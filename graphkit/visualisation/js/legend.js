// The legend: the meaning of each look, how many there are of it, and a switch for it.

import { data, isHearsay, look } from "./data.js";
import { button, byId, make, makeSvg } from "./dom.js";
import {
  clearFilters, currentView, FACETS, isFiltered, isOn, isPicture, isVisible, refresh, setFacet, state, toggleOnly,
  valuesOf,
} from "./state.js";
import { capitalize, formatNumber, shorten } from "./text.js";
import { linksIn } from "./views.js";
import { articleName, stateText, wording } from "./wording.js";

/** @import { Child, Dating, Facet, StyleName } from "./types.js" */

/** @typedef {Record<string, string | number>} SvgAttributes */

/** @param {...SVGElement} shapes */
const sample = (...shapes) => makeSvg("svg", { viewBox: "0 0 26 16", "aria-hidden": "true" }, ...shapes);

const DASHES = { solid: "none", dashed: "6 3", dotted: "1.5 3" };

/**
 * Draw the line of a style.
 * @param {StyleName} name
 */
export function lineSample(name) {
  const { line, end } = look.styles[name];
  const colour = `var(--${name})`;
  const head = end === "bar"
    ? makeSvg("line", { x1: 24, y1: 3, x2: 24, y2: 13, stroke: colour, "stroke-width": 2.4 })
    : makeSvg("path", { d: "M16 3.6 L26 8 L16 12.4 Z", fill: colour });
  const x2 = end === "bar" ? 24 : 18;
  const stroke = { stroke: colour, "stroke-width": 2.2, "stroke-dasharray": DASHES[line] };
  return sample(makeSvg("line", { x1: 0, y1: 8, x2, y2: 8, ...stroke }), head);
}

/** The line of hearsay: thin, with a ring at its beginning. */
function hearsaySample() {
  const stroke = { stroke: "var(--ink)", "stroke-width": 1.2 };
  return sample(makeSvg("line", { x1: 6, y1: 8, x2: 26, y2: 8, ...stroke }),
    makeSvg("circle", { cx: 4, cy: 8, r: 3, fill: "var(--bg)", ...stroke }));
}

/** Return what tells hearsay apart, where the view has some. */
function hearsayGroup() {
  if (!currentView().marksHearsay || ![...linksIn(state.view)].some(isHearsay)) return null;
  return make("div", { class: "facet" }, make("h2", {}, "At second hand"),
    make("div", { class: "key" }, isPicture() ? hearsaySample() : make("small", { class: "sign" }, "says …"),
      make("span", {}, capitalize(look.hearsay.text))));
}

/** @type {Record<string, (attributes: SvgAttributes) => SVGElement>} */
const SHAPES = {
  circle: (attributes) => makeSvg("circle", { cx: 13, cy: 8, r: 6, ...attributes }),
  square: (attributes) => makeSvg("rect", { x: 7.5, y: 2.5, width: 11, height: 11, ...attributes }),
  diamond: (attributes) => makeSvg("path", { d: "M13 1 L20 8 L13 15 L6 8 Z", ...attributes }),
  hexagon: (attributes) => makeSvg("path", { d: "M6 8 L9.5 2 L16.5 2 L20 8 L16.5 14 L9.5 14 Z", ...attributes }),
  triangle: (attributes) => makeSvg("path", { d: "M13 2 L20 14 L6 14 Z", ...attributes }),
  card: (attributes) => makeSvg("rect", { x: 3, y: 2.5, width: 20, height: 11, rx: 3, ...attributes }),
  sheet: (attributes) => makeSvg("rect", { x: 3, y: 2.5, width: 20, height: 11, ...attributes }),
};

/** @param {string} name */
function kindSample(name) {
  const { shape, fill, edge, border } = look.kinds[name];
  /** @type {SvgAttributes} */
  const attributes = { stroke: `var(--${edge})`, "stroke-width": border === "heavy" ? 2 : 1.4, fill: `var(--${fill})` };
  if (border === "dashed") attributes["stroke-dasharray"] = "2.5 2";
  return sample(SHAPES[shape](attributes));
}

/** @param {string} name */
function borderSample(name) {
  const style = { fill: "var(--claim)", stroke: `var(--${name})`, "stroke-width": name === "contested" ? 3 : 1.6 };
  return sample(makeSvg("rect", { x: 2.5, y: 2.5, width: 21, height: 11, rx: 3, ...style }));
}

/**
 * Count the links of the view that the other filters let through by the values of a facet; for kinds, the nodes at
 * their ends. What the view has and the filters leave nothing of is counted as none.
 * @param {Facet} facet
 */
function countBy(facet) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  /** @type {Set<number>} */
  const ends = new Set();
  const filtered = isFiltered();
  const add = (/** @type {string} */ value, /** @type {number} */ one) =>
    counts.set(value, (counts.get(value) ?? 0) + one);
  for (const number of linksIn(state.view)) {
    const link = data.links[number];
    const one = !filtered || isVisible(number, facet) ? 1 : 0;
    if (facet !== "kind") add(valuesOf(link, facet)[0], one);
    else for (const end of [link.source, link.target]) if (one) ends.add(end); else add(data.nodes[end].kind, 0);
  }
  for (const end of ends) add(data.nodes[end].kind, 1);
  return counts;
}

/**
 * Return a switch for a value, and a button that shows only it.
 * @param {Facet} facet
 * @param {string} value
 * @param {number} count
 * @param {SVGElement | null} picture
 * @param {string} text
 */
function facetRow(facet, value, count, picture, text) {
  const box = make("input", { type: "checkbox", name: `${facet}:${value}` });
  box.checked = isOn(facet, value);
  box.addEventListener("change", () => { setFacet(facet, value, box.checked); refresh(); });
  const only = button({
    class: "only", name: `only ${facet}:${value}`, "aria-label": `Only ${text}`, title: `Only ${text}; again: all`,
    onclick: () => { toggleOnly(facet, value); refresh(); },
  }, "only");
  const label = make("label", {}, box, picture, make("span", {}, text), make("output", {}, formatNumber(count)));
  return make("div", { class: "row" }, label, only);
}

/**
 * Return a group of switches.
 * @param {string} title
 * @param {Child[]} rows
 */
function facetGroup(title, rows) {
  return rows.length ? make("fieldset", { class: "facet" }, make("legend", {}, title), rows) : null;
}

/**
 * Return a group of switches that can be folded, and is at first unless it filters.
 * @param {string} name
 * @param {string} title
 * @param {Child[]} rows
 */
function foldedGroup(name, title, rows) {
  if (!rows.length) return null;
  const before = /** @type {HTMLDetailsElement | null} */ (document.querySelector(`details[data-facet="${name}"]`));
  const filters = FACETS.some((facet) => facet === name && (state.off.has(facet) || state.only.has(facet)));
  const open = before?.open ?? filters;
  return make("details", { class: "facet", "data-facet": name, open }, make("summary", {}, title), rows);
}

/**
 * Return the switches of a facet, the most frequent values first.
 * @param {Facet} facet
 * @param {(value: string) => string} text
 */
function frequentRows(facet, text) {
  const counts = [...countBy(facet)].filter(([value, count]) => count || !isOn(facet, value));
  counts.sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  return counts.slice(0, 40).map(([value, count]) => facetRow(facet, value, count, null, text(value)));
}

/** Return the switches of those who say most, and of whoever is chosen. */
function partyRows() {
  const chosen = [...state.only.get("party") ?? []];
  const counts = [...countBy("party")].filter(([id, count]) => count && data.nodes[numberOf(id)]?.kind !== "nobody");
  const rows = counts.sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, MOST_PARTIES);
  const listed = new Set(rows.map(([id]) => id));
  const others = chosen.filter((id) => !listed.has(id) && numberOf(id) >= 0)
    .map((id) => /** @type {[string, number]} */ ([id, countBy("party").get(id) ?? 0]));
  return [...others, ...rows].map(([id, count]) =>
    facetRow("party", id, count, null, shorten(data.nodes[numberOf(id)].label, 60)));
}

/** @type {Map<string, number>} */
const numbers = new Map(data.nodes.map(({ id }, number) => [id, number]));

/** @param {string} id */
const numberOf = (id) => numbers.get(id) ?? -1;

const MOST_PARTIES = 20;

/** @type {Dating[]} */
const DATINGS = ["published", "said"];

/** Return the fields for a range of days, where there are days to choose from. */
function dateGroup() {
  /** @type {Record<Dating, Set<string>>} */
  const days = { published: new Set(), said: new Set() };
  for (const number of linksIn(state.view)) {
    const link = data.links[number];
    for (const dating of DATINGS) if (link.days[dating]) days[dating].add(link.days[dating]);
  }
  if (!DATINGS.some((dating) => days[dating].size > 1) && !state.from && !state.until) return null;
  const sorted = [...days[state.dating]].sort();
  const field = (/** @type {"from" | "until"} */ name) => {
    const input = make("input", {
      type: "date", name: `date:${name}`, value: state[name], min: sorted[0], max: sorted[sorted.length - 1],
      onchange: () => { state[name] = input.value; refresh(); },
    });
    return make("label", { class: "day" }, make("span", {}, name), input);
  };
  const options = DATINGS.map((dating) =>
    make("option", { value: dating, selected: dating === state.dating }, capitalize(dating)));
  const choice = make("select", { "aria-label": "Which date", name: "date:which",
    onchange: () => { state.dating = choice.value === "said" ? "said" : "published"; refresh(); } }, options);
  return foldedGroup("date", "Date", [choice, field("from"), field("until"),
    make("p", { class: "note" }, "What has no such date is left out of a range.")]);
}

/** Return the marks of the picture with their meaning, for paper, where the legend is not. */
export function renderMarks() {
  const [styles, kinds] = [countBy("style"), countBy("kind")];
  const borders = currentView().hasBorders ? bordersOf() : [];
  const styleNames = /** @type {StyleName[]} */ (Object.keys(look.styles));
  const key = (/** @type {SVGElement} */ picture, /** @type {string} */ text) =>
    make("span", { class: "key" }, picture, make("span", {}, text));
  return make("div", { class: "marks" },
    styleNames.filter((name) => styles.get(name)).map((name) => key(lineSample(name), look.styles[name].text)),
    [...linksIn(state.view)].some(isHearsay) ? key(hearsaySample(), look.hearsay.text) : null,
    Object.keys(look.kinds).filter((name) => kinds.get(name))
      .map((name) => key(kindSample(name), look.kinds[name].text)),
    borders.map((name) => key(borderSample(name), stateText(name))));
}

/** Return the states of claims that there are. */
function bordersOf() {
  return Object.keys(look.states).filter((name) => data.nodes.some((node) => node.middle && node.state === name));
}

function clearButton() {
  return button({ id: "clear", name: "clear", onclick: () => { clearFilters(); refresh(); } }, "Clear all filters");
}

export function renderLegend() {
  const facets = byId("facets");
  const focused = facets.contains(document.activeElement) ? document.activeElement?.getAttribute("name") : undefined;
  const [styles, kinds] = [countBy("style"), countBy("kind")];
  const styleNames = /** @type {StyleName[]} */ (Object.keys(look.styles));
  const borders = bordersOf();
  const titles = new Map(data.articles.map((article, number) => [article.id, articleName(number)]));
  const parts = [
    isFiltered() ? make("p", {}, clearButton()) : null,
    facetGroup("Stance", styleNames.filter((name) => styles.has(name)).map((name) =>
      facetRow("style", name, styles.get(name) ?? 0, lineSample(name), look.styles[name].text))),
    hearsayGroup(),
    facetGroup("Kind", Object.keys(look.kinds).filter((name) => kinds.has(name)).map((name) =>
      facetRow("kind", name, kinds.get(name) ?? 0, kindSample(name), capitalize(look.kinds[name].text)))),
    currentView().hasBorders && borders.length ? make("div", { class: "facet" }, make("h2", {}, "Claim border"),
      borders.map((name) => make("div", { class: "key" }, borderSample(name), make("span", {}, stateText(name)))))
      : null,
    foldedGroup("act", "Act", frequentRows("act", wording)),
    foldedGroup("certainty", "Certainty", frequentRows("certainty", wording)),
    titles.size > 1 ? foldedGroup("article", "Article", frequentRows("article", (id) => titles.get(id) ?? "?")) : null,
    foldedGroup("party", "Who", partyRows()),
    dateGroup(),
    isPicture() ? null : make("div", { class: "facet", id: "guide" }, make("h2", {}, "How to read this"),
      make("p", { class: "note" }, currentView().guide)),
    make("p", { class: "note" }, "A claim is what somebody is said to say, not a fact. "
      + "Every line comes from one sentence: click it to check."),
  ];
  facets.replaceChildren(...parts.flatMap((part) => part ?? []));
  if (focused !== undefined) restoreFocus(facets, focused);
}

/**
 * Focus the field that took the place of the one that had the focus; without it, the first that there is.
 * @param {HTMLElement} facets
 * @param {string | null | undefined} name
 */
function restoreFocus(facets, name) {
  /** @type {NodeListOf<HTMLElement>} */
  const named = facets.querySelectorAll("[name]");
  const same = [...named].find((field) => field.getAttribute("name") === name);
  // the button that clears the filters disappears with them
  (same ?? facets.querySelector("summary") ?? named[0])?.focus();
}
