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
