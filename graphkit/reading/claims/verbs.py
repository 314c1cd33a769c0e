"""Read verbs as cues, each by the first construction that it fits.

After the guidelines of PARC and PolNeAR (Pareti, 2012; Newell et al., 2018): clauses, infinitives, gerunds, objects and
prepositions, tried in the order of `RULES`.
"""

from __future__ import annotations

from collections.abc import Callable

from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.clauses import read_backward, read_clause, read_quoting
from graphkit.reading.claims.frames import cue_of
from graphkit.reading.claims.infinitives import read_call_on, read_gerund, read_infinitive, read_object_infinitive
from graphkit.reading.claims.objects import read_object, read_preposition

__all__ = ["RULES", "read_verb"]

_Rule = Callable[["Token", str, tuple[Sense, ...]], Attribution | None]
RULES: tuple[_Rule, ...] = (
    read_quoting,
    read_backward,
    read_clause,
    read_call_on,
    read_object_infinitive,
    read_infinitive,
    read_gerund,
    read_preposition,
    read_object,
)


def read_verb(verb: Token) -> Attribution | None:
    """Read a verb as a cue, by the first construction that it fits; None if it is no cue here."""
    lemma, senses = cue_of(verb)
    if not senses:
        return None
    for rule in RULES:
        found = rule(verb, lemma, senses)
        if found is not None:
            return found
    return None
