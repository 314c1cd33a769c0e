// The picture as shapes: boxes, symbols, lines with their ends and words. Nothing here draws; lengths are in units of
// the picture, of which one is a pixel where it is not scaled.

const FONT = 13;
const LINE = 16;
const BOXES = new Set(["claim", "work", "event"]);

const measuring = document.createElement("canvas").getContext("2d");
const widths = new Map();

function textWidth(text, size = FONT, weight = 400) {
  const key = `${weight} ${size} ${text}`;
  if (!widths.has(key)) {
    measuring.font = `${weight} ${size}px ${colour("sans")}`;
    widths.set(key, measuring.measureText(text).width);
  }
  return widths.get(key);
}

/** Give a node its size in its place: a box around its words, or a symbol above them. */
function shapeNode(number, place) {
  const { kind } = data.nodes[number];
  const { x, y, lines } = place;
  const text = Math.max(...lines.map((line) => textWidth(line)));
  if (BOXES.has(kind)) {
    const half = [Math.max(text + 22, 44) / 2, (lines.length * LINE + 14) / 2];
    return { number, x, y, lines, column: place.column, box: true, half, extent: [x - half[0], y - half[1], x + half[0], y + half[1]] };
  }
  const radius = Math.min(17, 11 + Math.sqrt(degree[number]) * 1.5);
  const wide = Math.max(text / 2 + 4, radius);
  return {
    number, x, y, lines, column: place.column, box: false, half: [radius, radius],
    extent: [x - wide, y - radius - 2, x + wide, y + radius + 4 + lines.length * LINE],
  };
}

/** Tell on which side of a node a line to another leaves or arrives: 1 right, -1 left; 0 if they share a column. */
function sideOf(node, other) {
  if (node.column === other.column) return 0;
  return Math.sign(other.x - node.x);
}

/** Spread the lines that touch one side of a box over its height, in the order of where they go: edge id → y. */
function spreadPorts(edges, nodes) {
  const sides = new Map();
  for (const edge of edges) {
    const ends = [nodes.get(edge.from), nodes.get(edge.to)];
    ends.forEach((node, at) => {
      const key = `${node.number} ${sideOf(node, ends[1 - at])}`;
      if (!sides.has(key)) sides.set(key, []);
      sides.get(key).push({ edge: edge.id, at, node, other: ends[1 - at] });
    });
  }
  const ports = new Map();
  for (const touching of sides.values()) {
    touching.sort((a, b) => a.other.y - b.other.y || a.edge - b.edge);
    const { node } = touching[0];
    const room = node.box ? Math.min(16, (2 * node.half[1] - 14) / Math.max(1, touching.length - 1)) : 0;
    touching.forEach((end, at) => ports.set(`${end.edge} ${end.at}`, node.y + (at - (touching.length - 1) / 2) * room));
  }
  return ports;
}

/** Find between what each column lies: name → [left, right]. */
function columnBounds(nodes) {
  const bounds = {};
  for (const { column, x, half } of nodes.values()) {
    const [left, right] = bounds[column] ?? [Infinity, -Infinity];
    bounds[column] = [Math.min(left, x - half[0]), Math.max(right, x + half[0])];
  }
  return bounds;
}

/** Give a cubic curve between two points that leaves and arrives level. */
function levelCurve(start, end) {
  const reach = (end[0] - start[0]) * 0.5;
  return [start, [start[0] + reach, start[1]], [end[0] - reach, end[1]], end];
}

/**
 * Lead a line from a party to what it speaks on: it bends in the gap beside its own column, then runs level in the row
 * of its target, in which nothing else stands.
 */
function routeLevel(edge, from, to, ports, bounds) {
  const side = sideOf(from, to);
  const start = [from.x + side * from.half[0], ports.get(`${edge.id} 0`)];
  if (!side) return { curve: bulge(from, to, ports, edge), level: null };
  const end = [to.x - side * to.half[0], ports.get(`${edge.id} 1`)];
  const between = from.column === "left" ? "works" : from.column === "right" ? "claims" : null;
  if (between && between !== to.column && bounds[between]) {
    const bend = [bounds[between][side > 0 ? 0 : 1] - side * 14, end[1]];
    if ((end[0] - bend[0]) * side > 0) return { curve: levelCurve(start, bend), level: end };
  }
  return { curve: levelCurve(start, end), level: null };
}

/** Lead a line between two nodes of one column around what stands between them. */
function bulge(from, to, ports, edge) {
  const right = from.x + from.half[0] > to.x + to.half[0] ? from : to;
  const out = right.x + right.half[0] + 26 + Math.min(60, Math.abs(from.y - to.y) * 0.12);
  const start = [from.x + from.half[0], ports.get(`${edge.id} 0`)];
  const end = [to.x + to.half[0], ports.get(`${edge.id} 1`)];
  return [start, [out, start[1]], [out, end[1]], end];
}

const lerp = (a, b, t) => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];

/** Cut a cubic curve to what lies between two of its parameters (de Casteljau). */
function trimCurve(curve, first, last) {
  const split = ([a, b, c, d], t) => {
    const [ab, bc, cd] = [lerp(a, b, t), lerp(b, c, t), lerp(c, d, t)];
    const [abc, bcd] = [lerp(ab, bc, t), lerp(bc, cd, t)];
    const middle = lerp(abc, bcd, t);
    return [[a, ab, abc, middle], [middle, bcd, cd, d]];
  };
  const [, tail] = split(curve, first);
  return split(tail, (last - first) / (1 - first))[0];
}

