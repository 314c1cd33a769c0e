// The legend: what each look means, how many there are, and a switch for each.

const SVG = "http://www.w3.org/2000/svg";

function drawSample(attributes) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 26 16");
  svg.setAttribute("aria-hidden", "true");
  for (const [tag, values] of attributes) {
    const shape = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(values)) shape.setAttribute(name, value);
    svg.append(shape);
  }
  return svg;
}

function lineSample(style) {
  const tone = `var(--${style})`;
  const dash = { reject: "6 3", allege: "1.5 3" }[style] ?? "none";
  const end = style === "reject"
    ? ["line", { x1: 24, y1: 3, x2: 24, y2: 13, stroke: tone, "stroke-width": 2.4 }]
    : ["path", { d: "M18 3.6 L26 8 L18 12.4 Z", fill: tone }];
  return drawSample([["line", { x1: 0, y1: 8, x2: style === "reject" ? 24 : 20, y2: 8, stroke: tone, "stroke-width": 2.2, "stroke-dasharray": dash }], end]);
}

function kindSample(kind) {
  const paint = { stroke: "var(--node-line)", "stroke-width": 1.4, fill: "var(--organization)" };
  const samples = {
    person: ["circle", { cx: 13, cy: 8, r: 6, ...paint, fill: "var(--person)" }],
    organization: ["rect", { x: 7.5, y: 2.5, width: 11, height: 11, ...paint }],
    outlet: ["path", { d: "M13 1 L20 8 L13 15 L6 8 Z", ...paint, fill: "var(--outlet)", stroke: "var(--outlet-line)" }],
    country: ["path", { d: "M6 8 L9.5 2 L16.5 2 L20 8 L16.5 14 L9.5 14 Z", ...paint }],
    place: ["path", { d: "M13 2 L20 14 L6 14 Z", ...paint }],
    group: ["circle", { cx: 13, cy: 8, r: 6, ...paint, fill: "var(--bg)", "stroke-width": 2 }],
    nobody: ["circle", { cx: 13, cy: 8, r: 6, ...paint, fill: "var(--bg)", "stroke-dasharray": "2.5 2" }],
    claim: ["rect", { x: 3, y: 2.5, width: 20, height: 11, rx: 3, ...paint, fill: "var(--claim)" }],
  };
  return drawSample([samples[kind] ?? ["rect", { x: 3, y: 2.5, width: 20, height: 11, ...paint, fill: "var(--work)" }]]);
}

function borderSample(name) {
  return drawSample([["rect", { x: 2.5, y: 2.5, width: 21, height: 11, rx: 3, fill: "var(--claim)", stroke: `var(--${name})`, "stroke-width": name === "contested" ? 3 : 1.6 }]]);
}

/** Count links by the value of a facet; for kinds, the nodes at their ends. */
function counts(facet) {
  const found = new Map();
  const ends = new Map();
  for (const number of linksByView[state.view]) {
    const link = data.links[number];
    if (facet === "kind") {
      for (const end of [link.source, link.target]) {
        const kind = data.nodes[end].kind;
        if (!ends.has(kind)) ends.set(kind, new Set());
        ends.get(kind).add(end);
      }
    } else {
      found.set(link[facet], (found.get(link[facet]) ?? 0) + 1);
    }
  }
  for (const [kind, nodes] of ends) found.set(kind, nodes.size);
  return found;
}

function facetRow(facet, value, count, sample, text) {
  const key = `${facet}:${value}`;
  const box = make("input", { type: "checkbox", name: key });
  box.checked = !state.off.has(key);
  box.addEventListener("change", () => {
    if (box.checked) state.off.delete(key);
    else state.off.add(key);
    refresh();
  });
  return make("label", {}, box, sample, make("span", {}, text), make("output", {}, String(count)));
}

function facet(name, title, rows, folded) {
  if (!rows.length) return null;
  const open = [...rows];
  if (!folded) return make("fieldset", { class: "facet" }, make("legend", {}, title), open);
  const wasOpen = document.querySelector(`details[data-facet="${name}"]`)?.open ?? false;
  return make("details", { class: "facet", "data-facet": name, open: wasOpen }, make("summary", {}, title), open);
}

function renderLegend() {
  const focused = document.activeElement?.name;
  const byCount = (map) => [...map].sort((a, b) => b[1] - a[1] || String(a[0]).localeCompare(String(b[0]))).slice(0, 40);
  const styles = counts("style");
  const kinds = counts("kind");
  const borders = ["contested", "affirm", "reject", "allege", "relay"].filter((name) =>
    data.nodes.some((node) => node.middle && node.state === name));
  const parts = [
    facet("style", "Stance", Object.keys(STYLES).filter((s) => styles.has(s)).map((s) => facetRow("style", s, styles.get(s), lineSample(s), STYLES[s]))),
    facet("kind", "Kind", Object.keys(KINDS).filter((k) => kinds.has(k)).map((k) => facetRow("kind", k, kinds.get(k), kindSample(k), KINDS[k]))),
    state.view === "claims" ? make("div", { class: "facet" }, make("h2", {}, "Claim border"),
      borders.map((name) => make("div", { class: "key" }, borderSample(name), make("span", {}, STATES[name])))) : null,
    facet("act", "Act", byCount(counts("act")).map(([act, n]) => facetRow("act", act, n, null, words(act))), true),
    facet("certainty", "Certainty", byCount(counts("certainty")).map(([c, n]) => facetRow("certainty", c, n, null, c)), true),
    data.articles.length > 1
      ? facet("article", "Article", byCount(counts("article")).map(([a, n]) => facetRow("article", a, n, null, data.articles[a]?.title ?? "?")), true) : null,
    make("p", { class: "note" }, "A claim is what somebody is said to say, not a fact. Every line comes from one sentence: click it to check."),
  ];
  document.getElementById("facets").replaceChildren(...parts.filter(Boolean));
  if (focused) [...document.querySelectorAll("#facets input")].find((input) => input.name === focused)?.focus();
}
