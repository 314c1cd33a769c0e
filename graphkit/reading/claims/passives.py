"""Read passives whose subject is whom something is given in words: 'The villagers were promised new homes'."""

from __future__ import annotations

from dataclasses import replace

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.model import Act
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.frames import attribute, extent, sense_for, to_comma
from graphkit.reading.claims.sources import stretch
from graphkit.reading.grammar.syntax import child, children, conjuncts, is_passive

__all__ = ["read_promised"]


def read_promised(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'was promised a seat (by the mayor)': the subject is the addressee, the object the content."""
    sense, given = sense_for(senses, "obj"), child(verb, "dobj")
    whom = child(verb, "nsubjpass")
    if sense is None or sense.act is not Act.PROMISES or given is None or whom is None or not is_passive(verb):
        return None
    last = to_comma(given.right_edge, given.left_edge, given)
    # the parser attaches the agent to what is promised: 'were promised homes by the port'
    by = next((c for c in children(given, "prep") if c.lower_ in lexicon.grammar("passive_agent")), None)
    agent = child(by, "pobj") if by is not None else None
    if by is not None:
        last = verb.doc[by.i - 1]
    to = tuple(token.i for token in conjuncts(whom))
    attribution = attribute(verb, lemma, sense, [extent(given.left_edge, last)], "object-passive", to=to)
    if attribution is None or agent is None:
        return attribution
    return replace(attribution, sources=tuple(t.i for t in conjuncts(agent)), source_at=(stretch(agent),))
