// Going from view to view.

import { fit } from "./canvas.js";
import { byId } from "./dom.js";
import { isPicture, refresh, state } from "./state.js";

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
