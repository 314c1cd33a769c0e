// What the page holds and what of it is shown. Text from the news reaches the page only as text nodes and on a canvas.

const parse = (id) => JSON.parse(document.getElementById(id).textContent);
const data = parse("data");
const places = parse("places");
const drawing = parse("drawing");

const VIEWS = ["claims", "who", "matrix", "table", "article"];
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

const state = {
  view: "claims",
  node: null, // number of the selected node
  link: null, // number of the selected link
  reading: null, // number of the selected reading
  off: new Set(), // 'style:reject', 'kind:person' …
  shown: new Set(places.opening.map((place) => place[0])),
  all: false,
  theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  article: 0,
  limit: 200,
  sort: { column: 0, down: false },
  filter: "",
};

const linksByView = { claims: new Set(), who: new Set() };
for (const edge of drawing.edges) for (const link of edge.links) linksByView[edge.view].add(link);
const stances = data.links.flatMap((link, number) =>
  link.group === "voice" || link.group === "stance" ? [number] : []);
linksByView.matrix = new Set([...linksByView.claims, ...stances.filter((number) => data.links[number].style !== "relay")]);
linksByView.table = new Set(stances);
linksByView.article = linksByView.table;

/** Words an act or another term of the graph: 'declinesToComment' as 'declines to comment'. */
function words(term) {
  return /^[a-z]+[A-Z][A-Za-z]*[?]?$/.test(term) ? term.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : term;
}

/** Name the values by which a link can be filtered. */
function facetsOf(link) {
  return [
    `style:${link.style}`, `act:${link.act}`, `certainty:${link.certainty}`, `article:${link.article}`,
    `kind:${data.nodes[link.source].kind}`, `kind:${data.nodes[link.target].kind}`,
  ];
}

function isVisible(number) {
  return state.off.size === 0 || facetsOf(data.links[number]).every((facet) => !state.off.has(facet));
}

/** Give the numbers of the links of a view that the filters let through. */
function visibleLinks(view = state.view) {
  return [...linksByView[view]].filter(isVisible).sort((a, b) => a - b);
}

/** Make an element; strings become text nodes, never markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function chip(style, text) {
  return make("span", { class: `chip ${style}` }, text);
}

function plural(count, word) {
  return `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Choose what is selected, and show it everywhere. */
function choose(selection) {
  state.node = selection.node ?? null;
  state.link = selection.link ?? null;
  state.reading = selection.reading ?? null;
  const ends = state.link === null ? [state.node] : [data.links[state.link].source, data.links[state.link].target];
  for (const end of ends) if (end !== null) state.shown.add(end);
  if (state.reading !== null || state.link !== null) {
    const reading = data.readings[state.reading ?? data.links[state.link].reading];
    if (reading.article >= 0) state.article = reading.article;
  }
  refresh();
}

/** Tell which reading the selection leads to, or null. */
function chosenReading() {
  if (state.reading !== null) return state.reading;
  return state.link === null ? null : data.links[state.link].reading;
}
