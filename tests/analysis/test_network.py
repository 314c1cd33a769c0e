from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from answers import load_articles
from pyoxigraph import Literal, NamedNode, Quad, Store

from graphkit.analysis import network
from graphkit.analysis.network import Point
from graphkit.analysis.network.evidence import EvidencePlace
from graphkit.analysis.network.phrases import find_phrase, name_unnamed
from graphkit.model.vocabulary import GK, RDF, RDFS, SKOS, XSD, Addresses

EX = Addresses()
STONE = EX.entity("halden-stone")
REPORT = EX.entity("d940d12c124ca508-report")


def find(store: Store, label: str) -> Point:
    found = [point for point in network.gather(network.read(store)) if point.label == label]
    assert len(found) == 1, [point.label for point in found]
    return found[0]


def copy(store: Store) -> Store:
    other = Store()
    other.extend(store)
    return other


def set_axis(store: Store, claim: NamedNode, axis: str, value: str) -> None:
    for old in list(store.quads_for_pattern(claim, NamedNode(GK + axis), None)):
        store.remove(old)
        store.add(Quad(claim, old.predicate, NamedNode(GK + value), old.graph_name))


def names(store: Store, iris: tuple[str, ...]) -> set[str]:
    labels = {party.iri: party.label for party in network.read(store).parties}
    return {labels[iri] for iri in iris}


def say_of_the_dam(*said: tuple[str, str]) -> Store:
    """Make a store in which people say, each with a polarity, that a dam is safe."""
    store = Store()
    doc = NamedNode(EX.document("d" * 16))

    def say(s: str, p: str, o: NamedNode | Literal) -> None:
        store.add(Quad(NamedNode(s), NamedNode(p), o, doc))

    for number, (name, sign) in enumerate(said):
        claim, statement = EX.claim("d" * 16, f"{number}"), EX.statement("d" * 16, f"{number}")
        content = "the dam is safe" if sign == "positive" else "the dam is not safe at all"
        say(EX.entity(name), f"{RDF}type", NamedNode("https://schema.org/Person"))
        say(EX.entity(name), "http://www.w3.org/2004/02/skos/core#prefLabel", Literal(name.title()))
        say(claim, f"{RDF}type", NamedNode(f"{GK}Claim"))
        say(claim, f"{GK}inDocument", doc)
        say(claim, f"{GK}source", NamedNode(EX.entity(name)))
        say(claim, f"{GK}content", Literal(content))
        say(claim, f"{GK}act", NamedNode(f"{GK}asserts"))
        say(claim, f"{GK}stance", NamedNode(f"{GK}affirms"))
        say(claim, f"{GK}confidence", Literal("0.5", datatype=NamedNode(f"{XSD}decimal")))
        say(statement, f"{RDF}type", NamedNode(f"{GK}Statement"))
        say(statement, f"{GK}within", NamedNode(claim))
        say(statement, f"{GK}polarity", NamedNode(GK + sign))
        say(statement, f"{GK}proposition", NamedNode(EX.proposition("p")))
    return store


class TestProject:
    def test_nodes_are_entities_and_claims_with_kinds(self, quarry: Store) -> None:
        graph = network.project(quarry)
        entities = [data for _, data in graph.nodes(data=True) if data["kind"] != "claim"]
        kinds = {data["label"]: data["kind"] for data in entities}
        assert kinds["Veronika Sálter"] == "person"
        assert kinds["Halden Stone"] == "organization"
        assert kinds["Tessaly Wire"] == "outlet"
        assert kinds["the inspectorate's report"] == "work"
        assert kinds["Former quarry workers"] == "group"
        assert kinds["Mirefield"] == "place"
        claims = [data["label"] for _, data in graph.nodes(data=True) if data["kind"] == "claim"]
        assert "safety records had been destroyed" in claims

    def test_every_attribute_is_a_string_or_a_number(self, quarry: Store) -> None:
        graph = network.project(quarry)
        attributes = [data for _, data in graph.nodes(data=True)] + [data for _, _, data in graph.edges(data=True)]
        assert attributes
        for data in attributes:
            assert all(isinstance(value, (str, int, float)) for value in data.values())

    def test_edges_carry_what_they_stand_on(self, quarry: Store) -> None:
        graph = network.project(quarry)
        stances = [data for _, _, data in graph.in_edges(REPORT, data=True) if data["kind"] == "stance"]
        assert sorted(data["valence"] for data in stances) == [-1, -1, -1, 1, 1]
        assert all(data["statement"] and data["document"] for data in stances)
        roles = {(a, b): data for a, b, data in graph.edges(data=True) if data["kind"] == "role"}
        assert roles[EX.entity("piet-orano"), STONE]["label"] == "spokesman"

    def test_relays_go_from_the_reporting_claim_to_the_reported_one(self, quarry: Store) -> None:
        graph = network.project(quarry)
        relayed = {graph.nodes[b]["label"] for _, b, data in graph.edges(data=True) if data["kind"] == "relays"}
        assert relayed == {"the cooperation of Halden Stone", "confidence in the company"}

    def test_what_stands_only_in_a_claim_is_no_stance(self, quarry: Store) -> None:
        graph = network.project(quarry)
        salter = EX.entity("veronika-salter")
        assert not [data for _, _, data in graph.out_edges(salter, data=True) if data["kind"] == "stance"]

    def test_order_is_the_same_whatever_the_order_of_the_store(self, quarry: Store) -> None:
        other = Store()
        for quad in sorted(quarry, key=str, reverse=True):
            other.add(quad)
        one, two = network.project(quarry), network.project(other)
        assert list(one.nodes(data=True)) == list(two.nodes(data=True))
        assert list(one.edges(data=True)) == list(two.edges(data=True))

    def test_an_empty_store_gives_an_empty_network(self) -> None:
        assert network.project(Store()).number_of_nodes() == 0


