// Where the nodes of a picture stand: where Python put them; those that join later, near what they are linked with.

const isPicture = (view = state.view) => view === "claims" || view === "who";
const COLUMN_X = { wide: { left: -290, claims: 0, right: 290 }, narrow: { left: -165, claims: 0, right: 165 } };

const readPlace = ([number, x, y, column, label]) => [number, { x, y, column, lines: (label ?? data.nodes[number].lines).split("\n") }];

/** Tell where each node of the current picture stands: number → place. */
function standing() {
  const { view } = state;
  const everyone = state.all && data.places[`${view}All`].length;
  const rows = data.places[everyone ? `${view}All` : isNarrow() ? `${view}Narrow` : view];
  const map = new Map(rows.map(readPlace));
  if (!everyone) {
    for (const number of state.removed) map.delete(number);
    for (const number of [...state.added, ...selectedEnds(), ...broughtByFilters(map)]) if (!map.has(number)) placeNear(number, map);
  }
  return map;
}

/** Where filters leave little of the opening, give the ends of the first links that they let through. */
function broughtByFilters(map) {
  if (!isFiltered()) return [];
  const links = visibleLinks().map((number) => data.links[number]);
  const seen = new Set(links.flatMap(({ source, target }) => (map.has(source) && map.has(target) ? [source, target] : [])));
  const brought = new Set();
  for (const { source, target } of links) {
    if (seen.size >= 20) break;
    for (const end of [source, target]) { seen.add(end); brought.add(end); }
  }
  return brought;
}

/** Give the links of the current picture at a node, of those that the filters let through. */
const pictureLinks = (number) => linksAt[number].filter((at) => linksByView[state.view].has(at) && isVisible(at));

/** Give the nodes at the other ends of a node's links. */
function neighbours(number) {
  return new Set(pictureLinks(number).map((at) => (data.links[at].source === number ? data.links[at].target : data.links[at].source)));
}

function placeNear(number, map) {
  const near = [...neighbours(number)].map((other) => map.get(other)).filter(Boolean);
  if (!linksAt[number].some((at) => linksByView[state.view].has(at))) return;
  map.set(number, state.view === "who" ? placeBeside(number, near, map) : placeInColumn(number, near, map));
}

/** Find a free place in a node's own column, as near as can be to what it is linked with. */
function placeInColumn(number, near, map) {
  const rejects = pictureLinks(number).some((at) => data.links[at].source === number && data.links[at].style === "reject");
  const column = data.nodes[number].middle ? "claims" : rejects ? "right" : "left";
  const peers = [...map.values()].filter((place) => place.column === column);
  const x = peers.length ? peers[0].x : COLUMN_X[isNarrow() ? "narrow" : "wide"][column];
  const wish = near.length ? near.reduce((sum, place) => sum + place.y, 0) / near.length : 0;
  const lines = data.nodes[number].lines.split("\n");
  const isFree = (y) => peers.every((place) => Math.abs(place.y - y) >= 52 + 8 * (place.lines.length + lines.length));
  let y = Math.round(wish);
  for (let step = 1; !isFree(y); step += 1) y = Math.round(wish + (step % 2 ? 1 : -1) * Math.ceil(step / 2) * 20);
  return { x, y, column, lines };
}

/** Find a free place around what a node is linked with, on a widening square. */
function placeBeside(number, near, map) {
  const mean = (axis) => (near.length ? Math.round(near.reduce((sum, place) => sum + place[axis], 0) / near.length) : 0);
  const [x, y] = [mean("x"), mean("y")];
  const places = [...map.values()];
  const isFree = (at) => places.every((place) => Math.abs(place.x - at[0]) >= 130 || Math.abs(place.y - at[1]) >= 84);
  for (let ring = 1; ; ring += 1) {
    for (let side = -ring; side <= ring; side += 1) {
      const around = [[side, -ring], [ring, side], [-side, ring], [-ring, -side]];
      const free = around.map(([dx, dy]) => [x + dx * 75, y + dy * 56]).find(isFree);
      if (free) return { x: free[0], y: free[1], column: "ring", lines: data.nodes[number].lines.split("\n") };
    }
  }
}

const opened = { claims: new Set(data.places.claims.map(([number]) => number)), who: new Set(data.places.who.map(([number]) => number)) };

function addToStage(number) {
  state.removed.delete(number);
  if (!opened[state.view].has(number)) state.added.add(number);
}

/** Give what is linked with a node but not in the picture. */
function hiddenNeighbours(number) {
  if (!isPicture()) return [];
  const map = standing();
  return [...neighbours(number)].filter((other) => !map.has(other));
}

/** Give what stands in the picture only because of a node: its neighbours that are linked with nothing else there. */
function ownNeighbours(number) {
  if (!isPicture() || state.all) return [];
  const map = standing();
  return [...neighbours(number)].filter((other) => map.has(other) && [...neighbours(other)].every((end) => end === number || !map.has(end)));
}

const AT_ONCE = 12;

/** Show what is linked with a node, a dozen at a time, contested things first. */
function expand(number) {
  const rank = (other) => (data.nodes[other].state === "contested" ? 0 : 1);
  const hidden = hiddenNeighbours(number).sort((a, b) => rank(a) - rank(b) || degree[b] - degree[a] || a - b);
  for (const other of hidden.slice(0, AT_ONCE)) addToStage(other);
  choose({ node: number });
  reveal(number);
}

/** Take away what stands there only because of a node. */
function collapse(number) {
  for (const other of ownNeighbours(number)) {
    state.added.delete(other);
    state.removed.add(other);
  }
  choose({ node: number });
}
