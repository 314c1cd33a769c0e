"""What is imported is declared, and what is declared is imported."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from paths import ROOT, SUPPORT

PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(PYPROJECT)["project"]
FOR_USERS = ("agents", "cluster", "encoder", "figures", "frames", "inputs", "network", "packages", "parquet")


def names(entries: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(entry).name) for entry in entries}


DECLARED = names(PROJECT["dependencies"])
EXTRAS = {name: names(entries) - {"graphkit"} for name, entries in PROJECT["optional-dependencies"].items()}


@cache
def distributions() -> dict[str, set[str]]:
    return {module: {canonicalize_name(name) for name in found} for module, found in packages_distributions().items()}


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(folder: Path, own: set[str]) -> dict[str, list[Path]]:
    """List what the modules of a folder import from elsewhere, and where."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(parse(path)):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules = [node.module]
            for module in {module.partition(".")[0] for module in modules} - set(sys.stdlib_module_names) - own:
                found.setdefault(module, []).append(path)
    return found


def test_every_import_of_the_package_is_declared() -> None:
    allowed = DECLARED.union(*(EXTRAS[extra] for extra in FOR_USERS))
    found = imports(ROOT / "graphkit", {"graphkit", "compression"})  # of the standard library from Python 3.14 on
    assert {name: paths for name, paths in found.items() if not distributions().get(name, set()) & allowed} == {}


def test_every_dependency_of_the_package_is_imported() -> None:
    found = set().union(*(distributions().get(name, set()) for name in imports(ROOT / "graphkit", set())))
    assert DECLARED - found == set()
    assert set().union(*(EXTRAS[extra] for extra in FOR_USERS)) - found <= {"backports-zstd"}  # for Python before 3.14


def test_what_extras_bring_is_imported_inside_functions() -> None:
    extras = set().union(*(EXTRAS[extra] for extra in FOR_USERS))
    for path in sorted((ROOT / "graphkit").rglob("*.py")):
        for node in parse(path).body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                module = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
                assert not distributions().get(str(module).partition(".")[0], set()) & extras, path


def test_every_import_of_the_tests_is_declared() -> None:
    allowed = DECLARED.union(*EXTRAS.values())
    own = {"graphkit", "compression", "followthemoney", *(path.stem for path in SUPPORT.glob("*.py"))}
    own |= {path.stem for path in (ROOT / "tests").rglob("*.py")}
    found = imports(ROOT / "tests", own)
    assert {name: paths for name, paths in found.items() if not distributions().get(name, set()) & allowed} == {}


def test_every_dependency_has_its_reason() -> None:
    lines = [line for line in PYPROJECT.splitlines() if re.match(r'    "[\w.-]+[<>=]', line)]
    assert len(lines) > 40
    assert [line for line in lines if "# " not in line] == []
