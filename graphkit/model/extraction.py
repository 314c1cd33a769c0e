"""What is read in one document: claims, statements and roles, and all of them together as an extraction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graphkit.model.axes import Act, Certainty, Polarity, Quotation, Stance
from graphkit.model.entities import Chain, Mention
from graphkit.model.text import Document, Span

__all__ = ["Claim", "Extraction", "Predicate", "Role", "Statement"]


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
        confidence: How often a claim that was read like this one is right in every point, from 0 to 1.
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
        """Whether the firewall lets the plain triple through.

        The article says so in its own voice, or it is a source's own stance; it is neither negated nor hedged; and the
        predicate is a relation of the ontology: any other stays a statement, in the article's words.
        """
        stated = self.within is None and self.predicate.in_ontology
        return stated and self.polarity is Polarity.POSITIVE and self.certainty is Certainty.CERTAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Somebody holds or held a post, or something is a member of something.

    Args:
        member: Position in `Extraction.mentions`.
        organization: Position in `Extraction.mentions`, or None where the text names none; it can stand elsewhere in
            the article (rule 'bridging').
        title: The post as the text words it ('ambassador to the UN').
        title_span: Where the title stands.
        current: Whether it is held at the time of the article.
        since: When it began, as precisely as the text says: '2017', '2017-03' or '2017-03-31'.
        until: When it ended, likewise.
        within: Position in `Extraction.claims` of the claim in whose content it stands, or None.
        rule: The name of the rule that read it: 'title', 'post-verb' ('who chairs the committee'), or 'bridging', where
            the body is one that the article names elsewhere.
    """

    member: int
    organization: int | None
    title: str
    title_span: Span
    current: bool = True
    since: str | None = None
    until: str | None = None
    within: int | None = None
    rule: str = "title"


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

    @property
    def claim_names(self) -> tuple[str, ...]:
        """What the address of each claim ends in: its extent, with '.2' behind it for the second of one extent."""
        return _unique(f"{start}-{end}" for start, end in (claim.extent for claim in self.claims))

    @property
    def statement_names(self) -> tuple[str, ...]:
        """What the address of each statement ends in: where its subject, predicate and object begin."""
        return _unique(
            f"{s.subject_span.start}-{s.predicate_span.start}-{s.object_span.start}" for s in self.statements
        )

    @property
    def role_names(self) -> tuple[str, ...]:
        """What the address of each role ends in: where its title stands."""
        return _unique(f"{role.title_span.start}-{role.title_span.end}" for role in self.roles)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    """Make names unique: the second '12-40' becomes '12-40.2'."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name}.{seen[name]}")
    return tuple(out)
