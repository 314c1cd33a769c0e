// The legend: what each look means, how many there are, and a switch for each.

const drawSample = (...shapes) => makeSvg("svg", { viewBox: "0 0 26 16", "aria-hidden": "true" }, ...shapes.map(([tag, values]) => makeSvg(tag, values)));

function lineSample(style) {
  const tone = `var(--${style})`;
  const dash = { reject: "6 3", allege: "1.5 3" }[style] ?? "none";
  const end = style === "reject"
    ? ["line", { x1: 24, y1: 3, x2: 24, y2: 13, stroke: tone, "stroke-width": 2.4 }]
    : ["path", { d: "M16 3.6 L26 8 L16 12.4 Z", fill: tone }];
  return drawSample(["line", { x1: 0, y1: 8, x2: style === "reject" ? 24 : 18, y2: 8, stroke: tone, "stroke-width": 2.2, "stroke-dasharray": dash }], end);
}

function kindSample(kind) {
  const look = { stroke: "var(--node-line)", "stroke-width": 1.4, fill: "var(--organization)" };
  const samples = {
    person: ["circle", { cx: 13, cy: 8, r: 6, ...look, fill: "var(--person)" }],
    organization: ["rect", { x: 7.5, y: 2.5, width: 11, height: 11, ...look }],
    outlet: ["path", { d: "M13 1 L20 8 L13 15 L6 8 Z", ...look, fill: "var(--outlet)", stroke: "var(--outlet-line)" }],
    country: ["path", { d: "M6 8 L9.5 2 L16.5 2 L20 8 L16.5 14 L9.5 14 Z", ...look }],
    place: ["path", { d: "M13 2 L20 14 L6 14 Z", ...look }],
    group: ["circle", { cx: 13, cy: 8, r: 6, ...look, fill: "var(--bg)", "stroke-width": 2 }],
    nobody: ["circle", { cx: 13, cy: 8, r: 6, ...look, fill: "var(--bg)", "stroke-dasharray": "2.5 2" }],
    claim: ["rect", { x: 3, y: 2.5, width: 20, height: 11, rx: 3, ...look, fill: "var(--claim)" }],
  };
  return drawSample(samples[kind] ?? ["rect", { x: 3, y: 2.5, width: 20, height: 11, ...look, fill: "var(--work)" }]);
}

function borderSample(name) {
  return drawSample(["rect", { x: 2.5, y: 2.5, width: 21, height: 11, rx: 3, fill: "var(--claim)", stroke: `var(--${name})`, "stroke-width": name === "contested" ? 3 : 1.6 }]);
}

/** Count the links of the view by the value of a facet; for kinds, the nodes at their ends. */
function countBy(facet) {
  const found = new Map();
  const add = (value) => found.set(value, (found.get(value) ?? 0) + 1);
  if (facet === "kind") {
    const ends = new Set();
    for (const number of linksByView[state.view]) { ends.add(data.links[number].source); ends.add(data.links[number].target); }
    for (const end of ends) add(data.nodes[end].kind);
  } else {
    for (const number of linksByView[state.view]) add(valuesOf(data.links[number], facet)[0]);
  }
  return found;
}

function facetRow(facet, value, count, sample, text) {
  const box = make("input", { type: "checkbox", name: `${facet}:${value}` });
  box.checked = isOn(facet, value);
  box.addEventListener("change", () => { setFacet(facet, value, box.checked); refresh(); });
  const alone = button({ class: "only", name: `only ${facet}:${value}`, "aria-label": `Only ${text}`, title: `Only ${text}; again: all`,
    onclick: () => { setOnly(facet, value); refresh(); } }, "only");
  return make("div", { class: "row" }, make("label", {}, box, sample, make("span", {}, text), make("output", {}, count.toLocaleString("en"))), alone);
}

