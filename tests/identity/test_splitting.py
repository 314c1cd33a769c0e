"""A person parts or joins what coreference had put together, and the extraction stays as it was."""

from __future__ import annotations

from dataclasses import replace

from corpora import BODY, PERSON, decide, find_entity, make_article, refer, resolve

from graphkit.identity.splitting import split_chains
from graphkit.model import (
    Act,
    Certainty,
    Chain,
    Claim,
    EntityType,
    Extraction,
    Polarity,
    Predicate,
    Quotation,
    Role,
    Stance,
    Statement,
)
from graphkit.model.decisions import Answer, Decision, Reference
from graphkit.model.provenance import Provenance
from graphkit.model.vocabulary import GK, ORG, Addresses
from graphkit.rdf import mapping

SAME, DIFFERENT = Answer.SAME, Answer.DIFFERENT
MIXED = make_article(("Anna Berg", "she", "Bo Berg", "he", "Berg", "Anna Berg", "she", PERSON), ("Nordal", "it", BODY))


def parts(extraction: Extraction) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for number, chain in enumerate(extraction.chains):
        out[chain.label] = [m.span.exact for m in extraction.mentions if m.chain == number]
    return out


def test_without_a_decision_about_it_nothing_is_drawn() -> None:
    elsewhere = Reference(document="f" * 16, start=0, end=1)
    unrelated = decide(refer(MIXED, "Anna Berg"), DIFFERENT, elsewhere)
    between = decide(refer(MIXED, "Anna Berg"), DIFFERENT, refer(MIXED, "Nordal"))
    unsure = decide(refer(MIXED, "Anna Berg"), Answer.UNSURE, refer(MIXED, "Bo Berg"))
    assert split_chains(MIXED, [unrelated, between, unsure]) is MIXED


def test_different_parts_a_chain_and_each_mention_goes_with_the_name_before_it() -> None:
    drawn = split_chains(MIXED, [decide(refer(MIXED, "Anna Berg"), DIFFERENT, refer(MIXED, "Bo Berg"))])
    assert parts(drawn) == {
        "Anna Berg": ["Anna Berg", "she", "Anna Berg", "she"],
        "Bo Berg": ["Bo Berg", "he", "Berg"],
        "Nordal": ["Nordal", "it"],
    }
    assert [m.span for m in drawn.mentions] == [m.span for m in MIXED.mentions]
    assert [chain.aliases for chain in drawn.chains] == [(), ("Berg",), ()]


def test_mentions_of_the_same_words_can_be_parted() -> None:
    one, other = refer(MIXED, "Anna Berg"), refer(MIXED, "Anna Berg", 1)
    drawn = split_chains(MIXED, [decide(one, DIFFERENT, other)])
    found = [[m.span.exact for m in drawn.mentions if m.chain == n] for n in range(3)]
    assert found == [["Anna Berg", "she", "Bo Berg", "he", "Berg"], ["Anna Berg", "she"], ["Nordal", "it"]]
    resolved = resolve([MIXED], [decide(one, DIFFERENT, other)])
    assert {find_entity(resolved, one).slug, find_entity(resolved, other).slug} == {"anna-berg", "anna-berg-2"}


def test_a_pronoun_can_be_taken_out() -> None:
    drawn = split_chains(MIXED, [decide(refer(MIXED, "she", 1), DIFFERENT, refer(MIXED, "Anna Berg"))])
    assert [(chain.label, chain.named) for chain in drawn.chains if not chain.named] == [("she", False)]
    assert len(drawn.chains) == 3


def test_a_person_can_put_a_mention_into_another_chain() -> None:
    nordal, it = refer(MIXED, "Nordal"), refer(MIXED, "it")
    decisions = [decide(it, DIFFERENT, nordal), decide(it, SAME, refer(MIXED, "Bo Berg"))]
    resolved = resolve([MIXED], decisions)
    assert find_entity(resolved, it) == find_entity(resolved, refer(MIXED, "Bo Berg"))
    assert find_entity(resolved, it) != find_entity(resolved, nordal)


