// What a picture is painted on: the canvas on the screen, or an SVG that is saved. Both get the same strokes.

import { cssValue, makeSvg } from "./dom.js";

/** @import { Surface } from "./types.js" */

/**
 * Return a surface over a canvas, whose unit is that of the picture.
 * @param {CanvasRenderingContext2D} context
 * @returns {Surface}
 */
export function onCanvas(context) {
  const typeface = cssValue("sans");
  return {
    path(commands, { stroke, fill, width = 1, dash, round }) {
      context.beginPath();
      for (const [name, x1, y1, x2, y2, x, y] of commands) {
        if (name === "M") context.moveTo(x1, y1);
        else if (name === "L") context.lineTo(x1, y1);
        else if (name === "C") context.bezierCurveTo(x1, y1, x2, y2, x, y);
        else context.closePath();
      }
      if (fill) { context.fillStyle = fill; context.fill(); }
      if (!stroke) return;
      context.setLineDash(dash ?? []);
      context.lineCap = round ? "round" : "butt";
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.stroke();
    },
    text(x, y, text, { size, fill, anchor, halo, haloWidth = 4 }) {
      context.font = `400 ${size}px ${typeface}`;
      context.textAlign = anchor === "middle" ? "center" : "left";
      context.textBaseline = "alphabetic";
      if (halo) {
        context.setLineDash([]);
        context.lineJoin = "round";
        context.lineWidth = haloWidth;
        context.strokeStyle = halo;
        context.strokeText(text, x, y);
      }
      context.fillStyle = fill;
      context.fillText(text, x, y);
    },
  };
}

/**
 * Return a surface that adds elements to an SVG.
 * @param {SVGElement} parent
 * @returns {Surface}
 */
export function onSvg(parent) {
  const rounded = (/** @type {number} */ value) => Math.round(value * 10) / 10;
  return {
    path(commands, { stroke, fill, width, dash, round }) {
      const d = commands.map(([name, ...numbers]) => name + numbers.map(rounded).join(" ")).join("");
      parent.append(makeSvg("path", {
        d, fill: fill ?? "none", stroke, "stroke-width": stroke ? width : null, "stroke-dasharray": dash?.join(" "),
        "stroke-linecap": round ? "round" : null,
      }));
    },
    text(x, y, text, { size, fill, anchor, halo, haloWidth = 4 }) {
      parent.append(makeSvg("text", {
        x: rounded(x), y: rounded(y), "font-size": size, fill, "text-anchor": anchor, stroke: halo,
        "stroke-width": halo ? haloWidth : null, "paint-order": halo ? "stroke" : null,
        "stroke-linejoin": halo ? "round" : null,
      }, text));
    },
  };
}
