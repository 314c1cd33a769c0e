"""Every question has the answer that a person has checked, and no query writes, leaks or fails without a reason.

`python tests/query/write_expected.py` writes the expected answers anew; read the difference before you commit it.
"""

from __future__ import annotations

import contextlib
import json
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from answers import CHECKED, EXPECTED, VALUES, answer, load_articles
from paths import ROOT
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from graphkit.errors import QueryError
from graphkit.files import resources
from graphkit.language import lexicon
from graphkit.language.relations import find_sides, relations
from graphkit.model.vocabulary import BASE, DCTERMS, GK, SKOS, XSD
from graphkit.query import catalogue, evaluation
from graphkit.query.evaluation import NamedQuery, QueryResult, named, run

if TYPE_CHECKING:
    from graphkit.graph import KnowledgeGraph

NAMES = [question.name for question in named()]


@pytest.fixture(scope="module")
def store() -> Store:
    return load_articles()


def refusal(store: Store, query: str | Path, values: dict[str, str] | None = None) -> str:
    with pytest.raises(QueryError) as caught:
        run(store, query, values)
    message = str(caught.value)
    assert "\n" not in message
    return message


# -- the questions


@pytest.mark.parametrize("name", NAMES)
def test_question_has_its_checked_answer(name: str) -> None:
    file, content = answer(load_articles(name), name, VALUES)
    assert content == (CHECKED / file).read_bytes()
    assert content.count(b"\n") > (0 if file == "is-disputed.csv" else 1), "an answer without rows shows nothing"


def test_documentation_lists_every_question() -> None:
    page = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8").split("## In a browser", 1)[0]
    for question in named():
        assert re.search(rf"^ {question.name} +{re.escape(question.outline[:20])}", page, re.MULTILINE)


def test_questions_stand_in_groups() -> None:
    groups = catalogue.list_groups()
    assert sorted(question.name for group in groups for question in group.questions) == sorted(NAMES)


@pytest.mark.parametrize("question", named(), ids=lambda q: q.name)
def test_question_is_a_sentence_with_a_blank_for_each_value(question: NamedQuery) -> None:
    blanks = [piece for piece in question.pieces if not isinstance(piece, str)]
    assert sorted(blank.parameter.name for blank in blanks) == sorted(p.name for p in question.parameters)
    assert all(blank.empty for blank in blanks)
    assert question.form.endswith("?")
    values = {parameter.name: f"<{parameter.name}>" for parameter in question.parameters}
    assert "[" not in question.fill({})
    assert all(value in question.fill(values) for value in values.values())


@pytest.mark.parametrize("question", [q for q in named() if q.behind], ids=lambda q: q.name)
def test_question_behind_a_question_takes_its_values(question: NamedQuery) -> None:
    name, *pairs = question.behind.split()
    taken = {parameter.name for parameter in catalogue.find(name).parameters}
    for pair in pairs:
        parameter, _, value = pair.partition("=")
        assert parameter in taken
        if value.startswith("{"):
            assert re.search(rf"[?]{value[1:-1]}\b", question.text.split("WHERE", 1)[0])


def test_no_answer_is_left_over() -> None:
    assert {path.stem for path in CHECKED.iterdir()} == set(NAMES)


@pytest.mark.parametrize("name", sorted(path.stem for path in EXPECTED.glob("*.*")))
def test_question_has_its_expected_answer_over_the_example(example_kg: KnowledgeGraph, name: str) -> None:
    values = json.loads((EXPECTED.parent / "parameters.json").read_text(encoding="utf-8"))
    file, content = answer(example_kg.store, name, values)
    assert content == (EXPECTED / file).read_bytes()


@pytest.mark.parametrize("question", named(), ids=lambda q: q.name)
def test_question_says_what_it_asks_and_expects(question: NamedQuery) -> None:
    assert question.question.endswith("?")
    assert question.expects.endswith(".")
    assert question.name == question.name.lower()
    for parameter in question.parameters:
        assert f"VALUES ?{parameter.name} {{ UNDEF }}" in question.text
    assert "ORDER BY" in question.text or not question.text.split("WHERE", 1)[0].rstrip().endswith("SELECT")


def test_question_names_every_parameter_that_it_takes() -> None:
    for question in named():
        places = question.text.count("{ UNDEF }")
        assert places == len(question.parameters), question.name


@pytest.mark.parametrize("name", NAMES)
def test_question_is_sparql_that_another_engine_reads(name: str) -> None:
    from rdflib.plugins.sparql.parser import parseQuery

    from graphkit.model.vocabulary import PREFIXES

    text = (resources.ontology() / "queries" / f"{name}.rq").read_text(encoding="utf-8")
    parseQuery("\n".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items()) + "\n" + text)


