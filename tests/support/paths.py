"""Where things are in a checkout."""

from __future__ import annotations

from pathlib import Path

__all__ = ["DATA", "ROOT", "SUPPORT"]

ROOT = Path(__file__).resolve().parents[2]
"""The checkout."""

DATA = ROOT / "tests" / "data"
"""What tests read: sentences, articles, answers, graphs."""

SUPPORT = ROOT / "tests" / "support"
"""The modules that several tests share."""
