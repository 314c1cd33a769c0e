"""Read blame and praise from what a source says of somebody: 'said the bank was corrupt', 'called her a hero'.

That is inferred from words of judgement in the content, so it is likely at most, and never a plain edge.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from graphkit import lexicon
from graphkit.extract.qualifiers import clause_qualifiers
from graphkit.extract.syntax import child, children, conjuncts, subject
from graphkit.model import Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["judge"]


@cache
def _words(pos: str) -> dict[str, int]:
    return {
        word: int(value)
        for value, name, members in lexicon.rows("judgements", 3)
        if name == pos
        for word in members.split()
    }


def judge(head: Token) -> tuple[Token, int] | None:
    """Find of whom a clause is about and whether it blames or praises them.

    Args:
        head: The verb of a content.

    Returns:
        The head of the judged noun phrase and -1 or 1; None where the clause judges nobody.
    """
    if head.pos_ not in ("VERB", "AUX"):
        return None
    told = subject(head)
    value = _value(head)
    if told is None or value == 0:
        return None
    polarity, _ = clause_qualifiers(head, root=head.i)
    return told, -value if polarity is Polarity.NEGATIVE else value


def _value(verb: Token) -> int:
    """Weigh a verb with its adjective, noun or object: the first word of judgement counts."""
    quality = child(verb, "acomp", "oprd")
    for word in conjuncts(quality) if quality is not None else ():
        if word.lower_ in _words("adj"):
            return _words("adj")[word.lower_]
    held = child(verb, "attr", "dobj")
    if held is not None:
        if held.dep_ == "dobj" and verb.lemma_ not in ("make", "have", "show", "lack", "take", "do", "commit", "pose"):
            return _words("verb").get(verb.lemma_.lower(), 0)
        lacking = -1 if verb.lemma_ == "lack" else 1
        for word in (*children(held, "amod"), held):
            known = _words("adj" if word != held else "noun").get(word.lemma_.lower(), 0)
            if known:
                return lacking * known
    return _words("verb").get(verb.lemma_.lower(), 0) if verb.lemma_ != "be" else 0