function pointOn([a, b, c, d], t) {
  const u = 1 - t;
  return [0, 1].map((axis) => u * u * u * a[axis] + 3 * u * u * t * b[axis] + 3 * u * t * t * c[axis] + t * t * t * d[axis]);
}

/** Lead a line straight from party to party, bent aside so that several between the same two stay apart. */
function routeBent(from, to, bend) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const aside = 0.16 + 0.16 * bend;
  const control = (t) => [from.x + dx * t + dy * aside, from.y + dy * t - dx * aside];
  const curve = [[from.x, from.y], control(0.3), control(0.7), [to.x, to.y]];
  const inside = (node, [x, y]) => Math.abs(x - node.x) <= node.half[0] + 3 && Math.abs(y - node.y) <= node.half[1] + 3;
  let [first, last] = [0, 1];
  while (first < 0.45 && inside(from, pointOn(curve, first))) first += 0.02;
  while (last > 0.55 && inside(to, pointOn(curve, last))) last -= 0.02;
  return { curve: trimCurve(curve, first, last), level: null };
}

/** Give points along a route, close enough to one another to measure a distance or set a word. */
function sample({ curve, level }) {
  const points = [];
  for (let at = 0; at <= 24; at += 1) points.push(pointOn(curve, at / 24));
  if (level) for (let at = 1; at <= 12; at += 1) points.push(lerp(curve[3], level, at / 12));
  return points;
}

/** Word an edge: its first act, and how many more there are. */
function wordEdge(edge) {
  const acts = [...new Set(edge.visible.map((number) => words(data.links[number].act)))];
  return acts.length > 1 ? `${cut(acts[0], 22)} +${acts.length - 1}` : cut(acts[0], 22);
}

const overlaps = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
const ALONG = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78, 0.86];

/** Set words on lines where they cover no box, name or other word; those that find no room wait for a selection. */
function placeWords(edges, nodes) {
  const taken = [...nodes.values()].map((node) => node.extent);
  const order = [...edges].sort((a, b) => Number(a.dim) - Number(b.dim) || a.id - b.id);
  for (const edge of order) {
    if (edge.dim) continue;
    const word = wordEdge(edge);
    const half = textWidth(word, 11.5) / 2 + 3;
    for (const share of ALONG) {
      const [x, y] = edge.points[Math.round(share * (edge.points.length - 1))];
      const box = [x - half, y - 8, x + half, y + 8];
      if (taken.some((other) => overlaps(box, other))) continue;
      taken.push(box);
      edge.word = { x, y, text: word, half };
      break;
    }
  }
}

/** Tell which nodes and edges stand out: what is selected, with its neighbours. Null: nothing of it is here, so all do. */
function findEmphasis(edges, nodes) {
  const near = state.node !== null ? edges.filter((edge) => edge.from === state.node || edge.to === state.node)
    : state.link !== null ? edges.filter((edge) => edge.links.includes(state.link))
    : state.reading !== null ? edges.filter((edge) => edge.links.some((link) => data.links[link].reading === state.reading)) : [];
  if (!near.length && !nodes.has(state.node)) return null;
  return { nodes: new Set([state.node, ...near.flatMap((edge) => [edge.from, edge.to])]), edges: new Set(near.map((edge) => edge.id)) };
}

const edgesOf = { claims: [], who: [] };
drawing.edges.forEach((edge, id) => edgesOf[edge.view].push({ ...edge, id }));

/** Compose the current picture: `nodes` by number and `edges`, each with its shape, ready to be drawn. */
function composePicture() {
  const map = standing();
  const filtered = isFiltered();
  const edges = [];
  for (const edge of edgesOf[state.view]) {
    if (!map.has(edge.from) || !map.has(edge.to)) continue;
    const visible = filtered ? edge.links.filter(isVisible) : edge.links;
    if (visible.length) edges.push({ ...edge, visible });
  }
  const linked = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  const nodes = new Map();
  for (const [number, place] of map) if (linked.has(number) || number === state.node) nodes.set(number, shapeNode(number, place));
  const lit = findEmphasis(edges, nodes);
  for (const node of nodes.values()) node.dim = lit !== null && !lit.nodes.has(node.number);
  const columns = [...nodes.values()].every((node) => node.column !== "ring");
  const ports = columns ? spreadPorts(edges, nodes) : null;
  const bounds = columnBounds(nodes);
  const bends = new Map();
  for (const edge of edges) {
    const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
    const pair = `${edge.from} ${edge.to}`;
    bends.set(pair, (bends.get(pair) ?? -1) + 1);
    Object.assign(edge, columns ? routeLevel(edge, from, to, ports, bounds) : routeBent(from, to, bends.get(pair)));
    edge.points = edges.length > 2000 ? [edge.curve[0], ...(edge.level ? [edge.curve[3], edge.level] : [edge.curve[3]])] : sample(edge);
    edge.dim = lit !== null && !lit.edges.has(edge.id);
    edge.strong = state.link !== null && edge.links.includes(state.link);
    edge.reported = edge.visible.every((number) => data.links[number].via.length > 0);
  }
  if (edges.length <= 400 || lit) placeWords(edges, nodes);
  return { nodes, edges, lit };
}
