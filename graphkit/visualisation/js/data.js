// What the page holds: tables written by Python, read once into objects that refer to one another by number.

const parse = (id) => JSON.parse(document.getElementById(id).textContent);

/** Read a table into objects; a row may end early, then its last fields are `missing`. */
function readTable({ fields, rows }, missing) {
  return rows.map((row) => Object.fromEntries(fields.map((field, at) => [field, row[at] ?? missing[field] ?? null])));
}

const PARTS = ["source", "cue", "content"];
const VIEWS = ["summary", "claims", "who", "matrix", "table", "timeline", "chain", "article"];
const STYLES = { affirm: "affirms", reject: "rejects", allege: "alleges", relay: "reports, asks, other" };
const SYMBOLS = { affirm: "✔", reject: "✖", allege: "?", relay: "❝" };
const KINDS = {
  person: "Person", organization: "Organisation", outlet: "News outlet", country: "Country", place: "Place",
  group: "Unnamed group", nobody: "Not named", work: "Document", event: "Event", claim: "Claim",
};
const STATES = {
  affirm: "Only affirmed here", reject: "Only rejected here", allege: "Only alleged here", relay: "Only reported here",
  contested: "Contested: affirmed and rejected",
};

/** Read a date: its day, of a month or a year alone the first; empty where it is no date. */
function firstDayOf(text) {
  const day = /^\d{4}(?!\d)/.test(text) ? `${text}-01-01`.slice(0, 10) : "";
  return Number.isNaN(Date.parse(day)) ? "" : day;
}

/** Give every list that a row leaves off its empty value. */
const data = (() => {
  const tables = parse("data");
  const articles = readTable(tables.articles, { title: "", issued: "", publisher: "", repeats: -1 });
  const nodes = readTable(tables.nodes, { lines: "", state: "", opposed: [], aliases: [], link: "", posts: [] });
  const readings = readTable(tables.readings, {
    spans: [], sentence: [], act: "", stance: "", polarity: "", certainty: "", quotation: "", cue: "", rule: "", date: "",
    outer: -1, sources: [], addressees: [], content: "", exact: [],
  });
  const links = readTable(tables.links, { via: [] });
  for (const node of nodes) node.label = node.label ?? node.lines.replaceAll("\n", " ");
  for (const reading of readings) {
    const spans = [];
    for (let at = 0; at < reading.spans.length; at += 3) {
      spans.push({ start: reading.spans[at], end: reading.spans[at + 1], part: PARTS[reading.spans[at + 2]] });
    }
    reading.spans = spans;
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
  return { title: tables.title, view: tables.view, note: tables.note, left: tables.all - links.length, articles, nodes, readings, links, places: tables.places };
})();
const drawing = parse("drawing");

/** An article as something to cut by code points, which is what offsets count. */
const texts = new Map();

function textOf(article) {
  if (article < 0 || data.articles[article].text === null) return null;
  if (!texts.has(article)) {
    const text = data.articles[article].text;
    // without characters beyond the first plane code points and JavaScript's units are the same
    const characters = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
    texts.set(article, {
      length: characters ? characters.length : text.length,
      cut: characters ? (start, end) => characters.slice(start, end).join("") : (start, end) => text.slice(start, end),
    });
  }
  return texts.get(article);
}

/** Give the sentence that a reading stands in; without the article's text, what was read of it. */
function sentenceOf(number) {
  const reading = data.readings[number];
  const text = textOf(reading.article);
  if (!text || !reading.sentence.length) return reading.exact.join(" … ");
  return text.cut(...reading.sentence).replace(/\s+/g, " ");
}

/** Give what a claim says, in the article's own words. */
function contentOf(number) {
  const reading = data.readings[number];
  if (reading.content) return reading.content;
  const text = textOf(reading.article);
  return text ? reading.spans.filter((span) => span.part === "content").map((span) => text.cut(span.start, span.end)).join(" … ") : "";
}

/** Name a party by its node, or as it was written where no line leads to it. */
const nameOf = (party) => (typeof party === "number" ? data.nodes[party].label : party);

/** Say that an article repeats another in nearly its words, or how many repeat it; of most there is nothing to say. */
function repeatsOf(number) {
  const original = data.articles[number]?.repeats ?? -1;
  if (original >= 0) return `near duplicate of ${articleName(original)}`;
  const copies = data.articles.filter((article) => article.repeats === number).length;
  return copies ? `also in ${plural(copies, "near duplicate")}` : null;
}

const articleName = (number) => data.articles[number]?.title || data.articles[number]?.id || "?";

// the links at each node, and the links of each reading
const linksAt = data.nodes.map(() => []);
const linksOfReading = data.readings.map(() => []);
data.links.forEach((link, number) => {
  linksAt[link.source].push(number);
  if (link.target !== link.source) linksAt[link.target].push(number);
  linksOfReading[link.reading].push(number);
});

const linksByView = Object.fromEntries(VIEWS.map((view) => [view, new Set()]));
for (const edge of drawing.edges) for (const link of edge.links) linksByView[edge.view].add(link);
data.links.forEach((link, number) => {
  if (link.group !== "voice" && link.group !== "stance") return;
  for (const view of ["summary", "table", "article", "timeline"]) linksByView[view].add(number);
  if (link.style !== "relay" || linksByView.claims.has(number)) linksByView.matrix.add(number);
  if (data.readings[link.reading].act) linksByView.chain.add(number);
});

/** How much each party says and does. */
const degree = data.nodes.map((_, number) =>
  linksAt[number].filter((at) => data.links[at].source === number && linksByView.table.has(at)).length);
