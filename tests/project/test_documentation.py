"""The commands in the README and in docs/ run as they are written, and print what the pages say they print.

GRAPHKIT_WRITE_DOCS=1 writes what they print now into the pages.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from paths import ROOT

from graphkit.documents.registry import formats
from graphkit.export import FORMATS

README = ROOT / "README.md"
PAGES = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.parametrize("page", [page for page in PAGES if _BLOCK.search(read(page))], ids=lambda page: page.name)
def test_commands_print_what_the_page_says(page: Path, tmp_path: Path) -> None:
    text = read(page)
    actual = _BLOCK.sub(lambda block: _run(block.group(), tmp_path), text)
    if os.environ.get("GRAPHKIT_WRITE_DOCS"):
        page.write_text(actual, encoding="utf-8", newline="\n")
    assert actual == text


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.parametrize("page", [page for page in PAGES if _PYTHON.search(read(page))], ids=lambda page: page.name)
def test_python_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text("China denied that it had blocked the report. The UN said no.\n", encoding="utf-8")
    [block] = _PYTHON.findall(read(page))
    exec(compile(block, page.name, "exec"), {})
    assert {path.name for path in tmp_path.iterdir()} == {"article.txt", "graph.html", "graph.ttl", "out"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)[^)]*\)", read(page))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_readme_is_short_and_leads_to_every_page() -> None:
    text = read(README)
    assert len(text.splitlines()) <= 250
    assert [page.name for page in PAGES[1:] if page.name not in text] == []


def test_every_format_is_documented() -> None:
    written, readable = read(ROOT / "docs" / "formats.md"), read(ROOT / "docs" / "inputs.md")
    assert [known.name for known in FORMATS.values() if f"`{known.suffix}`" not in written] == []
    suffixes = [suffix for known in formats().values() for suffix in known.suffixes]
    assert [suffix for suffix in suffixes if f"`{suffix}`" not in readable] == []


def test_the_map_names_every_room() -> None:
    text = read(ROOT / "docs" / "architecture.md")
    rooms = {
        path.stem for path in (ROOT / "graphkit").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert [room for room in sorted(rooms - {"__init__"}) if f"`{room}" not in text] == []


def _run(block: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "110", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    written = []
    for line in block.splitlines():
        if line.startswith("$ "):
            done = subprocess.run(
                ["bash", "-c", line[2:]],
                cwd=folder,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                check=True,
            )
            shown = [text.rstrip() for text in done.stdout.splitlines() if text.strip()]
            written += [line, *shown, ""]
    return "\n".join(written).rstrip("\n") + "\n"