@pytest.mark.parametrize("name", NAMES)
def test_question_counts_a_shared_triple_once(store: Store, name: str) -> None:
    """The same document under a second name adds rows about itself, and repeats none."""
    result = run(store, name, VALUES.get(name))
    assert len(set(result.rows)) == len(result.rows)


@pytest.mark.parametrize(
    ("name", "values", "column", "expected"),
    [
        ("who-denies-what", {"who": "norvik"}, "denied", ["that it had bribed officials"]),
        ("who-denies-what", {"who": "CORVO"}, "denied", ["that Port Ansel had sold the quay"]),
        ("who-denies-what", {"who": "ex:entity/norvik"}, "source", ["Norvik"]),
        ("who-denies-what", {"who": f"{BASE}entity/norvik"}, "source", ["Norvik"]),
        ("who-denies-what", {"who": f"<{BASE}entity/norvik>"}, "source", ["Norvik"]),
        ("who-denies-what", {"who": "Radio Ansel"}, "source", []),
        ("who-said-what", {"act": "asks"}, "source", ["Abel Quist"]),
        ("who-said-what", {"act": "declines to comment"}, "source", ["Ines Corvo"]),
        ("who-said-what", {"act": "gk:promises", "who": "Norvik"}, "content", ["that it would rebuild the quay"]),
        ("who-said-what", {"document": "quay", "who": "Leif"}, "content", ["Corvo"]),
        ("who-said-what", {"document": "who sold the quay?", "who": "Leif"}, "content", ["Corvo"]),
        ("who-said-what-about", {"about": "Quist", "who": "One insider"}, "does", ["alleges"]),
        (
            "claims-by-quotation",
            {"quotation": "direct", "who": "Leif"},
            "content",
            ['"Norvik did not pay Judge Abel Quist,"'],
        ),
        ("demands", {"of": "Norvik"}, "source", ["the harbour report"]),
        ("demands", {"of": "Port Ansel"}, "source", []),
        ("disputes", {"who": "Leif"}, "holder", ["One insider", "the harbour report"]),
        ("addressees", {"whom": "Norvik", "act": "demands"}, "source", ["the harbour report"]),
        ("addressees", {"who": "Norvik"}, "source", []),
        (
            "evidence-spans",
            {"who": "Leif", "what": "Corvo"},
            "words",
            ["Leif", "Leif", "praised", "praised", *["Corvo"] * 2],
        ),
        ("most-disputed", {"what": "Port Ansel"}, "disputed", ["Port Ansel sell the quay"]),
        ("most-disputed", {"what": "Quist"}, "kind", ["proposition"]),
        ("quotation-counts", {"who": "Leif"}, "direct", ["1"]),
        ("roles-over-time", {"who": "Leif"}, "state", ["held", "not held"]),
        ("roles-over-time", {"organization": "Norvik"}, "title", ["spokesman"]),
        ("shared-stances", {"who": "Leif"}, "one", ["Norvik"]),
        ("shared-stances", {"who": "Corvo"}, "one", []),
        ("shared-stances", {"what": "the harbour report"}, "stance", ["against"]),
        ("relations", {"predicate": "gk:speaksFor"}, "object", ["Norvik"]),
        ("relations", {"predicate": "speaks for"}, "object", ["Norvik"]),
        ("relations", {"predicate": "speaksFor"}, "object", ["Norvik"]),
        ("relations", {"predicate": "marriedTo"}, "object", []),
        ("shared-stances", {"who": "L\u00e9if"}, "one", ["Norvik"]),
        ("roles", {"organization": "the city"}, "title", ["Mayor"]),
        ("said-on", {"on": "2031-03-03"}, "source", ["Ines Corvo"]),
        ("said-on", {"on": "2031-03-04"}, "source", []),
        ("said-on", {"on": "2031-03"}, "source", ["Ines Corvo"]),
        ("said-on", {"on": "2031", "text": "no such words"}, "source", []),
        ("search-claims", {"text": "secret"}, "source", ["people close to the talks"]),
        ("search-claims", {"text": '" } #'}, "source", []),
    ],
)
def test_values_narrow_a_question(
    store: Store, name: str, values: dict[str, str], column: str, expected: list[str]
) -> None:
    assert [row[column] for row in run(store, name, values).records()] == expected


