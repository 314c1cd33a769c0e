// Text, numbers and their order.

/**
 * Return a number with its noun: '1 line', '1,200 lines'.
 * @param {number} count
 * @param {string} noun
 */
export function plural(count, noun) {
  return `${formatNumber(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** @param {number} number */
export function formatNumber(number) {
  return number.toLocaleString("en");
}

/**
 * Shorten text to a number of characters.
 * @param {string} text
 * @param {number} length
 */
export function shorten(text, length) {
  const characters = Array.from(text);
  return characters.length > length ? `${characters.slice(0, length - 1).join("").trimEnd()}…` : text;
}

/**
 * Write the first letter as a capital.
 * @param {string} text
 */
export function capitalize(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * Make text comparable: without case and accents.
 * @param {string} text
 */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

export const collate = new Intl.Collator("en").compare;
