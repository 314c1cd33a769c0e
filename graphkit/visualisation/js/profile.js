// The page on one person, body or place: what it says, what is said of it, its roles and relations, and why it is one.

import { fit } from "./canvas.js";
import { data, look, profiles } from "./data.js";
import { button, byId, copyText, make } from "./dom.js";
import { fold } from "./folding.js";
import { lineSample } from "./legend.js";
import { showView } from "./navigation.js";
import { nameLink, profileHash, showProfile } from "./people.js";
import { openNode } from "./pointer.js";
import { renderLine, renderList, renderRole, renderSentences, renderTie } from "./profilelines.js";
import { count, countClaims, describeNumbers, GROUPS, listOf, mentionsIn, numbersOf, OWN } from "./profiles.js";
import { keepDays, nameArticle } from "./quoting.js";
import { select } from "./selection.js";
import { renderStandings } from "./standings.js";
import { state, toggleOnly } from "./state.js";
import { formatNumber, plural } from "./text.js";
import { register } from "./views.js";
import { articleName, kindOf } from "./wording.js";

/** @import { Child, Decided, Profile, Readings } from "./types.js" */

/**
 * @param {string} name
 * @param {number} number
 * @param {...Child} content
 */
function renderSection(name, number, ...content) {
  const { text, note, nothing } = look.profile[name];
  const told = number ? note : nothing;
  return make("section", { class: "list", id: `who-${name}`, tabindex: "-1" },
    make("h3", { class: "section-name" }, text,
      number ? make("span", { class: "number" }, ` ${formatNumber(number)}`) : null),
    told ? make("p", { class: "note" }, told) : null, content);
}

/**
 * @param {string} name
 * @param {Readings[]} lines
 * @param {boolean} isNamed
 */
function renderGroup(name, lines, isNamed) {
  if (!lines.length) return null;
  const { text, note } = look.profile[name];
  return make("section", { class: "bundle" },
    make("h4", { class: "bundle-name" }, text,
      make("span", { class: "number" }, ` ${formatNumber(countClaims(lines))}`)),
    note ? make("p", { class: "note" }, note) : null,
    renderList(name, lines, (line) => renderLine(line, isNamed)));
}

/**
 * Return the sentences in which something is stated and no source is named.
 * @param {"voiced" | "unattributed"} name
 * @param {Readings[]} stated
 */
function renderStated(name, stated) {
  const { text, note, nothing } = look.profile[name];
  return make("section", { class: "bundle own-voice", id: `who-${name}`, tabindex: "-1" },
    make("h4", { class: "bundle-name" }, text,
      stated.length ? make("span", { class: "number" }, ` ${formatNumber(stated.length)}`) : null),
    make("p", { class: "note" }, stated.length ? note : nothing),
    renderList(name, stated, renderSentences));
}

/** @type {[name: string, outgoing: number, sign: number][]} */
const SIDES = [["for", 0, 1], ["against", 0, -1], ["stands_for", 1, 1], ["stands_against", 1, -1]];

/** @param {Profile} profile */
function renderSides({ sides }) {
  return SIDES.map(([name, outgoing, sign]) => {
    const ties = sides.filter((tie) => tie[1] === outgoing && tie[4] === sign);
    if (!ties.length) return null;
    const { text, style } = look.sides[name];
    const line = lineSample(style);
    line.classList.add("arrow", "sample");
    return [make("h4", { class: `side-name ${style}` }, line, text), renderList(`sides ${name}`, ties, renderTie)];
  });
}

/**
 * @param {Profile["articles"][number]} row
 * @param {Profile} profile
 */
function renderArticle(row, { lines }) {
  const number = typeof row === "number" ? row : row[0];
  const [own, about] = [lines.slice(0, OWN), lines.slice(OWN)].map((groups) =>
    groups.flat().flatMap(listOf).filter((reading) => data.readings[reading].article === number).length);
  const told = about ? count(about, "claim of others", "claims of others") : "";
  const parts = [plural(mentionsIn(row), "mention"), own ? plural(own, "own claim") : "", told].filter(Boolean);
  const open = () => { state.article = number; select({}); showView("article"); };
  return make("div", { class: "entry" },
    make("p", { class: "title" }, button({ class: "name", onclick: open }, articleName(number))),
    make("p", { class: "where" }, keepDays(`${nameArticle(number)} · ${parts.join(", ")}`)));
}

/** @param {Decided} decided */
function renderDecided([head, reasons = []]) {
  return [make("p", { class: "where" }, head), reasons.map((reason) => make("p", { class: "where reason" }, reason))];
}

/** @param {Profile} profile */
function renderDoubles(profile) {
  const { doubles, joins, left, namings, node } = profile;
  const { mentions } = numbersOf(profile);
  const rules = Object.values(look.mentions);
  const heads = ["Words in the text", "Why", "Times"].map((head) => make("th", { scope: "col" }, head));
  return renderSection("doubles", doubles.length,
    renderList("doubles", doubles, ([other, reason, decided = []]) => make("div", { class: "entry" },
      make("p", { class: "title" }, nameLink(other),
        typeof other === "number" ? make("span", { class: "where" }, ` ${kindOf(other).toLowerCase()}`) : null),
      make("p", {}, typeof reason === "number" ? Object.values(look.doubles)[reason] : reason),
      decided.map(renderDecided))),
    fold(`namings of ${state.who}`, { class: "more" },
      make("summary", {}, `Why ${count(mentions, "mention is", "mentions are")} one`), () => [
        make("table", {}, make("thead", {}, make("tr", {}, heads)),
          make("tbody", {}, namings.map((naming) => {
            const [rule, words, times] = Array.isArray(naming) ? naming : [naming];
            return make("tr", {}, make("td", {}, make("q", {}, words || data.nodes[node].label)),
              make("td", {}, typeof rule === "number" ? rules[rule] : rule.replaceAll("-", " ")),
              make("td", {}, String(times || (namings.length === 1 ? mentions : 1))));
          }))),
        joins.map(renderDecided), left ? make("p", { class: "where" }, `and ${formatNumber(left)} more`) : null,
      ]));
}

