// The two drawn views, on vis-network: nodes stand where Python put them, nothing moves by itself.

let network = null;
const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
const edgesOf = { claims: [], who: [] };
drawing.edges.forEach((edge, number) => edgesOf[edge.view].push({ ...edge, id: number }));

const isNarrow = () => window.innerWidth <= 820;

/** Tell where each node of the current view stands: number → [x, y, label]. */
function standing() {
  if (state.view === "who") {
    const few = places[isNarrow() ? "whoNarrow" : "who"];
    // who is looked for but not among the few is shown among all
    const all = places.whoAll.length && (state.all || (state.node !== null && !few.some((place) => place[0] === state.node)));
    return new Map((all ? places.whoAll : few).map(([number, ...place]) => [number, place]));
  }
  const source = state.all && places.all.length ? places.all : isNarrow() ? places.narrow : places.opening;
  const map = new Map(source.map(([number, ...place]) => [number, place]));
  for (const number of staged()) if (!map.has(number)) placeNear(number, map);
  return map;
}

/** Give the nodes on stage; where filters leave little of them, those of the first links that the filters let through. */
function staged() {
  const stage = new Set(state.shown);
  if (!state.off.size || state.all) return stage;
  const links = visibleLinks("claims").map((number) => data.links[number]);
  const seen = new Set(links.flatMap((link) => (stage.has(link.source) && stage.has(link.target) ? [link.source, link.target] : [])));
  for (const { source, target } of links) {
    if (seen.size >= 20) break;
    for (const end of [source, target]) { seen.add(end); stage.add(end); }
  }
  return stage;
}

/** Find a free place for a node that joins later: in its own column, near the neighbours that are there. */
function placeNear(number, map) {
  const node = data.nodes[number];
  if (!data.links.some((link, at) => linksByView.claims.has(at) && (link.source === number || link.target === number))) return;
  const neighbours = data.links
    .filter((link) => link.source === number || link.target === number)
    .map((link) => map.get(link.source === number ? link.target : link.source))
    .filter(Boolean);
  const rejects = data.links.some((link) => link.source === number && link.style === "reject");
  const column = node.middle ? "claims" : rejects ? "right" : "left";
  const peers = [...map.values()].filter((place) => place[3] === column);
  const narrow = isNarrow();
  const x = peers.length ? peers[0][0] : { claims: 0, left: narrow ? -165 : -380, right: narrow ? 165 : 380 }[column];
  const wish = neighbours.length ? neighbours.reduce((sum, place) => sum + place[1], 0) / neighbours.length : 0;
  const room = 96;
  let y = Math.round(wish);
  for (let step = 0; peers.some((place) => Math.abs(place[1] - y) < room); step += 1) {
    y = Math.round(wish + (step % 2 ? -1 : 1) * Math.ceil((step + 1) / 2) * 24);
  }
  map.set(number, [x, y, node.short, column]);
}

/** Tell which nodes and edges stand out: the selected ones and their neighbours. Null: all of them. */
function emphasis(edges) {
  if (state.node !== null) {
    const near = edges.filter((edge) => edge.from === state.node || edge.to === state.node);
    return { nodes: new Set([state.node, ...near.flatMap((edge) => [edge.from, edge.to])]), edges: new Set(near.map((e) => e.id)) };
  }
  if (state.link !== null) {
    const near = edges.filter((edge) => edge.links.includes(state.link));
    if (near.length) return { nodes: new Set(near.flatMap((e) => [e.from, e.to])), edges: new Set(near.map((e) => e.id)) };
  }
  return null;
}

