// The panel: what is selected, who says it to whom, and the sentence that it comes from.

import { reveal } from "./canvas.js";
import { brief, contentOf, data, isStatement, linksAt, phraseOf } from "./data.js";
import { button, byId, chip, flatten, make } from "./dom.js";
import { chainList, excerptOf, scrollExcerpt, sourceSentence } from "./evidence.js";
import { matchesOf, originsOf, otherReadings } from "./matches.js";
import { hiddenNeighbours, ownNeighbours } from "./placement.js";
import { nameButtons, nameLink } from "./people.js";
import { AT_ONCE, collapse, expand, openNode } from "./pointer.js";
import { linkOfReading, select } from "./selection.js";
import { currentView, disputedPoints, isFiltered, isOnlyOne, isVisible, refresh, state, toggleOnly } from "./state.js";
import { plural, shorten } from "./text.js";
import { kindOf, nameOf, sourcesOf, stateText, sureness, wording } from "./wording.js";

/** @import { Child, Link, Party, Point, Reading } from "./types.js" */

/**
 * Return a term and its value; nothing where there is no value.
 * @param {string} name
 * @param {Child} value
 */
function term(name, value) {
  return value && !(Array.isArray(value) && !value.length) ? [make("dt", {}, name), make("dd", {}, value)] : [];
}

/**
 * Return the name of a party, which leads to its page, with its post: 'Ann Example, minister'.
 * @param {number} number
 */
function nameWithPost(number) {
  const { posts } = data.nodes[number];
  const post = posts.find(([, , current]) => current) ?? posts[0];
  return [nameButtons([number]), post ? `, ${post[2] ? "" : "formerly "}${post[0]}` : null];
}

/**
 * Return a card for a link, seen from one end.
 * @param {number} number
 * @param {number} other the node at the other end
 */
function linkCard(number, other) {
  const link = data.links[number];
  const via = link.via.map(nameOf).join(", ");
  const onclick = () => { select({ link: number }); reveal(other); };
  return make("li", {}, button({ class: `card ${link.style}`, onclick },
    make("b", {}, shorten(data.nodes[other].label, 240)), " ", chip(link.style, wording(link.act)),
    via ? make("div", { class: "muted" }, `as reported by ${via}`) : null));
}

/** @param {number} number */
function nodeCard(number) {
  const { state: stance, label } = data.nodes[number];
  const card = button({ class: `card ${stance}`, onclick: () => openNode(number) }, make("b", {}, shorten(label, 240)));
  return make("li", {}, card);
}

/**
 * Return cards for nodes below a title; nothing where there are none.
 * @param {string} title
 * @param {number[]} numbers
 */
function nodeCards(title, numbers) {
  return numbers.length ? [make("h2", {}, title), make("ul", { class: "cards" }, numbers.map(nodeCard))] : null;
}

/**
 * Return cards for links, each seen from one end.
 * @param {string} title
 * @param {number[]} links
 * @param {"source" | "target"} end the end that is shown
 * @returns {Child[]}
 */
function linkCards(title, links, end) {
  if (!links.length) return [];
  const most = 40;
  return [make("h2", {}, `${title} (${links.length})`),
    make("ul", { class: "cards" }, links.slice(0, most).map((number) => linkCard(number, data.links[number][end]))),
    links.length > most ? make("p", { class: "muted" }, `and ${links.length - most} more: see the table`) : null];
}

function closeButton() {
  const labels = { "aria-label": "Clear the selection (Esc)", title: "Clear (Esc)" };
  return button({ id: "close", ...labels, onclick: () => select({}) }, "×");
}

/**
 * Return the visible statements of which a node is the source or the target.
 * @param {number} number
 * @param {"source" | "target"} end
 */
function statementsWith(number, end) {
  return linksAt[number].filter((at) => data.links[at][end] === number && isStatement(at) && isVisible(at));
}

/**
 * Return the sources of a claim, whose names lead to their pages.
 * @param {Reading} reading
 */
function sourceLinks(reading) {
  return reading.sources.length ? nameButtons(reading.sources) : sourcesOf(reading);
}

/**
 * Return a list of what a claim says on each of its axes; of a plain statement there is little.
 * @param {Reading} reading
 * @param {{ who: Child, content: string, certainty: string, act?: string }} shown
 */
