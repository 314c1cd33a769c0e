"""Narrow a graph to the articles that somebody asks about, and draw the large ones narrowed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from newsroom import Newsroom
from pyoxigraph import Literal, NamedNode, Quad

from graphkit import graph, store
from graphkit.analysis import metrics, network
from graphkit.cli import cli
from graphkit.errors import QueryError, StoreError
from graphkit.graph import KnowledgeGraph
from graphkit.model.vocabulary import BASE, DCTERMS, GK, PROV, RDF, XSD, Addresses
from graphkit.query import counts
from graphkit.store import GraphStore

EX = Addresses()


class Desk(Newsroom):
    """A newsroom whose articles mention those who speak, and that knows copies and decisions."""

    def __init__(self) -> None:
        super().__init__()
        self.by_name: dict[str, str] = {}

    def report(self, name: str, *, denials: int = 0, claims: int = 1, **facts: str) -> str:
        """Add an article in which Bolt says things and Acme denies some of them."""
        said = "".join(f"Bolt said that {name} {number} is so. " for number in range(claims))
        denied = "".join(f"Acme denied that {name} {number} is so. " for number in range(denials))
        document = self.write(said + denied, **{"title": name, "issued": "", "publisher": "", **facts})
        bolt = self.mention(document, "Bolt", 0)
        for number in range(claims):
            self.claim(document, "Bolt", "said", f"{name} {number} is so", who=bolt)
        for number in range(denials):
            acme = self.mention(document, "Acme", len(said))
            content = f"{name} {number} is so"
            self.claim(document, "Acme", "denied", f"that {content}", who=acme, act="denies")
        self.put(document, f"{DCTERMS}identifier", Literal(f"{name}.txt"), document)
        self.by_name[name] = document
        return document

    def mention(self, document: str, name: str, start: int) -> str:
        who = self.name(document, name, slug=name.lower())
        span = f"{document}#char={start},{start + len(name)}"
        self.put(span, f"{RDF}type", NamedNode(f"{GK}Mention"), document)
        self.put(span, f"{GK}refersTo", NamedNode(who), document)
        return who

    def repeat(self, copy: str, of: str) -> None:
        graph = EX.graph("duplicates")
        self.put(self.by_name[copy], f"{GK}nearDuplicateOf", NamedNode(self.by_name[of]), graph)
        self.put(graph, f"{PROV}wasGeneratedBy", NamedNode(EX.run("1")), graph)

    def decide(self, name: str, first: str, second: str) -> None:
        graph, node = EX.graph("identity"), EX.identity(name)
        self.put(node, f"{RDF}type", NamedNode(f"{GK}IdentityDecision"), graph)
        for term, document in (("first", first), ("second", second)):
            self.put(node, GK + term, NamedNode(f"{self.by_name[document]}#char=0,4"), graph)

    def put(self, subject: str, predicate: str, value: NamedNode | Literal, graph: str) -> None:
        self.store.add(Quad(NamedNode(subject), NamedNode(predicate), value, NamedNode(graph)))


def make_desk() -> Desk:
    desk = Desk()
    desk.report("calm", claims=3, issued="2024-01-05", publisher="The Herald")
    desk.report("row", claims=1, denials=2, issued="2024-02-10T08:00:00Z", publisher="Morning Post")
    desk.report("copy", claims=1, denials=3, issued="2024-02-11", publisher="Herald")
    desk.report("hint", claims=1, denials=1, issued="2025", publisher="Morning Post")
    desk.report("undated", claims=2)
    desk.repeat("copy", "row")
    desk.decide("kept", "row", "copy")
    desk.decide("parted", "row", "calm")
    desk.put(EX.run("1"), f"{RDF}type", NamedNode(f"{PROV}Activity"), EX.graph("provenance"))
    return desk


@pytest.fixture(scope="module")
def desk() -> Desk:
    return make_desk()


@pytest.fixture(params=["memory", "disk", "server"])
def held(request: pytest.FixtureRequest, desk: Desk, tmp_path: Path) -> Iterator[GraphStore]:
    """The same graph in every kind of store."""
    if request.param == "memory":
        yield desk.store
    elif request.param == "disk":
        store.create(desk.store, path=tmp_path / "store")
        yield store.open_read_only(tmp_path / "store")
    else:
        server = store.connect(request.getfixturevalue("empty_server"))
        server.bulk_extend(desk.store)
        yield server
        store.close(server)


def names(desk: Desk, kg: KnowledgeGraph) -> list[str]:
    """Tell which articles a graph holds."""
    by_address = {address: name for name, address in desk.by_name.items()}
    return sorted(by_address[name.value] for name in kg.store.named_graphs() if name.value in by_address)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"about": "acme"}, ["copy", "hint", "row"]),
        ({"about": f"{BASE}entity/acme"}, ["copy", "hint", "row"]),
        ({"about": "ex:entity/acme", "publisher": "morning post"}, ["hint", "row"]),
        ({"source": "Acme"}, ["copy", "hint", "row"]),
        ({"publisher": "herald"}, ["calm", "copy"]),
        ({"since": "2024-02-10"}, ["copy", "hint", "row"]),
        ({"since": "2024-02", "until": "2024-02-10"}, ["row"]),
        ({"until": "2024"}, ["calm", "copy", "row"]),
        ({"most": 1}, ["row"]),
        ({"most": 2}, ["hint", "row"]),
        ({"most": 4}, ["calm", "hint", "row", "undated"]),
        ({"most": 5}, ["calm", "copy", "hint", "row", "undated"]),
        ({"publisher": "Herald", "most": 1}, ["copy"]),
    ],
)
def test_the_articles_that_fit_are_left(desk: Desk, wanted: dict[str, str], expected: list[str]) -> None:
    assert names(desk, KnowledgeGraph(desk.store).narrow(**wanted)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"about": "Acmee"}, "no entity in the graph is called 'Acmee'; did you mean 'acme'"),
        ({"source": " "}, "the value of source is empty"),
        ({"publisher": "Heralt"}, "no publisher in the graph is called 'Heralt'; did you mean 'herald'"),
        ({"since": "2024-13"}, "the value of since is '2024-13'; a date is written 2024-05-31"),
        ({"until": "20240531"}, "a date is written 2024-05-31"),
        ({"since": "2025", "until": "2024-12-31"}, "the first is the later one"),
        ({"most": 0}, "ask for one document at least"),
        ({"min_confidence": 1.5}, "the value of min_confidence is 1.5; a confidence is from 0 to 1"),
        ({"about": "Acme", "until": "2024-01"}, "the graph holds no articles about Acme, issued until 2024-01"),
    ],
)
def test_what_fits_nothing_is_said(desk: Desk, wanted: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        KnowledgeGraph(desk.store).narrow(**wanted)  # type: ignore[arg-type]


def test_a_graph_without_dates_or_publishers_says_so() -> None:
    desk = Desk()
    desk.report("plain")
    kg = KnowledgeGraph(desk.store)
    with pytest.raises(QueryError, match="no article says when it was issued"):
        kg.narrow(since="2024")
    with pytest.raises(QueryError, match="no article says who published it"):
        kg.narrow(publisher="Herald")
    with pytest.raises(QueryError, match="the graph holds no articles"):
        KnowledgeGraph(Desk().store).narrow(most=1)


def test_the_copy_holds_what_concerns_its_articles_and_nothing_else(desk: Desk, held: GraphStore) -> None:
    kg = KnowledgeGraph(held, model="m", texts=desk.texts).narrow(about="Acme")
    chosen = {desk.by_name[name] for name in ("copy", "hint", "row")}
    expected = {quad for quad in desk.store if quad.graph_name.value in chosen}
    others = [EX.graph(name) for name in ("duplicates", "identity", "provenance")]
    expected |= {quad for quad in desk.store if quad.graph_name.value in others}
    expected -= {quad for quad in desk.store if quad.subject.value == EX.identity("parted")}
    assert set(kg.store) == expected
    assert set(kg.texts) == chosen
    assert len(kg.texts) == 3
    assert kg.texts[desk.by_name["row"]] == desk.texts[desk.by_name["row"]]
    assert desk.by_name["calm"] not in kg.texts
    assert (kg.model, kg.problems) == ("m", ())


def test_a_copy_whose_original_is_left_out_stays_one(desk: Desk) -> None:
    kg = KnowledgeGraph(desk.store).narrow(publisher="Herald")
    assert kg.analyse().copies == 1
    assert any(quad.predicate.value == f"{GK}nearDuplicateOf" for quad in kg.store)


def test_what_is_seen_is_what_would_be_copied(desk: Desk, held: GraphStore) -> None:
    kg = KnowledgeGraph(held).narrow(about="Acme")
    before = kg.analyse(), kg.count(), sorted(kg.network().nodes), kg.show().html
    assert kg.store is not held
    after = kg.analyse(), kg.count(), sorted(kg.network().nodes), kg.show().html
    assert before == after
    assert before[0] == metrics.analyse(kg.store)


def test_claims_that_match_are_seen_in_place_as_in_a_copy(desk: Desk) -> None:
    claims = {
        name: str(next(desk.store.quads_for_pattern(None, NamedNode(f"{GK}inDocument"), NamedNode(document))).subject)
        for name, document in desk.by_name.items()
    }
    row, hint, calm = (claims[name].strip("<>") for name in ("row", "hint", "calm"))
    cluster = desk.unite(row, hint)
    desk.oppose(row, calm, "number")
    kg = KnowledgeGraph(desk.store).narrow(about="Acme")

    def see() -> tuple[set[str], set[str]]:
        graph = kg.network()
        together = {iri for iri, known in graph.nodes(data=True) if known.get("cluster") == cluster}
        return together, {known["kind"] for _, _, known in graph.edges(data=True)}

    before = see()
    assert before == ({row, hint}, {"says"})
    assert kg.store is not desk.store
    assert see() == before


def test_what_is_added_to_a_narrowed_graph_is_seen_and_stays_there(desk: Desk) -> None:
    kg = KnowledgeGraph(desk.store).narrow(most=1)
    before = len(desk.store)
    new = NamedNode(EX.document("0" * 16))
    kg.store.bulk_extend([Quad(new, NamedNode(f"{RDF}type"), NamedNode(f"{GK}Document"), new)])
    assert kg.count()["documents"] == 2
    assert len(desk.store) == before


def test_a_part_of_a_store_shows_its_graphs_and_no_others(desk: Desk, held: GraphStore) -> None:
    row, calm = (NamedNode(desk.by_name[name]) for name in ("row", "calm"))
    part = store.Part(held, [row])
    assert list(part.named_graphs()) == [row]
    assert len(part) == len(set(part)) == sum(1 for quad in desk.store if quad.graph_name == row)
    assert not list(part.quads_for_pattern(None, None, None, calm))
    asked = {"documents": 1, "claims": 3, "statements": 0, "mentions": 2, "entities": 2}
    assert counts.count(part) == asked
    assert {article.iri for article in network.read(part).articles} == {row.value}
    assert not list(part.query("SELECT * { GRAPH ?g { ?s ?p ?o } }", named_graphs=[calm]))  # type: ignore[arg-type]
    with pytest.raises(StoreError, match="cannot be changed"):
        part.bulk_extend([])
    with pytest.raises(StoreError, match="cannot be changed"):
        part.remove_graph(row)


def test_counting_is_what_going_through_the_quads_gives(example_kg: KnowledgeGraph, held: GraphStore) -> None:
    for held_ in (example_kg.store, held):
        kinds = {"documents": "Document", "claims": "Claim", "statements": "Statement", "mentions": "Mention"}
        type_ = NamedNode(f"{RDF}type")
        expected = {
            name: len({q.subject for q in held_.quads_for_pattern(None, type_, NamedNode(GK + kind))})
            for name, kind in kinds.items()
        }
        refers = held_.quads_for_pattern(None, NamedNode(f"{GK}refersTo"), None)
        assert KnowledgeGraph(held_).count() == {**expected, "entities": len({q.object for q in refers})}


# -- the picture


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a picture hold two articles."""
    monkeypatch.setattr(graph, "PICTURED", 2)


