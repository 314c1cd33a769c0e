// The lines of a picture: where they leave and arrive, and how they bend.

import { isHearsay } from "./data.js";
import { state } from "./state.js";

/** @import { Coordinates, Curve, EdgeShape, Emphasis, NodeShape, Route, VisibleEdge } from "./types.js" */

/**
 * Return the side of a node from which a line leaves to another: 1 right, -1 left, 0 if they share a column.
 * @param {NodeShape} node
 * @param {NodeShape} other
 */
function sideOf(node, other) {
  if (node.column === other.column) return 0;
  return Math.sign(other.x - node.x);
}

/**
 * Return a node of the picture.
 * @param {Map<number, NodeShape>} nodes
 * @param {number} number
 */
function nodeIn(nodes, number) {
  return /** @type {NodeShape} */ (nodes.get(number));
}

/**
 * Spread the lines at one side of a box over its height, in the order of their other ends.
 * @param {VisibleEdge[]} edges
 * @param {Map<number, NodeShape>} nodes
 * @returns {(edge: VisibleEdge, end: 0 | 1) => number} the y at which a line leaves (0) or arrives (1)
 */
function spreadPorts(edges, nodes) {
  /** @type {Map<string, { edge: number, end: number, node: NodeShape, other: NodeShape }[]>} */
  const sides = new Map();
  for (const edge of edges) {
    const ends = [nodeIn(nodes, edge.from), nodeIn(nodes, edge.to)];
    ends.forEach((node, end) => {
      const other = ends[1 - end];
      const key = `${node.number} ${sideOf(node, other)}`;
      const side = sides.get(key) ?? [];
      side.push({ edge: edge.id, end, node, other });
      sides.set(key, side);
    });
  }
  /** @type {Map<string, number>} */
  const ports = new Map();
  for (const side of sides.values()) {
    side.sort((a, b) => a.other.y - b.other.y || a.edge - b.edge);
    const { node } = side[0];
    const gap = node.box ? Math.min(16, (2 * node.half[1] - 14) / Math.max(1, side.length - 1)) : 0;
    side.forEach(({ edge, end }, at) => ports.set(`${edge} ${end}`, node.y + (at - (side.length - 1) / 2) * gap));
  }
  return (edge, end) => ports.get(`${edge.id} ${end}`) ?? 0;
}

/**
 * Return the left and the right bound of each column.
 * @param {Map<number, NodeShape>} nodes
 */
function columnBounds(nodes) {
  /** @type {Record<string, [left: number, right: number]>} */
  const bounds = {};
  for (const { column, x, half } of nodes.values()) {
    const [left, right] = bounds[column] ?? [Infinity, -Infinity];
    bounds[column] = [Math.min(left, x - half[0]), Math.max(right, x + half[0])];
  }
  return bounds;
}

/**
 * Return a curve between two points that leaves and arrives level.
 * @param {Coordinates} start
 * @param {Coordinates} end
 * @returns {Curve}
 */
function levelCurve(start, end) {
  const reach = (end[0] - start[0]) * 0.5;
  return [start, [start[0] + reach, start[1]], [end[0] - reach, end[1]], end];
}

/**
 * Route a line from a party to what it speaks on: it bends in the gap beside its own column, then runs level in the row
 * of its target, in which nothing else stands.
 * @param {VisibleEdge} edge
 * @param {NodeShape} from
 * @param {NodeShape} to
 * @param {ReturnType<typeof spreadPorts>} port
 * @param {ReturnType<typeof columnBounds>} bounds
 * @returns {Route}
 */
function routeBetweenColumns(edge, from, to, port, bounds) {
  const side = sideOf(from, to);
  const [leaves, arrives] = [port(edge, 0), port(edge, 1)];
  if (!side) return { curve: curveAround(from, to, leaves, arrives), level: null };
  /** @type {Coordinates} */
  const start = [from.x + side * from.half[0], leaves];
  /** @type {Coordinates} */
  const end = [to.x - side * to.half[0], arrives];
  const between = { left: "works", right: "claims" }[from.column];
  if (between && between !== to.column && bounds[between]) {
    /** @type {Coordinates} */
    const bend = [bounds[between][side > 0 ? 0 : 1] - side * 14, end[1]];
    if ((end[0] - bend[0]) * side > 0) return { curve: levelCurve(start, bend), level: end };
  }
  return { curve: levelCurve(start, end), level: null };
}

/**
 * Return a curve between two nodes of one column, around what stands between them.
 * @param {NodeShape} from
 * @param {NodeShape} to
 * @param {number} leaves
 * @param {number} arrives
 * @returns {Curve}
 */
