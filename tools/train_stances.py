"""Fit the weights of the stance scorer, and write them to graphkit/languages/en/leanings.tsv.

Run by hand, with numpy and scipy beside graphkit:

    python tools/train_stances.py train.tsv [--dry]

The data are those of Park et al., Directed Sentiment Analysis in News Text (2021): a line holds a sentence with two
entities in brackets, the two, and 0 for no stance, 1 and 3 for a stance of the first for or against the second, 2 and 4
for one of the second. Nothing of them is kept but the weights: names are masked in every trait, a trait must stand in
several sentences, and a word that is mostly written with a capital is dropped with all its traits.

The model is a multinomial logistic regression over five outcomes, whose weights are shared between the two directions.
They are rounded to whole numbers, so that the sum is the same on every machine.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.optimize
import scipy.sparse

from graphkit import annotation, lexicon
from graphkit.coreference import resolve
from graphkit.extract.claims import make_claims
from graphkit.extract.mentions import find_mentions
from graphkit.extract.pairs import find_pairs, traits_of
from graphkit.extract.reading import read
from graphkit.extract.reported_speech import find_reported_speech
from graphkit.model import Document, Span

OUT = Path(__file__).parent.parent / "graphkit" / "languages" / "en" / "leanings.tsv"
UNIT = 20
"""Weights are twentieths of a natural logarithm of odds."""
LEAST = 5
"""Sentences in which a trait must stand."""
PENALTY = 12.0
HEAD = """\
# The weights of the stance scorer (extract/leanings.py): how much a trait of two parties speaks for 'favours' and for
# 'disfavours', in twentieths of a logarithm of odds. Written by tools/train_stances.py; do not edit, train anew.
# Fitted on the sentences of Park et al., Directed Sentiment Analysis in News Text (2021). Names are masked ('*').
# Columns: trait, weight for favours, weight for disfavours.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the data, described.

    Args:
        text: The sentence.
        label: Its label.
        traits: The traits in both directions, or None where the scorer does not look at the pair.
    """

    text: str
    label: int
    traits: tuple[tuple[str, ...], tuple[str, ...]] | None


def read_line(line: str) -> tuple[str, tuple[int, int], tuple[int, int], int]:
    """Read a line: the sentence without brackets, where the two entities stand, and the label."""
    marked, first, second, label = line.rstrip("\n").split("\t")
    marks = [m.span() for m in re.finditer(r"\[[^\[\]]*\]", marked)]
    one = next((m for m in marks if marked[m[0] + 1 : m[1] - 1] == first), marks[0])
    two = next((m for m in marks if m != one and marked[m[0] + 1 : m[1] - 1] == second), marks[-1])
    brackets = sorted((one[0], one[1] - 1, two[0], two[1] - 1))
    text = "".join(ch for i, ch in enumerate(marked) if i not in brackets)

    def moved(mark: tuple[int, int]) -> tuple[int, int]:
        before = sum(b < mark[0] + 1 for b in brackets)
        return mark[0] + 1 - before, mark[1] - 1 - before

    return text, moved(one), moved(two), int(label)


def describe_lines(path: Path) -> tuple[list[Line], set[str]]:
    """Parse and describe every line; also list the words that are mostly written as names."""
    read_lines = [read_line(line) for line in path.open(encoding="utf-8")]
    documents = {text: Document(text=text, identifier="line") for text, *_ in read_lines}
    wanted: dict[str, list[int]] = {}
    for n, (text, *_) in enumerate(read_lines):
        wanted.setdefault(text, []).append(n)
    out: list[Line | None] = [None] * len(read_lines)
    written: Counter[tuple[str, bool]] = Counter()
    for document, doc in annotation.annotate(documents.values(), annotation.load()):
        reading = read(document, doc)
        found = find_mentions(reading)
        made = make_claims(reading, found, find_reported_speech(reading))
        mentions = resolve(reading, found, made).mentions
        pairs = [pair for sentence in doc.sents for pair in find_pairs(reading, found, mentions, sentence)]
        for token in doc:
            if token.is_alpha and not token.is_sent_start:
                written[token.lemma_.lower(), token.text[0].isupper()] += 1
        for n in wanted[document.text]:
            _, one, two, label = read_lines[n]
            traits = None
            for pair in pairs:
                for first, second, turn in ((pair.one, pair.other, 1), (pair.other, pair.one, -1)):
                    if traits is None and _over(first.span, one) and _over(second.span, two):
                        forth, back = (tuple(dict.fromkeys(t for t, _ in s)) for s in traits_of(pair, made, mentions))
                        traits = (forth, back) if turn == 1 else (back, forth)
            out[n] = Line(text=document.text, label=label, traits=traits)
    names = {word for word, _ in written if written[word, True] > written[word, False]}
    return [line for line in out if line is not None], names | _known_names()


def _over(span: Span, mark: tuple[int, int]) -> bool:
    return span.start < mark[1] and mark[0] < span.end


def _known_names() -> set[str]:
    """List the names that graphkit's own word lists hold."""
    words = {*lexicon.words("name_male"), *lexicon.words("name_female")}
    for territory in lexicon.territories():
        for name in (territory.name, *territory.aliases, *territory.demonyms, territory.capital or ""):
            words |= set(name.lower().split())
    return words - {"us", "the", "of", "and"}