def test_article_itself_is_a_side_of_a_dispute() -> None:
    articles = load_articles()
    document = NamedNode(f"{BASE}doc/45125b8b3bfd1665")
    bribing = run(articles, "SELECT DISTINCT ?p { ?p a gk:Proposition ; rdf:predicate/rdfs:label 'bribe' }").rows[0][0]
    statement = NamedNode(f"{document.value}/statement/own")
    assert bribing is not None
    for name, value in {
        f"{GK}proposition": bribing,
        f"{GK}polarity": NamedNode(f"{GK}positive"),
        f"{GK}certainty": NamedNode(f"{GK}certain"),
        f"{GK}inDocument": document,
    }.items():
        articles.add(Quad(statement, NamedNode(name), value, document))
    rows = run(articles, "disputes", {"who": "norvik"}).records()
    assert ("(the article harbour)", "Norvik") in {(row["holder"], row["contester"]) for row in rows}


def test_change_of_position_is_told_in_the_order_of_time() -> None:
    articles = load_articles("changed-positions")
    rows = run(articles, "changed-positions", {"who": "Rolf Osei"}).records()
    assert [(row["first"], row["forOn"], row["againstOn"]) for row in rows] == [("for", "2031-05-01", "2031-06-02")]
    [spill] = run(articles, "SELECT ?d { ?d dcterms:identifier 'spill' }").rows
    issued = next(articles.quads_for_pattern(NamedNode(spill[0].value), NamedNode(f"{DCTERMS}issued"), None, None))  # type: ignore[union-attr]
    for day, first in {"2031-07-01": "against", "2031-06-02": "?", "2031": "?", "2030": "for"}.items():
        articles.remove(issued)
        issued = Quad(issued.subject, issued.predicate, Literal(day), issued.graph_name)
        articles.add(issued)
        rows = run(articles, "changed-positions").records()
        assert [row["first"] for row in rows] == [first, first]
    articles.remove(issued)
    assert [row["forOn"] for row in run(articles, "changed-positions").records()] == ["", ""]


def test_chain_with_a_name_in_it_is_no_unnamed_chain() -> None:
    articles = load_articles("changed-positions")
    assert [row["source"] for row in run(articles, "unnamed-chains").records()] == ["a diver", "Two guards"]
    [outer] = run(articles, "SELECT ?o ?d { GRAPH ?d { ?c gk:reportedIn ?o } }").rows
    document, named_ = NamedNode(outer[1].value), NamedNode(f"{BASE}entity/ada-brandt")  # type: ignore[union-attr]
    articles.add(Quad(NamedNode(outer[0].value), NamedNode(f"{GK}source"), named_, document))  # type: ignore[union-attr]
    assert run(articles, "unnamed-chains").rows == ()


# -- values


def test_value_that_names_several_things_stands_for_all_of_them() -> None:
    copy = load_articles()
    other = NamedNode(f"{BASE}entity/norvik-2")
    document = NamedNode(f"{BASE}doc/45125b8b3bfd1665")
    copy.add(Quad(other, NamedNode(f"{SKOS}altLabel"), Literal("NORVIK"), document))
    result = run(copy, "who-denies-what", {"who": "Norvik"})
    assert set(result.bound["who"]) == {NamedNode(f"{BASE}entity/norvik"), other}
    assert [row["source"] for row in result.records()] == ["Norvik"]


@pytest.mark.parametrize(
    ("query", "values", "message"),
    [
        ("search-claims", {}, "needs a value for text: --bind text=…"),
        ("who-denies-what", {"whom": "x"}, "takes no 'whom'; it takes: who"),
        ("who-denies-what", {"who": "Norvic"}, "did you mean 'norvik'?"),
        ("who-denies-what", {"who": "xyzzy"}, "give its name or its address"),
        ("who-denies-what", {"who": "  "}, "the value of who is empty"),
        ("who-denies-what", {"who": "<http://a b>"}, "no address"),
        ("who-denies-what", {"who": "\ud800"}, "half a character"),
        ("who-said-what", {"act": "deny"}, "act is one of: asserts, denies"),
        ("said-on", {"on": "Monday"}, "a date is written 2024-05-31, 2024-05 or 2024"),
        ("ASK { ?a ?b ?c }", {"x": "1"}, "has no variable ?x"),
        ("ASK { ?a ?b ?c }", {"a b": "1"}, "no name of a variable"),
        ("SELECT * { ?a ?b ?c } VALUES ?a { ex:a }", {"b": "x"}, "write VALUES ?b { UNDEF }"),
        ("# parameters: x (colour)\nASK { ?x ?y ?z }", {}, "gives x the kind 'colour'; there are: entity"),
    ],
)
def test_value_that_does_not_fit_is_refused(store: Store, query: str, values: dict[str, str], message: str) -> None:
    assert message in refusal(store, query, values)


