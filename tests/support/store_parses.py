"""Store the parses of the tests' texts: `python tests/support/store_parses.py [PYTEST OPTION...]`.

Without options everything is parsed, and what no test asks for any more is dropped; that takes some minutes. With
options, as a path or `-k`, only the texts of the tests that they choose are parsed, and added to what is stored. Only
texts that are our own may be stored: a test that reads articles of others is marked `model`.
"""

from __future__ import annotations

import sys

import pytest
from paths import ROOT

if __name__ == "__main__":
    mode = "add" if sys.argv[1:] else "write"
    marks = "not model and not browser and not nightly"
    options = [
        f"--rootdir={ROOT}",
        "-q",
        "-n0",
        "-m",
        marks,
        f"--stored-parses={mode}",
        *(sys.argv[1:] or [str(ROOT / "tests")]),
    ]
    sys.exit(pytest.main(options))
