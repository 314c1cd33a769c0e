"""Find the cue words that gave no claim, and why."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.model import Extraction
from graphkit.reading.claims.cues import find_cues
from graphkit.reading.claims.frames import cue_of, is_content_clause, sense_for
from graphkit.reading.claims.phrases import source_phrase
from graphkit.reading.claims.sources import noun_source
from graphkit.reading.explanation.values import Miss, MissKind
from graphkit.reading.explanation.verbs import Why, explain_verb, needs, phrase, shorten
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import child, children, is_infinitive, lemma_of

__all__ = ["find_misses"]

_NEAR = 6
"""The most words between a noun and a clause that can be its own."""
_FEW = 6
"""The most tokens of a quotation that can be a name or a title, marks included."""


def find_misses(parsed: ParsedDocument, extraction: Extraction) -> Iterator[Miss]:
    """Find the words of cues.tsv that gave no claim, in the order of the text.

    Args:
        parsed: The parsed document.
        extraction: What was read in it.
    """
    used = {i for claim in extraction.claims for span in claim.cue_spans for i in parsed.tokens_in(span)}
    attributed = {attribution.cue for attribution in find_cues(parsed)}
    said = {i for claim in extraction.claims for span in claim.content_spans for i in parsed.tokens_in(span)}
    for token in parsed.doc:
        if token.i in used or not token.is_alpha:
            continue
        looked_up = _look_up(token)
        if looked_up is None:
            continue
        cue, part_of_speech, senses = looked_up
        if parsed.skipped[token.i]:
            why: Why | None = (MissKind.BOILERPLATE, "it stands in a line that is no part of the article")
        elif token.i in attributed:
            apart = "it stands in a quotation, and what it says does not"
            lost = "a rule read it, but left no content, or such claims are mostly read wrongly"
            why = (MissKind.LOST, apart if parsed.quoted[token.i] >= 0 else lost)
        elif (quotation := _untaken(parsed, token, senses, said)) is not None:
            why = (
                MissKind.UNTAKEN,
                f"the quotation {shorten(quotation)} stands in its sentence, and was not tied to it",
            )
        else:
            why = _explain(token, part_of_speech, cue, senses, used)
        if why is not None:
            span = parsed.document.span(token.idx, token.idx + len(token))
            yield Miss(span=span, cue=cue, part_of_speech=part_of_speech, kind=why[0], reason=why[1])


def _look_up(token: Token) -> tuple[str, str, tuple[Sense, ...]] | None:
    """Return the cue of a word, its part of speech in cues.tsv, and its senses; None where it is no cue."""
    if token.lower_ == source_phrase()[0]:
        cue = " ".join(source_phrase())
        return cue, "prep", lexicon.cues().get((cue, "prep"), ())
    if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
        cue, senses = cue_of(token)
        if senses:
            return cue, "verb", senses
        adjective = lexicon.cues().get((token.lower_, "adj"), ())
        if adjective:
            return token.lower_, "adj", adjective
        # 'called off' is another verb, and 'call' is still listed
        alone = lexicon.cues().get((lemma_of(token), "verb"), ()) if cue != lemma_of(token) else ()
        return (cue, "verb", ()) if alone else None
    for pos, part_of_speech, name in (("NOUN", "noun", token.lemma_.lower()), ("ADJ", "adj", token.lower_)):
        if token.pos_ == pos and (senses := lexicon.cues().get((name, part_of_speech), ())):
            return name, part_of_speech, senses
    if token.pos_ == "ADV" and (senses := lexicon.cues().get((token.lower_, "adv"), ())):
        return token.lower_, "adv", senses
    return None


def _untaken(parsed: ParsedDocument, token: Token, senses: tuple[Sense, ...], said: set[int]) -> str | None:
    """Return a quotation in the sentence of a speech verb that is no content."""
    if sense_for(senses, "quote") is None or token.pos_ not in ("VERB", "AUX") or parsed.quoted[token.i] >= 0:
        return None
    for i in range(token.sent.start, token.sent.end):
        if (position := parsed.quoted[i]) >= 0:
            start, end = parsed.quotations[position].parts[0]
            tokens = parsed.tokens_in(parsed.document.span(start, end))
            if len(tokens) > _FEW and not said.intersection(tokens):
                return parsed.document.text[start:end]
    return None


def _explain(token: Token, part_of_speech: str, cue: str, senses: tuple[Sense, ...], used: set[int]) -> Why | None:
    """Return why a word gave no claim; None where it is no cue here, or part of another cue."""
    listed = {frame for sense in senses for frame in sense.frames}
    match part_of_speech:
        case "verb":
            return explain_verb(token, cue, listed)
        case "noun":
            return _explain_noun(token, listed, used)
        case "adj":
            return _explain_adjective(token, listed, used)
        case "prep":
            return _explain_according(token)
    return MissKind.REFUSED, "no rule reads it here"


# -- nouns, adjectives, 'according to'


def _explain_noun(noun: Token, listed: set[str], used: set[int]) -> Why | None:
    """Return why a noun gave no claim."""
    above = noun.head
    if noun.dep_ in ("dobj", "nsubjpass") and above.pos_ == "VERB":
        if above.i in used:
            return None  # 'expressed concern': the verb's claim is this one
        left = sense_for(cue_of(above)[1], "obj", "said")
        if noun.dep_ == "dobj" and left is not None and _look_up(above) is not None:
            return MissKind.LEFT_TO_VERB, f"it is left to '{above.text}', which gave no claim"
    if noun.dep_ == "pobj" and not noun.rights and above.head.i in used:
        return None  # 'said in a statement', 'a request for comment'
    if noun.dep_ in ("compound", "nmod", "amod"):
        return MissKind.ATTRIBUTIVE, f"it stands before '{above.text}' and says of what kind that is"
    sourceless = not noun_source(noun)[0]
    for clause in children(noun, "acl", "ccomp", "relcl"):
        if clause.i > noun.i and is_content_clause(clause):
            if ("to" if is_infinitive(clause) else "that") in listed:
                return MissKind.NO_SOURCE, f"no rule finds whose it is, and '{phrase(clause)}' alone makes no claim"
            kind = MissKind.NO_INFINITIVE_LISTED if is_infinitive(clause) else MissKind.NO_CLAUSE_LISTED
            return kind, f"it stands with '{phrase(clause)}'; {needs(listed)}"
    preps = [c for c in children(noun, "prep") if child(c, "pobj", "pcomp") is not None]
    fitting = next((p for p in preps if p.lower_ in listed), None)
    if fitting is not None and sourceless:
        return MissKind.NO_SOURCE, f"no rule finds whose it is, and '{phrase(fitting)}' alone makes no claim"
    other = next((p for p in preps if _brings_content(p.lower_) and p.lower_ not in listed), None)
    if other is not None:
        return MissKind.NO_PREPOSITION_LISTED, f"it stands with '{phrase(other)}'; {needs(listed)}"
    copula = noun.dep_ == "nsubj" and above.lemma_ in lexicon.grammar("copula")
    clause_after = child(above, "ccomp", "xcomp", "advcl") if copula else None
    if clause_after is not None and clause_after.i > above.i:
        return MissKind.COPULA, f"what was said stands behind '{above.text}', and no rule reads it there"
    elsewhere = _find_elsewhere(noun, listed)
    if elsewhere is not None:
        return MissKind.PARSED_ELSEWHERE, f"the parse hangs '{elsewhere}' on another word"
    return MissKind.NO_CONTENT, f"the parse hangs nothing on it that tells what was said; {needs(listed)}"


def _brings_content(preposition: str) -> bool:
    """Check whether a preposition after a noun or an adjective brings a content, rather than a place or a time."""
    own = lexicon.grammar("content_preposition_of_nouns")
    return preposition in lexicon.grammar("content_preposition") or preposition in own


def _find_elsewhere(noun: Token, listed: set[str]) -> str | None:
    """Return a clause soon after a noun, or an infinitive right after it, that is attached to another word."""
    for i in range(noun.i + 1, min(noun.i + _NEAR, noun.sent.end)):
        token = noun.doc[i]
        if token.lower_ in lexicon.grammar("complementiser") and token.dep_ == "mark" and "that" in listed:
            return phrase(token.head)
        if i == noun.i + 1 and token.tag_ == "TO" and token.dep_ == "aux" and "to" in listed:
            return phrase(token.head)
        if token.is_punct or token.pos_ in ("VERB", "AUX", "CCONJ"):
            return None
    return None


def _explain_adjective(adjective: Token, listed: set[str], used: set[int]) -> Why | None:
    """Return why an adjective gave no claim."""
    if adjective.head.i in used and adjective.dep_ in ("acomp", "oprd", "xcomp", "ccomp"):
        return None
    if adjective.dep_ in ("amod", "compound"):
        if adjective.head.i > adjective.i:
            return MissKind.ATTRIBUTIVE, f"it stands before '{adjective.head.text}' and says of what kind that is"
        return MissKind.REFUSED, f"the parse hangs it on '{adjective.head.text}' before it, and no rule reads that"
    if (agent := child(adjective, "agent")) is not None and listed & lexicon.grammar("passive_agent"):
        return MissKind.REFUSED, f"the parse takes '{phrase(agent)}' for the agent of a passive"
    present = {
        "that": next((c for c in children(adjective, "ccomp") if not is_infinitive(c)), None),
        "to": next((c for c in children(adjective, "xcomp") if is_infinitive(c)), None),
        **{c.lower_: c for c in children(adjective, "prep") if child(c, "pobj", "pcomp") is not None},
    }
    after = {frame: c for frame, c in present.items() if c is not None and c.i > adjective.i}
    if after.keys() & listed:
        return MissKind.NO_SUBJECT, "nobody is named who is so"
    for frame, c in after.items():
        kind = {"that": MissKind.NO_CLAUSE_LISTED, "to": MissKind.NO_INFINITIVE_LISTED}
        if frame in ("that", "to") or _brings_content(frame):
            return kind.get(frame, MissKind.NO_PREPOSITION_LISTED), f"it stands with '{phrase(c)}'; {needs(listed)}"
    return MissKind.NO_CONTENT, f"the parse hangs nothing on it that tells what about; {needs(listed)}"


def _explain_according(according: Token) -> Why | None:
    """Return why an 'according to' gave no claim."""
    to = according.nbor() if according.i + 1 < len(according.doc) else None
    complete = to is not None and to.lower_ == source_phrase()[1]
    named = child(to, "pobj") or child(according, "pobj") if to is not None and complete else None
    if named is None:
        return MissKind.NO_SOURCE, "nobody is named according to whom"
    if named.lower_ in lexicon.words("measure"):
        return MissKind.MEASURE, f"'{named.text}' is a measure, and says nothing"
    return MissKind.REFUSED, "no rule reads it here"
