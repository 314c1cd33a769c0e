// Places for what filters leave, laid out anew: what opens the page is placed by Python, which knows no filters.

import { data } from "./data.js";
import { isNarrow } from "./dom.js";

/** @import { Coordinates, Link, Place } from "./types.js" */

const COLUMNS = { left: -290, claims: 0, right: 290 };
const NARROW_COLUMNS = { left: -165, claims: 0, right: 165 };
const ROUNDS = 8;
const STEPS = 240;

/** @param {number} number */
const linesOf = (number) => data.nodes[number].lines.split("\n");

/** Return the x of each column of the claims. */
export const columnXs = () => (isNarrow() ? NARROW_COLUMNS : COLUMNS);

/**
 * Return the neighbours of each node.
 * @param {Link[]} links
 */
function neighbours(links) {
  /** @type {Map<number, Set<number>>} */
  const around = new Map();
  for (const { source, target } of links) {
    for (const [one, other] of [[source, target], [target, source]]) {
      if (!around.has(one)) around.set(one, new Set());
      if (one !== other) around.get(one)?.add(other);
    }
  }
  return around;
}

/**
 * Return the column of each node: parties that mostly reject stand on the right, works that speak among the parties.
 * @param {Link[]} links
 */
function chooseColumns(links) {
  /** @type {Map<number, { said: number, against: number }>} */
  const votes = new Map();
  /** @type {Map<number, "left" | "claims" | "right">} */
  const columns = new Map();
  for (const { source, target, style } of links) {
    const vote = votes.get(source) ?? { said: 0, against: 0 };
    vote.said += 1;
    if (style === "reject") vote.against += data.nodes[target].state === "contested" ? 4 : 1;
    votes.set(source, vote);
    columns.set(target, "claims");
  }
  for (const [number, { said, against }] of votes) columns.set(number, 3 * against >= said ? "right" : "left");
  return columns;
}

/**
 * Return the height that a node needs.
 * @param {number} number
 */
const heightOf = (number) => linesOf(number).length * 16 + (data.nodes[number].middle ? 36 : 58);

/**
 * Place nodes below one another in the given order, around zero.
 * @param {number[]} numbers
 * @param {Map<number, number>} y
 */
function stack(numbers, y) {
  let top = -numbers.reduce((sum, number) => sum + heightOf(number), 0) / 2;
  for (const number of numbers) {
    y.set(number, top + heightOf(number) / 2);
    top += heightOf(number);
  }
}

/**
 * Place nodes below one another, each as near to its wish as those above it let it be.
 * @param {number[]} numbers
 * @param {Map<number, number>} wishes
 * @param {Map<number, number>} y
 */
function settle(numbers, wishes, y) {
  const wish = (/** @type {number} */ number) => wishes.get(number) ?? 0;
  numbers.sort((a, b) => wish(a) - wish(b) || a - b);
  /** @type {{ top: number, height: number, members: number[] }[]} */
  const blocks = [];
  for (const number of numbers) {
    blocks.push({ top: wish(number) - heightOf(number) / 2, height: heightOf(number), members: [number] });
    while (blocks.length > 1) {
      const [upper, lower] = blocks.slice(-2);
      if (upper.top + upper.height <= lower.top) break;
      // a joint block is centred at the mean of its members' wishes
      const [m, n] = [upper.members.length, lower.members.length];
      const centre = ((upper.top + upper.height / 2) * m + (lower.top + lower.height / 2) * n) / (m + n);
      const height = upper.height + lower.height;
      blocks.splice(-2, 2, { top: centre - height / 2, height, members: [...upper.members, ...lower.members] });
    }
  }
  for (const block of blocks) {
    let { top } = block;
    for (const number of block.members) {
      y.set(number, top + heightOf(number) / 2);
      top += heightOf(number);
    }
  }
}

/**
 * Lay out claims between the parties that speak on them, so that linked ones stand side by side.
 * @param {Link[]} links
 * @returns {Map<number, Place>}
 */
export function layOutColumns(links) {
  const around = neighbours(links);
  const columns = chooseColumns(links);
  const within = (/** @type {string} */ column) =>
    [...columns.keys()].filter((number) => columns.get(number) === column);
  const middle = within("claims").sort((a, b) => a - b);
  const sides = [within("left"), within("right")];
  /** @type {Map<number, number>} */
  const y = new Map();
  const mean = (/** @type {number} */ number) => {
    const ys = [...around.get(number) ?? []].flatMap((other) => y.get(other) ?? []);
    return ys.length ? ys.reduce((sum, value) => sum + value, 0) / ys.length : y.get(number) ?? 0;
  };
  const wishesOf = (/** @type {number[]} */ numbers) => new Map(numbers.map((number) => [number, mean(number)]));
  const weight = (/** @type {number} */ number) => Number(data.nodes[number].state === "contested");
  middle.sort((a, b) => weight(b) - weight(a) || (around.get(b)?.size ?? 0) - (around.get(a)?.size ?? 0) || a - b);
  stack(middle, y);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const side of sides) settle(side, wishesOf(side), y);
    const wishes = wishesOf(middle);
    middle.sort((a, b) => (wishes.get(a) ?? 0) - (wishes.get(b) ?? 0) || a - b);
    stack(middle, y);
  }
  for (const side of sides) settle(side, wishesOf(side), y);
  const xs = columnXs();
  return new Map([...columns].map(([number, column]) =>
    [number, { x: xs[column], y: Math.round(y.get(number) ?? 0), column, lines: linesOf(number) }]));
}

/**
 * Lay out parties: those that are linked by forces (Fruchterman and Reingold, 1991), then these groups in rows.
 * @param {Link[]} links
 * @returns {Map<number, Place>}
 */
