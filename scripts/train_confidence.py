"""Fit the weights in `graphkit/language/en/weights/confidence.tsv` to claims that are judged right or wrong.

    python scripts/train_confidence.py ARTICLES SCORER            # ten-fold cross-validation, by article
    python scripts/train_confidence.py ARTICLES SCORER --write    # fit all, and write the table
    python scripts/train_confidence.py ARTICLES SCORER --test     # the reliability of the table as it is

ARTICLES is a folder of articles (ID.txt) with what careful readers found in them (gold/ID.json); SCORER is the folder
of the scorer's `reading.py`, which pairs our claims with theirs. A claim is right if source, content, axes and what it
is reported in are all right; it was made if its source said something that is mostly this content. A logistic
regression with a quadratic penalty is fitted to each by Newton's method from zero.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

import graphkit
from graphkit import documents
from graphkit.language import annotation
from graphkit.model import Extraction
from graphkit.reading import extraction
from graphkit.reading.claims.confidence import BASE, evidence_for
from graphkit.reading.extraction import extract
from graphkit.reading.grammar.parsed import ParsedDocument, align

TARGET = Path(__file__).parent.parent / "graphkit" / "language" / "en" / "weights" / "confidence.tsv"
HEAD = """\
# How much each thing that the rules saw speaks for a claim being right in every point: the weights of a logistic
# function, see graphkit/reading/claims/confidence.py. Made by scripts/train_confidence.py from whole articles annotated
# by careful readers who had not seen the output. 'reported': in another claim; 'reports': another is reported in it.
# Columns: evidence, weight, weight for the claim's having been made by its source, whatever the other points.

"""
RARE = 10
PENALTY = 6.0
FOLDS = 10


class Example(NamedTuple):
    """A claim: its article, what was seen, whether it is right in every point, and whether its source made it."""

    article: str
    evidence: tuple[str, ...]
    right: bool
    made: bool


def read_examples(folder: Path, scorer: ModuleType) -> list[Example]:
    """Read the articles, and judge each claim by the scorer's pairing."""
    extraction.LIKELY = 0.0  # the claims that are left out are judged too
    files = sorted(folder.glob("*.txt"))
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "graph.nq"
        path.write_bytes(graphkit.build(files).serialize("nq"))
        graph = scorer.Plain(path)
    out: list[Example] = []
    items = [documents.make(file.read_bytes().decode(), identifier=file.name) for file in files]
    for document, doc in annotation.annotate(items, annotation.load()):
        stem = Path(document.identifier).stem
        gold = scorer.load(folder / "gold" / f"{stem}.json")["claims"]
        predicted = list(graph.claims(graph.doc[document.identifier]))
        judged = judge(partial(scorer.compare, graph, document.text), gold, predicted)
        out += pair(stem, align(document, doc), extract(document, doc, least=0), predicted, judged)
    return out


def judge(compare: Callable[..., Any], gold: Sequence[Any], predicted: Sequence[Any]) -> tuple[set[int], set[int]]:
    """Return the positions of the claims that are right in every point, and of those that their source made."""
    pairs = []
    for i, wanted in enumerate(gold):
        for j, claim in enumerate(predicted):
            found = compare(wanted, claim)
            if found:
                order = (found["found"], round(found["dice"], 2), found["entity"], found["axes"])
                pairs.append(((*order, not wanted.get("optional"), -i, -j), i, j, found))
    at: dict[int, tuple[int, Any]] = {}
    of: dict[int, int] = {}
    for _, i, j, found in sorted(pairs, key=lambda p: p[0], reverse=True):
        if i not in at and j not in of:
            at[i], of[j] = (j, found), i
    where = {claim["iri"]: j for j, claim in enumerate(predicted)}

    def parents(i: int) -> set[int | None]:
        found = {gold[i]["parent"], *gold[i].get("parent_or", [])}
        for above in [p for p in found if p is not None and gold[p].get("optional")]:
            found |= parents(above)
        return found

    right, made = set(), set()
    for i, (j, found) in at.items():
        if found["found"] and found["entity"]:
            made.add(j)
        above = predicted[j]["parent"]
        up = of.get(where.get(above, -1)) if above else None
        parent = up in parents(i) if up is not None else above is None and None in parents(i)
        if parent and all(found[k] for k in ("found", "entity", "exact", "axes")):
            right.add(j)
    return right, made


