"""The readings of clauses as predications; name their predicates, and compose the valence of these from their words.

A predicate is a verb with what belongs to it: 'withdraw-from', 'express-support-for', 'want-to-attack'. Those that are
not listed in predicates.tsv are composed with the help of constructions.tsv: who calls for sanctions against somebody
is against them, who opposes sanctions against them is not.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Act, Predicate
from graphkit.reading.grammar.syntax import child, lemma_of

__all__ = ["Predication", "predicate", "verb_name"]

_BY_ACT = {Act.CRITICIZES: -1, Act.OPPOSES: -1, Act.ALLEGES: -1, Act.PRAISES: 1, Act.SUPPORTS: 1}


class Predication(NamedTuple):
    """One reading of a clause; a tuple, since many are built for each that is kept.

    Args:
        verb: The word of the predicate.
        top: The uppermost word of its chain, whose voice it has.
        agent: The head of the subject.
        chain: The words above the verb that belong to the predicate.
        name: The verb, with its particle.
        rest: The words after the verb: ('troops', 'from').
        first: The first word of the predicate in the text.
        last: Its last word.
        patient: The head of the object.
        deep: Whether the object is nested in another noun phrase.
        over: Whether the agent only makes or asks somebody else act, or the verb is only a purpose.
        unsure: Whether it is only probable: Lebanon as the agent of 'was arrested in Lebanon'.
        rule: The name of the rule.
    """

    verb: Token
    top: Token
    agent: Token
    chain: tuple[str, ...]
    name: str
    rest: tuple[str, ...]
    first: Token
    last: Token
    patient: Token
    deep: bool = False
    over: bool = False
    unsure: bool = False
    rule: str = "clause"


def verb_name(verb: Token) -> str:
    """Return the name of a verb: its lemma, with its particle."""
    particle = child(verb, "prt")
    lemma = lemma_of(verb)
    return f"{lemma}-{particle.lower_}" if particle is not None else lemma


@lru_cache(maxsize=4096)
def predicate(chain: tuple[str, ...], verb: str, rest: tuple[str, ...]) -> Predicate:
    """Return the predicate of a chain ('want', 'to'), a verb ('attack') and the words after it ('troops', 'in')."""
    name = "-".join((*chain, verb, *rest))
    listed = lexicon.predicates().get(name)
    if listed is not None:
        return listed
    carried = lexicon.predicates().get("-".join(rest))
    light = not chain and verb in lexicon.construction("light_verb")
    deed = carried is not None and (carried.valence != 0 or rest[0] in lexicon.construction("event_noun"))
    if carried is not None and carried.in_ontology and light and deed:  # 'made a play for' is no play
        return carried  # 'expressed support for'
    # 'was given to Oslo': the subject of a passive is no agent
    valence = _valence(verb, rest) if chain[-1:] != (lexicon.word("copula"),) else 0
    if any(word in lexicon.words("negative_implicative_verb") for word in chain) and valence > 0:
        valence = -valence
    return Predicate(name=name, label=name.replace("-", " "), valence=valence)


def _valence(verb: str, rest: tuple[str, ...]) -> int:
    """Return -1 for a predicate against its object, 1 for one in its favour, else 0."""
    predicates, against = lexicon.predicates(), lexicon.grammar("adversative")
    whole = predicates.get("-".join((verb, *rest)))
    if whole is not None:
        return whole.valence
    own = predicates[verb].valence if verb in predicates else _of_cue(verb, "obj")
    if len(rest) < 2:
        if not rest:
            return own
        return -1 if rest[-1] in against else _of_cue(verb, rest[-1])
    if rest[0] in lexicon.grammar("circumstance_preposition") and verb not in lexicon.construction(
        "participation_verb"
    ):
        return 0  # 'resigned after the attack on …'
    own = 0 if verb in lexicon.construction("neutral_verb") else own
    noun = predicates.get("-".join(rest[-2:]))
    if rest[-2] in lexicon.construction("stance_noun") and noun is not None and verb != lexicon.word("copula"):
        return own * noun.valence  # who meets a critic of somebody is none
    if noun is not None:
        return -noun.valence if own < 0 or verb in lexicon.construction("reversing_verb") else noun.valence
    for ending in lexicon.sequence("gerund_ending"):
        if rest[-1].endswith(ending):
            # 'passed a resolution condemning Israel'; 'e' is dropped before the ending: 'praising'
            stem = rest[-1].removesuffix(ending)
            gerund = predicates.get(stem) or predicates.get(f"{stem}e")
            return 0 if gerund is None else -gerund.valence if own < 0 else gerund.valence
    if rest[-1] in against:
        return 1 if own < 0 else -1
    return own if rest[-1] in lexicon.grammar("transparent_preposition") else 0


def _of_cue(word: str, frame: str) -> int:
    """Return the valence of a word by its act as a cue: 'laud' praises."""
    for pos in ("verb", "adj"):
        for sense in lexicon.cues().get((word.replace("-", " "), pos), ()):
            if frame in sense.frames:
                return _BY_ACT.get(sense.act, 0)
    return 0