export function layOutParties(links) {
  const around = neighbours(links);
  const [wide, high] = isNarrow() ? [105, 104] : [136, 96];
  const groups = components(byLinks(around), around).map((members) => layOutGroup(members, around));
  groups.sort((a, b) => b.size[0] * b.size[1] - a.size[0] * a.size[1]);
  const area = groups.reduce((sum, { size }) => sum + size[0] * size[1], 0);
  const room = Math.max(...groups.map(({ size }) => size[0]), Math.sqrt(area * (isNarrow() ? 0.7 : 1.6)));
  /** @type {Map<number, Place>} */
  const places = new Map();
  let [left, top, bottom] = [0, 0, 0];
  for (const { at, size } of groups) {
    if (left > 0 && left + size[0] > room) [left, top] = [0, bottom];
    for (const [number, [x, y]] of at) {
      const [px, py] = [Math.round((left + x) * wide), Math.round((top + y) * high)];
      places.set(number, { x: px, y: py, column: "ring", lines: linesOf(number) });
    }
    left += size[0];
    bottom = Math.max(bottom, top + size[1]);
  }
  return places;
}

/**
 * Return the nodes of each connected component, in the order of the nodes.
 * @param {number[]} order
 * @param {Map<number, Set<number>>} around
 */
function components(order, around) {
  /** @type {Set<number>} */
  const seen = new Set();
  return order.flatMap((first) => {
    if (seen.has(first)) return [];
    const members = [first];
    seen.add(first);
    for (const number of members) {
      for (const other of around.get(number) ?? []) if (!seen.has(other)) { seen.add(other); members.push(other); }
    }
    return [members];
  });
}

/**
 * Lay out nodes that are linked; the first column and row begin at a half, and each node needs one of both.
 * @param {number[]} members
 * @param {Map<number, Set<number>>} around
 * @returns {{ at: Map<number, Coordinates>, size: Coordinates }}
 */
function layOutGroup(members, around) {
  /** @type {Map<number, Coordinates>} */
  const at = new Map(members.map((number, turn) => {
    const angle = (2 * Math.PI * turn) / members.length;
    const radius = Math.sqrt(members.length) / 1.6;
    return [number, [radius * Math.cos(angle), radius * Math.sin(angle)]];
  }));
  for (let step = 0; step < STEPS; step += 1) moveAll(members, around, at, 0.35 * (1 - step / STEPS) + 0.01);
  separate(members, at);
  const [xs, ys] = [[...at.values()].map(([x]) => x), [...at.values()].map(([, y]) => y)];
  const [left, top] = [Math.min(...xs) - 0.5, Math.min(...ys) - 0.5];
  return {
    at: new Map([...at].map(([number, [x, y]]) => [number, [x - left, y - top]])),
    size: [Math.max(...xs) + 0.5 - left, Math.max(...ys) + 0.5 - top],
  };
}

/**
 * Order nodes so that linked ones follow one another, the best linked first.
 * @param {Map<number, Set<number>>} around
 */
function byLinks(around) {
  const size = (/** @type {number} */ number) => around.get(number)?.size ?? 0;
  const pending = [...around.keys()].sort((a, b) => size(b) - size(a) || a - b);
  /** @type {Set<number>} */
  const order = new Set();
  const visit = (/** @type {number} */ number) => {
    if (order.has(number)) return;
    order.add(number);
    for (const other of [...around.get(number) ?? []].sort((a, b) => size(b) - size(a) || a - b)) order.add(other);
  };
  pending.forEach(visit);
  return [...order];
}

/**
 * Move every node a step, by all forces on it.
 * @param {number[]} order
 * @param {Map<number, Set<number>>} around
 * @param {Map<number, Coordinates>} at
 * @param {number} most how far a node moves at most
 */
function moveAll(order, around, at, most) {
  const moves = order.map((number) => {
    const [x, y] = at.get(number) ?? [0, 0];
    let [dx, dy] = [0, 0];
    for (const other of order) {
      if (other === number) continue;
      const [ox, oy] = at.get(other) ?? [0, 0];
      const distance = Math.max(0.05, Math.hypot(x - ox, y - oy));
      const push = 1 / distance - (around.get(number)?.has(other) ? distance * distance * 0.6 : 0);
      dx += ((x - ox) / distance) * push * 0.5;
      dy += ((y - oy) / distance) * push * 0.5;
    }
    const length = Math.hypot(dx, dy) || 1;
    const step = Math.min(length, most);
    return /** @type {Coordinates} */ ([x + (dx / length) * step, y + (dy / length) * step]);
  });
  order.forEach((number, turn) => at.set(number, moves[turn]));
}

/**
 * Move nodes apart whose names would cover one another.
 * @param {number[]} order
 * @param {Map<number, Coordinates>} at
 */
function separate(order, at) {
  for (let round = 0; round < 60; round += 1) {
    let isApart = true;
    order.forEach((one, turn) => {
      for (const other of order.slice(turn + 1)) {
        const [a, b] = [at.get(one) ?? [0, 0], at.get(other) ?? [0, 0]];
        const [x, y] = [1 - Math.abs(a[0] - b[0]), 1 - Math.abs(a[1] - b[1])];
        if (x <= 0.001 || y <= 0.001) continue;
        isApart = false;
        const axis = x < y ? 0 : 1;
        const shift = (axis ? y : x) / 2 + 0.002;
        const sign = a[axis] <= b[axis] ? -1 : 1;
        a[axis] += sign * shift;
        b[axis] -= sign * shift;
        at.set(one, /** @type {Coordinates} */ ([...a]));
        at.set(other, /** @type {Coordinates} */ ([...b]));
      }
    });
    if (isApart) return;
  }
}