/**
 * Return the counts, of which each leads to the rows that it counts.
 * @param {[text: string, name: string][]} counts
 */
function renderCounts(counts) {
  const go = (/** @type {string} */ name) => {
    const section = byId(`who-${name}`);
    section.scrollIntoView({ block: "start" });
    section.focus({ preventScroll: true });
  };
  return make("p", { class: "counts" }, counts.flatMap(([text, name], at) =>
    [at ? " · " : null, button({ class: "name", onclick: () => go(name) }, text)]));
}

/**
 * Return the buttons that show somebody in the picture or in the table, and one that copies a summary.
 * @param {number} number
 * @param {Profile} profile
 * @param {[text: string, name: string][]} counts
 */
function renderTools(number, profile, counts) {
  const { label } = data.nodes[number];
  const roles = profile.roles.map(([title]) => title);
  const told = [`${label}: ${kindOf(number).toLowerCase()}`, [...new Set(roles)].join("; "),
    counts.map(([text]) => text).join("; ")].filter(Boolean);
  const isDrawn = number < data.drawn;
  const showPicture = () => { showView("claims"); openNode(number); fit(); };
  const showRows = () => { toggleOnly("party", data.nodes[number].id); showView("table"); };
  const copy = button({ class: "copy", onclick: async () => {
    await copyText(`${told.join(". ")}.`);
    copy.textContent = "Copied";
    byId("copied").textContent = "Copied";
  } }, "Copy a summary");
  return make("p", { class: "tools" },
    isDrawn ? button({ class: "all", onclick: showPicture }, "In the picture") : null,
    isDrawn ? button({ class: "all", onclick: showRows }, "In the table") : null, copy);
}

/**
 * @param {number} number
 * @param {Profile} profile
 * @returns {Child[]}
 */
function renderProfile(number, profile) {
  const node = data.nodes[number];
  const counts = describeNumbers(profile);
  const groups = GROUPS.map((_, at) => profile.lines[at] ?? []);
  const { own, about } = numbersOf(profile);
  const link = /^https?:\/\//.test(node.link) ? node.link : null;
  const names = node.aliases.slice(0, 6).join(", ")
    + (node.aliases.length > 6 ? ` and ${formatNumber(node.aliases.length - 6)} more` : "");
  const onclick = (/** @type {MouseEvent} */ event) => { event.preventDefault(); showProfile(null); };
  return [make("div", { class: "brief profile" },
    make("div", { class: "opening" },
      make("p", { class: "crumbs" }, make("a", { href: profileHash(null), onclick }, "Who there is"), " /"),
      make("h2", { class: "headline", tabindex: "-1" }, node.label),
      make("p", { class: "kind-of" }, kindOf(number), names ? [". Also ", make("q", {}, names)] : null,
        link ? [". ", make("a", { href: link, rel: "noopener noreferrer", target: "_blank" },
          /\/\/www\.wikidata\.org\//.test(link) ? "Wikidata" : link)] : null),
      renderCounts(counts), renderTools(number, profile, counts)),
    make("div", { class: "halves" },
      make("div", {},
        renderSection("says", own, groups.slice(0, OWN).map((lines, at) => renderGroup(GROUPS[at], lines, false))),
        renderSection("said", 0, renderStated("voiced", profile.voiced),
          profile.unattributed.length ? renderStated("unattributed", profile.unattributed) : null,
          make("div", { id: "who-about", tabindex: "-1" },
            about ? groups.slice(OWN).map((lines, at) => renderGroup(GROUPS[OWN + at], lines, true))
              : make("p", { class: "note" }, look.profile.firsthand.nothing)))),
      make("div", { class: "asides" },
        renderSection("roles", profile.roles.length, renderList("roles", profile.roles, renderRole)),
        profile.holders.length ? renderSection("holders", profile.holders.length,
          renderList("holders", profile.holders, renderRole)) : null,
        renderSection("sides", profile.sides.length, renderSides(profile)),
        renderSection("relations", profile.relations.length, renderList("relations", profile.relations, renderTie)),
        renderSection("articles", profile.articles.length,
          renderList("articles", profile.articles, (row) => renderArticle(row, profile))),
        renderDoubles(profile))),
    make("p", { class: "unseen", id: "copied", role: "status" }))];
}

/** @returns {Child[]} */
function render() {
  const profile = state.who === null ? undefined : profiles.get(state.who);
  return state.who !== null && profile ? renderProfile(state.who, profile) : renderStandings();
}

register({
  name: "profile", holds: () => false, render, standsAlone: true,
  guide: "All that these articles have of one person, body or place.",
});
