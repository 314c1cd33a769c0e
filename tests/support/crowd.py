"""Make up graphs of any size that look like those of real news, without a parse, to see how the picture copes.

Articles keep to a topic. A few speakers are in very many of them and most in one or two (Zipf's law); most of what is
said is said once, some is taken up, and some of that is denied. Every span is true of the article's text.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pyoxigraph import Literal, NamedNode, Quad, Store

from graphkit.model.vocabulary import DCTERMS, GK, OA, RDF, RDFS, SCHEMA, SKOS, XSD, Addresses

__all__ = ["Crowd", "make_crowd"]

_EX = Addresses()
_PER_ARTICLE = 30
_GIVEN = "Ada Bo Carla Dan Edda Finn Greta Hugo Ines Jon Kaja Leo Mira Nils Olga Piet Rosa Sven Tilda Uwe".split()
_SYLLABLES = "ba ker lin dor mas ten vi ra sol hen ek ur tal mi jo pas rev an".split()
_HEADS = ("Ministry of {}", "Bank of {}", "{} Institute", "University of {}", "{} Council")
_THINGS = "dust water traffic noise housing bread power milk timber steel sand salt fuel rent grain cotton".split()
_VERBS = "has harmed,has helped,will cost,may have closed,cannot reach,was kept from,has tripled in".split(",")
_PLACES = "schools mills ports towns farms clinics markets courts valleys villages quarries stations".split()
_TIMES = "this spring,since the flood,for a decade,in the north,without a permit,at night,in most years".split(",")
_WORKS = "report on {},study of {},bill on {},memo about {}"
# act, stance, what stands between the speaker and the content, the cue in it, how often
_ACTS = (
    ("asserts", "affirms", "said that", "said", 60),
    ("demands", "uncommitted", "asked to be told whether", "asked", 8),
    ("intends", "uncommitted", "planned to show that", "planned", 7),
    ("alleges", "affirms", "alleged that", "alleged", 6),
    ("predicts", "affirms", "predicted that", "predicted", 5),
    ("acknowledges", "affirms", "conceded that", "conceded", 4),
    ("doubts", "rejects", "doubted that", "doubted", 4),
    ("denies", "rejects", "denied that", "denied", 6),
)
_TAKING_UP = "denies"
_STANCES = (("criticizes", -1, "criticised"), ("opposes", -1, "opposed"), ("supports", 1, "backed"))
_EVERYWHERE = 8
"""So many speak on every topic, all others on one."""
_MENTIONED = 0.6
_DENIED_WHEN_TAKEN_UP = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """A made-up graph, with the articles' texts by the address of their document."""

    store: Store
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    iri: str
    name: str
    type: str


