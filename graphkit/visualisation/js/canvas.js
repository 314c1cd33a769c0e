// The canvas on which a picture is seen: vis-network is the camera, and knows which node is at a point.

import { data, drawingOptions } from "./data.js";
import { byId, cssValue, isNarrow, makeSvg, prefersStillness, save, SVG } from "./dom.js";
import { composePicture, overlaps } from "./geometry.js";
import { paint, paintFar, readColours } from "./paint.js";
import { isPicture, state } from "./state.js";
import { onCanvas, onSvg } from "./surfaces.js";
import { describeLink } from "./wording.js";

/** @import { Coordinates, EdgeShape, Picture, Rectangle } from "./types.js" */

const MANY = 600;
const FAR = 0.32; // below this scale words cannot be read

/** @type {vis.Network | null} */
let network = null;
/** @type {Picture} */
let picture = { nodes: new Map(), edges: [], emphasis: null };
const nodeSet = new vis.DataSet();

/** Return the picture as it is drawn now. */
export const drawnPicture = () => picture;

/** @type {{ click: (point: vis.Position) => void, doubleClick: (point: vis.Position) => void }} */
const handlers = { click: () => {}, doubleClick: () => {} };

/**
 * Set what happens at a click and a double click on the picture.
 * @param {typeof handlers} given
 */
export function handleClicks(given) {
  Object.assign(handlers, given);
}

/** Compose and draw the current picture; return how many links and nodes it shows. */
export function draw() {
  picture = composePicture();
  layer = null;
  const items = [...picture.nodes.values()].map(({ number, x, y, half }) => ({
    id: number, x, y, shape: /** @type {const} */ ("custom"),
    // `paint` draws the node; vis-network only has to know its size
    ctxRenderer: () => ({ drawNode() {}, nodeDimensions: { width: 2 * half[0], height: 2 * half[1] } }),
  }));
  const keep = new Set(items.map((item) => item.id));
  nodeSet.remove(nodeSet.getIds().filter((id) => !keep.has(id)));
  nodeSet.update(items);
  if (network) network.redraw();
  else network = startNetwork();
  return { links: picture.edges.reduce((sum, edge) => sum + edge.visible.length, 0), nodes: picture.nodes.size };
}

function startNetwork() {
  const container = byId("network");
  const started = new vis.Network(container, { nodes: nodeSet, edges: new vis.DataSet() }, drawingOptions);
  // the container has a name and is one stop for the Tab key; a second would be too many
  const inner = container.querySelector(".vis-network");
  if (inner instanceof HTMLElement) inner.tabIndex = -1;
  started.on("beforeDrawing", (context) => paintFrame(context, started));
  started.on("click", ({ pointer }) => handlers.click(pointer.DOM));
  started.on("doubleClick", ({ pointer }) => handlers.doubleClick(pointer.DOM));
  return started;
}

/**
 * A large picture is painted once, larger than what is seen, and only moved and scaled until it rests.
 * @typedef {{ image: HTMLCanvasElement, scale: number, left: number, top: number, width: number, height: number }}
 *   Layer
 */

/** @type {Layer | null} */
let layer = null;
let restTimer = 0;

/**
 * Paint what is seen now.
 * @param {CanvasRenderingContext2D} context
 * @param {vis.Network} camera
 */
function paintFrame(context, camera) {
  const scale = camera.getScale();
  if (picture.nodes.size + picture.edges.length <= MANY) {
    paint(picture, onCanvas(context), readColours());
    return;
  }
  const { clientWidth: width, clientHeight: height } = byId("network");
  const { x: left, y: top } = camera.DOMtoCanvas({ x: 0, y: 0 });
  const isInside = layer && left >= layer.left && top >= layer.top
    && left + width / scale <= layer.left + layer.width && top + height / scale <= layer.top + layer.height;
  if (!isInside || layer?.scale !== scale) {
    clearTimeout(restTimer);
    if (layer) restTimer = setTimeout(() => { layer = null; camera.redraw(); }, 90);
  }
  layer ??= paintLayer(left, top, width / scale, height / scale, scale);
  context.drawImage(layer.image, layer.left, layer.top, layer.width, layer.height);
}

/**
 * @param {number} left
 * @param {number} top
 * @param {number} width
 * @param {number} height
 * @param {number} scale
 * @returns {Layer}
 */
function paintLayer(left, top, width, height, scale) {
  const ratio = window.devicePixelRatio || 1;
  const margin = 0.5;
  const image = document.createElement("canvas");
  image.width = Math.ceil(width * (1 + 2 * margin) * scale * ratio);
  image.height = Math.ceil(height * (1 + 2 * margin) * scale * ratio);
  const painted = {
    image, scale, left: left - width * margin, top: top - height * margin,
    width: image.width / scale / ratio, height: image.height / scale / ratio,
  };
  const context = contextOf(image);
  context.scale(scale * ratio, scale * ratio);
  context.translate(-painted.left, -painted.top);
  const surface = onCanvas(context);
  if (scale < FAR) paintFar(picture, surface, readColours(), scale);
  else paint(partWithin(painted), surface, readColours());
  return painted;
}

/** @param {HTMLCanvasElement} image */
function contextOf(image) {
  return /** @type {CanvasRenderingContext2D} */ (image.getContext("2d"));
}

/**
 * Return the part of the picture that touches a layer.
 * @param {Layer} layer
 * @returns {Picture}
 */
function partWithin({ left, top, width, height }) {
  /** @type {Rectangle} */
  const sight = [left, top, left + width, top + height];
  /** @type {(points: Coordinates[]) => Rectangle} */
  const extent = (points) => {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs) + 1, Math.max(...ys) + 1];
  };
  /** @param {EdgeShape} edge */
  const isSeen = ({ curve, level }) => overlaps(extent(level ? [...curve, level] : curve), sight);
  return {
    nodes: new Map([...picture.nodes].filter(([, node]) => overlaps(node.extent, sight))),
    edges: picture.edges.filter(isSeen),
    emphasis: picture.emphasis,
  };
}

