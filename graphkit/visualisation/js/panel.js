// The panel: what is selected, who says it to whom, and the sentence that it stands in.

const characters = new Map();

/** Cut an article into code points, which is what offsets count. */
function textOf(article) {
  if (article < 0 || data.articles[article].text === null) return null;
  if (!characters.has(article)) characters.set(article, Array.from(data.articles[article].text));
  return characters.get(article);
}

/** Cut a stretch of text where its marks begin and end; each piece with the marks that cover it. */
function pieces(text, start, end, marks) {
  const inside = marks.filter((mark) => mark.start < end && mark.end > start);
  const cuts = new Set([start, end]);
  for (const mark of inside) { cuts.add(Math.max(start, mark.start)); cuts.add(Math.min(end, mark.end)); }
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, at) => ({
    text: text.slice(from, sorted[at + 1]).join(""),
    marks: inside.filter((mark) => mark.start <= from && mark.end >= sorted[at + 1]),
  }));
}

/** Show a stretch of an article with the places of a reading marked. */
function marked(text, start, end, reading) {
  const marks = reading.spans.map(([from, to, part]) => ({ start: from, end: to, part }));
  return pieces(text, start, end, marks).map((piece) => {
    if (!piece.marks.length) return piece.text;
    const part = ["cue", "source", "content"].find((name) => piece.marks.some((mark) => mark.part === name));
    return make("mark", { class: part, "data-part": piece.marks.map((mark) => mark.part).join(" ") }, piece.text);
  });
}

function caption(reading) {
  const article = data.articles[reading.article];
  const spans = reading.spans;
  const where = spans.length ? `characters ${Math.min(...spans.map((s) => s[0]))}–${Math.max(...spans.map((s) => s[1]))}` : null;
  return [article?.title, article?.publisher, article?.issued, where].filter(Boolean).join(" · ");
}

/** Show where a reading stands: its sentence, and the article scrolled to it. */
function evidence(number) {
  const reading = data.readings[number];
  const text = textOf(reading.article);
  if (!text || !reading.spans.length) {
    const exact = (reading.exact ?? []).map((piece, at) => make("mark", { class: reading.spans[at][2] }, piece));
    if (!exact.length) return [];
    return [make("h2", {}, "In the text"), make("blockquote", {}, exact.flatMap((piece) => [piece, " … "]).slice(0, -1)),
      make("p", { class: "muted" }, caption(reading))];
  }
  const [start, end] = reading.sentence;
  const excerpt = make("div", { class: "text excerpt", tabindex: "0", role: "region", "aria-label": "The article" },
    marked(text, 0, text.length, reading));
  requestAnimationFrame(() => {
    const first = excerpt.querySelector("mark");
    if (first) excerpt.scrollTop = first.offsetTop - 48;
  });
  return [
    make("h2", {}, "Source sentence"),
    make("blockquote", { id: "sentence" }, marked(text, start, end, reading)),
    make("p", { class: "muted" }, caption(reading)),
    make("h2", {}, "In the article"), excerpt,
    make("p", { class: "after" }, make("button", { type: "button", onclick: () => { state.article = reading.article; show("article"); } }, "Read the whole article")),
  ];
}

/** Show through whom a claim reached the reader, from the article to the one who says it. */
function chain(reading) {
  const steps = [];
  let at = reading;
  for (let guard = 0; guard < 12 && at; guard += 1) {
    const who = at.sources?.length ? at.sources.join(", ") : "somebody not named";
    const doubt = [at.stance === "uncommitted" ? "open" : null, at.polarity === "negative" ? "negated" : null].filter(Boolean);
    if (at.act) steps.unshift(`${who} ${words(at.act)}${at.cue ? ` (“${at.cue}”)` : ""}${doubt.length ? `: ${doubt.join(", ")}` : ""}`);
    at = at.outer >= 0 ? data.readings[at.outer] : null;
  }
  const article = data.articles[reading.article];
  if (article) steps.unshift(article.publisher || article.title);
  if (steps.length < 2) return [];
  return [make("h2", {}, "Chain of sources"), make("ol", { class: "chain" }, steps.map((text) => make("li", {}, text)))];
}

function pair(term, value) {
  return value === null || value === undefined || value === "" ? [] : [make("dt", {}, term), make("dd", {}, value)];
}

/** Word a party with its post: 'Ann Example (minister)'. */
function withPost(node) {
  const post = node.posts?.find((entry) => entry[2]) ?? node.posts?.[0];
  return post ? `${node.label}, ${post[2] ? "" : "formerly "}${post[0]}` : node.label;
}

function linkCard(number, other) {
  const link = data.links[number];
  const via = link.via.length ? make("div", { class: "muted" }, `as reported by ${link.via.map((at) => data.nodes[at].label).join(", ")}`) : null;
  return make("li", {}, make("button", { type: "button", class: `card ${link.style}`, onclick: () => choose({ link: number }) },
    make("b", {}, data.nodes[other].label), " ", chip(link.style, words(link.act)), via));
}

function cards(title, numbers, pick) {
  if (!numbers.length) return [];
  const most = 40;
  return [make("h2", {}, `${title} (${numbers.length})`),
    make("ul", { class: "cards" }, numbers.slice(0, most).map((number) => linkCard(number, pick(data.links[number])))),
    numbers.length > most ? make("p", { class: "muted" }, `and ${numbers.length - most} more: see the table`) : null];
}

function closeButton() {
  return make("button", { type: "button", id: "close", "aria-label": "Clear the selection (Esc)", title: "Clear (Esc)", onclick: () => choose({}) }, "×");
}

