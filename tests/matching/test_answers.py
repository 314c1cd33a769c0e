"""The algebra of answers about claims: whatever people answer, in whatever order, these rules hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphkit.matching.clustering import Clustering, Link, cluster, find_claims
from graphkit.matching.profiles import ClaimProfile
from graphkit.matching.words import Piece, Stretch
from graphkit.model.decisions import Answer, Decision, Reference, name_decision, select_standing

KEYS = [f"{n:016x}" for n in range(3)]
NAMES = {key: f"{key[-1]}.txt" for key in KEYS}


def make_profile(key: str, number: int) -> ClaimProfile:
    return ClaimProfile(
        place=(key, number),
        name=f"{number}-{number + 5}",
        pieces=(Piece(number * 10, "words"),),
        own=Stretch(number * 10, number * 10 + 5),
        act="asserts",
        negative=False,
        rejected=False,
        open=False,
        certainty="certain",
        quoted=(),
        sources=(),
        bodies=(),
        anonymous=False,
        reported_in=None,
        confidence=1.0,
        words=(),
        meaning=b"",
    )


PROFILES = {key: [make_profile(key, number) for number in range(3)] for key in KEYS}
ALL = [profile for own in PROFILES.values() for profile in own]
PLACES = {profile.place: profile for profile in ALL}


def refer(profile: ClaimProfile) -> Reference:
    return Reference(document=profile.place[0], start=profile.own.start, end=profile.own.end)


def decide(one: ClaimProfile, other: ClaimProfile, answer: Answer, *, when: str = "2025-03-01") -> Decision:
    first, second = refer(one), refer(other)
    return Decision(
        id=name_decision(first, second, answer, who="Mara", when=when),
        first=first,
        second=second,
        answer=answer,
        who="Mara",
        when=when,
    )


def run(links: list[Link], rivals: list[tuple[ClaimProfile, ClaimProfile]], decisions: list[Decision]) -> Clustering:
    answers = find_claims(select_standing(decisions), PROFILES, NAMES)
    return cluster(links, links[:2], rivals, answers, PLACES)


def together(found: Clustering) -> set[frozenset[tuple[str, int]]]:
    return {
        frozenset((a.place, b.place)) for members, _ in found.clusters for a in members for b in members if a is not b
    }


pairs = st.tuples(st.sampled_from(ALL), st.sampled_from(ALL)).filter(lambda two: two[0] is not two[1])
links = st.lists(
    st.builds(lambda two, score: Link(one=two[0], other=two[1], score=score), pairs, st.sampled_from([0.4, 0.6, 0.9])),
    max_size=10,
)
rivals = st.lists(pairs, max_size=3)
decisions = st.lists(
    st.builds(
        lambda two, answer, day: decide(two[0], two[1], answer, when=f"2025-03-0{day}"),
        pairs,
        st.sampled_from(Answer),
        st.integers(1, 3),
    ),
    max_size=6,
)


@given(links, rivals, decisions)
def test_different_is_apart_and_same_is_together_unless_another_answer_forbids_it(
    links: list[Link], rivals: list[tuple[ClaimProfile, ClaimProfile]], decisions: list[Decision]
) -> None:
    found = run(links, rivals, decisions)
    joined = together(found)
    for decided in found.decisions:
        ends = frozenset((decided.one.place, decided.other.place))
        if decided.decision.answer is Answer.DIFFERENT:
            assert ends not in joined
        if decided.decision.answer is Answer.SAME:
            assert ends in joined
    set_aside = len(select_standing(decisions)) - len(found.decisions)
    assert set_aside == len(found.problems)


@given(links, rivals, decisions, st.randoms())
def test_the_order_makes_no_difference(links, rivals, decisions, random) -> None:  # type: ignore[no-untyped-def]
    first = run(links, rivals, decisions)
    for given_list in (links, rivals, decisions):
        random.shuffle(given_list)
    second = run(links, rivals, decisions)
    assert together(first) == together(second)
    assert {d.decision.id for d in first.decisions} == {d.decision.id for d in second.decisions}


@given(links, rivals)
def test_the_machine_never_joins_what_disagrees(
    links: list[Link], rivals: list[tuple[ClaimProfile, ClaimProfile]]
) -> None:
    joined = together(run(links, rivals, []))
    assert not any(frozenset((one.place, other.place)) in joined for one, other in rivals)


def test_unsure_stops_the_machine_and_not_a_person() -> None:
    one, other, third = ALL[0], ALL[3], ALL[6]
    found = run([Link(one=one, other=other, score=0.9)], [], [decide(one, other, Answer.UNSURE)])
    assert together(found) == set()
    found = run(
        [], [], [decide(one, other, Answer.UNSURE), decide(one, third, Answer.SAME), decide(other, third, Answer.SAME)]
    )
    assert frozenset((one.place, other.place)) in together(found)


def test_an_answer_outranks_what_seems_to_disagree() -> None:
    one, other = ALL[0], ALL[3]
    assert together(run([], [(one, other)], [decide(one, other, Answer.SAME)])) == {frozenset((one.place, other.place))}


def test_a_claim_is_found_again_where_its_content_is_cut_a_little_otherwise() -> None:
    one, other = ALL[0], ALL[3]
    moved = Reference(document=one.place[0], start=one.own.start + 1, end=one.own.end)
    decision = Decision(id="x", first=moved, second=refer(other), answer=Answer.SAME, who="Mara", when="2025-03-01")
    assert together(run([], [], [decision])) == {frozenset((one.place, other.place))}


def test_what_an_answer_speaks_of_and_is_not_there_is_told() -> None:
    one, other = ALL[0], ALL[3]
    gone = Reference(document=KEYS[2], start=900, end=905)
    elsewhere = Reference(document="f" * 16, start=0, end=5)
    told = [
        Decision(id="x", first=gone, second=refer(one), answer=Answer.SAME, who="Mara", when="2025-03-01"),
        Decision(id="y", first=elsewhere, second=refer(one), answer=Answer.SAME, who="Mara", when="2025-03-01"),
        decide(one, other, Answer.SAME),
        decide(other, ALL[6], Answer.SAME, when="2025-03-02"),
        decide(one, ALL[6], Answer.DIFFERENT, when="2025-03-03"),
    ]
    found = run([], [], told)
    said = [problem.what for problem in found.problems]
    assert any("1 decision speaks of articles that are not in this build" in what for what in said)
    assert any("2.txt has no claim at doc/0000000000000002#char=900,905 any more" in what for what in said)
    assert any("was set aside: it contradicts" in what for what in said)
    assert {problem.where for problem in found.problems} == {"decisions about claims"}
