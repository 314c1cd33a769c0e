// The matrix: who takes which stance on what; those who agree stand near one another.

const MOST_COLUMNS = 40;
const MOST_ROWS = 120;

function matrixView() {
  const cells = new Map(); // party → what → numbers of links
  const columns = new Map(); // what → weight
  for (const number of visibleLinks("matrix")) {
    const { source, target, style } = data.links[number];
    if (!cells.has(source)) cells.set(source, new Map());
    const row = cells.get(source);
    if (!row.has(target)) row.set(target, []);
    // the same act of the same party says no more the second time
    if (!row.get(target).some((other) => data.links[other].act === data.links[number].act)) {
      row.get(target).push(number);
      // who only reports takes no stance
      columns.set(target, (columns.get(target) ?? 0) + (style === "relay" ? 0.01 : 1));
    }
  }
  if (!cells.size) return [make("p", { class: "empty" }, "No stance is to be seen here: no statement, or none that the filters let through.")];
  const contested = (number) => Number(data.nodes[number].state === "contested");
  const rank = (a, b) => contested(b) - contested(a) || columns.get(b) - columns.get(a) || a - b;
  const shown = [...columns.keys()].sort(rank).slice(0, MOST_COLUMNS);
  const isShown = new Set(shown);
  const order = new Map(shown.map((number, at) => [number, at]));
  const filled = (source) => [...cells.get(source).keys()].filter((target) => isShown.has(target));
  // a row stands where its first stance does: who speaks on the same comes together
  const first = (source) => Math.min(...filled(source).map((target) => order.get(target)));
  const sources = [...cells.keys()].filter((source) => filled(source).length);
  const rows = sources.sort((a, b) => first(a) - first(b) || filled(b).length - filled(a).length || a - b).slice(0, MOST_ROWS);
  const left = [
    columns.size > shown.length ? `the ${shown.length} most contested of ${columns.size.toLocaleString("en")} columns` : null,
    sources.length > rows.length ? `the first ${rows.length} of ${sources.length.toLocaleString("en")} rows` : null,
  ].filter(Boolean).join(", ");
  return [make("table", { class: "matrix" },
    make("caption", {}, `Who takes which stance on what${left ? `: ${left}; search or filter to see others` : ""}`),
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Who"), shown.map((number) => make("th", {
      scope: "col", class: contested(number) ? "contested" : null,
    }, button({ class: "clamp", title: cut(data.nodes[number].label, 300), onclick: () => choose({ node: number }) }, cut(data.nodes[number].label, 160)))))),
    make("tbody", {}, rows.map((source) => make("tr", {},
      make("th", { scope: "row" }, button({ class: "plain", onclick: () => choose({ node: source }) }, cut(data.nodes[source].label, 80))),
      shown.map((target) => make("td", {}, (cells.get(source).get(target) ?? []).map(matrixCell)))))))];
}

function matrixCell(number) {
  const link = data.links[number];
  return button({ class: `cell ${link.style}${number === state.link ? " chosen" : ""}`, onclick: () => choose({ link: number }) },
    make("span", { "aria-hidden": "true" }, `${SYMBOLS[link.style]} `), words(link.act));
}