def read_head(html: str) -> tuple[str, str]:
    [title], note = re.findall("<h1>(.*)</h1>", html), re.findall('<p id="note">(.*)</p>', html)
    return title, note[0] if note else ""


@pytest.mark.usefixtures("few")
def test_a_large_graph_is_drawn_narrowed_and_says_so(desk: Desk) -> None:
    kg = KnowledgeGraph(desk.store, texts=desk.texts)
    html = kg.show().html
    assert read_head(html) == (
        "2 of 5 articles",
        "Those in which most is rejected; graphkit show --about NAME … draws others",
    )
    assert "hint 0 is so" in html
    assert "calm 0 is so" not in html
    assert html == KnowledgeGraph(desk.store, texts=desk.texts).show().html


@pytest.mark.usefixtures("few")
def test_what_was_asked_for_is_drawn_as_it_is(desk: Desk) -> None:
    kg = KnowledgeGraph(desk.store)
    assert read_head(kg.narrow(most=3).show().html) == ("3 of 5 articles", "Those in which most is rejected")
    assert read_head(kg.narrow(most=9).show().html) == ("5 articles", "")
    assert read_head(kg.narrow(until="2024-01").show().html) == (
        "calm",
        "1 of 5 articles: the one issued until 2024-01",
    )
    assert read_head(kg.narrow(about="Acme").show().html) == (
        "2 of 5 articles",
        "Those in which most is rejected, of 3 about Acme; graphkit show --about NAME … draws others",
    )


