// The page as a whole: views, theme, keys, and the address that leads back to what is seen.

function setStatus(drawn) {
  const status = document.getElementById("status");
  const total = linksByView[state.view].size;
  const shown = drawn ? drawn.shown : visibleLinks().length;
  const parts = [`${shown} of ${plural(total, "statement")} shown`];
  if (drawn && !isNarrow()) parts.push("click a line or a box to read its source");
  const extra = (state.view === "claims" && places.all.length) || (state.view === "who" && places.whoAll.length)
    ? make("button", { type: "button", id: "all", onclick: () => { state.all = !state.all; refresh(); fit(); } }, state.all ? "Show the most contested only" : "Show all")
    : null;
  const undrawn = state.view === "claims" && !places.all.length && drawn && drawn.shown < total && !state.off.size;
  if (undrawn) parts.push("search or filter to see others");
  status.replaceChildren(parts.join(" · "), ...(extra ? [extra] : []));
}

/** Show the current state everywhere. */
function refresh() {
  const drawnView = state.view === "claims" || state.view === "who";
  document.documentElement.dataset.theme = state.theme;
  for (const button of document.querySelectorAll("#views button")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
  }
  document.getElementById("theme").textContent = state.theme === "dark" ? "Light" : "Dark";
  document.getElementById("network").hidden = !drawnView;
  document.getElementById("fit").disabled = document.getElementById("png").disabled = !drawnView;
  const sheet = document.getElementById("sheet");
  sheet.hidden = drawnView;
  document.getElementById("stage").classList.toggle("tall", !drawnView);
  if (state.all) for (const place of places.all) state.shown.add(place[0]);
  renderLegend();
  if (drawnView) {
    setStatus(draw());
  } else {
    const scroll = [sheet.scrollLeft, sheet.scrollTop];
    sheet.replaceChildren(...{ matrix: matrixView, table: tableView, article: articleView }[state.view]());
    [sheet.scrollLeft, sheet.scrollTop] = scroll;
    setStatus(null);
  }
  renderPanel();
  writeAddress();
}

function show(view) {
  const before = state.view;
  state.view = view;
  refresh();
  if (view === "claims" || view === "who") { if (view !== before) fit(); }
  else document.getElementById("sheet").scrollTop = 0;
  if (view === "article") revealMark();
}

let ownHash = "";

function writeAddress() {
  const parts = new URLSearchParams();
  if (state.view !== "claims") parts.set("view", state.view);
  if (state.node !== null) parts.set("node", data.nodes[state.node].id);
  if (state.link !== null) {
    const { source, target, reading } = data.links[state.link];
    parts.set("link", [data.nodes[source].id, data.nodes[target].id, data.readings[reading].id].join(" "));
  }
  if (state.reading !== null) parts.set("reading", data.readings[state.reading].id);
  if (state.off.size) parts.set("off", [...state.off].sort().join(" "));
  if (state.all) parts.set("all", "1");
  if (state.view === "article" && state.article) parts.set("article", String(state.article));
  ownHash = `#${parts}`;
  try {
    history.replaceState(null, "", ownHash);
  } catch {
    // a sandboxed frame has no address of its own
  }
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const view = parts.get("view");
  state.view = VIEWS.includes(view) ? view : "claims";
  state.off = new Set((parts.get("off") ?? "").split(" ").filter(Boolean));
  state.all = parts.get("all") === "1";
  const article = Number(parts.get("article") ?? 0);
  state.article = data.articles[article] ? article : 0;
  const find = (list, id) => (id === null || id === undefined ? null : list.findIndex((entry) => entry.id === id));
  const given = (number) => (number === null || number < 0 ? null : number);
  const [source, target, evidenceId] = (parts.get("link") ?? "").split(" ");
  const link = parts.has("link") ? data.links.findIndex((entry) => data.nodes[entry.source].id === source
    && data.nodes[entry.target].id === target && data.readings[entry.reading].id === evidenceId) : null;
  choose({ node: given(find(data.nodes, parts.get("node"))), link: given(link), reading: given(find(data.readings, parts.get("reading"))) });
}

function onKey(event) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if (event.key === "Escape") {
    closeSearch();
    choose({});
  } else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.getElementById("search").focus();
  } else if (event.target.id === "network" && /^Arrow(Up|Down|Left|Right)$/.test(event.key)) {
    event.preventDefault();
    step(event.key === "ArrowDown" || event.key === "ArrowRight");
  } else if (event.target.id === "network" && event.key === "Enter") {
    document.getElementById("panel").focus();
  }
}

function start() {
  const articles = data.articles.length;
  const claims = linksByView.table.size;
  document.getElementById("summary").textContent = `${plural(claims, "statement")} from ${plural(articles, "article")}`;
  document.getElementById("filters").open = !isNarrow();
  document.getElementById("fit").addEventListener("click", fit);
  document.getElementById("png").addEventListener("click", savePng);
  document.getElementById("theme").addEventListener("click", () => {
    state.theme = state.theme === "dark" ? "light" : "dark";
    refresh();
  });
  for (const button of document.querySelectorAll("#views button")) {
    button.addEventListener("click", () => show(button.dataset.view));
  }
  document.querySelector("[data-skip]").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("stage").focus();
  });
  document.addEventListener("keydown", onKey);
  window.addEventListener("hashchange", () => { if (location.hash !== ownHash) { readAddress(); fit(); } });
  let narrow = isNarrow();
  window.addEventListener("resize", () => {
    if (isNarrow() !== narrow) { narrow = isNarrow(); refresh(); }
    fit();
  });
  startSearch();
  document.documentElement.dataset.theme = state.theme;
  readAddress();
  fit();
  if (state.view === "article") revealMark();
  document.documentElement.dataset.ready = "yes";
}

start();
