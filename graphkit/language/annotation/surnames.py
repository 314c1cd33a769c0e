"""Correct surnames that the tagger takes for other words: 'Trump himself was delighted', 'Early described it'.

A text names people in full before it calls them by their surnames alone, so a word of that spelling with a capital is
the surname (one sense per discourse: Gale, Church and Yarowsky, 1992).
"""

from __future__ import annotations

from dataclasses import replace

from graphkit.language.complements import is_below
from graphkit.language.parse import Form

__all__ = ["correct_surnames"]

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_ADVERBIAL = ("advmod", "intj")
_NOMINAL = ("nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss", "conj", "appos", "compound", "attr")


def correct_surnames(
    forms: list[Form], deps: list[str], heads: list[int], names: list[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """Tag known surnames as names, and attach them as nouns.

    Args:
        forms: The form of each token of a document; they are changed.
        deps: The label of its dependency; they are changed.
        heads: The position of its governor; they are changed.
        names: The first token of each name, the one after its last, and its label; in order.

    Returns:
        The names with those that were found.
    """
    known = {forms[end - 1].text for start, end, label in names if label == "PERSON" and end - start > 1}
    named = {i for start, end, _ in names for i in range(start, end)}
    found = []
    for i, form in enumerate(forms):
        is_noun = form.pos in ("PROPN", "NOUN") and deps[i] not in _ADVERBIAL
        if form.text not in known or is_noun or form.pos == "ADJ" or not _is_written_as_name(forms, i):
            continue
        if not _attach(forms, deps, heads, i):
            continue
        forms[i] = replace(form, tag="NNP", pos="PROPN", lemma=form.text)
        if i not in named:
            found.append((i, i + 1, "PERSON"))
    return sorted([*names, *found])


def _is_written_as_name(forms: list[Form], i: int) -> bool:
    """Check whether a word has its capital for itself: not in a headline whose words all have one."""
    form = forms[i]
    beside = [forms[k] for k in (i - 1, i + 1) if 0 <= k < len(forms)]
    plain = any(f.is_alpha and f.text.islower() for f in beside)
    return form.text[:1].isupper() and not form.is_stop and plain and all(f.tag != "HYPH" for f in beside)


def _attach(forms: list[Form], deps: list[str], heads: list[int], i: int) -> bool:
    """Attach a surname by the words beside it; False where these do not tell its place."""
    above, below = heads[i], [k for k in range(max(0, i - 40), min(len(forms), i + 40)) if heads[k] == i and k != i]
    before = i - 1 if i else i
    if deps[i] in _NOMINAL:
        return True
    if above == i:
        return False
    if before != i and forms[before].tag == "TO" and heads[before] == i:
        # 'a loss to Trump', read as an infinitive
        forms[before] = replace(forms[before], tag="IN", pos="ADP")
        deps[before], heads[before] = "prep", above
        deps[i], heads[i] = "pobj", before
    elif i + 1 < len(forms) and forms[i + 1].tag in _FINITE:
        verb = heads[i + 1] if deps[i + 1] in ("aux", "auxpass") else i + 1
        if any(heads[k] == verb and deps[k] in ("nsubj", "nsubjpass", "expl") for k in range(max(0, verb - 40), verb)):
            return False
        if verb != i and is_below(verb, i, heads):
            return False
        deps[i], heads[i] = "nsubj", verb
    elif before != i and forms[before].pos == "ADP":
        deps[i], heads[i] = "pobj", before
    elif before != i and forms[before].pos == "VERB" and above == before:
        deps[i] = "dobj"
    else:
        return False
    for k in below:
        if k != before and deps[k] in ("prep", "advmod", "advcl", "punct", "npadvmod"):
            heads[k] = above
    return True
