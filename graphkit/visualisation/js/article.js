// The article view: the whole text, every claim marked, claims that overlap on lines of their own.

const LEVELS = 4; // more claims over one word than that share the last line

function articleView() {
  const article = data.articles[state.article];
  if (!article) return [make("p", { class: "empty" }, "There is no article.")];
  const picker = make("select", { "aria-label": "Article", name: "article:pick", onchange: (event) => { state.article = Number(event.target.value); choose({}); } },
    data.articles.map((_, number) => make("option", { value: number, selected: number === state.article }, articleName(number))));
  const visible = new Map();
  for (const number of visibleLinks("article")) {
    const link = data.links[number];
    if (link.article === state.article && !visible.has(link.reading)) visible.set(link.reading, link.style);
  }
  const text = textOf(state.article);
  return [
    make("div", { class: "bar" }, data.articles.length > 1 ? [picker, onlyHere(article)] : null,
      make("span", { class: "muted" }, `${plural(visible.size, "passage")} marked; click one to see who says it, again for what lies around it`)),
    make("article", { class: "paper" },
      article.title ? make("h2", { class: "title" }, article.title) : null,
      make("p", { class: "muted" }, [article.publisher, article.issued, repeatsOf(state.article)].filter(Boolean).join(" · ")),
      text ? make("div", { class: "text" }, articleText(text, visible)) : withoutText(visible)),
  ];
}

/** Offer to narrow all views to an article, and to take that back. */
function onlyHere(article) {
  const alone = state.only.get("article")?.size === 1 && state.only.get("article").has(article.id);
  return button({ "aria-pressed": String(alone), onclick: () => { setOnly("article", article.id); refresh(); } }, "Only this article, in every view");
}

/** Give each claim a line below the text on which it touches no other: number of the reading → line. */
function spreadLevels(marks) {
  const reach = new Map();
  for (const { number, start, end } of marks) {
    const [from, to] = reach.get(number) ?? [Infinity, -Infinity];
    reach.set(number, [Math.min(from, start), Math.max(to, end)]);
  }
  const ends = [];
  const levels = new Map();
  for (const [number, [from, to]] of [...reach].sort((a, b) => a[1][0] - b[1][0] || b[1][1] - a[1][1])) {
    let level = ends.findIndex((end) => end <= from);
    if (level < 0) level = ends.length;
    ends[level] = to;
    levels.set(number, Math.min(level, LEVELS - 1));
  }
  return levels;
}

function articleText(text, visible) {
  const chosen = chosenReading();
  const marks = [];
  data.readings.forEach((reading, number) => {
    if (reading.article !== state.article || (!visible.has(number) && number !== chosen)) return;
    const isContent = reading.spans.some((span) => span.part === "content");
    for (const span of reading.spans) {
      // the content is what is said; cue and source are marked only for the claim that is selected
      if (span.part === "content" || number === chosen || !isContent) marks.push({ ...span, number });
    }
  });
  const lengths = new Map();
  for (const mark of marks) lengths.set(mark.number, (lengths.get(mark.number) ?? 0) + mark.end - mark.start);
  const levels = spreadLevels(marks);
  return pieces(text, 0, text.length, marks).map((piece) => (piece.marks.length ? said(piece, { chosen, lengths, levels, visible }) : piece.text));
}

/** Make a piece of text that claims cover: a line below it for each, and a click that goes through them. */
function said(piece, { chosen, lengths, levels, visible }) {
  // of claims within claims a click means the innermost first
  const claims = [...new Set(piece.marks.map((mark) => mark.number))].sort((a, b) => lengths.get(a) - lengths.get(b) || a - b);
  const on = piece.marks.filter((mark) => mark.number === chosen).map((mark) => mark.part);
  const next = () => choose(selectionOf(claims[(claims.indexOf(chosen) + 1) % claims.length]));
  const element = make("span", {
    class: ["said", ...(on.length ? ["on", ...on] : [])].join(" "), tabindex: "0", role: "button",
    "aria-label": `${piece.text}: ${claims.map((number) => sayReading(number)).join("; ")}`, title: claims.map((number) => sayReading(number)).join("\n"),
    "data-readings": claims.join(" "), "data-key": `at ${piece.start}`,
    onclick: next, onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); next(); } },
  }, piece.text);
  const deepest = Math.max(...claims.map((number) => levels.get(number)));
  element.style.paddingBottom = `${2 + 4 * deepest}px`;
  element.style.backgroundImage = claims.map((number) => underline(visible.get(number) ?? "relay")).join(", ");
  element.style.backgroundPosition = claims.map((number) => `0 calc(100% - ${4 * (deepest - levels.get(number))}px)`).join(", ");
  element.style.backgroundSize = "auto 2px";
  element.style.backgroundRepeat = "repeat-x";
  return element;
}

/** Draw the line of a stance as in the pictures: solid, dashed or dotted. */
function underline(style) {
  const dash = { reject: [7, 11], allege: [2, 5] }[style];
  const tone = `var(--${style})`;
  return dash ? `repeating-linear-gradient(90deg, ${tone} 0 ${dash[0]}px, transparent ${dash[0]}px ${dash[1]}px)` : `linear-gradient(${tone}, ${tone})`;
}

function sayReading(number) {
  const reading = data.readings[number];
  const link = linkOfReading(number);
  return reading.act ? `${sayWho(reading)} ${words(reading.act)}` : link === null ? "" : sayLink(link);
}

/** Select the link that a reading gave, else the reading alone. */
function selectionOf(reading) {
  const link = linksOfReading[reading].find((at) => linksByView.table.has(at));
  return link === undefined ? { reading } : { link };
}

function withoutText(visible) {
  return make("div", {},
    make("p", { class: "muted" }, "This file does not hold the article's text; these are the stretches that claims were read from."),
    make("ul", { class: "cards" }, [...visible].slice(0, state.limit).map(([number, style]) =>
      make("li", {}, button({ class: `card ${style}`, onclick: () => choose(selectionOf(number)) }, data.readings[number].exact.join(" … "))))),
    visible.size > state.limit ? button({ onclick: () => { state.limit += 500; refresh(); } }, `Show more of ${visible.size.toLocaleString("en")}`) : null);
}

/** Bring the selected claim into view, where it is not. */
function revealMark() {
  const mark = document.querySelector("#sheet .on");
  if (!mark) return;
  const [place, sheet] = [mark.getBoundingClientRect(), document.getElementById("sheet").getBoundingClientRect()];
  const bottom = Math.min(sheet.bottom, window.innerHeight);
  if (place.top < Math.max(sheet.top, 0) || place.bottom > bottom) mark.scrollIntoView({ block: "center" });
}
