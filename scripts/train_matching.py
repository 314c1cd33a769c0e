"""Fit the weights in `graphkit/language/en/weights/matching.tsv` to pairs of claims that are one, or that contradict.

    python scripts/train_matching.py STORIES...            # cross-validation, by story
    python scripts/train_matching.py STORIES... --write    # fit all, and write the table

STORIES are folders of stories that several outlets tell: articles (X1.txt, X2.txt: one story X), meta.jsonl (title,
date, publisher), what careful readers found in them (gold/X1.json: the contents of claims) and stories.json: which of
these claims are one ('clusters'), which cannot both be so ('contradictions') and of which readers disagree ('either').
tests/data/stories is one. A logistic regression with a quadratic penalty is fitted by Newton's method from zero.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import combinations, combinations_with_replacement
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from graphkit import documents
from graphkit.identity import resolution
from graphkit.language import annotation
from graphkit.matching.comparison import Facets, compare
from graphkit.matching.profiles import ClaimProfile
from graphkit.matching.profiling import profile_claims
from graphkit.matching.scoring import compare_meanings, gather, weigh
from graphkit.model import Act, Document, EntityType, Extraction
from graphkit.reader import apply_decisions
from graphkit.reading.extraction import extract

TARGET = Path(__file__).parent.parent / "graphkit" / "language" / "en" / "weights" / "matching.tsv"
HEAD = """\
# How much each thing that two claims have in common speaks for their being about one matter: the weights of logistic
# functions, see graphkit/matching/scoring.py. Made by scripts/train_matching.py from invented stories that several
# outlets tell. 'overshadowed': how much nearer another claim of either document is.
# Columns: evidence; weight where nothing differs; where a number, a day, a place or a doer does; where the sign does.
"""
NAMES = ("likeness", "setting", "one source", "one act", "overshadowed")
USED = (NAMES, ("likeness", "setting", "overshadowed"), ("likeness", "setting", "overshadowed"))
PENALTY = 1.0

type Member = tuple[str, int]


class Pair(NamedTuple):
    """Two claims.

    Args:
        story: The story that both are in.
        column: Which function they are of: 0 nothing differs, 1 something does, 2 their sign does; None: none.
        label: Whether they are what that function tells.
        evidence: What was seen, by `NAMES`.
    """

    story: str
    column: int | None
    label: bool
    evidence: tuple[float, ...]


def main(folders: Sequence[Path], *, write: bool) -> None:
    """Fit the weights, and print how well they do or write them."""
    pairs = [pair for folder in folders for pair in read(folder)]
    weights = [fit([pair for pair in pairs if pair.column == n], USED[n]) for n in range(3)]
    if write:
        rows = ["\t".join(("bias", *(f"{w['bias']:.2f}" for w in weights)))]
        rows += ["\t".join((name, *(f"{w.get(name, 0):.2f}" for w in weights))) for name in NAMES]
        TARGET.write_text(HEAD + "\n" + "\n".join(rows) + "\n", encoding="utf-8")
        return
    for n, what in enumerate(("one claim", "different", "denied")):
        own = [pair for pair in pairs if pair.column == n]
        rated = []
        for story in sorted({pair.story for pair in own}):
            trained = fit([pair for pair in own if pair.story != story], USED[n])
            rated += [(rate(pair, trained), pair.label) for pair in own if pair.story == story]
        print(f"{what}: {len(own)} pairs, {sum(label for _, label in rated)} are")
        for least in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            found = [label for score, label in rated if score >= least]
            share = sum(found) / max(1, sum(label for _, label in rated))
            print(f"  score {least}: right {sum(found) / max(1, len(found)):.2f} of {len(found)}, found {share:.2f}")


def fit(pairs: Sequence[Pair], names: Sequence[str]) -> dict[str, float]:
    """Fit a logistic function."""
    rows = np.array([[1.0, *(pair.evidence[NAMES.index(name)] for name in names)] for pair in pairs])
    labels = np.array([pair.label for pair in pairs], float)
    weights = np.zeros(rows.shape[1])
    penalty = np.diag([0.0, *([PENALTY] * len(names))])
    for _ in range(50):
        rated = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (rated - labels) + penalty @ weights
        curve = (rows * (rated * (1 - rated))[:, None]).T @ rows + penalty
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return dict(zip(("bias", *names), map(float, weights), strict=True))


def rate(pair: Pair, weights: dict[str, float]) -> float:
    """Return the value of a function for a pair."""
    total = weights["bias"] + sum(
        weights.get(name, 0) * value for name, value in zip(NAMES, pair.evidence, strict=True)
    )
    return float(1 / (1 + np.exp(-total)))


# -- stories


def read(folder: Path) -> Iterator[Pair]:
    """Read the pairs of claims of a folder of stories."""
    given = json.loads((folder / "stories.json").read_text(encoding="utf-8"))
    same = {pair(*two) for cluster in given["clusters"] for two in combinations(cluster["members"], 2)}
    apart = {pair(found["a"], found["b"]) for found in given["contradictions"]}
    either = {pair(*two) for two in given["either"]}
    read_documents = list(open_stories(folder))
    extractions = [extraction for extraction, _ in read_documents]
    found = resolution.resolve(extractions, ())
    chains, acts = found.chains, {act.value: n for n, act in enumerate(Act)}
    kinds = (EntityType.PLACE, EntityType.COUNTRY)
    places = frozenset(n for n, entity in enumerate(found.entities) if entity.type in kinds)
    for (one, ones), (other, others) in combinations_with_replacement(read_documents, 2):
        story = one.document.identifier[:-1]
        if other.document.identifier[:-1] != story:
            continue
        own = [chains.get(extraction.document.key, []) for extraction in (one, other)]
        left = gather(ones, own[0], acts)
        right = left if one is other else gather(others, own[1], acts)
        sides = (one, left), (other, right)
        members = [list_members(folder, extraction, side.profiles) for extraction, side in sides]
        evidence = weigh(left, right, compare_meanings(left, right))
        for i, j in np.ndindex(len(left.profiles), len(right.profiles)):
            ends = members[0].get(i), members[1].get(j)
            if ends[0] is None or ends[1] is None or (one is other and i >= j) or pair(*ends) in either:
                continue
            differing = compare(Facets(left.profiles[i], own[0], places), Facets(right.profiles[j], own[1], places))
            if differing is None:
                continue
            column = 0 if not differing.differences else 2 if differing.kinds == {"polarity"} else 1
            if column == 0 and (one is other or pair(*ends) in apart):
                continue
            label = pair(*ends) in (apart if column else same)
            yield Pair(f"{folder} {story}", column, label, tuple(float(evidence[name][i, j]) for name in NAMES))


def open_stories(folder: Path) -> Iterator[tuple[Extraction, tuple[ClaimProfile, ...]]]:
    """Read the articles of a folder of stories, with what their claims are compared by."""
    told = [json.loads(line) for line in (folder / "meta.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [
        documents.check(
            Document(
                text=(folder / f"{one['id']}.txt").read_text(encoding="utf-8"),
                identifier=one["id"],
                title=one.get("title"),
                publisher=one.get("publisher"),
                issued=one.get("date"),
            )
        )
        for one in told
    ]
    for document, doc in annotation.annotate(found, annotation.load(None)):
        extraction = extract(document, doc)
        yield apply_decisions(extraction, None), profile_claims(extraction, doc)


def list_members(folder: Path, extraction: Extraction, profiles: Sequence[ClaimProfile]) -> dict[int, Member]:
    """Return for each profile the claim of the careful readers that it is, by most of its characters."""
    identifier = extraction.document.identifier
    given = json.loads((folder / "gold" / f"{identifier}.json").read_text(encoding="utf-8"))["claims"]
    wanted = [{n for start, end in claim["content"] for n in range(start, end)} for claim in given]
    ranked = []
    for position, profile in enumerate(profiles):
        spans = extraction.claims[profile.place[1]].content_spans
        own = {n for span in spans for n in range(span.start, span.end)}
        ranked += [
            (2 * len(own & those) / (len(own) + len(those)), -position, -number)
            for number, those in enumerate(wanted)
            if own & those
        ]
    members: dict[int, Member] = {}
    for alike, position, number in sorted(ranked, reverse=True):
        if alike >= 0.5 and -position not in members and (identifier, -number) not in members.values():
            members[-position] = identifier, -number
    return members


def pair(one: Any, other: Any) -> tuple[Member, Member]:  # noqa: ANN401
    """Return two members in order."""
    first, second = sorted(((one[0], one[1]), (other[0], other[1])))
    return first, second


if __name__ == "__main__":
    arguments = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("--")]
    main(arguments, write="--write" in sys.argv)