class _Article:
    """A text that grows sentence by sentence, with the quads that point into it."""

    def __init__(self, number: int) -> None:
        self.key = hashlib.sha256(f"crowd {number}".encode()).hexdigest()[:16]
        self.iri = _EX.document(self.key)
        self.graph = NamedNode(self.iri)
        self.text = ""
        self.quads: list[Quad] = []
        day = _literal(f"20{number // 336 % 90 + 10}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}", "date")
        self.day = day
        self.say(self.iri, RDF + "type", NamedNode(f"{GK}Document"))
        self.say(self.iri, f"{DCTERMS}identifier", Literal(f"article-{number}.txt"))
        self.say(self.iri, f"{DCTERMS}title", Literal(f"What article {number} tells"))
        self.say(self.iri, f"{DCTERMS}issued", day)

    def say(self, subject: str, predicate: str, value: NamedNode | Literal) -> None:
        self.quads.append(Quad(NamedNode(subject), NamedNode(predicate), value, self.graph))

    def describe(self, named: _Named) -> None:
        self.say(named.iri, RDF + "type", NamedNode(named.type))
        self.say(named.iri, f"{SKOS}prefLabel", Literal(named.name))

    def write(self, *parts: str) -> Sequence[tuple[int, int]]:
        """Add a sentence of these parts, with a space between them; give where each stands."""
        spans = []
        for part in parts:
            self.text += " " if self.text and not self.text.endswith(" ") else ""
            spans.append((len(self.text), len(self.text) + len(part)))
            self.text += part
        self.text += ". "
        return spans

    def span(self, start: int, end: int) -> NamedNode:
        iri = _EX.span(self.key, start, end)
        for type_ in (f"{OA}TextPositionSelector", f"{OA}TextQuoteSelector", f"{GK}Span"):
            self.say(iri, RDF + "type", NamedNode(type_))
        self.say(iri, f"{OA}start", _literal(str(start), "integer"))
        self.say(iri, f"{OA}end", _literal(str(end), "integer"))
        self.say(iri, f"{OA}exact", Literal(self.text[start:end]))
        self.say(iri, f"{GK}inDocument", self.graph)
        return NamedNode(iri)

    def mention(self, named: _Named, span: tuple[int, int]) -> NamedNode:
        node = self.span(*span)
        self.say(node.value, RDF + "type", NamedNode(f"{GK}Mention"))
        self.say(node.value, f"{GK}refersTo", NamedNode(named.iri))
        self.describe(named)
        return node

    def claim(
        self,
        source: _Named | None,
        act: str,
        stance: str,
        spans: Mapping[str, tuple[int, int]],
        outer: str = "",
    ) -> str:
        start, end = min(s for s, _ in spans.values()), max(e for _, e in spans.values())
        iri = _EX.claim(self.key, f"{start}-{end}")
        self.say(iri, RDF + "type", NamedNode(f"{GK}Claim"))
        self.say(iri, f"{GK}inDocument", self.graph)
        axes = {"act": act, "stance": stance, "polarity": "positive", "certainty": "certain", "quotation": "indirect"}
        for axis, value in axes.items():
            self.say(iri, GK + axis, NamedNode(GK + value))
        for role, (first, last) in spans.items():
            self.say(iri, f"{GK}{role}Span", self.span(first, last))
        for role in ("cue", "content"):
            self.say(iri, GK + role, Literal(self.text[slice(*spans[role])]))
        self.say(iri, f"{GK}confidence", _literal("1", "decimal"))
        self.say(iri, f"{GK}rule", Literal("clause"))
        self.say(iri, f"{GK}utteredOn", self.day)
        if source:
            self.say(iri, f"{GK}source", NamedNode(source.iri))
            self.mention(source, spans["source"])
        if outer:
            self.say(iri, f"{GK}reportedIn", NamedNode(outer))
        return iri

    def state(self, triple: tuple[str, str, NamedNode | Literal], spans: Sequence[tuple[int, int]]) -> str:
        """Add a statement, read from where its subject, predicate and object stand."""
        subject, predicate, value = triple
        iri = _EX.statement(self.key, "-".join(str(start) for start, _ in spans))
        self.say(iri, RDF + "type", NamedNode(f"{GK}Statement"))
        self.say(iri, f"{RDF}subject", NamedNode(subject))
        self.say(iri, f"{RDF}predicate", NamedNode(predicate))
        self.say(iri, f"{RDF}object", value)
        self.say(iri, f"{GK}inDocument", self.graph)
        self.say(iri, f"{GK}polarity", NamedNode(f"{GK}positive"))
        self.say(iri, f"{GK}rule", Literal("clause"))
        for role, (start, end) in zip(("subject", "predicate", "object"), spans, strict=True):
            self.say(iri, f"{GK}{role}Span", self.span(start, end))
        digest = hashlib.sha256(f"{subject} {predicate} {value}".encode()).hexdigest()[:16]
        self.say(iri, f"{GK}proposition", NamedNode(_EX.proposition(digest)))
        return iri


