// Questions as sentences with blanks, answered by the claims of the page; for the others there is the command.

import { completeNames } from "../completion.js";
import { data, look, questions, viaOf } from "../data.js";
import { button, make } from "../dom.js";
import { fold, unfold } from "../folding.js";
import { lineSample } from "../legend.js";
import { moreButton } from "../navigation.js";
import {
  commandOf, completeName, fillQuestion, findClaims, findPairs, findQuestion, findUnknown, groups, WORDS,
} from "../questions.js";
import { nameLinks, viaNote } from "../people.js";
import { copyButton, renderPassage, renderSentence } from "../quoting.js";
import { refresh, state } from "../state.js";
import { capitalize, plural } from "../text.js";
import { register } from "../views.js";
import { articleName, styleOf, wording } from "../wording.js";
import { findWords, parseWords } from "../words.js";

/** @import { Blank, Child, Question } from "../types.js" */

/** The question that was shown last, whose group was unfolded. @type {Question | null} */
let lastQuestion = null;

/** Take values into the question, and answer it. @param {Record<string, string>} values */
function ask(values) {
  state.blanks = values;
  state.asked = true;
  state.limit = 200;
  refresh();
}

/** @param {string} name */
function chooseQuestion(name) {
  state.question = name;
  state.blanks = {};
  state.asked = !findQuestion(name)[1].some((piece) => typeof piece !== "string");
  refresh();
  /** @type {HTMLElement | null} */
  const first = document.querySelector(".asked :is(input, select, button)");
  first?.focus();
}

/** Check whether this file answers a question itself. @param {Question} question */
const isAnswered = ([name, , page]) => name === WORDS[0] || page !== null;

/** Say before anything is filled in that this file cannot answer, and what to do. @param {Question} question */
function renderLimit(question) {
  return isAnswered(question) ? null : make("p", { class: "limit" },
    make("b", {}, "This file alone cannot answer that."), " Fill in the sentence for the command that asks the graph, "
    + "or ask it in a browser: ", make("code", {}, "graphkit serve out"), ", where out is the folder of the build.");
}

/** @param {Question} question */
function renderForm(question) {
  // no form: the page's policy sends none, and hostile text could only make one that does nothing
  const submit = () => {
    /** @type {NodeListOf<HTMLInputElement | HTMLSelectElement>} */
    const blanks = form.querySelectorAll("input, select");
    const fields = [...blanks];
    if (!fields.every((field) => field.reportValidity())) return;
    const given = fields.map(({ name, value }) => [name, value.trim()]);
    ask(Object.fromEntries(given.filter(([, value]) => value)));
  };
  const form = make("div", {
    class: "asked", role: "form", "aria-label": "Question",
    onkeydown: (event) => {
      if (event.key !== "Enter" || event.defaultPrevented || event.target instanceof HTMLButtonElement) return;
      event.preventDefault();
      submit();
    },
  }, question[1].map((piece) => (typeof piece === "string" ? piece : renderBlank(piece))),
  button({ class: "main", "data-key": "ask", onclick: submit }, isAnswered(question) ? "Ask" : "Show the command"));
  return form;
}

/** @param {Blank} blank */
function renderBlank([name, kind, optional, empty]) {
  const value = state.blanks[name] ?? "";
  const choices = questions.choices[kind];
  if (choices) {
    return make("select", { name, "aria-label": name, "data-key": `blank ${name}` },
      make("option", { value: "" }, empty),
      choices.map(([term, text]) => make("option", { value: term, selected: term === value }, text)));
  }
  const field = make("input", {
    name, "aria-label": name, "data-key": `blank ${name}`, placeholder: empty, autocomplete: "off",
    spellcheck: "false", type: kind === "date" ? "date" : "text", required: !optional, value,
  });
  const completes = kind === "entity" || kind === "document";
  return completes ? completeNames(field, async (typed) => completeName(kind, typed)) : field;
}

/**
 * @param {string} title
 * @param {...Child} children
 */
const renderOutcome = (title, ...children) => make("section", { class: "outcome", "aria-live": "polite" },
  make("h3", { class: "section-name" }, title), ...children);

