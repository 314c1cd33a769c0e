"""Fit the weights in `graphkit/language/en/weights/matching.tsv` and `stories.tsv` to stories that outlets tell.

    python scripts/train_matching.py STORIES...                        # cross-validation, by story
    python scripts/train_matching.py STORIES... --write                # fit all, and write the tables
    python scripts/train_matching.py STORIES... --parts DIR [--write]  # by encoders that have not seen a story
    python scripts/train_matching.py STORIES... --texts FILE           # write what tune_encoder.py reads

STORIES are folders of stories that several outlets tell: articles (X1.txt, X2.txt: one story X), meta.jsonl (title,
date, publisher; 'story' where an article tells another one of the same affair), what careful readers found in them
(gold/X1.json: the contents of claims) and stories.json: which of these claims are one ('clusters'), which cannot both
be so ('contradictions') and of which readers disagree ('either'). scripts/stories, scripts/followups and
tests/data/stories are such. DIR is what tune_encoder.py and make_encoder.py made. A logistic regression with a
quadratic penalty is fitted by Newton's method from zero.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import combinations, combinations_with_replacement
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from graphkit import documents
from graphkit.identity import resolution
from graphkit.language import annotation, encoder, meaning
from graphkit.matching.arrays import gather
from graphkit.matching.comparison import Facets, compare
from graphkit.matching.profiles import ClaimProfile
from graphkit.matching.profiling import profile_claims
from graphkit.matching.scoring import measure, weigh
from graphkit.matching.stories import weigh_story
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
STORY_TARGET = TARGET.parent / "stories.tsv"
STORY_HEAD = """\
# How much each thing that two documents have in common speaks for their telling one story: the weights of a logistic
# function, see graphkit/matching/stories.py. Made by scripts/train_matching.py from invented stories.
# Columns: evidence, weight.
"""
STORY_NAMES = ("counterparts", "subject", "names")
NAMES = (
    "likeness", "sentence", "setting", "one source", "one act", "words", "one number", "number alone", "quoted",
    "accusation", "apart", "itself", "overshadowed", "nearest",
)  # fmt: skip
PENALTY = 0.3

type Member = tuple[str, int]
type Article = tuple[Extraction, tuple[ClaimProfile, ...]]


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


def main(folders: Sequence[Path], *, parts: Path | None, write: bool) -> None:
    """Fit the weights, and print how well they do or write them."""
    encoders = Encoders(parts)
    opened = {folder: list(open_stories(folder, encoders)) for folder in folders}
    stories = [example for folder in folders for example in read_documents(folder, opened[folder], encoders)]
    found = fit(stories, STORY_NAMES)
    pairs = [pair for folder in folders for pair in read(folder, opened[folder])]
    weights = [fit([pair for pair in pairs if pair.column == n]) for n in range(3)]
    if write:
        lines = "".join(f"{name}\t{weight:.2f}\n" for name, weight in found.items())
        STORY_TARGET.write_text(STORY_HEAD + "\n" + lines, encoding="utf-8")
        rows = ["\t".join(("bias", *(f"{w['bias']:.2f}" for w in weights)))]
        rows += ["\t".join((name, *(f"{w.get(name, 0):.2f}" for w in weights))) for name in NAMES]
        TARGET.write_text(HEAD + "\n" + "\n".join(rows) + "\n", encoding="utf-8")
        return
    told = [(rate(example, found), example.label) for example in stories]
    for least in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        hits = [label for score, label in told if score >= least]
        share = sum(hits) / sum(label for _, label in told)
        print(f"one story: score {least}: right {sum(hits)} of {len(hits)}, found {share:.2f}")
    for n, what in enumerate(("one claim", "different", "denied")):
        own = [pair for pair in pairs if pair.column == n]
        rated = []
        for story in sorted({pair.story for pair in own}):
            trained = fit([pair for pair in own if pair.story != story])
            rated += [(rate(pair, trained), pair.label) for pair in own if pair.story == story]
        print(f"{what}: {len(own)} pairs, {sum(label for _, label in rated)} are")
        for least in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            found = [label for score, label in rated if score >= least]
            share = sum(found) / max(1, sum(label for _, label in rated))
            print(f"  score {least}: right {sum(found) / max(1, len(found)):.2f} of {len(found)}, found {share:.2f}")


def write_texts(folders: Sequence[Path], target: Path) -> None:
    """Write the contents and sentences of the claims of each story, and which pairs of two articles are one claim."""
    # a profile then has the text where it has its vector else
    meaning.encode_parts = lambda text, parts: [
        " ".join(text[start:end] for start, end in part.stretches).strip().encode() for part in parts
    ]
    told: dict[str, dict[str, Any]] = {}
    for folder in folders:
        stories = read_stories(folder)
        known: dict[str, list[tuple[Member, ClaimProfile]]] = {}
        for extraction, profiles in open_stories(folder):
            members = list_members(folder, extraction, profiles)
            known.setdefault(extraction.document.identifier[:-1], []).extend(
                (members[n], profile) for n, profile in enumerate(profiles) if n in members and profile.meaning
            )
        for story, claims in known.items():
            pairs = [
                (i, j, int(pair(one, other) in stories.same))
                for (i, (one, _)), (j, (other, _)) in combinations(enumerate(claims), 2)
                if one[0] != other[0] and pair(one, other) not in stories.either | stories.apart
            ]
            told[f"{folder.name} {story}"] = {
                "contents": [profile.meaning.decode() for _, profile in claims],
                "sentences": [profile.sentence.decode() for _, profile in claims],
                "pairs": pairs,
            }
    target.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def fit(pairs: Sequence[Pair], names: Sequence[str] = NAMES) -> dict[str, float]:
    """Fit a logistic function."""
    rows = np.array([[1.0, *pair.evidence] for pair in pairs])
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
    total = sum(weight * value for weight, value in zip(weights.values(), (1.0, *pair.evidence), strict=True))
    return float(1 / (1 + np.exp(-total)))


# -- stories


class Encoders:
    """The encoders by which stories are compared: for each one that has not seen it.

    Args:
        folder: What tune_encoder.py and make_encoder.py made, or None: one for all, that of the package.
    """

    def __init__(self, folder: Path | None) -> None:
        self._parts: dict[str, str] = {}
        self._made: dict[str, encoder.Encoder] = {}
        if folder is not None:
            told = json.loads((folder / "parts.json").read_text(encoding="utf-8"))
            self._parts = {name.rpartition(" ")[2]: part for name, part in told.items()}
            parts = {*self._parts.values()}
            self._made = {part: encoder.make((folder / part / "model.onnx").read_bytes()) for part in parts}

    def choose(self, story: str) -> str:
        """Let a story's claims be encoded by its encoder, and return the name of that."""
        part = self._parts.get(story, "")
        if part:
            encoder.load = lambda: self._made[part]  # type: ignore[assignment]
        return part