class TestRecords:
    def test_the_most_frequent_name_leads(self, quarry: Store) -> None:
        store = copy(quarry)
        for graph in "abc":
            label = Quad(
                NamedNode(STONE),
                NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"),
                Literal("Halden Stone plc"),
                NamedNode(EX.document(graph)),
            )
            store.add(label)
        party = next(p for p in network.read(store).parties if p.iri == STONE)
        assert party.label == "Halden Stone plc"
        assert "Halden Stone" in party.aliases

    def test_a_name_in_the_genitive_is_no_other_name(self, quarry: Store) -> None:
        store = copy(quarry)
        for name in ("Halden Stone’s", "Halden Stones"):
            alias = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
            store.add(Quad(NamedNode(STONE), alias, Literal(name), NamedNode(EX.document("a"))))
        party = next(p for p in network.read(store).parties if p.iri == STONE)
        assert "Halden Stones" in party.aliases
        assert "Halden Stone’s" not in party.aliases

    def test_a_post_that_stands_in_a_claim_is_left_out(self, quarry: Store) -> None:
        store = copy(quarry)
        posts = network.read(store).posts
        role = next(q for q in store if q.predicate.value == f"{GK}title" and q.object.value == "spokesman")
        within = NamedNode(f"{GK}within")
        store.add(Quad(role.subject, within, NamedNode(EX.claim("x", "1-2")), role.graph_name))
        assert len(network.read(store).posts) == len(posts) - 1

    def test_a_negated_statement_is_no_relation(self, quarry: Store) -> None:
        store = copy(quarry)
        before = network.read(store).relations
        statement, document = NamedNode(before[0].statement), NamedNode(before[0].document)
        store.add(Quad(statement, NamedNode(f"{GK}polarity"), NamedNode(f"{GK}negative"), document))
        assert len(network.read(store).relations) == len(before) - 1

    def test_predicates_that_many_documents_describe_are_read_once(self, quarry: Store) -> None:
        store = copy(quarry)
        before = network.read(store)
        described = [q for q in store if q.predicate.value in (f"{GK}valence", f"{RDFS}label", f"{RDFS}subPropertyOf")]
        for number in range(200):
            graph = NamedNode(EX.document(str(number)))
            store.extend(Quad(q.subject, q.predicate, q.object, graph) for q in described)
        # three triples in two hundred graphs each are not eight million rows
        assert network.read(store).relations == before.relations

    def test_of_two_values_the_first_in_the_alphabet_counts(self, quarry: Store) -> None:
        store = copy(quarry)
        before = {claim.iri: claim for claim in network.read(store).utterances}
        twice = next(iter(before.values()))
        for term, value in (("cue", "aaa"), ("content", "zzz")):
            store.add(Quad(NamedNode(twice.iri), NamedNode(GK + term), Literal(value), NamedNode(twice.document)))
        after = {claim.iri: claim for claim in network.read(store).utterances}
        assert after == before | {twice.iri: replace(twice, cue="aaa")}

    def test_the_places_are_those_of_the_text(self, quarry: Store, texts: Mapping[str, str]) -> None:
        records = network.read(quarry)
        assert records.places
        for claim in records.utterances:
            places = records.places[claim.iri]
            assert list(places) == sorted(set(places))
            assert all(texts[claim.document][place.start : place.end] == place.exact for place in places)
            assert claim.extent == (places[0].start, max(place.end for place in places))


