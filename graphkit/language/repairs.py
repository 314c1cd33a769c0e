"""Mend what the parser often gets wrong in reported speech, by agreement of tense and number.

'They deny that it was a swindle and go to some trouble …': the parser hangs 'go' on the nearest clause, inside what
is denied. English keeps the tense and number of a verb that shares its subject with another, so a verb that agrees with
the verb of saying, and not with that of the content, goes on with the former.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.language import lexicon

__all__ = ["repair"]

_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])


def repair(
    words: Sequence[str], spaces: Sequence[bool], tags: Sequence[str], deps: Sequence[str], heads: Sequence[int]
) -> tuple[list[str], list[int]]:
    """Put right what hangs in the wrong place in a sentence.

    Args:
        words: The sentence, token for token.
        spaces: For each token, whether a space stands behind it.
        tags: Its Penn Treebank tag.
        deps: Its ClearNLP label.
        heads: The position of the token that it hangs on.

    Returns:
        The labels and the heads, those of misplaced tokens put right.
    """
    labels, above = _join_hyphenated(words, spaces, deps, heads)
    _read_has(words, tags, labels, above)
    _list_gerunds(words, tags, labels, above)
    return labels, _rehang_verbs(words, tags, labels, above)


def _join_hyphenated(
    words: Sequence[str], spaces: Sequence[bool], deps: Sequence[str], heads: Sequence[int]
) -> tuple[list[str], list[int]]:
    """Make one noun of 're-election', cut in three by the tokeniser, all of it hung on the verb."""
    labels, above = list(deps), list(heads)
    for i in range(1, len(words) - 1):
        if words[i] != "-" or spaces[i] or spaces[i - 1]:
            continue
        above_both = heads[i - 1]
        if above_both != heads[i + 1] or above_both in (i - 1, i + 1) or _hangs_below(above_both, i, above):
            continue
        if deps[i - 1] == deps[i + 1]:
            for j in range(max(0, i - 8), i - 1):
                if heads[j] == i - 1:
                    above[j] = i + 1
            above[i - 1] = above[i] = i + 1
            labels[i - 1], labels[i] = "compound", "punct"
    return labels, above


def _read_has(words: Sequence[str], tags: Sequence[str], labels: list[str], heads: Sequence[int]) -> None:
    """Take the 's of 'he's said that …' for 'has': a passive with a clause has no 'he' as its subject."""
    for i, word in enumerate(words):
        verb = heads[i]
        if labels[i] != "auxpass" or word not in ("'s", "’s") or tags[verb] != "VBN":
            continue
        clause = next((j for j in range(verb + 1, len(words)) if heads[j] == verb and labels[j] == "ccomp"), None)
        doer = next((j for j in range(verb) if heads[j] == verb and labels[j] == "nsubjpass"), None)
        if clause is not None and doer is not None and words[doer].lower() in ("he", "she"):
            labels[i], labels[doer] = "aux", "nsubj"


def _list_gerunds(words: Sequence[str], tags: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Keep a list of gerunds together: 'in fighting crime, protecting forests and reducing waste'.

    The parser hangs the second on the main verb, as if its subject protected forests.
    """
    for i in range(2, len(words)):
        if tags[i] != "VBG" or labels[i] != "advcl" or words[i - 1] != ",":
            continue
        before = (k for k in range(i - 2, heads[i], -1) if tags[k] == "VBG" and labels[k] == "pcomp")
        first = next((k for k in before if not _hangs_below(k, i, heads)), None)
        last = next((k for k in range(i + 1, len(words)) if heads[k] == i and labels[k] == "conj"), None)
        if first is not None and last is not None and tags[last] == "VBG":
            heads[i], labels[i] = first, "conj"


def _rehang_verbs(words: Sequence[str], tags: Sequence[str], deps: Sequence[str], heads: Sequence[int]) -> list[int]:
    """Hang a verb on the verb of saying with which it agrees, rather than on the content."""
    mended = list(heads)
    candidates = [i for i, dep in enumerate(deps) if dep in ("conj", "advcl") and deps[heads[i]] == "ccomp"]
    if not candidates:
        return mended
    first_aux: dict[int, int] = {}
    with_subject: set[int] = set()
    passive: set[int] = set()
    marks: dict[int, str] = {}
    for i, dep in enumerate(deps):
        if dep.endswith(("subj", "subjpass")) or dep == "expl":
            with_subject.add(heads[i])
        elif dep in ("aux", "auxpass"):
            first_aux.setdefault(heads[i], i)
            if dep == "auxpass":
                passive.add(heads[i])
        elif dep == "mark":
            marks[heads[i]] = words[i].lower()

    def tense(verb: int) -> str | None:
        tag = tags[first_aux.get(verb, verb)]
        return tag if tag in _FINITE else None

    for verb in candidates:
        content = heads[verb]
        saying = heads[content]
        if not saying < content < verb or tense(verb) is None or tense(content) is None:
            continue
        if tense(verb) != tense(saying) or tense(verb) == tense(content):
            continue
        if deps[verb] == "conj":
            # 'said the bank is closed and was robbed': a state in the past may well be that of the content's subject.
            agrees = verb not in with_subject and verb not in passive and words[verb].lower() not in ("was", "were")
        else:
            agrees = verb in with_subject and marks.get(verb) in lexicon.words("contrast")
        if agrees:
            mended[verb] = saying
            before = verb - 1
            while before > content and _hangs_below(before, verb, heads):
                before -= 1
            while before > content and deps[before] in ("cc", "punct") and heads[before] == content:
                mended[before] = saying
                before -= 1
    return mended


def _hangs_below(token: int, verb: int, heads: Sequence[int]) -> bool:
    """Tell whether a token hangs on a verb, directly or not."""
    while token != verb and heads[token] != token:
        token = heads[token]
    return token == verb
