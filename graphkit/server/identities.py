"""Who is taken for whom, as a page on which people merge and split, and what keeps their answers.

The answers go to the same file, by the same code, as those of `graphkit identities`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphkit import pipeline
from graphkit.analysis import identities as reading
from graphkit.analysis.identities import IdentityExplanation, Pair, Side
from graphkit.errors import InputError, QueryError
from graphkit.files.layout import DECISIONS
from graphkit.graph import KnowledgeGraph
from graphkit.identity import ledger
from graphkit.model.decisions import Answer, Decision, Ends, Reference, select_standing
from graphkit.server.answers import parse
from graphkit.server.replies import HTML, Reply, load_template
from graphkit.store.tables import select

__all__ = ["give", "render", "take_back"]

# loaded here, so that a new process has the template compiled
_TEMPLATE = load_template("identities.html.j2")
_MOST = 50
_TITLES = "SELECT DISTINCT ?document ?title { ?document a gk:Document ; dcterms:title ?title }"
_ANSWERS = {answer.value: answer for answer in (Answer.SAME, Answer.DIFFERENT)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    """Two mentions that are put to people.

    Args:
        first: One of them.
        second: The other.
        reasons: What speaks for or against the two being one.
        decision: What a person decided, if anybody did.
    """

    first: Side
    second: Side
    reasons: Sequence[str]
    decision: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    """Another mention of somebody: its words, its place, its article, and what a person decided about it."""

    words: str
    place: Reference
    decision: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Somebody:
    """Somebody with all mentions.

    Args:
        name: The name.
        main: The fullest mention, from which others are split off.
        words: Its words.
        article: Its article.
        mentions: The others.
        cards: What holds them together, or keeps others apart.
    """

    name: str
    main: Reference
    words: str
    article: str
    mentions: Sequence[_Mention]
    cards: Sequence[_Card]


def render(folder: Path, who: str, other: str, token: str, rebuild: bool = False) -> Reply:
    """Render the page.

    Args:
        folder: The output folder of graphkit.
        who: The name of somebody whose mentions are wanted; '' for nobody.
        other: The name of somebody who may be the same.
        token: What proves that an answer comes from the page; '' where the page is only read.
        rebuild: Whether the page may have the graph built anew.
    """
    kg = pipeline.open_graph(folder, whole=False)
    known = _read(folder)
    decided = {frozenset(decision.pair): decision for decision in select_standing(known)}
    found = list(_find_people(kg, who, decided))
    others = list(_find_people(kg, other, decided))
    uncertain = [_make_card(pair, decided) for pair in kg.identities()]
    page = _TEMPLATE.render(
        who=who,
        other=other,
        missing=[text for text, there in ((who, found), (other, others)) if text and not there],
        found=found,
        joint=_find_joint(found, others, decided),
        uncertain=uncertain[:_MOST],
        left=max(0, len(uncertain) - _MOST),
        names=_list_names(kg),
        titles={document.rpartition("/")[2]: title for document, title in sorted(select(kg.store, _TITLES))},
        token=token,
        rebuild=rebuild,
    )
    return Reply(body=page.encode(), kind=HTML)


def give(folder: Path, body: bytes, token: str, rebuild: bool = False) -> Reply:
    """Keep an answer: whether two mentions are the same.

    Args:
        folder: The output folder of graphkit.
        body: The answer: 'first' and 'second' name mentions, 'answer' is 'same' or 'different'.
        token: Not needed here; every writer takes it.
        rebuild: Neither is this.

    Raises:
        InputError: It cannot be kept; the text says why.
    """
    answer = parse(body)
    author = answer.read_author()
    first, second = answer.read_place("first"), answer.read_place("second")
    decided = _ANSWERS.get(answer.read("answer", 20))
    if decided is None:
        raise InputError("the answer is neither 'same' nor 'different'")
    if first == second:
        raise InputError("both are the same mention")
    kg = pipeline.open_graph(folder, whole=False)
    labels = [reading.find_words(kg.store, place, base=kg.base_iri) for place in (first, second)]
    if labels[0] is None or labels[1] is None:
        raise InputError("there is no such mention; load the page again")
    ends = Ends(first=first, second=second, labels=(labels[0], labels[1]))
    kept, _ = ledger.answer(folder / DECISIONS, author.decide(ends, decided))
    return Reply(body=kept.id.encode())


def take_back(folder: Path, body: bytes, token: str, rebuild: bool = False) -> Reply:
    """Revoke an answer; its row is kept.

    Args:
        folder: The output folder of graphkit.
        body: The answer: 'id' names what is revoked.
        token: Not needed here; every writer takes it.
        rebuild: Neither is this.

    Raises:
        InputError: There is no such answer, or it is revoked already.
    """
    answer = parse(body)
    author = answer.read_author()
    name = answer.read("id", 80, needed=True)
    taken = ledger.revoke(folder / DECISIONS, name, who=author.who, when=author.when, why=author.why)
    return Reply(body=taken.id.encode())


def _read(folder: Path) -> tuple[Decision, ...]:
    path = folder / DECISIONS
    return ledger.read(path) if path.exists() else ()


def _find_people(
    kg: KnowledgeGraph, name: str, decided: Mapping[frozenset[Reference], Decision]
) -> Iterator[_Somebody]:
    """Find those of a name, each with all mentions."""
    if not name:
        return
    try:
        found = reading.explain_identity(kg.store, kg.texts, name, base=kg.base_iri)
    except QueryError:
        return
    for one in found:
        mentions = dict(_list_mentions(one))
        if not mentions:
            continue
        named = {place: article for article, own in one.articles for _, place in own}
        # the longest name; of several the first
        main = max(sorted(named or mentions), key=lambda place: len(mentions[place]))
        yield _Somebody(
            name=one.entity,
            main=main,
            words=mentions[main],
            article=named.get(main, "its article"),
            mentions=[
                _Mention(words=mentions[place], place=place, decision=decided.get(frozenset((main, place))))
                for place in sorted(mentions)
                if place != main
            ],
            cards=[_make_card(pair, decided) for pair in one.pairs],
        )


def _list_mentions(explanation: IdentityExplanation) -> Iterator[tuple[Reference, str]]:
    for _, own in (*explanation.articles, *explanation.readings):
        for words, place in own:
            yield place, words


def _find_joint(
    found: Sequence[_Somebody], others: Sequence[_Somebody], decided: Mapping[frozenset[Reference], Decision]
) -> list[tuple[_Somebody, _Somebody, Decision | None]]:
    """Find who may be merged with whom, each with what a person decided."""
    return [
        (one, other, decided.get(frozenset((one.main, other.main))))
        for one in found
        for other in others
        if one.main != other.main
    ]


def _make_card(pair: Pair, decided: Mapping[frozenset[Reference], Decision]) -> _Card:
    verdict = pair.verdict
    reasons = (*verdict.supporting, *(f"but {reason}" for reason in verdict.opposing))
    by_person = [f"{verdict.who}, {verdict.when}"] if verdict.who else []
    return _Card(
        first=pair.first,
        second=pair.second,
        reasons=[*by_person, *reasons],
        decision=decided.get(pair.references),
    )


def _list_names(kg: KnowledgeGraph) -> Iterable[str]:
    query = "SELECT DISTINCT ?name { ?mention gk:mentionKind gk:name ; gk:refersTo/skos:prefLabel ?name } LIMIT 2000"
    return sorted({name for (name,) in select(kg.store, query)}, key=str.casefold)
