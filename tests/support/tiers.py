"""Say which cases of a test wait for `./run nightly`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

__all__ = ["nightly"]


def nightly(cases: Iterable[object]) -> list[ParameterSet]:
    """Mark the cases of a parameter as too long for every change.

    A test keeps at least one case that is not: `[0, *nightly(range(1, 12))]`.
    """
    return [pytest.param(case, marks=pytest.mark.nightly) for case in cases]
