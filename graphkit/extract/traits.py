"""Describe how one party of a sentence stands to another by traits that can be read: the input of the stance scorer.

A trait is a short text: what lies on the way through the parse from the one to the other, which words of praise or
blame, whether the one is the source of a claim about the other. Names are masked, so that no trait knows of whom a
sentence is. That the words on the dependency path tell most about a relation was shown by Bunescu and Mooney (2005).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graphkit import lexicon
from graphkit.extract.claims import Claims
from graphkit.model import Act

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

__all__ = ["Path", "Words", "describe", "find_path", "read_words", "word_valences"]

_CONTENT = frozenset(["NOUN", "VERB", "ADJ", "ADV"])
_LOOSE = frozenset(["conj", "appos", "compound", "nmod"])
"""Links that leave a party in the place of what it is linked to."""
_BESIDE = frozenset("dobj attr acomp oprd xcomp ccomp advmod neg prt amod aux prep agent".split())
_JOINED = frozenset("dobj prep acomp attr prt xcomp".split())
_BY_ACT = {
    Act.CRITICIZES: -1, Act.OPPOSES: -1, Act.ALLEGES: -1, Act.DENIES: -1, Act.PRAISES: 1, Act.SUPPORTS: 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A sentence as lists, one item for each token; positions count from its first token.

    Args:
        first: The position of its first token in the document.
        heads: The head of each.
        deps: Its dependency label.
        kinds: Its part of speech.
        edges: Its label, or the preposition where it is one.
        lemmas: Its lemma, '*' for a name or a number.
        valences: Whether it speaks well (1) or ill (-1) by itself, its own negation counted.
        negated: Whether it is negated.
        modal: Whether it is a modal.
        below: Its dependents.
    """

    first: int
    heads: list[int]
    deps: list[str]
    kinds: list[str]
    edges: list[str]
    lemmas: list[str]
    valences: list[int]
    negated: list[bool]
    modal: list[bool]
    below: list[list[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The way through the parse from one token up to the node above both, and down to the other.

    Args:
        up: The tokens from the first to the node above both, which is the last.
        down: The tokens below that node to the second.
    """

    up: tuple[int, ...]
    down: tuple[int, ...]

    def turned(self) -> Path:
        """Give the way back."""
        return Path(up=(*self.down[::-1], self.up[-1]), down=self.up[:-1][::-1])


@cache
def word_valences() -> dict[str, int]:
    """Tell of single words whether they speak well or ill, from the lists of predicates, judgements and cues."""
    out: dict[str, int] = {}
    for lemma, known in lexicon.predicates().items():
        if "-" not in lemma and known.valence:
            out[lemma] = known.valence
    for value, _, members in lexicon.rows("judgements", 3):
        for word in members.split():
            out.setdefault(word, int(value))
    for (word, _), senses in lexicon.cues().items():
        for sense in senses:
            if sense.act in _BY_ACT:
                out.setdefault(word, _BY_ACT[sense.act])
    for lemma, known in lexicon.predicates().items():
        word, _, preposition = lemma.partition("-")
        if known.valence and preposition in ("of", "on", "against", "to", "with", "for", "in", "at"):
            out.setdefault(word, known.valence)
    return out


def read_words(sentence: Tokens) -> Words | None:
    """Lay out a sentence as lists; None where no word of it speaks well or ill of anybody."""
    known = word_valences()
    lemmas = [token.lemma_.lower() for token in sentence]
    if not any(lemma in known for lemma in lemmas):
        return None
    first = sentence.start
    kinds = [token.pos_ for token in sentence]
    deps = [token.dep_ for token in sentence]
    heads = [token.head.i - first for token in sentence]
    below: list[list[int]] = [[] for _ in lemmas]
    for i, head in enumerate(heads):
        if head != i:
            below[head].append(i)
    negated = [any(deps[c] == "neg" or lemmas[c] == "no" for c in under) for under in below]
    valences = [
        known.get(lemma, 0) * (-1 if not_ else 1) if kind in _CONTENT else 0
        for lemma, kind, not_ in zip(lemmas, kinds, negated, strict=True)
    ]
    edges = [lemma if dep in ("prep", "agent") else dep for lemma, dep in zip(lemmas, deps, strict=True)]
    masked = [
        "*" if token.ent_type or kind in ("PROPN", "NUM", "SYM") else lemma
        for token, kind, lemma in zip(sentence, kinds, lemmas, strict=True)
    ]
    modal = [token.tag_ == "MD" for token in sentence]
    return Words(
        first=first, heads=heads, deps=deps, kinds=kinds, edges=edges, lemmas=masked, valences=valences,
        negated=negated, modal=modal, below=below,
    )  # fmt: skip


def find_path(words: Words, a: int, b: int) -> Path | None:
    """Find the way from one token to another; None where the parse does not link them."""
    up, down = _above(words, a), _above(words, b)
    common = set(up)
    meeting = next((i for i in down if i in common), None)
    if meeting is None:
        return None
    return Path(up=tuple(up[: up.index(meeting) + 1]), down=tuple(reversed(down[: down.index(meeting)])))


def _above(words: Words, i: int) -> list[int]:
    out = [i]
    while words.heads[i] != i and len(out) < 40:
        i = words.heads[i]
        out.append(i)
    return out


def describe(words: Words, path: Path, made: Claims, is_source: Callable[[int], bool]) -> Iterator[tuple[str, int]]:
    """Describe how the party at the start of a path stands to the one at its end.

    Args:
        words: The sentence.
        path: The way from the holder of the stance to its target.
        made: The document's claims.
        is_source: Tells of a claim, by its position, whether the holder is its source.

    Returns:
        Traits, each with the token that it was read from, or -1.
    """
    holder, top = path.up[0], path.up[-1]
    target = path.down[-1] if path.down else top
    ups = [words.edges[i] for i in path.up[:-1] if words.deps[i] != "pobj"]
    downs = [words.edges[i] for i in path.down if words.deps[i] != "pobj"]
    while len(ups) > 1 and ups[0] in _LOOSE:
        del ups[0]
    while len(downs) > 1 and downs[-1] in _LOOSE:
        del downs[-1]
    meeting = "holder" if top == holder else "target" if top == target else words.kinds[top].lower()
    up, down = "^".join(ups[:4]), ">".join(downs[:5])
    first, last = ups[0] if ups else "-", downs[-1] if downs else "-"
    yield "bias", -1
    yield f"order {'before' if holder < target else 'after'}", -1
    yield f"path {up} {meeting} {down}", -1
    yield f"up {up} {meeting}", -1
    yield f"down {meeting} {down}", -1
    yield f"first {first}", -1
    yield f"last {last}", -1
    yield f"ends {first} {last}", -1
    yield f"length {min(8, len(ups) + len(downs))}", -1
    yield from _of_words(words, path, first, last, (ups[-1] if ups else "-", downs[0] if downs else "-"))
    yield from _of_claim(words, target, made, is_source)


def _of_words(words: Words, path: Path, first: str, last: str, branches: tuple[str, str]) -> Iterator[tuple[str, int]]:
    """Describe the words on the path, and those that hang on them."""
    left, right = branches
    on = {*path.up, *path.down}
    sign, count, total = 1, 0, 0
    for role, i, towards in _inner(path):
        word = words.lemmas[i]
        if words.kinds[i] in ("ADP", "PART", "PUNCT", "DET"):
            yield f"{role} by {word}", i
            continue
        word = f"not {word}" if words.negated[i] else word
        valence = words.valences[i]
        yield f"{role} {word}", i
        if role == "top":
            yield f"top {word} {left} {right}", i
            yield f"top {word} {left} -", i
            yield f"top {word} - {right}", i
        else:
            yield f"{role} {word} {words.edges[towards]}", i
        if valence:
            sign, count, total = sign * valence, count + 1, total + valence
            yield f"word {word}", i
            yield f"{role} {valence:+d}", i
            if role == "top":
                yield f"top {valence:+d} {left} {right}", i
            elif role == "to":
                yield f"to {valence:+d} {words.edges[towards]}", i
        for c in words.below[i]:
            dep = words.deps[c]
            if c in on or dep not in _BESIDE or (dep == "aux" and not words.modal[c]):
                continue
            yield f"{role} with {dep} {words.lemmas[c]}", c
            if words.valences[c]:
                total += words.valences[c]
                yield f"{role} with {dep} {words.valences[c]:+d}", c
            if dep in _JOINED and role != "from":
                yield f"{role} joined {words.lemmas[i]} {words.lemmas[c]}", c
            for g in words.below[c] if dep == "prep" else ():
                if g not in on and words.deps[g] == "pobj":
                    total += words.valences[g]
                    yield f"{role} with {words.lemmas[c]} {words.lemmas[g]}", g
    if count:
        yield f"sign {sign:+d}", -1
        yield f"sign {sign:+d} {first} {last}", -1
    yield f"valued {min(count, 3)}", -1
    yield f"sum {max(-3, min(3, total)):+d}", -1


def _inner(path: Path) -> Iterator[tuple[str, int, int]]:
    """Yield the tokens between the ends with their place: on the holder's side, on top, on the target's side."""
    for below, i in zip(path.up, path.up[1:-1], strict=False):
        yield "from", i, below
    if len(path.up) > 1 and path.down:
        yield "top", path.up[-1], -1
    for i, below in zip(path.down, path.down[1:], strict=False):
        yield "to", i, below


def _of_claim(words: Words, target: int, made: Claims, is_source: Callable[[int], bool]) -> Iterator[tuple[str, int]]:
    """Describe a claim of the holder in whose content the target stands: what it does, and the target's place there."""
    position = made.voice[words.first + target]
    depth = 0
    while position >= 0 and not is_source(position):
        above = made.claims[position].reported_in
        position, depth = (-1 if above is None else above), depth + 1
    if position < 0:
        return
    claim, head = made.claims[position], made.attributions[position].head
    place, valence = "-", 0
    at = -1 if head is None else head - words.first
    if 0 <= at < len(words.lemmas):
        valence = words.valences[at]
        place = _place(words, target, at)
        yield f"claim head {words.lemmas[at]}", at
        yield f"claim head {valence:+d} {place}", at
    yield f"claim {claim.act.value} {min(depth, 1)}", -1
    yield f"claim {claim.act.value} {place}", -1
    yield f"claim {place}", -1
    yield f"claim cue {claim.cue}", -1
    yield f"claim {claim.quotation.value}", -1
    inside = sum(v for i, v in enumerate(words.valences) if v and made.voice[words.first + i] == position)
    yield f"claim sum {max(-3, min(3, inside)):+d}", -1


def _place(words: Words, target: int, head: int) -> str:
    above: Sequence[int] = _above(words, target)
    if head not in above:
        return "-"
    edges = [words.edges[i] for i in above[: above.index(head)] if words.deps[i] != "pobj"]
    while len(edges) > 1 and edges[0] in _LOOSE:
        del edges[0]
    return ">".join(edges[::-1][:4])