def test_values_for_a_query_without_a_head_may_be_names_texts_numbers_and_dates(store: Store) -> None:
    def ask(text: str, **values: str) -> list[dict[str, str]]:
        return run(store, text, values).records()

    assert ask("SELECT ?x { ?x gk:opposes ?y } ORDER BY ?x", y="the harbour report") == [
        {"x": "ex:entity/norvik"},
        {"x": "ex:entity/tomas-leif"},
    ]
    assert ask("SELECT DISTINCT ?e { ?e skos:altLabel ?l }", l="Leif") == [{"e": "ex:entity/tomas-leif"}]
    assert ask("SELECT DISTINCT ?s { ?c oa:start ?n ; oa:exact ?s }", n="117") == [{"s": "Norvik"}]
    assert ask("SELECT DISTINCT ?c { ?c gk:utteredOn ?d }", d="2031-03-03")
    assert ask("SELECT DISTINCT ?r { ?r gk:current ?c ; gk:title ?t }", c="false", t="harbour master")
    assert ask("SELECT DISTINCT ?c { ?c a gk:Claim ; gk:confidence ?n }", n="0.8")
    assert ask("SELECT DISTINCT ?c { VALUES ?n { UNDEF } ?c gk:confidence ?n FILTER(?n > 0.85) }", n="0.8") == []
    assert ask("SELECT DISTINCT ?c { ?c a $kind }", **{"$kind": "gk:Proposition"})


@pytest.mark.parametrize("value", ['x"} } #', "x\\", "a\nb\tc", "é🙂", "'", "?who", "{}", "<x", "\x00\x01"])
def test_value_is_never_read_as_sparql(value: str) -> None:
    store = Store()
    store.add(Quad(NamedNode("urn:x"), NamedNode("urn:p"), Literal(value), NamedNode("urn:g")))
    store.add(Quad(NamedNode("urn:y"), NamedNode("urn:p"), Literal("other"), NamedNode("urn:g")))
    for text in ("SELECT ?s { ?s ?p ?o }", "SELECT ?s { VALUES ?o { UNDEF } ?s ?p ?o }"):
        assert run(store, text, {"o": value}).rows == ((NamedNode("urn:x"),),)


def test_base_stands_behind_ex() -> None:
    store = Store()
    store.add(
        Quad(
            NamedNode("https://kg.example.org/entity/a"),
            NamedNode(f"{SKOS}prefLabel"),
            Literal("A"),
            NamedNode("urn:g"),
        )
    )
    result = run(
        store, "SELECT ?x { ?x skos:prefLabel 'A' FILTER(?x = ex:entity\\/a) }", base="https://kg.example.org/"
    )
    assert result.table()[1] == [("ex:entity/a",)]


# -- names, files, texts


def test_names_are_found_in_any_spelling(store: Store) -> None:
    assert run(store, "Who_Denies_What").rows == run(store, "who-denies-what").rows


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("who-opposes", "no query is called 'who-opposes'; did you mean who-opposes-whom?"),
        ("who-lies", "did you mean "),
        ("zzz", "there are: addressees, allegations, "),
        ("", "the query is empty"),
        ("nowhere.rq", "there is no query file nowhere.rq"),
        (Path("nowhere.rq"), "there is no query file nowhere.rq"),
    ],
)
def test_unknown_query_is_refused(store: Store, query: str | Path, message: str) -> None:
    assert message in refusal(store, query)


