// The source chain: who told whom, from the article down to the one who is said to have said it.

/** Give the innermost claims of every chain that the filters let through: those that report no further claim. */
function chainEnds() {
  const seen = new Set(visibleLinks("chain").map((number) => data.links[number].reading));
  const outer = new Set([...seen].map((number) => data.readings[number].outer));
  return [...seen].filter((number) => !outer.has(number));
}

function chainView() {
  const involves = (number) => state.node === null || chainOf(number).some((at) => data.readings[at].sources.includes(state.node))
    || linksOfReading[number].some((at) => data.links[at].target === state.node);
  const ends = chainEnds().filter(involves);
  const long = ends.filter((number) => chainOf(number).length > 1);
  const shown = state.direct || !long.length ? ends : long;
  const start = (number) => data.readings[number].spans.reduce((least, span) => Math.min(least, span.start), Infinity);
  shown.sort((a, b) => data.readings[a].article - data.readings[b].article || start(a) - start(b) || a - b);
  if (!shown.length) return [make("p", { class: "empty" }, "No claim, or none that the filters let through.")];
  const unnamed = shown.filter((number) => chainOf(number).every((at) => isUnnamed(data.readings[at])));
  const direct = make("input", { type: "checkbox", name: "chain:direct" });
  direct.checked = state.direct;
  direct.addEventListener("change", () => { state.direct = direct.checked; refresh(); });
  const byArticle = new Map();
  for (const number of shown.slice(0, state.limit)) {
    const { article } = data.readings[number];
    byArticle.set(article, [...(byArticle.get(article) ?? []), number]);
  }
  return [
    make("div", { class: "bar" },
      make("span", {}, `${plural(shown.length, "chain")}${state.node === null ? "" : ` through ${cut(data.nodes[state.node].label, 60)}`}`,
        unnamed.length ? ` · ${unnamed.length.toLocaleString("en")} on unnamed sources alone` : "",
        long.length ? "" : ": everything is told at first hand"),
      long.length ? make("label", {}, direct, " also what is told at first hand") : null,
      state.node === null ? null : button({ onclick: () => choose({}) }, "All chains")),
    [...byArticle].map(([article, numbers]) => make("section", { class: "chains" },
      make("h2", {}, [articleName(article), data.articles[article]?.issued].filter(Boolean).join(" · ")),
      make("ol", {}, numbers.map(chainRow)))),
    shown.length > state.limit ? button({ onclick: () => { state.limit += 500; refresh(); } }, `Show more of ${shown.length.toLocaleString("en")}`) : null,
  ];
}

/** Tell whether nobody is named who says it: no source, or only groups like 'former detainees'. */
function isUnnamed(reading) {
  return reading.sources.every((source) => typeof source === "number" && ["group", "nobody"].includes(data.nodes[source].kind));
}

function chainRow(number) {
  const { article } = data.readings[number];
  const root = data.articles[article]?.publisher;
  const chosen = chosenReading();
  const steps = chainOf(number).map((at) => {
    const reading = data.readings[at];
    const link = linkOfReading(at);
    const more = qualify(reading);
    return button({
      class: `step ${link === null ? "relay" : data.links[link].style}${isUnnamed(reading) ? " unnamed" : ""}${at === chosen ? " chosen" : ""}`,
      onclick: () => choose(selectionOf(at)),
    }, make("b", {}, cut(sayWho(reading), 70)), " ", words(reading.act), more ? ` (${more})` : "");
  });
  return make("li", {}, root ? make("span", { class: "step root" }, root) : null, steps, make("q", {}, cut(contentOf(number), 220)));
}
