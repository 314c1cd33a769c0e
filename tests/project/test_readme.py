"""The README's commands run as they are written, and print what it says they print.

GRAPHKIT_WRITE_README=1 writes what they print now into the README.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from paths import ROOT

README = ROOT / "README.md"
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)

pytestmark = [pytest.mark.slow, pytest.mark.model]


def test_the_tour_prints_what_the_readme_says(tmp_path: Path) -> None:
    text = README.read_text(encoding="utf-8")
    actual = _BLOCK.sub(lambda block: _run(block.group(), tmp_path), text)
    if os.environ.get("GRAPHKIT_WRITE_README"):
        README.write_text(actual, encoding="utf-8", newline="\n")
    assert actual == text


def test_the_python_block_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text("China denied that it had blocked the report. The UN said no.\n", encoding="utf-8")
    [block] = re.findall(r"^```python\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    exec(compile(block, "README.md", "exec"), {})
    assert {path.name for path in tmp_path.iterdir()} == {"article.txt", "graph.html", "graph.ttl", "out"}


def test_what_the_readme_points_at_is_there() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README.read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


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
