// The picture of claims: parties on both sides of what they speak on, in columns.

import { data, isDrawn } from "../data.js";
import { columnXs, layOutColumns } from "../layout.js";
import { visibleLinksAt } from "../placement.js";
import { register } from "../views.js";

/** @import { Place } from "../types.js" */

/**
 * Find a free place in the node's own column, as near as possible to what it is linked with.
 * @param {number} number
 * @param {Place[]} linked
 * @param {Map<number, Place>} places
 * @returns {Place}
 */
function placeInColumn(number, linked, places) {
  const rejects = visibleLinksAt(number).map((at) => data.links[at])
    .some((link) => link.source === number && link.style === "reject");
  const column = data.nodes[number].middle ? "claims" : rejects ? "right" : "left";
  const peers = [...places.values()].filter((place) => place.column === column);
  const x = peers.length ? peers[0].x : columnXs()[column];
  const wish = Math.round(linked.length ? linked.reduce((sum, place) => sum + place.y, 0) / linked.length : 0);
  const lines = data.nodes[number].lines.split("\n");
  /** @type {(y: number) => boolean} */
  const isFree = (y) => peers.every((place) => Math.abs(place.y - y) >= 52 + 8 * (place.lines.length + lines.length));
  let y = wish;
  for (let step = 1; !isFree(y); step += 1) y = wish + (step % 2 ? 1 : -1) * Math.ceil(step / 2) * 20;
  return { x, y, column, lines };
}

register({
  name: "claims", holds: (number) => isDrawn("claims", number), place: placeInColumn, layOut: layOutColumns,
  hasBorders: true, marksHearsay: true,
  guide: "Boxes in the middle are claims and documents. People and organisations on the left mostly affirm or report "
    + "them; those on the right reject what others affirm. Blue arrows affirm, red dashed lines that end in a bar "
    + "reject, purple dots allege, grey lines report. Thin lines with a ring are hearsay, known only through "
    + "somebody else; a question mark means that the text leaves it open. Click anything to read the sentence "
    + "that it came from.",
});