def test_file_is_read_with_its_head(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(
        "# question: Who denies\n#   what?\n# parameters: who (entity)\n# A remark.\n#   More of it.\n"
        "SELECT DISTINCT ?who { VALUES ?who { UNDEF } ?c gk:source ?who ; gk:act gk:denies }",
        encoding="utf-8",
    )
    assert catalogue.read(path).question == "Who denies what?"
    assert run(store, path, {"who": "norvik"}).records() == [{"who": "ex:entity/norvik"}]
    assert run(store, str(path), {"who": "norvik"}).records() == [{"who": "ex:entity/norvik"}]
    assert "the query mine needs a value for who" in refusal(store, path)


def test_file_that_is_no_text_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "picture.rq"
    path.write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in refusal(store, path)
    assert "cannot be read" in refusal(store, tmp_path)


# -- what does not parse


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("SELECT * {\n ?s ?p ?o .\n FILTER(?o = ) }", ("line 3, column 2", "missing or too much")),
        ("SELECT * { ?s ?p ?o", ("line 1", "a { is never closed")),
        ("SELECT * { ?s ?p ?o } }", ("there is a } too many",)),
        ("SELECT * { ?s ?p (1 }", ("a ( is never closed",)),
        ("SELECT * { ?s skso:prefLabel ?o }", ("column 15", "the prefix skso: is unknown; did you mean skos:?")),
        ("SELECT * { ?s zz:b ?o }", ("the prefix zz: is unknown; declare it, or use one of: dcterms ex gk",)),
        ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", ("GROUP BY",)),
        ("what is this", ("a query starts with SELECT",)),
        ("SELEC * { ?s ?p ?o }", ("line 1, column 1", "did you mean SELECT?")),
        ("SELECT * { ?s ?p ?o } LIMT 3", ("column 23", "SPARQL has no word LIMT; did you mean LIMIT?")),
        ("SELECT * {\n  FILTR(?s) }", ("line 2, column 3", "did you mean FILTER?")),
        ("SELECT who { ?s ?p ?o }", ("column 8", "a variable is written ?who")),
        ("SELECT * { ?s ?p 'abc }", ("column 18", "the text that ' opens is never closed")),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", ("SELECT gives two columns one name",)),
        ("SELECT * {\n ?s a 'service' .\n ?s ?p }", ("line 3",)),
    ],
)
def test_malformed_query_says_where_and_what(store: Store, text: str, parts: tuple[str, ...]) -> None:
    message = refusal(store, text)
    assert message.startswith("the query does not parse at line ")
    for part in parts:
        assert part in message


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("SELECT *\n{\n  ?s skso:b ?o }", "   3 |   ?s skso:b ?o }\n            ^"),
        ("SELECT * {\t?s skso:b ?o }", "   1 | SELECT * { ?s skso:b ?o }\n                     ^"),
        ("ASK { ?s ?p '日本' ; skso:b 1 }", f"   1 | ASK {{ ?s ?p '日本' ; skso:b 1 }}\n{' ' * 28}^"),
        ("ASK { ?s ?p 'o\u0308' ; skso:b 1 }", f"   1 | ASK {{ ?s ?p 'o\u0308' ; skso:b 1 }}\n{' ' * 25}^"),
    ],
)
def test_malformed_query_is_shown_with_a_mark_under_the_place(store: Store, text: str, shown: str) -> None:
    with pytest.raises(QueryError) as caught:
        run(store, text)
    assert caught.value.__notes__ == [shown]


def test_long_line_is_cut_around_the_place(store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        run(store, f"SELECT * {{ ?s ?p '{'x' * 500}' ; skso:b ?o ; ?p {'?o, ' * 200} }}")
    line, mark = caught.value.__notes__[0].split("\n")
    assert len(line) < 120
    assert line.startswith("   1 | …")
    assert line.endswith("…")
    assert line[mark.index("^") :].startswith("skso:b")


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <urn:a> <urn:b> 1 }",
        "# change\nPREFIX a: <urn:a>\nBASE <urn:x>\ndelete where { ?s ?p ?o }",
        "DROP ALL",
        "CLEAR DEFAULT",
        "LOAD <http://127.0.0.1/>",
        "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_update_is_refused_and_changes_nothing(store: Store, text: str) -> None:
    before = len(store)
    assert "queries only read" in refusal(store, text)
    assert len(store) == before


MONSTERS = {
    "parentheses": "SELECT * { BIND(" + "(" * 50_000 + "1" + ")" * 50_000 + " AS ?x) }",
    "unclosed": "(" * 50_000,
    "braces": "SELECT * " + "{" * 5_000 + "?s ?p ?o" + "}" * 5_000,
    "brackets": "SELECT * { ?s ?p " + "[ ?p " * 3_000 + "1" + "]" * 3_000 + "}",
    "hidden": "SELECT * { BIND(" + '(")" = ' * 2_000 + "1" + ")" * 2_000 + " AS ?x) }",
    "negations": "SELECT * { BIND(" + "!" * 15_000 + "1 AS ?x) }",
    "sums": "SELECT * { BIND(1" + "+1" * 9_000 + " AS ?x) }",
    "products": "SELECT * { BIND(1" + "*1" * 9_000 + " AS ?x) }",
    "disjunctions": "SELECT * { BIND(1 " + "|| 1 " * 50_000 + " AS ?x) }",
    "unions": "SELECT * {" + "{ ?s ?p ?o } UNION " * 50_000 + "{} }",
    "options": "SELECT * {" + "OPTIONAL { ?s ?p ?o } " * 50_000 + "}",
    "exceptions": "SELECT * {" + "MINUS{}" * 2_800 + "}",
    "paths": "SELECT * { ?s " + "^rdf:type/" * 5_000 + "rdf:type ?o }",
    "alternatives": "SELECT * { <urn:q> a" + "|a" * 9_000 + " ?o }",
    "bindings": "SELECT * {" + "".join(f"BIND(1 AS ?x{n}) " for n in range(5_000)) + "}",
    "filters": "SELECT * {" + "FILTER(1) " * 20_000 + "}",
}


