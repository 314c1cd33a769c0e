"""Read cues other than verbs: nouns ('her claim that …'), adjectives, adverbs ('allegedly') and 'according to'."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.model import EntityType
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.frames import (
    attribute,
    attribute_by_colon,
    cue_of,
    extent,
    is_aside,
    opening_before,
    sense_for,
    subtree,
    without,
)
from graphkit.reading.claims.sources import stretch
from graphkit.reading.grammar.syntax import (
    child,
    children,
    clause_verb,
    governor,
    is_infinitive,
    is_interrogative,
    negation,
    sentence_before,
    sentence_start,
)

__all__ = [
    "read_according_to",
    "read_adjective",
    "read_adverb",
    "read_credit",
    "read_turn",
    "read_viewpoint",
    "source_phrase",
]

_TURN = 6
"""The most words of a speaker before the colon, and twice the fewest of a turn."""
_IN_NAME = frozenset(["NOUN", "PROPN", "ADJ", "PART", "DET", "NUM"])
"""The parts of speech of a speaker behind the colon of a headline."""
_VIEWPOINT = "in the {} of"


def read_adjective(adjective: Token) -> Attribution | None:
    """Read 'is opposed to it', 'was confident that …', 'it is unclear whether …'."""
    senses = lexicon.cues().get((adjective.lower_, "adj"), ())
    denied = senses and negation(adjective.head) is not None
    impersonal = sense_for(senses, "it", "not:it") if denied else sense_for(senses, "it")
    if impersonal is not None and (attribution := _impersonal(adjective, impersonal)) is not None:
        return attribution
    stative = adjective.pos_ == "VERB" and adjective.tag_ == "VBN" and child(adjective, "auxpass") is not None
    if not senses or (not stative and adjective.dep_ not in ("acomp", "ROOT", "advcl", "oprd", "conj", "ccomp")):
        return None
    if adjective.dep_ == "ccomp" and child(adjective, "nsubj", "nsubjpass") is None and adjective.head.pos_ == "VERB":
        return None  # 'make sure that they drink' is no state of mind
    if adjective.dep_ == "ccomp" and cue_of(adjective.head)[0].endswith(f" {adjective.lower_}"):
        return None  # 'made it clear that …' is one cue
    verb = adjective.head if adjective.dep_ in ("acomp", "oprd") else adjective
    if verb.pos_ == "VERB" and verb == adjective and child(verb, "agent") is not None:
        return None
    clauses = [
        *children(adjective, "ccomp"),
        *(children(verb, "ccomp") if verb.lemma_ in lexicon.grammar("copula") else ()),
    ]
    inner = next((c for c in clauses if c.i > adjective.i and not is_infinitive(c)), None)
    sense = sense_for(senses, "that") if inner is not None else None
    through = adjective.i
    if sense is None:
        inner = next((c for c in children(adjective, "xcomp") if c.i > adjective.i and is_infinitive(c)), None)
        # the frame of an infinitive, 'ready to go', and that of a preposition, 'opposed to it', are both called 'to'
        sense = sense_for(senses, "to") if inner is not None else None
    if sense is None:
        for prep in children(adjective, "prep"):
            inner = child(prep, "pobj", "pcomp")
            sense = sense_for(senses, prep.lower_)
            if sense is not None and inner is not None:
                through = prep.i
                break
    if sense is None or inner is None or inner.lower_.endswith(lexicon.sequence("reflexive_ending")):
        return None  # 'is proud of himself'
    if any(c.lower_ in lexicon.grammar("obligation_modal") for c in children(verb, "aux")):
        return None  # 'should be ashamed of it': somebody else says so
    holder = _made_so(adjective)
    if holder is not None:
        verb = adjective
    attribution = attribute(
        verb,
        adjective.lower_,
        sense,
        [subtree(inner)],
        "adjective",
        head=inner if inner.pos_ in ("VERB", "AUX") else None,
        through=through,
    )
    if attribution is not None and stative:
        # 'Marsan is convinced that …': the subject of the passive is the source
        holder = child(adjective, "nsubjpass")
    if attribution is not None and holder is not None:
        attribution = replace(attribution, sources=(holder.i,), source_at=(stretch(holder),))
    return replace(attribution, cue=adjective.i) if attribution is not None and attribution.sources else None


def _made_so(adjective: Token) -> Token | None:
    """Return whose state an adjective tells where somebody else brought it about: 'leaving farmers angry about it'."""
    first = governor(adjective)
    verb = first if first != adjective and first.pos_ == "VERB" else first.head
    obj = child(verb, "dobj")
    made = verb.lemma_ in lexicon.words("making_verb") and obj is not None and obj.i < adjective.i
    return obj if made and (first.dep_ == "oprd" or verb == first) else None


def _impersonal(adjective: Token, sense: Sense) -> Attribution | None:
    """Read 'it is unclear whether …', 'it seems likely that …', which have no source."""
    verb = adjective.head
    it = child(verb, "nsubj")
    clause = child(verb, "csubj")
    clauses = [*children(adjective, "ccomp", "advcl"), *children(verb, "ccomp", "advcl")]
    if it is not None and it.lower_ in lexicon.grammar("expletive"):
        clause = next((c for c in clauses if c.i > adjective.i and _opens_content(c.left_edge)), None)
    if clause is None or verb.pos_ not in ("VERB", "AUX") or adjective.dep_ not in ("acomp", "oprd"):
        return None
    attribution = attribute(
        verb,
        adjective.lower_,
        sense,
        [subtree(clause)],
        "impersonal",
        head=clause,
        through=adjective.i,
    )
    return replace(attribution, cue=adjective.i, sources=(), source_at=()) if attribution is not None else None


def _opens_content(first: Token) -> bool:
    """Check whether a word can open a content clause: 'that', 'whether', 'who'."""
    return first.lower_ in lexicon.grammar("complementiser") or is_interrogative(first)


def read_adverb(adverb: Token) -> Attribution | None:
    """Read 'allegedly', 'reportedly': hearsay without a source."""
    sense = sense_for(lexicon.cues().get((adverb.lower_, "adv"), ()), "bare")
    if sense is None:
        return None
    host = clause_verb(adverb.head)
    whole = subtree(host)
    return Attribution(
        cue=adverb.i,
        lemma=adverb.lower_,
        cues=(extent(adverb, adverb),),
        sense=sense,
        sources=(),
        source_at=(),
        contents=tuple(c for c in without(whole, extent(adverb, adverb)) if c[0] < c[1]),
        head=host.i,
        rule="adverb",
    )


def read_turn(colon: Token) -> Attribution | None:
    """Read a turn in a dialogue or a headline: 'Mayor: We will not close the dam'."""
    if colon.text != ":":
        return None
    doc = colon.doc
    first = colon.i
    while first and "\n" not in doc[first - 1].text and colon.i - first < _TURN:
        first -= 1
    if first and "\n" not in doc[first - 1].text:
        return None
    words = [t for t in doc[first : colon.i] if not t.is_space]
    speaker = words[-1] if words else None
    last = colon.i
    while last + 1 < len(doc) and "\n" not in doc[last + 1].text:
        last += 1
    if speaker is None or last - colon.i < _TURN // 2 or not _is_speaker(words) or _is_dateline(words, colon):
        return None
    after = next((t for t in doc[colon.i + 1 : last + 1] if not t.is_space and not t.is_punct), None)
    if after is None or not (after.text[:1].isupper() or after.text[:1].isdigit() or _is_told_below(colon, last)):
        return None
    root = after.sent.root.i
    last = _before_other(colon, last)
    return attribute_by_colon(
        colon,
        (speaker.i,),
        extent(words[0], speaker),
        (extent(doc[colon.i + 1], doc[last]),),
        "turn",
        head=root if root > colon.i else None,
    )


def _before_other(colon: Token, last: int) -> int:
    """Return the last token of a headline's report before what somebody else says: 'Poll: half agree; mayor says …'."""
    doc = colon.doc
    for i in range(colon.i + 1, last) if not any("\n" in t.text for t in doc[: colon.i]) else ():
        after = doc[i + 1 : last + 1]
        if doc[i].text == ";" and any(t.pos_ == "VERB" and sense_for(cue_of(t)[1], "that") for t in after):
            return i - 1
    return last