def test_a_small_graph_has_its_title_alone(desk: Desk) -> None:
    assert read_head(KnowledgeGraph(desk.store).show().html) == ("5 articles", "")


@pytest.mark.usefixtures("few")
def test_a_figure_says_which_part_it_shows(desk: Desk, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    figure = KnowledgeGraph(desk.store).show(tmp_path / "graph.svg").read_text(encoding="utf-8")
    assert "2 of 5 articles: those in which most is rejected." in figure
    assert "graphkit show" not in figure


def test_hostile_names_stay_text(desk: Desk) -> None:
    desk.put(
        f"{BASE}entity/acme", "http://www.w3.org/2004/02/skos/core#altLabel", Literal("<script>x"), EX.document("f")
    )
    html = KnowledgeGraph(desk.store).narrow(about="<script>x").show().html
    assert read_head(html)[1] == "Those about &lt;script&gt;x"


# -- the analysis


def test_betweenness_is_said_to_be_estimated_where_it_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from graphkit.analysis.tables import describe_sample

    exact = metrics.analyse(desk.store)
    assert exact.sampled == 0
    assert describe_sample(exact) == ""
    monkeypatch.setattr(metrics, "_EXACT_BETWEENNESS", 1)
    monkeypatch.setattr(metrics, "_SAMPLE", 1)
    report = metrics.analyse(desk.store)
    assert report == metrics.analyse(desk.store)
    assert report.to_dict()["sampled"] == 1
    assert describe_sample(report) == "Between is estimated by the paths from 1 of 2 parties"


# -- how surely it was read


@pytest.fixture(scope="module")
def unsure() -> KnowledgeGraph:
    """Build an article with a claim of .9 that reports one of .6, which itself reports one of .9."""
    desk = Desk()
    document = desk.write("Bolt said that Acme denied that Crane hailed the plan.")
    outer = desk.claim(
        document, "Bolt", "said", "Acme denied that Crane hailed the plan", who=desk.name(document, "Bolt", slug="bolt")
    )
    middle = desk.claim(
        document, "Acme", "denied", "Crane hailed the plan", who=desk.name(document, "Acme", slug="acme"), outer=outer
    )
    inner = desk.claim(
        document, "Crane", "hailed", "the plan", who=desk.name(document, "Crane", slug="crane"), outer=middle
    )
    for claim, sure in ((outer, "0.9"), (middle, "0.6"), (inner, "0.9")):
        desk.put(claim, f"{GK}confidence", Literal(sure, datatype=NamedNode(f"{XSD}decimal")), document)
    statement, crane, plan = f"{document}/statement/1", f"{BASE}entity/crane", "urn:plan"
    for term, value in (
        (f"{RDF}type", f"{GK}Statement"),
        (f"{RDF}subject", crane),
        (f"{RDF}predicate", f"{GK}praises"),
        (f"{RDF}object", plan),
        (f"{GK}derivedFrom", inner),
    ):
        desk.put(statement, term, NamedNode(value), document)
    desk.put(crane, f"{GK}praises", NamedNode(plan), document)
    return KnowledgeGraph(desk.store, texts=desk.texts)


@pytest.mark.parametrize(("least", "claims", "edges"), [(0.0, 3, 1), (0.6, 3, 1), (0.7, 1, 0), (0.95, 0, 0)])
def test_what_was_read_less_surely_is_left_out_with_all_that_rests_on_it(
    unsure: KnowledgeGraph, least: float, claims: int, edges: int
) -> None:
    left = unsure.narrow(min_confidence=least)
    ask = "SELECT (COUNT(?claim) AS ?n) { GRAPH ?g { ?claim a gk:Claim } }"
    assert [row["n"] for row in left.query(ask).records()] == [str(claims)]
    assert len(list(left.store.quads_for_pattern(None, NamedNode(f"{GK}praises"), None))) == edges
    assert len(list(left.store.quads_for_pattern(None, NamedNode(f"{GK}derivedFrom"), None))) == edges
    assert "claims of confidence" in left.show().html


# -- the commands


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [os.fspath(argument) for argument in arguments])


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = make_desk()
    return KnowledgeGraph(desk.store, texts=desk.texts).save(tmp_path_factory.mktemp("narrowing") / "out")


