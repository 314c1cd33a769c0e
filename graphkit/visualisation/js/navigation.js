// Going from view to view, and further down a long list.

import { fit } from "./canvas.js";
import { button, byId } from "./dom.js";
import { isPicture, refresh, state } from "./state.js";
import { formatNumber } from "./text.js";

/**
 * Show a view from its top.
 * @param {string} name
 */
export function showView(name) {
  const isNew = state.view !== name;
  rememberPlace();
  state.view = name;
  state.limit = 200;
  byId("sheet").scrollTop = 0;
  refresh();
  if (isNew && isPicture()) fit();
}

/** Keep how far one has read in the step that is left, so that the browser's way back leads there. */
function rememberPlace() {
  try {
    history.replaceState({ sheet: byId("sheet").scrollTop, page: window.scrollY }, "");
  } catch {
    // a sandboxed frame has no steps
  }
}

/** Scroll to where one had read when the step was left that the browser has gone back to. */
export function restorePlace() {
  const { sheet = 0, page = 0 } = history.state ?? {};
  byId("sheet").scrollTop = sheet;
  window.scrollTo(0, page);
}

/**
 * Return a button that shows more rows of a list; nothing where all are shown.
 * @param {number} total the number of rows
 * @param {() => void} [render] shows the list anew
 */
export function moreButton(total, render = refresh) {
  if (total <= state.limit) return null;
  return button({ onclick: () => { state.limit += 500; render(); } }, `Show more of ${formatNumber(total)}`);
}