def _is_dateline(words: list[Token], colon: Token) -> bool:
    """Check whether capitals before a colon name a place, and no speaker: 'MARDEN: The mayor said …'.

    Speakers come several times, places once.
    """
    speaker = words[-1]
    capitals = len(speaker) > 1 and all(t.text.isupper() for t in words if t.is_alpha)
    if not capitals or speaker.lemma_.lower() in lexicon.words("report_noun"):
        return False
    turns = (t for t in colon.doc if t.text == ":" and t.i > len(words) and t != colon)
    return not any(t.nbor(-1).text.isupper() and "\n" in t.doc[t.i - 1 - len(words)].text for t in turns)


def _is_told_below(colon: Token, last: int) -> bool:
    """Check whether a headline that begins with a speaker goes on in lower case, with a verb: 'Mayor: dam is safe'."""
    doc = colon.doc
    opens = not any("\n" in t.text for t in doc[: colon.i])
    return opens and any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[colon.i + 1 : last + 1])


def read_credit(colon: Token) -> Attribution | None:
    """Read who says what a headline tells, behind a colon: 'Dam is safe: mayor', 'Norvale to close mine: minister'."""
    doc = colon.doc
    if colon.text != ":":
        return None
    end = next((t.i for t in doc[colon.i + 1 :] if "\n" in t.text), len(doc))
    words = [t for t in doc[colon.i + 1 : end] if not t.is_space and t.text != "."]
    before = [t for t in doc[: colon.i] if not t.is_space]
    if not 0 < len(words) <= _TURN or len(before) < _TURN // 2 or any("\n" in t.text for t in doc[: colon.i]):
        return None
    head = next((t for t in before if t.head == t), None)
    if head is None or not _tells(head, before) or any(t.pos_ not in _IN_NAME for t in words) or not _is_speaker(words):
        return None
    content = extent(before[0], before[-1])
    return attribute_by_colon(colon, (words[-1].i,), extent(words[0], words[-1]), (content,), "credit", head=head.i)


