// The brief: what is in dispute, who says so and who does not, in which sentences; and what is listed beside it.

import { brief, look } from "../data.js";
import { button, byId, make } from "../dom.js";
import { fold } from "../folding.js";
import { cardLink, MOST_CARDS, renderCard, renderStand, renderTable } from "../matters.js";
import { nameLink, nameLinks, showProfile } from "../people.js";
import { isAlone, placeLink, renderSentence } from "../quoting.js";
import { formatNumber, plural } from "../text.js";
import { register } from "../views.js";

/** @import { Child } from "../types.js" */

const AT_ONCE = 5; // entries of a list; the others are folded away

/**
 * Return a list of which the first entries are shown and the others folded away.
 * @template Entry
 * @param {string} name
 * @param {Entry[]} entries
 * @param {(entry: Entry) => Child[]} renderEntry
 * @param {number} [most]
 */
function renderList(name, entries, renderEntry, most = AT_ONCE) {
  const list = (/** @type {Entry[]} */ some) => make("ol", {}, some.map((entry) => make("li", {}, renderEntry(entry))));
  return [
    list(entries.slice(0, most)),
    entries.length > most ? fold(`list ${name}`, { class: "more" },
      make("summary", {}, `${entries.length - most} more`), () => [list(entries.slice(most))]) : null,
  ];
}

/**
 * @template Entry
 * @param {string} name
 * @param {Entry[]} entries
 * @param {number | null} count
 * @param {(entry: Entry) => Child[]} renderEntry
 * @param {Child} [lead] what stands before the list
 */
function renderSection(name, entries, count, renderEntry, lead = null) {
  const { text, note, nothing } = look.sections[name];
  return make("section", { class: "list", id: `brief-${name}`, tabindex: "-1" },
    make("h3", { class: "section-name" }, text, count ? make("span", { class: "number" }, ` ${count}`) : null),
    make("p", { class: "note" }, entries.length ? note : nothing),
    entries.length ? [lead, renderList(name, entries, renderEntry)] : null);
}

/**
 * Return a bar of claims, of which the quoted ones are filled.
 * @param {number} claims
 * @param {number} quoted
 * @param {number} most
 */
function shareBar(claims, quoted, most) {
  const bar = make("span", { class: "share", "aria-hidden": "true" }, make("span", {}));
  bar.style.setProperty("--claims", `${(100 * claims) / most}%`);
  bar.style.setProperty("--quoted", `${(100 * quoted) / claims}%`);
  return bar;
}

function renderSpeakers() {
  const most = brief.speakers[0]?.[2] ?? 1;
  const key = make("p", { class: "key" }, make("span", { class: "box full" }), "quoted",
    make("span", { class: "box" }), "reported");
  const section = renderSection("speakers", brief.speakers, null, ([party, role, claims, quoted]) => [
    make("div", { class: "speaker" }, make("span", { class: "who" }, nameLink(party)), make("b", {}, String(claims)),
      make("span", { class: "role" }, role), make("span", { class: "where" }, `${quoted} quoted`),
      shareBar(claims, quoted, most)),
  ], key);
  const { speakers } = brief.all;
  if (speakers > brief.speakers.length) {
    const text = `All ${formatNumber(speakers)}`;
    section.append(make("p", { class: "foot" }, button({ class: "all", onclick: () => showProfile(null) }, text)));
  }
  return section;
}

function renderAsides() {
  return make("div", { class: "asides" },
    renderSpeakers(),
    renderSection("alleged", brief.alleged, brief.alleged.length, (at) => [
      make("p", { class: "title" }, cardLink(at)),
      make("p", { class: "where" }, nameLinks(brief.cards[at][4][0][3][0][0]), " · ",
        placeLink(brief.cards[at][5][0][0][0])),
    ]),
    renderSection("unnamed", brief.unnamed, brief.all.unnamed, ([title, at, who, [readings]]) => [
      make("p", { class: "title" }, at < 0 ? title : cardLink(at, title)),
      make("p", { class: "where" }, who, " · ", placeLink(readings[0])),
    ]),
    isAlone() ? null : [
      renderSection("requoted", brief.requoted, brief.all.requoted, ([parties, change, one, other, more]) => [
        make("p", { class: "who" }, nameLinks(parties), `: ${change}`), renderSentence(one), renderSentence(other),
        more ? make("p", { class: "where" }, plural(more, "more version")) : null,
      ]),
      renderSection("positions", brief.positions, brief.positions.length, ([parties, kind, first, then]) => [
        make("p", { class: "who" }, nameLinks(parties), `: ${kind}`), renderSentence(first), renderSentence(then),
      ]),
    ]);
}

/** Return the counts, of which each leads to what it counts. */
function renderCounts() {
  const go = (/** @type {string} */ name) => {
    if (name === "who") {
      showProfile(null);
      return;
    }
    const section = byId(`brief-${name}`);
    section.scrollIntoView({ block: "start" });
    section.focus({ preventScroll: true });
  };
  return make("p", { class: "counts" }, brief.counts.flatMap(([text, name], at) =>
    [at ? " · " : null, name ? button({ class: "name", onclick: () => go(name) }, text) : text]));
}

/** @returns {Child[]} */
function render() {
  const cards = brief.cards.slice(0, MOST_CARDS);
  const title = brief.nothing && cards.length ? "Accusations" : "Disputes and accusations";
  return [make("div", { class: "brief" },
    make("div", { class: "opening" }, make("h2", { class: "headline" }, brief.headline), renderCounts(),
      make("p", { class: "note" }, brief.fairness)),
    make("div", { class: "halves" },
      make("section", { class: "matters" }, make("h3", { class: "section-name" }, title),
        brief.nothing ? make("p", { class: "nothing" }, brief.nothing) : null,
        brief.said.length ? make("section", { class: "sayings list" },
          make("h4", { class: "section-name" }, brief.saidTitle),
          renderList("said", brief.said, ([stand, sentence]) => [renderStand(stand), renderSentence(sentence)],
            MOST_CARDS)) : null,
        cards.map(renderCard),
        cards.length < brief.cards.length ? fold("table", { class: "more" },
          make("summary", {}, `All ${brief.cards.length} in the table`), () => [renderTable()]) : null),
      renderAsides()),
    make("p", { class: "unseen", id: "copied", role: "status" }))];
}

register({
  name: "brief", holds: () => false, render, standsAlone: true,
  guide: "A card is something in dispute or an accusation: who says so on the left, who rejects it or says otherwise "
    + "beside it, then the reply of whoever is accused. Below stand the sentences that each was read from, to copy "
    + "with their citation. Click a name to see all that is known of somebody.",
});
