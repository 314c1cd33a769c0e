from __future__ import annotations

import subprocess
import sys

import pytest

import graphkit

HEAVY = ("spacy", "rdflib", "pyoxigraph", "networkx", "pyvis", "pyshacl", "matplotlib", "rich", "numpy")


def test_every_public_name_is_there() -> None:
    assert dir(graphkit) == sorted(graphkit.__all__)
    for name in graphkit.__all__:
        assert getattr(graphkit, name) is not None


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="module 'graphkit' has no attribute 'nothing'"):
        graphkit.nothing  # noqa: B018


@pytest.mark.parametrize(
    "code",
    ["import graphkit", "import graphkit; graphkit.Document, graphkit.GraphkitError", "import graphkit.__main__"],
)
def test_importing_takes_no_heavy_library_along(code: str) -> None:
    check = f"import sys; {code}; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_errors_are_one_family() -> None:
    for name in graphkit.__all__:
        if name.endswith("Error"):
            assert issubclass(getattr(graphkit, name), graphkit.GraphkitError)