class Model:
    """A multinomial logistic regression with weights shared between directions.

    Args:
        lines: The lines to fit.
        names: Words whose traits are left out.
    """

    def __init__(self, lines: list[Line], names: set[str]) -> None:
        counts: Counter[str] = Counter()
        for line in lines:
            if line.traits is not None:
                counts.update(set(line.traits[0]) | set(line.traits[1]))
        kept = [t for t, n in counts.items() if n >= LEAST and not names.intersection(t.split())]
        self.position = {trait: i for i, trait in enumerate(sorted(kept))}
        lines = [line for line in lines if line.traits is not None]
        forth, back = self.matrix(lines, 0), self.matrix(lines, 1)
        label = np.array([line.label for line in lines])
        size, rows = len(self.position), np.arange(len(lines))
        wanted = np.zeros((len(lines), 5))
        wanted[rows, label] = 1

        def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
            z = _outcomes(forth, back, x[:size], x[size:])
            z -= z.max(1, keepdims=True)
            e = np.exp(z)
            total = e.sum(1, keepdims=True)
            off = e / total - wanted
            good = forth.T @ off[:, 1] + back.T @ off[:, 2]
            bad = forth.T @ off[:, 3] + back.T @ off[:, 4]
            value = -(z[rows, label] - np.log(total[:, 0])).sum() + 0.5 * PENALTY * (x @ x)
            return value, np.concatenate([good, bad]) + PENALTY * x

        x = scipy.optimize.minimize(loss, np.zeros(2 * size), jac=True, method="L-BFGS-B", options={"maxiter": 80}).x
        self.good, self.bad = np.rint(UNIT * x[:size]), np.rint(UNIT * x[size:])

    def matrix(self, lines: list[Line], direction: int) -> scipy.sparse.csr_matrix:
        """Lay out the traits of lines in one direction."""
        columns: list[int] = []
        ends = [0]
        for line in lines:
            traits = line.traits[direction] if line.traits is not None else ()
            columns += sorted(self.position[t] for t in traits if t in self.position)
            ends.append(len(columns))
        return scipy.sparse.csr_matrix((np.ones(len(columns)), columns, ends), (len(lines), len(self.position)))

    def score(self, lines: list[Line]) -> np.ndarray:
        """Score the five outcomes of each line; none of them is 0."""
        return _outcomes(self.matrix(lines, 0), self.matrix(lines, 1), self.good, self.bad)

    def write(self, path: Path) -> None:
        """Write the weights that are not 0."""
        rows = [
            f"{trait}\t{int(self.good[i])}\t{int(self.bad[i])}\n"
            for trait, i in self.position.items()
            if self.good[i] or self.bad[i]
        ]
        path.write_text(HEAD + "".join(rows), encoding="utf-8")
        print(f"{len(rows)} traits in {path}")


def _outcomes(
    forth: scipy.sparse.csr_matrix, back: scipy.sparse.csr_matrix, good: np.ndarray, bad: np.ndarray
) -> np.ndarray:
    return np.stack([np.zeros(forth.shape[0]), forth @ good, back @ good, forth @ bad, back @ bad], 1)


def cross_validate(lines: list[Line], names: set[str], folds: int = 5) -> np.ndarray:
    """Score each line by a model that has not seen its sentence."""
    fold = [int(hashlib.sha256(line.text.encode()).hexdigest(), 16) % folds for line in lines]
    out = np.zeros((len(lines), 5))
    for k in range(folds):
        model = Model([line for line, f in zip(lines, fold, strict=True) if f != k], names)
        held = [n for n, f in enumerate(fold) if f == k]
        out[held] = model.score([lines[n] for n in held])
    return out


def report(lines: list[Line], scores: np.ndarray) -> None:
    """Print precision and recall of the scorer alone at several thresholds."""
    label = np.array([line.label for line in lines])
    looked = np.array([line.traits is not None for line in lines])
    order = np.sort(scores[:, 1:], axis=1)
    said = scores[:, 1:].argmax(1) + 1
    for least in (-10, 0, 10, 20):
        for ahead in (0, 10, 20):
            speaks = looked & (order[:, -1] >= least) & (order[:, -1] - order[:, -2] >= ahead)
            hit = (speaks & (said == label)).sum()
            p, r = hit / max(1, speaks.sum()), hit / (label > 0).sum()
            print(f"least {least:4} ahead {ahead:3}: P {100 * p:.1f} R {100 * r:.1f} of {speaks.sum()}")


def main() -> None:
    """Cross-validate, then fit on all lines and write the weights."""
    parser = argparse.ArgumentParser(description="Fit the weights of the stance scorer.")
    parser.add_argument("train", type=Path, help="train.tsv of Park et al. (2021)")
    parser.add_argument("--dry", action="store_true", help="cross-validate only")
    options = parser.parse_args()
    lines, names = describe_lines(options.train)
    report(lines, cross_validate(lines, names))
    if not options.dry:
        Model(lines, names).write(OUT)


if __name__ == "__main__":
    main()
