// What is known of persons, bodies and places, counted: the same numbers on a page on one and in the list of all.

import { data, profiles } from "./data.js";
import { collate, formatNumber, plural } from "./text.js";

/** @import { Profile, Readings } from "./types.js" */

/** The groups of lines of a page. */
export const GROUPS = ["quoted", "reported", "secondhand", "firsthand", "hearsay", "addressed"];

/** So many groups are of what somebody says, the others of what others say. */
export const OWN = 3;

/** @param {Readings} readings */
export const listOf = (readings) => (typeof readings === "number" ? [readings] : readings);

/** @param {Readings[]} lines */
export const countClaims = (lines) => lines.flatMap(listOf).length;

/**
 * Count with two forms of a noun: '1 claim of others', '2 claims of others'.
 * @param {number} number
 * @param {string} one
 * @param {string} several
 */
export const count = (number, one, several) => `${formatNumber(number)} ${number === 1 ? one : several}`;

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/**
 * Return how often an article mentions somebody.
 * @param {Profile["articles"][number]} article
 */
export const mentionsIn = (article) => (typeof article === "number" ? 1 : article[1]);

/**
 * Count the claims of somebody, those about them, those at second hand, and the articles and mentions.
 * @param {Profile} profile
 */
export function numbersOf({ lines, articles }) {
  const groups = GROUPS.map((_, at) => countClaims(lines[at] ?? []));
  return {
    own: sum(groups.slice(0, OWN)),
    about: sum(groups.slice(OWN)),
    secondhand: groups[OWN - 1],
    articles: articles.length,
    mentions: sum(articles.map(mentionsIn)),
  };
}

/**
 * Count in words what a profile holds, each with the section of its page that has the rows.
 * @param {Profile} profile
 * @returns {[text: string, name: string][]}
 */
export function describeNumbers(profile) {
  const { own, about, secondhand, articles, mentions } = numbersOf(profile);
  const { lines, voiced, repeats } = profile;
  const sources = new Set(lines.slice(OWN).flat().flatMap((line) => data.readings[listOf(line)[0]].sources)).size;
  const told = secondhand ? `, ${formatNumber(secondhand)} at second hand` : "";
  const repeated = repeats ? `, ${formatNumber(own - repeats)} without what articles repeat` : "";
  return [
    [`${plural(own, "own claim")}${told}${repeated}`, "says"],
    [`${count(about, "claim of others", "claims of others")}${sources ? ` by ${plural(sources, "source")}` : ""}`,
      "about"],
    [`${plural(voiced.length, "sentence")} in the articles’ own voice`, "voiced"],
    [`${plural(mentions, "mention")} in ${plural(articles, "article")}`, "articles"],
  ];
}

/** Return all of whom there is a page, those with most claims first, with what is counted of them. */
export function rankProfiles() {
  const labelOf = (/** @type {number} */ number) => data.nodes[number].label;
  const ranked = [...profiles.values()].map((profile) => ({ node: profile.node, ...numbersOf(profile) }));
  return ranked.sort((a, b) => b.own - a.own || b.about - a.about || b.articles - a.articles
    || collate(labelOf(a.node), labelOf(b.node)) || a.node - b.node);
}
