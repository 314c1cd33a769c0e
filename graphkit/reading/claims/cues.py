"""Find cues by their construction: the rules for each part of speech, and the order in which they are tried.

After the guidelines of PARC and PolNeAR (Pareti, 2012; Newell et al., 2018). frames.tsv names the constructions that
cues.tsv can list for a word, and for each the rules below that read it. Quotations are attributed in `reported_speech`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.clauses import read_clause
from graphkit.reading.claims.figures import read_figure, read_other_figure
from graphkit.reading.claims.frames import cue_of
from graphkit.reading.claims.infinitives import (
    is_only_wanted,
    read_call_on,
    read_gerund,
    read_infinitive,
    read_object_infinitive,
    read_wish_to_know,
)
from graphkit.reading.claims.no_comment import is_declined, read_no_comment
from graphkit.reading.claims.nouns import read_noun, read_passive_judgement
from graphkit.reading.claims.objects import read_object, read_plea
from graphkit.reading.claims.passives import read_promised
from graphkit.reading.claims.phrases import (
    read_according_to,
    read_adjective,
    read_adverb,
    read_credit,
    read_turn,
    read_viewpoint,
    source_phrase,
)
from graphkit.reading.claims.prepositions import read_preposition
from graphkit.reading.claims.relays import read_backward, read_heard, read_made_known, read_quoting
from graphkit.reading.claims.sides import read_side
from graphkit.reading.claims.unsaid import is_unsaid
from graphkit.reading.grammar.parsed import ParsedDocument

__all__ = ["RULES", "VERB_RULES", "find_cues"]

type Rule = Callable[[Token], Attribution | None]
type VerbRule = Callable[[Token, str, tuple[Sense, ...]], Attribution | None]

VERB_RULES: tuple[VerbRule, ...] = (
    read_heard,  # the court heard that …
    read_made_known,  # made (it) clear that …
    read_quoting,  # quoted her as saying …
    read_backward,  # … That is what Reuters reports
    read_clause,  # said that …
    read_wish_to_know,  # wanted to know why …
    read_call_on,  # called on them to …
    read_object_infinitive,  # urged them to …
    read_infinitive,  # promised to …
    read_gerund,  # denied taking …
    read_plea,  # pleaded not guilty
    read_figure,  # put the toll at 60
    read_preposition,  # called for …
    read_promised,  # was promised a seat
    read_object,  # denied the charge
)
"""The rules for verbs, given the cue and its senses; the first that fits reads the verb."""


def read_verb(verb: Token) -> Attribution | None:
    """Read a verb as a cue by the first rule that fits; None if it is no cue here."""
    if is_declined(verb) or is_only_wanted(verb):
        return None
    lemma, senses = cue_of(verb)
    if not senses:
        return None
    read = next((a for rule in VERB_RULES if (a := rule(verb, lemma, senses)) is not None), None)
    return None if read is None or is_unsaid(verb, read) else read


_VERB: tuple[Rule, ...] = (read_no_comment, read_adjective, read_verb)
RULES: dict[str, tuple[Rule, ...]] = {
    "VERB": _VERB,
    "AUX": _VERB,
    "NOUN": (read_viewpoint, read_passive_judgement, read_other_figure, read_noun),
    "ADJ": (read_adjective,),
    "ADV": (read_adverb,),
    "ADP": (read_side,),
    "PUNCT": (read_turn, read_credit),
}
"""The rules for each part of speech; the first that fits reads the token. 'according' has one more rule."""


def find_cues(parsed: ParsedDocument) -> Iterator[Attribution]:
    """Find every cue outside boilerplate that has a content by its construction.

    Args:
        parsed: The parsed document.

    Returns:
        At most one attribution for each token, in the order of the cues.
    """
    according, _ = source_phrase()
    for token in parsed.doc:
        if parsed.skipped[token.i] or not (token.is_alpha or token.text == ":"):
            continue
        rules = RULES.get(token.pos_, ())
        for rule in (*rules, read_according_to) if token.lower_ == according else rules:
            if (attribution := rule(token)) is not None:
                yield attribution
                break