/**
 * Return the node or the line at a point of the page: a line within seven pixels of it.
 * @param {vis.Position} point
 * @returns {{ node?: number, link?: number }}
 */
export function findAt(point) {
  if (!network) return {};
  const node = network.getNodeAt(point);
  if (node !== undefined) return { node };
  const { x, y } = network.DOMtoCanvas(point);
  let [link, least] = [-1, 7 / network.getScale()];
  for (const edge of picture.edges) {
    for (let at = 1; at < edge.points.length; at += 1) {
      const distance = distanceTo([x, y], edge.points[at - 1], edge.points[at]);
      if (distance < least) [link, least] = [edge.visible[0], distance];
    }
  }
  if (link >= 0) return { link };
  // the name below a symbol belongs to it
  const named = [...picture.nodes.values()].find(({ extent: [left, top, right, bottom] }) =>
    x >= left && x <= right && y >= top && y <= bottom);
  return named ? { node: named.number } : {};
}

/**
 * Return the distance of a point from a straight line between two others.
 * @param {Coordinates} point
 * @param {Coordinates} start
 * @param {Coordinates} end
 */
function distanceTo([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/**
 * Return the rectangle that the picture fills.
 * @returns {Rectangle}
 */
function pictureBounds() {
  /** @type {Rectangle} */
  const bounds = [Infinity, Infinity, -Infinity, -Infinity];
  const extend = (/** @type {Rectangle} */ [left, top, right, bottom]) => {
    bounds[0] = Math.min(bounds[0], left);
    bounds[1] = Math.min(bounds[1], top);
    bounds[2] = Math.max(bounds[2], right);
    bounds[3] = Math.max(bounds[3], bottom);
  };
  for (const node of picture.nodes.values()) extend(node.extent);
  for (const edge of picture.edges) for (const [x, y] of edge.points) extend([x, y, x, y]);
  return bounds;
}

let hasFitted = false;

/** Bring the whole picture into view; where it would be too small to be read, its upper part. */
export function fit() {
  const { clientWidth: width, clientHeight: height } = byId("network");
  if (!network || !picture.nodes.size || !width || !height) return;
  const [left, top, right, bottom] = pictureBounds();
  const margin = isNarrow() ? 12 : 36;
  const across = (width - margin) / (right - left);
  const whole = Math.min(across, (height - margin) / (bottom - top), 1.25);
  const least = state.all ? 0 : Math.min(across, isNarrow() ? 0.85 : 0.74);
  const scale = Math.max(whole, least);
  const y = scale > whole ? top + (height / 2 - margin / 2) / scale : (top + bottom) / 2;
  move(network, { x: (left + right) / 2, y }, scale, hasFitted);
  hasFitted = true;
}

/**
 * @param {vis.Network} camera
 * @param {vis.Position} position
 * @param {number} scale
 * @param {boolean} animated
 */
function move(camera, position, scale, animated) {
  const isSmooth = animated && !prefersStillness() && picture.nodes.size <= MANY;
  camera.moveTo({ position, scale, animation: isSmooth && { duration: 220, easingFunction: "easeOutQuad" } });
}

/**
 * Bring a node into view if it is not.
 * @param {number} number
 */
export function reveal(number) {
  const node = picture.nodes.get(number);
  if (!network || !node || !isPicture()) return;
  const { x, y } = network.canvasToDOM(node);
  const { clientWidth: width, clientHeight: height } = byId("network");
  const isFar = network.getScale() < FAR;
  const isOutside = x < 60 || y < 40 || x > width - 60 || y > height - 60;
  if (isFar || isOutside) move(network, { x: node.x, y: node.y }, isFar ? 0.8 : network.getScale(), true);
}

/** Draw the whole picture as SVG, with the words as text. */
export function drawSvg() {
  const [left, top, right, bottom] = pictureBounds().map(Math.round);
  const box = [left - 16, top - 16, right - left + 32, bottom - top + 32];
  const colours = readColours();
  const svg = makeSvg("svg", {
    xmlns: SVG, viewBox: box.join(" "), width: box[2], height: box[3], role: "img", "font-family": cssValue("sans"),
  },
    makeSvg("title", {}, data.title),
    makeSvg("desc", {}, picture.edges.slice(0, 40).map((edge) => describeLink(edge.visible[0])).join("; ")),
    makeSvg("rect", { x: box[0], y: box[1], width: box[2], height: box[3], fill: colours.bg }));
  if (picture.nodes.size > MANY) paintFar(picture, onSvg(svg), colours, 0.3);
  else paint(picture, onSvg(svg), colours);
  return svg;
}

/** Save what is seen as PNG, twice as sharp as the screen. */
export function savePng() {
  if (!network) return;
  const { clientWidth: width, clientHeight: height } = byId("network");
  const image = document.createElement("canvas");
  const sharpness = 2;
  image.width = width * sharpness;
  image.height = height * sharpness;
  const context = contextOf(image);
  const [scale, origin, colours] = [network.getScale(), network.DOMtoCanvas({ x: 0, y: 0 }), readColours()];
  context.fillStyle = colours.bg;
  context.fillRect(0, 0, image.width, image.height);
  context.scale(scale * sharpness, scale * sharpness);
  context.translate(-origin.x, -origin.y);
  if (picture.nodes.size > MANY && scale < FAR) paintFar(picture, onCanvas(context), colours, scale);
  else paint(picture, onCanvas(context), colours);
  image.toBlob((blob) => { if (blob) save(`graph-${state.view}.png`, blob); }, "image/png");
}
