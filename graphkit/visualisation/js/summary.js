// The summary: what a corpus holds, and ways to narrow it down to what a picture can show.

const MOST_LISTED = 12;

function summaryView() {
  const links = visibleLinks("summary");
  const count = (facet) => {
    const found = new Map();
    for (const number of links) for (const value of new Set(valuesOf(data.links[number], facet))) found.set(value, (found.get(value) ?? 0) + 1);
    return [...found].sort((a, b) => b[1] - a[1] || collate(a[0], b[0]));
  };
  const speakers = new Map();
  for (const number of links) if (data.nodes[data.links[number].source].kind !== "nobody") speakers.set(data.links[number].source, (speakers.get(data.links[number].source) ?? 0) + 1);
  const contested = new Map();
  for (const number of links) {
    const { target } = data.links[number];
    if (data.nodes[target].state === "contested" && data.nodes[target].middle) contested.set(target, (contested.get(target) ?? 0) + 1);
  }
  const articles = new Map(data.articles.map((article, number) => [article.id, articleName(number)]));
  const top = (map) => [...map].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST_LISTED);
  const go = (number) => { state.view = "claims"; choose({ node: number }); fit(); };
  return [
    make("p", { class: "lead" }, `${plural(links.length, "statement")} by ${speakers.size.toLocaleString("en")} ${speakers.size === 1 ? "party" : "parties"} from ${plural(count("article").length, "article")}; `
      + `${contested.size ? contested.size.toLocaleString("en") : "nothing"} contested.`),
    data.note ? make("p", { class: "warning" }, `${data.title}. ${data.note}.`) : null,
    data.left ? make("p", { class: "warning" }, `This page holds ${data.links.length.toLocaleString("en")} of ${(data.links.length + data.left).toLocaleString("en")} lines, `
      + "all on what is contested first. The graph holds the rest: ask it with graphkit query, or build fewer articles.") : null,
    make("p", {}, "No picture can show so much at once. Choose what is contested, somebody who speaks, an article or a time; "
      + "search with / ; or use the filters on the left, where “only” keeps one value of a kind. Pictures, matrix and table then show what is left."),
    make("div", { class: "lists" },
      countedList("Most contested", top(contested), (number) => data.nodes[number].label, go),
      countedList("Who speaks most", top(speakers), (number) => data.nodes[number].label, go),
      countedList("Articles with most statements", count("article").slice(0, MOST_LISTED), (id) => articles.get(id) ?? "?", (id) => { setOnly("article", id); state.view = "claims"; refresh(); fit(); }),
      countedList("Acts", count("act").slice(0, MOST_LISTED), words, (act) => { setOnly("act", act); refresh(); })),
  ];
}

function countedList(title, counted, name, go) {
  if (!counted.length) return null;
  const most = counted[0][1];
  return make("section", {}, make("h2", {}, title), make("ol", { class: "counted" }, counted.map(([value, number]) => {
    const row = button({ onclick: () => go(value) }, make("span", {}, cut(name(value), 110)), make("output", {}, number.toLocaleString("en")));
    row.style.setProperty("--share", `${Math.round((100 * number) / most)}%`);
    return make("li", {}, row);
  })));
}