class TestPoints:
    def test_parties_meet_at_a_shared_proposition(self, quarry: Store) -> None:
        point = find(quarry, "dust has harmed the villagers")
        assert names(quarry, point.side(1)) == {"Veronika Sálter", "Northern Valleys Union"}
        assert names(quarry, point.side(-1)) == {"Halden Stone"}
        assert point.contested

    def test_parties_meet_at_the_same_wording(self, quarry: Store) -> None:
        point = find(quarry, "safety records had been destroyed")
        assert [(v.act, v.style, v.sign) for v in sorted(point.voices, key=lambda v: v.act)] == [
            ("alleges", "allege", 1),
            ("doubts", "reject", -1),
        ]

    def test_stances_on_a_work_come_from_plain_edges_and_from_what_it_says(self, quarry: Store) -> None:
        point = find(quarry, "the inspectorate's report")
        assert point.entity
        assert names(quarry, point.side(1)) == {"Ilmar Kesk", "Northern Valleys Union", "the inspectorate's report"}
        assert names(quarry, point.side(-1)) == {"Chamber of Pits", "Halden Stone", "Piet Oraño"}

    def test_speaking_for_somebody_is_no_stance(self, quarry: Store) -> None:
        point = find(quarry, "Halden Stone")
        assert names(quarry, tuple(v.party for v in point.voices)) == {"Mirefield Health Inspectorate"}
        assert not point.contested

    def test_who_reports_a_claim_has_a_voice_but_no_side(self, quarry: Store) -> None:
        point = find(quarry, "the cooperation of Halden Stone")
        wire, salter = sorted(point.voices, key=lambda v: v.style, reverse=True)
        assert (wire.act, wire.style, wire.sign) == ("reports", "relay", 0)
        assert names(quarry, salter.via) == {"Tessaly Wire"}
        assert names(quarry, point.side(1)) == {"Veronika Sálter"}

    def test_a_reporting_claim_that_says_no_more_has_no_point_of_its_own(self, quarry: Store) -> None:
        labels = {point.label for point in network.gather(network.read(quarry))}
        assert "Sálter as praising the cooperation of Halden Stone" not in labels

    @pytest.mark.parametrize(("axis", "value"), [("stance", "rejects"), ("polarity", "negative")])
    def test_what_a_claim_reports_to_deny_it_counts_for_no_side(self, quarry: Store, axis: str, value: str) -> None:
        store = copy(quarry)
        inner = next(q for q in store if q.predicate.value == f"{GK}reportedIn")
        set_axis(store, inner.object, axis, value)
        points = network.gather(network.read(store))
        voices = [v for p in points for v in p.voices if v.claim == inner.subject.value]
        assert [(v.style, v.sign, v.act[-1]) for v in voices] == [("relay", 0, "?")]
        # the denial itself is not lost, and does not pass for a report
        assert [v.act for p in points for v in p.voices if v.claim == inner.object.value] == ["asserts"]

    def test_an_act_that_the_text_leaves_open_is_marked_and_counts_for_no_side(self, quarry: Store) -> None:
        store = copy(quarry)
        denial = next(q for q in store if q.object == NamedNode(f"{GK}denies"))
        set_axis(store, denial.subject, "stance", "uncommitted")
        voices = [v for p in network.gather(network.read(store)) for v in p.voices if v.claim == denial.subject.value]
        assert [(v.act, v.style, v.sign) for v in voices] == [("denies?", "relay", 0)]

    def test_a_negated_statement_of_a_proposition_is_the_other_side(self) -> None:
        point = find(say_of_the_dam(("ann", "positive"), ("bob", "negative")), "the dam is safe")
        assert point.contested
        assert point.side(1) == (EX.entity("ann"),)
        assert point.side(-1) == (EX.entity("bob"),)

    def test_claims_that_share_a_part_stay_apart_and_are_opposed(self, quarry: Store) -> None:
        records = network.read(quarry)
        denial = next(u for u in records.utterances if u.act == "denies")
        shared = denial.propositions
        assert shared[0][2]
        wider = replace(
            denial,
            iri=denial.iri + ".2",
            stance="affirms",
            act="asserts",
            sources=(EX.entity("edda-brandt"),),
            content="dust did this and that",
            propositions=(*shared, ("https://example.org/p", 1, True)),
        )
        both = replace(records, utterances=(denial, wider), relations=())
        points = {point.label: point for point in network.gather(both)}
        assert points["dust did this and that"].opposed == (points["dust has harmed the villagers"].key,)
        assert points["dust did this and that"].contested

    def test_a_party_that_contradicts_nobody_but_itself_contests_nothing(self) -> None:
        def contested(*said: tuple[str, str]) -> bool:
            return find(say_of_the_dam(*said), "the dam is safe").contested

        assert not contested(("ann", "positive"), ("ann", "negative"))
        assert not contested(("ann", "positive"), ("bob", "positive"))
        assert contested(("ann", "positive"), ("ann", "negative"), ("bob", "negative"))

    def test_claims_that_are_one_meet_whatever_their_words(self) -> None:
        claims = network.read(load_articles("same-claim"))
        points = {frozenset(voice.claim for voice in p.voices): p for p in network.gather(claims) if not p.entity}
        assert claims.matches.clusters
        for cluster in claims.matches.clusters:
            assert sum({*cluster.claims} <= voices for voices in points) == 1

    def test_who_denies_in_other_words_is_the_other_side_of_the_point(self) -> None:
        point = find(load_articles("disagreements"), "that a pipe had leaked")
        labels = network.read(load_articles("disagreements")).label_parties()
        assert [labels[iri] for iri in point.side(1)] == ["Divers"]
        assert [labels[iri] for iri in point.side(-1)] == ["Kester Ltd"]

    def test_another_number_is_another_point_that_contests_it(self) -> None:
        store = load_articles("disagreements")
        point, other = (find(store, f"{n} boats were lost in the storm") for n in ("Fourteen", "that 12"))
        assert (point.opposed, other.opposed) == ((other.key,), (point.key,))
        assert not point.divided


