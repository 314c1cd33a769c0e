"""Name predicates, and tell how their subject stands to their object from the words that they are made of.

A predicate is a verb with what belongs to it: 'withdraw-from', 'express-support-for', 'want-to-attack'. The files
predicates.tsv and constructions.tsv hold the words; what is not listed whole is composed: who calls for sanctions
against somebody is against them, who opposes sanctions against them is not.
"""

from __future__ import annotations

from functools import lru_cache

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Act, Predicate
from graphkit.reading.grammar.syntax import child, lemma_of

__all__ = ["predicate", "verb_name"]

_AGAINST = frozenset(["against"])
_ASIDE = frozenset(["after", "before", "during", "in", "at", "over", "amid", "within", "near", "outside"])
"""Prepositions of when and where: what stands behind them is no deed of the subject."""
_PASSING = frozenset(["of", "by", "from", "to", "for", "about", "over", "with", "at", "toward", "towards"])
"""Behind a noun, the prepositions of who has or does a thing: who condemns the attacks by X is against X."""

_BY_ACT = {Act.CRITICIZES: -1, Act.OPPOSES: -1, Act.ALLEGES: -1, Act.PRAISES: 1, Act.SUPPORTS: 1}


def verb_name(verb: Token) -> str:
    """Name a verb: its lemma, with its particle."""
    particle = child(verb, "prt")
    lemma = lemma_of(verb)
    return f"{lemma}-{particle.lower_}" if particle is not None else lemma


@lru_cache(maxsize=4096)
def predicate(chain: tuple[str, ...], verb: str, rest: tuple[str, ...]) -> Predicate:
    """Make the predicate of a chain ('want', 'to'), a verb ('attack') and what follows ('troops', 'in')."""
    name = "-".join((*chain, verb, *rest))
    known = lexicon.predicates().get(name)
    if known is not None:
        return known
    carried = lexicon.predicates().get("-".join(rest))
    if carried is not None and carried.in_ontology and not chain and verb in lexicon.construction("carries_out"):
        return carried  # 'expressed support for'
    # 'was given to Oslo': the subject of a passive does nothing.
    valence = _valence(verb, rest) if chain[-1:] != ("be",) else 0
    if any(word in lexicon.words("negative_implicative") for word in chain) and valence > 0:
        valence = -valence
    return Predicate(name=name, label=name.replace("-", " "), valence=valence)


def _valence(verb: str, rest: tuple[str, ...]) -> int:
    known = lexicon.predicates()
    whole = known.get("-".join((verb, *rest)))
    if whole is not None:
        return whole.valence
    own = known[verb].valence if verb in known else _of_cue(verb, "obj")
    if len(rest) < 2:
        if not rest:
            return own
        return -1 if rest[-1] in _AGAINST else _of_cue(verb, rest[-1])
    if rest[0] in _ASIDE and verb not in lexicon.construction("takes_part"):
        return 0  # 'resigned after the attack on …'
    own = 0 if verb == "represent" else own
    noun = known.get("-".join(rest[-2:]))
    if rest[-2] in lexicon.construction("holder") and noun is not None and verb != "be":
        return own * noun.valence  # who meets a critic of somebody is no critic
    if noun is not None:
        return -noun.valence if own < 0 or verb in lexicon.construction("undoes") else noun.valence
    if rest[-1].endswith("ing"):
        # 'passed a resolution condemning Israel'
        stem = rest[-1].removesuffix("ing")
        told = known.get(stem) or known.get(f"{stem}e")
        return 0 if told is None else -told.valence if own < 0 else told.valence
    if rest[-1] in _AGAINST:
        return 1 if own < 0 else -1
    return own if rest[-1] in _PASSING else 0


def _of_cue(word: str, frame: str) -> int:
    """Take the valence of a word from what it does as a cue: who 'lauds' something praises it."""
    for pos in ("verb", "adj"):
        for sense in lexicon.cues().get((word.replace("-", " "), pos), ()):
            if frame in sense.frames:
                return _BY_ACT.get(sense.act, 0)
    return 0
