// The form for queries, with YASGUI's editor or, where that was not bundled, with a plain text field.

/**
 * @typedef {{ type: string, value: string }} Term
 * @typedef {{ head: { vars: string[] }, results: { bindings: Record<string, Term>[] }, boolean?: boolean }} Results
 * @typedef {{ name: string, kind: string, optional: boolean }} Parameter
 * @typedef {{ name: string, question: string, text: string, parameters: Parameter[] }} NamedQuery
 */

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const field = /** @type {HTMLTextAreaElement} */ (byId("text"));
const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";
/** @type {Record<string, string>} */
let prefixes = {};

const given = new URLSearchParams(location.search).get("query");
if (given) field.value = given;

const editor = makeEditor();

/** Replace the text field by YASGUI's editor if it is there, without completion, which would ask other servers. */
function makeEditor() {
  if (typeof Yasqe === "undefined") {
    return { getValue: () => field.value, setValue: (/** @type {string} */ text) => { field.value = text; } };
  }
  Yasqe.defaults.autocompleters = [];
  field.hidden = true;
  const yasqe = new Yasqe(byId("editor"), {
    persistenceId: null, autocompleters: [], showQueryButton: false, syntaxErrorCheck: false, createShareableLink: null,
    value: field.value, requestConfig: { endpoint: "/sparql" },
  });
  yasqe.setValue(field.value);
  yasqe.setOption("extraKeys", { ...yasqe.getOption("extraKeys"), "Ctrl-Enter": run, "Cmd-Enter": run });
  return yasqe;
}

/**
 * Send the query to the server.
 * @param {string} accept the media types of the answer
 */
function send(accept) {
  /** @type {NodeListOf<HTMLInputElement>} */
  const inputs = document.querySelectorAll("#parameters input");
  const values = [...inputs].map(({ name, value }) => [name, value.trim()]).filter(([, value]) => value);
  const body = new URLSearchParams([["query", editor.getValue()], ...values]);
  return fetch("/sparql", { method: "POST", headers: { Accept: accept }, body });
}

async function run() {
  const status = byId("status");
  status.textContent = "Asking …";
  const begin = performance.now();
  try {
    const response = await send(ACCEPT);
    const text = await response.text();
    status.textContent = `${response.ok ? "Answered" : "No answer"} in ${Math.round(performance.now() - begin)} ms`;
    showAnswer(response, text);
  } catch (error) {
    status.textContent = `The server cannot be reached: ${error instanceof Error ? error.message : error}`;
  }
}

/**
 * @param {Response} response
 * @param {string} text
 */
function showAnswer(response, text) {
  const kind = (response.headers.get("Content-Type") ?? "").split(";")[0];
  /** @type {Results | null} */
  const results = response.ok && kind === "application/sparql-results+json" ? JSON.parse(text) : null;
  const answer = byId("answer");
  answer.replaceChildren(results ? renderResults(results) : make("pre", text));
  if (response.ok) answer.prepend(saveButton(results === null ? text : null));
}

/**
 * Return a button that saves the answer: rows as CSV, which the server is asked for, or a graph as it came.
 * @param {string | null} turtle the graph; null where the answer is rows
 */
function saveButton(turtle) {
  const button = makeButton(turtle === null ? "Save as CSV" : "Save as Turtle");
  button.addEventListener("click", async () => {
    const [type, name] = turtle === null ? ["text/csv", "answer.csv"] : ["text/turtle", "answer.ttl"];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([turtle ?? await (await send(type)).text()], { type }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  });
  return button;
}

/**
 * Make an element with text in it.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} text
 */
function make(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

/** @param {string} text */
function makeButton(text) {
  const button = make("button", text);
  button.type = "button";
  return button;
}

/** @param {Results} results */
function renderResults({ head, results, boolean }) {
  if (boolean !== undefined) return make("p", boolean ? "yes" : "no");
  const { bindings } = results;
  const table = document.createElement("table");
  table.append(make("caption", `${bindings.length} ${bindings.length === 1 ? "row" : "rows"}`));
  const heads = table.createTHead().insertRow();
  const body = table.createTBody();
  head.vars.forEach((name, column) => {
    const button = makeButton(name);
    button.addEventListener("click", () => sortRows(body, column, button));
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.append(button);
    heads.append(cell);
  });
  for (const binding of bindings) {
    const row = body.insertRow();
    for (const name of head.vars) row.insertCell().append(renderTerm(binding[name]));
  }
  return table;
}

/**
 * Sort rows by a column, upwards or, the second time, downwards.
 * @param {HTMLTableSectionElement} body
 * @param {number} column
 * @param {HTMLButtonElement} button
 */
function sortRows(body, column, button) {
  const down = button.dataset.order === "up";
  for (const other of button.closest("tr")?.querySelectorAll("button") ?? []) delete other.dataset.order;
  button.dataset.order = down ? "down" : "up";
  const textOf = (/** @type {HTMLTableRowElement} */ row) => row.cells[column].textContent ?? "";
  const rows = [...body.rows].sort((a, b) => textOf(a).localeCompare(textOf(b), "en", { numeric: true }));
  body.append(...(down ? rows.reverse() : rows));
}

/**
 * Render a term: addresses are shortened; those within an article are links to it, those of entities to their pages.
 * @param {Term | undefined} term
 */
function renderTerm(term) {
  if (!term) return "";
  if (term.type !== "uri") return term.value;
  const place = /\/doc\/([0-9a-f]{16})(?:\/claim\/([\d.-]+))?(#char=\d+,\d+)?$/.exec(term.value);
  if (!place) {
    const entity = /\/entity\/([^/#?]+)$/.exec(term.value);
    if (entity) {
      const page = make("a", term.value);
      page.href = `/who/${encodeURIComponent(entity[1])}`;
      return page;
    }
    const [prefix, start] = Object.entries(prefixes).find(([, iri]) => term.value.startsWith(iri)) ?? ["", ""];
    return start ? `${prefix}:${term.value.slice(start.length)}` : term.value;
  }
  const [, key, claim, span = ""] = place;
  const link = make("a", term.value);
  link.href = `/doc/${key}${claim ? `#claim=${claim}` : span}`;
  return link;
}

async function listQuestions() {
  /** @type {{ queries: NamedQuery[], prefixes: Record<string, string> }} */
  const listed = await (await fetch("/queries.json")).json();
  prefixes = listed.prefixes;
  const choice = /** @type {HTMLSelectElement} */ (byId("named"));
  for (const { name, question } of listed.queries) choice.append(new Option(question, name));
  choice.addEventListener("change", () => {
    const query = listed.queries.find(({ name }) => name === choice.value);
    if (query) editor.setValue(query.text);
    byId("parameters").replaceChildren(...(query?.parameters ?? []).map(parameterField));
  });
}

/**
 * Return a field for the value of a parameter: a name, an address or a word.
 * @param {Parameter} parameter
 */
function parameterField({ name, kind, optional }) {
  const label = make("label", `${name} (${kind}${optional ? ", or none" : ""}) `);
  const input = document.createElement("input");
  input.name = `$${name}`;
  label.append(input);
  return label;
}

byId("form").addEventListener("submit", (event) => { event.preventDefault(); run(); });
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  run();
});
listQuestions();
if (given) run();
