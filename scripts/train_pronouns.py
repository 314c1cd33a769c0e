"""Train the weights in `graphkit/language/en/weights/pronouns.tsv` on documents whose coreference is annotated.

    python scripts/train_pronouns.py DOCUMENTS.jsonl            # five-fold cross-validation, by document
    python scripts/train_pronouns.py DOCUMENTS.jsonl --write    # train on all, and write the table

DOCUMENTS is as for `train_name_types.py`, with the "entity" of each mention. The entity that an annotated antecedent
belongs to is compared with what the candidates mostly are; a softmax over the candidates of each pronoun, 'nothing'
among them, with a quadratic penalty, is fitted by plain gradient descent from zero.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from graphkit import documents
from graphkit.language import annotation
from graphkit.model import MentionKind
from graphkit.reading.claims.claims import make_claims
from graphkit.reading.claims.reported_speech import find_reported_speech
from graphkit.reading.coreference import joining, nominals, pronouns
from graphkit.reading.coreference.clusters import MentionClusters
from graphkit.reading.coreference.names import cluster_names
from graphkit.reading.coreference.pronouns import Candidate
from graphkit.reading.grammar.parsed import ParsedDocument, align
from graphkit.reading.mentions.mentions import find_mentions

TARGET = Path(__file__).parent.parent / "graphkit" / "language" / "en" / "weights" / "pronouns.tsv"
HEAD = """\
# How much each piece of evidence speaks for a pronoun meaning a candidate, or nothing that is followed ('none'); see
# graphkit/reading/coreference/salience.py. Made by scripts/train_pronouns.py from GUM (Zeldes, 2017: The GUM Corpus:
# Creating Multilayer Resources in the Classroom; annotations CC BY 4.0). 'he' stands for 'she' too.
# Columns: pronoun, evidence, weight.

"""
RARE = 5
PENALTY = 1.0
ROUNDS = 800

type Example = tuple[str, str, list[tuple[str, ...]], int]


def examples(gold: dict[str, Any], reading: ParsedDocument) -> list[Example]:
    """List the pronouns of a document with their candidates and the right one of these."""
    entity_at: dict[int, str] = {}
    entity_of_span = {(m["start"], m["end"]): m["entity"] for m in gold["mentions"]}
    for mention in sorted(gold["mentions"], key=lambda m: m["start"] - m["end"]):
        entity_at[mention["head"][0]] = mention["entity"]
    index = find_mentions(reading)
    claims = make_claims(reading, index, find_reported_speech(reading))
    clusters = MentionClusters(reading, index)
    cluster_names(clusters)
    nominals.cluster_nominals(clusters)
    joining.join_posts(clusters)
    out: list[Example] = []

    def entity_of(mention: int) -> str | None:
        span = index.mentions[mention].span
        head = index.mentions[mention].head
        if mention in index.pairs:
            return entity_of_span.get((span.start, span.end))
        return entity_at.get(head.start) or next(
            (e for at, e in entity_at.items() if span.start <= at < span.end), None
        )

    def is_(number: int) -> str | None:
        votes: Counter[str] = Counter()
        for mention in clusters.items[number].mentions:
            if index.mentions[mention].kind is not MentionKind.PRONOUN and (entity := entity_of(mention)):
                votes[entity] += 1
        return votes.most_common(1)[0][0] if votes else None

    def teach(mention: int, kind: str, candidates: Sequence[Candidate]) -> int | None:
        entity = entity_at.get(index.mentions[mention].span.start)
        right = len(candidates) - 1
        if entity is not None:
            right = next((n for n, c in enumerate(candidates[:-1]) if is_(c.cluster) == entity), right)  # type: ignore[arg-type]
        kind = "he" if kind == "she" else kind
        if len(candidates) > 1 and kind != "it":
            out.append((gold["id"], kind, [c.evidence for c in candidates], right))
        return candidates[right].cluster

    pronouns.resolve_pronouns(clusters, claims, teach)
    return out


def fit(data: list[Example]) -> dict[str, dict[str, float]]:
    """Fit the weights for each pronoun."""
    return {kind: _fit([e for e in data if e[1] == kind]) for kind in ("he", "they")}


def _fit(data: list[Example]) -> dict[str, float]:
    seen = Counter(piece for _, _, candidates, _ in data for piece in {piece for c in candidates for piece in c})
    at = {piece: i for i, piece in enumerate(sorted(piece for piece, count in seen.items() if count >= RARE))}
    total = sum(len(candidates) for _, _, candidates, _ in data)
    x, y, group = np.zeros((total, len(at))), np.zeros(total), np.zeros(total, dtype=int)
    row = 0
    for n, (_, _, candidates, which) in enumerate(data):
        for m, candidate in enumerate(candidates):
            for piece in candidate:
                if piece in at:
                    x[row, at[piece]] = 1
            y[row], group[row] = m == which, n
            row += 1
    w = np.zeros(len(at))
    for _ in range(ROUNDS):
        z = x @ w
        top = np.full(len(data), -np.inf)
        np.maximum.at(top, group, z)
        p = np.exp(z - top[group])
        p /= np.bincount(group, p, len(data))[group]
        w -= (2.0 / len(data)) * (x.T @ (p - y) + PENALTY * w)
    return {piece: round(float(w[i]), 2) for piece, i in at.items()}


def main(path: Path, write: bool) -> None:
    """Cross-validate, or train and write."""
    golds = {d["id"]: d for d in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    data: list[Example] = []
    for document, doc in annotation.annotate(documents.read([path], problems=[]), annotation.load()):
        data += examples(golds[document.identifier], align(document, doc))
    ids = sorted(golds)
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for fold in range(5):
        held = set(ids[fold::5])
        weights = fit([e for e in data if e[0] not in held])
        for _, kind, candidates, right in (e for e in data if e[0] in held):
            sums = [sum(weights[kind].get(p, 0.0) for p in c) for c in candidates]
            said = sums.index(max(sums))
            table[kind]["all"] += 1
            table[kind]["right"] += said == right
            table[kind]["resolved"] += said != len(candidates) - 1
            table[kind]["rightly resolved"] += said == right != len(candidates) - 1
            table[kind]["can be resolved"] += right != len(candidates) - 1
    for kind, counts in table.items():
        print(kind, dict(counts))
    if write:
        weights = fit(data)
        rows = (f"{kind}\t{p}\t{w:g}\n" for kind, own in weights.items() for p, w in own.items() if w)
        TARGET.write_text(HEAD + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--write" in sys.argv)
