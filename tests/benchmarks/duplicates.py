"""Measure how near duplicates are found: run as `python tests/benchmarks/duplicates.py FOLDER [DOCUMENTS]`.

FOLDER holds articles as text files, below it at any depth. They are rewritten as papers rewrite a wire story (other
headline, byline and ending; paragraphs dropped, words changed, the end cut off), and pairs are made that are no
copies: unrelated articles, articles that quote one statement at length, and a form that is filled in twice. DOCUMENTS
is how many invented signatures are compared in the second part; half of them are copies or fill in one form.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from graphkit.documents import mark, near_duplicates
from graphkit.documents.near_duplicates import Signed, find, sign
from graphkit.model import Document

type Pair = tuple[str, str]


class Rewriting:
    """Makes copies and things that are none, the same ones each time."""

    def __init__(self, texts: list[str]) -> None:
        self.random = random.Random(7)
        self.texts = texts
        self.words = [word for text in texts[:50] for word in text.split()]

    def invent(self, count: int) -> str:
        """Give words that mean nothing together."""
        return " ".join(self.random.choices(self.words, k=count))

    def edit(self, text: str, rate: float) -> str:
        """Leave out, replace or put in words, each in a third of the cases."""
        edited = []
        for word in text.split():
            what = self.random.random() / rate if rate else 1
            if what >= 1 / 3:
                edited.append(self.random.choice(self.words) if what < 2 / 3 else word)
            if 2 / 3 <= what < 1:
                edited.append(self.random.choice(self.words))
        return " ".join(edited)

    def copy(self, drop: float, rate: float, *, end: bool = False) -> Pair:
        """Rewrite an article, dropping paragraphs from anywhere or its end."""
        text = self.random.choice(self.texts)
        paragraphs = re.split(r"\n+", text.strip())
        if len(paragraphs) < 6:
            paragraphs = re.split(r"(?<=[.!?])\s+", text.strip())
        body = paragraphs[1:]
        kept = body[: max(2, round(len(body) * (1 - drop)))]
        if not end:
            kept = [paragraph for paragraph in body if self.random.random() > drop] or body
        return text, "\n\n".join(
            [self.invent(9), "By Jane Doe", *(self.edit(one, rate) for one in kept), self.invent(25)]
        )

    def unrelated(self) -> Pair:
        """Give two articles."""
        one, other = self.random.sample(self.texts, 2)
        return one, other

    def quoting(self, share: float) -> Pair:
        """Give two articles of which a share is the same statement, of at most 300 words."""
        first, *others = self.random.sample(self.texts, 21)  # each once, so that the statement is all they share
        statement = first.split()[:300]
        wanted = round(len(statement) * (1 - share) / share)

        def write(texts: list[str]) -> str:
            return " ".join([*" ".join(texts).split()[:wanted], *statement])

        return write(others[:10]), write(others[10:])

    def form(self, rate: float) -> Pair:
        """Give an article, and another with the same words but for single ones, anywhere."""
        text = self.random.choice(self.texts)
        words = (self.random.choice(self.words) if self.random.random() < rate else word for word in text.split())
        return text, " ".join(words)


def measure(pair: Pair) -> tuple[float, float, bool]:
    """Estimate the resemblance and the containment of two texts, and tell whether one is found to copy the other."""
    import numpy as np

    signed = [
        Signed(document=str(number), signature=sign(Document(text=text, identifier="x", boilerplate=mark(text))))
        for number, text in enumerate(pair)
    ]
    signatures = near_duplicates._Signatures(signed)
    if len(signatures.signed) < 2:
        return 0.0, 0.0, False
    resemblance = float((signatures.values[0] == signatures.values[1]).mean())
    counts = signatures.counts
    contained = resemblance / (1 + resemblance) * float(counts.sum() / np.min(counts))
    return resemblance, contained, bool(find(signed))


def judge(texts: list[str]) -> None:
    """Print how much of each kind of pair is taken for a copy, at several thresholds."""
    make = Rewriting([text for text in texts if 150 <= len(text.split()) <= 1500])
    kinds: dict[str, Callable[[], Pair]] = {
        "a tenth dropped, 1 in 100 edited": lambda: make.copy(0.1, 0.01),
        "a quarter dropped, 3 in 100 edited": lambda: make.copy(0.25, 0.03),
        "two fifths dropped, 5 in 100 edited": lambda: make.copy(0.4, 0.05),
        "end cut off, three tenths": lambda: make.copy(0.3, 0, end=True),
        "end cut off, half": lambda: make.copy(0.5, 0, end=True),
        "end cut off, three fifths": lambda: make.copy(0.6, 0, end=True),
        "NONE unrelated": make.unrelated,
        "NONE a third is one statement": lambda: make.quoting(0.33),
        "NONE half is one statement": lambda: make.quoting(0.5),
        "NONE three fifths are one statement": lambda: make.quoting(0.6),
        "NONE a form, every tenth word differs": lambda: make.form(0.1),
        "NONE a form, every fifth word differs": lambda: make.form(0.2),
    }
    rules = [(0.8, 0.0), (0.6, 0.0), (0.5, 0.0), (0.4, 0.0)]
    rules += [(floor, contained) for contained in (0.9, 0.8, 0.75, 0.7) for floor in (0.3, 0.35, 0.4)]
    print("found by find(), and with a resemblance/containment of at least:", *(f"{a}/{b}" for a, b in rules))
    for kind, draw in kinds.items():
        found = [measure(draw()) for _ in range(400 if "unrelated" in kind else 100)]
        shares = [sum(f for *_, f in found) / len(found)]
        shares += [sum(r >= a and c >= b for r, c, _ in found) / len(found) for a, b in rules]
        print(f"{kind:38}", *(f"{share:.2f}" for share in shares))


def time_signing(texts: list[str]) -> None:
    """Print how long a signature takes."""
    documents = [Document(text=text, identifier="x", boilerplate=mark(text)) for text in texts]
    start = time.perf_counter()
    for document in documents:
        sign(document)
    took = time.perf_counter() - start
    words = sum(len(text.split()) for text in texts)
    print(f"sign: {1000 * took / len(texts):.2f} ms a text of {words // len(texts)} words on average")


def time_finding(texts: list[str], count: int) -> None:
    """Print how long it takes to compare very many, and how much memory."""
    make = Rewriting(texts)
    given = []
    form = make.invent(300).split()
    for number in range(count):
        kind = number % 4
        if kind == 0 or number < 8:
            text = make.invent(350)
            wire = text
        elif kind == 1:
            text = make.invent(350)
        elif kind == 2:
            text = f"{make.invent(20)} {wire} {make.invent(20)}"
        else:
            text = " ".join(word if make.random.random() > 0.2 else make.random.choice(make.words) for word in form)
        issued = "2024-05-02" if kind == 2 else "2024-05-01"
        given.append(
            Signed(document=f"{number:08}", issued=issued, signature=sign(Document(text=text, identifier="x")))
        )
    for some in (count // 4, count // 2, count):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.perf_counter()
        found = find(given[:some])
        took = time.perf_counter() - start
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        right = sum(int(one.document) % 4 == 2 and int(one.of) == int(one.document) - 2 for one in found)
        print(f"find: {some} signatures in {took:.1f} s, {grown // 1024} MB more;", end=" ")
        print(f"{right} of {some // 4} copies, and {len(found) - right} that are none")


def main() -> None:
    """Measure all."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).rglob("*.txt"))]
    time_signing(texts)
    judge(texts)
    time_finding(texts, int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)


if __name__ == "__main__":
    main()
