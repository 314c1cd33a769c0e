from __future__ import annotations

import re
import struct
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from paths import ROOT
from pyoxigraph import Literal, NamedNode, Quad, Store
from tiers import nightly

from graphkit.errors import OptionalDependencyError, OutputError
from graphkit.model.vocabulary import GK, RDF, SCHEMA, SKOS, XSD, Addresses
from graphkit.visualisation import render_figure
from graphkit.visualisation.figure import choose, lay_out
from graphkit.visualisation.figure.paint import plan_legend
from graphkit.visualisation.figure.shapes import LABEL, NAME, PAGE, Drawing, is_boxed, measure, merge, sample
from graphkit.visualisation.scene import Scene, compose

pytest.importorskip("matplotlib")

EX = Addresses()
TRIG = ROOT / "tests" / "data" / "picture" / "quarry.trig"
VIEWS = ("claims", "disputes", "who")


def make_store(points: int, voices: int = 2) -> Store:
    """Make a graph of claims; each is affirmed by one party and denied by `voices - 1` others."""
    store, doc = Store(), EX.document("e" * 16)
    quads: list[Quad] = []

    def say(s: str, p: str, o: str | Literal) -> None:
        quads.append(Quad(NamedNode(s), NamedNode(p), NamedNode(o) if isinstance(o, str) else o, NamedNode(doc)))

    say(doc, f"{RDF}type", f"{GK}Document")
    for number in range(voices * 3):
        say(EX.entity(f"p{number}"), f"{RDF}type", f"{SCHEMA}Organization")
        say(EX.entity(f"p{number}"), f"{SKOS}prefLabel", Literal(f"Party {number}"))
    for number in range(points):
        for voice in range(voices):
            claim = EX.claim("e" * 16, f"{number * 100 + voice}-{number * 100 + voice + 1}")
            say(claim, f"{RDF}type", f"{GK}Claim")
            say(claim, f"{GK}inDocument", doc)
            say(claim, f"{GK}source", EX.entity(f"p{voice + voices * (number % 3)}"))
            say(claim, f"{GK}content", Literal(f"the thing of number {number} came to pass"))
            say(claim, f"{GK}act", f"{GK}denies" if voice else f"{GK}asserts")
            say(claim, f"{GK}stance", f"{GK}rejects" if voice else f"{GK}affirms")
            say(claim, f"{GK}confidence", Literal("0.9", datatype=NamedNode(f"{XSD}decimal")))
    store.bulk_extend(quads)
    return store


def lay_out_view(scene: Scene, view: str) -> Drawing:
    chosen, links, _ = choose(scene, view)
    return lay_out(chosen, view, links)


def read_alt(svg: bytes) -> str:
    found = ElementTree.fromstring(svg).find("{http://www.w3.org/2000/svg}desc")
    assert found is not None
    assert found.text
    return found.text


def read_png_text(png: bytes) -> dict[str, str]:
    texts, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] in (b"tEXt", b"iTXt"):
            key, _, value = png[at + 8 : at + 8 + length].partition(b"\0")
            texts[key.decode()] = value.decode("utf-8", "replace")
        at += 12 + length
    return texts


@pytest.fixture(scope="module", params=["quarry", "rotated", "hostile", "many"])
def scene(request: pytest.FixtureRequest, quarry: Store, rotated: Store, hostile: Store) -> Scene:
    stores = {"quarry": quarry, "rotated": rotated, "hostile": hostile}
    return compose(stores[request.param] if request.param in stores else make_store(3, 7))


@pytest.fixture(scope="module", params=VIEWS)
def drawing(request: pytest.FixtureRequest, scene: Scene) -> Drawing:
    return lay_out_view(scene, request.param)


