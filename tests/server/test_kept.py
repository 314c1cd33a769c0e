"""Pages on somebody are made once, and again when the graph has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from serving import serve

import graphkit
from graphkit.files import resources
from graphkit.model import Document
from graphkit.server import who
from graphkit.server.kept import Kept, read_state
from graphkit.server.replies import Reply, refuse


def test_the_latest_pages_are_kept_and_no_refusals() -> None:
    kept, state = Kept(most=10), (1, 2, 3)
    for name in "abc":
        kept.keep(Reply(body=b"four"), state, name)
        kept.find(state, "a")
    kept.keep(refuse(404, "x"), state, "d")
    kept.keep(Reply(body=b"four"), None, "e")
    assert [bool(kept.find(state, name)) for name in "abcd"] == [True, False, True, False]
    assert kept.find(None, "e") is None
    assert kept.find((1, 2, 4), "a") is None


@pytest.mark.model
@pytest.mark.slow
def test_a_page_on_somebody_is_made_anew_when_the_graph_has_changed(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    graphkit.build([resources.example()]).save(folder)
    before = read_state(folder)
    with serve(folder, tmp_path / "log.txt") as served:
        first = served.client.get("who/")
        assert served.client.get("who/").content == first.content
        article = Document(text='"The bridge is safe," Mara Lind said.', identifier="bridge.txt")
        graphkit.build([article]).save(folder)
        assert read_state(folder) != before
        assert "Mara Lind" in served.client.get("who/").text
        assert "Mara Lind" not in first.text


@pytest.mark.model
@pytest.mark.slow
def test_pages_of_a_small_graph_are_made_from_what_was_read_once(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    who._read_all.cache_clear()
    assert b"Who there is" in who.render_list(out).body
    monkeypatch.setattr("graphkit.graph.KnowledgeGraph.profiles", None)
    assert b"Mara Lind" in who.render(out, "mara-lind").body