function axesList(reading, { who, content, certainty, act = "" }) {
  const { confidence } = reading;
  return make("dl", {},
    term("Who", who),
    term("Act", reading.act ? `${wording(reading.act)}${reading.cue ? ` (“${reading.cue}”)` : ""}` : act),
    term("To", nameButtons(reading.addressees)),
    term("Stance", wording(reading.stance)),
    term("Certainty", wording(certainty)),
    term("Content", content),
    term("Polarity", reading.polarity === "negative" ? wording(reading.polarity) : null),
    term("Quotation", wording(reading.quotation)),
    term("Said on", reading.date),
    term("Published", data.articles[reading.article]?.issued),
    term("Reading", typeof confidence === "number" ? sureness(confidence) : null));
}

/**
 * Return the panel of a reading, with the link that shows it.
 * @param {number} number
 * @param {number | null} at the number of the link
 * @returns {Child[]}
 */
function readingPanel(number, at) {
  const reading = data.readings[number];
  if (at === null) return lonePanel(number);
  const link = data.links[at];
  const [node, target] = [data.nodes[link.source], data.nodes[link.target]];
  const shown = otherReadings(number);
  const others = statementsWith(link.target, "target")
    .filter((other) => other !== at && !shown.has(data.links[other].reading));
  const [who, act, content] = [nameWithPost(link.source), wording(link.act), contentOf(number)];
  const isContested = target.state === "contested" && target.middle;
  return [
    closeButton(),
    make("h2", {}, titleOf(reading, link)),
    make("h3", {}, [node.label, act, target.label].filter(Boolean).join(" — ")),
    make("p", {}, chip(link.style, act), isContested ? [" ", chip("contested", "contested")] : null),
    link.group === "stance" && reading.act
      ? [
        make("dl", {}, term("Who", who), term("Stance", act), term("On", nameButtons([link.target]))),
        make("h2", {}, "Read in this claim"),
        axesList(reading, { who: sourceLinks(reading), content, certainty: reading.certainty }),
      ]
      : axesList(reading, { who, content, certainty: link.certainty, act }),
    sourceSentence(number),
    matchesOf(number),
    excerptOf(number),
    reading.act ? chainList(number) : null,
    linkCards("Others on the same", others, "source"),
  ];
}

/**
 * Return the panel of a reading that no link shows.
 * @param {number} number
 * @returns {Child[]}
 */
function lonePanel(number) {
  const reading = data.readings[number];
  const who = reading.sources.length ? sourcesOf(reading) : "Somebody not named";
  const [act, content] = [wording(reading.act), contentOf(number)];
  const stated = reading.quotation ? "In a quotation; who says so is not known" : "In the article’s own voice";
  return [
    closeButton(),
    make("h2", {}, titleOf(reading, null)),
    make("h3", {}, reading.act ? [who, act, phraseOf(number)].filter(Boolean).join(" — ") : stated),
    reading.act ? make("p", {}, chip("relay", act)) : null,
    reading.act ? axesList(reading, { who: sourceLinks(reading), content, certainty: reading.certainty, act }) : null,
    sourceSentence(number),
    matchesOf(number),
    excerptOf(number),
    reading.act ? chainList(number) : null,
  ];
}

/**
 * @param {Reading} reading
 * @param {Link | null} link
 */
function titleOf(reading, link) {
  if (!reading.act) return "Statement";
  return link?.group === "stance" ? "Stance" : "Claim";
}

/**
 * Return a button that narrows all views to what a node says and what is said on it, or no longer does.
 * @param {Point} node
 */
function onlyThisButton(node) {
  const onclick = () => { toggleOnly("party", node.id); refresh(); };
  return button({ "aria-pressed": String(isOnlyOne("party", node.id)), onclick }, "Only this, in every view");
}

/**
 * Return the panel of a node.
 * @param {number} number
 * @returns {Child[]}
 */
