// Named questions without an engine: which claims of the page answer one, and who may be meant by a name.

import { changesOf, conflictsOf, contentOf, data, questions } from "./data.js";
import { fold } from "./text.js";
import { articleName } from "./wording.js";

/** @import { Difference, PageEntry, Party, Question } from "./types.js" */

const NEAR = 0.6; // so much of their pairs of letters two names share where one may be a slip of the other

/** The question that this page alone has: words in the articles. @type {Question} */
export const WORDS = ["words", ["Where do articles say ", ["words", "text", 0, "words"], "?"], null];

/** The questions in their groups. */
export const groups = /** @type {[title: string, questions: Question[]][]} */ (
  [["Words", [WORDS]], ...questions.groups]);
const all = new Map(groups.flatMap(([, some]) => some).map((question) => [question[0], question]));

/** @param {string} name */
export const findQuestion = (name) => all.get(name) ?? all.get("who-said-what-about") ?? WORDS;

/**
 * Put a question as a sentence.
 * @param {Question} question
 * @param {Record<string, string>} values
 */
export function fillQuestion([, pieces], values) {
  return pieces.map((piece) => {
    if (typeof piece === "string") return piece;
    const value = values[piece[0]];
    const choice = questions.choices[piece[1]]?.find(([term]) => term === value);
    return choice?.[1] ?? (value || piece[3]);
  }).join("");
}

/**
 * Return the command that asks a question, as a shell reads it.
 * @param {Question} question
 * @param {Record<string, string>} values
 */
export function commandOf([name, pieces], values) {
  const quote = (/** @type {string} */ text) =>
    (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\"'\"'")}'`);
  if (name === WORDS[0]) return `graphkit search out ${quote(values.words ?? "")}`;
  const given = pieces.flatMap((piece) =>
    (typeof piece !== "string" && values[piece[0]] ? ` --bind ${quote(`${piece[0]}=${values[piece[0]]}`)}` : ""));
  return `graphkit query out ${name}${given.join("")}`;
}

/**
 * Make names comparable, as the command does: neither case nor a leading 'the' matters, nor accents.
 * @param {string} name
 */
const plain = (name) =>
  fold(name).replaceAll("’", "'").split(/\s+/).filter(Boolean).join(" ").replace(/^the (?=.)/, "");

/** @param {Party} party */
const namesOf = (party) =>
  (typeof party === "number" ? [data.nodes[party].label, ...data.nodes[party].aliases] : [party]);

/** In how many claims each name speaks or is spoken of, by the name. @type {Map<string, number> | null} */
let known = null;