@pytest.mark.parametrize("text", MONSTERS.values(), ids=MONSTERS.keys())
def test_monster_is_refused_before_it_overflows_the_engine(store: Store, text: str) -> None:
    assert "ask in parts" in refusal(store, text)


def test_long_lists_of_values_are_no_nesting(store: Store) -> None:
    rows = " ".join(f"(<urn:{n}> {n})" for n in range(5000))
    assert len(run(store, f"SELECT * {{ VALUES (?a ?b) {{ {rows} }} }}").rows) == 5000


# -- nothing leaves the machine


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """Listen for anybody who connects."""
    callers: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    connection, address = listener.accept()
                except TimeoutError:
                    continue
                callers.append(str(address))
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/sparql", callers
        done.set()
        thread.join()


SERVICES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "ASK { service silent<URL>{ ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICESILENT <URL> { ?s ?p ?o } }",
    "SELECT * { BIND(<URL> AS ?there) SERVICE ?there { ?s ?p ?o } }",
    "PREFIX e: <URL>\nSELECT * { SERVICE e: { ?s ?p ?o } }",
    "PREFIX service: <URL>\nSELECT * { SERVICE service: { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE #service\n <URL> { ?s ?p ?o } } } }",
    "SELECT * { ?a ?b ?c FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    # strings and comments as a second reader of SPARQL might see them, but the engine does not
    "SELECT * { ?s ?p ?o FILTER(?s<?o#>'''\n) SERVICE <URL> {} #'''\n}",
    'SELECT * { ?s ?p ?o FILTER(?s<?o#>"""\n) SERVICE SILENT <URL> {} #"""\n}',
    "SELECT * { ?s ?p '#' . SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { S\\U00000045RVICE SILENT <URL> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("text", SERVICES)
def test_service_is_refused_before_anything_is_sent(store: Store, server: tuple[str, list[str]], text: str) -> None:
    url, callers = server
    refusal(store, text.replace("URL", url))
    assert callers == []


def test_engine_would_have_sent_it(server: tuple[str, list[str]]) -> None:
    """The test above is worth something: without the refusal a request goes out."""
    url, callers = server
    answer = Store().query(f"SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}")
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    list(answer)
    assert callers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("VALUES ?x { UNDEF }", {"x": "SERVICE"}),
        ("?s ?p ?x", {"x": "} SERVICE <URL> {"}),
        ('?s ?p "VALUES ?x { UNDEF }"', {"x": "ex:a"}),
        ('?s ?p "VALUES ?x { UNDEF }" . ?x ?y ?z', {"x": ' } SERVICE <URL> { ?a ?b "'}),
    ],
)
def test_values_send_nothing(store: Store, server: tuple[str, list[str]], text: str, values: dict[str, str]) -> None:
    url, callers = server
    values = {name: value.replace("URL", url) for name, value in values.items()}
    with contextlib.suppress(QueryError):
        run(store, f"SELECT * {{ {text} }}", values)
    assert callers == []


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o FILTER(CONTAINS(STR(?o), 'secret service')) }",
        "SELECT ?service { ?service a gk:Claim } # the civil service",
        "PREFIX service: <urn:service:> SELECT * { ?s service:name ?o }",
        "ASK { <https://example.org/service> ?p ?o }",
        "ASK { ?s ?p 'servxce', 'Service' }",
    ],
)
def test_word_service_is_no_harm(store: Store, text: str) -> None:
    run(store, text)


def test_from_picks_graphs(store: Store) -> None:
    quay = "SELECT DISTINCT ?i FROM ex:doc\\/48ef15f3b677ec1f { ?d dcterms:identifier ?i }"
    assert run(store, quay).records() == [{"i": "quay"}]
    assert len(run(store, "SELECT DISTINCT ?from { ?d dcterms:identifier ?from }").rows) == 2


def test_from_does_not_fetch(store: Store, server: tuple[str, list[str]]) -> None:
    url, callers = server
    assert run(store, f"SELECT * FROM <{url}> {{ ?s ?p ?o }}").rows == ()
    assert callers == []


# -- how a query is understood


@pytest.mark.parametrize("name", NAMES)
def test_every_question_is_explained(store: Store, name: str) -> None:
    explanation = evaluation.explain_query(store, name, VALUES.get(name))
    result = run(store, name, VALUES.get(name))
    assert set(explanation.rows) == {1 if result.kind == "ask" else len(result.rows) + len(result.triples)}
    assert len(explanation.seconds) == len(explanation.rows) == 3
    assert len(explanation.algebra) > 3
    assert "{ UNDEF }" not in explanation.text
    assert "object at 0x" not in str(explanation)
    assert "rdflib.term" not in str(explanation)