function paintNode(number, place, dim) {
  const node = data.nodes[number];
  const box = node.kind === "claim" || node.kind === "work" || node.kind === "event";
  const selected = state.node === number;
  const fill = node.kind === "claim" ? "claim"
    : box ? "work"
    : { person: "person", outlet: "outlet", group: "bg", nobody: "bg" }[node.kind] ?? "organization";
  const contested = node.state === "contested" && node.middle;
  const border = selected ? "focus"
    : contested ? "contested"
    : node.kind === "claim" ? node.state || "relay"
    : node.kind === "outlet" ? "outlet-line" : "node-line";
  const tone = (name) => (dim ? pale(colour(name)) : colour(name));
  const shade = { background: tone(fill), border: tone(border) };
  const size = Math.min(17, 11 + Math.sqrt(degree[number] ?? 0) * 1.5);
  return {
    id: number, x: place[0], y: place[1], label: place[2], shape: drawing.nodes[number].shape, size,
    color: { ...shade, highlight: shade, hover: shade }, chosen: false,
    borderWidth: selected ? 4 : contested ? 3 : node.kind === "group" || node.kind === "nobody" ? 2 : 1.5,
    shapeProperties: { borderRadius: node.kind === "claim" ? 7 : 1, borderDashes: node.kind === "nobody" ? [3, 3] : false },
    margin: box ? { top: 8, bottom: 8, left: 10, right: 10 } : 5,
    scaling: { label: { enabled: false, drawThreshold: 3 } },
    font: {
      color: tone("ink"), size: 13, face: colour("sans"), multi: false,
      align: box ? "left" : "center", vadjust: box ? 0 : -2, strokeWidth: box ? 0 : 4, strokeColor: colour("bg"),
    },
  };
}

/** Mix a colour with much of the background: what is dimmed stays opaque, so that no line shows through a box. */
function pale(hex) {
  const channels = (text) => [1, 3, 5].map((start) => parseInt(text.slice(start, start + 2), 16));
  const back = channels(colour("bg"));
  return `#${channels(hex).map((value, at) => Math.round(value * 0.22 + back[at] * 0.78).toString(16).padStart(2, "0")).join("")}`;
}

const degree = [];
for (const link of data.links) {
  if (link.group === "voice" || link.group === "stance") degree[link.source] = (degree[link.source] ?? 0) + 1;
}

function paintEdge(edge, dim, label, bend, upright) {
  const tone = dim ? pale(colour(edge.look)) : colour(edge.look);
  const strong = state.link !== null && edge.links.includes(state.link);
  const reported = edge.links.every((number) => data.links[number].via.length > 0);
  const shade = { color: tone, highlight: tone, hover: tone, inherit: false };
  return {
    id: edge.id, from: edge.from, to: edge.to, chosen: false, label,
    color: shade, width: strong ? 4 : reported ? 1.3 : 2, hoverWidth: 0, selectionWidth: 0,
    dashes: edge.look === "reject" ? [9, 5] : edge.look === "allege" ? [2, 5] : false,
    arrows: { to: { enabled: true, type: edge.look === "reject" ? "bar" : "arrow", scaleFactor: edge.look === "reject" ? 0.7 : 0.6 } },
    scaling: { label: { enabled: false, drawThreshold: 3 } },
    arrowStrikethrough: edge.look === "reject",
    font: { size: 11.5, face: colour("sans"), color: tone, background: colour("bg"), strokeWidth: 0, align: "horizontal", multi: false },
    smooth: state.view === "who"
      ? { enabled: true, type: "curvedCW", roundness: 0.12 + 0.12 * bend }
      // between two boxes of one column a line goes round those that stand between
      : upright ? { enabled: true, type: "curvedCW", roundness: 0.5 }
      : { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.42 + 0.18 * bend },
  };
}

/** Word an edge: its first act, and how many more there are. */
function wordEdge(edge) {
  const acts = [...new Set(edge.visible.map((number) => words(data.links[number].act)))];
  const word = acts[0].length > 22 ? `${acts[0].slice(0, 21)}…` : acts[0];
  return acts.length > 1 ? `${word} +${acts.length - 1}` : word;
}

