"""Fit the weights in `graphkit/language/en/weights/questions.tsv` to questions that are made from the ways of asking.

    python scripts/train_questions.py            # cross-validation: frames of ways that were left out
    python scripts/train_questions.py --write    # fit all, and write the tables

The ways stand in scripts/questions.tsv. Of each, questions are made at random, with the words of its classes, with
names and with things of all kinds in its blanks. Three logistic functions with several outcomes are fitted to them:
the frame of a question by all that is seen of it, the part of each of its words (both by Adagrad, whose weights are
drawn to 0), and the frame by the vector of the question's meaning (by Adam). The extra `encoder` is needed.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphkit.asking.features import see_question, see_word, shape
from graphkit.asking.weights import NO_PART, Weights, encode, rate_frames, tell_parts
from graphkit.asking.words import DATE, NAME, NUMBER, QUOTED, Word, read_words
from graphkit.files.tables import read_table
from graphkit.language import lexicon

SOURCE = Path(__file__).parent / "questions.tsv"
TARGET = Path(__file__).parent.parent / "graphkit" / "language" / "en" / "weights" / "questions.tsv"
HEAD = """\
# How much each thing that is seen of a question speaks for its frame ('frame'), or of a word of it for the blank that
# it fills ('part'), and which words the training had ('known'): see graphkit/asking/features.py. Made by
# scripts/train_questions.py from the ways of asking in scripts/questions.tsv.
# Columns: kind, what is seen, label=weight.
"""
MEANINGS = TARGET.with_name("question_meanings.tsv")
HEAD_OF_MEANINGS = """\
# How much each number of the vector of a question's meaning (see graphkit/language/encoder) speaks for its frame; the
# last weight always counts. Made by scripts/train_questions.py.
# Columns: frame, weights.
"""
EACH = 12
"""So many questions are made of each way."""
COMMON = 24
"""So many of each of the frame that is asked for most."""
RARE = 5
"""So many of each of a frame that is hardly asked for."""
RARE_FRAMES = frozenset(
    ("characters evidence rules reviewed decided why-one nameless-chains own-voice independent copies wording hedge"
     " indirect negate maybe edited versions").split()
)  # fmt: skip
FOLDS, TESTED = 5, 2
"""Of so many parts so many are left out in turn."""
RATE = {"frame": 0.25, "part": 0.1}
PENALTY = {"frame": 5e-3, "part": 1e-3}
"""How strongly weights are drawn to 0, so that most are."""
ROUNDS = {"frame": 8, "part": 5}
LEAST = 0.1
"""A lesser weight is not written."""
SCALE, TURNS, BATCH = 8.0, 60, 128
ENCODED = 4
"""Of the questions one in so many is encoded, which is slow."""
FORGOTTEN = 0.25
"""The share of words with an act that count as unknown, so that their act is learned and not only they."""
PARTS = {
    **dict.fromkeys(("who", "work"), "who"),
    **dict.fromkeys(("object", "group"), "object"),
    **dict.fromkeys(("topic", "that", "do", "quoted", "adjective"), "topic"),
    "post": "post",
}
"""The part that the words of each blank have; those of any other have none."""

_BLANK = re.compile(r"\[(\w+)\](\??)")
_VERB = re.compile(r"[^aeiou][aeiou][bdgklmnprt]")


class Example(NamedTuple):
    """A question with what it means.

    Args:
        way: The number of the way that it was made of.
        frame: Its frame.
        words: Its words.
        parts: The part of each.
    """

    way: int
    frame: str
    words: tuple[Word, ...]
    parts: tuple[str, ...]


def main(*, write: bool) -> None:
    """Fit the weights, and print how well they do or write them."""
    ways = [(frame, way) for frame, way in read_table(SOURCE, 2) if not frame.startswith("=")]
    examples = [example for number, (frame, way) in enumerate(ways) for example in make(number, frame, way)]
    known = find_known(ways)
    if write:
        weights = fit(examples, known)
        TARGET.write_text(HEAD + "\n" + "".join(f"{line}\n" for line in list_lines(weights)), "utf-8")
        assert weights.meanings is not None
        rows = (f"{frame}\t{' '.join(f'{w:.2f}' for w in row)}\n" for frame, row in zip(*weights.meanings, strict=True))
        MEANINGS.write_text(HEAD_OF_MEANINGS + "\n" + "".join(rows), "utf-8")
        return
    right: Counter[str] = Counter()
    missed: Counter[tuple[str, str]] = Counter()
    for fold in range(TESTED):
        own = [number for number in range(len(ways)) if number * 7919 % FOLDS == fold]
        left = set(own)
        weights = fit(
            [one for one in examples if one.way not in left],
            find_known([w for n, w in enumerate(ways) if n not in left]),
        )
        for one in (one for one in examples if one.way in left):
            frame = rate_frames(one.words, weights)[0][0]
            right["words only"] += rate_frames(one.words, replace(weights, meanings=None))[0][0] == one.frame
            parts = tell_parts(one.words, one.frame, weights)
            right["all"] += 1
            right["frame"] += frame == one.frame
            right["parts"] += parts == list(one.parts)
            right["words"] += len(parts)
            right["word"] += sum(part == own for part, own in zip(parts, one.parts, strict=True))
            if frame != one.frame:
                missed[one.frame, frame] += 1
    share = {what: right[what] / right["all"] for what in ("frame", "words only", "parts")}
    print(f"of ways left out: frame {share['frame']:.3f}, by words only {share['words only']:.3f},", end=" ")
    print(f"all parts {share['parts']:.3f}, part of a word {right['word'] / right['words']:.3f}")
    for (meant, told), number in missed.most_common(40):
        print(f"  {meant} told as {told}: {number}")


# -- questions


def make(number: int, frame: str, way: str) -> Iterator[Example]:
    """Make questions of a way."""
    chance = random.Random(f"{frame} {way}")
    for _ in range(RARE if frame in RARE_FRAMES else COMMON if frame == "say" else EACH):
        words: list[Word] = []
        parts: list[str] = []
        for text, part in _expand(way, chance):
            for word in _write(text, part, chance):
                words.append(word)
                parts.append(part)
        if words:
            yield Example(number, _tell_apart(frame, words, parts), tuple(words), tuple(parts))


def _tell_apart(frame: str, words: Sequence[Word], parts: Sequence[str]) -> str:
    """Tell praise from blame, of which people ask in the same ways."""
    acts = {act for word, part in zip(words, parts, strict=True) if part == NO_PART for act in word.acts}
    if frame != "judge" or ("praises" in acts and acts & {"criticizes", "alleges"}):
        return frame
    return "praise" if "praises" in acts else "blame"


def _write(text: str, part: str, chance: random.Random) -> Iterator[Word]:
    """Make words of a piece of a question, in which NAME, DATE, … stand for such."""
    for piece in text.split():
        if piece in (NAME, QUOTED, DATE, NUMBER):
            yield Word(text=piece, start=0, end=0, form=piece)
            continue
        for word in read_words(piece):
            forgotten = word.acts if part == NO_PART else True
            yield replace(word, form="") if forgotten and chance.random() < FORGOTTEN else word


def _expand(way: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    tokens = way.split()
    been = -1
    for at, token in enumerate(tokens):
        blank = _BLANK.fullmatch(token)
        if token in ("{was}", "{be}", "was") and at + 1 < len(tokens) and _BLANK.fullmatch(tokens[at + 1]):
            if chance.random() < 0.2:  # 'has Lind been accused' for 'was Lind accused'
                yield chance.choice(("has", "have", "had")), NO_PART
                been = at + 1
                continue
        if token.endswith("?") and len(token) > 1 and chance.random() < 0.5:
            continue
        if blank:
            yield FILL[blank[1]](chance), PARTS.get(blank[1], NO_PART)
            if at == been and tokens[at + 1 : at + 2] != ["'s"]:
                yield "been", NO_PART
            continue
        yield chance.choice(list_alternatives(token.removesuffix("?"))).replace("_", " "), NO_PART


@cache
def list_alternatives(token: str) -> Sequence[str]:
    """List the words that may stand for a token."""
    if token.startswith("{"):
        return [word for name in token[1:-1].split("|") for word in _classes().get(name, (name,))]
    return token.split("|")


@cache
def _classes() -> dict[str, list[str]]:
    return {
        name[1:]: [form for word in words.split() for form in (_inflect(word[1:]) if word.startswith("~") else (word,))]
        for name, words in read_table(SOURCE, 2)
        if name.startswith("=")
    }


def _inflect(word: str) -> Iterator[str]:
    """Yield the forms of a regular verb; what follows it stays: 'call_for', 'calls_for'."""
    verb, mark, rest = word.partition("_")
    stem = verb.removesuffix("e")
    ends_in_y = verb.endswith("y") and verb[-2] not in "aeiou"
    third = verb[:-1] + "ies" if ends_in_y else verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    past = verb[:-1] + "ied" if ends_in_y else stem + "ed"
    yield from (form + mark + rest for form in (verb, third, past, stem + "ing"))
    if _VERB.search(verb[-3:]):
        yield from (verb + verb[-1] + ending + mark + rest for ending in ("ed", "ing"))


def find_known(ways: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Find the words that ways have of their own, as questions have them."""
    found = {NAME, QUOTED, DATE, NUMBER, ","}
    for _, way in ways:
        for token in way.split():
            if not _BLANK.fullmatch(token):
                for words in list_alternatives(token.removesuffix("?") or token):
                    found.update(word.form for word in read_words(words.replace("_", " ")))
    return frozenset(found)