@pytest.mark.slow
class TestPlaces:
    def test_no_two_nodes_or_names_overlap(self, drawing: Drawing) -> None:
        for one, other in combinations(drawing.shapes, 2):
            assert not any(a.overlaps(b) for a in (one.body, one.text) for b in (other.body, other.text))

    def test_text_stays_in_its_box(self, drawing: Drawing) -> None:
        for shape in drawing.shapes:
            size = LABEL if is_boxed(shape.kind) else NAME
            assert max(measure(line, size) for line in shape.lines) <= shape.text.right - shape.text.left + 0.01
            if is_boxed(shape.kind):
                assert shape.body.left + 3 < shape.text.left
                assert shape.text.right < shape.body.right - 3
                assert shape.body.top < shape.text.top
                assert shape.text.bottom < shape.body.bottom

    def test_everything_stays_on_the_page(self, drawing: Drawing) -> None:
        rects = [rect for shape in drawing.shapes for rect in (shape.body, shape.text)]
        rects += [line.label for line in drawing.lines if line.label]
        assert all(
            r.left >= 0 and r.top >= 0 and r.right <= drawing.width and r.bottom <= drawing.height for r in rects
        )
        assert all(0 <= x <= drawing.width for line in drawing.lines for x, _ in sample(line.curves))

    @pytest.mark.parametrize("view", ["claims", "disputes"])
    def test_a_normal_article_fits_a_page(self, quarry: Store, view: str) -> None:
        drawing = lay_out_view(compose(quarry), view)
        assert drawing.width <= PAGE
        assert drawing.height <= 648

    def test_the_legend_explains_what_occurs_and_only_that(self, quarry: Store) -> None:
        drawing = lay_out_view(compose(quarry), "disputes")
        entries, _ = plan_legend(drawing, drawing.width, "")
        texts = {text for *_, text in entries}
        assert {"affirms", "rejects", "alleges", "document", "claim", "contested: rejected, or put otherwise"} <= texts
        assert not texts & {"reports, asks, other", "news outlet", "only affirmed", "place"}
        assert all(x + measure(text, LABEL) <= drawing.width for x, *_, text in entries)


@pytest.mark.slow
class TestLines:
    @pytest.mark.parametrize("view", ["claims", "disputes"])
    def test_no_line_crosses_what_is_not_its_end(self, scene: Scene, view: str) -> None:
        drawing = lay_out_view(scene, view)
        for line in drawing.lines:
            points = list(sample(line.curves, 1.0))
            for shape in drawing.shapes:
                if shape.id not in (line.edge.source, line.edge.target):
                    assert not any(shape.body.contains(p) or shape.text.contains(p) for p in points)

    def test_a_line_runs_under_neither_of_its_ends(self, drawing: Drawing) -> None:
        shapes = {shape.id: shape for shape in drawing.shapes}
        for line in drawing.lines:
            for end in (shapes[line.edge.source], shapes[line.edge.target]):
                assert not any(end.body.contains(point, -0.6) for point in sample(line.curves, 1.0))
                assert not any(end.text.contains(point, -0.6) for point in sample(line.curves, 1.0))

    @pytest.mark.parametrize("view", ["claims", "disputes"])
    def test_it_arrives_level_at_the_side_of_its_target(self, scene: Scene, view: str) -> None:
        drawing = lay_out_view(scene, view)
        bodies = {shape.id: shape.body for shape in drawing.shapes}
        for line in drawing.lines:
            body = bodies[line.edge.target]
            assert line.heading[1] == 0
            assert body.top < line.tip[1] < body.bottom
            assert min(abs(line.tip[0] - body.left), abs(line.tip[0] - body.right)) < 1.5
            assert line.curves[-1][0][1] == line.curves[-1][3][1] == line.tip[1]

    @pytest.mark.parametrize("view", ["claims", "disputes"])
    def test_lines_to_the_same_side_end_apart_in_the_order_of_their_parties(self, scene: Scene, view: str) -> None:
        drawing = lay_out_view(scene, view)
        shapes = {shape.id: shape for shape in drawing.shapes}
        for one, other in combinations(drawing.lines, 2):
            if one.edge.target != other.edge.target or one.heading != other.heading:
                continue
            assert abs(one.tip[1] - other.tip[1]) > 4
            a, b = shapes[one.edge.source], shapes[other.edge.source]
            if a.body.left == b.body.left and a.centre[1] != b.centre[1]:
                assert (a.centre[1] < b.centre[1]) == (one.tip[1] < other.tip[1])

    def test_a_line_to_a_document_passes_level_between_the_claims(self, quarry: Store) -> None:
        scene = compose(quarry)
        drawing = lay_out_view(scene, "claims")
        claims = [shape.body for shape in drawing.shapes if shape.kind == "claim"]
        left, right = min(body.left for body in claims), max(body.right for body in claims)
        passing = [
            line for line in drawing.lines if scene.nodes[line.edge.target].kind == "work" and line.tip[0] < left
        ]
        through = [line for line in passing if line.heading[0] < 0]
        assert len(through) == 3
        for line in through:
            assert {round(y - line.tip[1], 6) for x, y in sample(line.curves) if left < x < right} == {0}

    def test_what_has_the_same_ends_and_style_is_one_line(self, quarry: Store) -> None:
        scene = compose(quarry)
        link = next(link for link in scene.links if link.act == "denies")
        (edge,) = merge([link, link], scene)
        assert edge.label == "denies +1"

    def test_what_is_known_only_through_somebody_else_is_thin(self, quarry: Store) -> None:
        scene = compose(quarry)
        thin = {edge.label for edge in merge(scene.claim_links(), scene) if edge.thin}
        assert thin == {"praises", "supports"}


