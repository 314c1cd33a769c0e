// The list of all of whom there is a page, with what is counted of each.

import { data } from "./data.js";
import { make } from "./dom.js";
import { moreButton } from "./navigation.js";
import { nameLink } from "./people.js";
import { count, rankProfiles } from "./profiles.js";
import { state } from "./state.js";
import { formatNumber, plural } from "./text.js";
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

/** @returns {Child[]} */
export function renderStandings() {
  standings ??= rankProfiles();
  const sources = standings.filter(({ own }) => own).length;
  const heads = ["Who or what", "Kind", "Own claims", "Claims of others", "Articles"];
  const rows = standings.slice(0, state.limit).map(({ node, own, about, articles }) => make("tr", {},
    make("th", { scope: "row" }, nameLink(node), make("span", { class: "role" }, ` ${roleOf(node)}`)),
    make("td", {}, kindOf(node)),
    [own, about, articles].map((number) => make("td", {}, formatNumber(number)))));
  return [make("div", { class: "brief profile" },
    make("div", { class: "opening" }, make("h2", { class: "headline", tabindex: "-1" }, "Who there is"),
      make("p", { class: "counts" }, `${count(standings.length, "entity", "entities")}, `
        + `of which ${plural(sources, "source")}`)),
    make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Who there is" },
      make("table", { class: "standings" },
        make("thead", {}, make("tr", {}, heads.map((head) => make("th", { scope: "col" }, head)))),
        make("tbody", {}, rows))),
    make("p", { class: "foot" }, moreButton(standings.length)))];
}
