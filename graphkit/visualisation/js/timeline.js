// The timeline: when it was said, and when an article said so. The two are kept apart.

const DAY = 86_400_000;
const CHART = { width: 760, height: 96, margin: 46 };

const dayOf = (day) => Date.parse(`${day}-01-01`.slice(0, 10));
const isoDay = (time) => new Date(time).toISOString().slice(0, 10);

/** How much time one bar stands for: the first that needs at most so many. */
const UNITS = [
  { most: 62, name: (time) => isoDay(time), next: (first) => dayOf(first) + DAY },
  { most: 430, name: (time) => isoDay(time - ((new Date(time).getUTCDay() + 6) % 7) * DAY), next: (first) => dayOf(first) + 7 * DAY },
  { most: 2200, name: (time) => isoDay(time).slice(0, 7), next: (first) => Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5))) },
  { most: Infinity, name: (time) => isoDay(time).slice(0, 4), next: (first) => Date.UTC(Number(first) + 1, 0) },
];

/** Choose the bars of a timeline: their unit, and the name of each, in order. */
function chooseBins(days) {
  const [first, last] = [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))];
  const unit = UNITS.find(({ most }) => (last - first) / DAY <= most);
  const bins = [unit.name(first)];
  while (unit.next(bins[bins.length - 1]) <= last) bins.push(unit.name(unit.next(bins[bins.length - 1])));
  return { bins, unit };
}

function timelineView() {
  const links = visibleLinks("timeline");
  const dated = links.filter((number) => data.links[number].days.said || data.links[number].days.published);
  if (!dated.length) {
    return [make("p", { class: "empty" }, links.length
      ? "No dates: the articles do not say when they were published, and so 'on Tuesday' in them is no day. "
        + "Articles given as JSON Lines can have a date."
      : "No statement, or none that the filters let through.")];
  }
  const days = dated.flatMap((number) => Object.values(data.links[number].days)).filter(Boolean).map(dayOf);
  const { bins, unit } = chooseBins(days);
  const count = (which) => {
    const found = new Map(bins.map((bin) => [bin, { affirm: 0, reject: 0, allege: 0, relay: 0, total: 0 }]));
    for (const number of dated) {
      const day = data.links[number].days[which];
      const bin = day && found.get(unit.name(dayOf(day)));
      if (bin) { bin[data.links[number].style] += 1; bin.total += 1; }
    }
    return found;
  };
  const [said, published] = [count("said"), count("published")];
  const undated = links.filter((number) => !data.links[number].days.said).length;
  return [
    make("h2", {}, "When it was said"), chart(said, "said", unit),
    make("p", { class: "muted" }, undated ? `${plural(undated, "statement")} of ${links.length.toLocaleString("en")}: the article does not say when it was said.` : "Every statement has a day."),
    make("h2", {}, "When it was published"), chart(published, "published", unit),
    make("p", { class: "muted" }, "A bar narrows everything to its time; the list below goes by when it was said, else published."),
    dayList(dated),
  ];
}

/** Draw bars over time, each parted by stance; a bar is a button that narrows to its time. */
function chart(counts, which, unit) {
  const most = Math.max(1, ...[...counts.values()].map((bin) => bin.total));
  const step = (CHART.width - CHART.margin) / counts.size;
  const wide = Math.max(2, Math.min(36, step - 2));
  const svg = makeSvg("svg", { viewBox: `0 0 ${CHART.width} ${CHART.height + 22}`, class: "chart", role: "group", "aria-label": `Statements by the time they were ${which}` },
    makeSvg("line", { x1: CHART.margin, x2: CHART.width, y1: CHART.height, y2: CHART.height, class: "axis" }),
    makeSvg("text", { x: CHART.margin - 6, y: 14, class: "tick end" }, most.toLocaleString("en")),
    makeSvg("text", { x: CHART.margin - 6, y: CHART.height, class: "tick end" }, "0"));
  const every = Math.ceil(74 / step);
  const chosen = chosenDay(which);
  const here = chosen && unit.name(dayOf(chosen));
  [...counts].forEach(([name, bin], at) => {
    const x = CHART.margin + at * step + (step - wide) / 2;
    if (at % every === 0 && x + wide / 2 + 34 <= CHART.width) svg.append(makeSvg("text", { x: x + wide / 2, y: CHART.height + 16, class: "tick" }, name));
    if (!bin.total) return;
    const bar = makeSvg("g", { tabindex: 0, role: "button", "data-key": `${which} ${name}`, class: here === name ? "bin on" : "bin", "aria-label": `${name}: ${plural(bin.total, "statement")} ${which}` });
    let y = CHART.height;
    for (const style of ["affirm", "relay", "allege", "reject"]) {
      const high = (bin[style] / most) * (CHART.height - 8);
      if (!high) continue;
      y -= high;
      bar.append(makeSvg("rect", { x, y, width: wide, height: high, class: `segment ${style}` }));
    }
    bar.append(makeSvg("rect", { x: x - 1, y: 4, width: wide + 2, height: CHART.height - 4, class: "catch" }), makeSvg("title", {}, `${name}: ${bin.total}`));
    const narrow = () => { state.dating = which; state.from = `${name}-01-01`.slice(0, 10); state.until = isoDay(unit.next(name) - DAY); refresh(); };
    bar.addEventListener("click", narrow);
    bar.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); narrow(); } });
    svg.append(bar);
  });
  return svg;
}

/** Give the day on which the selected claim was said or published, or nothing. */
function chosenDay(which) {
  const reading = chosenReading() === null ? null : data.readings[chosenReading()];
  return reading === null ? "" : firstDayOf(which === "said" ? reading.date : data.articles[reading.article]?.issued ?? "");
}

/** List what was said, by day. */
function dayList(links) {
  const when = (number) => data.links[number].days.said || data.links[number].days.published;
  const sorted = [...links].sort((a, b) => collate(when(a), when(b)) || a - b);
  const byDay = new Map();
  for (const number of sorted.slice(0, state.limit)) byDay.set(when(number), [...(byDay.get(when(number)) ?? []), number]);
  return make("div", { class: "days" },
    [...byDay].map(([day, numbers]) => [make("h3", {}, day), make("ul", { class: "cards" }, numbers.map(dayCard))]),
    sorted.length > state.limit ? button({ onclick: () => { state.limit += 500; refresh(); } }, `Show more of ${sorted.length.toLocaleString("en")}`) : null);
}

function dayCard(number) {
  const link = data.links[number];
  const apart = link.days.said && link.days.published ? Math.round((dayOf(link.days.published) - dayOf(link.days.said)) / DAY) : null;
  const dates = [link.said ? `said ${link.said}` : "day of saying unknown", link.published ? `published ${link.published}` : null,
    apart > 0 ? `${plural(apart, "day")} later` : null].filter(Boolean).join(" · ");
  return make("li", {}, button({ class: `card ${link.style}${number === state.link ? " chosen" : ""}`, onclick: () => choose({ link: number }) },
    make("b", {}, cut(data.nodes[link.source].label, 100)), " ", chip(link.style, words(link.act)), " ", cut(data.nodes[link.target].label, 220),
    make("div", { class: "muted" }, dates)));
}
