// The table: every statement as text, for reading, sorting, copying and screen readers.

const COLUMNS = [
  ["Who", (link) => data.nodes[link.source].label],
  ["Stance", (link) => words(link.act)],
  ["What", (link) => data.nodes[link.target].label],
  ["Certainty", (link) => link.certainty],
  ["Reported by", (link) => link.via.map(nameOf).join(", ")],
  ["Said on", (link) => link.said],
  ["Source sentence", (link) => sentenceOf(link.reading)],
  ["Article", (link) => (link.article < 0 ? "" : articleName(link.article))],
  ["Published", (link) => link.published],
];
const collate = new Intl.Collator("en").compare;

/** Leave out the columns that are empty in every row of the page: an article without a date has two. */
const shownColumns = COLUMNS.map((_, at) => at).filter((at) => ![4, 5, 8].includes(at) || [...linksByView.table].some((number) => COLUMNS[at][1](data.links[number])));

function tableRows() {
  const wanted = fold(state.words).trim();
  const get = COLUMNS[state.sort.column][1];
  const rows = visibleLinks("table").map((number) => ({ number, key: get(data.links[number]) }));
  const kept = wanted ? rows.filter(({ number }) => COLUMNS.some(([, cell]) => fold(cell(data.links[number])).includes(wanted))) : rows;
  // what is empty comes last, whichever way it is sorted
  const compare = (a, b) => Number(!a.key) - Number(!b.key) || (state.sort.down ? -1 : 1) * collate(a.key, b.key) || a.number - b.number;
  return kept.sort(compare).map((row) => row.number);
}

function tableView() {
  const table = make("table", { class: "wide", id: "statements" });
  const filter = make("input", { type: "text", name: "table:words", placeholder: "Filter the rows", "aria-label": "Filter the rows", value: state.words,
    oninput: (event) => { state.words = event.target.value; fillTable(table); writeAddress(); } });
  const copy = button({ onclick: async () => { await copyText(csv()); copy.textContent = "Copied"; } }, "Copy as CSV");
  const file = button({ onclick: () => save("statements.csv", new Blob(["\ufeff", csv()], { type: "text/csv" })) }, "Save as CSV");
  fillTable(table);
  return [make("div", { class: "bar" }, filter, copy, file), table];
}

function fillTable(table) {
  const rows = tableRows();
  const heads = shownColumns.map((at) => {
    const sorted = state.sort.column === at ? (state.sort.down ? "descending" : "ascending") : null;
    const head = button({ name: `sort:${at}`, onclick: () => {
      state.sort = { column: at, down: state.sort.column === at && !state.sort.down };
      fillTable(table);
      writeAddress();
      table.querySelector(`[name="sort:${at}"]`).focus();
    } }, `${COLUMNS[at][0]}${sorted ? (state.sort.down ? " ▾" : " ▴") : ""}`);
    return make("th", { scope: "col", "aria-sort": sorted }, head);
  });
  const cell = (number, at) => {
    const link = data.links[number];
    const text = COLUMNS[at][1](link);
    const label = COLUMNS[at][0];
    if (at === 1) {
      const symbol = link.group === "stance" && link.style === "relay" ? "–" : SYMBOLS[link.style];
      return make("td", { "data-label": label }, button({ class: `cell ${link.style}`, onclick: () => choose({ link: number }) },
        make("span", { "aria-hidden": "true" }, `${symbol} `), text));
    }
    return make(at === 0 ? "th" : "td", { scope: at === 0 ? "row" : null, "data-label": label, class: `column-${at}` }, text);
  };
  table.replaceChildren(
    make("caption", {}, plural(rows.length, "statement")),
    make("thead", {}, make("tr", {}, heads)),
    make("tbody", {}, rows.slice(0, state.limit).map((number) => make("tr", {
      "data-open": true, class: number === state.link ? "chosen" : null,
      onclick: (event) => { if (event.target.tagName !== "BUTTON") choose({ link: number }); },
    }, shownColumns.map((at) => cell(number, at))))),
    rows.length > state.limit
      ? make("tfoot", {}, make("tr", {}, make("td", { colspan: shownColumns.length }, button({ onclick: () => {
        state.limit += 500;
        fillTable(table);
      } }, `Show more of ${rows.length.toLocaleString("en")}`))))
      : "",
  );
}

/** Write the rows as CSV; a cell that a spreadsheet would take for a formula gets an apostrophe before it. */
function csv() {
  const quote = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const lines = [COLUMNS.map(([name]) => quote(name)), ...tableRows().map((number) => COLUMNS.map(([, cell]) => quote(cell(data.links[number]))))];
  return `${lines.map((cells) => cells.join(",")).join("\r\n")}\r\n`;
}
