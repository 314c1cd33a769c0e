"""Read figures with whose they are: 'police put the crowd at 900', 'organisers at 1,400'."""

from __future__ import annotations

from dataclasses import replace

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.frames import attribute, cue_of, extent, sense_for, to_comma
from graphkit.reading.claims.sources import can_take_side
from graphkit.reading.grammar.syntax import child, children, is_passive

__all__ = ["read_figure", "read_other_figure"]


def read_figure(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'put the toll at 60': the content is what is counted with its figure."""
    sense, obj = sense_for(senses, "figure"), child(verb, "dobj")
    if sense is None or obj is None or is_passive(verb):
        return None
    nearing = [p for c in children(verb, "advmod") if c.i > obj.i for p in children(c, "prep")]  # 'closer to 60'
    for prep in (*children(verb, "prep"), *children(obj, "prep"), *nearing):
        figure = child(prep, "pobj")
        if (
            (prep in nearing or prep.lower_ in lexicon.grammar("figure_preposition"))
            and figure is not None
            and prep.i > obj.i
        ):
            if figure.like_num or any(c.like_num for c in children(figure, "nummod")):
                start = prep if lemma.endswith(f" {obj.lower_}") else obj.left_edge  # 'put it at 60'
                last = to_comma(figure.right_edge, start, figure)
                return attribute(verb, lemma, sense, [extent(start, last)], "figure")
    return None


def read_other_figure(noun: Token) -> Attribution | None:
    """Read what others count, without a verb of their own: 'Organisers put the crowd at 1,400, police at 900'."""
    if noun.i + 2 >= len(noun.doc) or noun.left_edge.i < 2 or not can_take_side(noun):
        return None
    before, prep = noun.doc[noun.left_edge.i - 1], noun.nbor()
    figure, verb = child(prep, "pobj"), prep.head
    if before.text != "," and before.dep_ != "cc":
        return None
    if prep.dep_ != "prep" or figure is None or not figure.like_num or verb.pos_ != "VERB" or verb.i > noun.i:
        return None
    lemma, senses = cue_of(verb)
    first, obj = read_figure(verb, lemma, senses), child(verb, "dobj")
    if first is None or obj is None or first.contents[-1][1] > noun.idx:
        return None
    at = extent(prep, figure.right_edge)
    contents = (at,) if lemma.endswith(f" {obj.lower_}") else (extent(obj.left_edge, obj), at)
    return replace(first, cue=prep.i, sources=(noun.i,), source_at=(extent(noun.left_edge, noun),), contents=contents)
