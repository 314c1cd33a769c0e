// The panel: what is selected, who says it to whom, and the sentence that it stands in.

function term(name, value) {
  return value === null || value === undefined || value === "" ? [] : [make("dt", {}, name), make("dd", {}, value)];
}

/** Word a party with its post: 'Ann Example, minister'. */
function withPost(node) {
  const post = node.posts.find((entry) => entry[2]) ?? node.posts[0];
  return post ? `${node.label}, ${post[2] ? "" : "formerly "}${post[0]}` : node.label;
}

function linkCard(number, other) {
  const link = data.links[number];
  const via = link.via.length ? make("div", { class: "muted" }, `as reported by ${link.via.map(nameOf).join(", ")}`) : null;
  return make("li", {}, button({ class: `card ${link.style}`, onclick: () => { choose({ link: number }); reveal(other); } },
    make("b", {}, cut(data.nodes[other].label, 240)), " ", chip(link.style, words(link.act)), via));
}

function nodeCard(number) {
  const node = data.nodes[number];
  return make("li", {}, button({ class: `card ${node.state}`, onclick: () => { choose({ node: number }); reveal(number); } },
    make("b", {}, cut(node.label, 240))));
}

function cards(title, numbers, pick) {
  if (!numbers.length) return [];
  const most = 40;
  return [make("h2", {}, `${title} (${numbers.length})`),
    make("ul", { class: "cards" }, numbers.slice(0, most).map((number) => linkCard(number, pick(data.links[number])))),
    numbers.length > most ? make("p", { class: "muted" }, `and ${numbers.length - most} more: see the table`) : null];
}

function closeButton() {
  return button({ id: "close", "aria-label": "Clear the selection (Esc)", title: "Clear (Esc)", onclick: () => choose({}) }, "×");
}

/** Give the links at a node that the table shows and the filters let through, by which end the node is. */
function linksOf(number, end) {
  return linksAt[number].filter((at) => data.links[at][end] === number && linksByView.table.has(at) && isVisible(at));
}

/** List what a claim says on each of its axes; of a plain statement there is little. */
function axes(reading, who, content, certainty, act) {
  return make("dl", {},
    term("Who", who),
    term("Act", reading.act ? `${words(reading.act)}${reading.cue ? ` (“${reading.cue}”)` : ""}` : act),
    term("To", reading.addressees.map(nameOf).join(", ")),
    term("Stance", reading.stance),
    term("Certainty", certainty),
    term("Content", content),
    term("Polarity", reading.polarity === "negative" ? "negative" : null),
    term("Quotation", reading.quotation),
    term("Said on", reading.date),
    term("Published", data.articles[reading.article]?.issued),
    term("Confidence", reading.confidence === null || reading.confidence === "" ? null : `${Math.round(reading.confidence * 100)} %`));
}

function claimPanel(number, at) {
  const reading = data.readings[number];
  const link = at === null ? null : data.links[at];
  const node = link ? data.nodes[link.source] : null;
  const who = node ? node.label : reading.sources.length ? sayWho(reading) : "Somebody not named";
  const content = contentOf(number);
  const what = link ? data.nodes[link.target].label : content || reading.cue;
  const act = link ? link.act : reading.act;
  const others = link ? linksOf(link.target, "target").filter((other) => other !== at) : [];
  const contested = link && data.nodes[link.target].state === "contested" && data.nodes[link.target].middle;
  return [
    closeButton(),
    make("h2", {}, !reading.act ? "Statement" : link?.group === "stance" ? "Stance" : "Claim"),
    make("h3", {}, [who, words(act), what].filter(Boolean).join(" — ")),
    make("p", {}, chip(link ? link.style : "relay", words(act)), contested ? [" ", chip("contested", "contested")] : null),
    link?.group === "stance" && reading.act
      ? [make("dl", {}, term("Who", withPost(node)), term("Stance", words(act)), term("On", what)), make("h2", {}, "Read in this claim"),
        axes(reading, sayWho(reading), content, reading.certainty)]
      : axes(reading, node ? withPost(node) : who, content, link ? link.certainty : reading.certainty, words(act)),
    evidence(number),
    reading.act ? chainList(number) : null,
    cards("Others on the same", others, (other) => other.source),
  ];
}

