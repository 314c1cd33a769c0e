"""Distrust names in a headline with capitals, where the capitals tell no name from another word.

In 'Jo Roe Auctioning Off Boat' the model takes four words for a name. A name in such a line counts where the article
has it too, or where a table of places or of given names has it.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.language import gazetteer, lexicon
from graphkit.language.parse import Tokens
from graphkit.reading.grammar.parsed import ParsedDocument

__all__ = ["drop_doubtful"]

_LONG = 4
"""Letters from which a word has a capital in title case."""
_WORDS = 4
"""The fewest such words of a headline."""
_CAPITALS = 0.8
"""The share of them that have a capital."""
_FULL_NAME = (2, 3)
"""The fewest and the most words of a full name."""


def drop_doubtful(parsed: ParsedDocument, labelled: Sequence[tuple[Tokens, str]]) -> list[tuple[Tokens, str]]:
    """Drop the names that stand in the headline alone, where that is in title case.

    What of them is a name in the article ('Jo Roe') is found again as a further occurrence of it.

    Args:
        parsed: The parsed document.
        labelled: Names with their labels, in order of the text.

    Returns:
        The other names, in the same order.
    """
    end = _end_of_headline(parsed)
    if end == 0:
        return list(labelled)
    below = {tokens.text.casefold() for tokens, _ in labelled if tokens.start >= end}
    people = [tokens for tokens, label in labelled if tokens.start >= end and label == "PERSON"]
    below.update(token.lower_ for tokens in people for token in (tokens[0], tokens[len(tokens) - 1]))
    return [(tokens, label) for tokens, label in labelled if tokens.start >= end or _is_borne_out(tokens.text, below)]


def _end_of_headline(parsed: ParsedDocument) -> int:
    """Return the token after the first paragraph, or 0 where that is not in title case."""
    first = next((t.i for t in parsed.doc if not t.is_space), 0)
    number = parsed.paragraph[first] if len(parsed.doc) else 0
    end = next((t.i for t in parsed.doc[first:] if parsed.paragraph[t.i] != number), 0)
    words = [t.text for t in parsed.doc[first:end] if t.is_alpha and len(t) >= _LONG]
    capitals = sum(word[0].isupper() for word in words)
    return end if len(words) >= _WORDS and capitals >= _CAPITALS * len(words) else 0


def _is_borne_out(name: str, below: set[str]) -> bool:
    """Check whether a name in a headline is one in the article, or in a table."""
    folded = name.casefold()
    words = folded.split()
    shortest, longest = _FULL_NAME
    full = shortest <= len(words) <= longest and words[0] in lexicon.given_names() and words[-1] in lexicon.surnames()
    return folded in below or full or bool(gazetteer.find(name))
