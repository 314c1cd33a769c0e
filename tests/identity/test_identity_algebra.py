"""The algebra of decisions: whatever people answer, in whatever order, these rules hold."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pyoxigraph
from corpora import BODY, COUNTRY, PERSON, PLACE, decide, find_entity, make_article, refer_to, resolve
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.identity.resolution import Resolution
from graphkit.model import Extraction
from graphkit.model.decisions import Answer, Decision, Reference
from graphkit.model.provenance import Provenance
from graphkit.model.vocabulary import Addresses
from graphkit.rdf import identity, mapping

_CHAINS = (
    ("Anna Berg", "Berg", "she", PERSON),
    ("Berg", "he", "he", PERSON),
    ("Anna Berg", "Bo Berg", "Berg", "she", PERSON),
    ("John Smith", "Smith", PERSON),
    ("J. Smith", PERSON),
    ("John A. Smith, Jr.", PERSON),
    ("Ministry of Health", BODY),
    ("United Nations", "UN", BODY),
    ("UN", BODY),
    ("Norway", COUNTRY),
    ("Halden", "Halden", PLACE),
    ("the report", "it", BODY),
)
Case = tuple[list[Extraction], list[Decision]]
_POSTS = ("", "director", "mayor")


@st.composite
def corpora(draw: st.DrawFn) -> list[Extraction]:
    """Draw a few articles with a few chains each."""
    size = draw(st.integers(1, 4))
    return [
        make_article(
            *draw(st.lists(st.sampled_from(_CHAINS), min_size=1, max_size=5)),
            title=f"article {number}",
            roles=draw(st.lists(st.sampled_from(_POSTS), max_size=1)),
        )
        for number in range(size)
    ]


@st.composite
def decided(draw: st.DrawFn) -> Case:
    """Draw articles and decisions about their mentions, contradictory ones too."""
    extractions = draw(corpora())
    references = [refer_to(extraction, m) for extraction in extractions for m in extraction.mentions]
    pair = st.tuples(st.sampled_from(references), st.sampled_from(references)).filter(lambda ends: ends[0] != ends[1])
    if len(references) < 2:
        return extractions, []
    answers = draw(st.lists(st.tuples(pair, st.sampled_from(Answer), st.integers(1, 3)), max_size=6))
    return extractions, [decide(a, answer, b, when=f"2024-05-0{day}") for (a, b), answer, day in answers]


def to_bytes(resolved: tuple[list[Extraction], Resolution]) -> bytes:
    drawn, resolution = resolved
    addresses, run = Addresses(), Provenance(version="1", model="none")
    quads = {str(quad) for quad in identity.to_quads(resolution, addresses=addresses, run=run)}
    for extraction in drawn:
        quads |= {
            str(quad)
            for quad in mapping.to_quads(extraction, resolution.list_entities(extraction), addresses=addresses, run=run)
        }
    return "\n".join(sorted(quads)).encode()


def standing(decisions: list[Decision]) -> dict[tuple[Reference, Reference], Decision]:
    newest: dict[tuple[Reference, Reference], Decision] = {}
    for decision in sorted(decisions, key=lambda d: d.rank):
        newest[decision.pair] = decision
    return newest


@settings(deadline=None)
@given(decided(), st.integers(0, 1000))
def test_the_order_of_articles_and_decisions_does_not_matter(case: Case, seed: int) -> None:
    extractions, decisions = list(case[0]), list(case[1])
    resolved = resolve(extractions, decisions)[1]
    Random(seed).shuffle(extractions)
    Random(seed).shuffle(decisions)
    assert resolve(extractions, decisions)[1] == resolved


@settings(deadline=None)
@given(decided())
def test_every_mention_is_in_exactly_one_entity(case: Case) -> None:
    extractions, decisions = case
    drawn, resolution = resolve(extractions, decisions)
    assert set(resolution.places) == {(e.document.key, n) for e in drawn for n in range(len(e.chains))}
    assert set(resolution.places.values()) == set(range(len(resolution.entities)))
    for before, after in zip(extractions, drawn, strict=True):
        assert [m.span for m in before.mentions] == [m.span for m in after.mentions]
        assert all(m.chain is not None for m in after.mentions)
        assert {m.chain for m in after.mentions} == set(range(len(after.chains)))
    slugs = [entity.slug for entity in resolution.entities]
    assert len(set(slugs)) == len(slugs)


@settings(deadline=None)
@given(decided())
def test_a_different_is_never_crossed(case: Case) -> None:
    extractions, decisions = case
    resolved = resolve(extractions, decisions)
    for decision in standing(decisions).values():
        if decision.answer is Answer.DIFFERENT:
            assert find_entity(resolved, decision.first) != find_entity(resolved, decision.second)


@settings(deadline=None)
@given(decided())
def test_a_same_is_honoured_or_reported(case: Case) -> None:
    extractions, decisions = case
    resolved = resolve(extractions, decisions)
    held = [applied.decision for applied in resolved[1].decisions]
    for decision in standing(decisions).values():
        reported = any(problem.what.startswith(f"{decision} was set aside") for problem in resolved[1].problems)
        assert reported == (decision not in held)
        if decision.answer is Answer.SAME and not reported:
            assert find_entity(resolved, decision.first) == find_entity(resolved, decision.second)


@settings(deadline=None)
@given(decided())
def test_same_goes_on_from_pair_to_pair(case: Case) -> None:
    """Where nothing is 'different', the answers 'same' are an equivalence."""
    extractions, decisions = case
    same = [decision for decision in decisions if decision.answer is Answer.SAME]
    resolved = resolve(extractions, same)
    assert resolved[1].problems == ()
    for one in same:
        for other in same:
            if {*one.pair} & {*other.pair}:
                assert len({find_entity(resolved, end).slug for end in (*one.pair, *other.pair)}) == 1


@settings(deadline=None)
@given(decided(), st.integers(0, 5))
def test_revoking_gives_what_never_having_answered_gives(case: Case, number: int) -> None:
    extractions, decisions = case
    if not decisions:
        return
    taken = decisions[number % len(decisions)]
    rest = [decision for decision in decisions if decision.id != taken.id]
    revoked = [replace(d, revoked="2024-06-01") if d.id == taken.id else d for d in decisions]
    assert resolve(extractions, revoked) == resolve(extractions, rest)
    assert to_bytes(resolve(extractions, revoked)) == to_bytes(resolve(extractions, rest))


@settings(deadline=None)
@given(corpora(), st.data())
def test_a_merge_or_a_split_that_is_undone_gives_the_same_bytes(
    extractions: list[Extraction], data: st.DataObject
) -> None:
    references = [refer_to(extraction, m) for extraction in extractions for m in extraction.mentions]
    first, second = data.draw(st.sampled_from(references)), data.draw(st.sampled_from(references))
    if first == second:
        return
    made = decide(first, data.draw(st.sampled_from(Answer)), second)
    before = to_bytes(resolve(extractions))
    assert to_bytes(resolve(extractions, [made])) != before
    assert to_bytes(resolve(extractions, [replace(made, revoked="2024-06-01")])) == before


@settings(deadline=None)
@given(decided())
def test_decisions_about_absent_articles_change_nothing(case: Case) -> None:
    extractions, decisions = case
    absent = Reference(document="f" * 16, start=0, end=4)
    beside = refer_to(extractions[0], extractions[0].mentions[0])
    foreign = [decide(absent, answer, beside) for answer in Answer]
    assert to_bytes(resolve(extractions, [*decisions, *foreign])) == to_bytes(resolve(extractions, decisions))


@settings(deadline=None)
@given(decided())
def test_what_holds_an_entity_together_reaches_all_of_it(case: Case) -> None:
    """Every merge can be explained: the chains of an entity hang together by merges and people's answers."""
    extractions, decisions = case
    drawn, resolution = resolve(extractions, decisions)
    chain_of = {refer_to(e, m): (e.document.key, m.chain) for e in drawn for m in e.mentions if m.chain is not None}
    tops = {place: place for place in resolution.places}

    def find(place: tuple[str, int]) -> tuple[str, int]:
        while tops[place] != place:
            place = tops[place]
        return place

    ties = [(link.first, link.second) for link in resolution.merges]
    ties += [(a.first, a.second) for a in resolution.decisions if a.decision.answer is Answer.SAME]
    for one, other in ties:
        tops[find(chain_of[one])] = find(chain_of[other])
    for place, entity in resolution.places.items():
        for beside, its_entity in resolution.places.items():
            assert (entity == its_entity) == (find(place) == find(beside))


@settings(deadline=None)
@given(decided())
def test_the_graph_conforms_whatever_was_decided(case: Case) -> None:
    from graphkit.rdf.validation import validate

    drawn, resolution = resolve(*case)
    addresses, run = Addresses(), Provenance(version="1", model="none")
    store = pyoxigraph.Store()
    store.extend(identity.to_quads(resolution, addresses=addresses, run=run))
    for extraction in drawn:
        store.extend(mapping.to_quads(extraction, resolution.list_entities(extraction), addresses=addresses, run=run))
    assert validate(store, shapes=False).findings == ()