function facetGroup(name, title, rows, folded) {
  if (!rows.length) return null;
  if (!folded) return make("fieldset", { class: "facet" }, make("legend", {}, title), rows);
  const wasOpen = document.querySelector(`details[data-facet="${name}"]`)?.open ?? (state.off.has(name) || state.only.has(name));
  return make("details", { class: "facet", "data-facet": name, open: wasOpen }, make("summary", {}, title), rows);
}

/** Offer a range of days, where there are any to choose between. */
function dateGroup() {
  const days = { published: new Set(), said: new Set() };
  for (const number of linksByView[state.view]) {
    for (const which of ["published", "said"]) if (data.links[number].days[which]) days[which].add(data.links[number].days[which]);
  }
  const offered = ["published", "said"].filter((which) => days[which].size > 1);
  if (!offered.length && !state.from && !state.until) return null;
  const sorted = [...days[state.dating]].sort();
  const field = (name, label) => make("label", { class: "day" }, make("span", {}, label), make("input", {
    type: "date", name: `date:${name}`, value: state[name], min: sorted[0], max: sorted[sorted.length - 1],
    onchange: (event) => { state[name] = event.target.value; refresh(); },
  }));
  const choice = make("select", { "aria-label": "Which date", name: "date:which", onchange: (event) => { state.dating = event.target.value; refresh(); } },
    [["published", "Published"], ["said", "Said"]].map(([value, text]) => make("option", { value, selected: value === state.dating }, text)));
  return facetGroup("date", "Date", [choice, field("from", "from"), field("until", "until"),
    make("p", { class: "note" }, "What has no such date is left out of a range.")], true);
}

function renderLegend() {
  const facets = document.getElementById("facets");
  const held = facets.contains(document.activeElement) ? document.activeElement : null;
  const byCount = (facet) => [...countBy(facet)].sort((a, b) => b[1] - a[1] || String(a[0]).localeCompare(String(b[0]))).slice(0, 40);
  const [styles, kinds] = [countBy("style"), countBy("kind")];
  const borders = ["contested", "affirm", "reject", "allege", "relay"].filter((name) => data.nodes.some((node) => node.middle && node.state === name));
  const titles = new Map(data.articles.map((article, number) => [article.id, articleName(number)]));
  const parts = [
    isFiltered() ? make("p", {}, button({ id: "clear", name: "clear", onclick: () => { clearFilters(); refresh(); } }, "Clear all filters")) : null,
    facetGroup("style", "Stance", Object.keys(STYLES).filter((s) => styles.has(s)).map((s) => facetRow("style", s, styles.get(s), lineSample(s), STYLES[s]))),
    facetGroup("kind", "Kind", Object.keys(KINDS).filter((k) => kinds.has(k)).map((k) => facetRow("kind", k, kinds.get(k), kindSample(k), KINDS[k]))),
    state.view === "claims" && borders.length ? make("div", { class: "facet" }, make("h2", {}, "Claim border"),
      borders.map((name) => make("div", { class: "key" }, borderSample(name), make("span", {}, STATES[name])))) : null,
    facetGroup("act", "Act", byCount("act").map(([act, n]) => facetRow("act", act, n, null, words(act))), true),
    facetGroup("certainty", "Certainty", byCount("certainty").map(([c, n]) => facetRow("certainty", c, n, null, c)), true),
    data.articles.length > 1
      ? facetGroup("article", "Article", byCount("article").map(([a, n]) => facetRow("article", a, n, null, titles.get(a) ?? "?")), true) : null,
    dateGroup(),
    make("p", { class: "note" }, "A claim is what somebody is said to say, not a fact. Every line comes from one sentence: click it to check."),
  ];
  facets.replaceChildren(...parts.filter(Boolean));
  if (!held) return;
  const named = [...facets.querySelectorAll("[name]")];
  // the button that clears the filters goes with them
  (named.find((field) => field.name === held.name) ?? [...facets.querySelectorAll("summary")][0] ?? named[0])?.focus();
}
