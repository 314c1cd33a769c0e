"""Attach a verb behind a conjunction to the verb with which it is coordinated, rather than to the nearest one.

'Thanked the port for keeping open and appealed for money': a finite verb is not coordinated with a gerund or an
infinitive. 'Said the fence was “an eyesore” and urged the council to act', 'said that the talks had gone well, and
appealed for calm': behind a quotation or a comma a verb of saying goes on with what the speaker did.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from graphkit.language import lexicon
from graphkit.language.complements import stems
from graphkit.model import Act

__all__ = ["raise_figures", "raise_phrases", "raise_verbs"]

_FINITE = ("VBD", "VBZ")
_SPOKEN = frozenset(["quote", "obj:to", "on:to", "to:to", "for"])
"""The frames of verbs by which something is said, and not only thought or done."""


def raise_verbs(
    words: Sequence[str], tags: Sequence[str], labels: Sequence[str], heads: list[int], quoted: Sequence[int]
) -> None:
    """Attach such verbs.

    Args:
        words: The sentence, token for token.
        tags: The Penn Treebank tag of each token.
        labels: Its ClearNLP label.
        heads: The position of its governor; they are changed.
        quoted: The number of the quotation that it is in; 0 where it is in none.
    """
    for verb, label in enumerate(labels):
        first = heads[verb]
        if label != "conj" or tags[verb] not in _FINITE or not first < verb or tags[first][:2] not in ("VB", "MD"):
            continue
        own = [i for i in range(first, len(words)) if heads[i] == verb and i != verb]
        if any(i < verb and labels[i] in ("nsubj", "nsubjpass", "expl", "mark", "aux", "auxpass") for i in own):
            continue
        above = _find_finite(verb, first, words, tags, labels, heads)
        if above is None:
            above = _find_speech(verb, first, words, tags, labels, heads, quoted)
        if above is not None and above != first:
            heads[verb] = above
            for i in range(first + 1, verb):
                if (
                    heads[i] == first
                    and labels[i] == "cc"
                    and not any(heads[k] == first and labels[k] == "conj" for k in range(i, verb))
                ):
                    heads[i] = above


def raise_phrases(words: Sequence[str], tags: Sequence[str], labels: Sequence[str], heads: list[int]) -> None:
    """Attach what a speaker had said before to the verb of saying: 'says data was taken, weeks after denying it'.

    The parser attaches it to what is said, and so to somebody who is only told of.

    Args:
        words: The sentence, token for token.
        tags: The Penn Treebank tag of each token.
        labels: Its ClearNLP label.
        heads: The position of its governor; they are changed.
    """
    for gerund, label in enumerate(labels):
        prep = heads[gerund]
        content = heads[prep]
        if label != "pcomp" or tags[gerund] != "VBG" or labels[content] != "ccomp" or not content < prep < gerund:
            continue
        measured = [i for i in range(content, prep) if heads[i] in (prep, content) and labels[i] == "npadvmod"]
        measured = measured if prep - 1 in measured else []
        says = any((lemma, "verb") in lexicon.cues() for lemma in _infinitives(words[gerund].lower()))
        if measured and words[measured[0] - 1] == "," and says and heads[content] < content:
            heads[prep] = heads[content]
            for i in measured:
                heads[i] = prep


def raise_figures(words: Sequence[str], tags: Sequence[str], labels: Sequence[str], heads: list[int]) -> None:
    """Attach a second figure to the verb of the first: 'put the crowd at 1,400, police at 900'.

    The parser makes it a part of the noun before it, as if the police were at 900.

    Args:
        words: The sentence, token for token.
        tags: The Penn Treebank tag of each token.
        labels: Its ClearNLP label.
        heads: The position of its governor; they are changed.
    """
    counted = [heads[i] for i, label in enumerate(labels) if label == "pobj" and tags[i] == "CD"]
    counted = [i for i in counted if labels[i] == "prep" and words[i].lower() in lexicon.grammar("figure_preposition")]
    for first in counted:
        verb = heads[first] if tags[heads[first]][:2] == "VB" else heads[heads[first]]
        if not any((lemma, "verb") in _counting() for lemma in (*_lemmas(words[verb].lower()),)):
            continue
        for other in counted:
            if other > first and heads[other] == other - 1 and tags[other - 1][:2] == "NN":
                heads[other] = verb


def _lemmas(word: str) -> tuple[str, ...]:
    """Return what a form of a verb may be one of: 'put', 'puts', 'placed'."""
    return word, word.removesuffix("s"), *stems(word)


@cache
def _counting() -> frozenset[tuple[str, str]]:
    """Return the verbs with a thing and its figure as the frames of cues.tsv have them."""
    cues = lexicon.cues().items()
    return frozenset(key for key, senses in cues if any("figure" in sense.frames for sense in senses))


def _infinitives(gerund: str) -> tuple[str, ...]:
    """Return what a form in -ing may be one of: 'denying', 'arguing', 'admitting'."""
    stem = gerund.removesuffix("ing")
    return stem, f"{stem}e", stem[:-1]


def _find_finite(
    verb: int, first: int, words: Sequence[str], tags: Sequence[str], labels: Sequence[str], heads: Sequence[int]
) -> int | None:
    """Return the finite verb above a gerund or an infinitive, in the tense of the one that was coordinated with it."""
    helped = any(heads[i] == first and labels[i] in ("aux", "auxpass") and tags[i] != "TO" for i in range(first))
    marked = any(heads[i] == first and tags[i] == "TO" for i in range(first))
    if helped or not (tags[first] == "VBG" or (tags[first] == "VB" and marked)):
        return None
    if words[verb].lower() in lexicon.grammar("past_like_base"):
        return None  # 'was to sell the mill and cut wages'
    above = first
    while heads[above] != above:
        above = heads[above]
        modal = any(heads[i] == above and tags[i] == "MD" for i in range(above))
        if above < first and tags[above] == tags[verb] and not modal:
            return above
    return None


def _find_speech(
    verb: int,
    first: int,
    words: Sequence[str],
    tags: Sequence[str],
    labels: Sequence[str],
    heads: Sequence[int],
    quoted: Sequence[int],
) -> int | None:
    """Return the verb of saying above a content behind which its subject says something else."""
    speech = heads[first]
    if labels[first] != "ccomp" or not speech < first or tags[speech] != "VBD" or tags[verb] != "VBD":
        return None
    if not (_says(words[speech].lower()) and _says(words[verb].lower())) or quoted[verb] or quoted[speech]:
        return None
    joint = verb - 1
    while joint > first and labels[joint] in ("advmod", "cc"):
        joint -= 1
    if joint == verb - 1:
        return None
    if tags[joint] in ("''", '"') and quoted[joint - 1]:
        return speech
    pronoun = any(
        heads[i] == verb and labels[i] in ("dobj", "dative") and tags[i] == "PRP" for i in range(verb, len(words))
    )
    simple = tags[first] == "VBD" and not _says(words[first].lower())
    return speech if words[joint] == "," and simple and not pronoun else None


@cache
def _says(word: str) -> bool:
    """Check whether a word may be the past tense of a verb by which somebody says something, or asks for it."""
    if word in lexicon.grammar("irregular_speech"):
        return True
    senses = [sense for lemma in stems(word) for sense in lexicon.cues().get((lemma, "verb"), ())]
    return any(sense.act is not Act.INTENDS and not sense.frames.isdisjoint(_SPOKEN) for sense in senses)
