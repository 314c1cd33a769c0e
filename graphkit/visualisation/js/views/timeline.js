// The timeline: when it was said, and when an article said so, which are kept apart.

import { data, firstDayOf, isStatement } from "../data.js";
import { button, byId, chip, make, makeSvg, onPress } from "../dom.js";
import { moreButton, showView } from "../navigation.js";
import { select } from "../selection.js";
import { refresh, selectedReading, state, visibleLinks } from "../state.js";
import { collate, formatNumber, plural, shorten } from "../text.js";
import { register } from "../views.js";
import { articleName, wording } from "../wording.js";

/** @import { Child, Dating, StyleName } from "../types.js" */

/**
 * @typedef {object} Unit how much time one bar stands for
 * @property {number} most the largest number of days for which it is chosen
 * @property {(time: number) => string} name the name of the bar that holds a time
 * @property {(name: string) => number} next the beginning of the bar after one
 *
 * @typedef {{ total: number, byStyle: Map<StyleName, number> }} Bin
 */

const DAY = 86_400_000;
const CHART = { width: 760, height: 96, margin: 46 };
const NARROWEST = 240;
/** From the bottom to the top of a bar. @type {StyleName[]} */
const SEGMENTS = ["affirm", "relay", "allege", "reject"];

/** @param {string} day */
const timeOf = (day) => Date.parse(`${day}-01-01`.slice(0, 10));
/** @param {number} time */
const isoDay = (time) => new Date(time).toISOString().slice(0, 10);
/** @param {number} time */
const mondayOf = (time) => time - ((new Date(time).getUTCDay() + 6) % 7) * DAY;

/** @type {Unit[]} */
const UNITS = [
  { most: 62, name: (time) => isoDay(time), next: (day) => timeOf(day) + DAY },
  { most: 430, name: (time) => isoDay(mondayOf(time)), next: (monday) => timeOf(monday) + 7 * DAY },
  {
    most: 2200, name: (time) => isoDay(time).slice(0, 7),
    next: (month) => Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5))),
  },
  { most: Infinity, name: (time) => isoDay(time).slice(0, 4), next: (year) => Date.UTC(Number(year) + 1, 0) },
];

/**
 * Choose the unit of a timeline, and return it with the names of all bars in order.
 * @param {number[]} times
 */
function chooseBins(times) {
  const [first, last] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
  const unit = UNITS.find(({ most }) => (last - first) / DAY <= most) ?? UNITS[UNITS.length - 1];
  const names = [unit.name(first)];
  while (unit.next(names[names.length - 1]) <= last) names.push(unit.name(unit.next(names[names.length - 1])));
  return { names, unit };
}

/**
 * Count links by bar and style.
 * @param {number[]} links
 * @param {Dating} dating
 * @param {string[]} names
 * @param {Unit} unit
 */
function countBins(links, dating, names, unit) {
  /** @type {Map<string, Bin>} */
  const bins = new Map(names.map((name) => [name, { total: 0, byStyle: new Map() }]));
  for (const number of links) {
    const { days, style } = data.links[number];
    const bin = days[dating] ? bins.get(unit.name(timeOf(days[dating]))) : undefined;
    if (!bin) continue;
    bin.byStyle.set(style, (bin.byStyle.get(style) ?? 0) + 1);
    bin.total += 1;
  }
  return bins;
}

/** @returns {Child[]} */
function render() {
  const links = visibleLinks();
  const dated = links.filter((number) => data.links[number].days.said || data.links[number].days.published);
  if (!dated.length) {
    return [make("p", { class: "empty" }, links.length
      ? "No dates: no metadata, dateline or file name says when the articles were published, and so 'on Tuesday' in "
        + "them is no day. Articles given as JSON Lines can have a date, and so can a file's name: wire_2016-03-12.txt."
      : "No line, or none that the filters let through.")];
  }
  const times = dated.flatMap((number) => Object.values(data.links[number].days)).filter(Boolean).map(timeOf);
  const { names, unit } = chooseBins(times);
  const undated = links.filter((number) => !data.links[number].days.said).length;
  const note = undated
    ? `${plural(undated, "line")} of ${formatNumber(links.length)}: the article does not say when it was said.`
    : "Every line has a day.";
  return [
    make("h2", {}, "When it was said"), chart(countBins(dated, "said", names, unit), "said", unit),
    make("p", { class: "muted" }, note),
    make("h2", {}, "When it was published"), chart(countBins(dated, "published", names, unit), "published", unit),
    make("p", { class: "muted" }, "A bar narrows everything to its time; "
      + "the list below goes by when it was said, else published."),
    dayList(dated),
    undatedArticles(),
  ];
}

/** Name the articles of which no day is known, of those that the filters let through. */
function undatedArticles() {
  const shown = new Set(visibleLinks().map((number) => data.links[number].article));
  const undated = [...shown].filter((number) => number >= 0 && !data.articles[number].issued).sort((a, b) => a - b);
  if (!undated.length) return null;
  const count = undated.length === shown.size ? "No article" : plural(undated.length, "article");
  const verb = undated.length === shown.size ? "has a day" : undated.length === 1 ? "has no day" : "have no day";
  return make("details", { class: "more", id: "undated" },
    make("summary", {}, `${count} ${verb}: neither metadata, dateline nor file name gives one`),
    make("ul", { class: "plainlist" }, undated.slice(0, state.limit).map((number) =>
      make("li", {}, button({ class: "plain", onclick: () => { state.article = number; showView("article"); } },
        articleName(number))))));
}

