"""The values that pass between the stages: frozen, keyword-only, and free of any library's types.

Offsets are Unicode code points into `Document.text`. Positions into a tuple of the same `Extraction` (a mention's
chain, a claim's sources, the claim that a statement stands in) are plain integers, so that an `Extraction` is one
self-contained value which can be compared, hashed and stored.
"""

from __future__ import annotations

import hashlib
from dataclasses import InitVar, dataclass, field
from enum import Enum

__all__ = [
    "Act",
    "Certainty",
    "Chain",
    "Claim",
    "Document",
    "Entity",
    "EntityType",
    "Extraction",
    "Mention",
    "MentionKind",
    "Polarity",
    "Predicate",
    "Quotation",
    "Role",
    "Span",
    "Stance",
    "Statement",
]


class EntityType(Enum):
    """What kind of thing an entity is; the values are class names of schema.org, or of graphkit's own ontology."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    PLACE = "Place"
    COUNTRY = "Country"
    GROUP = "Group"
    WORK = "CreativeWork"
    EVENT = "Event"


class MentionKind(Enum):
    """How a mention names its entity."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class Act(Enum):
    """What a source does in saying something; a closed list, each defined in the ontology."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ALLEGES = "alleges"
    DEMANDS = "demands"
    ASKS = "asks"
    PROMISES = "promises"
    INTENDS = "intends"
    PREDICTS = "predicts"
    CRITICIZES = "criticizes"
    PRAISES = "praises"
    SUPPORTS = "supports"
    OPPOSES = "opposes"
    ACKNOWLEDGES = "acknowledges"
    DOUBTS = "doubts"
    DECLINES_TO_COMMENT = "declinesToComment"


class Stance(Enum):
    """The source's own commitment to the content of its claim."""

    AFFIRMS = "affirms"
    REJECTS = "rejects"
    UNCOMMITTED = "uncommitted"


class Polarity(Enum):
    """Whether a content or statement is put positively or negated."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Certainty(Enum):
    """How certain a content or statement is put; after FactBank (Saurí and Pustejovsky, 2009)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNSPECIFIED = "unspecified"