/** @param {Question} question */
function renderAnswer(question) {
  const [name, , page] = question;
  if (!state.asked) {
    return make("p", { class: "note hint" }, "Fill in the blanks, or some of them: a blank that is left empty stands "
      + "for what is written in it.");
  }
  if (name === WORDS[0]) return renderFound(state.blanks.words ?? "");
  if (!page) return renderCommand(question);
  const unknown = findUnknown(question, state.blanks);
  if (unknown) {
    const who = unknown.kind === "document" ? "No article" : "Nobody and nothing";
    return renderOutcome("This cannot be asked.", make("p", {}, `${who} here is called ‘${unknown.value}’.`),
      unknown.near.length ? make("p", {}, "Did you mean ", unknown.near.flatMap((near, at) => [at ? " or " : null,
        button({ class: "name", onclick: () => ask({ ...state.blanks, [unknown.name]: near }) }, near)]), "?") : null);
  }
  const rows = page.pairs
    ? findPairs(page, state.blanks).map(([one, { other, kinds, here, there }]) => make("li", {},
      renderClaim(one, here.flatMap(({ start, end }) => [start, end])),
      renderClaim(other, there.flatMap(({ start, end }) => [start, end])),
      make("dl", { class: "cells" }, make("div", {}, make("dt", {}, "differ in"),
        make("dd", {}, kinds.map((kind) => look.differences[kind] ?? kind).join(", "))))))
    : findClaims(page, state.blanks).map((number) => make("li", {}, renderClaim(number)));
  if (!rows.length) return renderNothing(question);
  const more = moreButton(rows.length);
  return renderOutcome(countRows(question), make("ol", { class: "answers" }, rows.slice(0, state.limit)),
    more ? make("p", { class: "further" }, more) : null, renderAside(question));
}

/** @param {Question} question */
function countRows([, , page]) {
  if (!page) return "";
  if (page.pairs) return `${plural(findPairs(page, state.blanks).length, "pair")} of claims`;
  const claims = findClaims(page, state.blanks).map((number) => data.readings[number]);
  const sources = new Set(claims.flatMap((claim) => claim.sources));
  const articles = new Set(claims.map(({ article }) => article));
  const counted = `${plural(claims.length, "claim")} by ${plural(sources.size, "source")}`;
  return `${counted}, in ${plural(articles.size, "article")}`;
}

/**
 * Return a claim: who says it, and its sentence.
 * @param {number} number
 * @param {number[]} [differing] two numbers for each stretch in which it differs from another
 */
function renderClaim(number, differing) {
  return make("div", { class: "passage" }, renderSaying(number),
    renderSentence(differing?.length ? [[number], differing] : [[number]]));
}

/** @param {number} number */
function renderSaying(number) {
  const { act, sources } = data.readings[number];
  const style = styleOf(number);
  const line = lineSample(style);
  line.classList.add("arrow", "sample");
  line.classList.toggle("back", style === "relay");
  const isSeveral = sources.length > 1
    || sources.some((party) => typeof party === "number" && data.nodes[party].kind === "group");
  const verb = look.verbs[act] ?? wording(act);
  const shown = isSeveral ? verb.replace(/ies$/, "ys").replace(/s$/, "") : verb;
  return [make("p", { class: `saying ${style}` }, line,
    make("span", {}, make("b", {}, sources.length ? nameLinks(sources) : "Somebody not named"), ` ${shown}`)),
  viaNote(viaOf(number))];
}

/** @param {string} typed */
function renderFound(typed) {
  const words = parseWords(typed);
  if (!words) {
    return renderOutcome("This cannot be searched for.", make("p", {}, "There is no word to look for in it."));
  }
  const found = findWords(words);
  const articles = plural(data.articles.length, "article");
  if (!found.length) {
    return renderOutcome("Nothing found.", make("p", {}, `None of ${articles} holds: ${typed}.`),
      make("p", { class: "note" }, "Words are found as they are written: try fewer of them, or only how they begin, as "
        + "in permi*."));
  }
  const holds = found.length === 1 ? "holds" : "hold";
  return renderOutcome(`${found.length} of ${articles} ${holds}: ${typed}`,
    make("ol", { class: "answers" }, found.slice(0, state.limit).map(({ article, sentences, more }) => make("li", {},
      make("h4", { class: "claim" }, capitalize(articleName(article))),
      sentences.map(({ start, end, marks }) => {
        const said = data.readings.flatMap((reading, number) => (reading.article === article && reading.act
          && reading.parts.some((part) => part.part === "content"
            && marks.some((mark) => part.start < mark.end && mark.start < part.end)) ? [number] : []));
        const parts = said.flatMap((number) => data.readings[number].parts);
        return make("div", { class: "passage" }, said.map(renderSaying),
          renderPassage(article, start, end, [...marks.map((mark) => ({ ...mark, part: "found" })), ...parts]));
      }),
      more ? make("p", { class: "where rest" }, `and ${plural(more, "more sentence")}`) : null))),
    renderAside(WORDS));
}

