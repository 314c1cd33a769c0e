"""Read cues that are no verbs: nouns ('her claim that …'), adjectives, adverbs ('allegedly') and 'according to'."""

from __future__ import annotations

from dataclasses import replace

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.model import Act, EntityType
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.frames import (
    attribute,
    attribute_by_colon,
    cue_of,
    extent,
    is_aside,
    is_content_clause,
    sense_for,
    subtree,
    without,
)
from graphkit.reading.claims.sources import noun_source, stretch
from graphkit.reading.grammar.syntax import (
    child,
    children,
    clause_verb,
    is_infinitive,
    is_interrogative,
    negation,
    sentence_start,
)

__all__ = ["read_according_to", "read_adjective", "read_adverb", "read_noun", "read_turn", "read_viewpoint"]


_TURN = 6
"""How many words may name a speaker before the colon, and half of it how few may be a turn."""


def read_noun(noun: Token) -> Attribution | None:
    """'her claim that …', 'allegations of torture'."""
    senses = lexicon.cues().get((noun.lemma_.lower(), "noun"), ())
    if not senses:
        return None
    if noun.dep_ == "dobj" and noun.head.pos_ == "VERB":
        _, above = cue_of(noun.head)
        said = child(noun, "acl", "ccomp", "relcl") is None and sense_for(above, "obj", "said") is not None
        if said or sense_for(above, "light") is not None:
            return None  # 'expressed a desire to …', 'denied the charges of fraud': the verb is the cue
    content = _noun_content(noun, senses)
    if content is None:
        return None
    clause, sense = content
    sources, source_at = noun_source(noun)
    about = (
        clause.head if clause.dep_ in ("pobj", "pcomp") else noun
    )  # 'criticism of': the preposition is part of the cue
    thing = about != noun and sense.act not in (Act.ALLEGES, Act.DENIES, Act.DOUBTS)
    if not sources and (thing or sense.act is Act.ASSERTS):
        return None  # 'the report of 1998', 'the idea that …': no claim without somebody who makes it
    return Attribution(
        cue=noun.i,
        lemma=noun.lemma_.lower(),
        cues=(extent(noun, about if about.i == noun.i + 1 else noun),),
        sense=sense,
        sources=sources,
        source_at=source_at,
        contents=(subtree(clause),),
        head=clause.i if clause.pos_ in ("VERB", "AUX") else None,
        rule="noun",
        confidence=0.8,
    )


def _noun_content(noun: Token, senses: tuple[Sense, ...]) -> tuple[Token, Sense] | None:
    """Find the head of what a noun says, a clause or what follows its preposition, and the sense that fits."""
    for clause in children(noun, "acl", "ccomp", "relcl"):
        sense = sense_for(senses, "to" if is_infinitive(clause) else "that")
        if clause.i > noun.i and sense is not None and is_content_clause(clause):
            return clause, sense
    for prep in children(noun, "prep"):
        inner = child(prep, "pobj", "pcomp")
        sense = sense_for(senses, prep.lower_)
        if sense is not None and inner is not None:
            return inner, sense
    return None


def read_adjective(adjective: Token) -> Attribution | None:
    """'is opposed to it', 'was confident that …', 'it is unclear whether …'."""
    senses = lexicon.cues().get((adjective.lower_, "adj"), ())
    denied = senses and negation(adjective.head) is not None
    impersonal = sense_for(senses, "it", "not:it") if denied else sense_for(senses, "it")
    if impersonal is not None and (attribution := _impersonal(adjective, impersonal)) is not None:
        return attribution
    stative = adjective.pos_ == "VERB" and adjective.tag_ == "VBN" and child(adjective, "auxpass") is not None
    if not senses or (not stative and adjective.dep_ not in ("acomp", "ROOT", "advcl", "oprd", "conj", "ccomp")):
        return None
    verb = adjective.head if adjective.dep_ in ("acomp", "oprd") else adjective
    if verb.pos_ == "VERB" and verb == adjective and child(verb, "agent") is not None:
        return None
    clauses = [*children(adjective, "ccomp"), *(children(verb, "ccomp") if verb.lemma_ == "be" else ())]
    inner = next((c for c in clauses if c.i > adjective.i and not is_infinitive(c)), None)
    sense = sense_for(senses, "that") if inner is not None else None
    through = adjective.i
    if sense is None:
        inner = next((c for c in children(adjective, "xcomp") if c.i > adjective.i and is_infinitive(c)), None)
        # 'opposed to it' has a preposition, 'ready to go' an infinitive: both are called 'to' in the file.
        sense = sense_for(senses, "to") if inner is not None else None
    if sense is None:
        for prep in children(adjective, "prep"):
            inner = child(prep, "pobj", "pcomp")
            sense = sense_for(senses, prep.lower_)
            if sense is not None and inner is not None:
                through = prep.i
                break
    if sense is None or inner is None:
        return None
    attribution = attribute(
        verb,
        adjective.lower_,
        sense,
        [subtree(inner)],
        "adjective",
        head=inner if inner.pos_ in ("VERB", "AUX") else None,
        through=through,
        confidence=0.8,
    )
    if attribution is not None and stative:
        # 'Marsan is convinced that …': the state is that of the subject, though the form is a passive.
        holder = child(adjective, "nsubjpass")
        if holder is not None:
            attribution = replace(attribution, sources=(holder.i,), source_at=(stretch(holder),))
    return replace(attribution, cue=adjective.i) if attribution is not None and attribution.sources else None


