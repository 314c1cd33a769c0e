// The address of the page, whose fragment leads back to the view, the selection and the filters.

import { COLUMNS } from "./columns.js";
import { data, linksOfReading } from "./data.js";
import { profileHash } from "./people.js";
import { select } from "./selection.js";
import { currentView, FACETS, state } from "./state.js";
import { firstView, isView, unnamedView } from "./views.js";

/** @import { Facet } from "./types.js" */

let ownHash = "";

/** Where the page was when it wrote its address last; another place is a step that one can go back. */
let ownPlace = "";

const PROFILE = /^#who(?:\/(.*))?$/;

/** Return the view, and whose page it is. */
const placeOf = () => (state.view === "profile" ? profileHash(state.who) : state.view);

/** Check whether the address is the one that the page wrote last. */
export const isOwnAddress = () => location.hash === ownHash;

/** Write the state into the address. */
export function writeAddress() {
  const parts = new URLSearchParams();
  const put = (/** @type {string} */ name, /** @type {string} */ value) => { if (value) parts.set(name, value); };
  put("node", state.node === null ? "" : data.nodes[state.node].id);
  if (state.link !== null) {
    const { source, target, reading } = data.links[state.link];
    put("link", [data.nodes[source].id, data.nodes[target].id, data.readings[reading].id].join(" "));
  }
  put("reading", state.reading === null ? "" : data.readings[state.reading].id);
  put("off", writeFacets(state.off));
  put("only", writeFacets(state.only));
  put("dates", state.from || state.until ? [state.dating, state.from, state.until].join(" ") : "");
  put("with", writeNodes([...state.added].filter((number) => number !== state.node)));
  put("without", writeNodes([...state.removed]));
  put("all", state.all ? "1" : "");
  put("words", state.words);
  put("question", state.question);
  put("blanks", state.asked ? `?${new URLSearchParams(state.blanks)}` : "");
  put("sort", state.sort.column || state.sort.down ? `${state.sort.column}${state.sort.down ? " down" : ""}` : "");
  put("direct", state.direct ? "1" : "");
  put("article", currentView().showsArticle && state.article ? data.articles[state.article].id : "");
  const isPlain = state.view === firstView() && !parts.size;
  ownHash = state.view === "profile" ? profileHash(state.who)
    : `#${isPlain ? "" : new URLSearchParams([["view", state.view], ...parts])}`;
  const isStep = ownPlace !== "" && ownPlace !== placeOf();
  ownPlace = placeOf();
  try {
    if (isStep) history.pushState(null, "", ownHash); else history.replaceState(history.state, "", ownHash);
  } catch {
    // a sandboxed frame has no address of its own
  }
}

/** @param {number[]} numbers */
const writeNodes = (numbers) => numbers.map((number) => data.nodes[number].id).sort().join(" ");

/** @param {Map<Facet, Set<string>>} facets */
function writeFacets(facets) {
  return FACETS.flatMap((facet) => [...(facets.get(facet) ?? [])].sort().map((value) => `${facet}:${value}`)).join(" ");
}

/**
 * Return a function that finds things by their ids, and null where the page does not hold them.
 * @param {{ id: string }[]} things
 */
function finder(things) {
  /** @type {Map<string, number> | null} */
  let numbers = null;
  return (/** @type {string | null} */ id) => {
    numbers ??= new Map(things.map((thing, number) => [thing.id, number]));
    return id === null ? null : numbers.get(id) ?? null;
  };
}
const findNode = finder(data.nodes);
const findReading = finder(data.readings);
const findArticle = finder(data.articles);

/**
 * @param {string} text
 * @returns {Map<Facet, Set<string>>}
 */
function readFacets(text) {
  /** @type {Map<Facet, Set<string>>} */
  const facets = new Map();
  // values can contain spaces, so only those before the name of a facet separate
  for (const value of text.split(new RegExp(` (?=(?:${FACETS.join("|")}):)`))) {
    const facet = FACETS.find((name) => value.startsWith(`${name}:`));
    if (facet) facets.set(facet, (facets.get(facet) ?? new Set()).add(value.slice(facet.length + 1)));
  }
  return facets;
}

/**
 * Undo what an address escapes; what is no address names nothing.
 * @param {string} text
 */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** @param {string[]} ids the ids of the source, the target and the reading */
function findLink([source, target, reading]) {
  const number = findReading(reading ?? null);
  if (number === null) return null;
  const [from, to] = [findNode(source), findNode(target)];
  return linksOfReading[number].find((at) => data.links[at].source === from && data.links[at].target === to) ?? null;
}

/** Read the state from the address, and show it. */
export function readAddress() {
  // what the browser went to is no further step
  ownPlace = "";
  const profile = PROFILE.exec(location.hash);
  if (profile) {
    state.view = "profile";
    state.who = findNode(decode(profile[1] ?? ""));
    select({});
    return;
  }
  const parts = new URLSearchParams(location.hash.slice(1));
  const text = (/** @type {string} */ name) => parts.get(name) ?? "";
  const list = (/** @type {string} */ name) => text(name).split(" ").filter(Boolean);
  const nodes = (/** @type {string} */ name) => new Set(list(name).flatMap((id) => findNode(id) ?? []));
  const view = text("view");
  // an address may name what is seen without a view
  state.view = isView(view) ? view : parts.size ? unnamedView() : firstView();
  state.off = readFacets(text("off"));
  state.only = readFacets(text("only"));
  const [dating, from = "", until = ""] = text("dates").split(" ");
  const isDay = (/** @type {string} */ day) => /^\d{4}-\d{2}-\d{2}$/.test(day);
  state.dating = dating === "said" ? "said" : "published";
  [state.from, state.until] = [isDay(from) ? from : "", isDay(until) ? until : ""];
  state.added = nodes("with");
  state.removed = nodes("without");
  state.all = text("all") === "1";
  state.words = text("words");
  state.question = text("question");
  state.asked = text("blanks").startsWith("?");
  state.blanks = Object.fromEntries(new URLSearchParams(text("blanks")));
  const [column = "0", down] = list("sort");
  state.sort = { column: COLUMNS[Number(column)] ? Number(column) : 0, down: down === "down" };
  state.direct = text("direct") === "1";
  state.article = findArticle(parts.get("article")) ?? 0;
  const [node, reading] = [findNode(parts.get("node")), findReading(parts.get("reading"))];
  select({ node, link: findLink(list("link")), reading });
}