def _tells(head: Token, words: list[Token]) -> bool:
    """Check whether the words of a headline tell something: 'dam is safe', 'Norvale to close mine', 'three killed'."""
    if any(t.tag_ in ("WDT", "WP", "WRB") for t in words):
        return False  # 'How the mine closed', 'The man who would be king'
    brief = any(c.tag_ in ("VB", "VBD", "VBN") for c in children(head, "acl", "relcl"))
    return head.pos_ in ("VERB", "AUX") or brief


def _is_speaker(words: list[Token]) -> bool:
    """Check whether the words before a colon can be a speaker: a name, 'Q', 'Mayor', 'Poll'."""
    if any(t.pos_ in ("VERB", "AUX", "ADP", "SCONJ") for t in words):
        return False
    last = words[-1]
    if last.lower_ in lexicon.words("section_label"):
        return False
    kind = lexicon.nouns().get(last.lemma_.lower())
    letter = last.text.isupper() and last.lower_ in lexicon.words("dialogue_speaker")
    named = last.ent_type_ in ("PERSON", "ORG") or letter
    document = last.lemma_.lower() in lexicon.words("report_noun")
    return named or document or kind in (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.GROUP)


def read_viewpoint(noun: Token) -> Attribution | None:
    """Read 'in her view', 'in the words of the minister': the content is the clause that it is attached to."""
    prep = noun.head
    if (
        noun.lemma_.lower() not in lexicon.words("viewpoint_noun")
        or noun.dep_ != "pobj"
        or prep.lower_ not in lexicon.grammar("viewpoint_preposition")
        or not _is_set_off(prep, noun)
    ):
        return None
    of = next((c for c in children(noun, "prep") if c.lower_ in lexicon.grammar("genitive")), None)
    source = child(noun, "poss") or (child(of, "pobj") if of is not None else None)
    named = (lexicon.cues().get((_VIEWPOINT.format(word), "prep"), ()) for word in (noun.lemma_.lower(), "view"))
    sense = sense_for(next(filter(None, named), ()), "bare")
    host = clause_verb(prep.head)
    if source is None or sense is None or host.pos_ not in ("VERB", "AUX"):
        return None
    whole, own = subtree(host), subtree(prep)
    before = prep.i and prep.nbor(-1).dep_ == "cc"  # 'She was ill, and in his words, “…”'
    whole = (own[0] if before else whole[0]), whole[1]
    return Attribution(
        cue=noun.i,
        lemma=_VIEWPOINT.format(noun.lemma_.lower()),
        cues=(extent(prep, prep), extent(noun, noun)),
        sense=sense,
        sources=(source.i,),
        source_at=(stretch(source),),
        contents=tuple(c for c in without(whole, own) if c[0] < c[1]),
        head=host.i,
        rule="viewpoint",
    )