class Quotation(Enum):
    """Whether a content stands in quotation marks: all of it, none of it, or a part."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of a document's text.

    Args:
        start: Offset of the first character, in code points.
        end: Offset after the last character, in code points.
        exact: The characters themselves.
        text: The document's text, to check the three above against; it is not kept.

    Raises:
        ValueError: `text[start:end]` is not `exact`, or is empty.

    >>> Span(start=4, end=7, exact="cat", text="The cat.").exact
    'cat'
    """

    start: int
    end: int
    exact: str
    text: InitVar[str]

    def __post_init__(self, text: str) -> None:
        if not 0 <= self.start < self.end <= len(text):
            raise ValueError(f"span {self.start}-{self.end} is empty or outside a text of {len(text)} characters")
        if text[self.start : self.end] != self.exact:
            raise ValueError(f"span {self.start}-{self.end} is {text[self.start : self.end]!r}, not {self.exact!r}")

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Tell whether all of `other` lies in this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article as it was read; its text is never changed.

    Args:
        text: The decoded text, unchanged.
        identifier: The record's `id`, or the file's path below the input.
        title: Its headline, where the input gives one.
        issued: Its date, ISO 8601, where the input gives one.
        publisher: Who published it, where the input says so.
        source: The address that it came from, where the input gives one.
        boilerplate: Stretches (start, end) that are no part of the article: adverts, bylines, copyright lines.
        sha256: The SHA-256 of the text in UTF-8, in hexadecimal; computed.
    """

    text: str
    identifier: str
    title: str | None = None
    issued: str | None = None
    publisher: str | None = None
    source: str | None = None
    boilerplate: tuple[tuple[int, int], ...] = ()
    sha256: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        object.__setattr__(self, "sha256", digest)

    @property
    def key(self) -> str:
        """The first sixteen digits of the text's SHA-256, the document's name in the graph."""
        return self.sha256[:16]

    def span(self, start: int, end: int) -> Span:
        """Cut a span out of the text.

        Args:
            start: Offset of the first character, in code points.
            end: Offset after the last character, in code points.

        Raises:
            ValueError: The span is empty or outside the text.
        """
        return Span(start=start, end=end, exact=self.text[start:end], text=self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of text that refers to an entity.

    Args:
        span: Where it stands.
        head: Its head word.
        kind: Name, nominal or pronoun.
        type: What kind of thing it refers to, or None where the text does not tell.
        typed_by: What told the kind of thing: a table, a sign in the text, the weights of the evidence.
        chain: Position in `Extraction.chains`, or None where it stays unresolved.
        rule: The name of the rule that put it with the others of its chain.
    """

    span: Span
    head: Span
    kind: MentionKind
    type: EntityType | None = None
    typed_by: str | None = None
    chain: int | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The mentions of one document that refer to the same entity (a coreference chain).

    Args:
        label: The name to show: the longest proper name, else the first nominal.
        type: What kind of thing it is.
        aliases: Other names that the document uses for it, sorted.
        named: Whether any mention of it is a name.
        link: The address of the same thing elsewhere (`http://www.wikidata.org/entity/Q148`), where it is certain.
        linked_by: The name of the rule that linked it.
    """

    label: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    named: bool = True
    link: str | None = None
    linked_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What one or more chains, in one or more documents, are taken to refer to.

    Args:
        slug: Its name in the graph, below `entity/`.
        label: The name to show.
        type: What kind of thing it is.
        aliases: Its other names, sorted.
        link: The address of the same thing elsewhere, where it is certain.
    """

    slug: str
    label: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Somebody is said to say something (an attribution relation: Pareti, 2012).

    Args:
        sources: Positions in `Extraction.mentions` of those who say it; empty where the text names nobody.
        source_spans: Where the text names them.
        cue: The lemma of the cue ('say', 'according to').
        cue_spans: Where the cue stands.
        content_spans: What is said; several where the content is broken.
        act: What the source does.
        stance: The source's own commitment to the content.
        polarity: Whether the content is negated.
        certainty: How certain the content is put.
        quotation: Whether the content is quoted.
        reported_in: Position in `Extraction.claims` of the claim in which this one is reported.
        addressees: Positions in `Extraction.mentions` of those it is said to.
        about: Positions in `Extraction.chains` of the entities in the content, in order of first mention.
        uttered_on: The time of the utterance as an ISO date, where the text gives one.
        confidence: How sure the rule is, from 0 to 1.
        rule: The name of the rule that read it.
    """

    sources: tuple[int, ...]
    source_spans: tuple[Span, ...]
    cue: str
    cue_spans: tuple[Span, ...]
    content_spans: tuple[Span, ...]
    act: Act
    stance: Stance
    polarity: Polarity
    certainty: Certainty
    quotation: Quotation
    reported_in: int | None = None
    addressees: tuple[int, ...] = ()
    about: tuple[int, ...] = ()
    uttered_on: str | None = None
    confidence: float = 1.0
    rule: str

    @property
    def extent(self) -> tuple[int, int]:
        """The first and last offset of everything that belongs to the claim."""
        spans = (*self.source_spans, *self.cue_spans, *self.content_spans)
        return min(s.start for s in spans), max(s.end for s in spans)

    @property
    def content(self) -> str:
        """The content as one text; an ellipsis stands where it is broken."""
        return " … ".join(s.exact for s in self.content_spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """What a statement says of its subject and object.

    Args:
        name: A property of the ontology ('opposes') or a lemma ('meet-with').
        label: The words to show.
        valence: How the subject stands to the object: -1 against, 0 neither, 1 for.
        in_ontology: Whether `name` is a property of the ontology.
    """

    name: str
    label: str
    valence: int = 0
    in_ontology: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One subject–predicate–object reading of the text.

    Args:
        subject: Position in `Extraction.mentions`, or None where the subject is plain text.
        subject_span: Where the subject stands.
        predicate: What is said of the two.
        predicate_span: Where the predicate stands.
        object: Position in `Extraction.mentions`, or None where the object is plain text.
        object_span: Where the object stands.
        subject_antecedent: Where the phrase stands that a pronoun as subject takes up, or None.
        object_antecedent: Where the phrase stands that a pronoun as object takes up, or None.
        polarity: Whether it is negated.
        certainty: How certain it is put.
        within: Position in `Extraction.claims` of the innermost claim in whose content it stands; None where the
            article itself says it.
        derived_from: Position in `Extraction.claims` of the claim from which a rule made it.
        rule: The name of the rule that read it.
    """

    subject: int | None
    subject_span: Span
    predicate: Predicate
    predicate_span: Span
    object: int | None
    object_span: Span
    subject_antecedent: Span | None = None
    object_antecedent: Span | None = None
    polarity: Polarity = Polarity.POSITIVE
    certainty: Certainty = Certainty.CERTAIN
    within: int | None = None
    derived_from: int | None = None
    rule: str

    @property
    def is_fact(self) -> bool:
        """Whether the firewall lets the plain triple through: the article's own voice, or a source's own stance."""
        return self.within is None and self.polarity is Polarity.POSITIVE and self.certainty is Certainty.CERTAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Somebody holds or held a post, or something is a member of something.

    Args:
        member: Position in `Extraction.mentions`.
        organization: Position in `Extraction.mentions`, or None where the text names none.
        title: The post as the text words it ('ambassador to the UN').
        title_span: Where the title stands.
        current: Whether it is held at the time of the article.
        since: When it began, as precisely as the text says: '2017', '2017-03' or '2017-03-31'.
        until: When it ended, likewise.
        within: Position in `Extraction.claims` of the claim in whose content it stands, or None.
    """

    member: int
    organization: int | None
    title: str
    title_span: Span
    current: bool = True
    since: str | None = None
    until: str | None = None
    within: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was read in one document: evidence, never changed afterwards.

    Args:
        document: The document that it was read from.
        mentions: In order of their place in the text.
        chains: The document's entities, in order of first mention.
        claims: In order of their place in the text; a claim stands after the one that it is reported in.
        statements: In order of their place in the text.
        roles: In order of their place in the text.
    """

    document: Document
    mentions: tuple[Mention, ...] = ()
    chains: tuple[Chain, ...] = ()
    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    roles: tuple[Role, ...] = ()
