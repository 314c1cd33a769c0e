"""Summarise in one line a problem that many articles share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from graphkit.documents.checks import OTHER
from graphkit.errors import Kind, Problem

__all__ = ["summarise"]

_LANGUAGE = re.compile(r"it is in (.+), not in English")


def summarise(problems: Sequence[Problem]) -> list[Problem]:
    """Merge the problems of articles in other languages into one, at the end; the others stay as they are.

    Args:
        problems: What reading told.

    Returns:
        The problems to show; the same where there is at most one such article.
    """
    others = [problem for problem in problems if problem.kind is Kind.LANGUAGE]
    if len(others) < 2:
        return list(problems)
    found = (_LANGUAGE.search(problem.what) for problem in others)
    counts = Counter(match[1] if match else OTHER for match in found)
    ordered = sorted(counts.items(), key=lambda pair: (pair[0] == OTHER, -pair[1], pair[0]))
    languages = ", ".join(f"{name} {count:,}" for name, count in ordered)
    what = f"{len(others):,} articles were left out: they are not in English ({languages})"
    one = Problem(where=f"{others[0].where} and others", what=what, kind=Kind.LANGUAGE)
    return [*(problem for problem in problems if problem.kind is not Kind.LANGUAGE), one]