class TestLineLabels:
    def test_a_label_meets_no_node_no_name_and_no_other_label(self, drawing: Drawing) -> None:
        labels = [line.label for line in drawing.lines if line.label]
        assert not any(one.overlaps(other) for one, other in combinations(labels, 2))
        rects = [rect for shape in drawing.shapes for rect in (shape.body, shape.text)]
        assert not any(label.overlaps(rect) for label in labels for rect in rects)

    @pytest.mark.parametrize("view", VIEWS)
    def test_nearly_every_line_has_one(self, quarry: Store, view: str) -> None:
        lines = lay_out_view(compose(quarry), view).lines
        assert sum(line.label is not None for line in lines) >= 0.9 * len(lines)


class TestWords:
    def test_the_description_lists_who_does_what(self, quarry: Store) -> None:
        text = read_alt(render_figure(quarry, view="disputes"))
        assert "Halden Stone: denies “dust has harmed the villagers” (contested)." in text
        assert "Edda Brandt: doubts “safety records had been destroyed” (contested)." in text
        assert "Ilmar Kesk: supports the inspectorate's report (contested)." in text
        assert "No comment" not in text

    def test_it_names_through_whom_something_is_known(self, quarry: Store) -> None:
        text = read_alt(render_figure(quarry))
        assert "Veronika Sálter: praises “the cooperation of Halden Stone”, according to Tessaly Wire." in text

    def test_of_many_it_lists_the_first_twenty(self) -> None:
        text = read_alt(render_figure(make_store(14, 2)))
        assert text.count("denies") + text.count("asserts") == 20
        assert "And 8 more." in text

    def test_what_is_left_out_is_said_in_the_figure_and_in_words(self) -> None:
        figure = render_figure(make_store(400, 2))
        note = r"Shown: the \d+ most contested of 400 claims and documents, and \d of 6 parties\."
        assert len(re.findall(note, figure.decode())) == 2
        assert "most contested of 400 contested points" in render_figure(make_store(400, 2), view="disputes").decode()

    def test_an_svg_is_one_picture_with_a_title_a_description_and_no_date(self, quarry: Store) -> None:
        figure = render_figure(quarry).decode()
        root = ElementTree.fromstring(figure)
        assert root.get("role") == "img"
        names = [element.get("id") for element in list(root)[:2]]
        assert root.get("aria-labelledby") == " ".join(name or "" for name in names)
        assert next(iter(root)).text == "Who says what"
        assert "<!DOCTYPE" not in figure
        assert "metadata" not in figure
        addresses = set(re.findall(r"https?://[^\"'<\s]+", figure))
        assert addresses == {"http://www.w3.org/1999/xlink", "http://www.w3.org/2000/svg"}

    def test_text_of_an_svg_stays_text(self, quarry: Store) -> None:
        texts = [e.text for e in ElementTree.fromstring(render_figure(quarry)).iter("{http://www.w3.org/2000/svg}text")]
        assert {"Halden Stone", "dust has harmed the", "declines to comment", "affirms"} <= set(texts)

    @pytest.mark.slow
    def test_png_and_pdf_hold_the_description_too(self, quarry: Store) -> None:
        described = read_png_text(render_figure(quarry, view="disputes", suffix=".png"))
        assert described["Title"] == "Who disputes what with whom"
        assert "Halden Stone: denies" in described["Description"]
        assert set(described) == {"Title", "Description"}
        pdf = render_figure(quarry, view="disputes", suffix=".pdf")
        assert b"/Title (Who disputes what with whom)" in pdf
        assert "Halden Stone: denies".encode("utf-16-be") in re.sub(rb"\\([()\\])", rb"\1", pdf)
        assert b"CreationDate" not in pdf


