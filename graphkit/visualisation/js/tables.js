// The matrix and the table: the same links as text, for reading, sorting, copying and screen readers.

function matrixView() {
  const links = visibleLinks("matrix");
  const votes = new Map();
  for (const number of links) {
    const { target, style } = data.links[number];
    // who only reports takes no stance
    votes.set(target, (votes.get(target) ?? 0) + (style === "relay" ? 0.01 : 1));
  }
  const contested = (number) => Number(data.nodes[number].state === "contested");
  const columns = [...votes.keys()].sort((a, b) => contested(b) - contested(a) || votes.get(b) - votes.get(a) || a - b);
  const most = 40;
  const shown = columns.slice(0, most);
  const cells = new Map();
  for (const number of links) {
    const { source, target } = data.links[number];
    if (!shown.includes(target)) continue;
    if (!cells.has(source)) cells.set(source, new Map());
    const row = cells.get(source);
    row.set(target, [...(row.get(target) ?? []), number]);
  }
  const rows = [...cells.keys()].sort((a, b) => cells.get(b).size - cells.get(a).size || a - b);
  const more = columns.length > most ? `; the ${most} most contested of ${columns.length} columns` : "";
  return [make("table", { class: "matrix" },
    make("caption", {}, `Who takes which stance on what${more}`),
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Who"),
      shown.map((number) => make("th", { scope: "col", class: data.nodes[number].state === "contested" ? "contested" : null },
        make("button", { type: "button", class: "clamp", onclick: () => choose({ node: number }) }, data.nodes[number].label))))),
    make("tbody", {}, rows.map((source) => make("tr", {},
      make("th", { scope: "row" }, data.nodes[source].label),
      shown.map((target) => make("td", {}, (cells.get(source).get(target) ?? []).filter((n, at, all) =>
        all.findIndex((m) => data.links[m].act === data.links[n].act) === at).map((number) => {
        const link = data.links[number];
        return make("button", { type: "button", class: `cell ${link.style}`, onclick: () => choose({ link: number }) },
          `${SYMBOLS[link.style]} ${words(link.act)}`);
      })))))))];
}

const COLUMNS = [
  ["Who", (link) => data.nodes[link.source].label],
  ["Stance", (link) => words(link.act)],
  ["What", (link) => data.nodes[link.target].label],
  ["Certainty", (link) => link.certainty],
  ["Reported by", (link) => link.via.map((number) => data.nodes[number].label).join(", ")],
  ["Source sentence", (link) => sentenceOf(link.reading)],
  ["Article", (link) => data.articles[link.article]?.title ?? ""],
];

function sentenceOf(number) {
  const reading = data.readings[number];
  const text = textOf(reading.article);
  if (!text || !reading.sentence) return (reading.exact ?? []).join(" … ");
  return text.slice(...reading.sentence).join("").replace(/\s+/g, " ");
}

function tableRows() {
  const wanted = fold(state.filter);
  const get = COLUMNS[state.sort.column][1];
  const rows = visibleLinks("table").map((number) => ({ number, key: get(data.links[number]) }));
  const kept = wanted ? rows.filter(({ number }) => COLUMNS.some(([, cell]) => fold(cell(data.links[number])).includes(wanted))) : rows;
  const compare = new Intl.Collator("en").compare;
  return kept.sort((a, b) => (state.sort.down ? -1 : 1) * compare(a.key, b.key) || a.number - b.number).map((row) => row.number);
}

function tableView() {
  const filter = make("input", { type: "text", placeholder: "Filter the rows", "aria-label": "Filter the rows", value: state.filter,
    oninput: (event) => { state.filter = event.target.value; fillTable(table); } });
  const copy = make("button", { type: "button", onclick: async () => {
    await copyText(csv());
    copy.textContent = "Copied";
  } }, "Copy as CSV");
  const table = make("table", { class: "wide", id: "statements" });
  fillTable(table);
  return [make("div", { class: "bar" }, filter, copy), table];
}

function fillTable(table) {
  const rows = tableRows();
  const heads = COLUMNS.map(([name], at) => {
    const sorted = state.sort.column === at ? (state.sort.down ? "descending" : "ascending") : null;
    return make("th", { scope: "col", "aria-sort": sorted }, make("button", { type: "button", onclick: () => {
      state.sort = { column: at, down: state.sort.column === at && !state.sort.down };
      fillTable(table);
    } }, `${name}${sorted ? (state.sort.down ? " ▾" : " ▴") : ""}`));
  });
  const cell = (number, at) => {
    const link = data.links[number];
    const text = COLUMNS[at][1](link);
    if (at === 1) return make("td", {}, make("button", { type: "button", class: `cell ${link.style}`, onclick: () => choose({ link: number }) }, `${link.group === "stance" && link.style === "relay" ? "–" : SYMBOLS[link.style]} ${text}`));
    return make(at === 0 ? "th" : "td", at === 0 ? { scope: "row" } : {}, text);
  };
  table.replaceChildren(
    make("caption", {}, plural(rows.length, "statement")),
    make("thead", {}, make("tr", {}, heads)),
    make("tbody", {}, rows.slice(0, state.limit).map((number) => make("tr", {
      "data-open": true, "aria-selected": String(number === state.link),
      onclick: (event) => { if (event.target.tagName !== "BUTTON") choose({ link: number }); },
    }, COLUMNS.map((_, at) => cell(number, at))))),
    rows.length > state.limit
      ? make("tfoot", {}, make("tr", {}, make("td", { colspan: COLUMNS.length }, make("button", { type: "button", onclick: () => {
        state.limit += 500;
        fillTable(table);
      } }, `Show more of ${rows.length}`))))
      : "",
  );
}

/** Write the rows as CSV; a cell that a spreadsheet would take for a formula gets an apostrophe before it. */
function csv() {
  const quote = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const lines = [COLUMNS.map(([name]) => quote(name)), ...tableRows().map((number) => COLUMNS.map(([, cell]) => quote(cell(data.links[number]))))];
  return `${lines.map((cells) => cells.join(",")).join("\r\n")}\r\n`;
}

/** Copy text; from a file or a frame the clipboard may be closed: then by a field that is selected. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", { "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
