// Where a reading stands: its sentence, the article scrolled to it, and the chain of those through whom it came.

/** Cut a stretch of text where its marks begin and end; each piece with the marks that cover it. */
function pieces(text, start, end, marks) {
  const inside = marks.filter((mark) => mark.start < end && mark.end > start).sort((a, b) => a.start - b.start);
  const cuts = new Set([start, end]);
  for (const mark of inside) { cuts.add(Math.max(start, mark.start)); cuts.add(Math.min(end, mark.end)); }
  const sorted = [...cuts].sort((a, b) => a - b);
  const found = [];
  let [next, open] = [0, []];
  for (let at = 0; at < sorted.length - 1; at += 1) {
    open = open.filter((mark) => mark.end > sorted[at]);
    while (next < inside.length && inside[next].start <= sorted[at]) { if (inside[next].end > sorted[at]) open.push(inside[next]); next += 1; }
    found.push({ start: sorted[at], text: text.cut(sorted[at], sorted[at + 1]), marks: [...open] });
  }
  return found;
}

/** Show a stretch of an article with the places of a reading marked. */
function marked(text, start, end, reading) {
  return pieces(text, start, end, reading.spans).map((piece) => {
    if (!piece.marks.length) return piece.text;
    const part = ["cue", "source", "content"].find((name) => piece.marks.some((mark) => mark.part === name));
    return make("mark", { class: part, "data-part": piece.marks.map((mark) => mark.part).join(" ") }, piece.text);
  });
}

function placeOf(reading) {
  const article = data.articles[reading.article];
  const where = reading.spans.length
    ? `characters ${Math.min(...reading.spans.map((span) => span.start))}–${Math.max(...reading.spans.map((span) => span.end))}` : null;
  return [articleName(reading.article), article?.publisher, article?.issued, repeatsOf(reading.article), where].filter(Boolean).join(" · ");
}

/** Show where a reading stands. */
function evidence(number) {
  const reading = data.readings[number];
  const text = textOf(reading.article);
  if (!text || !reading.sentence.length) {
    const exact = reading.exact.map((piece, at) => make("mark", { class: reading.spans[at]?.part ?? "content" }, piece));
    if (!exact.length) return [];
    return [make("h2", {}, "In the text"), make("blockquote", {}, exact.flatMap((piece) => [piece, " … "]).slice(0, -1)),
      make("p", { class: "muted" }, placeOf(reading))];
  }
  const sentence = [
    make("h2", {}, "Source sentence"),
    make("blockquote", { id: "sentence" }, marked(text, ...reading.sentence, reading)),
    make("p", { class: "muted" }, placeOf(reading)),
  ];
  // the article stands beside it already
  if (state.view === "article") return sentence;
  const excerpt = make("div", { class: "text excerpt", tabindex: "0", role: "region", "aria-label": "The article, scrolled to the claim" },
    marked(text, 0, text.length, reading));
  return [
    ...sentence,
    make("h2", {}, "In the article"), excerpt,
    make("p", { class: "after" }, button({ onclick: () => { state.article = reading.article; show("article"); } }, "Read the whole article")),
  ];
}

/** Scroll the article in the panel to what is marked in it. */
function scrollExcerpt() {
  const excerpt = document.querySelector("#panel .excerpt");
  const first = excerpt?.querySelector("mark");
  if (first) excerpt.scrollTop = first.offsetTop - 48;
}

/** Give the claims through which a claim came, from the outermost to itself: numbers of readings. */
function chainOf(number) {
  const steps = [];
  for (let at = number; at >= 0 && !steps.includes(at); at = data.readings[at].outer) steps.unshift(at);
  return steps;
}

const sayWho = (reading) => (reading.sources.length ? reading.sources.map(nameOf).join(", ") : "somebody not named");

/** Say what a claim is besides its act: to whom, how committed, and whether it negates. */
function qualify(reading) {
  return [
    reading.addressees.length ? `to ${reading.addressees.map(nameOf).join(", ")}` : null,
    reading.stance === "uncommitted" ? "left open" : null,
    reading.polarity === "negative" ? "negated" : null,
  ].filter(Boolean).join(", ");
}

/** Show through whom a claim reached the reader, from the article to the one who says it. */
function chainList(number) {
  const steps = chainOf(number).map((at) => {
    const reading = data.readings[at];
    const more = qualify(reading);
    return `${sayWho(reading)} ${words(reading.act)}${reading.cue ? ` (“${reading.cue}”)` : ""}${more ? `: ${more}` : ""}`;
  });
  const { article } = data.readings[number];
  if (article >= 0) steps.unshift(data.articles[article].publisher || articleName(article));
  return steps.length < 2 ? [] : [make("h2", {}, "Chain of sources"), make("ol", { class: "chain" }, steps.map((text) => make("li", {}, text)))];
}
