// Leads from a claim to its words and back; without it the page can be read all the same.

const article = /** @type {HTMLElement} */ (document.querySelector("article"));
const marks = [...article.querySelectorAll("mark")];
/** @type {NodeListOf<HTMLElement>} */
const items = document.querySelectorAll(".claims > li");

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
function followAddress() {
  const { kind, value } = readAddress();
  const [from, to] = value.split(",").map(Number);
  const chosen = new Set(marks.filter((mark) => {
    const start = Number(mark.dataset.start);
    return kind === "claim" ? claimsOf(mark).includes(value) : kind === "char" && start >= from && start < to;
  }));
  for (const mark of marks) mark.classList.toggle("chosen", chosen.has(mark));
  for (const item of items) item.classList.toggle("chosen", kind === "claim" && item.dataset.claim === value);
  [...chosen][0]?.scrollIntoView({ block: "center" });
}

article.addEventListener("click", (event) => {
  const mark = event.target instanceof Element ? event.target.closest("mark") : null;
  if (!mark) return;
  // a second click goes on to the next claim over the same words
  const claims = claimsOf(mark);
  const { kind, value } = readAddress();
  const at = kind === "claim" ? claims.indexOf(value) : -1;
  const next = claims[(at + 1) % claims.length];
  location.hash = `claim=${next}`;
  document.getElementById(`claim=${next}`)?.scrollIntoView({ block: "nearest" });
});
addEventListener("hashchange", followAddress);
followAddress();
