// The list of all of whom there is a page, with what is counted of each.

import { data } from "./data.js";
import { make } from "./dom.js";
import { moreButton } from "./navigation.js";
import { nameLink } from "./people.js";
import { count, rankProfiles } from "./profiles.js";
import { state } from "./state.js";
import { fold, formatNumber, plural } from "./text.js";
import { kindOf } from "./wording.js";

/** @import { Child } from "./types.js" */

/** @type {ReturnType<typeof rankProfiles> | null} */
let standings = null;

/**
 * Return what somebody is, as the articles have it.
 * @param {number} number
 */
function roleOf(number) {
  const { posts } = data.nodes[number];
  const post = posts.find(([, , current]) => current) ?? posts[0];
  if (!post) return "";
  const [title, body, current] = post;
  const whole = body && !title.includes(" of ") ? `${title}, ${body}` : title;
  return current || title.includes("former") ? whole : `formerly ${whole}`;
}

/** What was typed to find somebody in the list. */
let typed = "";

/** Return those whose names hold what was typed; where nobody's do, those whose roles or kinds do. */
function findStandings() {
  standings ??= rankProfiles();
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (!words.length) return standings;
  const holds = (/** @type {string[]} */ told) => words.every((word) => fold(told.join(" ")).includes(word));
  const namesOf = (/** @type {number} */ node) => [data.nodes[node].label, ...data.nodes[node].aliases];
  const named = standings.filter(({ node }) => holds(namesOf(node)));
  return named.length ? named
    : standings.filter(({ node }) => holds([...namesOf(node), roleOf(node), kindOf(node)]));
}

/** Return a field that narrows the list below it while one types. */
function renderFilter() {
  const found = make("output", { role: "status" });
  const update = () => {
    typed = field.value;
    state.limit = 200;
    showRows(found);
  };
  const field = make("input", {
    type: "search", name: "who:filter", "aria-label": "Find in this list", value: typed,
    placeholder: "Find in this list", autocomplete: "off", spellcheck: "false", oninput: update,
    onkeydown: (event) => {
      const links = [...document.querySelectorAll(".standings tbody a")];
      const [first] = /** @type {HTMLElement[]} */ (links);
      if (event.key === "ArrowDown") first?.focus();
      else if (event.key === "Enter" && typed) first?.click();
      else if (event.key === "Escape" && typed) { field.value = ""; update(); } else return;
      event.preventDefault();
      event.stopPropagation();
    },
  });
  found.textContent = describeFound();
  return make("p", { class: "filter-list" }, field, found);
}

function describeFound() {
  return typed.trim() ? `${formatNumber(findStandings().length)} of ${formatNumber(standings?.length ?? 0)}` : "";
}

/** @param {HTMLOutputElement} found */
function showRows(found) {
  found.textContent = describeFound();
  document.querySelector(".standings tbody")?.replaceChildren(...renderRows());
  document.querySelector(".profile > .foot")?.replaceChildren(moreButton(findStandings().length) ?? "");
}

function renderRows() {
  return findStandings().slice(0, state.limit).map(({ node, own, about, articles }) => make("tr", {},
    make("th", { scope: "row" }, nameLink(node), make("span", { class: "role" }, ` ${roleOf(node)}`)),
    make("td", {}, kindOf(node)),
    [own, about, articles].map((number) => make("td", {}, formatNumber(number)))));
}

/** @returns {Child[]} */
export function renderStandings() {
  standings ??= rankProfiles();
  const sources = standings.filter(({ own }) => own).length;
  const heads = ["Who or what", "Kind", "Own claims", "Claims of others", "Articles"];
  return [make("div", { class: "brief profile" },
    make("div", { class: "opening" }, make("h2", { class: "headline", tabindex: "-1" }, "Who there is"),
      make("p", { class: "counts" }, `${count(standings.length, "entity", "entities")}, `
        + `of which ${plural(sources, "source")}`),
      renderFilter()),
    make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Who there is" },
      make("table", { class: "standings" },
        make("thead", {}, make("tr", {}, heads.map((head) => make("th", { scope: "col" }, head)))),
        make("tbody", {}, renderRows()))),
    make("p", { class: "foot" }, moreButton(findStandings().length)))];
}