function nodePanel(number) {
  const node = data.nodes[number];
  const on = statementsWith(number, "target");
  const by = statementsWith(number, "source");
  const [more, own] = [hiddenNeighbours(number).length, ownNeighbours(number).length];
  const next = more > AT_ONCE ? `${AT_ONCE} of ${more}` : more;
  const link = /^https?:\/\//.test(node.link) ? node.link : null;
  const shown = on.find((at) => data.links[at].style !== "relay") ?? on[0];
  const isSomebody = node.kind === "person" || node.kind === "group";
  const onTitle = node.kind === "claim" ? "Who says what about it" : `Stances on ${isSomebody ? "them" : "it"}`;
  return [
    closeButton(),
    make("h2", {}, kindOf(number)),
    make("h3", {}, nameLink(number, node.label)),
    node.middle && node.state ? make("p", {}, chip(node.state, stateText(node.state))) : null,
    node.kind === "claim" ? originsOf(on.map((at) => data.links[at].reading)) : null,
    node.posts.length ? make("ul", { class: "chain posts" }, node.posts.map(([title, organization, current]) =>
      make("li", {}, `${current ? "" : "formerly "}${title}${organization ? `, ${organization}` : ""}`))) : null,
    node.aliases.length ? make("p", { class: "muted" }, `Also: ${node.aliases.join(", ")}`) : null,
    link ? make("p", { class: "muted" }, make("a", { href: link, rel: "noopener noreferrer", target: "_blank" },
      /\/\/www\.wikidata\.org\//.test(link) ? "Wikidata" : link)) : null,
    make("p", { class: "bar" }, onlyThisButton(node)),
    more || own ? make("p", { class: "bar" },
      more ? button({ onclick: () => expand(number) }, `Show ${next} more linked (+)`) : null,
      own ? button({ onclick: () => collapse(number) }, `Hide ${own} linked only with it (−)`) : null) : null,
    nodeCards("Contradicted by", node.opposed),
    linkCards(onTitle, on, "source"),
    linkCards(isSomebody ? "What they say and do" : "What it says and does", by, "target"),
    node.kind === "claim" && on.length
      ? [sourceSentence(data.links[shown].reading), excerptOf(data.links[shown].reading)] : null,
  ];
}

/** Return the nodes that are only rejected, those with most statements first. */
function onlyRejected() {
  const nodes = [...data.nodes.keys()].filter((number) => data.nodes[number].state === "reject")
    .filter((number) => data.nodes[number].middle);
  return nodes.map((number) => ({ number, votes: statementsWith(number, "target").length }))
    .filter(({ votes }) => votes > 0 || !isFiltered())
    .sort((a, b) => b.votes - a.votes || a.number - b.number).map(({ number }) => number);
}

/**
 * Return cards for those who speak most, as the brief counts it.
 * @param {number} most
 */
function speakerCards(most) {
  const said = data.nodes.map((_, number) => statementsWith(number, "source").length);
  const speakers = [...said.keys()].filter((number) => said[number] && data.nodes[number].kind !== "nobody")
    .sort((a, b) => said[b] - said[a] || a - b);
  /** @type {[party: Party, count: string][]} */
  const counted = isFiltered() ? speakers.map((number) => [number, plural(said[number], "line")])
    : brief.speakers.map(([party, , claims]) => [party, plural(claims, "claim")]);
  return make("ul", { class: "cards" }, counted.slice(0, most).map(([party, number]) =>
    make("li", {}, nameLink(party), " ", make("span", { class: "muted" }, number))));
}

/** @returns {Child[]} */
function introPanel() {
  const [disputed, rejected] = [disputedPoints().map(({ node }) => node), onlyRejected()];
  return [
    make("h2", {}, "How to read this"),
    make("p", {}, currentView().guide),
    make("h2", {}, `Points in dispute (${disputed.length})`),
    disputed.length ? make("ul", { class: "cards" }, disputed.slice(0, 30).map(nodeCard))
      : make("p", { class: "muted" }, "Nobody here rejects what somebody else affirms."),
    nodeCards(`Only rejected (${rejected.length})`, rejected.slice(0, 12)),
    make("h2", {}, "Who speaks most"),
    speakerCards(8),
  ];
}

function panelContent() {
  if (state.node !== null) return nodePanel(state.node);
  if (state.link !== null) return readingPanel(data.links[state.link].reading, state.link);
  if (state.reading !== null) return readingPanel(state.reading, linkOfReading(state.reading));
  return introPanel();
}

let shown = "";

export function renderPanel() {
  const panel = byId("panel");
  const hadFocus = panel.contains(document.activeElement);
  panel.replaceChildren(...flatten(panelContent()));
  if (hadFocus) panel.focus({ preventScroll: true });
  scrollExcerpt();
  // the panel of the same thing keeps its scroll position
  const selection = `${state.node} ${state.link} ${state.reading}`;
  if (selection !== shown) panel.scrollTop = 0;
  shown = selection;
}
