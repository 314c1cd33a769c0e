// Search: '/' goes there, arrows choose, Enter opens, Esc clears.

let hits = [];
let chosenHit = 0;

/** Make text comparable: no case, no accents. */
function fold(text) {
  return String(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

let haystack = null; // made when it is first needed: of a large corpus it takes a moment

function findNodes(query) {
  const wanted = fold(query).trim();
  if (!wanted) return [];
  haystack ??= data.nodes.map((node) => fold([node.label, ...node.aliases].join(" \n ")));
  const rank = (number) => {
    const text = haystack[number];
    return (text.startsWith(wanted) ? 0 : text.includes(` ${wanted}`) ? 1 : 2) + (data.nodes[number].kind === "claim" ? 3 : 0);
  };
  return haystack.flatMap((text, number) => (text.includes(wanted) ? [number] : []))
    .sort((a, b) => rank(a) - rank(b) || degree[b] - degree[a] || a - b).slice(0, 30);
}

function renderHits() {
  const input = document.getElementById("search");
  const list = document.getElementById("hits");
  list.replaceChildren(...hits.map((number, index) => make("li", {
    id: `hit-${index}`, role: "option", "aria-selected": String(index === chosenHit),
    onpointerdown: (event) => { event.preventDefault(); openHit(index); },
  }, make("span", {}, cut(data.nodes[number].label, 160)), make("small", {}, KINDS[data.nodes[number].kind]))));
  if (input.value.trim() && !hits.length) list.replaceChildren(make("li", { role: "option", "aria-disabled": "true" }, "Nothing found"));
  list.hidden = !input.value.trim();
  input.setAttribute("aria-expanded", String(!list.hidden));
  if (hits.length) input.setAttribute("aria-activedescendant", `hit-${chosenHit}`);
  else input.removeAttribute("aria-activedescendant");
  list.children[chosenHit]?.scrollIntoView({ block: "nearest" });
}

function openHit(index) {
  const number = hits[index];
  if (number === undefined) return;
  closeSearch();
  const drawn = ["claims", "who"].filter((view) => linksAt[number].some((at) => linksByView[view].has(at)));
  // what a picture can show is shown in a picture; a chain can be of one party alone
  if (state.view !== "chain" && !drawn.includes(state.view)) state.view = drawn[0] ?? "table";
  choose({ node: number });
  reveal(number);
  document.getElementById(isPicture() ? "network" : "sheet").focus({ preventScroll: true });
}

function closeSearch() {
  const input = document.getElementById("search");
  input.value = "";
  input.blur();
  hits = [];
  renderHits();
}

function startSearch() {
  const input = document.getElementById("search");
  input.addEventListener("input", () => { hits = findNodes(input.value); chosenHit = 0; renderHits(); });
  input.addEventListener("blur", () => { document.getElementById("hits").hidden = true; });
  input.addEventListener("focus", () => { if (input.value) renderHits(); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (hits.length) chosenHit = (chosenHit + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length;
      renderHits();
    } else if (event.key === "Enter") {
      openHit(chosenHit);
    }
  });
}
