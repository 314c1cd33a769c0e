// Words in the articles: what somebody types, understood as `graphkit search` does, and where it stands.

import { data, look, textOf } from "./data.js";
import { fold } from "./text.js";

/** @import { Found, Stretch, Text } from "./types.js" */

const MOST_SENTENCES = 3;
const REACH = 600; // characters on either side in which the ends of a sentence are looked for
// a full stop, perhaps with a closing quotation mark, then space and a capital or an opening mark; or a line break
const SENTENCE_END = /[.!?…]["”’»')\]]*\s+(?=["“‘«([]?(?![a-z])\p{L})|\n+/gu;
const STOPPED = /(?<![\w.])([\p{L}][\w.]*)\.[^\S\n]+$/u;
const LETTERS_ONLY = /^[A-Za-z](?:\.[A-Za-z])*$/;
const ITEM = /(?<without>[-−–]?)(?:"(?<phrase>[^"]*)"?(?<begins>\*?)|(?<word>[^\s"]+))/g;
const LETTERS = /[\p{L}\p{N}]+/gu;

/** What is looked for: of each group one at least, and what must not be there. */
/** @typedef {{ wanted: RegExp[][], without: RegExp[] }} Words */

/**
 * Understand what somebody types; null where there is no word to look for.
 * @param {string} typed
 * @returns {Words | null}
 */
export function parseWords(typed) {
  /** @type {Words} */
  const words = { wanted: [], without: [] };
  let joins = false;
  for (const { groups = {} } of typed.replace(/[“”„«»]/g, '"').matchAll(ITEM)) {
    if (groups.word === "OR" && !groups.without) {
      joins = words.wanted.length > 0;
      continue;
    }
    const pattern = makePattern(groups.word ?? `${groups.phrase}${groups.begins ?? ""}`);
    if (!pattern) continue;
    if (groups.without) words.without.push(pattern);
    else if (joins) words.wanted.at(-1)?.push(pattern);
    else words.wanted.push([pattern]);
    joins = false;
  }
  return words.wanted.length ? words : null;
}

/**
 * Return a pattern for the words of a phrase one after another; null where it has none.
 * @param {string} phrase
 */
function makePattern(phrase) {
  const parts = fold(phrase).match(LETTERS);
  if (!parts) return null;
  const end = phrase.endsWith("*") ? "" : "(?![\\p{L}\\p{N}])";
  return new RegExp(`(?<![\\p{L}\\p{N}])${parts.join("[^\\p{L}\\p{N}]+")}${end}`, "gu");
}

/** The folded text of each article, and of each of its units the character that it is from. */
/** @type {Map<number, { folded: string, places: number[] }>} */
const folds = new Map();

/**
 * @param {number} article
 * @param {Text} text
 */
function foldArticle(article, text) {
  const known = folds.get(article);
  if (known) return known;
  /** @type {string[]} */
  const parts = [];
  /** @type {number[]} */
  const places = [];
  Array.from(text.cut(0, text.length)).forEach((character, at) => {
    const part = fold(character);
    parts.push(part);
    for (let unit = 0; unit < part.length; unit += 1) places.push(at);
  });
  const made = { folded: parts.join(""), places };
  folds.set(article, made);
  return made;
}

/**
 * Find the articles that hold words, those with most sentences of them first.
 * @param {Words} words
 * @returns {Found[]}
 */
export function findWords(words) {
  const found = data.articles.flatMap((_, article) => findInArticle(article, words) ?? []);
  return found.sort((a, b) => b.sentences.length + b.more - a.sentences.length - a.more || a.article - b.article);
}

/**
 * @param {number} article
 * @param {Words} words
 * @returns {Found | null}
 */
function findInArticle(article, words) {
  const text = textOf(article);
  if (!text) return null;
  const { folded, places } = foldArticle(article, text);
  if (words.without.some((pattern) => folded.search(pattern) >= 0)) return null;
  const groups = words.wanted.map((group) => group.flatMap((pattern) => [...folded.matchAll(pattern)]));
  if (groups.some((matches) => !matches.length)) return null;
  const stretches = groups.flat().map((match) => (
    { start: places[match.index], end: places[match.index + match[0].length - 1] + 1 }));
  return { article, ...chooseSentences(text, stretches.sort((a, b) => a.start - b.start || a.end - b.end)) };
}

/**
 * Choose the sentences in which most of the words stand.
 * @param {Text} text
 * @param {Stretch[]} stretches
 */
function chooseSentences(text, stretches) {
  /** @type {{ start: number, end: number, marks: Stretch[] }[]} */
  const sentences = [];
  for (const stretch of stretches) {
    const last = sentences.at(-1);
    if (last && stretch.start < last.end) last.marks.push(stretch);
    else sentences.push({ ...findSentence(text, stretch.start, stretch.end), marks: [stretch] });
  }
  const count = (/** @type {Stretch[]} */ marks) =>
    new Set(marks.map(({ start, end }) => fold(text.cut(start, end)))).size;
  const ranked = [...sentences].sort((a, b) =>
    count(b.marks) - count(a.marks) || b.marks.length - a.marks.length || a.start - b.start);
  const chosen = ranked.slice(0, MOST_SENTENCES).sort((a, b) => a.start - b.start);
  return { sentences: chosen, more: sentences.length - chosen.length };
}

/**
 * Check whether a full stop belongs to an abbreviation, behind which the sentence goes on.
 * @param {string} text
 * @param {number} start the offset of the full stop
 * @param {number} end where the next word begins
 */
function isAbbreviation(text, start, end) {
  const word = STOPPED.exec(text.slice(Math.max(0, start - 12), end))?.[1];
  if (!word || !(look.abbreviations.includes(word.toLowerCase()) || LETTERS_ONLY.test(word))) return false;
  const behind = /^([\p{L}\p{N}_]+)(\.?)/u.exec(text.slice(end, end + 40));
  return !behind || !look.openers.includes(behind[1].toLowerCase()) || behind[2] === ".";
}

/**
 * Find the sentence that a stretch of text lies in, as `graphkit.analysis.sentences` does.
 * @param {Text} text
 * @param {number} start
 * @param {number} end
 * @returns {Stretch}
 */
function findSentence(text, start, end) {
  const low = Math.max(0, start - REACH);
  const near = Array.from(text.cut(low, Math.min(text.length, end + REACH)));
  // offsets of the engine are units, those of articles code points
  /** @type {number[]} */
  const points = [];
  near.forEach((character, at) => { for (let unit = 0; unit < character.length; unit += 1) points.push(low + at); });
  points.push(low + near.length);
  let [first, last] = [low, low + near.length];
  const joined = near.join("");
  for (const match of joined.matchAll(SENTENCE_END)) {
    if (isAbbreviation(joined, match.index, match.index + match[0].length)) continue;
    const [from, to] = [points[match.index], points[match.index + match[0].length]];
    if (to <= start) {
      first = to;
    } else if (from >= end - 1) {
      last = to;
      break;
    }
  }
  while (last > end && !text.cut(last - 1, last).trim()) last -= 1;
  while (first < start && !text.cut(first, first + 1).trim()) first += 1;
  return { start: first, end: last };
}