/** Measure the room that a node takes with its label: left, top, right, bottom. */
function extent(number, [x, y, text]) {
  const lines = text.split("\n");
  const box = drawing.nodes[number].shape === "box";
  const half = Math.max(...lines.map((line) => line.length)) * 3.6 + (box ? 12 : 6);
  return [x - half, box ? y - lines.length * 8 - 10 : y - 18, x + half, box ? y + lines.length * 8 + 10 : y + 20 + lines.length * 16];
}

/** Keep the labels that collide with no box, name or other label; those that stand out come first. */
function placeLabels(edges, map, lit) {
  const taken = [...map].map(([number, place]) => extent(number, place));
  const labels = new Map();
  const order = [...edges].sort((a, b) => Number(!lit?.edges.has(a.id)) - Number(!lit?.edges.has(b.id)) || a.id - b.id);
  for (const edge of order) {
    if (lit && !lit.edges.has(edge.id)) continue;
    const word = wordEdge(edge);
    const [from, to] = [map.get(edge.from), map.get(edge.to)];
    const side = Math.sign(to[0] - from[0]);
    const reach = (number) => (drawing.nodes[number].shape === "box" ? extent(number, map.get(number))[2] - map.get(number)[0] : 14);
    const x = (from[0] + side * reach(edge.from) + to[0] - side * reach(edge.to)) / 2;
    const y = (from[1] + to[1]) / 2;
    const box = [x - word.length * 3.2 - 3, y - 8, x + word.length * 3.2 + 3, y + 8];
    const clash = taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
    if (!clash) {
      labels.set(edge.id, word);
      taken.push(box);
    }
  }
  return labels;
}

/** Draw the current view anew. */
function draw() {
  const map = standing();
  const visible = new Set(visibleLinks());
  const edges = edgesOf[state.view]
    .map((edge) => ({ ...edge, visible: edge.links.filter((number) => visible.has(number)) }))
    .filter((edge) => edge.visible.length && map.has(edge.from) && map.has(edge.to));
  const lit = emphasis(edges);
  const labels = edges.length <= 400 || lit ? placeLabels(edges, map, lit) : new Map();
  const linked = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  const nodes = [...map].filter(([number]) => linked.has(number) || number === state.node);
  const seen = new Map();
  const paintedEdges = edges.map((edge) => {
    const upright = Math.abs(map.get(edge.from)[0] - map.get(edge.to)[0]) < 40;
    const pair = `${Math.min(edge.from, edge.to)}-${Math.max(edge.from, edge.to)}`;
    const bend = seen.get(pair) ?? 0;
    seen.set(pair, bend + 1);
    return paintEdge(edge, lit !== null && !lit.edges.has(edge.id), labels.get(edge.id), bend, upright);
  });
  replaceNodes(nodes.map(([number, place]) => paintNode(number, place, lit !== null && !lit.nodes.has(number))));
  // vis keeps the label of an edge that is updated to have none
  edgeSet.clear();
  edgeSet.add(paintedEdges);
  if (!network) startNetwork();
  return { shown: edges.reduce((sum, edge) => sum + edge.visible.length, 0), nodes: nodes.length };
}

function replaceNodes(items) {
  const keep = new Set(items.map((item) => item.id));
  nodeSet.remove(nodeSet.getIds().filter((id) => !keep.has(id)));
  nodeSet.update(items);
}

function startNetwork() {
  network = new vis.Network(document.getElementById("network"), { nodes: nodeSet, edges: edgeSet }, drawing.options);
  network.on("click", ({ pointer }) => {
    const node = network.getNodeAt(pointer.DOM);
    const edge = node === undefined ? network.getEdgeAt(pointer.DOM) : undefined;
    network.unselectAll();
    if (node !== undefined) choose({ node });
    else if (edge !== undefined) choose({ link: drawing.edges[edge].links.find(isVisible) });
    else choose({});
  });
  network.on("doubleClick", ({ pointer }) => {
    const node = network.getNodeAt(pointer.DOM);
    if (node !== undefined) expand(node);
  });
  network.on("hoverNode", () => { network.canvas.body.container.style.cursor = "pointer"; });
  network.on("blurNode", () => { network.canvas.body.container.style.cursor = ""; });
  network.on("hoverEdge", () => { network.canvas.body.container.style.cursor = "pointer"; });
  network.on("blurEdge", () => { network.canvas.body.container.style.cursor = ""; });
}