/** Return the width of a chart: less on a narrow screen, where the days of one made smaller could not be read. */
function chartWidth() {
  const sheet = byId("sheet");
  const { paddingLeft, paddingRight } = getComputedStyle(sheet);
  const room = sheet.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  return Math.min(CHART.width, Math.max(NARROWEST, room));
}

/**
 * Draw bars over time, each divided by style; a bar is a button that narrows everything to its time.
 * @param {Map<string, Bin>} bins
 * @param {Dating} dating
 * @param {Unit} unit
 */
function chart(bins, dating, unit) {
  const right = chartWidth();
  const most = Math.max(1, ...[...bins.values()].map((bin) => bin.total));
  const step = (right - CHART.margin) / bins.size;
  const width = Math.max(2, Math.min(36, step - 2));
  const svg = makeSvg("svg", {
    viewBox: `0 0 ${right} ${CHART.height + 22}`, class: "chart", role: "group",
    "aria-label": `Statements by the time they were ${dating}`,
  },
    makeSvg("line", { x1: CHART.margin, x2: right, y1: CHART.height, y2: CHART.height, class: "axis" }),
    makeSvg("text", { x: CHART.margin - 6, y: 14, class: "tick end" }, formatNumber(most)),
    makeSvg("text", { x: CHART.margin - 6, y: CHART.height, class: "tick end" }, "0"));
  const every = Math.ceil(74 / step);
  const selected = selectedDay(dating);
  const here = selected && unit.name(timeOf(selected));
  [...bins].forEach(([name, bin], at) => {
    const x = CHART.margin + at * step + (step - width) / 2;
    const middle = x + width / 2;
    if (at % every === 0 && middle + 34 <= right) {
      svg.append(makeSvg("text", { x: middle, y: CHART.height + 16, class: "tick" }, name));
    }
    if (!bin.total) return;
    const narrow = () => {
      state.dating = dating;
      state.from = `${name}-01-01`.slice(0, 10);
      state.until = isoDay(unit.next(name) - DAY);
      refresh();
    };
    const bar = makeSvg("g", {
      tabindex: 0, role: "button", "data-key": `${dating} ${name}`, class: here === name ? "bin on" : "bin",
      "aria-label": `${name}: ${plural(bin.total, "line")} ${dating}`,
    }, ...segments(bin, most, x, width), makeSvg("title", {}, `${name}: ${bin.total}`));
    bar.addEventListener("click", narrow);
    bar.addEventListener("keydown", onPress(narrow));
    svg.append(bar);
  });
  return svg;
}

/**
 * Return the segments of a bar from the bottom to the top, and a rectangle over its whole height that can be pressed.
 * @param {Bin} bin
 * @param {number} most the count of the highest bar
 * @param {number} x
 * @param {number} width
 */
function segments(bin, most, x, width) {
  const shapes = [];
  let y = CHART.height;
  for (const style of SEGMENTS) {
    const height = ((bin.byStyle.get(style) ?? 0) / most) * (CHART.height - 8);
    if (!height) continue;
    y -= height;
    shapes.push(makeSvg("rect", { x, y, width, height, class: `segment ${style}` }));
  }
  const whole = { x: x - 1, y: 4, width: width + 2, height: CHART.height - 4, class: "catch" };
  return [...shapes, makeSvg("rect", whole)];
}

/**
 * Return the day on which the selected claim was said or published, or ''.
 * @param {Dating} dating
 */
function selectedDay(dating) {
  const number = selectedReading();
  if (number === null) return "";
  const reading = data.readings[number];
  return firstDayOf(dating === "said" ? reading.date : data.articles[reading.article]?.issued ?? "");
}

/**
 * List links by day.
 * @param {number[]} links
 */
function dayList(links) {
  const dayOf = (/** @type {number} */ number) => data.links[number].days.said || data.links[number].days.published;
  const sorted = [...links].sort((a, b) => collate(dayOf(a), dayOf(b)) || a - b);
  /** @type {Map<string, number[]>} */
  const byDay = new Map();
  for (const number of sorted.slice(0, state.limit)) {
    const day = dayOf(number);
    byDay.set(day, [...(byDay.get(day) ?? []), number]);
  }
  return make("div", { class: "days" },
    [...byDay].map(([day, numbers]) => [make("h3", {}, day), make("ul", { class: "cards" }, numbers.map(renderLink))]),
    moreButton(sorted.length));
}

/** @param {number} number */
function renderLink(number) {
  const link = data.links[number];
  const { said, published } = link.days;
  const delay = said && published ? Math.round((timeOf(published) - timeOf(said)) / DAY) : 0;
  const dates = [
    link.said ? `said ${link.said}` : "day of saying unknown",
    link.published ? `published ${link.published}` : null,
    delay > 0 ? `${plural(delay, "day")} later` : null,
  ].filter(Boolean).join(" · ");
  const chosen = number === state.link ? " chosen" : "";
  return make("li", {}, button({ class: `card ${link.style}${chosen}`, onclick: () => select({ link: number }) },
    make("b", {}, shorten(data.nodes[link.source].label, 100)), " ", chip(link.style, wording(link.act)), " ",
    shorten(data.nodes[link.target].label, 220), make("div", { class: "muted" }, dates)));
}

register({
  name: "timeline", holds: isStatement, render,
  guide: "The upper bars count lines by the day on which they were said, the lower ones by the day of the "
    + "article. A day comes from the sentence, the article’s metadata, its dateline or the name of its file. "
    + "Click a bar to keep its time alone, in every view.",
});