def test_explanation_tells_values_patterns_and_steps(store: Store) -> None:
    explanation = evaluation.explain_query(store, "who-denies-what", {"who": "norvik"})
    assert explanation.bound == {"who": (f"<{BASE}entity/norvik>",)}
    assert (explanation.graphs, explanation.triples) == (4, len(store))
    steps = [line.strip() for line in explanation.algebra]
    assert steps[0] == "Select"
    assert "Graph ?document" in steps
    denials = sum(1 for _ in store.quads_for_pattern(None, None, NamedNode(f"{GK}denies"), None))
    assert f"?claim gk:act gk:denies   # {denials}" in steps
    assert f"?who = <{BASE}entity/norvik>" in str(explanation)
    assert "does not tell its own plan" in str(explanation)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("SELECT ?s { ?s a gk:Claim } LIMIT 2", "Slice from 0, at most 2"),
        ("SELECT ?s { ?s gk:cue 'deny'@en , 2 } ORDER BY DESC(?s)", "OrderBy DESC ?s"),
        ("SELECT ?s { ?s gk:cue ?c OPTIONAL { ?s gk:content ?d } FILTER(!BOUND(?d)) }", "Filter !BOUND(?d)"),
        ("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o } GROUP BY ?p", "Group ?p"),
        (
            "ASK { ?s ?p ?o FILTER(?o IN (1, 2) && NOT EXISTS { ?o ?q ?s FILTER(?q > 1) }) }",
            '"2"^^xsd:integer) && NOT EXISTS { ?o ?q ?s . FILTER(?q > "1"^^xsd:integer) })',
        ),
        ("ASK { VALUES ?x { 1 2 3 4 5 6 } }", "… 6 rows"),
        ("DESCRIBE ex:a", "Describe"),
        ("SELECT * { <<( ?a ?b ?c )>> ?p ?o }", "(rdflib's parser cannot read this query"),
    ],
)
def test_steps_are_written_as_people_read_them(store: Store, text: str, step: str) -> None:
    assert any(step in line for line in evaluation.explain_query(store, text).algebra)


# -- results


def make_small_store() -> Store:
    store = Store()
    graph = NamedNode("urn:g")
    for value in (Literal('b, "c"\nd'), Literal("é", language="en"), Literal(3), NamedNode(f"{BASE}entity/x")):
        store.add(Quad(NamedNode("urn:x"), NamedNode(f"{SKOS}note"), value, graph))
    return store


def test_rows_without_an_order_come_sorted() -> None:
    rows = run(make_small_store(), "SELECT ?o { ?s ?p ?o }").rows
    assert list(rows) == sorted(rows, key=lambda row: str(row[0]))
    down = run(make_small_store(), "SELECT ?o { ?s ?p ?o } ORDER BY DESC(STR(?o))").table()[1]
    assert down == sorted(down, reverse=True)


def test_table_is_written_in_the_standard_formats() -> None:
    result = run(make_small_store(), "SELECT ?o ?none { ?s ?p ?o }")
    assert result.kind == "select"
    assert result.variables == ("o", "none")
    document = json.loads(result.serialize("json"))
    assert document["head"]["vars"] == ["o", "none"]
    assert {"type": "literal", "value": "é", "xml:lang": "en"} in [row["o"] for row in document["results"]["bindings"]]
    again = pyoxigraph.parse_query_results(result.serialize("xml"), format=pyoxigraph.QueryResultsFormat.XML)
    assert [tuple(row) for row in again] == list(result.rows)  # type: ignore[union-attr]
    assert result.serialize("csv").startswith(b"o,none\r\n")
    assert b'"b, ""c""\nd"' in result.serialize("csv")
    assert result.serialize("tsv").startswith(b"?o\t?none\n")
    assert ("ex:entity/x", "") in result.table()[1]
    assert {"o": "3", "none": ""} in result.records()


def test_yes_or_no_is_written_in_every_format() -> None:
    result = run(make_small_store(), "ASK { ?s skos:note 3 }")
    assert (result.kind, result.answer) == ("ask", True)
    assert result.table() == (("answer",), [("yes",)])
    assert json.loads(result.serialize("json"))["boolean"] is True
    assert b"<boolean>true</boolean>" in result.serialize("xml")
    assert result.serialize("csv") == b"true\n"
    assert run(make_small_store(), "ASK { ?s skos:note 4 }").serialize("tsv") == b"false\n"


