// Leads from a claim to its words and back; without it the page can be read all the same.

/** The elements are looked up anew each time: an answer replaces them. */
const marks = () => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("article mark"))];
const items = () => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".claims > li"))];

/**
 * Return the names of the claims that cover a mark.
 * @param {HTMLElement} mark
 */
const claimsOf = (mark) => (mark.dataset.claims ?? "").split(" ");

/** Return the kind and the value that the address names: '#claim=12-40', or '#char=12,40' as in RFC 5147. */
function readAddress() {
  const [kind, value = ""] = decodeURIComponent(location.hash.slice(1)).split("=");
  return { kind, value };
}

/** Highlight what the address names. */
export function followAddress() {
  const { kind, value } = readAddress();
  const [from, to] = value.split(",").map(Number);
  const chosen = new Set(marks().filter((mark) => {
    const start = Number(mark.dataset.start);
    return kind === "claim" ? claimsOf(mark).includes(value) : kind === "char" && start >= from && start < to;
  }));
  const item = items().find((one) => kind === "claim" && one.dataset.claim === value);
  const spans = (item?.dataset.content ?? "").split(" ").map((part) => part.split("-").map(Number));
  for (const mark of marks()) {
    const start = Number(mark.dataset.start);
    mark.classList.toggle("chosen", chosen.has(mark));
    mark.classList.toggle("chosen-content", spans.some(([first, last]) => start >= first && start < last));
  }
  for (const one of items()) one.classList.toggle("chosen", one === item);
  return [...chosen].find((mark) => mark.classList.contains("chosen-content")) ?? [...chosen][0];
}

/** Highlight what the address names, and bring it into sight. */
function goToAddress() {
  followAddress()?.scrollIntoView({ block: "center" });
}

document.addEventListener("click", (event) => {
  const mark = event.target instanceof Element
    ? /** @type {HTMLElement | null} */ (event.target.closest("article mark"))
    : null;
  // whoever marks words does not choose a claim
  if (!mark || !getSelection()?.isCollapsed) return;
  // a second click goes on to the next claim over the same words
  const claims = claimsOf(mark);
  const { kind, value } = readAddress();
  const at = kind === "claim" ? claims.indexOf(value) : -1;
  const next = claims[(at + 1) % claims.length];
  location.hash = `claim=${next}`;
  document.getElementById(`claim=${next}`)?.scrollIntoView({ block: "nearest" });
});
addEventListener("hashchange", goToAddress);
goToAddress();