def make_crowd(
    claims: int, *, contents: int | None = None, speakers: int | None = None, seed: int = 0, store: Store | None = None
) -> Crowd:
    """Make up a graph.

    Args:
        claims: About how many claims and stances it has, thirty to an article.
        contents: Of how many different things they are made; by default nine of ten are said once.
        speakers: How many parties there are; by default one for six claims.
        seed: The same numbers give the same graph.
        store: Where to put it; by default a new one in memory.
    """
    dice = random.Random(seed)
    crowd = _Cast(speakers or max(4, claims // 6), max(1, claims // 240), dice)
    fresh = (contents or round(0.9 * claims)) / claims
    store = Store() if store is None else store
    texts = {}
    for number in range(-(-claims // _PER_ARTICLE)):
        article = _Article(number)
        topic = dice.randrange(crowd.topics)
        for _ in range(min(_PER_ARTICLE, claims - number * _PER_ARTICLE)):
            _write_claim(article, crowd, topic, fresh, dice)
        for name, valence, _ in _STANCES:
            article.say(GK + name, f"{RDFS}subPropertyOf", NamedNode(f"{GK}relatesTo"))
            article.say(GK + name, f"{RDFS}label", Literal(name))
            article.say(GK + name, f"{GK}valence", _literal(str(valence), "integer"))
        store.bulk_extend(article.quads)
        texts[article.iri] = article.text
    return Crowd(store=store, texts=texts)


class _Cast:
    """Those who speak, what they speak about, and what was said so far."""

    def __init__(self, speakers: int, topics: int, dice: random.Random) -> None:
        self.topics = topics
        self.speakers = [_make_speaker(number, dice) for number in range(speakers)]
        self.outlets = [_make_named(f"{_make_word(dice)} Wire", f"{SCHEMA}NewsMediaOrganization") for _ in range(5)]
        self.said: list[list[str]] = [[] for _ in range(topics)]
        kinds = _WORKS.split(",")
        self.works = [
            [_make_named(f"{dice.choice(kinds).format(dice.choice(_THINGS))} {n}-{t}", f"{SCHEMA}CreativeWork")]
            for t, n in ((t, dice.randrange(2, 9)) for t in range(topics))
        ]
        self._sums = list(accumulate(1 / (n + 1) for n in range(speakers)))
        self._wordings = _make_wordings(dice)

    def draw(self, topic: int, dice: random.Random) -> _Named:
        """Draw a speaker: a few speak on everything, others on one topic."""
        number = dice.choices(range(len(self.speakers)), cum_weights=self._sums)[0]
        if number >= _EVERYWHERE:
            number = (_EVERYWHERE + (number - _EVERYWHERE) // self.topics * self.topics + topic) % len(self.speakers)
        return self.speakers[number]

    def word(self, topic: int, fresh: float, dice: random.Random) -> tuple[str, bool]:
        """Word something new, or take up what somebody has said."""
        said = self.said[topic]
        if said and dice.random() >= fresh:
            return said[min(dice.randrange(len(said)), dice.randrange(len(said)))], True
        content = next(self._wordings)
        said.append(content)
        return content, False


def _write_claim(article: _Article, cast: _Cast, topic: int, fresh: float, dice: random.Random) -> None:
    speaker = cast.draw(topic, dice)
    if dice.random() < 0.08:
        _write_stance(article, speaker, dice.choice(cast.works[topic]), dice)
        return
    content, taken_up = cast.word(topic, fresh, dice)
    weights = [often for *_, often in _ACTS]
    act, stance, link, cue, _ = dice.choices(_ACTS, weights)[0]
    if taken_up and dice.random() < _DENIED_WHEN_TAKEN_UP:
        act, stance, link, cue, _ = next(row for row in _ACTS if row[0] == _TAKING_UP)
    subject, verb, rest = _cut(content)
    outer, source = "", speaker
    if dice.random() < 0.03:
        # nobody is named: who says it stays open
        _, noun, *parts = article.write("There were", "allegations", "that", subject, verb, rest)
        spans = {"cue": noun, "content": (parts[1][0], parts[3][1])}
        claim = article.claim(None, "alleges", "affirms", spans)
    elif dice.random() < 0.12:
        outlet = dice.choice(cast.outlets)
        whole = article.write(outlet.name, "reported that", source.name, link, subject, verb, rest)
        spans = {"source": whole[0], "cue": _within(whole[1], "reported"), "content": (whole[2][0], whole[6][1])}
        outer = article.claim(outlet, "asserts", "affirms", spans)
        spans = {"source": whole[2], "cue": _within(whole[3], cue), "content": (whole[4][0], whole[6][1])}
        claim = article.claim(source, act, stance, spans, outer)
        parts = list(whole[3:])
    else:
        whole = article.write(source.name, link, subject, verb, rest)
        spans = {"source": whole[0], "cue": _within(whole[1], cue), "content": (whole[2][0], whole[4][1])}
        claim = article.claim(source, act, stance, spans)
        parts = list(whole[1:])
    if _share(content) < _MENTIONED:
        about = _make_named(subject.removeprefix("the "), f"{GK}Group")
        article.mention(about, parts[1])
        article.say(claim, f"{GK}about", NamedNode(about.iri))
        predicate = _EX.predicate(verb.replace(" ", "-"))
        statement = article.state((about.iri, predicate, Literal(rest)), parts[1:4])
        article.say(statement, f"{GK}within", NamedNode(claim))


def _write_stance(article: _Article, speaker: _Named, work: _Named, dice: random.Random) -> None:
    act, _, cue = dice.choice(_STANCES)
    who, how, what = article.write(speaker.name, cue, f"the {work.name}")
    spans = {"source": who, "cue": how, "content": what}
    claim = article.claim(speaker, act, "affirms", spans)
    article.say(claim, f"{GK}about", NamedNode(work.iri))
    article.mention(work, what)
    statement = article.state((speaker.iri, GK + act, NamedNode(work.iri)), (who, how, what))
    article.say(speaker.iri, GK + act, NamedNode(work.iri))
    article.say(statement, f"{GK}derivedFrom", NamedNode(claim))


def _share(text: str) -> float:
    """Give a number from 0 to 1 that is always the same for the same text."""
    return hashlib.sha256(text.encode()).digest()[0] / 256


def _within(span: tuple[int, int], cue: str) -> tuple[int, int]:
    return span[0], span[0] + len(cue)


def _literal(value: str, type_: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + type_))


def _make_word(dice: random.Random) -> str:
    return "".join(dice.choice(_SYLLABLES) for _ in range(dice.randint(2, 4))).capitalize()


def _make_named(name: str, type_: str) -> _Named:
    return _Named(iri=_EX.entity(name.casefold().replace(" ", "-")), name=name, type=type_)


def _make_speaker(number: int, dice: random.Random) -> _Named:
    kind = number % 10
    if kind < 5:
        return _make_named(f"{dice.choice(_GIVEN)} {_make_word(dice)} {_roman(number)}", f"{SCHEMA}Person")
    if kind < 8:
        return _make_named(f"{dice.choice(_THINGS)} workers of {_make_word(dice)}", f"{GK}Group")
    return _make_named(dice.choice(_HEADS).format(_make_word(dice)), f"{SCHEMA}Organization")


def _roman(number: int) -> str:
    return "".join("IVXLC"[int(digit) % 5] for digit in str(number))


def _make_wordings(dice: random.Random) -> Iterator[str]:
    """Word things to say, no two the same."""
    number = 0
    while True:
        thing, verb = _THINGS[number % len(_THINGS)], _VERBS[number % len(_VERBS)]
        yield f"the {_make_word(dice)} {thing}|{verb}|{number} {dice.choice(_PLACES)} {dice.choice(_TIMES)}"
        number += 1


def _cut(content: str) -> tuple[str, str, str]:
    subject, verb, rest = content.split("|")
    return subject, verb, rest
