"""The set-up holds what it promises: pinned, hashed, and bound to no registry."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from paths import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_every_package_is_pinned_and_hashed() -> None:
    entries = re.split(r"\n(?=\S)", "\n".join(line for line in LOCK.splitlines() if not line.startswith("#")))
    assert len(entries) > 80
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==[^ ]+ (?:; .+ )?\\\n +--hash=sha256:[0-9a-f]{64}", entry), entry


def test_the_lock_names_no_address() -> None:
    assert not re.search(r"https?://|^--|@", LOCK, re.MULTILINE)


def test_the_lock_holds_what_the_project_asks_for() -> None:
    pinned = dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", LOCK, re.MULTILINE))
    extras = [entry for entries in PROJECT["optional-dependencies"].values() for entry in entries]
    wanted = [Requirement(entry) for entry in [*PROJECT["dependencies"], *extras]]
    for requirement in wanted:
        name = canonicalize_name(requirement.name)
        assert name == PROJECT["name"] or requirement.specifier.contains(pinned[name]), requirement


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell script")
def test_the_script_knows_its_commands() -> None:
    for arguments in ([], ["nonsense"], ["--help"]):
        done = subprocess.run([ROOT / "run", *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert done.stderr.startswith("usage: ./run example | ./run tests")


def test_ci_runs_the_commands_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for command in ("./run example", "./run tests"):
        assert command in readme
        assert f"'{command}'" in script