def pair(
    article: str, parsed: ParsedDocument, reading: Extraction, predicted: Sequence[Any], judged: tuple[set[int], ...]
) -> list[Example]:
    """Pair the claims of an extraction with those of the graph, by their spans."""

    def key(*groups: Iterable[tuple[int, int]]) -> tuple[tuple[tuple[int, int], ...], ...]:
        return tuple(tuple(sorted(map(tuple, group))) for group in groups)

    positions = {key(c["source"], c["cue"], c["content"]): j for j, c in enumerate(predicted)}
    reporting = {claim.reported_in for claim in reading.claims}
    out = []
    for number, claim in enumerate(reading.claims):
        spans = (claim.source_spans, claim.cue_spans, claim.content_spans)
        j = positions.get(key(*([(s.start, s.end) for s in group] for group in spans)))
        if j is not None:
            evidence = tuple(evidence_for(claim, reading.mentions, parsed, reports=number in reporting))
            out.append(Example(article, evidence, *(j in group for group in judged)))
    return out


def fit(examples: Sequence[Example], of: Callable[[Example], bool] = attrgetter("right")) -> dict[str, float]:
    """Fit the weights of the evidence that is not rare, to what examples are right or made."""
    counts = Counter(e for x in examples for e in set(x.evidence))
    names = sorted(e for e, n in counts.items() if n >= RARE)
    matrix, wanted = tabulate(examples, names), np.array([float(of(x)) for x in examples])
    penalty = np.array([0.0 if name == BASE else PENALTY for name in names])
    weights = np.zeros(len(names))
    for _ in range(60):
        p = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (p - wanted) + penalty * weights
        hessian = (matrix * (p * (1 - p))[:, None]).T @ matrix + np.diag(penalty + 1e-9)
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-10:
            break
    return dict(zip(names, weights.tolist(), strict=True))


def tabulate(examples: Sequence[Example], names: Sequence[str]) -> np.ndarray[Any, Any]:
    """Return a row for each claim and a column for each piece of evidence, 1 where it is there."""
    position = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(examples), len(names)))
    for row, example in enumerate(examples):
        for evidence in example.evidence:
            if evidence in position:
                matrix[row, position[evidence]] = 1
    return matrix


def rate(examples: Sequence[Example], weights: dict[str, float]) -> np.ndarray[Any, Any]:
    """Return the confidence of each claim."""
    totals = [sum(weights.get(e, 0.0) for e in set(x.evidence)) for x in examples]
    return np.array([round(1 / (1 + float(np.exp(-total))), 2) for total in totals])


def cross_validate(examples: Sequence[Example]) -> np.ndarray[Any, Any]:
    """Rate each claim by weights that were fitted to other articles."""
    articles = sorted({x.article for x in examples})
    random.Random(1).shuffle(articles)
    fold = {article: n % FOLDS for n, article in enumerate(articles)}
    rated = np.zeros(len(examples))
    for k in range(FOLDS):
        weights = fit([x for x in examples if fold[x.article] != k])
        chosen = [n for n, x in enumerate(examples) if fold[x.article] == k]
        rated[chosen] = rate([examples[n] for n in chosen], weights)
    return rated


def report(examples: Sequence[Example], rated: np.ndarray[Any, Any]) -> None:
    """Print the reliability by tenths of confidence, and the expected calibration error."""
    right = np.array([float(x.right) for x in examples])
    error = 0.0
    print(f"{'confidence':>12} {'claims':>7} {'right':>6}")
    for tenth in range(10):
        chosen = (rated >= tenth / 10) & ((rated < (tenth + 1) / 10) | (tenth == 9))
        if chosen.any():
            error += chosen.sum() * abs(rated[chosen].mean() - right[chosen].mean()) / len(rated)
            print(f"{rated[chosen].mean():12.2f} {chosen.sum():7} {right[chosen].mean():6.2f}")
    print(f"expected calibration error {error:.3f} of {len(rated)} claims")


def main(folder: str, scorer_folder: str, *options: str) -> None:
    """Cross-validate, write the table, or test it."""
    sys.path.insert(0, scorer_folder)
    import reading as scorer

    examples = read_examples(Path(folder), scorer)
    if "--write" in options:
        made = fit(examples, attrgetter("made"))
        rows = sorted(fit(examples).items(), key=lambda row: (-row[1], row[0]))
        lines = [f"{evidence}\t{weight:.3f}\t{made[evidence]:.3f}\t" for evidence, weight in rows]
        TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    elif "--test" in options:
        from graphkit.reading.claims.confidence import _weights

        report(examples, rate(examples, {evidence: weight for evidence, (weight, _) in _weights().items()}))
    else:
        report(examples, cross_validate(examples))


if __name__ == "__main__":
    main(*sys.argv[1:])