def test_graph_comes_sorted_with_each_triple_once(store: Store) -> None:
    result = run(store, "CONSTRUCT { ?e skos:prefLabel ?l } WHERE { ?e skos:prefLabel ?l }")
    assert result.kind == "graph"
    assert len(set(result.triples)) == len(result.triples)
    assert b"skos:prefLabel" in result.serialize("turtle")
    assert result.serialize("turtle") == result.serialize("ttl")
    for form, rdf in {"ntriples": RdfFormat.N_TRIPLES, "xml": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD}.items():
        parsed = {q.triple for q in pyoxigraph.parse(result.serialize(form), format=rdf)}
        assert parsed == set(result.triples)
    assert result.table()[0] == ("subject", "predicate", "object")


@pytest.mark.parametrize(
    ("text", "form", "message"),
    [
        ("ASK {}", "turtle", "yes or no and has no form 'turtle'; take csv, tsv, json, xml"),
        ("SELECT * {}", "pdf", "a table and has no form 'pdf'"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "csv", "a graph and has no form 'csv'"),
    ],
)
def test_form_that_an_answer_does_not_have_is_refused(text: str, form: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run(Store(), text).serialize(form)


def test_blank_nodes_and_triple_terms_can_be_written() -> None:
    result = run(Store(), "SELECT (BNODE() AS ?b) (<<( <urn:a> <urn:b> 'c' )>> AS ?t) {}")
    assert len(result.table()[1]) == 1
    assert json.loads(result.serialize("json"))["results"]["bindings"][0]["b"]["type"] == "bnode"


def test_notebook_shows_a_table_in_which_nothing_runs() -> None:
    store = Store()
    store.add(Quad(NamedNode("urn:x"), NamedNode("urn:p"), Literal("<script>alert(1)</script>"), NamedNode("urn:g")))
    shown = run(store, "SELECT ?o { ?s ?p ?o }")._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_result_is_a_value() -> None:
    assert QueryResult(kind="ask", answer=True) == QueryResult(kind="ask", answer=True)
    assert run(Store(), f"SELECT ('1' AS ?x) ('2031-01-01'^^<{XSD}date> AS ?d) {{}}").rows


# -- by meaning


@pytest.mark.parametrize(
    ("call", "likeness"),
    [
        ('gk:likeness("The dam is safe.", "The dam is safe.")', "1"),
        ('gk:likeness("12 were killed"@en, "a dozen died")', "0.87"),
        ("gk:likeness(gk:Claim, 'claim')", None),
        ("gk:likeness('claim', ?nothing)", None),
        ("gk:likeness('claim')", None),
    ],
)
def test_likeness_is_that_of_two_texts(store: Store, call: str, likeness: str | None) -> None:
    [[found]] = run(store, f"SELECT ?found {{ BIND({call} AS ?found) }}").rows
    assert found == (None if likeness is None else Literal(likeness, datatype=NamedNode(f"{XSD}decimal")))


def test_a_text_that_speaks_of_likeness_is_just_a_text(store: Store) -> None:
    assert run(store, 'SELECT ?x { VALUES ?x { "likeness" } }').rows != ()


def test_who_is_for_and_against_is_asked_by_the_relations_that_the_ontology_classes_so() -> None:
    asked = re.findall(r'\(gk:(\w+) "(for|against)" "([^"]+)"\)', catalogue.find("for-and-against").text)
    assert {(name, side) for name, side, _ in asked} == {
        (name, "for" if sign > 0 else "against") for name, sign in find_sides().items()
    }
    assert all(relations()[name].label == label for name, _, label in asked)


def test_whose_something_is_is_asked_with_the_words_that_the_pages_go_by() -> None:
    asked = catalogue.find("for-and-against").text
    assert f"({'|'.join(sorted(lexicon.grammar('after_object_pronoun')))})" in asked
    owners = re.search(r"LCASE\(\?named\) IN \(([^)]+)\)", asked)
    assert owners
    assert {*re.findall(r"\w+", owners[1])} == lexicon.grammar("possessive_determiner")


@pytest.mark.parametrize(
    ("name", "sides"),
    [("disputes", {-1}), ("is-disputed", {-1}), ("most-disputed", {1, -1}), ("shared-stances", {1, -1})],
)
def test_disputes_are_asked_by_the_same_relations_as_who_is_for_and_against(name: str, sides: set[int]) -> None:
    known = find_sides()
    asked = known.keys() & re.findall(r"gk:(\w+)", catalogue.find(name).text)
    assert asked == {relation for relation, sign in known.items() if sign in sides}
