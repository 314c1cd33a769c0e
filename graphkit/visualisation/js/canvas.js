// The canvas on which a picture is seen: vis-network is the camera, and knows what lies under a finger or a pointer.

let network = null;
let picture = { nodes: new Map(), edges: [], lit: null };
const nodeSet = new vis.DataSet();
const MANY = 600;
const FAR = 0.32; // below this scale words cannot be read

/** Compose and show the current picture. */
function draw() {
  picture = composePicture();
  layer = null;
  const items = [...picture.nodes.values()].map(({ number, x, y, half }) => ({
    id: number, x, y, shape: "custom",
    // what is seen is drawn by `paint`; vis-network only has to know how large it is
    ctxRenderer: () => ({ drawNode() {}, nodeDimensions: { width: 2 * half[0], height: 2 * half[1] } }),
  }));
  const keep = new Set(items.map((item) => item.id));
  nodeSet.remove(nodeSet.getIds().filter((id) => !keep.has(id)));
  nodeSet.update(items);
  if (!network) startNetwork();
  else network.redraw();
  return { shown: picture.edges.reduce((sum, edge) => sum + edge.visible.length, 0), nodes: picture.nodes.size };
}

function startNetwork() {
  const place = document.getElementById("network");
  network = new vis.Network(place, { nodes: nodeSet, edges: new vis.DataSet() }, drawing.options);
  // one stop for the Tab key is enough: ours, which has a name
  place.querySelector(".vis-network").tabIndex = -1;
  network.on("beforeDrawing", (context) => paintNow(context));
  network.on("click", ({ pointer }) => {
    const found = findAt(pointer.DOM);
    choose(found.node !== undefined ? { node: found.node } : found.edge ? { link: found.edge.visible[0] } : {});
  });
  network.on("doubleClick", ({ pointer }) => {
    const { node } = findAt(pointer.DOM);
    if (node === undefined) return;
    if (hiddenNeighbours(node).length) expand(node); else collapse(node);
  });
  place.addEventListener("pointermove", (event) => { if (event.pointerType === "mouse" && !event.buttons) pointAt(event); });
  place.addEventListener("pointerleave", hideHint);
  place.addEventListener("pointerdown", hideHint);
}

// A large picture is drawn once, larger than what is seen, and only moved and stretched until the hand rests.
let layer = null;
let resting = 0;

function paintNow(context) {
  const scale = network.getScale();
  if (picture.nodes.size + picture.edges.length <= MANY) {
    paint(picture, onCanvas(context), readTones());
    return;
  }
  const { clientWidth: width, clientHeight: height } = document.getElementById("network");
  const [left, top] = (({ x, y }) => [x, y])(network.DOMtoCanvas({ x: 0, y: 0 }));
  const inside = layer && left >= layer.left && top >= layer.top
    && left + width / scale <= layer.left + layer.width && top + height / scale <= layer.top + layer.height;
  if (!inside || layer.scale !== scale) {
    clearTimeout(resting);
    if (!layer) renderLayer(left, top, width / scale, height / scale, scale);
    else resting = setTimeout(() => { layer = null; network.redraw(); }, 90);
  }
  context.drawImage(layer.image, layer.left, layer.top, layer.width, layer.height);
}

function renderLayer(left, top, width, height, scale) {
  const ratio = window.devicePixelRatio || 1;
  const margin = 0.5;
  const image = document.createElement("canvas");
  image.width = Math.ceil(width * (1 + 2 * margin) * scale * ratio);
  image.height = Math.ceil(height * (1 + 2 * margin) * scale * ratio);
  layer = {
    image, scale, left: left - width * margin, top: top - height * margin,
    width: image.width / scale / ratio, height: image.height / scale / ratio,
  };
  const context = image.getContext("2d");
  context.scale(scale * ratio, scale * ratio);
  context.translate(-layer.left, -layer.top);
  const surface = onCanvas(context);
  if (scale < FAR) paintFar(picture, surface, readTones(), scale);
  else paint(inSight(layer), surface, readTones());
}

