// The picture of who takes which side with whom.

import { data, isDrawn } from "../data.js";
import { layOutParties } from "../layout.js";
import { register } from "../views.js";

/** @import { Coordinates, Place } from "../types.js" */

/**
 * Find a free place around what a node is linked with, on a widening square.
 * @param {number} number
 * @param {Place[]} linked
 * @param {Map<number, Place>} places
 * @returns {Place}
 */
function placeBeside(number, linked, places) {
  /** @type {(axis: "x" | "y") => number} */
  const mean = (axis) => Math.round(linked.reduce((sum, place) => sum + place[axis], 0) / Math.max(1, linked.length));
  const [x, y] = [mean("x"), mean("y")];
  const taken = [...places.values()];
  /** @type {(at: Coordinates) => boolean} */
  const isFree = (at) => taken.every((place) => Math.abs(place.x - at[0]) >= 130 || Math.abs(place.y - at[1]) >= 84);
  for (let ring = 1; ; ring += 1) {
    for (let side = -ring; side <= ring; side += 1) {
      const around = [[side, -ring], [ring, side], [-side, ring], [-ring, -side]];
      const free = around.map(([dx, dy]) => /** @type {Coordinates} */ ([x + dx * 75, y + dy * 56])).find(isFree);
      if (free) return { x: free[0], y: free[1], column: "ring", lines: data.nodes[number].lines.split("\n") };
    }
  }
}

register({
  name: "who", holds: (number) => isDrawn("who", number), place: placeBeside, layOut: layOutParties,
  marksHearsay: true, spreads: true,
  guide: "Every line goes from whoever acts or speaks to whom it concerns: it supports, criticizes, quotes, visits, "
    + "or disputes what the other says. Blue arrows take sides for somebody, red dashed lines that end in a bar "
    + "against, grey lines neither. A number behind a word says how many more acts the line stands for. Click a "
    + "line to read its sentence, a name to see all that is known of it.",
});
