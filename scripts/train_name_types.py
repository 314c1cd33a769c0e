"""Train the weights in `graphkit/language/en/weights/name_types.tsv` on documents whose names are annotated.

    python scripts/train_name_types.py DOCUMENTS...            # five-fold cross-validation, by document or story
    python scripts/train_name_types.py DOCUMENTS... --write    # train on all, and write the table

DOCUMENTS has one object a line, {"id", "text", "mentions": [{"start", "end", "head": [start, end], "kind", "type"}]},
with 'file' for the article's file beside it in place of 'text', and with 'story' where several tell one. The table was
trained on those made from GUM (Zeldes, 2017), whose annotations are under CC BY 4.0, and on scripts/names.jsonl, the
names of invented news articles: the model takes most names that it does not know for those of people. The features are
those of `graphkit.reading.mentions.name_types`; none is a word of the documents. A multinomial logistic regression with
a quadratic penalty, fitted by plain gradient descent from zero, so that the weights are the same every time.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from graphkit import documents
from graphkit.language import annotation
from graphkit.model import Document
from graphkit.reading.grammar.parsed import ParsedDocument, align
from graphkit.reading.mentions import name_types
from graphkit.reading.mentions.name_spans import find_missed_names, find_model_names, known_territories
from graphkit.reading.mentions.names import is_people

TARGET = Path(__file__).parent.parent / "graphkit" / "language" / "en" / "weights" / "name_types.tsv"
HEAD = """\
# How much each piece of evidence speaks for a name being that of a person, a body, a place, or of nothing that is
# followed further; see graphkit/reading/mentions/name_types.py. Made by scripts/train_name_types.py from GUM (Zeldes,
# 2017: The GUM Corpus: Creating Multilayer Resources in the Classroom; annotations CC BY 4.0) and from invented news.
# Columns: evidence, person, organization, place, none.

"""
TYPES = {"person": 0, "organization": 1, "place": 2}
RARE = 4
PENALTY = 0.005

type Example = tuple[str, list[frozenset[str]], int]


def examples(gold: dict[str, Any], reading: ParsedDocument) -> list[Example]:
    """List the names of a document with their evidence and what the annotators say that they name."""
    labelled = [*find_model_names(reading), *find_missed_names(reading)]
    by_text: dict[str, list[tuple[Any, str]]] = defaultdict(list)
    for tokens, label in labelled:
        by_text[tokens.text].append((tokens, label))
    out: list[Example] = []
    words = name_types.collect_words(by_text)
    for same in by_text.values():
        if same[0][0].text.casefold() in known_territories() or is_people(same):
            continue
        votes: Counter[int] = Counter()
        for tokens, label in same:
            kind = _kind(gold, tokens.start_char, tokens.end_char, label)
            if kind is not None:
                votes[kind] += 1
        if votes:
            form = frozenset(name_types.observe_form(same[0][0])).union(name_types.observe_others(same[0][0], words))
            evidence = [form.union(name_types.observe(reading, tokens, label)) for tokens, label in same]
            out.append((gold.get("story", gold["id"]), evidence, votes.most_common(1)[0][0]))
    return out


def _kind(gold: dict[str, Any], start: int, end: int, label: str) -> int | None:
    """Find what a stretch names: the longest named mention whose head stands in it; None where that is not told."""
    inside = [m for m in gold["mentions"] if start <= m["head"][0] and m["head"][1] <= end]
    named = [m for m in inside if m["kind"] == "name"]
    if named:
        return TYPES.get(max(named, key=lambda m: m["end"] - m["start"])["type"], 3)
    if not inside and label == "PERSON":
        around = [m for m in gold["mentions"] if m["start"] <= start and end <= m["end"]]
        nearest = min(around, key=lambda m: m["end"] - m["start"], default=None)
        if nearest is not None and nearest["type"] == "person":
            return None  # 'actor Jo Bloggs' is one mention to the annotators, with 'actor' as its head
    return 3


def fit(data: list[Example]) -> dict[str, list[float]]:
    """Fit the weights of each piece of evidence for each kind."""
    seen = Counter(piece for _, evidence, _ in data for piece in set().union(*evidence))
    pieces = ["bias", *sorted(piece for piece, count in seen.items() if count >= RARE)]
    at = {piece: i for i, piece in enumerate(pieces)}
    x = np.zeros((len(data), len(pieces)))
    y = np.zeros((len(data), 4))
    weight = np.zeros(len(data))
    for row, (_, evidence, kind) in enumerate(data):
        x[row, 0] = 1
        for occurrence in evidence:
            for piece in occurrence:
                if piece in at:
                    x[row, at[piece]] += 1 / len(evidence)
        y[row, kind] = 1
        weight[row] = len(evidence) ** 0.5
    w = np.zeros((len(pieces), 4))
    for _ in range(1500):
        z = x @ w
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        gradient = x.T @ ((p - y) * weight[:, None]) / weight.sum() + PENALTY / 10 * w
        w -= 1.0 * gradient
    return {piece: [round(float(v), 2) for v in w[i]] for piece, i in at.items()}


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Read annotated documents."""
    for line in path.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        text = gold["text"] if "text" in gold else (path.parent / gold["file"]).read_text(encoding="utf-8")
        yield {**gold, "text": text}


def main(paths: Sequence[Path], *, write: bool) -> None:
    """Cross-validate, or train and write."""
    golds = {gold["id"]: gold for path in paths for gold in read(path)}
    given = [documents.check(Document(text=gold["text"], identifier=name)) for name, gold in golds.items()]
    data = []
    for document, doc in annotation.annotate(given, annotation.load()):
        data += examples(golds[document.identifier], align(document, doc))
    ids = sorted({gold.get("story", name) for name, gold in golds.items()})
    right = total = 0
    table = np.zeros((4, 4), dtype=int)
    for fold in range(5):
        held = set(ids[fold::5])
        weights = fit([e for e in data if e[0] not in held])
        name_types._weights = lambda weights=weights: weights  # type: ignore[assignment,misc]
        for _, evidence, kind in (e for e in data if e[0] in held):
            said = name_types.KINDS.index(name_types.decide(evidence)[0])
            table[kind, said] += len(evidence)
            right += (said == kind) * len(evidence)
            total += len(evidence)
    print(f"{len(data)} names; {100 * right / total:.1f} % of {total} occurrences right in cross-validation")
    print("rows: person, organization, place, none as annotated; columns: as decided")
    print(table)
    if write:
        weights = fit(data)
        rows = (f"{piece}\t" + "\t".join(f"{w:g}" for w in values) + "\n" for piece, values in weights.items())
        TARGET.write_text(HEAD + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:] if name != "--write"], write="--write" in sys.argv)
