// Draws a composed picture on a surface: the canvas that is seen, or an SVG that is saved. Both get the same strokes.

const DASHES = { reject: [8, 5], allege: [1.5, 5] };
const FILLS = { claim: "claim", work: "work", event: "work", person: "person", outlet: "outlet", group: "bg", nobody: "bg" };
const LANDMARKS = 30; // so many names at most are written over a picture that is seen from afar
const KAPPA = 0.5523; // a quarter of a circle as a cubic curve

/** Read the colours of the theme once for a picture. */
function readTones() {
  const style = getComputedStyle(document.documentElement);
  const names = ["bg", "ink", "muted", "claim", "work", "person", "organization", "outlet", "outlet-line", "node-line",
    "affirm", "reject", "allege", "relay", "contested", "focus"];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** Mix a colour with the background: what is dimmed stays opaque, so that no line shows through a box. */
function pale(tones, name, share = 0.22) {
  const channels = (hex) => [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16));
  const back = channels(tones.bg);
  return `#${channels(tones[name]).map((value, at) => Math.round(value * share + back[at] * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
}

/** Outline a shape around a centre: a list of commands M, L, C, Z with their coordinates. */
function outline(kind, x, y, [half, high]) {
  const polygon = (...corners) => [...corners.map(([dx, dy], at) => [at ? "L" : "M", x + dx, y + dy]), ["Z"]];
  switch (kind) {
    case "organization": return polygon([-half, -half], [half, -half], [half, half], [-half, half]);
    case "outlet": return polygon([0, -half * 1.2], [half * 1.2, 0], [0, half * 1.2], [-half * 1.2, 0]);
    case "country": return polygon([-half, 0], [-half / 2, -half * 0.9], [half / 2, -half * 0.9], [half, 0], [half / 2, half * 0.9], [-half / 2, half * 0.9]);
    case "place": return polygon([0, -half], [half, half * 0.8], [-half, half * 0.8]);
    case "claim": return roundBox(x, y, half, high, 7);
    case "work": case "event": return roundBox(x, y, half, high, 1);
    default: return roundBox(x, y, half, half, half);
  }
}

function roundBox(x, y, half, high, radius) {
  const [left, right, top, bottom, k] = [x - half, x + half, y - high, y + high, radius * (1 - KAPPA)];
  return [
    ["M", left + radius, top], ["L", right - radius, top], ["C", right - k, top, right, top + k, right, top + radius],
    ["L", right, bottom - radius], ["C", right, bottom - k, right - k, bottom, right - radius, bottom],
    ["L", left + radius, bottom], ["C", left + k, bottom, left, bottom - k, left, bottom - radius],
    ["L", left, top + radius], ["C", left, top + k, left + k, top, left + radius, top], ["Z"],
  ];
}

function lineCommands({ curve: [a, b, c, d], level }) {
  const commands = [["M", ...a], ["C", ...b, ...c, ...d]];
  return level ? [...commands, ["L", ...level]] : commands;
}

/** Draw a picture: lines, then words on them, then nodes over both. */
function paint(picture, surface, tones) {
  const tone = (name, dim) => (dim ? pale(tones, name) : tones[name]);
  const inOrder = [...picture.edges].sort((a, b) => Number(b.dim) - Number(a.dim));
  for (const edge of inOrder) paintEdge(edge, surface, tone(edge.style, edge.dim));
  for (const { word, style, dim } of inOrder) {
    if (!word) continue;
    surface.path(roundBox(word.x, word.y, word.half, 8, 2), { fill: tones.bg });
    surface.text(word.x, word.y + 4, word.text, { size: 11.5, fill: tone(style, dim), anchor: "middle" });
  }
  const nodes = [...picture.nodes.values()].sort((a, b) => Number(b.dim) - Number(a.dim));
  for (const node of nodes) paintNode(node, surface, tone);
}

function paintEdge(edge, surface, stroke) {
  const width = edge.strong ? 4 : edge.reported ? 1.2 : 2;
  const end = edge.level ?? edge.curve[3];
  const before = edge.level ? edge.curve[3] : pointOn(edge.curve, 0.94);
  const length = Math.hypot(end[0] - before[0], end[1] - before[1]) || 1;
  const [dx, dy] = [(end[0] - before[0]) / length, (end[1] - before[1]) / length];
  surface.path(lineCommands(edge), { stroke, width, dash: DASHES[edge.style], round: edge.style === "allege" });
  const at = (along, across) => [end[0] - dx * along - dy * across, end[1] - dy * along + dx * across];
  if (edge.style === "reject") {
    surface.path([["M", ...at(3, -6)], ["L", ...at(3, 6)]], { stroke, width: Math.max(2.6, width) });
  } else {
    surface.path([["M", ...end], ["L", ...at(11, -4.6)], ["L", ...at(8, 0)], ["L", ...at(11, 4.6)], ["Z"]], { fill: stroke });
  }
}

function paintNode(node, surface, tone) {
  const { kind, state: stance, middle } = data.nodes[node.number];
  const selected = state.node === node.number;
  const contested = stance === "contested" && middle;
  const border = selected ? "focus"
    : contested ? "contested"
    : kind === "claim" ? stance || "relay"
    : kind === "outlet" ? "outlet-line" : "node-line";
  surface.path(outline(kind, node.x, node.y, node.half), {
    fill: tone(FILLS[kind] ?? "organization", node.dim), stroke: tone(border, node.dim),
    width: selected ? 4 : contested ? 3 : kind === "group" || kind === "nobody" ? 2 : 1.5,
    dash: kind === "nobody" ? [3, 3] : undefined,
  });
  const fill = tone("ink", node.dim);
  const top = node.box ? node.y - (node.lines.length * LINE) / 2 + 12 : node.y + node.half[1] + 16;
  node.lines.forEach((line, at) => {
    const style = { size: FONT, fill, anchor: node.box ? "start" : "middle", halo: node.box ? null : tone("bg") };
    surface.text(node.box ? node.extent[0] + 11 : node.x, top + at * LINE, line, style);
  });
}

/** Draw thousands from afar: no ends, all lines of a style in one stroke, and no words but the names of a few landmarks. */
function paintFar(picture, surface, tones, scale) {
  // thousands of lines at full strength would hide the islands between which they run
  const faint = picture.lit || picture.edges.length < 2000 ? 1 : 0.45;
  for (const style of ["relay", "allege", "affirm", "reject"]) {
    for (const dim of [true, false]) {
      const lines = picture.edges.filter((edge) => edge.style === style && edge.dim === dim).flatMap(lineCommands);
      if (lines.length) surface.path(lines, { stroke: pale(tones, style, dim ? 0.22 : faint), width: (dim ? 0.6 : 0.9) / scale });
    }
  }
  const groups = new Map();
  for (const node of picture.nodes.values()) {
    const { kind, state: stance, middle } = data.nodes[node.number];
    const border = state.node === node.number ? "focus" : middle && stance ? stance : "node-line";
    const key = `${FILLS[kind] ?? "organization"} ${border} ${node.dim}`;
    if (!groups.has(key)) groups.set(key, []);
    // from afar a rectangle is a circle, and quicker
    const { x, y, half: [half, high] } = node;
    groups.get(key).push(["M", x - half, y - high], ["L", x + half, y - high], ["L", x + half, y + high], ["L", x - half, y + high], ["Z"]);
  }
  for (const [key, commands] of groups) {
    const [fill, border, dim] = key.split(" ");
    const tone = (name) => (dim === "true" ? pale(tones, name) : tones[name]);
    surface.path(commands, { fill: tone(fill), stroke: tone(border), width: (border === "contested" ? 2.4 : 0.8) / scale });
  }
  paintLandmarks(picture, surface, tones, scale);
}

/** Name those who speak most, as on a map: large enough to be read, and none over another. */
function paintLandmarks(picture, surface, tones, scale) {
  const taken = [];
  const parties = [...picture.nodes.values()].filter(({ number, dim }) => !dim && !["claim", "nobody"].includes(data.nodes[number].kind));
  parties.sort((a, b) => Number(b.number === state.node) - Number(a.number === state.node) || degree[b.number] - degree[a.number] || a.number - b.number);
  for (const { number, x, y } of parties.slice(0, LANDMARKS)) {
    const text = cut(data.nodes[number].label, 28);
    const [half, high] = [textWidth(text) / 2 / scale, 10 / scale];
    const box = [x - half, y - high, x + half, y + high];
    if (taken.some((other) => overlaps(box, other))) continue;
    taken.push(box);
    surface.text(x, y + 4 / scale, text, { size: FONT / scale, fill: tones.ink, anchor: "middle", halo: tones.bg, haloWidth: 4 / scale });
  }
}

/** A surface over a canvas, whose unit is set to that of the picture. */
function onCanvas(context) {
  const face = colour("sans");
  return {
    path(commands, { stroke, fill, width, dash, round }) {
      context.beginPath();
      for (const [name, ...at] of commands) {
        if (name === "M") context.moveTo(...at);
        else if (name === "L") context.lineTo(...at);
        else if (name === "C") context.bezierCurveTo(...at);
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
      context.font = `400 ${size}px ${face}`;
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

/** A surface that adds elements to an SVG. */
function onSvg(parent) {
  const round = (value) => Math.round(value * 10) / 10;
  return {
    path(commands, { stroke, fill, width, dash, round: rounded }) {
      const d = commands.map(([name, ...at]) => name + at.map(round).join(" ")).join("");
      parent.append(makeSvg("path", {
        d, fill: fill ?? "none", stroke, "stroke-width": stroke ? width : null, "stroke-dasharray": dash?.join(" "),
        "stroke-linecap": rounded ? "round" : null,
      }));
    },
    text(x, y, text, { size, fill, anchor, halo, haloWidth = 4 }) {
      parent.append(makeSvg("text", {
        x: round(x), y: round(y), "font-size": size, fill, "text-anchor": anchor, stroke: halo,
        "stroke-width": halo ? haloWidth : null, "paint-order": halo ? "stroke" : null, "stroke-linejoin": halo ? "round" : null,
      }, text));
    },
  };
}