function curveAround(from, to, leaves, arrives) {
  const wider = from.x + from.half[0] > to.x + to.half[0] ? from : to;
  const out = wider.x + wider.half[0] + 26 + Math.min(60, Math.abs(from.y - to.y) * 0.12);
  return [[from.x + from.half[0], leaves], [out, leaves], [out, arrives], [to.x + to.half[0], arrives]];
}

/**
 * @param {Coordinates} a
 * @param {Coordinates} b
 * @param {number} t
 * @returns {Coordinates}
 */
const lerp = (a, b, t) => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];

/**
 * Return the piece of a curve between two of its parameters (de Casteljau).
 * @param {Curve} curve
 * @param {number} first
 * @param {number} last
 */
function trimCurve(curve, first, last) {
  /** @type {(curve: Curve, t: number) => [Curve, Curve]} */
  const split = ([a, b, c, d], t) => {
    const [ab, bc, cd] = [lerp(a, b, t), lerp(b, c, t), lerp(c, d, t)];
    const [abc, bcd] = [lerp(ab, bc, t), lerp(bc, cd, t)];
    const middle = lerp(abc, bcd, t);
    return [[a, ab, abc, middle], [middle, bcd, cd, d]];
  };
  const [, tail] = split(curve, first);
  return split(tail, (last - first) / (1 - first))[0];
}

/**
 * Return the point of a curve at a parameter from 0 to 1.
 * @param {Curve} curve
 * @param {number} t
 * @returns {Coordinates}
 */
export function pointOn([a, b, c, d], t) {
  const u = 1 - t;
  /** @param {0 | 1} axis */
  const at = (axis) => u * u * u * a[axis] + 3 * u * u * t * b[axis] + 3 * u * t * t * c[axis] + t * t * t * d[axis];
  return [at(0), at(1)];
}

/**
 * Route a line straight from party to party, bent so that several between the same two stay apart.
 * @param {NodeShape} from
 * @param {NodeShape} to
 * @param {number} bend
 * @returns {Route}
 */
function routeBetweenParties(from, to, bend) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const aside = 0.16 + 0.16 * bend;
  /** @type {(t: number) => Coordinates} */
  const control = (t) => [from.x + dx * t + dy * aside, from.y + dy * t - dx * aside];
  /** @type {Curve} */
  const curve = [[from.x, from.y], control(0.3), control(0.7), [to.x, to.y]];
  /** @type {(node: NodeShape, point: Coordinates) => boolean} */
  const isInside = (node, [x, y]) =>
    Math.abs(x - node.x) <= node.half[0] + 3 && Math.abs(y - node.y) <= node.half[1] + 3;
  let [first, last] = [0, 1];
  while (first < 0.45 && isInside(from, pointOn(curve, first))) first += 0.02;
  while (last > 0.55 && isInside(to, pointOn(curve, last))) last -= 0.02;
  return { curve: trimCurve(curve, first, last), level: null };
}

/**
 * Return points along a route, close enough to one another to measure a distance or place a word.
 * @param {Route} route
 */
function samplePoints({ curve, level }) {
  /** @type {Coordinates[]} */
  const points = [];
  for (let at = 0; at <= 24; at += 1) points.push(pointOn(curve, at / 24));
  if (level) for (let at = 1; at <= 12; at += 1) points.push(lerp(curve[3], level, at / 12));
  return points;
}

/**
 * Return the shapes of edges.
 * @param {VisibleEdge[]} edges
 * @param {Map<number, NodeShape>} nodes
 * @param {Emphasis | null} emphasis
 */
export function routeEdges(edges, nodes, emphasis) {
  const hasColumns = [...nodes.values()].every((node) => node.column !== "ring");
  const port = hasColumns ? spreadPorts(edges, nodes) : null;
  const bounds = columnBounds(nodes);
  /** @type {Map<string, number>} */
  const bends = new Map();
  return edges.map((edge) => {
    const [from, to] = [nodeIn(nodes, edge.from), nodeIn(nodes, edge.to)];
    const pair = `${edge.from} ${edge.to}`;
    const bend = (bends.get(pair) ?? -1) + 1;
    bends.set(pair, bend);
    const route = port ? routeBetweenColumns(edge, from, to, port, bounds) : routeBetweenParties(from, to, bend);
    // thousands of lines are measured by their ends alone
    const ends = route.level ? [route.curve[0], route.curve[3], route.level] : [route.curve[0], route.curve[3]];
    /** @type {EdgeShape} */
    const shape = {
      ...edge, ...route, points: edges.length > 2000 ? ends : samplePoints(route), word: null,
      dim: emphasis !== null && !emphasis.edges.has(edge.id),
      strong: state.link !== null && edge.links.includes(state.link),
      reported: edge.visible.every(isHearsay),
    };
    return shape;
  });
}
