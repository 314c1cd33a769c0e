// The address: its fragment leads back to the view, the selection and the filters that are seen.

let ownHash = "";

function writeAddress() {
  const parts = new URLSearchParams();
  const put = (name, value) => { if (value) parts.set(name, value); };
  const ids = (numbers) => [...numbers].map((number) => data.nodes[number].id).sort().join(" ");
  const facets = (map) => FACETS.flatMap((facet) => [...(map.get(facet) ?? [])].sort().map((value) => `${facet}:${value}`)).join(" ");
  if (state.view !== firstView) parts.set("view", state.view);
  if (state.node !== null) parts.set("node", data.nodes[state.node].id);
  if (state.link !== null) {
    const { source, target, reading } = data.links[state.link];
    parts.set("link", [data.nodes[source].id, data.nodes[target].id, data.readings[reading].id].join(" "));
  }
  if (state.reading !== null) parts.set("reading", data.readings[state.reading].id);
  put("off", facets(state.off));
  put("only", facets(state.only));
  put("dates", state.from || state.until ? [state.dating, state.from, state.until].join(" ") : "");
  put("with", ids([...state.added].filter((number) => number !== state.node)));
  put("without", ids(state.removed));
  put("all", state.all ? "1" : "");
  put("words", state.words);
  put("sort", state.sort.column || state.sort.down ? `${state.sort.column}${state.sort.down ? " down" : ""}` : "");
  put("direct", state.direct ? "1" : "");
  if (state.view === "article" && state.article) parts.set("article", data.articles[state.article].id);
  ownHash = `#${parts}`;
  try {
    history.replaceState(null, "", ownHash);
  } catch {
    // a sandboxed frame has no address of its own
  }
}

/** Find things by their ids; what the page does not hold is passed over. */
function finder(things) {
  let numbers = null;
  return (id) => {
    numbers ??= new Map(things.map((thing, number) => [thing.id, number]));
    return numbers.get(id) ?? null;
  };
}
const findNode = finder(data.nodes);
const findReading = finder(data.readings);
const findArticle = finder(data.articles);

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const list = (name) => (parts.get(name) ?? "").split(" ").filter(Boolean);
  const facets = (name) => {
    const map = new Map();
    // a name with a space in it was split: its pieces belong together
    const values = (parts.get(name) ?? "").split(new RegExp(` (?=(?:${FACETS.join("|")}):)`)).filter((value) => value.includes(":"));
    for (const value of values) {
      const [facet] = value.split(":", 1);
      if (FACETS.includes(facet)) map.set(facet, (map.get(facet) ?? new Set()).add(value.slice(facet.length + 1)));
    }
    return map;
  };
  const view = parts.get("view");
  state.view = VIEWS.includes(view) ? view : firstView;
  state.off = facets("off");
  state.only = facets("only");
  const [dating, from = "", until = ""] = (parts.get("dates") ?? "").split(" ");
  const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text);
  state.dating = dating === "said" ? "said" : "published";
  [state.from, state.until] = [isDay(from) ? from : "", isDay(until) ? until : ""];
  state.added = new Set(list("with").map(findNode).filter((number) => number !== null));
  state.removed = new Set(list("without").map(findNode).filter((number) => number !== null));
  state.all = parts.get("all") === "1";
  state.words = parts.get("words") ?? "";
  const [column, down] = list("sort");
  state.sort = { column: COLUMNS[Number(column ?? 0)] ? Number(column ?? 0) : 0, down: down === "down" };
  state.direct = parts.get("direct") === "1";
  state.article = findArticle(parts.get("article")) ?? 0;
  const [source, target, reading] = list("link").map((id, at) => (at < 2 ? findNode(id) : findReading(id)));
  const link = reading === undefined || reading === null ? -1
    : linksOfReading[reading].find((at) => data.links[at].source === source && data.links[at].target === target) ?? -1;
  choose({ node: findNode(parts.get("node")), link: link < 0 ? null : link, reading: findReading(parts.get("reading")) });
}