function nodePanel(number) {
  const node = data.nodes[number];
  const on = linksOf(number, "target");
  const by = linksOf(number, "source");
  const [more, own] = [hiddenNeighbours(number).length, ownNeighbours(number).length];
  const link = /^https?:\/\//.test(node.link) ? node.link : null;
  const first = node.kind === "claim" && on.length ? data.links[on.find((at) => data.links[at].style !== "relay") ?? on[0]].reading : null;
  return [
    closeButton(),
    make("h2", {}, KINDS[node.kind]),
    make("h3", {}, node.label),
    node.middle && node.state ? make("p", {}, chip(node.state, STATES[node.state])) : null,
    node.posts.length ? make("ul", { class: "chain posts" }, node.posts.map(([title, organization, current]) =>
      make("li", {}, `${current ? "" : "formerly "}${title}${organization ? `, ${organization}` : ""}`))) : null,
    node.aliases.length ? make("p", { class: "muted" }, `Also: ${node.aliases.join(", ")}`) : null,
    link ? make("p", { class: "muted" }, make("a", { href: link, rel: "noopener noreferrer", target: "_blank" },
      /\/\/www\.wikidata\.org\//.test(link) ? "Wikidata" : link)) : null,
    more || own ? make("p", { class: "bar" },
      more ? button({ onclick: () => expand(number) }, more > AT_ONCE ? `Show ${AT_ONCE} of ${more} more linked (+)` : `Show ${more} more linked (+)`) : null,
      own ? button({ onclick: () => collapse(number) }, `Hide ${own} linked only with it (−)`) : null) : null,
    node.opposed.length ? [make("h2", {}, "Contradicted by"), make("ul", { class: "cards" }, node.opposed.map(nodeCard))] : null,
    cards(node.kind === "claim" ? "Who says what about it" : "Stances on it", on, (at) => at.source),
    cards("What it says and does", by, (at) => at.target),
    first === null ? null : evidence(first),
  ];
}

/** Give what stands in a certain way, the most spoken of first. */
function pointsOf(name) {
  const votes = (number) => linksOf(number, "target").length;
  return data.nodes.flatMap((node, number) => (node.state === name && (node.middle || name === "contested") ? [[votes(number), number]] : []))
    .sort((a, b) => b[0] - a[0] || a[1] - b[1]).map(([, number]) => number);
}

/** Give those who speak most; of those whom no text names, every article has its own. */
function topSpeakers(most) {
  return [...degree.keys()].filter((number) => degree[number] && data.nodes[number].kind !== "nobody").sort((a, b) => degree[b] - degree[a] || a - b).slice(0, most);
}

function speakerCards(most) {
  return make("ul", { class: "cards" }, topSpeakers(most).map((number) => make("li", {},
    button({ class: "card", onclick: () => { choose({ node: number }); reveal(number); } },
      make("b", {}, cut(data.nodes[number].label, 120)), " ", make("span", { class: "muted" }, plural(degree[number], "statement"))))));
}

function introPanel() {
  const [contested, rejected] = [pointsOf("contested"), pointsOf("reject")];
  return [
    make("h2", {}, "How to read this"),
    make("p", {}, "Boxes in the middle are claims and documents. People and organisations on the left mostly affirm or report them; "
      + "those on the right reject what others affirm. Blue arrows affirm, red dashed lines that end in a bar reject, purple dots allege, "
      + "grey lines report. Thin lines are known only through somebody else; a question mark means that the text leaves it open. "
      + "Click anything to read the sentence that it came from."),
    make("h2", {}, `Contested (${contested.length})`),
    contested.length ? make("ul", { class: "cards" }, contested.slice(0, 30).map(nodeCard))
      : make("p", { class: "muted" }, "Nobody here rejects what somebody else affirms."),
    rejected.length ? [make("h2", {}, `Only rejected (${rejected.length})`), make("ul", { class: "cards" }, rejected.slice(0, 12).map(nodeCard))] : null,
    make("h2", {}, "Who speaks most"),
    speakerCards(8),
  ];
}

/** Give the link that stands for a reading: a stance, before what others make of it. */
function linkOfReading(reading) {
  const links = linksOfReading[reading];
  return links.find((at) => linksByView.table.has(at)) ?? links.find((at) => data.links[at].group !== "dispute") ?? null;
}

let paneled = "";

function renderPanel() {
  const panel = document.getElementById("panel");
  let content;
  if (state.node !== null) content = nodePanel(state.node);
  else if (state.link !== null) content = claimPanel(data.links[state.link].reading, state.link);
  else if (state.reading !== null) content = claimPanel(state.reading, linkOfReading(state.reading));
  else content = introPanel();
  const held = panel.contains(document.activeElement);
  panel.replaceChildren(...content.flat(Infinity).filter(Boolean));
  if (held) panel.focus({ preventScroll: true });
  scrollExcerpt();
  // the same thing shown again stays where it was scrolled to
  const shown = `${state.node} ${state.link} ${state.reading}`;
  if (shown !== paneled) panel.scrollTop = 0;
  paneled = shown;
}
