// The page as a whole: views, theme and keys.

import { isOwnAddress, readAddress, writeAddress } from "./address.js";
import { draw, drawnPicture, drawSvg, fit, savePng } from "./canvas.js";
import { brief, data } from "./data.js";
import { button, byId, flatten, isNarrow, save, searchField } from "./dom.js";
import { renderLegend, renderMarks } from "./legend.js";
import { restorePlace, showView } from "./navigation.js";
import { renderPanel } from "./panel.js";
import { collapse, expand, startPointer, walk } from "./pointer.js";
import { closeSearch, startSearch } from "./search.js";
import { select } from "./selection.js";
import {
  currentView, describeFilters, hasSelection, isFiltered, isPicture, onChange, refresh, state, visibleLinks,
} from "./state.js";
import { formatNumber, plural } from "./text.js";
import { linksIn, viewNamed } from "./views.js";

/** @import { Child } from "./types.js" */

/** @returns {HTMLElement[]} */
const viewButtons = () => [...byId("views").querySelectorAll("button")];

/** @param {HTMLElement} viewButton */
const viewOf = (viewButton) => viewButton.dataset.view ?? "";

/**
 * Show how much of the view is seen, and the tools for a picture.
 * @param {{ links: number, nodes: number } | null} drawn what a picture shows; null for a sheet
 */
function renderFoot(drawn) {
  const counts = currentView().counts ?? (() => true);
  const total = [...linksIn(state.view)].filter(counts).length;
  const shown = drawn ? drawn.links : visibleLinks().filter(counts).length;
  const parts = [`${formatNumber(shown)} of ${plural(total, "line")} shown`];
  if (drawn && !drawn.nodes) parts.push(total ? "the filters leave nothing" : "there is nothing to draw");
  else if (drawn && !isNarrow()) parts.push("click a line or a box to read its source");
  const tools = [];
  if (drawn && data.places[`${state.view}All`].length) {
    tools.push(button({ id: "all", onclick: () => { state.all = !state.all; refresh(); fit(); byId("all").focus(); } },
      state.all ? "Show the most contested only" : "Show all"));
  } else if (drawn && drawn.links < total && !isFiltered()) {
    parts.push("search or filter to see others");
  }
  if (drawn) {
    tools.push(button({ id: "fit", onclick: fit }, "Fit"),
      button({ id: "png", onclick: savePng, title: "Save what is seen as PNG" }, "PNG"),
      button({ id: "svg", onclick: saveSvg, title: "Save all of the picture as SVG" }, "SVG"));
  }
  byId("status").textContent = parts.join(" · ");
  byId("tools").replaceChildren(...tools);
}

function saveSvg() {
  const svg = new XMLSerializer().serializeToString(drawSvg());
  save(`graph-${state.view}.svg`, new Blob([svg], { type: "image/svg+xml" }));
}

/** The filters that the picture was fitted to. */
let fitted = "";

/** Bring what new filters leave into view. */
function fitNewFilters() {
  const filters = describeFilters();
  if (filters !== fitted && isPicture()) fit();
  fitted = filters;
}

/** Show the current state everywhere. */
function render() {
  const view = currentView();
  document.documentElement.dataset.theme = state.theme;
  const who = state.view === "profile" && state.who !== null ? data.nodes[state.who].label : "";
  document.title = [who, data.title].filter(Boolean).join(" – ");
  for (const tab of viewButtons()) tab.setAttribute("aria-pressed", String(viewOf(tab) === state.view));
  byId("theme").textContent = state.theme === "dark" ? "Light" : "Dark";
  byId("picture").hidden = !isPicture();
  byId("sheet").hidden = isPicture();
  byId("stage").classList.toggle("tall", !isPicture());
  document.body.toggleAttribute("data-sheet", !isPicture());
  document.body.toggleAttribute("data-alone", view.standsAlone ?? false);
  document.body.toggleAttribute("data-selected", hasSelection());
  renderLegend();
  if (view.render) renderSheet(view.render);
  renderFoot(isPicture() ? draw() : null);
  renderPanel();
  fitNewFilters();
  view.onShown?.();
  writeAddress();
}

/**
 * Render a sheet anew, and keep its scroll position and its focus.
 * @param {() => Child[]} renderView
 */
