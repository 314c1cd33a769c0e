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
  state.view = name;
  state.limit = 200;
  byId("sheet").scrollTop = 0;
  refresh();
  if (isNew && isPicture()) fit();
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