def _is_set_off(prep: Token, noun: Token) -> bool:
    """Check whether a phrase is set off from its clause: at the start of the sentence, or between commas."""
    doc = prep.doc
    opens = prep.i == sentence_start(prep) or doc[prep.i - 1].is_punct or doc[prep.i - 1].dep_ == "cc"
    last = noun.right_edge
    return opens and last.i + 1 < len(doc) and (doc[last.i + 1].is_punct or last.is_punct)


@cache
def source_phrase() -> tuple[str, str]:
    """Return the two words of the compound preposition before a source: 'according to'."""
    first, second = lexicon.word("source_phrase").split()
    return first, second


def _goes_on(host: Token, according: Token) -> bool:
    """Check whether somebody else is reported behind a source: 'It is old, according to her, and engineers say …'."""
    behind = (c for c in children(host, "conj", "advcl") if c.i > according.i)
    return any(child(c, "nsubj") is not None and sense_for(cue_of(c)[1], "that", "np:to") is not None for c in behind)


def _takes_up(host: Token, according: Token) -> bool:
    """Check whether a content only takes up the sentence before: 'That’s according to the agency'."""
    subj = child(host, "nsubj")
    return (
        subj is not None
        and subj.lower_ in lexicon.grammar("anaphoric_demonstrative")
        and (
            (subj.i == host.i - 1 and host.i == according.i - 1 and _is_copula(host))
            or (host == according and subj.i == according.i - 2 and _is_copula(according.nbor(-1)))
        )
    )


def _is_copula(verb: Token) -> bool:
    return verb.pos_ == "AUX" or verb.lower_.endswith(lexicon.sequence("possessive_ending"))


def read_according_to(according: Token) -> Attribution | None:
    """Read 'according to …': the content is the clause that it is attached to."""
    first, second = source_phrase()
    doc = according.doc
    to = doc[according.i + 1] if according.i + 1 < len(doc) else None
    if to is None or to.lower_ != second:
        return None
    cue = f"{first} {second}"
    named = child(to, "pobj") or child(according, "pobj")
    sense = sense_for(lexicon.cues().get((cue, "prep"), ()), "bare")
    if named is None or sense is None or named.lower_ in lexicon.words("measure"):
        return None
    host = clause_verb(according.head)
    while host.tag_ in ("VBG", "VBN") and host.dep_ in ("advcl", "prep") and child(host, "nsubj", "nsubjpass") is None:
        host = clause_verb(host.head)  # 'according to X, quoting Y, …': the content is the main clause
    if according.i > host.i and doc[according.i - 1].text == ",":
        # after a comma at the end its content is the whole sentence: 'The dam is old and it leaks, according to X'
        while host.dep_ in ("conj", "advcl", "ccomp", "xcomp") and host.head.pos_ in ("VERB", "AUX"):
            host = host.head
    start, end = subtree(host)
    opened = opening_before(according, host.left_edge)
    if opened is not None:
        start = opened.idx + 1
    # a clause after the source describes it ('according to X, who …'); one before the phrase is the content
    around = without((start, end), extent(according, named.right_edge))
    behind = [c for c in around if c[0] > according.idx > host.idx and (is_aside(doc, c) or _goes_on(host, according))]
    contents = [c for c in around if c[0] < c[1] and c not in behind]
    if _takes_up(host, according):
        before = sentence_before(host)
        if before is None:
            return None
        contents, host = [extent(before[0], before[-1])], before.root
    return Attribution(
        cue=according.i,
        lemma=cue,
        cues=(extent(according, to),),
        sense=sense,
        sources=(named.i,),
        source_at=(stretch(named),),
        contents=tuple(contents),
        head=host.i,
        rule="according-to",
    )