def test_show_analyse_and_export_take_the_options(out: Path, tmp_path: Path) -> None:
    page, quads = tmp_path / "page.html", tmp_path / "part.nq"
    result = run("show", out, page, "--about", "Acme", "--since", "2024-02", "--most", "1")
    assert result.exit_code == 0, result.output
    assert read_head(page.read_text(encoding="utf-8"))[1].startswith(
        "1 of 5 articles: the one in which most is rejected"
    )
    assert run("analyse", out, "--publisher", "Herald", "--format", "json").output.count('"documents": 2') == 1
    assert run("export", out, quads, "--source", "Acme", "--until", "2024").exit_code == 0
    written = store.load_file(quads)
    assert counts.count_documents(written) == 2
    assert any(quad.subject.value == EX.identity("kept") for quad in written)


def test_an_answer_from_a_server_can_be_narrowed(empty_server: str, out: Path, tmp_path: Path) -> None:
    import graphkit

    graphkit.open_graph(out).upload(empty_server)
    page = tmp_path / "page.html"
    result = run("show", "--store", empty_server, page, "--about", "Acme")
    assert result.exit_code == 0, result.output
    assert read_head(page.read_text(encoding="utf-8")) == ("3 of 5 articles", "Those about Acme")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "OUT", "--about", "Acme"), "name a FILE for the picture of some articles"),
        (("show", "OUT", "x.html", "--since", "May"), "the value of since is 'May'; a date is written 2024-05-31"),
        (("analyse", "OUT", "--since", "2024", "--until", "2023"), "the first is the later one"),
        (("export", "OUT", "x.ttl", "--most", "0"), "0 is not in the range"),
        (("export", "OUT", "x.ttl", "--min-confidence", "80"), "80.0 is not in the range 0<=x<=1"),
    ],
)
def test_slips_are_told_before_the_graph_is_opened(arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.output
