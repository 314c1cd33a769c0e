// What the pointer and the keys do on a picture.

import { drawnPicture, findAt, handleClicks, reveal } from "./canvas.js";
import { data, degree } from "./data.js";
import { byId } from "./dom.js";
import { addToPicture, hiddenNeighbours, ownNeighbours } from "./placement.js";
import { select } from "./selection.js";
import { isPicture, state } from "./state.js";
import { shorten } from "./text.js";
import { describeLink, kindOf } from "./wording.js";

/** @import { NodeShape } from "./types.js" */

/** The number of hidden neighbours that are shown at once. */
export const AT_ONCE = 12;

/** Let the pointer select, expand and collapse, and show what is below it. */
export function startPointer() {
  handleClicks({
    click: (point) => select(findAt(point)),
    doubleClick: (point) => {
      const { node } = findAt(point);
      if (node === undefined) return;
      if (hiddenNeighbours(node).length) expand(node); else collapse(node);
    },
  });
  const container = byId("network");
  container.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse" && !event.buttons) showHint(event);
  });
  container.addEventListener("pointerleave", hideHint);
  container.addEventListener("pointerdown", hideHint);
}

/**
 * Show the whole wording of what is below the pointer.
 * @param {PointerEvent} event
 */
function showHint(event) {
  const frame = byId("network").getBoundingClientRect();
  const point = { x: event.clientX - frame.left, y: event.clientY - frame.top };
  const { node, link } = findAt(point);
  let text = link === undefined ? "" : describeLink(link);
  if (node !== undefined) text = `${kindOf(node)}: ${shorten(data.nodes[node].label, 300)}`;
  byId("network").classList.toggle("pointing", text !== "");
  const hint = byId("hint");
  hint.hidden = text === "";
  if (hint.hidden) return;
  hint.textContent = text;
  hint.style.left = `${Math.max(8, Math.min(point.x + 14, frame.width - hint.offsetWidth - 8))}px`;
  const isLow = point.y + 18 + hint.offsetHeight > frame.height;
  hint.style.top = `${isLow ? point.y - hint.offsetHeight - 10 : point.y + 18}px`;
}

function hideHint() {
  byId("hint").hidden = true;
}

/**
 * Select the next node: up and down within a column, left and right along the lines.
 * @param {string} key the arrow key
 */
export function walk(key) {
  const picture = drawnPicture();
  const nodes = [...picture.nodes.values()].sort((a, b) => a.x - b.x || a.y - b.y || a.number - b.number);
  if (!nodes.length) return;
  const here = state.node === null ? undefined : picture.nodes.get(state.node);
  const go = (/** @type {NodeShape} */ node) => { select({ node: node.number }); reveal(node.number); };
  if (!here) { go(key === "ArrowUp" || key === "ArrowLeft" ? nodes[nodes.length - 1] : nodes[0]); return; }
  if (key === "ArrowUp" || key === "ArrowDown") {
    const at = nodes.indexOf(here) + (key === "ArrowDown" ? 1 : -1);
    go(nodes[(at + nodes.length) % nodes.length]);
    return;
  }
  const side = key === "ArrowRight" ? 1 : -1;
  const ends = picture.edges.filter(({ from, to }) => from === here.number || to === here.number)
    .map(({ from, to }) => (from === here.number ? to : from));
  const linked = ends.flatMap((number) => picture.nodes.get(number) ?? [])
    .filter((node) => (node.x - here.x) * side > 20)
    .sort((a, b) => Math.hypot(a.x - here.x, a.y - here.y) - Math.hypot(b.x - here.x, b.y - here.y));
  if (linked.length) go(linked[0]);
}

/**
 * Show hidden neighbours of a node, a dozen at a time, contested ones first.
 * @param {number} number
 */
export function expand(number) {
  const rank = (/** @type {number} */ other) => (data.nodes[other].state === "contested" ? 0 : 1);
  const hidden = hiddenNeighbours(number).sort((a, b) => rank(a) - rank(b) || degree[b] - degree[a] || a - b);
  for (const other of hidden.slice(0, AT_ONCE)) addToPicture(other);
  select({ node: number });
  reveal(number);
}

/**
 * Select a node and bring it into view; in a picture not alone, but with some of what it is linked with.
 * @param {number} number
 */
export function openNode(number) {
  select({ node: number });
  const isAlone = isPicture() && !drawnPicture().edges.some(({ from, to }) => from === number || to === number);
  if (isAlone) expand(number); else reveal(number);
}

/**
 * Remove the neighbours of a node that are linked with nothing else in the picture.
 * @param {number} number
 */
export function collapse(number) {
  for (const other of ownNeighbours(number)) {
    state.added.delete(other);
    state.removed.add(other);
  }
  select({ node: number });
}
