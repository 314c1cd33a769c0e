"""What people find in a page is kept as the command keeps it, shown at once, and carried out by the next build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from reviewing import ARTICLES, PIPE, build, describe, find_entry, find_key, read_entries, read_rows

import graphkit
from graphkit.errors import InputError
from graphkit.server import articles, identities, verdicts


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return build(tmp_path)


def show(out: Path) -> str:
    return articles.render(out, find_key(out), "token").body.decode()


def give(out: Path, line: str, verdict: str, **fields: str) -> str:
    """Give a verdict on the claim with some words; return what the page then shows."""
    entry = find_entry(show(out), line)
    reply = verdicts.give(out, json.dumps(describe(entry, verdict, **fields)).encode(), "token")
    assert reply.status == 200, reply.body
    return reply.body.decode()


def miss(out: Path, **fields: str) -> str:
    fields = {"who": "Mara", "verdict": "missed", "kind": "missed", "document": find_key(out), **fields}
    return verdicts.give(out, json.dumps(fields).encode(), "token").body.decode()


def contents(out: Path) -> set[str]:
    rows = graphkit.open_graph(out).query("SELECT ?content { ?c a gk:Claim ; gk:content ?content }").rows
    return {getattr(content, "value", "") for (content,) in rows}


def test_a_verdict_is_shown_at_once_carried_out_and_taken_back_with_nothing_left(out: Path) -> None:
    before = (out / "graph.trig").read_bytes()
    page = give(out, PIPE, "wrong", why="she only asked")
    entry = find_entry(page, PIPE)
    assert entry["state"] == "wrong"
    assert "by Mara" in page
    assert "she only asked" in page
    assert "1 answer not in the graph yet" in page
    assert "0 right, 1 wrong or corrected" in page
    build(out.parent)
    assert PIPE not in contents(out)
    page = show(out)
    assert find_entry(page, PIPE)["state"] == "wrong"  # out of the graph, and still there to be read
    assert "not in the graph yet" not in page
    verdicts.take_back(out, json.dumps({"who": "Bo", "id": entry["review"]}).encode(), "token")
    assert read_rows(out / "reviews.csv")[0]["revoked_by"] == "Bo"
    assert "1 answer not in the graph yet" in show(out)
    build(out.parent)
    assert (out / "graph.trig").read_bytes() == before


def test_a_mind_is_changed_also_when_the_claim_has_left_the_graph(out: Path) -> None:
    give(out, PIPE, "wrong")
    build(out.parent)
    assert find_entry(give(out, PIPE, "right"), PIPE)["state"] == "right"
    build(out.parent)
    assert PIPE in contents(out)
    assert find_entry(show(out), PIPE)["state"] == "right"


def test_the_same_answer_twice_is_one_row_and_an_undone_one_can_be_given_again(out: Path) -> None:
    give(out, PIPE, "right")
    page = give(out, PIPE, "right")
    assert len(read_rows(out / "reviews.csv")) == 1
    name = find_entry(page, PIPE)["review"]
    verdicts.take_back(out, json.dumps({"who": "Mara", "id": name}).encode(), "token")
    assert find_entry(show(out), PIPE)["state"] == ""
    assert find_entry(give(out, PIPE, "right"), PIPE)["state"] == "right"
    assert [row["revoked"] != "" for row in read_rows(out / "reviews.csv")] == [True, False]


def test_a_correction_keeps_only_what_is_otherwise_and_shows_both(out: Path) -> None:
    entry = find_entry(show(out), PIPE)
    same = {name: entry[name] for name in ("polarity", "certainty", "content")}
    page = give(out, PIPE, "corrected", source="Ida Roe", act="doubts", stance="uncommitted", **same)
    [row] = read_rows(out / "reviews.csv")
    kept = {name: row[name] for name in ("source", "content", "act", "stance", "polarity", "certainty")}
    assert kept == {"source": "Ida Roe", "content": "", "act": "doubts", "stance": "uncommitted"} | {
        "polarity": "",
        "certainty": "",
    }
    assert "<del>Nordal Chemicals</del>" in page
    line = find_entry(page, PIPE)["line"]
    assert line == f"Nordal Chemicals Ida Roe denies doubts {PIPE}"
    build(out.parent)
    page = show(out)
    assert find_entry(page, PIPE)["line"] == line
    assert find_entry(page, PIPE)["state"] == "corrected"
    assert graphkit.open_graph(out).validate().conforms


def test_words_are_corrected_by_marking_or_typing_them(out: Path) -> None:
    text = ARTICLES["gull"]
    start = text.index("a pipe")
    give(out, PIPE, "corrected", content=f"{start}-{start + 17}")
    give(out, "plant", "corrected", words="the  whole plant")
    first, second = read_rows(out / "reviews.csv")
    assert first["content"] == f"doc/{find_key(out)}#char={start},{start + 17}"
    assert second["content"].endswith(f"#char={text.index('the whole')},{text.index('the whole') + 15}")
    page = show(out)
    assert f'data-content="{start}-{start + 17}"' in page
    assert 'data-state="corrected" data-sign="✎">a pipe had leaked</mark>' in page


def test_a_missed_claim_is_added_carried_out_and_taken_back(out: Path) -> None:
    start = ARTICLES["gull"].index("The police")
    page = miss(out, content=f"{start}-{start + 25}", source="Nordal Chemicals", act="asserts", stance="affirms")
    entry = find_entry(page, "The police arrested")
    assert (entry["state"], entry["line"]) == ("missed", "Nordal Chemicals says: The police arrested Bo Ek")
    build(out.parent)
    assert "The police arrested Bo Ek" in contents(out)
    entry = find_entry(show(out), "The police arrested")
    assert (entry["state"], entry["kind"]) == ("missed", "claim")
    verdicts.take_back(out, json.dumps({"who": "Mara", "id": entry["review"]}).encode(), "token")
    build(out.parent)
    assert "The police arrested Bo Ek" not in contents(out)


def test_an_edge_is_reviewed_as_a_claim_is(out: Path) -> None:
    page = give(out, "Bo Ek", "wrong")
    assert find_entry(page, "Bo Ek")["state"] == "wrong"
    assert read_rows(out / "reviews.csv")[0]["kind"] == "edge"
    build(out.parent)
    assert not graphkit.open_graph(out).query("SELECT ?a { ?a gk:arrests ?b }").rows
    assert find_entry(show(out), "arrests")["state"] == "wrong"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"verdict": "corrected"}, "nothing is corrected"),
        ({"verdict": "corrected", "source": "Mrs Nobody"}, "'Mrs Nobody' stands nowhere in the article"),
        ({"verdict": "corrected", "words": "words of another article"}, "stand nowhere in the article"),
        ({"verdict": "corrected", "content": "5-999999"}, "'5-999999' is no place in the text"),
        ({"verdict": "corrected", "content": "9-5"}, "'9-5' is no place in the text"),
        ({"verdict": "corrected", "act": "shouts"}, "the field 'act' is none of asserts"),
        ({"verdict": "splendid"}, "the field 'verdict' is none of right"),
        ({"kind": "verse"}, "the field 'kind' is none of claim"),
        ({"who": " \u202e "}, "nobody is named"),
        ({"who": "M" * 81}, "'who' is longer than 80"),
        ({"who": ["Mara"]}, "'who' is no text"),
        ({"who": "\ud800"}, "'who' is no valid text"),
        ({"why": "w" * 501}, "'why' is longer than 500"),
        ({"place": "doc/../../etc#char=0,4"}, "names no mention"),
        ({"place": f"doc/{'0' * 16}#char=0,4"}, "there is no such article"),
        ({"place": "doc/KEY#char=5,99999"}, "the place is outside the text"),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused_in_one_line_and_not_kept(
    out: Path, fields: dict[str, object], why: str
) -> None:
    answer = {**describe(find_entry(show(out), PIPE), "right"), **fields}
    answer["place"] = str(answer["place"]).replace("KEY", find_key(out))
    with pytest.raises(InputError, match=why) as caught:
        verdicts.give(out, json.dumps(answer).encode(), "token")
    assert "\n" not in str(caught.value)
    assert str(out) not in str(caught.value)
    assert not (out / "reviews.csv").exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_answer_is_refused(out: Path, body: bytes) -> None:
    for work in (verdicts.give, verdicts.take_back, identities.give, identities.take_back):
        with pytest.raises(InputError, match="the answer is no JSON"):
            work(out, body, "token")


def test_a_reading_that_is_not_there_any_more_is_said(out: Path) -> None:
    entry = find_entry(show(out), PIPE) | {"as-read": "asserts affirms positive certain 0,3"}
    reply = verdicts.give(out, json.dumps(describe(entry, "right")).encode(), "token")
    assert reply.status == 409
    assert not (out / "reviews.csv").exists()


def test_what_people_write_does_not_command_a_spreadsheet_a_terminal_or_a_page(out: Path) -> None:
    page = give(out, PIPE, "right", who='=HYPERLINK("x")', why="<script>alert(1)</script>\x1b[2J\r\nid,span")
    [row] = read_rows(out / "reviews.csv")
    assert row["who"] == '\'=HYPERLINK("x")'
    assert row["why"] == "<script>alert(1)</script> [2J id,span"
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_page_that_only_reads_has_no_buttons_and_no_token(out: Path) -> None:
    give(out, PIPE, "wrong")
    page = articles.render(out, find_key(out)).body.decode()
    assert find_entry(page, PIPE)["state"] == "wrong"
    assert "<button" not in page
    assert "token" not in page


def test_broken_rows_do_no_harm(out: Path) -> None:
    (out / "reviews.csv").write_text("span,verdict,who,when\nnonsense,right,Mara,2025-03-01\n", encoding="utf-8")
    give(out, PIPE, "right")
    assert [row["verdict"] for row in read_rows(out / "reviews.csv")] == ["right", "right"]
    assert len(read_entries(show(out))) > 2


def test_two_mentions_are_parted_and_joined(out: Path) -> None:
    page = identities.render(out, "Ida Roe", "Nordal Chemicals", "token").body.decode()
    assert "Ida Roe and Nordal Chemicals: the same?" in page
    assert "Nobody here is called" not in page
    places = page.split('data-first="')[1].split('"')
    answer = {"who": "Mara", "first": places[0], "second": places[2], "answer": "different"}
    name = identities.give(out, json.dumps(answer).encode(), "").body.decode()
    assert "✗ Not the same</b> by Mara" in identities.render(out, "Ida Roe", "Nordal Chemicals", "t").body.decode()
    assert read_rows(out / "identities.csv")[0]["first_label"] in ("Ida Roe", "Nordal Chemicals")
    identities.take_back(out, json.dumps({"who": "Bo", "id": name}).encode(), "")
    assert read_rows(out / "identities.csv")[0]["revoked_by"] == "Bo"
    for wrong, why in (
        ({"answer": "perhaps"}, "neither 'same' nor"),
        ({"second": places[0]}, "both are the same mention"),
        ({"second": f"doc/{'0' * 16}#char=0,4"}, "there is no such mention"),
    ):
        with pytest.raises(InputError, match=why):
            identities.give(out, json.dumps({**answer, **wrong}).encode(), "")
    assert "Nobody here is called &lt;b&gt;" in identities.render(out, "<b>", "", "").body.decode()