def _impersonal(adjective: Token, sense: Sense) -> Attribution | None:
    """Read 'it is unclear whether …', 'it seems likely that …': nobody is named who doubts or expects it."""
    verb = adjective.head
    it = child(verb, "nsubj")
    clause = child(verb, "csubj")
    behind = [*children(adjective, "ccomp", "advcl"), *children(verb, "ccomp", "advcl")]
    if it is not None and it.lower_ == "it":
        clause = next((c for c in behind if c.i > adjective.i and _reports(c.left_edge)), None)
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
        confidence=0.8,
    )
    return replace(attribution, cue=adjective.i, sources=(), source_at=()) if attribution is not None else None


def _reports(first: Token) -> bool:
    """Tell whether a clause that begins with a word can be what is unclear or likely: 'that', 'whether', 'who'."""
    return first.lower_ == "that" or is_interrogative(first)


def read_adverb(adverb: Token) -> Attribution | None:
    """'allegedly', 'reportedly': hearsay of nobody named."""
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
        confidence=0.7,
    )


def read_turn(colon: Token) -> Attribution | None:
    """Read a turn in a dialogue or a headline: 'Mayor: We will not close the dam'."""
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
    if speaker is None or last - colon.i < _TURN // 2 or not _is_speaker(words):
        return None
    after = next((t for t in doc[colon.i + 1 : last + 1] if not t.is_space and not t.is_punct), None)
    if after is None or not (after.text[:1].isupper() or after.text[:1].isdigit()):
        return None
    root = after.sent.root.i
    return attribute_by_colon(
        colon,
        (speaker.i,),
        extent(words[0], speaker),
        (extent(doc[colon.i + 1], doc[last]),),
        "turn",
        head=root if root > colon.i else None,
        confidence=0.8,
    )


def _is_speaker(words: list[Token]) -> bool:
    """Tell whether the words before a colon can be somebody who speaks: a name, 'Q', 'Mayor', 'Poll'."""
    if any(t.pos_ in ("VERB", "AUX", "ADP", "SCONJ") for t in words):
        return False
    last = words[-1]
    kind = lexicon.nouns().get(last.lemma_.lower())
    named = last.ent_type_ in ("PERSON", "ORG") or last.text in ("Q", "A")
    document = last.lemma_.lower() in lexicon.words("report_noun")
    return named or document or kind in (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.GROUP)


def read_viewpoint(noun: Token) -> Attribution | None:
    """Read 'in her view', 'in the words of the minister': the clause that it hangs on is what the source says."""
    prep = noun.head
    if (
        noun.lemma_.lower() not in lexicon.words("viewpoint")
        or noun.dep_ != "pobj"
        or prep.lower_ not in ("in", "by")
        or not _is_set_off(prep, noun)
    ):
        return None
    of = next((c for c in children(noun, "prep") if c.lower_ == "of"), None)
    source = child(noun, "poss") or (child(of, "pobj") if of is not None else None)
    sense = sense_for(lexicon.cues().get(("in the view of", "prep"), ()), "bare")
    host = clause_verb(prep.head)
    if source is None or sense is None or host.pos_ not in ("VERB", "AUX"):
        return None
    whole, own = subtree(host), subtree(prep)
    return Attribution(
        cue=noun.i,
        lemma=f"in the {noun.lemma_.lower()} of",
        cues=(extent(prep, prep), extent(noun, noun)),
        sense=sense,
        sources=(source.i,),
        source_at=(stretch(source),),
        contents=tuple(c for c in without(whole, own) if c[0] < c[1]),
        head=host.i,
        rule="viewpoint",
        confidence=0.8,
    )


def _is_set_off(prep: Token, noun: Token) -> bool:
    """Tell whether a phrase stands apart from its clause: at the start of the sentence, or between commas."""
    doc = prep.doc
    opens = prep.i == sentence_start(prep) or doc[prep.i - 1].is_punct
    last = noun.right_edge
    return opens and last.i + 1 < len(doc) and (doc[last.i + 1].is_punct or last.is_punct)


def read_according_to(according: Token) -> Attribution | None:
    """Read 'according to …': the clause that it hangs on is what the source says."""
    doc = according.doc
    to = doc[according.i + 1] if according.i + 1 < len(doc) else None
    if to is None or to.lower_ != "to":
        return None
    named = child(to, "pobj") or child(according, "pobj")
    sense = sense_for(lexicon.cues().get(("according to", "prep"), ()), "bare")
    if named is None or sense is None or named.lower_ in lexicon.words("measure"):
        return None
    host = clause_verb(according.head)
    while host.tag_ in ("VBG", "VBN") and host.dep_ in ("advcl", "prep") and child(host, "nsubj", "nsubjpass") is None:
        host = clause_verb(host.head)  # 'according to X, quoting Y, …': the content is the main clause
    if according.i > host.i and doc[according.i - 1].text == ",":
        # Behind a comma at the end it goes for the whole sentence: 'The dam is old and it leaks, according to X'.
        while host.dep_ in ("conj", "advcl", "ccomp", "xcomp") and host.head.pos_ in ("VERB", "AUX"):
            host = host.head
    start, end = subtree(host)
    for token in doc[host.left_edge.i : according.i]:
        if token.text in (":", ";"):
            start = token.idx + 1  # what stands before a colon is another clause
    # A clause that follows the source ('according to X, who …') is the source's; one that precedes is the content.
    around = without((start, end), extent(according, named.right_edge))
    contents = [c for c in around if c[0] < c[1] and not (c[0] > according.idx > host.idx and is_aside(doc, c))]
    return Attribution(
        cue=according.i,
        lemma="according to",
        cues=(extent(according, to),),
        sense=sense,
        sources=(named.i,),
        source_at=(stretch(named),),
        contents=tuple(contents),
        head=host.i,
        rule="according-to",
    )
