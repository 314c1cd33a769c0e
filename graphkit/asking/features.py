"""What is seen of a question by which its frame and the part of each of its words are told.

A word that no question of the training had counts as one that is not known, with the acts that it can tell; so 'whom
did Lind lambaste' is seen as 'whom did NAME criticize' is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from graphkit.asking.words import NAME, Word

__all__ = ["see_question", "see_word", "shape"]

_UNKNOWN = "<other>"
_ENDINGS = ("ing", "ed", "ly", "ness", "tion", "s")


def shape(words: Sequence[Word], known: Collection[str]) -> tuple[list[str], list[str]]:
    """Return what each word counts as: its form where it is known, and by its acts where it has any.

    Args:
        words: The words of a question.
        known: The forms that the training had.
    """
    forms = [word.form if word.form in known else _UNKNOWN for word in words]
    kinds = [f"<{'+'.join(sorted(word.acts))}>" if word.acts else form for word, form in zip(words, forms, strict=True)]
    return forms, kinds


def see_question(words: Sequence[Word], known: Collection[str]) -> Iterator[str]:
    """Yield what is seen of a question as a whole, the same thing once or more often.

    Args:
        words: Its words.
        known: The forms that the training had.
    """
    forms, kinds = shape(words, known)
    yield "bias"
    acts = [sorted(word.acts) for word in words]
    named = [at for at, word in enumerate(words) if word.is_name]
    others = forms.count(_UNKNOWN)
    yield f"names {min(len(named), 3)}"
    yield f"others {min(others, 4)}"
    yield f"names {min(len(named), 2)} others {min(others, 2)}"
    yield f"words {min(len(words), 9)}"
    first = forms[0] if forms else ""
    for at, (form, kind) in enumerate(zip(forms, kinds, strict=True)):
        yield f"has {form}"
        if kind != form:
            yield f"has {kind}"
        for act in acts[at]:
            yield f"act {act}"
            yield f"act {act} after {first}"
        if at and form not in (_UNKNOWN, NAME):
            yield f"{first} … {form}"
    for line in {tuple(forms), tuple(kinds)}:
        padded = ("^", *line, "$")
        for one, other in pairwise(padded):
            yield f"{one} {other}"
        for at in range(len(padded) - 2):
            yield " ".join(padded[at : at + 3])
    known_forms = [form for form in forms if form != _UNKNOWN]
    for one, other in pairwise(known_forms):
        yield f"{one} ~ {other}"
    told = next((act for act in acts if act), [])
    for act in told:
        yield f"first act {act}"
        yield f"first act {act} names {min(len(named), 2)}"


def see_word(forms: Sequence[str], kinds: Sequence[str], at: int, frame: str, before: str) -> Iterator[str]:
    """Yield what is seen of a word by which its part in the question is told.

    Args:
        forms: What each word counts as.
        kinds: The same, by their acts.
        at: Which word.
        frame: The frame of the question.
        before: The part of the word before it.
    """

    def get(line: Sequence[str], n: int) -> str:
        return line[n] if 0 <= n < len(line) else "^" if n < 0 else "$"

    own = forms[at]
    yield "bias"
    yield f"before {before}"
    yield f"{before} {own}"
    yield f"{before} {own} {get(forms, at + 1)}"
    yield f"{before} {get(forms, at - 1)} {own}"
    yield f"frame {frame} {before}"
    yield f"frame {frame} {own}"
    yield f"frame {frame} {before} {own}"
    yield f"frame {frame} {get(forms, at - 1)} {own}"
    yield f"frame {frame} {get(kinds, at - 1)} {own}"
    yield f"frame {frame} {own} {get(forms, at + 1)}"
    yield f"frame {frame} {own} last {at + 1 == len(forms)}"
    yield f"frame {frame} {own} {get(kinds, at + 1)}"
    for step in (-2, -1, 0, 1, 2):
        yield f"{step} {get(forms, at + step)}"
        if get(kinds, at + step) != get(forms, at + step):
            yield f"{step} {get(kinds, at + step)}"
    yield f"{get(forms, at - 1)} {own}"
    yield f"{own} {get(forms, at + 1)}"
    yield f"{get(forms, at - 2)} {get(forms, at - 1)} {own}"
    anchor = next((form for form in reversed(forms[:at]) if form not in (_UNKNOWN, NAME, "the", "a", "'s")), "^")
    following = next((form for form in forms[at + 1 :] if form not in (_UNKNOWN, NAME, "the", "a", "'s")), "$")
    yield f"since {anchor}"
    yield f"since {anchor} {own}"
    yield f"frame {frame} since {anchor} {own}"
    yield f"until {following} {own}"
    yield f"frame {frame} until {following} {own}"
    yield f"frame {frame} since {anchor} until {following}"
    earlier = sum(form == NAME for form in forms[:at])
    later = sum(form == NAME for form in forms[at + 1 :])
    yield f"{own} names {min(earlier, 2)} {min(later, 2)}"
    yield f"frame {frame} {own} names {min(earlier, 2)} {min(later, 2)}"
    told = any(kind.startswith("<") and "+" not in kind and kind not in ("<name>", "<other>") for kind in kinds[:at])
    yield f"{own} told {told}"
    yield f"frame {frame} {own} told {told}"
    yield f"first {forms[0]} {own}"
    yield f"frame {frame} first {forms[0]} {own}"
