// Search: '/' goes there, arrows choose, Enter opens, Esc clears.

import { data, linksAt } from "./data.js";
import { byId, make, searchField } from "./dom.js";
import { hasProfile, showProfile } from "./people.js";
import { openNode } from "./pointer.js";
import { currentView, isPicture, state } from "./state.js";
import { fold, shorten } from "./text.js";
import { linksIn, pictureNames } from "./views.js";
import { kindOf } from "./wording.js";

/** @type {number[]} */
let hits = [];
let chosen = 0;

/** The text of each node; made when it is first needed, since for many it takes a moment. @type {string[]} */
let haystack = [];

/** @param {string} query */
function findNodes(query) {
  const needle = fold(query).trim();
  if (!needle) return [];
  if (!haystack.length) haystack = data.nodes.map((node) => fold([node.label, ...node.aliases].join(" \n ")));
  const begins = new RegExp(`(^|[^\\p{L}\\p{N}])${needle.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "u");
  // whoever is meant is most likely the one of whom most is known; claims come after parties
  const rank = (/** @type {number} */ number) =>
    (begins.test(haystack[number]) ? 0 : 1) + (data.nodes[number].kind === "claim" ? 2 : 0);
  return haystack.flatMap((text, number) => (text.includes(needle) ? [number] : []))
    .sort((a, b) => rank(a) - rank(b) || linksAt[b].length - linksAt[a].length || a - b).slice(0, 30);
}

function renderHits() {
  const input = searchField();
  const list = byId("hits");
  list.replaceChildren(...hits.map((number, index) => make("li", {
    id: `hit-${index}`, role: "option", "aria-selected": String(index === chosen),
    onpointerdown: (event) => { event.preventDefault(); openHit(index); },
  }, make("span", {}, shorten(data.nodes[number].label, 160)), make("small", {}, kindOf(number)))));
  if (input.value.trim() && !hits.length) {
    list.replaceChildren(make("li", { role: "option", "aria-disabled": "true" }, "Nothing found"));
  }
  list.hidden = !input.value.trim();
  input.setAttribute("aria-expanded", String(!list.hidden));
  if (hits.length) input.setAttribute("aria-activedescendant", `hit-${chosen}`);
  else input.removeAttribute("aria-activedescendant");
  list.children[chosen]?.scrollIntoView({ block: "nearest" });
}

/** @param {number} index */
function openHit(index) {
  const number = hits[index];
  if (number === undefined) return;
  closeSearch();
  if (hasProfile(number) && !currentView().followsNode) {
    showProfile(number);
    return;
  }
  // a picture is preferred where one can show the node
  const pictures = pictureNames().filter((name) => linksAt[number].some((at) => linksIn(name).has(at)));
  if (!currentView().followsNode && !pictures.includes(state.view)) state.view = pictures[0] ?? "table";
  openNode(number);
  byId(isPicture() ? "network" : "sheet").focus({ preventScroll: true });
}

export function closeSearch() {
  const input = searchField();
  input.value = "";
  input.blur();
  hits = [];
  renderHits();
}

export function startSearch() {
  const input = searchField();
  input.addEventListener("input", () => { hits = findNodes(input.value); chosen = 0; renderHits(); });
  input.addEventListener("blur", () => { byId("hits").hidden = true; });
  input.addEventListener("focus", () => { if (input.value) renderHits(); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (hits.length) chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length;
      renderHits();
    } else if (event.key === "Enter") {
      openHit(chosen);
    }
  });
}