class TestFigure:
    @pytest.mark.slow
    @pytest.mark.parametrize("view", ["claims", *nightly(["disputes", "who"])])
    @pytest.mark.parametrize(("suffix", "start"), [(".svg", b"<?xml"), (".png", b"\x89PNG"), (".pdf", b"%PDF")])
    def test_the_same_bytes_each_time(self, quarry: Store, view: str, suffix: str, start: bytes) -> None:
        other = Store()
        for quad in sorted(quarry, key=str, reverse=True):
            other.add(quad)
        figure = render_figure(quarry, view=view, suffix=suffix)
        assert figure.startswith(start)
        assert figure == render_figure(other, view=view, suffix=suffix)

    @pytest.mark.slow
    def test_the_same_bytes_under_another_hash_seed(self, tmp_path: Path) -> None:
        code = (
            "import sys, hashlib, pyoxigraph as ox; from graphkit.visualisation import render_figure; s = ox.Store();"
            "s.bulk_load(path=sys.argv[1], format=ox.RdfFormat.TRIG); h = hashlib.sha256()\n"
            "for v in ('claims', 'disputes', 'who'): h.update(render_figure(s, view=v))\n"
            "h.update(render_figure(s, suffix='.png')); print(h.hexdigest())"
        )
        outputs = {
            subprocess.run(
                [sys.executable, "-c", code, str(TRIG)],
                # matplotlib keeps a list of fonts at home
                env={"PYTHONHASHSEED": seed, "PATH": "", "HOME": str(tmp_path)},
                cwd=ROOT,
                capture_output=True,
                check=True,
            ).stdout
            for seed in ("1", "2")
        }
        assert len(outputs) == 1

    @pytest.mark.slow
    def test_the_users_own_settings_change_nothing(self, quarry: Store) -> None:
        import matplotlib

        expected = render_figure(quarry)
        with matplotlib.rc_context({"font.size": 30, "lines.linewidth": 9, "font.family": "serif"}):
            assert render_figure(quarry) == expected

    def test_a_figure_of_what_is_contested_leaves_the_rest_out(self, quarry: Store) -> None:
        figure = render_figure(quarry, view="disputes").decode()
        assert "dust has harmed the" in figure
        assert "No comment" not in figure

    def test_it_is_small(self, quarry: Store) -> None:
        assert len(render_figure(quarry)) < 60_000

    @pytest.mark.slow
    @pytest.mark.parametrize("view", VIEWS)
    @pytest.mark.parametrize("suffix", [".svg", *nightly([".png", ".pdf"])])
    def test_hostile_text_is_only_text(self, hostile: Store, rotated: Store, view: str, suffix: str) -> None:
        for store in (hostile, rotated):
            figure = render_figure(store, view=view, suffix=suffix)
            if suffix != ".svg":
                assert b"/JavaScript" not in figure
                continue
            allowed = {"svg", "title", "desc", "defs", "style", "g", "path", "text", "use", "clipPath", "rect"}
            for element in ElementTree.fromstring(figure).iter():
                assert element.tag.rsplit("}", 1)[-1] in allowed
                assert not any(name.startswith("on") for name in element.attrib)
                assert all(value.startswith("#") for name, value in element.attrib.items() if name.endswith("href"))
            assert b"<!--" not in figure.split(b"</desc>")[0]
            assert not set(figure.decode()) & set("\u202e\u2066\u0000\u2028")

    @pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
    @pytest.mark.parametrize("view", VIEWS)
    def test_an_empty_graph_gives_a_small_figure_that_says_so(self, view: str, suffix: str) -> None:
        figure = render_figure(Store(), view=view, suffix=suffix)
        assert len(figure) < 20_000
        if suffix == ".svg":
            assert figure.count(b"Nobody here") == 2
            assert float(ElementTree.fromstring(figure).get("height", "").removesuffix("pt")) < 72

    def test_where_nothing_is_contested_the_figure_says_so(self) -> None:
        figure = render_figure(make_store(3, 1), view="disputes")
        assert read_alt(figure) == "Nobody here rejects what somebody else affirms."
        assert figure.count(b"Nobody here rejects what somebody else affirms.") == 2

    def test_what_cannot_be_drawn_is_said(self, quarry: Store) -> None:
        with pytest.raises(OutputError, match=r"\.svg, \.png or \.pdf"):
            render_figure(quarry, suffix=".gif")
        with pytest.raises(OutputError, match="claims, disputes or who"):
            render_figure(quarry, view="nonsense")

    def test_a_missing_library_is_named_with_the_way_to_get_it(
        self, quarry: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "matplotlib", None)
        with pytest.raises(OptionalDependencyError, match=r"graphkit\[figures\]"):
            render_figure(quarry)
