// The picture as shapes: boxes, symbols, lines and words. Nothing here paints. Lengths are in units of the picture, of
// which one is a pixel where the picture is not scaled.

import { data, degree, edgesOf, look } from "./data.js";
import { cssValue } from "./dom.js";
import { placeNodes } from "./placement.js";
import { routeEdges } from "./routes.js";
import { isFiltered, isVisible, state } from "./state.js";
import { shorten } from "./text.js";
import { wording } from "./wording.js";

/** @import { EdgeShape, Emphasis, NodeShape, Picture, Place, Rectangle, VisibleEdge } from "./types.js" */

export const FONT = 13;
export const LINE = 16;

const measuring = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
/** @type {Map<string, number>} */
const widths = new Map();

/**
 * Measure the width of a line of text.
 * @param {string} text
 * @param {number} [size]
 */
export function textWidth(text, size = FONT) {
  const key = `${size} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    measuring.font = `400 ${size}px ${cssValue("sans")}`;
    width = measuring.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

/**
 * Return the shape of a node in its place: a box around its words, or a symbol above them.
 * @param {number} number
 * @param {Place} place
 * @returns {NodeShape}
 */
function shapeNode(number, place) {
  const { x, y, lines } = place;
  const text = Math.max(...lines.map((line) => textWidth(line)));
  if (look.kinds[data.nodes[number].kind].box) {
    const [half, high] = [Math.max(text + 22, 44) / 2, (lines.length * LINE + 14) / 2];
    const extent = /** @type {Rectangle} */ ([x - half, y - high, x + half, y + high]);
    return { ...place, number, box: true, half: [half, high], extent, dim: false };
  }
  const radius = Math.min(17, 11 + Math.sqrt(degree[number]) * 1.5);
  const wide = Math.max(text / 2 + 4, radius);
  const extent = /** @type {Rectangle} */ ([x - wide, y - radius - 2, x + wide, y + radius + 4 + lines.length * LINE]);
  return { ...place, number, box: false, half: [radius, radius], extent, dim: false };
}

/**
 * Return the words on an edge: its first act, and how many more there are.
 * @param {VisibleEdge} edge
 */
function labelEdge(edge) {
  const acts = [...new Set(edge.visible.map((number) => wording(data.links[number].act)))];
  return acts.length > 1 ? `${shorten(acts[0], 22)} +${acts.length - 1}` : shorten(acts[0], 22);
}

/**
 * @param {Rectangle} a
 * @param {Rectangle} b
 */
export const overlaps = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
const SHARES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78, 0.86];

/**
 * Place words on lines where they cover no box, name or other word; where there is no room the words are left out.
 * @param {EdgeShape[]} edges
 * @param {Map<number, NodeShape>} nodes
 */
function placeWords(edges, nodes) {
  const taken = [...nodes.values()].map((node) => node.extent);
  const ordered = [...edges].sort((a, b) => Number(a.dim) - Number(b.dim) || a.id - b.id);
  for (const edge of ordered) {
    if (edge.dim) continue;
    const text = labelEdge(edge);
    const half = textWidth(text, 11.5) / 2 + 3;
    for (const share of SHARES) {
      const [x, y] = edge.points[Math.round(share * (edge.points.length - 1))];
      /** @type {Rectangle} */
      const box = [x - half, y - 8, x + half, y + 8];
      if (taken.some((other) => overlaps(box, other))) continue;
      taken.push(box);
      edge.word = { x, y, text, half };
      break;
    }
  }
}

/**
 * Return which nodes and edges stand out: what is selected and its neighbours; null where none of it is drawn.
 * @param {VisibleEdge[]} edges
 * @param {Map<number, NodeShape>} nodes
 * @returns {Emphasis | null}
 */
function findEmphasis(edges, nodes) {
  const { node, link, reading } = state;
  const near = node !== null ? edges.filter((edge) => edge.from === node || edge.to === node)
    : link !== null ? edges.filter((edge) => edge.links.includes(link))
    : reading !== null ? edges.filter((edge) => edge.links.some((at) => data.links[at].reading === reading)) : [];
  if (!near.length && (node === null || !nodes.has(node))) return null;
  const ends = near.flatMap((edge) => [edge.from, edge.to]);
  return { nodes: new Set(node === null ? ends : [node, ...ends]), edges: new Set(near.map((edge) => edge.id)) };
}

/**
 * Compose the current picture: nodes and edges, each with its shape.
 * @returns {Picture}
 */
export function composePicture() {
  const places = placeNodes();
  const filtered = isFiltered();
  /** @type {VisibleEdge[]} */
  const visibleEdges = [];
  for (const edge of edgesOf(state.view)) {
    if (!places.has(edge.from) || !places.has(edge.to)) continue;
    const visible = filtered ? edge.links.filter((number) => isVisible(number)) : edge.links;
    if (visible.length) visibleEdges.push({ ...edge, visible });
  }
  const linked = new Set(visibleEdges.flatMap((edge) => [edge.from, edge.to]));
  /** @type {Map<number, NodeShape>} */
  const nodes = new Map();
  for (const [number, place] of places) {
    if (linked.has(number) || number === state.node) nodes.set(number, shapeNode(number, place));
  }
  const emphasis = findEmphasis(visibleEdges, nodes);
  for (const node of nodes.values()) node.dim = emphasis !== null && !emphasis.nodes.has(node.number);
  const edges = routeEdges(visibleEdges, nodes, emphasis);
  if (edges.length <= 400 || emphasis) placeWords(edges, nodes);
  return { nodes, edges, emphasis };
}
