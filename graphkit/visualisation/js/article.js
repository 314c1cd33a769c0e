// The article view: the whole text, every claim marked, the selected one highlighted.

function articleView() {
  const numbers = data.articles.map((_, number) => number);
  const picker = make("select", { "aria-label": "Article", onchange: (event) => { state.article = Number(event.target.value); choose({}); } },
    numbers.map((number) => make("option", { value: number, selected: number === state.article }, data.articles[number].title || `Article ${number + 1}`)));
  const article = data.articles[state.article];
  if (!article) return [make("p", {}, "There is no article.")];
  const visible = new Map();
  for (const number of visibleLinks("article")) {
    const link = data.links[number];
    if (link.article === state.article && !visible.has(link.reading)) visible.set(link.reading, link.style);
  }
  const text = textOf(state.article);
  const body = text ? make("div", { class: "text" }, articleText(text, visible)) : withoutText(visible);
  return [
    make("div", { class: "bar" }, numbers.length > 1 ? picker : null,
      make("span", { class: "muted" }, `${plural(visible.size, "passage")} marked; click one to see who says it`)),
    make("article", { class: "paper" },
      make("p", { class: "muted" }, [article.publisher, article.issued].filter(Boolean).join(" · ")), body),
  ];
}

function articleText(text, visible) {
  const chosen = chosenReading();
  const marks = [];
  data.readings.forEach((reading, number) => {
    if (reading.article !== state.article || (!visible.has(number) && number !== chosen)) return;
    for (const [start, end, part] of reading.spans) {
      // the content is what is said; cue and source are marked only for the claim that is selected
      if (part === "content" || number === chosen || !reading.content) marks.push({ start, end, part, number });
    }
  });
  return pieces(text, 0, text.length, marks).map((piece) => {
    if (!piece.marks.length) return piece.text;
    const claims = [...new Set(piece.marks.map((mark) => mark.number))];
    const length = (number) => piece.marks.filter((m) => m.number === number).reduce((sum, m) => sum + m.end - m.start, 0);
    // of claims within claims a click means the innermost
    const inner = claims.reduce((best, number) => (length(number) < length(best) ? number : best));
    const on = piece.marks.filter((mark) => mark.number === chosen).map((mark) => mark.part);
    const names = ["said", visible.get(inner) ?? "relay", claims.length > 1 ? "deep" : "", ...(on.length ? ["on", ...on] : [])];
    const open = () => choose(selectionOf(inner));
    return make("span", {
      class: names.filter(Boolean).join(" "), tabindex: "0", role: "button", "data-readings": claims.join(" "),
      onclick: open, onkeydown: (event) => { if (event.key === "Enter") open(); },
    }, piece.text);
  });
}

/** Select the link that a reading gave, else the reading alone. */
function selectionOf(reading) {
  const link = data.links.findIndex((entry) => entry.reading === reading && (entry.group === "voice" || entry.group === "stance"));
  return link < 0 ? { reading } : { link };
}

function withoutText(visible) {
  return make("div", {},
    make("p", { class: "muted" }, "This file does not hold the article's text; these are the stretches that claims were read from."),
    make("ul", { class: "cards" }, [...visible].map(([number, style]) =>
      make("li", {}, make("button", { type: "button", class: `card ${style}`, onclick: () => choose(selectionOf(number)) },
        (data.readings[number].exact ?? []).join(" … "))))));
}

function revealMark() {
  const mark = document.querySelector("#sheet .on");
  if (mark) mark.scrollIntoView({ block: "center" });
}
