"""The set-up holds what it promises: pinned, hashed, bound to no registry, and made once."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from paths import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCKS = {
    "requirements.lock": ("build",),
    "requirements-extras.lock": ("agents", "build", "cluster", "encoder", "figures", "frames", "inputs", "parquet"),
    "requirements-dev.lock": tuple(EXTRAS),
}
"""The locks, from small to large, and the extras that each of them holds."""

posix = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell script")


def read(lock: str) -> str:
    return (ROOT / lock).read_text(encoding="utf-8")


def entries(lock: str) -> dict[str, list[str]]:
    """List the packages of a lock, as 'name==version', with their hashes."""
    parts = re.split(r"\n(?=\S)", "\n".join(line for line in read(lock).splitlines() if not line.startswith("#")))
    for part in parts:
        assert re.match(r"[a-z0-9-]+==[^ ]+ (?:; .+ )?\\\n +--hash=sha256:[0-9a-f]{64}", part), part
    return {part.split()[0]: re.findall(r"--hash=sha256:([0-9a-f]{64})", part) for part in parts}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_and_hashed(lock: str) -> None:
    assert len(entries(lock)) > 80


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    assert not re.search(r"https?://|^--|@", read(lock), re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_the_project_asks_for(lock: str) -> None:
    pinned = dict(entry.split("==") for entry in entries(lock))
    wanted = [*PROJECT["dependencies"], *(entry for extra in LOCKS[lock] for entry in EXTRAS[extra])]
    for requirement in map(Requirement, wanted):
        name = canonicalize_name(requirement.name)
        assert name == PROJECT["name"] or requirement.specifier.contains(pinned[name]), requirement


def test_each_lock_holds_all_of_the_smaller_ones() -> None:
    small, extras, dev = map(entries, LOCKS)
    assert small.items() <= extras.items() <= dev.items()


def test_what_only_development_needs_is_in_no_other_lock() -> None:
    for lock in ("requirements.lock", "requirements-extras.lock"):
        names = {entry.split("==")[0] for entry in entries(lock)}
        assert not names & {"pytest", "mypy", "ruff", "playwright", "hypothesis", "uv"}


@posix
def test_the_script_knows_its_commands() -> None:
    for arguments in ([], ["nonsense"], ["--help"]):
        done = subprocess.run([ROOT / "run", *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert done.stderr.startswith("usage: ./run example | ./run extras | ./run setup | ./run check | ./run tests")


def test_ci_runs_the_commands_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for command in ("./run example", "./run tests"):
        assert command in readme
        assert f"'{command}'" in script


# -- when ./run sets up, with an installer that installs nothing but says what it was asked for

UV = """#!/bin/sh
case $1 in
    --version) ;;
    venv) python3 -m venv --without-pip .venv ;;
    *) echo "$*" >>uv.log ;;
esac
"""


class Checkout:
    """A folder with the script, the locks, and a uv of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "bin").mkdir(parents=True)
        for name in ("run", "pyproject.toml", *LOCKS):
            shutil.copy(ROOT / name, folder / name)
        (folder / "bin" / "uv").write_text(UV, encoding="utf-8")
        (folder / "bin" / "uv").chmod(0o755)
        (folder / "bin" / "python3").symlink_to(sys.executable)

    def run(self, command: str, *, activated: bool = False) -> str:
        """Run the script; return what it had installed. What comes after the set-up fails, as nothing is there."""
        first = f"{self.folder / '.venv' / 'bin'}:" if activated else ""
        environment = {
            "PATH": f"{first}{self.folder / 'bin'}:/usr/bin:/bin",
            "HOME": str(self.folder),
            "PIP_NO_INDEX": "1",
        }
        subprocess.run([self.folder / "run", command], capture_output=True, check=False, env=environment)
        log = self.folder / "uv.log"
        said = log.read_text(encoding="utf-8") if log.exists() else ""
        log.unlink(missing_ok=True)
        return " ".join(re.findall(r"requirements\S*lock|--editable \.", said))


@posix
def test_it_installs_what_a_command_needs_and_no_more(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "one")
    assert checkout.run("example") == "requirements.lock --editable ."
    assert checkout.run("example") == ""
    assert checkout.run("extras") == "requirements-extras.lock --editable ."
    assert checkout.run("example") == ""
    assert checkout.run("setup") == "requirements-dev.lock --editable ."
    assert checkout.run("extras") == checkout.run("setup") == ""


@posix
@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.lock"])
def test_it_installs_anew_where_the_packages_changed(tmp_path: Path, name: str) -> None:
    checkout = Checkout(tmp_path / "one")
    checkout.run("example")
    with (checkout.folder / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert checkout.run("example") == "requirements.lock --editable ."
    assert checkout.run("example") == ""


@posix
def test_it_begins_anew_where_the_folder_was_moved_or_the_python_is_gone(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "one")
    checkout.run("example")
    (checkout.folder / ".venv" / "old").touch()
    checkout.folder = checkout.folder.rename(tmp_path / "two")
    assert checkout.run("example") == "requirements.lock --editable ."
    assert not (checkout.folder / ".venv" / "old").exists()
    (checkout.folder / ".venv" / "bin" / "python").unlink()
    assert checkout.run("example") == "requirements.lock --editable ."
    assert checkout.run("example") == ""


@posix
def test_it_begins_anew_with_the_environment_activated(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "one")
    checkout.run("example")
    (checkout.folder / ".venv" / "place").unlink()
    script = checkout.folder / "bin" / "uv"
    script.write_text(UV.replace("python3 -m venv", '"$5" -m venv'), encoding="utf-8")
    assert checkout.run("example", activated=True) == "requirements.lock --editable ."


@posix
@pytest.mark.slow
def test_what_was_not_installed_whole_is_installed_again(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "one")
    script = checkout.folder / "bin" / "uv"
    script.write_text(UV.replace(">>uv.log", ">>uv.log; exit 1"), encoding="utf-8")
    assert checkout.run("example").startswith("requirements.lock")
    script.write_text(UV, encoding="utf-8")
    assert checkout.run("example") == "requirements.lock --editable ."


# -- the same with real installers


@posix
@pytest.mark.nightly
@pytest.mark.parametrize("installer", ["uv", "pip"])
def test_a_fresh_clone_builds_the_example(tmp_path: Path, installer: str) -> None:
    clone = tmp_path / "a clone"
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, files.split("\0")):
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, clone / name)
    path = f"{tmp_path}:/usr/local/bin:/usr/bin:/bin"
    if installer == "uv":
        (tmp_path / "uv").symlink_to(pytest.importorskip("uv").find_uv_bin())
    elif shutil.which("uv", path=path):
        pytest.skip("uv is everywhere here")
    environment = {**os.environ, "PATH": path, "HOME": str(tmp_path), "PYTHON": sys._base_executable}  # type: ignore[attr-defined]
    done = subprocess.run([clone / "run", "example"], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert f"packages of requirements.lock with {installer}" in done.stderr
    assert (clone / "out" / "example" / "graph.html").is_file()
    size = sum(path.stat().st_size for path in (clone / ".venv").rglob("*") if path.is_file())
    assert size < 480_000_000
    answer = subprocess.run(
        ["sh", "-c", ". .venv/bin/activate && graphkit query out/example who-denies-what --format csv"],
        cwd=clone, capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip
    assert "Johanne Lie" in answer.stdout