/** @param {Question} question */
function renderNothing(question) {
  const wider = question[1].flatMap((piece) => {
    if (typeof piece === "string" || !piece[2] || !state.blanks[piece[0]] || !question[2]) return [];
    const left = Object.fromEntries(Object.entries(state.blanks).filter(([name]) => name !== piece[0]));
    const number = (question[2].pairs ? findPairs : findClaims)(question[2], left).length;
    return number ? [make("li", {}, button({ class: "name", onclick: () => ask(left) }, fillQuestion(question, left)),
      make("span", { class: "number" }, ` ${number}`))] : [];
  });
  return renderOutcome("Nothing was read that answers this.",
    make("p", {}, `Nothing that this file holds of ${plural(data.articles.length, "article")} answers: ${
      fillQuestion(question, state.blanks)}`),
    make("p", { class: "note" }, "That is not a no. It holds what articles say that somebody says, as far as it was "
      + "read."),
    wider.length ? [make("h4", {}, "What they do say"), make("ul", { class: "wider" }, wider)] : null,
    renderAside(question));
}

/** @param {Question} question */
function renderCommand(question) {
  return renderOutcome("The graph answers:",
    make("pre", { tabindex: "0" }, commandOf(question, state.blanks)),
    make("p", {}, copyButton(commandOf(question, state.blanks), "Copy the command")));
}

/** Return the command that asks the same of the whole graph. @param {Question} question */
function renderAside(question) {
  const isPart = data.left > 0 || data.note;
  return fold("command", { class: "more sparql" }, make("summary", {}, "The same on the command line"), () => [
    make("p", { class: "note" }, isPart ? "This file holds only a part of the graph; the command asks all of it."
      : "out is the folder of the build."),
    make("pre", { tabindex: "0" }, commandOf(question, state.blanks)),
    make("p", {}, copyButton(commandOf(question, state.blanks), "Copy the command"))]);
}

/** @returns {Child[]} */
function render() {
  const question = findQuestion(state.question);
  if (question !== lastQuestion) {
    const group = groups.find(([, some]) => some.includes(question));
    unfold(`questions ${group?.[0]}`);
    lastQuestion = question;
  }
  const isPart = data.left > 0 || data.note;
  const all = groups.flatMap(([, some]) => some);
  return [make("div", { class: "brief asking" },
    make("div", { class: "opening" }, make("h2", { class: "headline" }, "Ask"),
      make("p", { class: "note" }, "The answer is what the articles say somebody says. It is looked up, not written: "
        + "every sentence leads back to its characters.",
      ` It answers ${all.filter(isAnswered).length} of ${all.length} questions itself; for the others it gives the `
        + "command that asks the graph.",
      isPart ? " This file holds only a part of the graph, and answers from that." : null)),
    make("div", { class: "halves" },
      make("div", {}, renderLimit(question), renderForm(question), renderAnswer(question)),
      make("nav", { class: "asides questions", "aria-label": "Questions" }, make("div", {},
        make("h3", { class: "section-name" }, "Fill in another sentence"),
        groups.map(([title, some]) => renderGroup(title, some, question))))),
    make("p", { class: "unseen", id: "copied", role: "status" }))];
}

/**
 * @param {string} title
 * @param {Question[]} some
 * @param {Question} chosen
 */
function renderGroup(title, some, chosen) {
  const here = some.filter(isAnswered).length;
  const counted = here === some.length ? String(here) : `${here} of ${some.length} here`;
  const summary = make("summary", {}, `${title} `, make("span", { class: "number" }, counted));
  return fold(`questions ${title}`, {}, summary, () => [make("ul", {}, some.map((question) => make("li", {},
    button({
      class: "plain", "data-key": `question ${question[0]}`, "aria-current": question === chosen ? "true" : null,
      onclick: () => chooseQuestion(question[0]),
    }, question[1].map((piece) =>
      (typeof piece === "string" ? piece : make("span", { class: "blank" }, piece[3])))),
    isAnswered(question) ? null : make("span", { class: "elsewhere" }, "by command"))))]);
}

unfold(`questions ${groups[0][0]}`);

register({
  name: "ask", holds: () => false, render, standsAlone: true,
  guide: "Fill in a sentence: names are completed while you type, and a blank left empty stands for anybody "
    + "or anything. The answer is sentences of the articles. What this file cannot answer it gives as the command "
    + "that can.",
});
