"""Attach participles and gerunds of speech to the verb of whoever speaks.

'Marsan rejected the notion that growers could leave, arguing that …': the parser attaches the participle to the nearest
verb, within the notion, and the growers argue.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.language import lexicon
from graphkit.language.complements import is_below, judges

__all__ = ["raise_speech"]

_FINITE = frozenset(["VBD", "VBZ", "VBP"])
_WITHIN = frozenset(["conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "dobj", "pobj"])
"""The labels on the way up from a participle to the clause that it was attached in."""


def raise_speech(words: Sequence[str], tags: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Attach what somebody says beside his own verb to that verb.

    Args:
        words: The sentence, token for token.
        tags: The Penn Treebank tag of each token.
        labels: Its ClearNLP label; they are changed.
        heads: The position of its governor; they are changed.
    """
    for verb, tag in enumerate(tags):
        if tag != "VBG" or not _speaks(words[verb]) or verb < 2:
            continue
        if labels[verb] == "conj":
            _coordinate(verb, tags, labels, heads)
        elif words[verb - 1] == "," and labels[verb] in ("advcl", "acl", "prep"):
            _leave_object(verb, words, tags, labels, heads)
        elif labels[verb] == "pcomp" and words[verb - 1].lower() in lexicon.grammar("means_preposition"):
            _leave_infinitive(verb, tags, labels, heads)


def _coordinate(verb: int, tags: Sequence[str], labels: Sequence[str], heads: list[int]) -> None:
    """Attach a participle to one before it: 'saying that the bill was killed - and arguing that …'.

    A participle is not coordinated with a finite verb.
    """
    inner = heads[verb]
    helped = any(heads[k] == verb and labels[k] in ("aux", "auxpass", "nsubj") for k in range(inner, verb))
    finite = tags[inner] in _FINITE or any(
        heads[k] == inner and labels[k] in ("aux", "auxpass") and tags[k] in (*_FINITE, "MD") for k in range(inner)
    )
    if helped or not finite or inner > verb:
        return
    outer = inner
    while heads[outer] != outer and heads[outer] < outer:
        outer = heads[outer]
        if tags[outer] == "VBG" and labels[outer] in ("advcl", "acl"):
            heads[verb] = outer
            return


def _leave_object(verb: int, words: Sequence[str], tags: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Attach a participle behind a comma to the verb of a judgement, not to a clause within what is judged.

    So where that clause tells what is judged, 'the notion that growers could leave', or is of a thing: 'a bill that
    would have closed it'. What a person does in it may go on: 'blasted a nurse who left, saying …'.
    """
    clause = heads[verb]
    while labels[clause] in _WITHIN and heads[clause] < clause:
        clause = heads[clause]
    noun = heads[clause]
    own = [k for k in range(noun + 1, clause) if heads[k] == clause]
    told = labels[clause] == "acl" and any(labels[k] == "mark" for k in own)
    of_thing = labels[clause] == "relcl" and any(tags[k] == "WDT" and labels[k].startswith("nsubj") for k in own)
    if not (told or of_thing):
        return
    outer = noun
    while heads[outer] < outer and not (tags[outer] in _FINITE and judges(words[outer].lower())):
        outer = heads[outer]
    if tags[outer] in _FINITE and judges(words[outer].lower()) and is_below(verb, outer, heads):
        heads[verb], labels[verb] = outer, "advcl"
        heads[verb - 1] = outer


def _leave_infinitive(verb: int, tags: Sequence[str], labels: Sequence[str], heads: list[int]) -> None:
    """Attach by what means somebody does something to his verb: 'defended not letting nurses in by citing a poll'."""
    by = heads[verb]
    inner = heads[by]
    let = tags[inner] == "VB" and labels[inner] in ("ccomp", "xcomp")
    helped = any(heads[k] == inner and tags[k] == "MD" for k in range(inner))  # 'said it would hurt them by …'
    causing = tags[heads[inner]] in _FINITE  # 'allows firms to dodge taxes by moving'
    if not let or helped or causing or not any(heads[k] == inner and labels[k] == "nsubj" for k in range(inner)):
        return
    outer = inner
    while heads[outer] != outer and heads[outer] < outer:
        outer = heads[outer]
        if tags[outer] in _FINITE:
            heads[by] = outer
            return


def _speaks(word: str) -> bool:
    """Check whether a word in -ing may be a form of a verb of saying or judging: 'arguing', 'calling', 'citing'."""
    stem = word.lower().removesuffix("ing")
    doubled = stem[:-1] if len(stem) > 2 and stem[-1:] == stem[-2:-1] else stem
    return any((lemma, "verb") in lexicon.cues() for lemma in (stem, f"{stem}e", doubled))
