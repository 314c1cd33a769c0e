from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import read_table
from paths import ROOT
from pyoxigraph import Literal, NamedNode, Quad, Store

from graphkit.analysis.sentences import sentence
from graphkit.model.vocabulary import GK, RDF, SCHEMA, SKOS, XSD, Addresses
from graphkit.visualisation import render_html
from graphkit.visualisation.labels import clean, shorten, width, wrap
from graphkit.visualisation.layout import place_claims, place_parties
from graphkit.visualisation.payload import payload
from graphkit.visualisation.scene import NOBODY, Scene, compose
from graphkit.visualisation.selection import select_opening, select_party_links

EX = Addresses()
TRIG = ROOT / "tests" / "data" / "picture" / "quarry.trig"


def make_big(claims: int, parties: int = 30) -> Store:
    """Make a graph of many claims; every tenth is affirmed by one party and denied by another."""
    store, doc = Store(), EX.document("e" * 16)
    quads: list[Quad] = []

    def say(s: str, p: str, o: str | Literal) -> None:
        quads.append(Quad(NamedNode(s), NamedNode(p), NamedNode(o) if isinstance(o, str) else o, NamedNode(doc)))

    say(doc, f"{RDF}type", f"{GK}Document")
    for number in range(parties):
        say(EX.entity(f"p{number}"), f"{RDF}type", f"{SCHEMA}Organization")
        say(EX.entity(f"p{number}"), f"{SKOS}prefLabel", Literal(f"Party {number}"))
    for number in range(claims):
        topic, denies = (number // 10 * 10, number % 10 == 1)
        claim = EX.claim("e" * 16, f"{number}-{number + 1}")
        say(claim, f"{RDF}type", f"{GK}Claim")
        say(claim, f"{GK}inDocument", doc)
        say(claim, f"{GK}source", EX.entity(f"p{(number * 7) % parties}"))
        say(claim, f"{GK}content", Literal(f"the thing of number {topic if denies else number} came to pass"))
        say(claim, f"{GK}act", f"{GK}denies" if denies else f"{GK}asserts")
        say(claim, f"{GK}stance", f"{GK}rejects" if denies else f"{GK}affirms")
        say(claim, f"{GK}confidence", Literal("0.9", datatype=NamedNode(f"{XSD}decimal")))
    store.bulk_extend(quads)
    return store


@pytest.fixture(scope="module")
def scene(quarry: Store) -> Scene:
    return compose(quarry)


@pytest.fixture(scope="module")
def page(quarry: Store, texts: Mapping[str, str]) -> str:
    return render_html(quarry, title="The quarry", texts=texts)


def read_json(page: str, name: str) -> dict[str, Any]:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


class TestLabels:
    @given(st.text(max_size=300), st.integers(8, 40), st.integers(1, 5))
    def test_a_wrapped_label_keeps_to_its_lines_and_columns(self, text: str, columns: int, lines: int) -> None:
        wrapped = wrap(text, columns, lines).split("\n")
        assert len(wrapped) <= lines
        assert all(width(line) <= columns for line in wrapped)

    @given(st.text(max_size=300), st.integers(8, 60))
    def test_a_shortened_text_fits(self, text: str, columns: int) -> None:
        assert width(shorten(text, columns)) <= columns

    def test_nothing_that_turns_the_line_or_cannot_be_seen_stays(self) -> None:
        assert clean("a\u202eb\u0000c\ufeff\u2066d\n e") == "abcd e"

    def test_joined_emoji_and_marks_stay_whole(self) -> None:
        assert clean("👨‍👩‍👧 é̂") == "👨‍👩‍👧 é̂"

    def test_wide_characters_count_twice(self) -> None:
        assert width("報告") == 4
        assert wrap("報告書は十二月に発表された", 10, 9).count("\n") == 2


class TestSentence:
    @pytest.mark.parametrize(
        ("text", "inside", "expected"),
        [
            ("It rained. Ada said so. Then it stopped.", "said", "Ada said so."),
            ("“It rained.” Ada said so.", "said", "Ada said so."),
            ("A title\n\nAda said so.", "said", "Ada said so."),
            ("Ada said so", "said", "Ada said so"),
            ("Ada, of 3.5 m, said so. No.", "said", "Ada, of 3.5 m, said so."),
            ("Who? Ada said “I did.” She left.", "I did", "Ada said “I did.”"),
        ],
    )
    def test_it_ends_where_the_reader_ends_it(self, text: str, inside: str, expected: str) -> None:
        start = text.index(inside)
        first, last = sentence(text, start, start + len(inside))
        assert text[first:last] == expected

    @given(st.text(min_size=1, max_size=400), st.data())
    def test_it_always_covers_the_stretch(self, text: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        first, last = sentence(text, start, end)
        assert 0 <= first <= start < end <= last <= len(text)


class TestScene:
    def test_links_name_who_what_and_through_whom(self, scene: Scene) -> None:
        praise = next(link for link in scene.links if link.act == "praises")
        assert scene.nodes[praise.source].label == "Veronika Sálter"
        assert [scene.nodes[key].label for key in praise.via] == ["Tessaly Wire"]

    def test_a_work_with_stances_is_one_node_that_also_speaks(self, scene: Scene) -> None:
        works = [node for node in scene.nodes.values() if node.kind == "work"]
        assert [(work.middle, work.state) for work in works] == [(True, "contested")]
        assert {link.act for link in scene.links if link.source == works[0].id} == {"asserts", "demands", "urges"}

    def test_who_rejects_a_claim_disputes_those_who_affirm_it(self, scene: Scene) -> None:
        pairs = {
            (scene.nodes[li.source].label, scene.nodes[li.target].label) for li in scene.links if li.group == "dispute"
        }
        assert pairs == {
            ("Halden Stone", "Veronika Sálter"),
            ("Halden Stone", "Northern Valleys Union"),
            ("Edda Brandt", "Former quarry workers"),
        }

    def test_a_claim_of_nobody_named_gets_a_node_that_says_so(self, quarry: Store) -> None:
        store = Store()
        store.extend(q for q in quarry if q.predicate.value != f"{GK}source")
        scene = compose(store)
        nobody = {key for key, node in scene.nodes.items() if node.kind == "nobody"}
        assert nobody == {NOBODY + article.iri for article in scene.articles}
        assert all(link.source in nobody for link in scene.links if link.group == "voice")


class TestLayout:
    def test_those_who_reject_stand_on_the_right(self, scene: Scene) -> None:
        placed = {scene.nodes[p.id].label: p for p in place_claims(scene, select_opening(scene))}
        for label in ("Halden Stone", "Chamber of Pits", "Edda Brandt", "Piet Oraño"):
            assert placed[label].column == "right"
        for label in ("Northern Valleys Union", "Ilmar Kesk", "Tessaly Wire", "Former quarry workers"):
            assert placed[label].column == "left"
        assert placed["the inspectorate's report"].column == "works"

    @pytest.mark.parametrize("narrow", [False, True])
    def test_nodes_of_a_column_do_not_overlap(self, scene: Scene, narrow: bool) -> None:
        placed = place_claims(scene, select_opening(scene), narrow=narrow)
        for one in placed:
            for other in placed:
                if one.id < other.id and one.x == other.x:
                    lines = (one.label.count("\n") + other.label.count("\n") + 2) * 16
                    assert abs(one.y - other.y) >= lines / 2

    def test_no_two_parties_share_a_place(self, scene: Scene) -> None:
        places = [(p.x, p.y) for p in place_parties(scene)]
        assert len(places) == len(set(places))

    def test_a_large_graph_opens_on_what_is_contested(self) -> None:
        scene = compose(make_big(400))
        opening = select_opening(scene)
        assert 0 < len(opening) <= 24
        points = [scene.nodes[key] for key in opening if scene.nodes[key].middle]
        assert points
        assert all(point.state == "contested" for point in points)

    def test_no_party_fills_the_opening_alone(self) -> None:
        scene = compose(make_big(400))
        opening = select_opening(scene)
        links = [link for link in scene.claim_links() if link.source in opening and link.target in opening]
        assert max(sum(link.source == party for link in links) for party in opening) < len(links) / 3

    def test_of_many_parties_those_who_take_sides_are_shown_first(self) -> None:
        scene = compose(make_big(3000, parties=997))
        few, everyone = select_party_links(scene), scene.party_links()
        assert len({end for link in few for end in (link.source, link.target)}) <= 22 < len(everyone)
        assert all(link.sign for link in few)
        assert len(place_parties(scene)) <= 22

    def test_a_point_with_more_voices_than_room_is_cut(self) -> None:
        scene = compose(make_big(400))
        assert len(select_opening(scene, above=1, most=1)) == 1

    def test_every_node_has_a_place_when_all_are_shown(self) -> None:
        scene = compose(make_big(400))
        everything = frozenset(end for link in scene.claim_links() for end in (link.source, link.target))
        placed = place_claims(scene, everything)
        assert len({(p.x, p.y) for p in placed}) == len(everything)


class TestPage:
    def test_the_same_graph_gives_the_same_bytes(self, quarry: Store, texts: Mapping[str, str], page: str) -> None:
        other = Store()
        for quad in sorted(quarry, key=str, reverse=True):
            other.add(quad)
        assert render_html(other, title="The quarry", texts=dict(reversed(list(texts.items())))) == page

    @pytest.mark.slow
    def test_the_same_bytes_under_another_hash_seed(self, page: str) -> None:
        code = (
            "import sys, hashlib, pyoxigraph as ox; from graphkit.visualisation import render_html; s = ox.Store();"
            "s.bulk_load(path=sys.argv[1], format=ox.RdfFormat.TRIG);"
            "print(hashlib.sha256(render_html(s, title='The quarry').encode()).hexdigest())"
        )
        outputs = {
            subprocess.run(
                [sys.executable, "-c", code, str(TRIG)],
                env={"PYTHONHASHSEED": seed, "PATH": "", "HOME": str(ROOT)},
                cwd=ROOT,
                capture_output=True,
                check=True,
            ).stdout
            for seed in ("1", "2", "3")
        }
        assert len(outputs) == 1

    def test_importing_it_takes_no_drawing_library_along(self) -> None:
        heavy = ("pyvis", "matplotlib", "networkx", "jinja2", "IPython")
        code = f"import sys, graphkit.visualisation; print([m for m in {heavy} if m in sys.modules])"
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
        assert done.stdout.strip() == "[]"

    def test_nothing_is_left_in_the_working_folder(
        self, quarry: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        render_html(quarry, title="x")
        assert list(tmp_path.iterdir()) == []

    def test_it_is_one_document_with_one_heading_and_a_policy(self, page: str) -> None:
        assert page.startswith("<!doctype html>")
        assert page.count("<h1") == 1
        assert '<html lang="en">' in page
        assert page.index("Content-Security-Policy") < page.index("<script")
        assert "<link" not in page
        assert " src=" not in page.split("<script")[0]

    def test_the_policy_names_the_two_scripts_by_their_hash(self, page: str) -> None:
        scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
        assert len(scripts) == 2
        policy = page.split('Content-Security-Policy" content="')[1].split('"')[0].replace("&#39;", "'")
        for script in scripts:
            digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]

    def test_hostile_text_stays_inside_json(self, hostile: Store, payloads: list[str]) -> None:
        page = render_html(hostile, title=payloads[1], texts={})
        outside = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
        assert "pwned" not in re.sub(r"<(title|h1)>.*?</\1>", "", outside)
        benign = render_html(Store(), title="x")
        assert page.count("<script") == benign.count("<script")
        assert page.count("</script") == benign.count("</script") == 4
        assert payloads[0] in read_table(read_json(page, "data")["nodes"])[0]["label"]

    def test_all_that_is_shown_lies_in_the_page(self, page: str, texts: Mapping[str, str]) -> None:
        data = read_json(page, "data")
        articles = read_table(data["articles"])
        assert {article["text"] for article in articles} == set(texts.values())
        claims = [reading for reading in read_table(data["readings"]) if reading["act"]]
        assert len(claims) == 19
        for reading in claims:
            text = articles[reading["article"]]["text"]
            starts, ends = reading["spans"][::3], reading["spans"][1::3]
            assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))
            first, last = reading["sentence"]
            assert first <= min(starts)
            assert last >= max(ends)

    def test_without_texts_the_exact_spans_are_in_the_page(self, quarry: Store) -> None:
        data = payload(compose(quarry), title="x", texts={})
        denial = next(reading for reading in read_table(data["readings"]) if reading["act"] == "denies")
        assert denial["exact"] == ["Halden Stone", "denied", "dust has harmed the villagers"]
        assert denial["sentence"] == []

    @pytest.mark.slow
    def test_of_more_than_a_browser_draws_the_page_offers_no_picture_of_all(self) -> None:
        data = payload(compose(make_big(9000, parties=50)), title="x", texts={})
        assert len(data["nodes"]["rows"]) > 8000
        assert data["places"]["claimsAll"] == []
        assert 0 < len(data["places"]["claims"]) <= 20

    def test_an_empty_graph_gives_a_page_too(self) -> None:
        assert "<h1>Nothing</h1>" in render_html(Store(), title="Nothing")

    def test_a_lone_surrogate_can_be_written(self, quarry: Store) -> None:
        assert render_html(quarry, title="a\ud800b").encode("utf-8", "replace")