/** Show everything that is linked with a node. */
function expand(number) {
  for (const at of linksByView.claims) {
    const link = data.links[at];
    if (link.source === number || link.target === number) { state.shown.add(link.source); state.shown.add(link.target); }
  }
  choose({ node: number });
}

/** Count what is linked with a node but not on the canvas. */
function hiddenNeighbours(number) {
  const hidden = new Set();
  for (const at of linksByView.claims) {
    const link = data.links[at];
    if (link.source === number && !state.shown.has(link.target)) hidden.add(link.target);
    if (link.target === number && !state.shown.has(link.source)) hidden.add(link.source);
  }
  return hidden.size;
}

/** Bring all into view, but never so small that it cannot be read: then the top of it, to be dragged. */
function fit() {
  const ids = nodeSet.getIds();
  if (!network || !ids.length) return;
  const boxes = nodeSet.get().map((node) => extent(node.id, [node.x, node.y, node.label]));
  const left = boxes.reduce((least, box) => Math.min(least, box[0]), Infinity);
  const top = boxes.reduce((least, box) => Math.min(least, box[1]), Infinity);
  const right = boxes.reduce((most, box) => Math.max(most, box[2]), -Infinity);
  const bottom = boxes.reduce((most, box) => Math.max(most, box[3]), -Infinity);
  const { clientWidth: width, clientHeight: height } = document.getElementById("network");
  if (!width || !height) return; // another view stands in its place
  const margin = isNarrow() ? 16 : 44;
  const across = (width - margin) / (right - left);
  const whole = Math.min(across, (height - margin) / (bottom - top), 1.2);
  const least = state.all ? 0 : Math.min(across, isNarrow() ? 0.8 : 0.74);
  const scale = Math.max(whole, least);
  const y = scale > whole ? top + (height / 2 - margin / 2) / scale : (top + bottom) / 2;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches || !fitted;
  network.moveTo({ position: { x: (left + right) / 2, y }, scale, animation: still ? false : { duration: 220, easingFunction: "easeOutQuad" } });
  fitted = true;
}
let fitted = false;

/** Bring one node into view if it is not. */
function reveal(number) {
  if (!network || !nodeSet.get(number)) return;
  const { x, y } = network.canvasToDOM(network.getPosition(number));
  const { clientWidth: width, clientHeight: height } = document.getElementById("network");
  if (x < 60 || y < 40 || x > width - 60 || y > height - 60) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    network.moveTo({ position: network.getPosition(number), animation: still ? false : { duration: 220, easingFunction: "easeOutQuad" } });
  }
}

/** Go from one node to the next with the arrow keys, down one column after the other. */
function step(forward) {
  const order = nodeSet.get().sort((a, b) => a.x - b.x || a.y - b.y).map((node) => node.id);
  if (!order.length) return;
  const at = order.indexOf(state.node);
  const next = order[at < 0 ? (forward ? 0 : order.length - 1) : (at + (forward ? 1 : -1) + order.length) % order.length];
  choose({ node: next });
  reveal(next);
}

/** Save what is on the canvas, on the page's own background. */
function savePng() {
  const drawn = document.querySelector("#network canvas");
  const copy = document.createElement("canvas");
  copy.width = drawn.width;
  copy.height = drawn.height;
  const context = copy.getContext("2d");
  context.fillStyle = colour("bg");
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(drawn, 0, 0);
  make("a", { href: copy.toDataURL("image/png"), download: `graph-${state.view}.png` }).click();
}
