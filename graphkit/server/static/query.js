"use strict";
// The form for queries. With YASGUI's parts it has their editor and tables; without them, a text field and a table.

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

async function run() {
  status_.textContent = "Asking …";
  const begin = performance.now();
  try {
    const values = [...document.querySelectorAll("#parameters input")].filter(({ value }) => value.trim());
    const body = new URLSearchParams([["query", editor.getValue()], ...values.map(({ name, value }) => [name, value.trim()])]);
    const response = await fetch("/sparql", { method: "POST", headers: { Accept: ACCEPT }, body });
    const text = await response.text();
    const kind = (response.headers.get("Content-Type") ?? "").split(";")[0];
    status_.textContent = `${response.ok ? "Answered" : "No answer"} in ${Math.round(performance.now() - begin)} ms`;
    show(response, kind, text);
  } catch (error) {
    status_.textContent = `The server cannot be reached: ${error.message}`;
  }
}

function show(response, kind, text) {
  if (!response.ok) { answer.replaceChildren(element("pre", text)); return; }
  if (typeof Yasr !== "undefined") {
    answer.replaceChildren();
    const yasr = new Yasr(answer, { persistenceId: null, prefixes: () => prefixes }, "graphkit");
    yasr.setResponse({ data: text, contentType: kind, status: response.status });
    return;
  }
  answer.replaceChildren(kind === "application/sparql-results+json" ? tabulate(JSON.parse(text)) : element("pre", text));
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function tabulate({ head, results: found, boolean }) {
  if (boolean !== undefined) return element("p", boolean ? "yes" : "no");
  const table = document.createElement("table");
  const row = (cells, kind) => { const line = document.createElement("tr"); line.append(...cells.map((cell) => element(kind, cell))); return line; };
  table.append(row(head.vars, "th"), ...found.bindings.map((binding) => row(head.vars.map((name) => shorten(binding[name])), "td")));
  const box = document.createElement("div");
  box.append(element("p", `${found.bindings.length} rows`), table);
  return box;
}

function shorten(term) {
  if (!term) return "";
  const [name, iri] = Object.entries(prefixes).find(([, start]) => term.type === "uri" && term.value.startsWith(start)) ?? [];
  return iri ? `${name}:${term.value.slice(iri.length)}` : term.value;
}

async function listQuestions() {
  const given = await (await fetch("/queries.json")).json();
  prefixes = given.prefixes;
  const choice = document.getElementById("named");
  for (const { name, question } of given.queries) choice.append(new Option(question, name));
  choice.addEventListener("change", () => {
    const query = given.queries.find(({ name }) => name === choice.value);
    if (query) editor.setValue(query.text);
    document.getElementById("parameters").replaceChildren(...(query?.parameters ?? []).map(ask));
  });
}

/** Ask for the value of a parameter: a name, an address, or a word. */
function ask({ name, kind, optional }) {
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
