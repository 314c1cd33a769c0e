// The types of the page's modules, for `scripts/check_web.py`; nothing of this is in the page.

/** A child of an element: text, an element, a list of such; what is nothing is left out. */
export type Child = string | Node | null | undefined | false | Child[];

/** Attributes and listeners of an element; what is null, undefined or false is left out. */
export interface Attributes {
  [name: string]: string | number | boolean | null | undefined | ((event: never) => void);
  onclick?: (event: MouseEvent) => void;
  onpointerdown?: (event: PointerEvent) => void;
  onkeydown?: (event: KeyboardEvent) => void;
  onchange?: (event: Event) => void;
  oninput?: (event: Event) => void;
}

// -- look.toml

export type StyleName = "affirm" | "reject" | "allege" | "relay";

export interface Style {
  text: string;
  symbol: string;
  line: "solid" | "dashed" | "dotted";
  end: "arrow" | "bar";
}

export interface Kind {
  text: string;
  shape: "circle" | "square" | "diamond" | "hexagon" | "triangle" | "card" | "sheet";
  fill: string;
  edge: string;
  border: "solid" | "heavy" | "dashed";
  box: boolean;
}

export interface Look {
  words: Record<string, string>;
  verbs: Record<string, string>;
  differences: Record<string, string>;
  /** The least confidence of a claim, and the words for it, the highest first. */
  sureness: [least: number, text: string][];
  hearsay: { text: string; brief: string };
  manners: Record<string, { text: string; brief: string; style: StyleName }>;
  sections: Record<string, { text: string; note: string; nothing: string }>;
  profile: Record<string, { text: string; note: string; nothing: string }>;
  sides: Record<string, { text: string; style: StyleName }>;
  doubles: Record<string, string>;
  /** The rules that put a mention to its entity, as reasons. */
  mentions: Record<string, string>;
  styles: Record<StyleName, Style>;
  states: Record<string, { text: string; brief: string; ink: string }>;
  kinds: Record<string, Kind>;
  colours: string[];
  /** Words whose full stop ends no sentence, and words that open one, in lower case. */
  abbreviations: string[];
  openers: string[];
}

// -- the data, as payload.py writes it and data.js completes it

export interface Table {
  fields: string[];
  rows: unknown[][];
  /** For fields of few different words: the words, of which a row has the position. */
  words?: Record<string, string[]>;
}

export interface Article {
  id: string;
  title: string;
  issued: string;
  publisher: string;
  source: string;
  text: string | null;
  repeats: number;
  /** What the input called it, where that is not its title. */
  name: string;
}

/** A party, or what parties speak on. */
export interface Point {
  id: string;
  kind: string;
  lines: string;
  state: string;
  middle: number;
  label: string;
  opposed: number[];
  aliases: string[];
  link: string;
  posts: [title: string, organization: string, current: boolean][];
}

export type PartName = "source" | "cue" | "content";

/** A stretch of an article's text, in code points. */
export interface Part {
  start: number;
  end: number;
  part: PartName;
}

/** A party: the number of its node, or its name where no line leads to it. */
export type Party = number | string;

/** A claim, or a plain statement, which has no act. */
export interface Reading {
  id: string;
  article: number;
  spans: number[];
  parts: Part[];
  sentence: [start: number, end: number] | [];
  act: string;
  stance: string;
  polarity: string;
  certainty: string;
  quotation: string;
  cue: string;
  rule: string;
  confidence: number | "" | null;
  date: string;
  outer: number;
  sources: Party[];
  addressees: Party[];
  about: Party[];
  content: string;
  /** The content with its own verb; empty where the content can stand alone. */
  phrase: string;
  /** The number of its style; empty where it is no claim. */
  style: number | "";
  /** What its source does, in the third person. */
  verb: string;
  /** The first letter of its words where that is not the content's. */
  lead: string;
  exact: string[];
}

/** Readings that are one claim, as they were published. */
export interface Cluster {
  claims: number[];
  articles: number;
  least: number;
  most: number;
  confidence: number;
  /** How many more of its claims the graph has. */
  left: number;
  reasons: string[];
}

/** Two readings that differ, and in each the stretches in which they do: two numbers for each, its start and its end. */
export interface Pair {
  one: number;
  other: number;
  kinds: string[];
  ones: number[];
  others: number[];
}

export interface Stretch {
  start: number;
  end: number;
}

/** A pair, seen from one of its readings. */
export interface Difference {
  other: number;
  kinds: string[];
  here: Stretch[];
  there: Stretch[];
}

