// The data of the page: tables written by Python, read once into objects that refer to one another by number.

/** @import { Article, Cluster, Data, Difference, Edge, Link, Pair, Part, PartName, Point } from "./types.js" */
/** @import { Profile, Reading, Stretch, Table, Tables, Text } from "./types.js" */

/** @param {string} id */
const parse = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");

/**
 * Read a table into objects. A row may end early; its last fields are then those of `missing`.
 * @template {object} Row
 * @param {Table} table
 * @param {Partial<NoInfer<Row>>} missing
 * @returns {Row[]}
 */
function readTable({ fields, rows, words = {} }, missing) {
  /** @type {Record<string, unknown>} */
  const defaults = { ...missing };
  const known = fields.map((field) => words[field]);
  return rows.map((row) => {
    const entries = fields.map((field, at) => {
      const value = row[at];
      return [field, known[at] && typeof value === "number" ? known[at][value] : value ?? defaults[field] ?? null];
    });
    return /** @type {Row} */ (Object.fromEntries(entries));
  });
}

/** @type {PartName[]} */
const PARTS = ["source", "cue", "content"];

/**
 * Return the day of a date, of a month or a year its first; '' where it is no date.
 * @param {string} text
 */
export function firstDayOf(text) {
  const day = /^\d{4}(?!\d)/.test(text) ? `${text}-01-01`.slice(0, 10) : "";
  return Number.isNaN(Date.parse(day)) ? "" : day;
}

/** @param {number[]} numbers three for each part: its start, its end and the number of its name */
function readParts(numbers) {
  /** @type {Part[]} */
  const parts = [];
  for (let at = 0; at < numbers.length; at += 3) {
    parts.push({ start: numbers[at], end: numbers[at + 1], part: PARTS[numbers[at + 2]] });
  }
  return parts;
}

/** @type {Tables} */
const tables = parse("data");

/** How things are worded and drawn. */
export const look = tables.look;

/** What the graph says in short. */
export const brief = tables.brief;

/** The questions that can be asked. */
export const questions = tables.questions;

/** @type {Data} */
export const data = (() => {
  /** @type {Article[]} */
  const articles = readTable(tables.articles, {
    title: "", issued: "", publisher: "", source: "", repeats: -1, name: "",
  });
  /** @type {Point[]} */
  const nodes = readTable(tables.nodes, {
    lines: "", state: "", middle: 0, opposed: [], aliases: [], link: "", posts: [],
  });
  /** @type {Reading[]} */
  const readings = readTable(tables.readings, {
    spans: [], sentence: [], act: "", stance: "", polarity: "", certainty: "", quotation: "", cue: "", date: "",
    outer: -1, sources: [], addressees: [], about: [], content: "", phrase: "", style: "", verb: "", lead: "",
    exact: [],
  });
  /** @type {Link[]} */
  const links = readTable(tables.links, { via: [] });
  for (const node of nodes) node.label ??= node.lines.replaceAll("\n", " ");
  for (const reading of readings) {
    reading.parts = readParts(reading.spans);
    if (reading.act) reading.verb = tables.verbs[Number(reading.verb)] ?? "";
    if (reading.article >= 0) reading.id = `${articles[reading.article].id}/${reading.id}`;
  }
  for (const link of links) {
    const reading = readings[link.reading];
    link.article = reading.article;
    // a plain edge is written only where the article is certain
    link.certainty = reading.certainty || "certain";
    link.said = reading.date;
    link.published = articles[reading.article]?.issued ?? "";
    link.days = { said: firstDayOf(link.said), published: firstDayOf(link.published) };
  }
  return {
    title: tables.title, view: tables.view, note: tables.note, left: tables.all - links.length,
    articles, nodes, drawn: tables.drawn, readings, links, places: tables.places,
  };
})();

/** What is known of each person, body and place, by the number of its node. @type {Map<number, Profile>} */
export const profiles = (() => {
  /** @type {Profile[]} */
  const rows = readTable(tables.profiles, {
    articles: [], namings: [], lines: [], voiced: [], roles: [], relations: [], sides: [], doubles: [], joins: [],
    left: 0, holders: [], repeats: 0, unattributed: [], node: -1,
  });
  let node = -1;
  for (const row of rows) {
    node = row.node < 0 ? node + 1 : row.node;
    row.node = node;
  }
  return new Map(rows.map((row) => [row.node, row]));
})();

/** @type {{ edges: Table, options: object }} */
const drawing = parse("drawing");
/** @type {Omit<Edge, "id">[]} */
const edges = readTable(drawing.edges, {});
export const drawingOptions = drawing.options;

/**
 * The lines of each picture.
 * @type {Map<string, Edge[]>}
 */
const edgesByView = new Map();
/** @type {Map<string, Set<number>>} */
const drawnLinks = new Map();
edges.forEach((edge, id) => {
  if (!edgesByView.has(edge.view)) edgesByView.set(edge.view, []);
  edgesByView.get(edge.view)?.push({ ...edge, id });
  if (!drawnLinks.has(edge.view)) drawnLinks.set(edge.view, new Set());
  for (const link of edge.links) drawnLinks.get(edge.view)?.add(link);
});

/** @param {string} view */
export const edgesOf = (view) => edgesByView.get(view) ?? [];