def read_documents(folder: Path, articles: Sequence[Article], encoders: Encoders) -> Iterator[Pair]:
    """Read the pairs of documents of a folder, of which it is known whether they tell one story."""
    told = read_articles(folder)
    found = resolution.resolve([extraction for extraction, _ in articles], ())
    chains, acts = found.chains, {act.value: n for n, act in enumerate(Act)}
    gathered = []
    for extraction, profiles in articles:
        own = chains.get(extraction.document.key, [])
        gathered.append((extraction.document.identifier, gather(profiles, own, acts)))
    for (one, ones), (other, others) in combinations(gathered, 2):
        if encoders.choose(one[:-1]) == encoders.choose(other[:-1]) and ones.profiles and others.profiles:
            evidence = weigh_story(ones, others, measure(ones, others).sentence)
            label = told[one].get("story", one[:-1]) == told[other].get("story", other[:-1])
            yield Pair(one, None, label, tuple(evidence.values()))


def read(folder: Path, articles: Sequence[Article]) -> Iterator[Pair]:
    """Read the pairs of claims of a folder of stories."""
    same, apart, either = read_stories(folder)
    extractions = [extraction for extraction, _ in articles]
    found = resolution.resolve(extractions, ())
    chains, acts = found.chains, {act.value: n for n, act in enumerate(Act)}
    kinds = (EntityType.PLACE, EntityType.COUNTRY)
    places = frozenset(n for n, entity in enumerate(found.entities) if entity.type in kinds)
    for (one, ones), (other, others) in combinations_with_replacement(articles, 2):
        story = one.document.identifier[:-1]
        if other.document.identifier[:-1] != story:
            continue
        own = [chains.get(extraction.document.key, []) for extraction in (one, other)]
        left = gather(ones, own[0], acts)
        right = left if one is other else gather(others, own[1], acts)
        sides = (one, left), (other, right)
        members = [list_members(folder, extraction, side.profiles) for extraction, side in sides]
        evidence = weigh(left, right, measure(left, right))
        for i, j in np.ndindex(len(left.profiles), len(right.profiles)):
            found_as = members[0].get(i), members[1].get(j)
            if None in found_as or (one is other and i >= j) or pair(*found_as) in either:
                continue
            ends = Facets(left.profiles[i], own[0], places), Facets(right.profiles[j], own[1], places)
            differing = compare(*ends, one_story=one is not other)
            if differing is None:
                continue
            column = 0 if not differing.differences else 2 if differing.kinds == {"polarity"} else 1
            if column == 0 and (one is other or pair(*found_as) in apart):
                continue
            label = pair(*found_as) in (apart if column else same)
            yield Pair(f"{folder} {story}", column, label, tuple(float(evidence[name][i, j]) for name in NAMES))


class Labels(NamedTuple):
    """What careful readers found in a folder of stories.

    Args:
        same: Pairs of claims that are one.
        apart: Pairs that cannot both be so.
        either: Pairs of which readers disagree.
    """

    same: set[tuple[Member, Member]]
    apart: set[tuple[Member, Member]]
    either: set[tuple[Member, Member]]


def read_stories(folder: Path) -> Labels:
    """Read what careful readers found in a folder of stories."""
    given = json.loads((folder / "stories.json").read_text(encoding="utf-8"))
    return Labels(
        same={pair(*two) for cluster in given["clusters"] for two in combinations(cluster["members"], 2)},
        apart={pair(found["a"], found["b"]) for found in given["contradictions"]},
        either={pair(*two) for two in given["either"]},
    )


def read_articles(folder: Path) -> dict[str, dict[str, str]]:
    """Read what is told of the articles of a folder, by their names."""
    lines = (folder / "meta.jsonl").read_text(encoding="utf-8").splitlines()
    return {told["id"]: told for told in map(json.loads, lines)}


def open_stories(folder: Path, encoders: Encoders | None = None) -> Iterator[Article]:
    """Read the articles of a folder of stories, with what their claims are compared by."""
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
        for one in read_articles(folder).values()
    ]
    for document, doc in annotation.annotate(found, annotation.load(None)):
        extraction = extract(document, doc)
        if encoders is not None:
            encoders.choose(document.identifier[:-1])
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
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", nargs="+", type=Path)
    parser.add_argument("--parts", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    if given.texts is not None:
        write_texts(given.stories, given.texts)
    else:
        main(given.stories, parts=given.parts, write=given.write)
