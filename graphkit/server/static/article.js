"use strict";
// Leads from a claim to its words and back; without it the page can be read all the same.

const marks = [...document.querySelectorAll("mark")];
const namesOf = (mark) => mark.dataset.claims.split(" ");

/** Mark what the address names: '#claim=12-40', or '#char=12,40' as spans are addressed (RFC 5147). */
function follow() {
  const [kind, value = ""] = decodeURIComponent(location.hash.slice(1)).split("=");
  const [from, to] = value.split(",").map(Number);
  const chosen = marks.filter((mark) => {
    const start = Number(mark.dataset.start);
    return kind === "claim" ? namesOf(mark).includes(value) : kind === "char" && start >= from && start < to;
  });
  for (const mark of marks) mark.classList.toggle("chosen", chosen.includes(mark));
  for (const item of document.querySelectorAll(".claims li")) item.classList.toggle("chosen", kind === "claim" && item.dataset.claim === value);
  chosen[0]?.scrollIntoView({ block: "center" });
}

document.querySelector("article").addEventListener("click", (event) => {
  const mark = event.target.closest("mark");
  if (!mark) return;
  // a second click goes on to the next claim over the same words
  const names = namesOf(mark);
  const at = names.indexOf(decodeURIComponent(location.hash).slice("#claim=".length));
  const name = names[(at + 1) % names.length];
  location.hash = `claim=${name}`;
  document.getElementById(`claim=${name}`)?.scrollIntoView({ block: "nearest" });
});
addEventListener("hashchange", follow);
follow();
