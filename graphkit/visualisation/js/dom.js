// Elements, words and files. Text from the news reaches the page only as text nodes and on a canvas.

const SVG = "http://www.w3.org/2000/svg";

/** Make an element; strings become text nodes, never markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
}

/** Put a sign in the place of what XML has no place for: controls, halves of characters. */
const forXml = (text) => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");

/** Make an SVG element. */
function makeSvg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null).map((child) => (typeof child === "string" ? forXml(child) : child)));
  return element;
}

const button = (attributes, ...children) => make("button", { type: "button", ...attributes }, ...children);
const chip = (style, text) => make("span", { class: `chip ${style}` }, text);

/** Word an act or another term of the graph: 'declinesToComment' as 'declines to comment'. */
function words(term) {
  return /^[a-z]+[A-Z][A-Za-z]*[?]?$/.test(term) ? term.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : term;
}

function plural(count, word) {
  return `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
}

function cut(text, length) {
  const characters = Array.from(text);
  return characters.length > length ? `${characters.slice(0, length - 1).join("").trimEnd()}…` : text;
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

const isNarrow = () => window.innerWidth <= 820;
const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Hand a file to the reader. */
function save(name, blob) {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Copy text; from a file or a frame the clipboard may be closed: then by a field that is selected. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", { "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
