"""Look up what a brief says of claims: their articles and sentences, whom they name, and how many origins they have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.brief.values import Backing, BriefSentence, Mark, Speaker
from graphkit.analysis.network.chains import outers_of
from graphkit.analysis.network.phrases import is_plural
from graphkit.analysis.network.records import Article, Post, Records, Relation, Utterance
from graphkit.analysis.sentences import sentence
from graphkit.matching.origins import Voice, count_origins
from graphkit.model.vocabulary import GK
from graphkit.reading.grammar.quotations import find_quotations
from graphkit.store.tables import join, read_first, select

if TYPE_CHECKING:
    from graphkit.analysis.network.evidence import EvidencePlace
    from graphkit.analysis.network.matches import ClaimGroup
    from graphkit.store import GraphStore

__all__ = ["Context", "Mentioned", "read_context"]

_PART = re.compile("/(?:statement|role)/")
_DERIVED = frozenset({"own-stance", "speaks-for"})
"""What these rules made of a source's words is not the article's wording, though it stands in no claim."""
_MENTIONS = join(
    "?document ?start ?end ?kind ?entity ?words ?rule",
    "?mention gk:mentionKind ?kind",
    "?mention gk:inDocument ?document",
    "?mention gk:refersTo ?entity",
    "?mention oa:start ?start",
    "?mention oa:end ?end",
    "?mention oa:exact ?words",
    optional=["?mention gk:rule ?rule"],
)


@dataclass(frozen=True, slots=True, order=True)
class Mentioned:
    """Where somebody or something is mentioned: offsets in code points, the kind of the mention, and the entity.

    Then its words, and the rule that put it to its entity.
    """

    start: int
    end: int
    kind: str
    entity: str
    words: str
    rule: str


@dataclass(frozen=True, slots=True)
class Context:
    """All that a brief is made from besides the points.

    Args:
        records: What was read from the store.
        texts: The articles' texts by the address of their document.
        claims: The claims by their addresses.
        articles: The articles by their addresses.
        labels: The label of each party.
        kinds: The kind of each party.
        called: The parties that some article calls by a name.
        mentions: In each document the mentions by the offset at which they begin, the longest first.
        subjects: For each claim the entities of which its content states something, in the order of the text.
        voiced: The propositions that some article states as its own.
        unattributed: The statements that stand in quotation marks, but in no claim: no article says whose words they
            are.
        numbers: A number for each party.
        posts: The posts of each party.
        relations: The plain edges, by the statements that vouch for them and by the claims that they were read from.
        clusters: The cluster of each claim that others make too.
    """

    records: Records
    texts: Mapping[str, str]
    claims: Mapping[str, Utterance]
    articles: Mapping[str, Article]
    labels: Mapping[str, str]
    kinds: Mapping[str, str]
    called: frozenset[str]
    mentions: Mapping[str, Mapping[int, Sequence[Mentioned]]]
    subjects: Mapping[str, Sequence[str]]
    voiced: frozenset[str]
    unattributed: frozenset[str]
    numbers: Mapping[str, int]
    posts: Mapping[str, Sequence[Post]]
    relations: Mapping[str, Sequence[Relation]]
    clusters: Mapping[str, ClaimGroup]

    def speaker(self, iri: str) -> Speaker:
        """Return a party as a speaker; one without a name for an empty address."""
        return Speaker(
            iri=iri,
            name=self.labels.get(iri, ""),
            named=bool(iri) and not self.is_unnamed(iri),
            plural=self.kinds.get(iri) == "group" or self._is_plural(iri),
        )

    def is_unnamed(self, iri: str) -> bool:
        """Check whether a party is people whom no article calls by a name: 'two employees', 'a member of the board'."""
        kind = self.kinds.get(iri, "group")
        # what the text does not tell the kind of may be a name that the reader does not know
        vague = kind == "person" or (kind == "unknown" and self.labels[iri][:1].islower())
        return kind == "group" or (vague and iri not in self.called)

    def _is_plural(self, iri: str) -> bool:
        """Check whether what is called by no name is several: 'laws'."""
        named = iri in self.called or self.kinds.get(iri) == "person"
        return is_plural(self.labels.get(iri, ""), named=named)

    def document(self, thing: str) -> str:
        """Return the document of a claim, a statement or a role."""
        claim = self.claims.get(thing)
        return claim.document if claim else _PART.split(thing)[0]

    def place(self, thing: str) -> tuple[bool, str, str, int, str]:
        """Return by what claims are put in order: the day, where there is one, the article, and where they stand."""
        document = self.document(thing)
        article = self.articles.get(document)
        places = self.records.places.get(thing, ())
        issued, identifier = (article.issued, article.identifier) if article else ("", document)
        return not issued, issued, identifier, places[0].start if places else 0, thing

    def role(self, party: str, document: str) -> str:
        """Return what a party is, as an article has it; one that the document itself gives comes first."""
        best = min(
            self.posts.get(party, ()), key=lambda p: (p.document != document, not p.current, p.title), default=None
        )
        if best is None:
            return ""
        organization = self.labels.get(best.organization, "") if best.organization in self.called else ""
        # 'head of the commission' names the body already
        own = organization.casefold() in best.title.casefold() or " of " in best.title
        title = best.title if own or not organization else f"{best.title}, {organization}"
        return title if best.current or "former" in title.split() else f"formerly {title}"

    def cut(self, things: Iterable[str], differing: Iterable[tuple[int, int]] = ()) -> BriefSentence:
        """Cut the sentence of claims, statements or roles that stand in one.

        Args:
            things: Their addresses.
            differing: The offsets of words in which they differ from others.
        """
        claims = tuple(things)
        places = sorted({place for thing in claims for place in self.records.places.get(thing, ())})
        document = self.document(claims[0])
        text = self.texts.get(document)
        if text is None or not places:
            pieces = [place.exact for place in places] or [c.content for c in map(self.claims.get, claims) if c]
            start = places[0].start if places else 0
            return BriefSentence(
                claims=claims,
                article=document,
                start=start,
                end=max((place.end for place in places), default=0),
                text=" … ".join(" ".join(piece.split()) for piece in dict.fromkeys(pieces)),
                exact=False,
                marks=(),
            )
        start, end = sentence(text, places[0].start, max(place.end for place in places))
        marks = {Mark(start=place.start, end=place.end, part=place.part) for place in places}
        marks |= {Mark(start=low, end=high, part="differs") for low, high in differing if start <= low < high <= end}
        return BriefSentence(
            claims=claims,
            article=document,
            start=start,
            end=end,
            text=text[start:end],
            exact=True,
            marks=tuple(sorted(marks)),
        )

    def bounds(self, thing: str) -> tuple[str, int, int]:
        """Return the document of a claim, and from where to where its sentence reaches."""
        one = self.cut([thing])
        return one.article, one.start, one.end

    def back(self, things: Iterable[str]) -> Backing:
        """Count what stands behind claims or statements."""
        claims = sorted(set(things), key=self.place)
        documents = dict.fromkeys(map(self.document, claims))
        known = [self.articles[document] for document in documents if document in self.articles]
        outlets = {article.publisher.casefold() for article in known if article.publisher}
        least, most = self._count_origins(claims)
        return Backing(articles=len(documents), outlets=len(outlets), origins_at_least=least, origins_at_most=most)

    def _count_origins(self, claims: Sequence[str]) -> tuple[int, int]:
        """Count the origins of claims: those of a cluster as it has them, of others by the same rule."""
        cluster = self.clusters.get(claims[0]) if claims else None
        if cluster and set(cluster.claims) == set(claims):
            return cluster.origins_at_least, cluster.origins_at_most
        if not claims:
            return 0, 0
        found = count_origins([self._voice(claim, claims) for claim in claims])
        return found.least, found.most

    def _voice(self, thing: str, claims: Sequence[str]) -> Voice:
        numbers = self.numbers
        document, claim = self.document(thing), self.claims.get(thing)
        article = self.articles.get(document)
        names = claim.sources if claim else tuple(r.subject for r in self.relations.get(thing, ()))
        sources = [numbers[name] for name in names if name in numbers]
        anonymous = not sources or all(map(self.is_unnamed, names))
        outers = self.outers(thing)
        cited = next((outer.sources for outer in outers if not all(map(self.is_unnamed, outer.sources))), ())
        posts = [post for name in names for post in self.posts.get(name, ()) if post.document == document]
        publisher = article.publisher.casefold() if article else ""
        return Voice(
            document=article.near_duplicate_of or document if article else document,
            sources=frozenset(sources),
            bodies=frozenset(numbers[p.organization] for p in posts if p.organization in numbers),
            utterances=frozenset(),
            reported_in=next((claims.index(outer.iri) for outer in outers if outer.iri in claims), None),
            anonymous=anonymous,
            cited=frozenset(numbers[name] for name in cited if name in numbers) if anonymous else frozenset(),
            publishers=frozenset({publisher}) if anonymous and publisher and not cited else frozenset(),
        )

    def outers(self, thing: str) -> list[Utterance]:
        """List the claims in which a claim is reported, the nearest first."""
        claim = self.claims.get(thing)
        return list(outers_of(claim, self.claims)) if claim else []

    def find_part(self, thing: str, part: str) -> list[EvidencePlace]:
        """Find where the source, the cue or the content of a claim stands."""
        return [place for place in self.records.places.get(thing, ()) if place.part == part]


def read_context(store: GraphStore, records: Records, texts: Mapping[str, str]) -> Context:
    """Read what a brief needs besides the records.

    Args:
        store: The graph.
        records: What was read from it.
        texts: The articles' texts by the address of their document.
    """
    labels = records.label_parties()
    called = set()
    mentions: dict[str, dict[int, list[Mentioned]]] = defaultdict(lambda: defaultdict(list))
    for document, start, end, kind, entity, words, rule in select(store, _MENTIONS):
        short = kind.removeprefix(GK)
        one = Mentioned(start=int(start), end=int(end), kind=short, entity=entity, words=words, rule=rule)
        if one not in mentions[document][one.start]:
            mentions[document][one.start].append(one)
        if one.kind == "name":
            called.add(entity)
    for there in mentions.values():
        for some in there.values():
            some.sort(reverse=True)
    posts: dict[str, list[Post]] = defaultdict(list)
    for post in records.posts:
        posts[post.member].append(post)
    relations: dict[str, list[Relation]] = defaultdict(list)
    for relation in records.relations:
        for thing in filter(None, (relation.statement, relation.claim)):
            relations[thing].append(relation)
    subjects, voiced, unattributed = _read_statements(store, records, labels, texts)
    return Context(
        records=records,
        texts=texts,
        claims={claim.iri: claim for claim in records.utterances},
        articles={article.iri: article for article in records.articles},
        labels=labels,
        kinds={party.iri: party.kind for party in records.parties},
        called=frozenset(called),
        mentions=mentions,
        subjects=subjects,
        voiced=voiced,
        unattributed=unattributed,
        numbers={party.iri: number for number, party in enumerate(records.parties)},
        posts=posts,
        relations=relations,
        clusters=records.matches.find_clusters(),
    )


def _read_statements(
    store: GraphStore, records: Records, labels: Mapping[str, str], texts: Mapping[str, str]
) -> tuple[dict[str, list[str]], frozenset[str], frozenset[str]]:
    """Read of whom each claim states something, the propositions that an article states as its own, and what is quoted.

    The last are the statements of which no article says whose words they are.
    """
    terms = ("rdf:subject", "gk:within", "gk:proposition", "gk:polarity", "gk:rule", "gk:inDocument")
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    own: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for statement, row in read_first(store, "?thing a gk:Statement", terms).items():
        claim, subject = row["gk:within"], row["rdf:subject"]
        if claim and subject in labels:
            start = next((place.start for place in records.places.get(statement, ()) if place.part == "source"), 0)
            found[claim].append((start, subject))
        elif not claim and row["gk:rule"] not in _DERIVED:
            proposition = "" if row["gk:polarity"] == f"{GK}negative" else row["gk:proposition"]
            own[row["gk:inDocument"]].append((statement, proposition))
    unattributed = frozenset(_find_unattributed(own, records, texts))
    voiced = {stated for some in own.values() for statement, stated in some if statement not in unattributed}
    ordered = {claim: list(dict.fromkeys(subject for _, subject in sorted(some))) for claim, some in found.items()}
    return ordered, frozenset(voiced - {""}), unattributed


def _find_unattributed(
    own: Mapping[str, Sequence[tuple[str, str]]], records: Records, texts: Mapping[str, str]
) -> Iterator[str]:
    """Find the statements that stand whole in a quotation."""
    for document, statements in own.items():
        text = texts.get(document)
        quotations = [(quoted.start, quoted.end) for quoted in find_quotations(text)] if text is not None else []
        for statement, _ in statements if quotations else ():
            places = records.places.get(statement, ())
            start, end = min((p.start for p in places), default=-1), max((p.end for p in places), default=-1)
            if any(low <= start and end <= high for low, high in quotations):
                yield statement