# -- what stands in blanks


@cache
def _list(name: str) -> Sequence[str]:
    """List the words or phrases that may stand in a blank."""
    return [words.replace("_", " ") for words in _classes()[f"[{name}]"]]


@cache
def _nouns() -> Sequence[str]:
    return sorted(noun for noun in lexicon.nouns() if noun.isalpha())


@cache
def _told() -> Sequence[str]:
    return sorted(lemma for lemma, pos in lexicon.cues() if pos == "noun" and lemma.isalpha())


@cache
def _own_words() -> Sequence[str]:
    """List words that ways have of their own: what a question is about may have them too."""
    ways = [way for frame, way in read_table(SOURCE, 2) if not frame.startswith("=")]
    pieces = {word for way in ways for token in way.split() if token.isalpha() for word in token.split("|")}
    return sorted(word for word in pieces | set(_told()) if len(word) > 3)


def _noun(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.35:
        return chance.choice(_nouns())
    if kind < 0.55:
        return chance.choice(_own_words())
    return chance.choice(_told()) if kind < 0.68 else chance.choice(_list("things"))


def _thing(chance: random.Random) -> str:
    """Return a phrase with a noun."""
    noun = _noun(chance) + chance.choice(("", "", "s"))
    kind = chance.random()
    head = chance.choice(HEADS)
    if chance.random() < 0.35:
        noun = f"{chance.choice(_list('adjectives'))} {noun}"
    elif chance.random() < 0.3:
        noun = f"{_noun(chance)} {noun}"
    if kind < 0.2:
        end = chance.choice((NAME, f"the {_noun(chance)}", f"{_noun(chance)}s"))
        return f"{head}{noun} {chance.choice('of of in on for with at by against between'.split())} {end}"
    if kind < 0.27:
        return f"{chance.choice(_list('doings'))}"
    if kind < 0.3:
        return f"{noun} and {_noun(chance)}"
    return head + noun


def _topic(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.42:
        return NAME
    if kind < 0.45:
        return f"{NAME} and {NAME}"
    return _thing(chance)


def _clause(chance: random.Random) -> str:
    subject = chance.choice((NAME, NAME, _thing(chance), _thing(chance), "there", "it", "he", "they"))
    kind = chance.random()
    if kind < 0.2:
        return f"{subject} {chance.choice(_verbs())}ed {_topic(chance)}".replace("eed ", "ed ")
    if kind < 0.3:
        return f"{subject} {chance.choice(('is', 'was'))} the {chance.choice(_list('posts'))} of {NAME}"
    return f"{subject} {chance.choice(_list('predicates'))}"


@cache
def _verbs() -> Sequence[str]:
    return sorted(lemma for lemma, pos in lexicon.cues() if pos == "verb" and lemma.isalpha())


def _who(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.71:
        return NAME
    if kind < 0.75:
        return f"{chance.choice(_list('titles'))} {NAME}"
    if kind < 0.83:
        return f"{NAME} and {NAME}"
    if kind < 0.86:
        return f"{NAME} 's {chance.choice(_list('followers'))}"
    if kind < 0.93:
        before = chance.choice(("", "", chance.choice(_list("adjectives")) + " ", NAME + " "))
        return f"the {before}{chance.choice(_list('followers'))}"
    if kind < 0.96:
        whose = chance.choice((NAME, f"the {NAME}", f"the {chance.choice(_list('groups'))}"))
        return f"the {chance.choice(_list('followers'))} of {whose}"
    return f"{chance.choice((chance.choice(_list('adjectives')) + ' ', ''))}{chance.choice(_list('followers'))}s"


def _object(chance: random.Random) -> str:
    return NAME if chance.random() < 0.6 else chance.choice((_who, _thing))(chance)


FILL = {
    "who": _who,
    "object": _object,
    "topic": _topic,
    "that": _clause,
    "do": lambda chance: (
        chance.choice(_list("actions"))
        + chance.choice(("", "", f" {chance.choice(('in', 'with', 'for', 'after'))} {_topic(chance)}"))
    ),
    "quoted": lambda chance: chance.choice((QUOTED, _noun(chance), _thing(chance))),
    "post": lambda chance: chance.choice(_list("posts")),
    "_": lambda chance: chance.choice((_thing, _clause, _topic))(chance),
    "on": lambda chance: DATE,
    "group": lambda chance: chance.choice(_list("groups")),
    "language": lambda chance: chance.choice(
        ("german", "french", "plain english", "spanish", "chinese", "verse", "latin")
    ),
    "noun": lambda chance: chance.choice((chance.choice(_list("things")), chance.choice(_nouns()))) + "s",
    "number": lambda chance: NUMBER,
    "adjective": lambda chance: chance.choice(_list("adjectives") + _list("judgements")),
    "work": lambda chance: (
        f"{chance.choice(('the ', 'the ', '', f'{NAME} ', f'the {NAME} ', 'a '))}{chance.choice(_list('works'))}"
    ),
    "document": lambda chance: chance.choice((NAME, f"the {_noun(chance)} article")),
}
HEADS = (
    *("the ", "the ", "the ", "", "", "", "a ", "an ", "his ", "her ", "their ", "some ", "this "),
    *(before.replace("N", NAME) for before in ("N 's ", "N 's ", "N ", "the N ", "N 's N ")),
)


# -- fitting


def fit(examples: Sequence[Example], known: frozenset[str]) -> Weights:
    """Fit both functions."""
    whole = [(list(see_question(one.words, known)), one.frame, one.way) for one in examples]
    single = []
    for one in examples:
        forms, kinds = shape(one.words, known)
        for at, part in enumerate(one.parts):
            before = one.parts[at - 1] if at else "^"
            single.append((list(see_word(forms, kinds, at, one.frame, before)), part, one.way))
    frames, parts = _fit(whole, "frame"), _fit(single, "part")
    return Weights(frames=frames, parts=parts, known=known, meanings=_fit_meanings(examples[::ENCODED]))


def _fit_meanings(examples: Sequence[Example]) -> tuple[Sequence[str], NDArray[np.float64]]:
    rows = np.array([encode(one.words) for one in examples])
    rows[:, :-1] *= SCALE
    frames = sorted({one.frame for one in examples})
    places = np.array([frames.index(one.frame) for one in examples])
    weights = np.zeros((rows.shape[1], len(frames)))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    chance = np.random.default_rng(1)
    steps = 0
    for turn in range(TURNS):
        order = chance.permutation(len(rows))
        for first in range(0, len(rows), BATCH):
            own = order[first : first + BATCH]
            scores = rows[own] @ weights
            shares = np.exp(scores - scores.max(axis=1, keepdims=True))
            shares /= shares.sum(axis=1, keepdims=True)
            shares[np.arange(len(own)), places[own]] -= 1
            slope = rows[own].T @ shares / len(own) + 1e-3 * weights
            steps += 1
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope * slope - square)
            pace = 0.01 * (1 - turn / TURNS)
            weights -= pace * mean / (1 - 0.9**steps) / (np.sqrt(square / (1 - 0.999**steps)) + 1e-8)
    weights[:-1] *= SCALE
    return frames, np.round(weights.T, 2)


def _fit(rows: Sequence[tuple[list[str], str, int]], kind: str) -> dict[str, dict[str, float]]:
    ways: dict[str, set[int]] = {}
    for features, _, way in rows:
        for feature in features:
            ways.setdefault(feature, set()).add(way)
    # what one way alone has tells nothing of others, unless it is a word
    least = {
        "frame": lambda feature: 1 if feature.startswith(("has ", "act ")) else 1 + len(feature.split()),
        "part": lambda feature: 6,
    }[kind]
    numbers = {feature: n for n, feature in enumerate(sorted(f for f, own in ways.items() if len(own) >= least(f)))}
    labels = sorted({label for _, label, _ in rows})
    places = {label: n for n, label in enumerate(labels)}
    coded = [(np.array([numbers[f] for f in features if f in numbers]), places[label]) for features, label, _ in rows]
    weights = np.zeros((len(numbers), len(labels)), np.float32)
    squares = np.full_like(weights, 1e-3)
    order = np.arange(len(coded))
    chance = np.random.default_rng(1)
    for _ in range(ROUNDS[kind]):
        chance.shuffle(order)
        for n in order:
            features, place = coded[n]
            own = weights[features]
            scores = own.sum(axis=0)
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            shares[place] -= 1
            squares[features] += shares * shares
            pace = RATE[kind] / np.sqrt(squares[features])
            moved = own - pace * shares
            weights[features] = np.sign(moved) * np.maximum(np.abs(moved) - pace * PENALTY[kind], 0)
    return {
        feature: {
            label: round(float(w), 1)
            for label, w in zip(labels, weights[n], strict=True)
            if abs(w) >= LEAST or feature == "bias"
        }
        for feature, n in numbers.items()
    }


def list_lines(weights: Weights) -> Iterator[str]:
    """List the lines of the table."""
    for kind, table in (("frame", weights.frames), ("part", weights.parts)):
        for seen, told in sorted(table.items()):
            if told:
                yield "\t".join((kind, seen, " ".join(f"{label}={weight:g}" for label, weight in sorted(told.items()))))
    for form in sorted(weights.known):
        yield f"known\t{form}\t-=0"


if __name__ == "__main__":
    main(write="--write" in sys.argv[1:])