/** The readings in one sentence, and two numbers for each stretch in which they differ from others. */
export type BriefSentence = [readings: number[], differing?: number[]];

/** What somebody says; `lead` is the first letter of the words, '' where there are none. */
export type BriefStand =
  [speakers: Party[], via: Party[], role: string, verb: string, readings: number[], lead: string];

export type BriefSide = [manner: string, heading: string, backing: string, stands: BriefStand[]];

export type BriefCard =
  [title: string, kind: string, node: number, articles: number, sides: BriefSide[], sentences: BriefSentence[]];

/** Two sentences of somebody that differ. */
export type BriefPair =
  [parties: Party[], difference: string, one: BriefSentence, other: BriefSentence, more: number];

/** What is in dispute, and what is listed beside it; `all` counts what is listed only in part. */
export interface Brief {
  headline: string;
  nothing: string;
  /** The claims and who makes them, counted. */
  summary: string;
  counts: [text: string, section: string][];
  fairness: string;
  cards: BriefCard[];
  /** 1 for each card that is in dispute, 0 for the others. */
  disputed: number[];
  saidTitle: string;
  said: [BriefStand, BriefSentence][];
  all: Record<"speakers" | "unnamed" | "requoted", number>;
  speakers: [party: Party, role: string, claims: number, quoted: number][];
  alleged: number[];
  unnamed: [title: string, card: number, who: string, BriefSentence][];
  requoted: BriefPair[];
  positions: BriefPair[];
}

/** Readings that stand together: one, or several that are one claim or stand in one sentence. */
export type Readings = number | number[];

export type Role = [title: string, stated: Readings, holder?: Party, period?: string];

/**
 * A relation; `outgoing` is 1 where the entity is its subject, `sign` says for or against, and `matter` is what of the
 * other it is about, where it is not the other.
 */
export type Tie = [label: string, outgoing: number, other: Party, stated: Readings, sign?: number, matter?: string];

/** What was decided about two mentions, and the reasons. */
export type Decided = [head: string, reasons?: string[]];

/** All that the page has of a person, a body or a place. */
export interface Profile {
  node: number;
  /** Its articles, each with the number of mentions where that is not 1. */
  articles: (number | [article: number, mentions: number])[];
  namings: (number | string | [rule: number | string, words?: string, times?: number])[];
  /** Lines by their group: quoted, reported, at second hand; then of others, at second hand, and said to them. */
  lines: Readings[][];
  voiced: Readings[];
  /** The same in quotation marks, of which nobody is known to have said it. */
  unattributed: Readings[];
  roles: Role[];
  relations: Tie[];
  sides: Tie[];
  /** Who may be the same; a reason that is a number is one of `look.doubles`. */
  doubles: [other: Party, reason: string | number, decided?: Decided[]][];
  joins: Decided[];
  /** How many more there are. */
  left: number;
  holders: Role[];
  /** How many of its claims only repeat what another article has. */
  repeats: number;
}

/** A blank of a question: its parameter, the kind of it, whether it can be left empty, and what stands in it then. */
export type Blank = [name: string, kind: string, optional: number, empty: string];

/** How the page finds the claims that answer a question; fields of claims by what they must be, and by parameter. */
export interface PageEntry {
  pairs: "" | "conflicts" | "changes";
  fixed: Record<string, string[]>;
  given: Record<string, string>;
}

/** The page has no engine: what has no entry it cannot answer. */
export type Question = [name: string, pieces: (string | Blank)[], page: PageEntry | null];

export interface Questions {
  groups: [title: string, questions: Question[]][];
  choices: Record<string, [value: string, words: string][]>;
}

/** An article in which words were found: its sentences with most of them, and how many more there are. */
export interface Found {
  article: number;
  sentences: { start: number; end: number; marks: Stretch[] }[];
  more: number;
}

export type Dating = "published" | "said";

export interface Link {
  source: number;
  target: number;
  group: "voice" | "stance" | "relay" | "dispute";
  act: string;
  style: StyleName;
  reading: number;
  via: number[];
  article: number;
  certainty: string;
  said: string;
  published: string;
  days: Record<Dating, string>;
}

/** Links that are drawn as one line. */
export interface Edge {
  id: number;
  from: number;
  to: number;
  view: string;
  style: StyleName;
  links: number[];
}

export type PlaceRow = [number: number, x: number, y: number, column: string, label?: string];