/**
 * Check whether a picture draws a link.
 * @param {string} view
 * @param {number} number
 */
export const isDrawn = (view, number) => drawnLinks.get(view)?.has(number) ?? false;

/**
 * Check whether a link is a statement: what is said on a claim, or a stance on somebody or something.
 * @param {number} number
 */
export const isStatement = (number) => data.links[number].group === "voice" || data.links[number].group === "stance";

/**
 * Return the claims by which a claim is known at second hand, the nearest first: what somebody says within their own
 * words is reported by nobody else.
 * @param {number} number
 */
export function relaysOf(number) {
  const known = new Set(data.readings[number].sources);
  const seen = new Set([number]);
  /** @type {number[]} */
  const relays = [];
  for (let at = data.readings[number].outer; at >= 0 && !seen.has(at); at = data.readings[at].outer) {
    seen.add(at);
    const { sources } = data.readings[at];
    if (sources.length && sources.every((source) => known.has(source))) continue;
    for (const source of sources) known.add(source);
    relays.push(at);
  }
  return relays;
}

/**
 * Return those through whom a claim is known, the nearest first: each once, and never its source.
 * @param {number} number
 */
export function viaOf(number) {
  const own = data.readings[number].sources;
  const named = new Set(relaysOf(number).flatMap((at) => data.readings[at].sources));
  return [...named].filter((source) => !own.includes(source));
}

/**
 * Check whether a link is hearsay: somebody else says that it was said.
 * @param {number} number
 */
export const isHearsay = (number) => relaysOf(data.links[number].reading).length > 0;

/**
 * The links at each node, and the links of each reading.
 * @type {number[][]}
 */
export const linksAt = data.nodes.map(() => []);
/** @type {number[][]} */
export const linksOfReading = data.readings.map(() => []);
data.links.forEach((link, number) => {
  linksAt[link.source].push(number);
  if (link.target !== link.source) linksAt[link.target].push(number);
  linksOfReading[link.reading].push(number);
});

/** The cluster of each reading that others are one claim with. @type {Map<number, Cluster>} */
export const clusterOf = new Map();
/** @type {Cluster[]} */
const clusters = readTable(tables.clusters, { reasons: [] });
for (const cluster of clusters) for (const number of cluster.claims) clusterOf.set(number, cluster);

/** @param {number[]} bounds */
function readStretches(bounds) {
  /** @type {Stretch[]} */
  const stretches = [];
  for (let at = 0; at < bounds.length; at += 2) stretches.push({ start: bounds[at], end: bounds[at + 1] });
  return stretches;
}

/**
 * Read pairs of readings, and return what each reading differs in from others.
 * @param {Table} table
 */
function readPairs(table) {
  /** @type {Map<number, Difference[]>} */
  const found = new Map();
  /** @type {Pair[]} */
  const pairs = readTable(table, { ones: [], others: [] });
  for (const { one, other, kinds, ones, others } of pairs) {
    const [here, there] = [readStretches(ones), readStretches(others)];
    found.set(one, [...found.get(one) ?? [], { other, kinds, here, there }]);
    found.set(other, [...found.get(other) ?? [], { other: one, kinds, here: there, there: here }]);
  }
  return found;
}

/** The readings that cannot be so together with each, and those that quote the same words differently. */
export const conflictsOf = readPairs(tables.conflicts);
export const changesOf = readPairs(tables.changes);

/** The number of statements of each party. */
export const degree = data.nodes.map((_, number) =>
  linksAt[number].filter((at) => data.links[at].source === number && isStatement(at)).length);

/** @type {Map<number, Text>} */
const texts = new Map();

/**
 * Return the text of an article, or null where the page does not hold it.
 * @param {number} article
 */
export function textOf(article) {
  const text = article < 0 ? null : data.articles[article].text;
  if (text === null) return null;
  const known = texts.get(article);
  if (known) return known;
  const made = makeText(text);
  texts.set(article, made);
  return made;
}

/**
 * Make a text that is cut by code points.
 * @param {string} text
 * @returns {Text}
 */
export function makeText(text) {
  // without characters beyond the first plane code points equal JavaScript's units
  const characters = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
  return characters
    ? { length: characters.length, cut: (start, end) => characters.slice(start, end).join("") }
    : { length: text.length, cut: (start, end) => text.slice(start, end) };
}

/**
 * Return the sentence of a reading, or its exact spans where the page does not hold the text.
 * @param {number} number
 */
export function sentenceOf(number) {
  const reading = data.readings[number];
  const text = textOf(reading.article);
  if (!text || !reading.sentence.length) return reading.exact.join(" … ");
  return text.cut(...reading.sentence).replace(/\s+/g, " ");
}

/**
 * Return the content of a claim in the words of the article.
 * @param {number} number
 */
export function contentOf(number) {
  const reading = data.readings[number];
  if (reading.content) return reading.content;
  const text = textOf(reading.article);
  if (!text) return "";
  const contents = reading.parts.filter(({ part }) => part === "content");
  return contents.map(({ start, end }) => text.cut(start, end)).join(" … ");
}

/**
 * Return what a claim says so that it can be understood alone: its content, with its verb where that is no sentence.
 * @param {number} number
 */
export const phraseOf = (number) => data.readings[number].phrase || contentOf(number).replace(/^that /, "");
