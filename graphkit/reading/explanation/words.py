"""Put into words why a cue word gave no claim."""

from __future__ import annotations

from graphkit.language.parse import Token
from graphkit.reading.explanation.values import MissKind

__all__ = ["PREPOSITIONS", "Why", "needs", "phrase", "shorten"]

Why = tuple[MissKind, str]
"""Why a cue word gave no claim: the kind, and the reason in words."""
PREPOSITIONS = ("for", "of", "about", "against", "to", "over", "as", "upon", "behind")
"""Those that bring a content, rather than a place, a time or a means."""

_WORDS = {
    "quote": "beside a quotation",
    "that": "with a clause",
    "to": "with an infinitive",
    "obj:to": "with an object and an infinitive",
    "np:to": "with an infinitive of its own",
    "ing": "with a gerund",
    "obj": "with an object",
    "said": "with an object that is something said",
    "light": "with an object that is itself a cue",
    "named": "with an object and a name for it",
    "compared": "with an object and what it is like",
    "blamed": "with an object and 'for …', 'over …' or 'as …'",
    "quoting": "with 'as …'",
    "bare": "alone",
}
_SHOWN = 6
"""Words of a phrase that a reason shows."""


def needs(listed: set[str]) -> str:
    """Say with what a word is a cue: 'it is a cue beside a quotation or with a clause'."""
    names = [words for frame, words in _WORDS.items() if frame in listed]
    names += [f"with '{frame.replace(':', ' … ')} …'" for frame in sorted(listed) if frame not in _WORDS]
    return f"it is a cue {' or '.join(filter(None, [', '.join(names[:-1]), names[-1]]))}"


def phrase(token: Token) -> str:
    """Show the words that hang on a token, the first of them where they are many."""
    words = [t.text_with_ws for t in token.doc[token.left_edge.i : token.right_edge.i + 1]]
    return " ".join("".join(words[:_SHOWN]).split()) + (" …" if len(words) > _SHOWN else "")


def shorten(text: str) -> str:
    """Show the first words of a text."""
    words = text.split()
    return " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
