// The page as a whole: views, theme and keys.

const SHEETS = { summary: summaryView, matrix: matrixView, table: tableView, timeline: timelineView, chain: chainView, article: articleView };

function setStatus(drawn) {
  const here = (number) => state.view !== "article" || data.links[number].article === state.article;
  const total = [...linksByView[state.view]].filter(here).length;
  const shown = drawn ? drawn.shown : visibleLinks().filter(here).length;
  const parts = [`${shown.toLocaleString("en")} of ${plural(total, "statement")} shown`];
  if (drawn && !drawn.nodes) parts.push(total ? "the filters leave nothing" : "there is nothing to draw");
  else if (drawn && !isNarrow()) parts.push("click a line or a box to read its source");
  const tools = [];
  if (drawn && data.places[`${state.view}All`].length) {
    tools.push(button({ id: "all", onclick: () => { state.all = !state.all; refresh(); fit(); document.getElementById("all").focus(); } },
      state.all ? "Show the most contested only" : "Show all"));
  } else if (drawn && drawn.shown < total && !isFiltered()) {
    parts.push("search or filter to see others");
  }
  if (drawn) {
    tools.push(button({ id: "fit", onclick: fit }, "Fit"), button({ id: "png", onclick: savePng, title: "Save what is seen as PNG" }, "PNG"),
      button({ id: "svg", onclick: saveSvg, title: "Save all of the picture as SVG" }, "SVG"));
  }
  document.getElementById("status").textContent = parts.join(" · ");
  document.getElementById("tools").replaceChildren(...tools);
}

/** Show the current state everywhere. */
function refresh() {
  document.documentElement.dataset.theme = state.theme;
  for (const tab of document.querySelectorAll("#views button")) tab.setAttribute("aria-pressed", String(tab.dataset.view === state.view));
  document.getElementById("theme").textContent = state.theme === "dark" ? "Light" : "Dark";
  document.getElementById("picture").hidden = !isPicture();
  const sheet = document.getElementById("sheet");
  sheet.hidden = isPicture();
  document.getElementById("stage").classList.toggle("tall", !isPicture());
  document.body.toggleAttribute("data-sheet", !isPicture());
  document.body.toggleAttribute("data-selected", hasSelection());
  renderLegend();
  if (isPicture()) {
    setStatus(draw());
  } else {
    const [left, top, focused] = [sheet.scrollLeft, sheet.scrollTop, focusPath(sheet)];
    sheet.replaceChildren(...SHEETS[state.view]().flat(Infinity).filter(Boolean));
    [sheet.scrollLeft, sheet.scrollTop] = [left, top];
    focused?.();
    setStatus(null);
  }
  renderPanel();
  if (state.view === "article") revealMark();
  writeAddress();
}

/** Remember which control of a sheet has the focus, to give it back to the one in its place once it is made anew. */
function focusPath(sheet) {
  const held = document.activeElement;
  if (!sheet.contains(held) || held === sheet) return null;
  const controls = () => [...sheet.querySelectorAll("button, input, select, [tabindex]")];
  const at = controls().indexOf(held);
  const { key } = held.dataset;
  return () => {
    const now = controls();
    (now.find((control) => key && control.dataset.key === key) ?? now[at] ?? sheet).focus({ preventScroll: true });
  };
}

function show(view) {
  const before = state.view;
  state.view = view;
  state.limit = 200;
  document.getElementById("sheet").scrollTop = 0;
  refresh();
  if (isPicture() && view !== before) fit();
}

function onKey(event) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  const onPicture = Boolean(event.target.closest?.("#network"));
  if (event.key === "Escape") {
    closeSearch();
    choose({});
  } else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.getElementById("search").focus();
  } else if (onPicture && /^Arrow(Up|Down|Left|Right)$/.test(event.key)) {
    event.preventDefault();
    walk(event.key);
  } else if (onPicture && event.key === "Enter") {
    document.getElementById("panel").focus();
  } else if (onPicture && (event.key === "+" || event.key === "=") && state.node !== null) {
    expand(state.node);
  } else if (onPicture && event.key === "-" && state.node !== null) {
    collapse(state.node);
  }
}

function startPage() {
  document.getElementById("summary").textContent = `${plural(linksByView.table.size, "statement")} from ${plural(data.articles.length, "article")}`
    + (data.left ? `; ${data.left.toLocaleString("en")} lines are left to the graph` : "");
  document.getElementById("filters").open = !isNarrow();
  document.querySelector('[data-view="summary"]').hidden = !isLarge && data.articles.length < 2;
  document.getElementById("theme").addEventListener("click", () => {
    state.theme = state.theme === "dark" ? "light" : "dark";
    refresh();
  });
  for (const tab of document.querySelectorAll("#views button")) tab.addEventListener("click", () => show(tab.dataset.view));
  document.querySelector("[data-skip]").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("stage").focus();
  });
  document.addEventListener("keydown", onKey);
  window.addEventListener("hashchange", () => {
    if (location.hash === ownHash) return;
    readAddress();
    if (isPicture()) fit();
  });
  let narrow = isNarrow();
  window.addEventListener("resize", () => {
    if (isNarrow() !== narrow) { narrow = isNarrow(); refresh(); }
    fit();
  });
  // paper is light, and shows the whole of a picture, sharp
  let screenTheme = null;
  const paper = document.getElementById("paper");
  window.addEventListener("beforeprint", () => {
    screenTheme = state.theme;
    state.theme = "light";
    refresh();
    if (isPicture() && picture.nodes.size) paper.replaceChildren(drawSvg());
  });
  window.addEventListener("afterprint", () => {
    state.theme = screenTheme ?? state.theme;
    paper.replaceChildren();
    refresh();
  });
  startSearch();
  document.documentElement.dataset.theme = state.theme;
  readAddress();
  fit();
  document.documentElement.dataset.ready = "yes";
}

startPage();