class TestWording:
    """What is shown of a claim and of a party is worded as people word it."""

    @staticmethod
    def place(start: int, part: str, exact: str) -> EvidencePlace:
        return EvidencePlace(start=start, end=start + len(exact), part=part, exact=exact)

    def test_a_content_that_is_no_sentence_is_shown_with_its_verb(self) -> None:
        places = [self.place(4, "cue", "complained about"), self.place(21, "content", "his microphone")]
        assert find_phrase("with-about", places) == "complained about his microphone"

    def test_what_somebody_talks_about_stands_behind_it(self) -> None:
        places = [self.place(0, "content", "the message"), self.place(20, "cue", "is talking about")]
        assert find_phrase("with-about", places) == "is talking about the message"

    def test_what_somebody_is_quoted_as_saying_is_no_sentence(self) -> None:
        places = [self.place(0, "cue", "quoted"), self.place(7, "content", "her as praising the pit")]
        assert find_phrase("quoting", places) == "quoted her as praising the pit"

    def test_a_passive_keeps_the_order_of_the_text(self) -> None:
        words = ("content", "Two men"), ("cue", "were accused"), ("content", "of theft")
        places = [self.place(at, *word) for at, word in zip((0, 8, 21), words, strict=True)]
        assert find_phrase("passive-of", places) == "Two men were accused of theft"

    def test_what_stands_between_a_verb_and_its_content_is_marked(self) -> None:
        places = [self.place(0, "cue", "charged"), self.place(20, "content", "murder")]
        assert find_phrase("with-with", places) == "charged … murder"

    @pytest.mark.parametrize("rule", ["clause", "quotation", "according-to"])
    def test_a_sentence_stands_alone(self, rule: str) -> None:
        assert find_phrase(rule, [self.place(0, "cue", "said"), self.place(5, "content", "it rained")]) == ""

    def test_a_verb_within_its_content_is_not_said_twice(self) -> None:
        places = [self.place(0, "content", "Two men were called liars"), self.place(13, "cue", "called")]
        assert find_phrase("object", places) == ""

    def test_a_point_of_one_claim_is_worded_with_its_verb(self, quarry: Store) -> None:
        store = copy(quarry)
        (claim,) = {
            quad.subject
            for quad in store.quads_for_pattern(None, NamedNode(f"{GK}content"), Literal("confidence in the company"))
        }
        (old,) = store.quads_for_pattern(claim, NamedNode(f"{GK}rule"), None)
        store.remove(old)
        store.add(Quad(claim, old.predicate, Literal("light"), old.graph_name))
        words = {point.label for point in network.gather(network.read(store))}
        assert "expressed confidence in the company" in words

    def test_a_pronoun_is_no_name(self, quarry: Store) -> None:
        store = copy(quarry)
        for old in list(store.quads_for_pattern(NamedNode(STONE), NamedNode(f"{SKOS}prefLabel"), None)):
            store.remove(old)
            store.add(Quad(old.subject, old.predicate, Literal("It"), old.graph_name))
        labels = {party.iri: party.label for party in network.read(store).parties}
        assert labels[STONE] == "an organisation (not named)"

    @pytest.mark.parametrize(
        ("label", "kind", "name"),
        [
            ("she", "person", "a woman (not named)"),
            ("They", "unknown", "people (not named)"),
            ("it", "unknown", "something (not named)"),
            ("It Bank", "organization", "It Bank"),
        ],
    )
    def test_whoever_is_not_named_is_called_by_kind(self, label: str, kind: str, name: str) -> None:
        assert name_unnamed(label, kind) == name