/** Give the part of the picture that touches a rectangle. */
function inSight({ left, top, width, height }) {
  const sight = [left, top, left + width, top + height];
  const spans = (points) => [0, 1].map((axis) => Math.min(...points.map((p) => p[axis]))).concat([0, 1].map((axis) => Math.max(...points.map((p) => p[axis])) + 1));
  return {
    nodes: new Map([...picture.nodes].filter(([, node]) => overlaps(node.extent, sight))),
    edges: picture.edges.filter((edge) => overlaps(spans([...edge.curve, ...(edge.level ? [edge.level] : [])]), sight)),
  };
}

/** Find the node or the line at a point of the page: a line within six pixels of it. */
function findAt(point) {
  const node = network.getNodeAt(point);
  if (node !== undefined) return { node };
  const { x, y } = network.DOMtoCanvas(point);
  let [best, least] = [null, 7 / network.getScale()];
  for (const edge of picture.edges) {
    for (let at = 1; at < edge.points.length; at += 1) {
      const distance = distanceTo([x, y], edge.points[at - 1], edge.points[at]);
      if (distance < least) [best, least] = [edge, distance];
    }
  }
  if (best) return { edge: best };
  // a name below a symbol belongs to it
  const named = [...picture.nodes.values()].find(({ extent: [left, top, right, bottom] }) => x >= left && x <= right && y >= top && y <= bottom);
  return named ? { node: named.number } : {};
}