function renderSheet(renderView) {
  const sheet = byId("sheet");
  const { scrollLeft, scrollTop } = sheet;
  const restoreFocus = rememberFocus(sheet);
  sheet.replaceChildren(...flatten(renderView()));
  [sheet.scrollLeft, sheet.scrollTop] = [scrollLeft, scrollTop];
  restoreFocus();
}

/**
 * Remember which control of a sheet has the focus; return a function that focuses the one that took its place.
 * @param {HTMLElement} sheet
 */
function rememberFocus(sheet) {
  const focused = document.activeElement;
  if (!focused || !sheet.contains(focused) || focused === sheet) return () => {};
  /** @returns {(HTMLElement | SVGElement)[]} */
  const controls = () => [...sheet.querySelectorAll("button, input, select, [tabindex]")].filter(isControl);
  const at = controls().findIndex((control) => control === focused);
  const key = isControl(focused) ? focused.dataset.key : undefined;
  return () => {
    const now = controls();
    (now.find((control) => key && control.dataset.key === key) ?? now[at] ?? sheet).focus({ preventScroll: true });
  };
}

/**
 * @param {Element} element
 * @returns {element is HTMLElement | SVGElement}
 */
const isControl = (element) => element instanceof HTMLElement || element instanceof SVGElement;

/** @param {KeyboardEvent} event */
function onKey(event) {
  const target = event.target instanceof Element ? event.target : document.body;
  const isTyping = target.matches("input:not([type=checkbox]), select, textarea");
  const isOnPicture = target.closest("#network") !== null;
  if (event.key === "Escape") {
    closeSearch();
    select({});
  } else if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    searchField().focus();
  } else if (isOnPicture && /^Arrow(Up|Down|Left|Right)$/.test(event.key)) {
    event.preventDefault();
    walk(event.key);
  } else if (isOnPicture && event.key === "Enter") {
    byId("panel").focus();
  } else if (isOnPicture && (event.key === "+" || event.key === "=") && state.node !== null) {
    expand(state.node);
  } else if (isOnPicture && event.key === "-" && state.node !== null) {
    collapse(state.node);
  }
}

/** Print in light colours, and a picture whole and sharp. */
function startPrinting() {
  const paper = byId("paper");
  /** @type {string | null} */
  let screenTheme = null;
  window.addEventListener("beforeprint", () => {
    screenTheme = state.theme;
    state.theme = "light";
    state.printing = true;
    refresh();
    if (isPicture() && drawnPicture().nodes.size) paper.replaceChildren(drawSvg(), renderMarks());
  });
  window.addEventListener("afterprint", () => {
    state.theme = screenTheme ?? state.theme;
    state.printing = false;
    paper.replaceChildren();
    refresh();
  });
}

/** Follow the address and the size of the window. */
function followWindow() {
  window.addEventListener("hashchange", () => {
    if (isOwnAddress()) return;
    readAddress();
    if (isPicture()) fit(); else restorePlace();
  });
  let wasNarrow = isNarrow();
  window.addEventListener("resize", () => {
    if (isNarrow() !== wasNarrow) { wasNarrow = isNarrow(); refresh(); }
    fit();
  });
}

function startPage() {
  const left = data.left ? `; ${formatNumber(data.left)} lines are left to the graph` : "";
  const articles = plural(data.articles.length, "article");
  byId("summary").textContent = `${brief.summary} from ${articles}${left}`;
  byId("filters").toggleAttribute("open", !isNarrow());
  for (const tab of viewButtons()) {
    tab.hidden = !(viewNamed(viewOf(tab)).isOffered?.() ?? true);
    tab.addEventListener("click", () => showView(viewOf(tab)));
  }
  byId("theme").addEventListener("click", () => {
    state.theme = state.theme === "dark" ? "light" : "dark";
    refresh();
  });
  document.querySelector(".skip")?.addEventListener("click", (event) => {
    event.preventDefault();
    byId("stage").focus();
  });
  document.addEventListener("keydown", onKey);
  onChange(render);
  startPointer();
  startPrinting();
  followWindow();
  startSearch();
  document.documentElement.dataset.theme = state.theme;
  readAddress();
  fit();
  document.documentElement.dataset.ready = "yes";
}

startPage();
