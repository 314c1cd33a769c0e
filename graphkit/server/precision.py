"""How often the machine is right, as a page says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.reviews import ReviewKind, Verdict

if TYPE_CHECKING:
    from graphkit.analysis.reviews import Tally

__all__ = ["describe_tally"]


def describe_tally(tally: Tally) -> tuple[str, str]:
    """Describe how often claims were read rightly: the range, and the counts behind it.

    Args:
        tally: What people found, in all articles.
    """
    missed = tally.verdicts[Verdict.MISSED]
    claims = next((one for one in tally.kinds if one.name == ReviewKind.CLAIM.value), None)
    if claims is None:
        return "No claim is checked yet", f"{missed:,} missed" if missed else ""
    low, high = (round(100 * bound) for bound in claims.interval)
    counts = (f"{claims.right:,} right", f"{claims.read - claims.right:,} wrong or corrected", f"{missed:,} missed")
    return (
        f"Precision of claims {low}–{high} % ({claims.read:,} read)",
        f"{', '.join(counts)}, in all articles. Of 20 such ranges 19 hold the true share.",
    )