function distanceTo([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** Show the whole wording of what the pointer is on. */
function pointAt(event) {
  const frame = document.getElementById("network").getBoundingClientRect();
  const point = { x: event.clientX - frame.left, y: event.clientY - frame.top };
  const { node, edge } = findAt(point);
  document.getElementById("network").classList.toggle("pointing", node !== undefined || Boolean(edge));
  const hint = document.getElementById("hint");
  hint.hidden = node === undefined && !edge;
  if (hint.hidden) return;
  hint.textContent = node !== undefined ? `${KINDS[data.nodes[node].kind]}: ${cut(data.nodes[node].label, 300)}` : sayLink(edge.visible[0]);
  hint.style.left = `${Math.max(8, Math.min(point.x + 14, frame.width - hint.offsetWidth - 8))}px`;
  hint.style.top = `${point.y + 18 + hint.offsetHeight > frame.height ? point.y - hint.offsetHeight - 10 : point.y + 18}px`;
}

function hideHint() {
  document.getElementById("hint").hidden = true;
}

/** Say a link in words: 'Ada — denies — that it rained'. */
function sayLink(number) {
  const link = data.links[number];
  return [data.nodes[link.source].label, words(link.act), cut(data.nodes[link.target].label, 200)].join(" — ");
}

/** Give the rectangle that the picture fills: left, top, right, bottom. */
function pictureBounds() {
  const bounds = [Infinity, Infinity, -Infinity, -Infinity];
  const stretch = ([left, top, right, bottom]) => {
    bounds[0] = Math.min(bounds[0], left);
    bounds[1] = Math.min(bounds[1], top);
    bounds[2] = Math.max(bounds[2], right);
    bounds[3] = Math.max(bounds[3], bottom);
  };
  for (const node of picture.nodes.values()) stretch(node.extent);
  for (const edge of picture.edges) for (const [x, y] of edge.points) stretch([x, y, x, y]);
  return bounds;
}

let fitted = false;

/** Bring all into view, but never so small that it cannot be read: then the top of it, to be dragged. */
function fit() {
  const { clientWidth: width, clientHeight: height } = document.getElementById("network");
  if (!network || !picture.nodes.size || !width || !height) return;
  const [left, top, right, bottom] = pictureBounds();
  const margin = isNarrow() ? 12 : 36;
  const across = (width - margin) / (right - left);
  const whole = Math.min(across, (height - margin) / (bottom - top), 1.25);
  const least = state.all ? 0 : Math.min(across, isNarrow() ? 0.85 : 0.74);
  const scale = Math.max(whole, least);
  const y = scale > whole ? top + (height / 2 - margin / 2) / scale : (top + bottom) / 2;
  move({ x: (left + right) / 2, y }, scale, fitted);
  fitted = true;
}

function move(position, scale, animated) {
  const animation = animated && !isStill() && picture.nodes.size <= MANY ? { duration: 220, easingFunction: "easeOutQuad" } : false;
  network.moveTo({ position, scale, animation });
}

/** Bring one node into view if it is not. */
function reveal(number) {
  const node = picture.nodes.get(number);
  if (!network || !node || !isPicture()) return;
  const { x, y } = network.canvasToDOM(node);
  const { clientWidth: width, clientHeight: height } = document.getElementById("network");
  const far = network.getScale() < FAR;
  if (far || x < 60 || y < 40 || x > width - 60 || y > height - 60) move({ x: node.x, y: node.y }, far ? 0.8 : network.getScale(), true);
}

/** Go from one node to the next: up and down within a column, left and right along the lines. */
function walk(key) {
  const nodes = [...picture.nodes.values()].sort((a, b) => a.x - b.x || a.y - b.y || a.number - b.number);
  if (!nodes.length) return;
  const here = picture.nodes.get(state.node);
  const go = (node) => { choose({ node: node.number }); reveal(node.number); };
  if (!here) { go(key === "ArrowUp" || key === "ArrowLeft" ? nodes[nodes.length - 1] : nodes[0]); return; }
  if (key === "ArrowUp" || key === "ArrowDown") {
    const at = nodes.indexOf(here) + (key === "ArrowDown" ? 1 : -1);
    go(nodes[(at + nodes.length) % nodes.length]);
    return;
  }
  const side = key === "ArrowRight" ? 1 : -1;
  const linked = picture.edges.flatMap((edge) => (edge.from === here.number ? [edge.to] : edge.to === here.number ? [edge.from] : []))
    .map((number) => picture.nodes.get(number)).filter((node) => (node.x - here.x) * side > 20)
    .sort((a, b) => Math.hypot(a.x - here.x, a.y - here.y) - Math.hypot(b.x - here.x, b.y - here.y));
  if (linked.length) go(linked[0]);
}

/** Draw all of the picture as SVG, with the words as text. */
function drawSvg() {
  const [left, top, right, bottom] = pictureBounds().map(Math.round);
  const box = [left - 16, top - 16, right - left + 32, bottom - top + 32];
  const tones = readTones();
  const svg = makeSvg("svg", { xmlns: SVG, viewBox: box.join(" "), width: box[2], height: box[3], role: "img", "font-family": colour("sans") },
    makeSvg("title", {}, data.title),
    makeSvg("desc", {}, picture.edges.slice(0, 40).map((edge) => sayLink(edge.visible[0])).join("; ")),
    makeSvg("rect", { x: box[0], y: box[1], width: box[2], height: box[3], fill: tones.bg }));
  if (picture.nodes.size > MANY) paintFar(picture, onSvg(svg), tones, 0.3);
  else paint(picture, onSvg(svg), tones);
  return svg;
}

function saveSvg() {
  save(`graph-${state.view}.svg`, new Blob([new XMLSerializer().serializeToString(drawSvg())], { type: "image/svg+xml" }));
}

/** Save what is seen as PNG, twice as sharp as the screen. */
function savePng() {
  const { clientWidth: width, clientHeight: height } = document.getElementById("network");
  const image = document.createElement("canvas");
  const sharp = 2;
  image.width = width * sharp;
  image.height = height * sharp;
  const context = image.getContext("2d");
  const [scale, origin, tones] = [network.getScale(), network.DOMtoCanvas({ x: 0, y: 0 }), readTones()];
  context.fillStyle = tones.bg;
  context.fillRect(0, 0, image.width, image.height);
  context.scale(scale * sharp, scale * sharp);
  context.translate(-origin.x, -origin.y);
  if (picture.nodes.size > MANY && scale < FAR) paintFar(picture, onCanvas(context), tones, scale);
  else paint(picture, onCanvas(context), tones);
  image.toBlob((blob) => save(`graph-${state.view}.png`, blob), "image/png");
}
