// What is shown of it: the view, the selection and the filters.

/** The view that the page opens on: a corpus of which a picture can hold but a small part opens on its summary. */
const isLarge = data.nodes.length > 8000;
const firstView = VIEWS.includes(data.view) ? data.view : isLarge ? "summary" : "claims";

const state = {
  view: firstView,
  node: null, // number of the selected node
  link: null, // number of the selected link
  reading: null, // number of the selected reading
  off: new Map(), // facet → values that are left out
  only: new Map(), // facet → the values that alone are let through
  dating: "published", // which date the range is about: 'published' or 'said'
  from: "", // its first day, as 2022-08-31
  until: "", // its last
  added: new Set(), // nodes that joined what a picture opens on
  removed: new Set(), // nodes that left it
  all: false,
  theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  article: 0,
  limit: 200,
  sort: { column: 0, down: false },
  direct: false, // whether chains of one are shown
  words: "", // what the rows of the table must hold
};

const FACETS = ["style", "act", "certainty", "kind", "article"];

/** Give the values of a link by which it can be filtered. */
function valuesOf(link, facet) {
  if (facet === "kind") return [data.nodes[link.source].kind, data.nodes[link.target].kind];
  if (facet === "article") return [data.articles[link.article]?.id ?? ""];
  return [link[facet]];
}

function isVisible(number) {
  const link = data.links[number];
  for (const [facet, left] of state.off) if (valuesOf(link, facet).some((value) => left.has(value))) return false;
  for (const [facet, kept] of state.only) if (!valuesOf(link, facet).some((value) => kept.has(value))) return false;
  const day = link.days[state.dating];
  // what has no date lies in no range
  return !(state.from && day < state.from) && !(state.until && (!day || day > state.until));
}

const isFiltered = () => state.off.size > 0 || state.only.size > 0 || Boolean(state.from || state.until);

/** Give the numbers of the links of a view that the filters let through. */
function visibleLinks(view = state.view) {
  const links = [...linksByView[view]];
  return (isFiltered() ? links.filter(isVisible) : links).sort((a, b) => a - b);
}

/** Tell whether a value of a facet is let through. */
function isOn(facet, value) {
  return !state.off.get(facet)?.has(value) && (!state.only.has(facet) || state.only.get(facet).has(value));
}

function setFacet(facet, value, on) {
  const only = state.only.get(facet);
  if (only) {
    if (on) only.add(value); else only.delete(value);
    if (!only.size) state.only.delete(facet);
    return;
  }
  const off = state.off.get(facet) ?? new Set();
  if (on) off.delete(value); else off.add(value);
  if (off.size) state.off.set(facet, off); else state.off.delete(facet);
}

/** Let only one value of a facet through; asked again, all of them. */
function setOnly(facet, value) {
  const alone = state.only.get(facet)?.size === 1 && state.only.get(facet).has(value);
  state.off.delete(facet);
  if (alone) state.only.delete(facet); else state.only.set(facet, new Set([value]));
}

function clearFilters() {
  state.off.clear();
  state.only.clear();
  state.from = state.until = "";
}

/** Choose what is selected, and show it everywhere. */
function choose(selection) {
  state.node = selection.node ?? null;
  state.link = selection.link ?? null;
  state.reading = selection.reading ?? null;
  // what was looked at in a picture stays in it
  if (isPicture()) for (const end of selectedEnds()) addToStage(end);
  const reading = chosenReading();
  if (reading !== null && data.readings[reading].article >= 0) state.article = data.readings[reading].article;
  refresh();
}

/** Give the nodes that a picture shows for the selection. */
function selectedEnds() {
  if (state.node !== null) return [state.node];
  return state.link === null ? [] : [data.links[state.link].source, data.links[state.link].target];
}

/** Tell which reading the selection leads to, or null. */
function chosenReading() {
  if (state.reading !== null) return state.reading;
  return state.link === null ? null : data.links[state.link].reading;
}

const hasSelection = () => state.node !== null || state.link !== null || state.reading !== null;