function countNames() {
  if (known) return known;
  const counts = new Map();
  data.nodes.forEach((node, number) => {
    if (node.kind !== "claim" && node.kind !== "nobody") for (const name of namesOf(number)) counts.set(name, 0);
  });
  for (const reading of data.readings) {
    const parties = new Set([...reading.sources, ...reading.about]);
    for (const party of parties) {
      const name = namesOf(party)[0];
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    for (const party of reading.addressees) if (!counts.has(namesOf(party)[0])) counts.set(namesOf(party)[0], 0);
  }
  known = counts;
  return counts;
}

/**
 * Complete a name, or the title of an article.
 * @param {string} kind
 * @param {string} typed
 * @returns {[name: string, claims: number][]}
 */
export function completeName(kind, typed) {
  const wanted = plain(typed);
  const begins = (/** @type {string} */ name) => ` ${plain(name)}`.includes(` ${wanted}`);
  /** @type {[string, number][]} */
  const names = kind === "document" ? data.articles.map((_, number) => [articleName(number), 0]) : [...countNames()];
  return names.filter(([name]) => plain(name).includes(wanted))
    .sort((a, b) => Number(begins(b[0])) - Number(begins(a[0])) || b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 8);
}

/**
 * Find what is wrong with the values of a question: a name that nobody has; null where nothing is.
 * @param {Question} question
 * @param {Record<string, string>} values
 * @returns {{ name: string, kind: string, value: string, near: string[] } | null}
 */
export function findUnknown([, pieces], values) {
  for (const piece of pieces) {
    if (typeof piece === "string") continue;
    const [name, kind] = piece;
    const value = values[name] ?? "";
    if (!value || (kind !== "entity" && kind !== "document")) continue;
    const names = kind === "document" ? data.articles.map((_, at) => articleName(at)) : [...countNames().keys()];
    if (names.some((other) => plain(other) === plain(value))) continue;
    const near = names.map((other) => ({ other, likeness: compare(plain(other), plain(value)) }));
    const best = near.filter(({ likeness }) => likeness >= NEAR).sort((a, b) => b.likeness - a.likeness);
    const holding = names.filter((other) => plain(other).includes(plain(value)));
    return { name, kind, value, near: (best.length ? best.map(({ other }) => other) : holding).slice(0, 3) };
  }
  return null;
}

/**
 * Return how many of their pairs of letters two names share, from 0 to 1.
 * @param {string} one
 * @param {string} other
 */
function compare(one, other) {
  const pairs = (/** @type {string} */ text) => Array.from(` ${text}`, (_, at) => ` ${text} `.slice(at, at + 2));
  const rest = pairs(other);
  const total = pairs(one).length + rest.length;
  let shared = 0;
  for (const pair of pairs(one)) {
    const at = rest.indexOf(pair);
    if (at >= 0) { shared += 1; rest.splice(at, 1); }
  }
  return (2 * shared) / total;
}

/** The place of each claim. @param {number} number */
const placeOf = (number) => Math.min(...data.readings[number].parts.map(({ start }) => start), Infinity);

/**
 * Find the claims that answer a question, in the order of the articles and their texts.
 * @param {PageEntry} page
 * @param {Record<string, string>} values
 */
export function findClaims(page, values) {
  return data.readings.flatMap((reading, number) => (reading.act && fits(number, page, values) ? [number] : []))
    .sort((a, b) => data.readings[a].article - data.readings[b].article || placeOf(a) - placeOf(b) || a - b);
}

/**
 * Find the pairs of claims that answer a question, with in what they differ.
 * @param {PageEntry} page
 * @param {Record<string, string>} values
 */
export function findPairs(page, values) {
  const given = page.pairs === "conflicts" ? conflictsOf : changesOf;
  /** @type {[one: number, difference: Difference][]} */
  const pairs = [];
  for (const [one, differences] of given) {
    for (const difference of differences) {
      const { other } = difference;
      const fitsEither = Object.entries(page.given).every(([name, field]) => !values[name]
        || hasValue(one, field, [values[name]]) || hasValue(other, field, [values[name]]));
      if (one < other && fitsEither) pairs.push([one, difference]);
    }
  }
  return pairs;
}

/**
 * @param {number} number
 * @param {PageEntry} page
 * @param {Record<string, string>} values
 */
function fits(number, { fixed, given }, values) {
  return Object.entries(fixed).every(([field, wanted]) => hasValue(number, field, wanted))
    && Object.entries(given).every(([name, field]) => !values[name] || hasValue(number, field, [values[name]]));
}

/**
 * Check whether a claim has one of some values; '*' is any.
 * @param {number} number
 * @param {string} field
 * @param {string[]} wanted
 */
function hasValue(number, field, wanted) {
  const reading = data.readings[number];
  const any = wanted.includes("*");
  if (field === "source" || field === "addressee" || field === "about") {
    const parties = { source: reading.sources, addressee: reading.addressees, about: reading.about }[field];
    const folded = wanted.map(plain);
    const isWanted = (/** @type {Party} */ party) => namesOf(party).some((name) => folded.includes(plain(name)));
    return any ? parties.length > 0 : parties.some(isWanted);
  }
  if (field === "content") {
    return wanted.some((words) => contentOf(number).toLowerCase().includes(words.toLowerCase()));
  }
  if (field === "article") return wanted.some((name) => plain(name) === plain(articleName(reading.article)));
  const value = { act: reading.act, stance: reading.stance, polarity: reading.polarity, certainty: reading.certainty,
    quotation: reading.quotation, date: reading.date }[field] ?? "";
  return any ? value !== "" : wanted.includes(value);
}
