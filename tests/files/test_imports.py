"""What is left out of an import is as if nobody had asked for it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from graphkit.files.imports import leaving_out


def test_what_is_loaded_stays_as_it_is() -> None:
    with leaving_out("json"):
        import json as again
    assert again is json


def test_what_is_not_is_left_out_and_there_when_it_is_wanted() -> None:
    code = """
import sys
import pytest

from graphkit.files.imports import leaving_out
with leaving_out("wave", "colorsys"):
    from colorsys import hls_to_rgb
    import wave
assert not {"wave", "colorsys"} & set(sys.modules)
assert not hasattr(wave, "__path__")
assert hls_to_rgb(0, 1, 0) == (1, 1, 1)
import colorsys
assert colorsys.hls_to_rgb is not hls_to_rgb
assert "wave" not in sys.modules
assert isinstance(ValueError(), (wave.Error, ValueError))
assert wave.Error is sys.modules["wave"].Error
"""
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.slow
def test_spacy_s_commands_are_there_for_who_wants_them() -> None:
    code = """
import sys
import pytest

from graphkit.files.imports import leaving_out
with leaving_out("spacy.cli", "spacy.cli.info"):
    import spacy
assert "spacy.cli" not in sys.modules
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
import spacy.cli
assert spacy.cli.train
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)


@pytest.mark.slow
def test_a_page_is_drawn_without_the_library_of_graphs_and_pyvis_still_takes_its_graphs() -> None:
    code = """
import sys

import graphkit
from graphkit.files import resources
graphkit.open_rdf(resources.ontology() / "examples" / "valid" / "two-articles.trig").show()
assert "networkx" not in sys.modules
from pyvis.network import Network
import networkx
network = Network()
network.from_nx(networkx.path_graph(3))
assert len(network.nodes) == 3
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)
