// Paints a composed picture on a surface.

import { data, degree, look } from "./data.js";
import { FONT, LINE, overlaps, textWidth } from "./geometry.js";
import { pointOn } from "./routes.js";
import { state } from "./state.js";
import { shorten } from "./text.js";

/** @import { Colours, Command, Coordinates, EdgeShape, NodeShape, Picture } from "./types.js" */
/** @import { Rectangle, Route, StyleName, Surface } from "./types.js" */

const DASHES = { solid: undefined, dashed: [8, 5], dotted: [1.5, 5] };
const LANDMARKS = 30; // the largest number of names on a picture that is seen from afar
const RING = 3.2; // the radius of the ring at the beginning of a line of hearsay
const KAPPA = 0.5523; // by which a cubic curve approximates a quarter of a circle
const DIMMED = 0.22;

/** Return the colours of the current theme. */
export function readColours() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(look.colours.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/**
 * Mix a colour with the background; dimmed shapes stay opaque, so that no line shows through a box.
 * @param {Colours} colours
 * @param {string} name
 * @param {number} [share]
 */
function mixWithBackground(colours, name, share = DIMMED) {
  const channels = (/** @type {string} */ hex) => [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16));
  const back = channels(colours.bg);
  const mixed = channels(colours[name]).map((value, at) => Math.round(value * share + back[at] * (1 - share)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * Return the outline of a kind of node.
 * @param {string} kind
 * @param {number} x
 * @param {number} y
 * @param {Coordinates} half the half width and height
 */
function outline(kind, x, y, [half, high]) {
  switch (look.kinds[kind].shape) {
    case "square": return polygon(x, y, half, [-1, -1], [1, -1], [1, 1], [-1, 1]);
    case "diamond": return polygon(x, y, half * 1.2, [0, -1], [1, 0], [0, 1], [-1, 0]);
    case "hexagon": return polygon(x, y, half, [-1, 0], [-0.5, -0.9], [0.5, -0.9], [1, 0], [0.5, 0.9], [-0.5, 0.9]);
    case "triangle": return polygon(x, y, half, [0, -1], [1, 0.8], [-1, 0.8]);
    case "card": return roundBox(x, y, half, high, 7);
    case "sheet": return roundBox(x, y, half, high, 1);
    case "circle": return roundBox(x, y, half, half, half);
  }
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} size
 * @param {...Coordinates} corners as multiples of the size
 * @returns {Command[]}
 */
function polygon(x, y, size, ...corners) {
  return [
    ...corners.map(([dx, dy], at) => /** @type {Command} */ ([at ? "L" : "M", x + dx * size, y + dy * size])),
    ["Z"],
  ];
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} half
 * @param {number} high
 * @param {number} radius
 * @returns {Command[]}
 */
function roundBox(x, y, half, high, radius) {
  const [left, right, top, bottom, k] = [x - half, x + half, y - high, y + high, radius * (1 - KAPPA)];
  return [
    ["M", left + radius, top], ["L", right - radius, top], ["C", right - k, top, right, top + k, right, top + radius],
    ["L", right, bottom - radius], ["C", right, bottom - k, right - k, bottom, right - radius, bottom],
    ["L", left + radius, bottom], ["C", left + k, bottom, left, bottom - k, left, bottom - radius],
    ["L", left, top + radius], ["C", left, top + k, left + k, top, left + radius, top], ["Z"],
  ];
}

/**
 * Return the ring at the beginning of a line of hearsay.
 * @param {number} x
 * @param {number} y
 */
function ring(x, y) {
  return roundBox(x, y, RING, RING, RING);
}

/**
 * @param {Route} route
 * @returns {Command[]}
 */
function lineCommands({ curve: [a, b, c, d], level }) {
  /** @type {Command[]} */
  const commands = [["M", ...a], ["C", ...b, ...c, ...d]];
  return level ? [...commands, ["L", ...level]] : commands;
}

/**
 * Paint a picture: lines, then the words on them, then nodes over both.
 * @param {Picture} picture
 * @param {Surface} surface
 * @param {Colours} colours
 */
export function paint(picture, surface, colours) {
  /** @type {(name: string, dim: boolean) => string} */
  const colour = (name, dim) => (dim ? mixWithBackground(colours, name) : colours[name]);
  const edges = [...picture.edges].sort((a, b) => Number(b.dim) - Number(a.dim));
  for (const edge of edges) paintEdge(edge, surface, colour(edge.style, edge.dim), colours.bg);
  for (const { word, style, dim } of edges) {
    if (!word) continue;
    surface.path(roundBox(word.x, word.y, word.half, 8, 2), { fill: colours.bg });
    surface.text(word.x, word.y + 4, word.text, { size: 11.5, fill: colour(style, dim), anchor: "middle" });
  }
  const nodes = [...picture.nodes.values()].sort((a, b) => Number(b.dim) - Number(a.dim));
  for (const node of nodes) paintNode(node, surface, colour);
}

/**
 * @param {EdgeShape} edge
 * @param {Surface} surface
 * @param {string} stroke
 * @param {string} background
 */
function paintEdge(edge, surface, stroke, background) {
  const { line, end: head } = look.styles[edge.style];
  const width = edge.strong ? 4 : edge.reported ? 1.2 : 2;
  const end = edge.level ?? edge.curve[3];
  const before = edge.level ? edge.curve[3] : pointOn(edge.curve, 0.94);
  const length = Math.hypot(end[0] - before[0], end[1] - before[1]) || 1;
  const [dx, dy] = [(end[0] - before[0]) / length, (end[1] - before[1]) / length];
  surface.path(lineCommands(edge), { stroke, width, dash: DASHES[line], round: line === "dotted" });
  if (edge.reported) surface.path(ring(...edge.curve[0]), { stroke, width: 1.4, fill: background });
  /** @type {(along: number, across: number) => Coordinates} */
  const at = (along, across) => [end[0] - dx * along - dy * across, end[1] - dy * along + dx * across];
  if (head === "bar") {
    surface.path([["M", ...at(3, -6)], ["L", ...at(3, 6)]], { stroke, width: Math.max(2.6, width) });
  } else {
    const [left, notch, right] = [at(11, -4.6), at(8, 0), at(11, 4.6)];
    surface.path([["M", ...end], ["L", ...left], ["L", ...notch], ["L", ...right], ["Z"]], { fill: stroke });
  }
}

/**
 * @param {NodeShape} node
 * @param {Surface} surface
 * @param {(name: string, dim: boolean) => string} colour
 */
function paintNode(node, surface, colour) {
  const { kind, state: stance, middle } = data.nodes[node.number];
  const { fill, edge, border } = look.kinds[kind];
  const selected = state.node === node.number;
  const contested = stance === "contested" && middle;
  const stroke = selected ? "focus" : contested ? "contested" : kind === "claim" ? stance || "relay" : edge;
  surface.path(outline(kind, node.x, node.y, node.half), {
    fill: colour(fill, node.dim), stroke: colour(stroke, node.dim),
    width: selected ? 4 : contested ? 3 : border === "solid" ? 1.5 : 2,
    dash: border === "dashed" ? [3, 3] : undefined,
  });
  const ink = colour("ink", node.dim);
  const top = node.box ? node.y - (node.lines.length * LINE) / 2 + 12 : node.y + node.half[1] + 16;
  node.lines.forEach((line, at) => {
    const y = top + at * LINE;
    if (node.box) surface.text(node.extent[0] + 11, y, line, { size: FONT, fill: ink, anchor: "start" });
    else surface.text(node.x, y, line, { size: FONT, fill: ink, anchor: "middle", halo: colour("bg", false) });
  });
}

/** In the order in which lines are painted over one another. @type {StyleName[]} */
const LAYERS = ["relay", "allege", "affirm", "reject"];

/**
 * Paint thousands of nodes from afar: all lines of a style in one stroke, no heads, and only the names of landmarks.
 * @param {Picture} picture
 * @param {Surface} surface
 * @param {Colours} colours
 * @param {number} scale
 */
export function paintFar(picture, surface, colours, scale) {
  // thousands of lines at full strength would hide the islands between which they run
  const strength = picture.emphasis || picture.edges.length < 2000 ? 1 : 0.45;
  for (const style of LAYERS) {
    for (const dim of [true, false]) {
      const lines = picture.edges.filter((edge) => edge.style === style && edge.dim === dim).flatMap(lineCommands);
      if (!lines.length) continue;
      const stroke = mixWithBackground(colours, style, dim ? DIMMED : strength);
      surface.path(lines, { stroke, width: (dim ? 0.6 : 0.9) / scale });
    }
  }
  /** @type {Map<string, { fill: string, border: string, dim: boolean, commands: Command[] }>} */
  const groups = new Map();
  for (const node of picture.nodes.values()) {
    const { kind, state: stance, middle } = data.nodes[node.number];
    const { fill } = look.kinds[kind];
    const border = state.node === node.number ? "focus" : middle && stance ? stance : "node-line";
    const key = `${fill} ${border} ${node.dim}`;
    const group = groups.get(key) ?? { fill, border, dim: node.dim, commands: [] };
    groups.set(key, group);
    // from afar a rectangle looks like a circle, and is quicker
    const { x, y, half: [half, high] } = node;
    group.commands.push(...polygon(x, y, 1, [-half, -high], [half, -high], [half, high], [-half, high]));
  }
  for (const { fill, border, dim, commands } of groups.values()) {
    const colour = (/** @type {string} */ name) => (dim ? mixWithBackground(colours, name) : colours[name]);
    const width = (border === "contested" ? 2.4 : 0.8) / scale;
    surface.path(commands, { fill: colour(fill), stroke: colour(border), width });
  }
  paintLandmarks(picture, surface, colours, scale);
}

/**
 * Write the names of those who speak most, as on a map: large enough to be read, and none over another.
 * @param {Picture} picture
 * @param {Surface} surface
 * @param {Colours} colours
 * @param {number} scale
 */
function paintLandmarks(picture, surface, colours, scale) {
  /** @type {Rectangle[]} */
  const taken = [];
  const parties = [...picture.nodes.values()].filter(({ number, dim }) =>
    !dim && !["claim", "nobody"].includes(data.nodes[number].kind));
  const isSelected = (/** @type {NodeShape} */ node) => Number(node.number === state.node);
  parties.sort((a, b) => isSelected(b) - isSelected(a) || degree[b.number] - degree[a.number] || a.number - b.number);
  for (const { number, x, y } of parties.slice(0, LANDMARKS)) {
    const text = shorten(data.nodes[number].label, 28);
    const [half, high] = [textWidth(text) / 2 / scale, 10 / scale];
    /** @type {Rectangle} */
    const box = [x - half, y - high, x + half, y + high];
    if (taken.some((other) => overlaps(box, other))) continue;
    taken.push(box);
    surface.text(x, y + 4 / scale, text, {
      size: FONT / scale, fill: colours.ink, anchor: "middle", halo: colours.bg, haloWidth: 4 / scale,
    });
  }
}
