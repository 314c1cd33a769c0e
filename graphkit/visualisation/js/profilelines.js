// The lines of a page on somebody: what is said, with its sentences folded below; roles and relations.

import { brief, data, viaOf } from "./data.js";
import { make } from "./dom.js";
import { fold } from "./folding.js";
import { lineSample } from "./legend.js";
import { openMatter } from "./matters.js";
import { showView } from "./navigation.js";
import { nameLink, nameLinks, viaNote } from "./people.js";
import { listOf } from "./profiles.js";
import {
  describeCharacters, describePlaces, isAlone, joinSentences, keepDays, nameArticle, renderSentence, wordsOf,
} from "./quoting.js";
import { state } from "./state.js";
import { formatNumber, plural } from "./text.js";
import { styleOf, sureness } from "./wording.js";

/** @import { Child, Readings, Role, Tie } from "./types.js" */

const AT_ONCE = 10; // entries of a list; the others are folded away

/**
 * Return a list of which the entries after the first are folded away.
 * @template Entry
 * @param {string} name
 * @param {Entry[]} entries
 * @param {(entry: Entry) => Child} renderEntry
 */
export function renderList(name, entries, renderEntry) {
  return [
    entries.slice(0, AT_ONCE).map(renderEntry),
    entries.length > AT_ONCE ? fold(`${name} of ${state.who}`, { class: "more" },
      make("summary", {}, `${formatNumber(entries.length - AT_ONCE)} more`),
      () => entries.slice(AT_ONCE).map(renderEntry)) : null,
  ];
}

/**
 * Return the sentences of readings, each once.
 * @param {Readings} readings
 */
export const renderSentences = (readings) => joinSentences(listOf(readings)).map((own) => renderSentence([own]));

/**
 * Return a row: what is told, and where that stands, on a click on which its sentences are unfolded. What holds links
 * is no summary; the click on where it stands reaches over the whole row.
 * @param {string} name
 * @param {string} kind
 * @param {Child[]} told
 * @param {Readings} readings
 * @param {string} where
 * @param {Child} [sign]
 */
function renderRow(name, kind, told, readings, where, sign = null) {
  return make("div", { class: kind }, sign, make("div", { class: "told" }, told,
    fold(`${name} of ${state.who}`, {}, make("summary", { class: "where" }, keepDays(where)),
      () => renderSentences(readings))));
}

/** The card of a brief that each claim in dispute belongs to. @type {Map<number, number> | null} */
let matters = null;

/** @param {number[]} readings */
function matterOf(readings) {
  if (!matters) {
    matters = new Map();
    for (const [at, [, , , , sides]] of brief.cards.entries()) {
      const isDisputed = brief.disputed[at] === 1;
      for (const [, , , stands] of isDisputed ? sides : []) {
        for (const stand of stands) for (const number of stand[4]) if (!matters.has(number)) matters.set(number, at);
      }
    }
  }
  for (const number of readings) if (matters.has(number)) return matters.get(number) ?? null;
  return null;
}

/**
 * Say where a line stands, and how sure its reading is.
 * @param {number[]} readings
 */
function describeLine(readings) {
  const first = data.readings[readings[0]];
  const articles = new Set(readings.map((number) => data.readings[number].article)).size;
  const several = readings.length > 1 ? `${plural(readings.length, "claim")} in ${plural(articles, "article")}` : "";
  const place = several ? (isAlone() ? several : `${several}: ${describePlaces(readings)}`)
    : [isAlone() ? "" : nameArticle(first.article), describeCharacters(first)].filter(Boolean).join(", ");
  const confidence = Math.min(...readings.map((number) => Number(data.readings[number].confidence ?? 1)));
  return `${place} · ${sureness(confidence)}`;
}

/**
 * @param {Readings} line
 * @param {boolean} isNamed whether it says who speaks
 */
export function renderLine(line, isNamed) {
  const readings = listOf(line);
  const reading = data.readings[readings[0]];
  const words = reading.lead ? reading.lead + wordsOf(readings[0]).slice(reading.lead.length) : wordsOf(readings[0]);
  const at = matterOf(readings);
  const style = styleOf(readings[0]);
  const sign = lineSample(style);
  sign.classList.add("arrow", "sample", style);
  const speakers = reading.sources.length ? nameLinks(reading.sources) : ["Somebody not named"];
  return renderRow(`line ${readings[0]}`, "line", [
    make("p", {}, isNamed ? [make("span", { class: "who" }, speakers), " "] : null,
      reading.verb, words && reading.act !== "declinesToComment" ? [" ", make("q", {}, words)] : null),
    viaNote(viaOf(readings[0])),
    at === null ? null : make("p", { class: "where" }, "In dispute: ", make("a", {
      href: "#view=brief",
      onclick: (event) => { event.preventDefault(); showView("brief"); openMatter(at); },
    }, "see the dispute")),
  ], line, describeLine(readings), sign);
}

/**
 * Say where something is stated: in which characters of which article, or in which articles.
 * @param {Readings} readings
 */
function describeStated(readings) {
  const sentences = joinSentences(listOf(readings));
  const first = data.readings[sentences[0][0]];
  if (sentences.length === 1) {
    return [isAlone() ? "" : nameArticle(first.article), describeCharacters(first)].filter(Boolean).join(", ");
  }
  const names = [...new Set(sentences.map(([number]) => nameArticle(data.readings[number].article)))];
  const more = names.length > 3 ? ` and ${plural(names.length - 2, "more article")}` : "";
  const told = isAlone() ? "" : `: ${names.slice(0, more ? 2 : 3).join("; ")}${more}`;
  return `${plural(sentences.length, "sentence")}${told}`;
}

/** @param {Role} role */
export function renderRole([title, stated, holder, period]) {
  return renderRow(`role ${listOf(stated)[0]}`, "role-of", [make("p", {},
    holder === undefined || holder === "" ? null : [make("span", { class: "who" }, nameLink(holder)), ", "], title)],
  stated, [period, describeStated(stated)].filter(Boolean).join(" · "));
}

/** @param {Tie} tie */
export function renderTie([label, outgoing, other, stated, , matter]) {
  const name = make("span", { class: "who" }, nameLink(other));
  const whole = matter ? [`${label} ${matter} (`, name, ")"] : [`${label} `, name];
  return renderRow(`tie ${label} ${outgoing} ${other} ${matter}`, "tie", [make("p", {},
    outgoing ? whole : [name, ` ${label} ${matter || data.nodes[Number(state.who)].label}`])],
  stated, describeStated(stated));
}
