"""An extraction becomes quads as the design's table has them, and the firewall holds by construction."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graphkit.identity.resolution import resolve
from graphkit.model import (
    Act,
    Certainty,
    Chain,
    Claim,
    Document,
    EntityType,
    Extraction,
    Mention,
    MentionKind,
    Polarity,
    Predicate,
    Quotation,
    Role,
    Stance,
    Statement,
)
from graphkit.model.provenance import Provenance
from graphkit.model.vocabulary import GK, ORG, RDF, WIKIDATA, XSD, Addresses
from graphkit.rdf import mapping, provenance

TEXT = "Anna Berg said Norway opposes it. 300x250 Ad"
DOCUMENT = Document(
    text=TEXT,
    identifier="a.txt",
    title="Title",
    issued="2026-05-04",
    publisher="The Post",
    source="https://example.net/a",
    boilerplate=((34, 44),),
)
RUN = Provenance(version="1", model="m 1")
AT = Addresses()


def span(exact: str):  # type: ignore[no-untyped-def]
    start = TEXT.index(exact)
    return DOCUMENT.span(start, start + len(exact))


MENTIONS = (
    Mention(span=span("Anna Berg"), head=span("Berg"), kind=MentionKind.NAME, type=EntityType.PERSON, chain=0),
    Mention(span=span("Norway"), head=span("Norway"), kind=MentionKind.NAME, type=EntityType.COUNTRY, chain=1),
    Mention(span=span("it"), head=span("it"), kind=MentionKind.PRONOUN),
)
CHAINS = (
    Chain(label="Anna Berg", type=EntityType.PERSON),
    Chain(label="Norway", type=EntityType.COUNTRY, link=f"{WIKIDATA}Q20"),
)
CLAIM = Claim(
    sources=(0,),
    source_spans=(span("Anna Berg"),),
    cue="say",
    cue_spans=(span("said"),),
    content_spans=(span("Norway opposes it"),),
    act=Act.ASSERTS,
    stance=Stance.AFFIRMS,
    polarity=Polarity.POSITIVE,
    certainty=Certainty.CERTAIN,
    quotation=Quotation.INDIRECT,
    about=(1,),
    uttered_on="2026-05-03",
    confidence=0.5,
    rule="clause",
)
OPPOSES = Predicate(name="opposes", label="opposes", valence=-1, in_ontology=True)
STATEMENT = Statement(
    subject=0,
    subject_span=span("Anna Berg"),
    predicate=OPPOSES,
    predicate_span=span("opposes"),
    object=1,
    object_span=span("Norway"),
    rule="clause",
)
ROLE = Role(member=0, organization=1, title="envoy", title_span=span("said"))


def quads(**parts: object) -> set[Quad]:
    extraction = replace(Extraction(document=DOCUMENT, mentions=MENTIONS, chains=CHAINS), **parts)  # type: ignore[arg-type]
    return set(mapping.to_quads(extraction, resolve([extraction]).list_entities(extraction), addresses=AT, run=RUN))


def objects(found: set[Quad], predicate: str) -> set[str]:
    return {
        q.object.value for q in found if q.predicate.value == predicate and isinstance(q.object, NamedNode | Literal)
    }


EDGE = (NamedNode(AT.entity("anna-berg")), NamedNode(f"{GK}opposes"), NamedNode(AT.entity("norway")))


def has_edge(found: set[Quad]) -> bool:
    return any((q.subject, q.predicate, q.object) == EDGE for q in found)


def test_the_articles_own_statement_is_a_plain_edge() -> None:
    assert has_edge(quads(statements=(STATEMENT,)))


@pytest.mark.parametrize(
    "statement",
    [
        replace(STATEMENT, within=0),
        replace(STATEMENT, polarity=Polarity.NEGATIVE),
        *(replace(STATEMENT, certainty=c) for c in Certainty if c is not Certainty.CERTAIN),
        replace(STATEMENT, subject=None),
        replace(STATEMENT, object=2),
    ],
)
def test_nothing_else_is(statement: Statement) -> None:
    found = quads(claims=(CLAIM,), statements=(statement,))
    assert not any(q.predicate == EDGE[1] for q in found)
    assert f"{GK}Statement" in objects(found, f"{RDF}type")


def test_a_derived_stance_names_its_claim() -> None:
    found = quads(claims=(CLAIM,), statements=(replace(STATEMENT, derived_from=0),))
    assert has_edge(found)
    assert objects(found, f"{GK}derivedFrom") == {AT.claim(DOCUMENT.key, "0-32")}


def test_claim() -> None:
    found = quads(claims=(CLAIM, replace(CLAIM, reported_in=0)))
    first, second = AT.claim(DOCUMENT.key, "0-32"), AT.claim(DOCUMENT.key, "0-32.2")
    assert objects(found, f"{GK}reportedIn") == {first}
    about = {(q.predicate.value, str(q.object)) for q in found if q.subject == NamedNode(second)}
    assert {(f"{GK}act", f"<{GK}asserts>"), (f"{GK}cue", '"say"'), (f"{GK}content", '"Norway opposes it"')} <= about
    assert (f"{GK}source", f"<{AT.entity('anna-berg')}>") in about
    assert (f"{GK}confidence", f'"0.5"^^<{XSD}decimal>') in about
    assert (f"{GK}utteredOn", f'"2026-05-03"^^<{XSD}date>') in about


def test_role() -> None:
    found = quads(roles=(ROLE, replace(ROLE, member=2), replace(ROLE, current=False, within=None, organization=None)))
    assert objects(found, f"{ORG}member") == {AT.entity("anna-berg")}
    assert objects(found, f"{GK}current") == {"true", "false"}


def test_unresolved_mentions_refer_to_nothing() -> None:
    found = quads()
    assert len(objects(found, f"{GK}refersTo")) == 2
    assert objects(found, f"{GK}mentionKind") == {f"{GK}name", f"{GK}pronoun"}


def test_a_mention_says_what_told_its_kind_and_by_which_rule_it_refers() -> None:
    berg = replace(MENTIONS[0], typed_by="table of nouns", rule="part-of-name")
    found = quads(mentions=(berg, *MENTIONS[1:]))
    node = NamedNode(AT.span(DOCUMENT.key, 0, 9))
    told = {
        (q.subject, q.predicate.value, q.object) for q in found if q.predicate.value in (f"{GK}rule", f"{GK}typedBy")
    }
    assert told == {
        (node, f"{GK}rule", Literal("part-of-name")),
        (node, f"{GK}typedBy", Literal("table of nouns")),
    }


def test_a_mention_that_nobody_explained_says_nothing_of_it() -> None:
    assert objects(quads(), f"{GK}rule") == objects(quads(), f"{GK}typedBy") == set()


def test_a_rule_is_written_as_text_whatever_is_in_it() -> None:
    odd = 'ends as "org", label ORG\n<x>'
    assert objects(quads(mentions=(replace(MENTIONS[1], typed_by=odd),)), f"{GK}typedBy") == {odd}


def test_document_and_its_boilerplate() -> None:
    found = quads()
    assert {str(q.graph_name) for q in found} == {f"<{AT.document(DOCUMENT.key)}>"}
    ad = NamedNode(AT.span(DOCUMENT.key, 34, 44))
    assert any(q.subject == ad and q.object == NamedNode(f"{GK}Boilerplate") for q in found)


@pytest.mark.parametrize(
    ("issued", "kind"),
    [("2026", "gYear"), ("2026-05", "gYearMonth"), ("2026-05-04", "date"), ("2026-05-04T10:00:00Z", "dateTime")],
)
def test_dates_are_typed_as_precisely_as_they_are_given(issued: str, kind: str) -> None:
    extraction = Extraction(document=replace(DOCUMENT, issued=issued))
    found = mapping.to_quads(extraction, resolve([extraction]).list_entities(extraction), addresses=AT, run=RUN)
    dates = [q.object for q in found if q.predicate.value.endswith("issued")]
    assert dates == [Literal(issued, datatype=NamedNode(XSD + kind))]


def test_a_date_in_words_stays_words() -> None:
    extraction = Extraction(document=replace(DOCUMENT, issued="last May"))
    found = mapping.to_quads(extraction, resolve([extraction]).list_entities(extraction), addresses=AT, run=RUN)
    assert Literal("last May") in {q.object for q in found}


def test_provenance_says_what_and_never_when() -> None:
    found = list(provenance.to_quads(RUN, AT))
    assert {str(q.graph_name) for q in found} == {f"<{AT.graph('provenance')}>"}
    assert objects(set(found), f"{GK}model") == {"m 1"}
    assert Provenance(version="1", model="m 1").digest == RUN.digest != Provenance(version="2", model="m 1").digest
