"""Make the profile of one entity, or of one after another, from what was read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from graphkit.analysis.brief.articles import print_article
from graphkit.analysis.brief.cards import make_stand
from graphkit.analysis.network import count_independent
from graphkit.analysis.network.chains import find_style, list_relays, name_reporters
from graphkit.analysis.network.phrases import find_verb
from graphkit.analysis.who.doubles import Doubles
from graphkit.analysis.who.matters import Matter, list_matters
from graphkit.analysis.who.values import Appearance, Group, Line, Naming, Profile, Role, Standing, Tie
from graphkit.language.relations import find_sign

if TYPE_CHECKING:
    from graphkit.analysis.brief.context import Context
    from graphkit.analysis.brief.values import BriefSentence, Card
    from graphkit.analysis.network.records import Relation, Utterance
    from graphkit.analysis.who.evidence import Evidence, Held

__all__ = ["Profiles"]

_QUOTED = frozenset({"direct", "mixed"})


class Profiles:
    """Makes profiles, and keeps what several of them need.

    Args:
        context: What is known of the claims.
        evidence: What was read of entities besides.
        cards: The cards of the brief of the same graph; the attribute `cards` has their keys in their order.
    """

    def __init__(self, context: Context, evidence: Evidence, cards: Iterable[Card]) -> None:
        self._context = context
        self._evidence = evidence
        self._doubles = Doubles(context, evidence)
        self._parties = {party.iri: party for party in context.records.parties}
        self._sentences: dict[tuple[str, ...], BriefSentence] = {}
        self._lines: dict[tuple[str, ...], Line] = {}  # a claim stands on the pages of all whom it names
        listed = tuple(cards)
        self.cards = tuple(card.key for card in listed)
        self._disputes = {
            claim: card.key
            for card in listed
            if card.disputed
            for side in card.sides
            for stand in side.stands
            for claim in stand.claims
        }
        self._own: dict[str, list[Utterance]] = defaultdict(list)
        self._about: dict[str, list[Utterance]] = defaultdict(list)
        self._addressed: dict[str, list[Utterance]] = defaultdict(list)
        self._relations: dict[str, list[Relation]] = defaultdict(list)
        for claim in context.records.utterances:
            self._sort_claim(claim)
        for relation in context.records.relations:
            if relation.subject in self._parties and relation.object in self._parties:
                for end in dict.fromkeys((relation.subject, relation.object)):
                    self._relations[end].append(relation)
        self._matters: dict[str, list[Matter]] = defaultdict(list)
        for matter in list_matters(context):
            for end in (matter.holder, matter.owner):
                self._matters[end].append(matter)
        originals = context.records.find_originals()
        self._independent = count_independent(
            ((source, claim.document) for claim in context.records.utterances for source in claim.sources), originals
        )

    def _sort_claim(self, claim: Utterance) -> None:
        """Put a claim to whoever makes it, whom it is about, and to whom it is said; of each only to the first."""
        told = set(claim.sources)
        for source in claim.sources:
            self._own[source].append(claim)
        for ends, found in ((claim.about, self._about), (claim.addressees, self._addressed)):
            for entity in ends:
                if entity not in told:
                    told.add(entity)
                    found[entity].append(claim)
        for entity in self._context.subjects.get(claim.iri, ()):
            if entity not in told:
                told.add(entity)
                self._about[entity].append(claim)

    def list_entities(self) -> tuple[str, ...]:
        """List the addresses of all entities that some article mentions, or that something is said by or about."""
        held = (self._evidence.mentions, self._own, self._about, self._addressed, self._relations)
        return tuple(iri for iri in self._parties if any(iri in found for found in held))

    def rank(self) -> tuple[Standing, ...]:
        """List all entities: those with most claims first, then those of whom most is said, then by name."""
        found = [
            Standing(
                who=self._context.speaker(iri),
                kind=self._parties[iri].kind,
                role=self._context.role(iri, ""),
                aliases=self._parties[iri].aliases,
                own=len(self._own.get(iri, ())),
                about=len(self._about.get(iri, ())) + len(self._addressed.get(iri, ())),
                articles=len({document for documents in self._list_documents(iri) for document in documents}),
            )
            for iri in self.list_entities()
        ]
        return tuple(sorted(found, key=lambda one: (-one.own, -one.about, -one.articles, one.who.name, one.who.iri)))

    def make(self, entity: str) -> Profile:
        """Make the profile of an entity.

        Args:
            entity: Its address, one of `list_entities`.
        """
        party = self._parties[entity]
        sides = [r for r in self._relations.get(entity, ()) if find_sign(r.predicate)]
        others = [r for r in self._relations.get(entity, ()) if r not in sides]
        return Profile(
            who=self._context.speaker(entity),
            kind=party.kind,
            aliases=party.aliases,
            link=party.link,
            articles=self._list_articles(entity),
            total=len(self._context.articles),
            says=self._group(self._own.get(entity, ()), self._manner_of_speech, ("quoted", "reported", "secondhand")),
            without_repeats=self._independent[entity],
            voiced=self._list_stated(entity, quoted=False),
            unattributed=self._list_stated(entity, quoted=True),
            said=(
                *self._group(self._about.get(entity, ()), self._distance, ("firsthand", "hearsay")),
                *self._group(self._addressed.get(entity, ()), lambda _: "addressed", ("addressed",)),
            ),
            roles=self._list_roles(self._evidence.held.get(entity, ())),
            holders=self._list_roles(self._evidence.holders.get(entity, ())),
            sides=(*self._tie(entity, sides), *self._tie_matters(entity)),
            relations=self._tie(entity, others),
            namings=self._list_namings(entity),
            joins=tuple(
                one.decided
                for one in self._evidence.compared.get(entity, ())
                if one.decided.answer == "same" and one.first == one.second
            ),
            doubles=self._doubles.find(entity),
        )

    def _manner_of_speech(self, claim: Utterance) -> str:
        if list_relays(claim, self._context.claims):
            return "secondhand"
        return "quoted" if claim.quotation in _QUOTED else "reported"

    def _distance(self, claim: Utterance) -> str:
        return "hearsay" if list_relays(claim, self._context.claims) else "firsthand"

    def _group(
        self, claims: Iterable[Utterance], sort: Callable[[Utterance], str], names: Sequence[str]
    ) -> tuple[Group, ...]:
        """Group claims by sort; those of one speaker that are one claim are one line."""
        found: dict[str, dict[tuple[object, ...], list[str]]] = {name: {} for name in names}
        for claim in claims:
            cluster = self._context.clusters.get(claim.iri)
            via = name_reporters(claim, self._context.claims)
            same = (cluster.iri if cluster else claim.iri, claim.sources, via)
            found[sort(claim)].setdefault(same, []).append(claim.iri)
        groups = (
            Group(name=name, lines=tuple(self._find_line(tuple(own)) for own in self._order_lists(lines.values())))
            for name, lines in found.items()
        )
        return tuple(group for group in groups if group.lines)

    def _order_lists(self, lists: Iterable[Sequence[str]]) -> list[list[str]]:
        """Order lists of things, and the things in them, the newest first."""
        ordered = [self._order(things) for things in lists]
        return sorted(ordered, key=lambda things: self._newest_first(things[0]))

    def _order(self, things: Iterable[str]) -> list[str]:
        return sorted(things, key=self._newest_first)

    def _newest_first(self, thing: str) -> tuple[bool, tuple[int, ...], str, int, str]:
        undated, issued, identifier, start, name = self._context.place(thing)
        # the later a letter stands in the alphabet, the sooner it comes
        return undated, tuple(-ord(letter) for letter in issued), identifier, start, name

    def _find_line(self, claims: tuple[str, ...]) -> Line:
        if claims not in self._lines:
            self._lines[claims] = self._make_line(claims)
        return self._lines[claims]

    def _make_line(self, claims: Sequence[str]) -> Line:
        first = self._context.claims[claims[0]]
        return Line(
            stand=make_stand(claims, (), self._context),
            style=find_style(first, self._context.claims),
            confidence=min(self._context.claims[claim].confidence for claim in claims),
            dispute=next((self._disputes[claim] for claim in claims if claim in self._disputes), ""),
            sentences=tuple(self._cut(own) for own in self._join(claims)),
        )

    def _join(self, things: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """Join things that stand in one sentence."""
        together: dict[tuple[str, int, int], list[str]] = {}
        for thing in things:
            one = self._cut((thing,))
            together.setdefault((one.article, one.start, one.end), []).append(thing)
        yield from map(tuple, together.values())

    def _cut(self, things: tuple[str, ...]) -> BriefSentence:
        if things not in self._sentences:
            self._sentences[things] = self._context.cut(things)
        return self._sentences[things]

    def _cut_all(self, things: Iterable[str]) -> tuple[BriefSentence, ...]:
        return tuple(self._cut(own) for own in self._join(self._order(things)))

    def _list_stated(self, entity: str, *, quoted: bool) -> tuple[BriefSentence, ...]:
        """List where something of an entity is stated: by an article itself, or in a quotation of nobody known."""
        stated = self._evidence.statements.get(entity, ())
        return self._cut_all(one for one in stated if (one in self._context.unattributed) == quoted)

    def _list_roles(self, posts: Iterable[Held]) -> tuple[Role, ...]:
        """List posts, each once however many articles give it; those that were stated first first."""
        found: dict[tuple[object, ...], list[Held]] = {}
        for post in posts:
            if post.member in self._parties:
                same = (post.member, post.title.casefold(), post.organization, post.current, post.since, post.until)
                found.setdefault(same, []).append(post)
        ordered = [sorted(same, key=lambda post: self._context.place(post.iri)) for same in found.values()]
        ordered.sort(key=lambda same: self._context.place(same[0].iri))
        return tuple(
            Role(
                holder=self._context.speaker(same[0].member),
                title=same[0].title,
                body=self._context.speaker(same[0].organization) if same[0].organization in self._parties else None,
                current=same[0].current,
                since=same[0].since,
                until=same[0].until,
                sentences=tuple(self._cut(own) for own in self._join(post.iri for post in same)),
            )
            for same in ordered
        )

    def _tie(self, entity: str, relations: Iterable[Relation]) -> tuple[Tie, ...]:
        """Make a tie of all edges with one label to one other: of those that it is the subject of first."""
        found: dict[tuple[bool, str, str, int], list[Relation]] = {}
        for relation in relations:
            outgoing = relation.subject == entity
            other = relation.object if outgoing else relation.subject
            found.setdefault((not outgoing, relation.label, other, find_sign(relation.predicate)), []).append(relation)
        labels = self._context.labels
        return tuple(
            Tie(
                label=label,
                outgoing=not incoming,
                other=self._context.speaker(other),
                sign=sign,
                verbs=self._find_verbs(own) if sign else (),
                # the claim has the words of a stance that was read from it
                sentences=self._cut_all(dict.fromkeys(relation.claim or relation.statement for relation in own)),
            )
            for (incoming, label, other, sign), own in sorted(
                found.items(), key=lambda item: (item[0][0], item[0][1], labels[item[0][2]], item[0])
            )
        )

    def _tie_matters(self, entity: str) -> Iterator[Tie]:
        """Make a tie of all that is for or against the same of the same: of those that the entity takes first."""
        labels = self._context.labels
        found: dict[tuple[bool, str, str, str], list[Matter]] = {}
        for one in self._matters.get(entity, ()):
            outgoing = one.holder == entity
            other = one.owner if outgoing else one.holder
            found.setdefault((not outgoing, one.label, other, one.words), []).append(one)
        for (incoming, label, other, words), own in sorted(
            found.items(), key=lambda item: (item[0][0], item[0][1], labels[item[0][2]], item[0])
        ):
            yield Tie(
                label=label,
                outgoing=not incoming,
                other=self._context.speaker(other),
                sign=own[0].sign,
                verbs=tuple(sorted({one.verb for one in own} - {""})),
                sentences=self._cut_all(dict.fromkeys(one.claim for one in own)),
                matter=words,
            )

    def _find_verbs(self, relations: Iterable[Relation]) -> tuple[str, ...]:
        """Find the articles' words for a relation, as the question `for-and-against` gives them."""
        places = self._context.records.places
        found = (find_verb(places.get(relation.statement, ())) for relation in relations)
        return tuple(sorted({*found} - {""}))

    def _list_articles(self, entity: str) -> tuple[Appearance, ...]:
        mentions, own, about = (_count(documents) for documents in self._list_documents(entity))
        known = sorted({*mentions, *own, *about} & self._context.articles.keys(), key=self._newest_article_first)
        return tuple(
            Appearance(
                article=print_article(self._context.articles[document]),
                mentions=mentions.get(document, 0),
                own=own.get(document, 0),
                about=about.get(document, 0),
            )
            for document in known
        )

    def _list_documents(self, entity: str) -> Iterator[list[str]]:
        yield [called.document for called in self._evidence.mentions.get(entity, ())]
        yield [claim.document for claim in self._own.get(entity, ())]
        yield [claim.document for found in (self._about, self._addressed) for claim in found.get(entity, ())]

    def _newest_article_first(self, document: str) -> tuple[bool, tuple[int, ...], str, str]:
        article = self._context.articles[document]
        return not article.issued, tuple(-ord(letter) for letter in article.issued), article.identifier, document

    def _list_namings(self, entity: str) -> tuple[Naming, ...]:
        """List the mentions by their rules, those with most mentions first."""
        found: dict[str, list[tuple[str, int, int, str]]] = defaultdict(list)
        for called in self._evidence.mentions.get(entity, ()):
            found[called.rule].append((called.document, called.start, called.end, called.words))
        namings = []
        for rule, own in found.items():
            words: dict[str, str] = {}
            for *_, said in own:
                words.setdefault(said.casefold(), said)
            document, start, end, _ = own[0]
            namings.append(
                Naming(
                    rule=rule,
                    words=tuple(words.values()),
                    mentions=len(own),
                    article=document,
                    start=start,
                    end=end,
                )
            )
        return tuple(sorted(namings, key=lambda naming: (-naming.mentions, naming.rule)))


def _count(things: Iterable[str]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for thing in things:
        counts[thing] = counts.get(thing, 0) + 1
    return counts
