// Elements and files. Text from the news reaches the page only as text nodes and on a canvas, never as markup.

/** @import { Attributes, Child } from "./types.js" */

export const SVG = "http://www.w3.org/2000/svg";

/**
 * Return an element of the page's template.
 * @param {string} id
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}

/** Return the field in which one searches. */
export function searchField() {
  return /** @type {HTMLInputElement} */ (byId("search"));
}

/**
 * Return the children that are something, of lists within lists.
 * @param {Child[]} children
 * @returns {(string | Node)[]}
 */
export function flatten(children) {
  return children.flatMap((child) => (Array.isArray(child) ? flatten(child) : child ? [child] : []));
}

/**
 * Make an element; strings become text nodes.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...flatten(children));
  return element;
}

/**
 * Replace characters that XML cannot hold: controls, halves of characters.
 * @param {string} text
 */
function cleanForXml(text) {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
}

/**
 * Make an SVG element.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | null | undefined>} [attributes]
 * @param {...(string | Node)} children
 */
export function makeSvg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.map((child) => (typeof child === "string" ? cleanForXml(child) : child)));
  return element;
}

/**
 * Make a button.
 * @param {Attributes} attributes
 * @param {...Child} children
 */
export function button(attributes, ...children) {
  return make("button", { type: "button", ...attributes }, ...children);
}

/**
 * Make a word with a rim in the colour of a style or state.
 * @param {string} style
 * @param {string} text
 */
export function chip(style, text) {
  return make("span", { class: `chip ${style}` }, text);
}

/**
 * Return the listener that runs an action on Enter and Space, for elements that are no buttons.
 * @param {() => void} action
 */
export function onPress(action) {
  return (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    action();
  };
}

/**
 * Return the value of a custom property of the page's style sheet.
 * @param {string} name
 */
export function cssValue(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

export const isNarrow = () => window.innerWidth <= 820;
export const prefersStillness = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Save a file.
 * @param {string} name
 * @param {Blob} blob
 */
export function save(name, blob) {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/**
 * Copy text. In a file or a frame the clipboard may be closed; then a selected field does.
 * @param {string} text
 */
export async function copyText(text) {
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
