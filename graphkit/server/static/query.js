"use strict";
// The form for queries. With YASGUI's editor, or with a plain text field where it was not bundled.

const field = document.getElementById("text");
const status_ = document.getElementById("status");
const answer = document.getElementById("answer");
const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";
let prefixes = {};

const asked = new URLSearchParams(location.search).get("query");
if (asked) field.value = asked;

const editor = makeEditor();

/** Put YASGUI's editor in the place of the text field, if it is there. It asks nobody else: no prefix.cc, no LOV. */
function makeEditor() {
  if (typeof Yasqe === "undefined") return { getValue: () => field.value, setValue: (text) => { field.value = text; } };
  Yasqe.defaults.autocompleters = [];
  const place = document.getElementById("editor");
  field.hidden = true;
  const yasqe = new Yasqe(place, { persistenceId: null, autocompleters: [], showQueryButton: false, syntaxErrorCheck: false, createShareableLink: null, value: field.value, requestConfig: { endpoint: "/sparql" } });
  yasqe.setValue(field.value);
  yasqe.setOption("extraKeys", { ...yasqe.getOption("extraKeys"), "Ctrl-Enter": run, "Cmd-Enter": run });
  return yasqe;
}

function ask(accept) {
  const values = [...document.querySelectorAll("#parameters input")].filter(({ value }) => value.trim());
  const body = new URLSearchParams([["query", editor.getValue()], ...values.map(({ name, value }) => [name, value.trim()])]);
  return fetch("/sparql", { method: "POST", headers: { Accept: accept }, body });
}

async function run() {
  status_.textContent = "Asking …";
  const begin = performance.now();
  try {
    const response = await ask(ACCEPT);
    const text = await response.text();
    const kind = (response.headers.get("Content-Type") ?? "").split(";")[0];
    status_.textContent = `${response.ok ? "Answered" : "No answer"} in ${Math.round(performance.now() - begin)} ms`;
    show(response, kind, text);
  } catch (error) {
    status_.textContent = `The server cannot be reached: ${error.message}`;
  }
}

function show(response, kind, text) {
  const found = response.ok && kind === "application/sparql-results+json" ? JSON.parse(text) : null;
  answer.replaceChildren(found ? tabulate(found) : element("pre", text));
  if (response.ok) answer.prepend(offer(found, text));
}

/** Offer the answer as a file: rows as CSV, which the server is asked for, or the graph as it came. */
function offer(found, text) {
  const button = element("button", found ? "Save as CSV" : "Save as Turtle");
  button.type = "button";
  button.addEventListener("click", async () => {
    const [type, name] = found ? ["text/csv", "answer.csv"] : ["text/turtle", "answer.ttl"];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([found ? await (await ask(type)).text() : text], { type }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  });
  return button;
}

function element(name, content) {
  const made = document.createElement(name);
  made.textContent = content;
  return made;
}

function tabulate({ head, results: found, boolean }) {
  if (boolean !== undefined) return element("p", boolean ? "yes" : "no");
  const table = document.createElement("table");
  table.append(element("caption", `${found.bindings.length} ${found.bindings.length === 1 ? "row" : "rows"}`));
  const top = table.createTHead().insertRow();
  const body = table.createTBody();
  head.vars.forEach((name, column) => {
    const button = element("button", name);
    button.type = "button";
    button.addEventListener("click", () => sort(body, column, button));
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.append(button);
    top.append(cell);
  });
  for (const binding of found.bindings) {
    const row = body.insertRow();
    for (const name of head.vars) row.insertCell().append(showTerm(binding[name]));
  }
  return table;
}

function sort(body, column, button) {
  const down = button.dataset.order === "up";
  for (const other of button.closest("tr").querySelectorAll("button")) delete other.dataset.order;
  button.dataset.order = down ? "down" : "up";
  const text = (row) => row.cells[column].textContent;
  const rows = [...body.rows].sort((a, b) => text(a).localeCompare(text(b), "en", { numeric: true }));
  body.append(...(down ? rows.reverse() : rows));
}

/** Show a term: addresses shortened, and what stands in an article as a link to there. */
function showTerm(term) {
  if (!term) return "";
  if (term.type !== "uri") return term.value;
  const [prefix, start] = Object.entries(prefixes).find(([, iri]) => term.value.startsWith(iri)) ?? [];
  const place = /\/doc\/([0-9a-f]{16})(?:\/claim\/([\d.-]+))?(#char=\d+,\d+)?$/.exec(term.value);
  if (!place) return start ? `${prefix}:${term.value.slice(start.length)}` : term.value;
  const link = element("a", term.value);
  link.href = `/doc/${place[1]}${place[2] ? `#claim=${place[2]}` : place[3] ?? ""}`;
  return link;
}

async function listQuestions() {
  const given = await (await fetch("/queries.json")).json();
  prefixes = given.prefixes;
  const choice = document.getElementById("named");
  for (const { name, question } of given.queries) choice.append(new Option(question, name));
  choice.addEventListener("change", () => {
    const query = given.queries.find(({ name }) => name === choice.value);
    if (query) editor.setValue(query.text);
    document.getElementById("parameters").replaceChildren(...(query?.parameters ?? []).map(makeField));
  });
}

/** Ask for the value of a parameter: a name, an address, or a word. */
function makeField({ name, kind, optional }) {
  const label = element("label", `${name} (${kind}${optional ? ", or none" : ""}) `);
  const input = document.createElement("input");
  input.name = `$${name}`;
  label.append(input);
  return label;
}

document.getElementById("form").addEventListener("submit", (event) => { event.preventDefault(); run(); });
field.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); } });
listQuestions();
if (asked) run();