/** What the page holds as JSON. */
export interface Tables {
  title: string;
  view: string | null;
  note: string;
  all: number;
  articles: Table;
  nodes: Table;
  links: Table;
  readings: Table;
  clusters: Table;
  conflicts: Table;
  changes: Table;
  brief: Brief;
  /** How many of the nodes lines lead to; the others come after them. */
  drawn: number;
  profiles: Table;
  verbs: string[];
  questions: Questions;
  places: Record<string, PlaceRow[]>;
  look: Look;
}

export interface Data {
  title: string;
  view: string | null;
  note: string;
  left: number;
  articles: Article[];
  nodes: Point[];
  drawn: number;
  readings: Reading[];
  links: Link[];
  places: Record<string, PlaceRow[]>;
}

/** The text of an article, cut by code points. */
export interface Text {
  length: number;
  cut(start: number, end: number): string;
}

// -- the state

export type Facet = "style" | "act" | "certainty" | "kind" | "article" | "party";

export interface Selection {
  node?: number | null;
  link?: number | null;
  reading?: number | null;
}

// -- views

/** A view, which is either a picture, with `place`, or a sheet, with `render`. */
export interface View {
  name: string;
  /** Check whether the view shows a link. */
  holds(number: number): boolean;
  /** Find a place for a node that joins the picture. */
  place?(number: number, linked: Place[], places: Map<number, Place>): Place;
  /** Lay out links anew, as the filters leave them. */
  layOut?(links: Link[]): Map<number, Place>;
  /** Return what stands on the sheet. */
  render?(): Child[];
  /** Called when the sheet has been shown. */
  onShown?(): void;
  /** Check whether the view is offered for this graph; by default it is. */
  isOffered?(): boolean;
  /** Check whether a link counts for what is on the sheet; by default each does. */
  counts?(number: number): boolean;
  /** How to read the view, in a few sentences. */
  guide: string;
  /** Whether the sheet holds the text of `state.article`. */
  showsArticle?: boolean;
  /** Whether the sheet narrows to the selected node. */
  followsNode?: boolean;
  /** Whether the legend explains the borders of claims. */
  hasBorders?: boolean;
  /** Whether hearsay looks otherwise than what was said at first hand. */
  marksHearsay?: boolean;
  /** Whether its places are free, so that it can be stretched to the shape of the window. */
  spreads?: boolean;
  /** Whether the sheet stands alone, without the legend with its filters and the count of what they leave. */
  standsAlone?: boolean;
}

// -- the picture

export type Coordinates = [x: number, y: number];
export type Curve = [Coordinates, Coordinates, Coordinates, Coordinates];
export type Rectangle = [left: number, top: number, right: number, bottom: number];

export interface Place {
  x: number;
  y: number;
  column: string;
  lines: string[];
}

export interface NodeShape extends Place {
  number: number;
  box: boolean;
  half: Coordinates;
  extent: Rectangle;
  dim: boolean;
}

/** A cubic curve, and the point to which the line runs level from its end. */
export interface Route {
  curve: Curve;
  level: Coordinates | null;
}

export interface VisibleEdge extends Edge {
  visible: number[];
}

export interface EdgeShape extends VisibleEdge, Route {
  points: Coordinates[];
  dim: boolean;
  strong: boolean;
  reported: boolean;
  word: { x: number; y: number; text: string; half: number } | null;
}

export interface Emphasis {
  nodes: Set<number>;
  edges: Set<number>;
}

export interface Picture {
  nodes: Map<number, NodeShape>;
  edges: EdgeShape[];
  emphasis: Emphasis | null;
}

// -- painting

export type Command =
  | [name: "M" | "L", x: number, y: number]
  | [name: "C", x1: number, y1: number, x2: number, y2: number, x: number, y: number]
  | [name: "Z"];

export interface PathStyle {
  stroke?: string;
  fill?: string;
  width?: number;
  dash?: number[];
  round?: boolean;
}

export interface TextStyle {
  size: number;
  fill: string;
  anchor: "start" | "middle";
  halo?: string | null;
  haloWidth?: number;
}

/** What a picture is painted on: a canvas or an SVG. */
export interface Surface {
  path(commands: Command[], style: PathStyle): void;
  text(x: number, y: number, text: string, style: TextStyle): void;
}

export type Colours = Record<string, string>;

/** A stretch of text, and the marks that cover it. */
export interface Piece<Mark> {
  start: number;
  text: string;
  marks: Mark[];
}