def test_only_as_many_parts_are_made_as_it_takes() -> None:
    three = make_article(("Ann Ek", "Bo Ek", "Cy Ek", "Ek", PERSON))
    ann, bo, cy = (refer(three, name) for name in ("Ann Ek", "Bo Ek", "Cy Ek"))
    assert len(split_chains(three, [decide(ann, DIFFERENT, bo)]).chains) == 2
    assert len(split_chains(three, [decide(ann, DIFFERENT, bo), decide(bo, SAME, cy)]).chains) == 2
    every = [decide(ann, DIFFERENT, bo), decide(bo, DIFFERENT, cy), decide(cy, DIFFERENT, ann)]
    assert parts(split_chains(three, every)) == {"Ann Ek": ["Ann Ek"], "Bo Ek": ["Bo Ek"], "Cy Ek": ["Cy Ek", "Ek"]}
    # answers that contradict each other part rather than join
    assert len(split_chains(three, [*every, decide(ann, SAME, bo, when="2024-06-01")]).chains) == 3


def test_a_link_stays_with_the_part_that_keeps_the_name() -> None:
    linked = replace(MIXED, chains=(replace(MIXED.chains[0], label="Anna Berg", link="Q1"), MIXED.chains[1]))
    drawn = split_chains(linked, [decide(refer(MIXED, "Anna Berg"), DIFFERENT, refer(MIXED, "Bo Berg"))])
    assert [chain.link for chain in drawn.chains] == ["Q1", None, None]


def test_a_mention_that_was_left_unresolved_can_be_tied_to_an_entity() -> None:
    loose = replace(MIXED, mentions=(*MIXED.mentions[:-1], replace(MIXED.mentions[-1], chain=None)))
    tied = resolve([loose], [decide(refer(MIXED, "it"), SAME, refer(MIXED, "Nordal"))])
    assert find_entity(tied, refer(MIXED, "it")).label == "Nordal"


def test_what_turns_out_to_be_one_has_no_edge_to_itself_and_no_post_in_itself() -> None:
    article = make_article(("Nordal", BODY), ("Nordal Chemicals", BODY))
    spans = [mention.span for mention in article.mentions]
    opposes = Statement(
        subject=0,
        subject_span=spans[0],
        predicate=Predicate(name="opposes", label="opposes", valence=-1, in_ontology=True),
        predicate_span=spans[0],
        object=1,
        object_span=spans[1],
        rule="test",
    )
    role = Role(member=0, organization=1, title="arm", title_span=spans[0])
    article = replace(article, statements=(opposes,), roles=(role,))
    names = [refer(article, name) for name in ("Nordal", "Nordal Chemicals")]

    def edges(*decisions: Decision) -> tuple[int, int]:
        (drawn,), resolution = resolve([article], decisions)
        run = Provenance(version="1", model="none")
        quads = list(mapping.to_quads(drawn, resolution.list_entities(drawn), addresses=Addresses(), run=run))
        assert any(quad.predicate.value == f"{GK}proposition" for quad in quads)
        found = [quad.predicate.value for quad in quads]
        return found.count(f"{GK}opposes"), found.count(f"{ORG}organization")

    assert edges() == (1, 1)
    assert edges(decide(names[0], SAME, names[1])) == (0, 0)


def test_what_a_claim_is_about_follows_its_mentions() -> None:
    document = MIXED.document
    claim = Claim(
        sources=(),
        source_spans=(),
        cue="say",
        cue_spans=(),
        content_spans=(document.span(0, len(document.text)),),
        act=Act.ASSERTS,
        stance=Stance.AFFIRMS,
        polarity=Polarity.POSITIVE,
        certainty=Certainty.CERTAIN,
        quotation=Quotation.INDIRECT,
        about=(0, 1),
        rule="test",
    )
    told = replace(MIXED, claims=(claim,))
    drawn = split_chains(told, [decide(refer(MIXED, "Anna Berg"), DIFFERENT, refer(MIXED, "Bo Berg"))])
    assert [drawn.chains[n].label for n in drawn.claims[0].about] == ["Anna Berg", "Bo Berg", "Nordal"]
    assert Chain(label="Bo Berg", type=EntityType.PERSON, aliases=("Berg",)) in drawn.chains