function claimPanel(number, link) {
  const reading = data.readings[number];
  const node = link ? data.nodes[link.source] : null;
  const who = node ? node.label : (reading.sources ?? []).join(", ") || "Somebody not named";
  const what = link ? data.nodes[link.target].label : reading.content || reading.cue || "";
  const act = link ? link.act : reading.act ?? "";
  const others = link ? visibleLinks("table").filter((at) => data.links[at].target === link.target && data.links[at] !== link) : [];
  const style = link ? link.style : "relay";
  return [
    closeButton(),
    make("h2", {}, reading.act ? "Claim" : "Statement"),
    make("h3", {}, [who, words(act), what].filter(Boolean).join(" — ")),
    make("p", {}, chip(style, words(act)), link && data.nodes[link.target].state === "contested" && data.nodes[link.target].middle
      ? [" ", chip("contested", "contested")] : null),
    make("dl", {},
      pair("Who", node ? withPost(node) : who),
      pair("Act", reading.act ? `${words(reading.act)}${reading.cue ? ` (“${reading.cue}”)` : ""}` : words(act)),
      pair("Stance", reading.stance),
      pair("Certainty", reading.certainty),
      pair("Content", reading.content),
      pair("Polarity", reading.polarity === "negative" ? "negative" : null),
      pair("Quotation", reading.quotation),
      pair("Said on", reading.date),
      pair("Confidence", reading.confidence === undefined ? null : `${Math.round(reading.confidence * 100)} %`)),
    evidence(number),
    chain(reading),
    cards("Others on the same", others, (at) => at.source),
  ];
}

function nodePanel(number) {
  const node = data.nodes[number];
  const on = visibleLinks("table").filter((at) => data.links[at].target === number);
  const by = visibleLinks("table").filter((at) => data.links[at].source === number);
  const more = hiddenNeighbours(number);
  const link = /^https?:\/\//.test(node.link ?? "") ? node.link : null;
  const own = node.kind === "claim" && on.length ? data.links[on.find((at) => data.links[at].style !== "relay") ?? on[0]].reading : null;
  return [
    closeButton(),
    make("h2", {}, KINDS[node.kind]),
    make("h3", {}, node.label),
    node.middle && node.state ? make("p", {}, chip(node.state, STATES[node.state])) : null,
    node.posts?.length ? make("ul", { class: "chain posts" },
      node.posts.map(([title, organization, current]) =>
        make("li", {}, `${current ? "" : "formerly "}${title}${organization ? `, ${organization}` : ""}`))) : null,
    node.aliases?.length ? make("p", { class: "muted" }, `Also: ${node.aliases.join(", ")}`) : null,
    link ? make("p", { class: "muted" }, make("a", { href: link, rel: "noopener noreferrer", target: "_blank" }, /\/\/www\.wikidata\.org\//.test(link) ? "Wikidata" : link)) : null,
    more ? make("p", {}, make("button", { type: "button", onclick: () => expand(number) }, `Show ${more} more linked`)) : null,
    node.opposed ? [make("h2", {}, "Contradicted by"), make("ul", { class: "cards" }, node.opposed.map(nodeCard))] : null,
    cards(node.kind === "claim" ? "Who says what about it" : "Stances on it", on, (link) => link.source),
    cards("What it says and does", by, (link) => link.target),
    own === null ? null : evidence(own),
  ];
}

function nodeCard(number) {
  const node = data.nodes[number];
  return make("li", {}, make("button", { type: "button", class: `card ${node.state}`, onclick: () => { choose({ node: number }); reveal(number); } },
    make("b", {}, node.label)));
}

function introPanel() {
  const contested = data.nodes.flatMap((node, number) => (node.state === "contested" ? [number] : []));
  const votes = (number) => data.links.filter((link) => link.target === number).length;
  contested.sort((a, b) => votes(b) - votes(a) || a - b);
  const rejected = data.nodes.flatMap((node, number) => (node.state === "reject" && node.middle ? [number] : []));
  const speakers = Object.keys(degree).map(Number).sort((a, b) => degree[b] - degree[a] || a - b).slice(0, 8);
  return [
    make("h2", {}, "How to read this"),
    make("p", {}, "Boxes in the middle are claims and documents. People and organisations on the left mostly affirm or report them; "
      + "those on the right reject what others affirm. Blue arrows affirm, red dashed lines that end in a bar reject, purple dots allege, "
      + "grey lines report. Thin lines are known only through somebody else; a question mark means that the text leaves it open. Click anything to read the sentence that it came from."),
    make("h2", {}, `Contested (${contested.length})`),
    contested.length ? make("ul", { class: "cards" }, contested.slice(0, 30).map(nodeCard))
      : make("p", { class: "muted" }, "Nobody here rejects what somebody else affirms."),
    rejected.length ? [make("h2", {}, `Only rejected (${rejected.length})`), make("ul", { class: "cards" }, rejected.slice(0, 12).map(nodeCard))] : null,
    make("h2", {}, "Who speaks most"),
    make("ul", { class: "cards" }, speakers.map((number) => make("li", {},
      make("button", { type: "button", class: "card", onclick: () => { choose({ node: number }); reveal(number); } },
        make("b", {}, data.nodes[number].label), " ", make("span", { class: "muted" }, plural(degree[number], "statement")))))),
  ];
}

function renderPanel() {
  const panel = document.getElementById("panel");
  let content;
  if (state.node !== null) content = nodePanel(state.node);
  else if (state.link !== null) content = claimPanel(data.links[state.link].reading, data.links[state.link]);
  else if (state.reading !== null) content = claimPanel(state.reading, data.links.find((link) => link.reading === state.reading && link.group !== "dispute"));
  else content = introPanel();
  panel.replaceChildren(...content.flat(Infinity).filter(Boolean));
  panel.scrollTop = 0;
  document.body.toggleAttribute("data-selected", state.node !== null || state.link !== null || state.reading !== null);
}
