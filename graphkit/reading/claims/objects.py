"""Read verbs with an object: 'denied the charge', 'expressed concern', 'put the toll at 60'."""

from __future__ import annotations

from dataclasses import replace

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.model import Act, EntityType
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.frames import (
    TO_COME,
    attribute,
    cue_of,
    extent,
    is_addressing,
    is_content_clause,
    is_deadline,
    sense_for,
    subtree,
    to_comma,
)
from graphkit.reading.claims.sources import can_take_side, stretch
from graphkit.reading.grammar.syntax import (
    antecedent,
    child,
    children,
    conjuncts,
    has_child,
    is_infinitive,
    is_passive,
    lemma_of,
    subject,
)

__all__ = ["read_object", "read_plea"]

_JUDGING_ACTS = frozenset([Act.SUPPORTS, Act.OPPOSES, Act.CRITICIZES, Act.PRAISES, Act.ALLEGES, Act.DENIES, Act.DOUBTS])
"""What a participle behind a noun can tell of somebody's judgement: 'a bill opposed by farmers'."""


def read_plea(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'pleaded guilty to fraud', 'pleaded not guilty': the content is the plea."""
    plea = next((c for c in children(verb, "acomp", "oprd", "advmod") if c.lower_ in lexicon.words("plea")), None)
    if plea is None or plea.i < verb.i:
        return None
    denial = next((t for t in verb.doc[verb.i + 1 : plea.i] if t.dep_ == "neg"), None)
    sense = sense_for(senses, "plea" if denial is None else "not:plea")
    charge = next((c for c in children(verb, "prep") if c.i == plea.right_edge.i + 1), None)
    last = charge.right_edge if charge is not None else plea.right_edge
    return attribute(verb, lemma, sense, [extent(denial or plea, last)], "plea") if sense is not None else None


def read_object(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'denied the charge', 'expressed concern over it', 'the claim was denied by her'."""
    small = _small_clause(verb)
    if small is not None and (naming := sense_for(senses, "named", "obj")) is not None:
        return attribute(verb, lemma, naming, [subtree(small)], "object", head=small)
    passive = is_passive(verb)
    obj = child(verb, "nsubjpass" if passive else "dobj")
    if obj is None:
        return _read_reduced(verb, lemma, senses) if passive else None
    if obj.lower_ in lexicon.grammar("fused_relative") and obj.i < verb.i:
        return _read_name(verb, lemma, senses)
    if _is_attribute(verb, obj) or _is_of_other_sense(verb, obj):
        return None
    named = _is_named(verb, obj)
    if obj.ent_type_ in ("DATE", "TIME", "PERCENT") and not named:
        return None
    if lemma in lexicon.words("removing_verb") and _is_from_post(verb, obj):
        return None  # 'dismissed Roe as finance minister'
    if lemma in lexicon.words("citing_verb") and lexicon.nouns().get(obj.lemma_.lower()) is EntityType.PERSON:
        return None  # 'citing two nurses': whose words they are, and not what is said
    if obj.lower_ in lexicon.grammar("interrogative_object"):
        return None
    if obj.dep_ == "dobj" and obj.lower_.endswith(lexicon.sequence("reflexive_ending")):
        given = child(verb, "oprd")
        if given is not None and given.tag_ == "NNP":
            return None  # 'a group that calls itself Low Tide': its name
        if verb.dep_ == "acl" and verb.tag_ == "VBG":
            return None  # 'those describing themselves as moderate': of which sort they are
        if not named and not _has_name_with_as(verb, obj):
            return None  # 'repeated himself', but 'calls himself a liberal', 'described herself as one'
    noun_senses = lexicon.cues().get((obj.lemma_.lower(), "noun"), ())
    sense = sense_for(senses, "light") if noun_senses else None
    if sense is not None and "obj" not in sense.frames and not _has_complement(obj, verb, noun_senses):
        if lemma not in lexicon.words("declaring_verb"):
            return None  # 'released a report'
        sense = None  # 'declared the claim invalid'
    if sense is not None and _complement(obj, verb) is None and not has_child(obj, "relcl", "acl"):
        return None  # 'expressed concern', 'voiced his doubts': of what is not said
    if sense is not None:
        sense = replace(noun_senses[0], frames=sense.frames)
    else:
        sense = _sense_with(verb, obj, senses, named=named) or _sense_of_data(verb, senses)
    if sense is None or (sense.act is Act.DENIES and _is_withheld(verb, obj)):
        return None
    if sense.act is Act.ASSERTS and obj.lemma_.lower() in lexicon.words("picture_noun"):
        return None  # 'tweeted a photo of the dam'
    if passive:
        tails = lexicon.grammar("passive_object_tail")
        tail = next((c for c in children(verb, "prep") if c.lower_ in tails and not _is_temporal(c)), None)
        given = child(verb, "oprd")
        if given is not None and given.tag_ == "NNP" and "named" in sense.frames and not _has_agent(verb):
            return None  # 'The film is called Low Tide': its name, and nobody's words
        naming_tail = tail is not None and tail.lower_ in lexicon.grammar("predicative_marker")
        if not (child(verb, "oprd") is not None or naming_tail) and not (
            _has_agent(verb)
            or (tail is not None and sense.act in (Act.ALLEGES, Act.CRITICIZES, Act.PRAISES))
            or lemma in lexicon.words("disclosing_verb")
        ):
            return None
        tail = child(verb, "oprd") or tail
        contents = [subtree(obj), *([subtree(tail)] if tail is not None else [])]
        return attribute(verb, lemma, sense, contents, "object-passive")
    if "light" in sense.frames and obj.i > verb.i and (complement := _complement(obj, verb)) is not None:
        through, inner = complement
        name = f"{lemma} {obj.lemma_.lower()}"
        head = inner if inner.pos_ in ("VERB", "AUX") else None
        return attribute(verb, name, sense, [subtree(inner)], "light", head=head, through=through.i)
    last = _before_condition(obj, to_comma(obj.right_edge, obj.left_edge, obj)) if obj.i > verb.i else verb
    for c in children(verb):
        belongs = c.dep_ in ("prep", "dative") and c.lower_ in lexicon.grammar("object_tail") and not _is_temporal(c)
        belongs |= "data" in sense.frames and c.dep_ in ("prep", "advmod", "npadvmod", "advcl") and not _is_temporal(c)
        # 'does not expect a deal before May', but not 'expects a deal, according to her'
        belongs |= sense.act is Act.PREDICTS and c.dep_ == "prep" and c.tag_ == "IN"
        belongs |= sense.act in TO_COME and is_deadline(c)
        belongs |= c.dep_ == "prep" and f"{lemma}-{c.lower_}" in lexicon.words("shifting_preposition")
        belongs |= c.dep_ in ("oprd", "xcomp") and not _is_time(c)
        belongs |= _is_name_with_as(c, obj)
        if c.i > max(obj.i, verb.i) and belongs and c.right_edge.i > last.i:
            last = c.right_edge
    last = _before_report(obj, _to_infinitive(verb, last, obj, sense))
    if obj.tag_ in ("WDT", "WP") or antecedent(obj) != obj:
        # 'a mission which activists criticised for …': the object is the mission
        noun = antecedent(obj)
        contents = [stretch(noun, verb)] if noun != obj else []
        return attribute(verb, lemma, sense, [*contents, (verb.idx + len(verb), last.idx + len(last))], "object")
    first = next((c for c in children(verb, "prep") if verb.i < c.i < obj.i and _is_marker(c)), obj)
    return attribute(verb, lemma, sense, [extent(first.left_edge, last)], "object")


def _is_from_post(verb: Token, obj: Token) -> bool:
    """Check whether 'as' tells which post somebody has, and not what somebody is called: 'as finance minister'."""
    for prep in (*children(verb, "prep"), *children(obj, "prep")):
        post = child(prep, "pobj") if _is_marker(prep) else None
        if post is not None and lexicon.nouns().get(post.lemma_.lower()) is EntityType.PERSON:
            return not any(c.lower_ in lexicon.grammar("indefinite_article") for c in children(post, "det"))
    return False


def _is_marker(prep: Token) -> bool:
    """Check for the 'as' of what something is described as: 'describes as a sham the vote in May'."""
    return prep.lower_ in lexicon.grammar("predicative_marker")


def _to_infinitive(verb: Token, last: Token, obj: Token, sense: Sense) -> Token:
    """Return the last token of an object with the infinitive behind it: 'rejected calls to let them work'.

    The parser often attaches it to the verb, and what somebody is accused of to a place: 'accused men in town of it'.
    """
    calls = any("to" in s.frames or "for" in s.frames for s in lexicon.cues().get((obj.lemma_.lower(), "noun"), ()))
    if calls or sense.act is Act.ALLEGES:
        inner = next((c for c in children(verb, "advcl") if c.left_edge.i == last.i + 1 and is_infinitive(c)), None)
        if inner is not None:
            return inner.right_edge
    if sense.act is Act.ALLEGES and last == obj.right_edge:
        for prep in children(verb, "prep"):
            inner = child(prep, "pobj") if prep.i == last.i + 1 else None
            if inner is not None and any(c.lower_ in lexicon.grammar("genitive") for c in children(inner, "prep")):
                return prep.right_edge
    return last


def _before_report(obj: Token, last: Token) -> Token:
    """Return the last token of an object before what another says: 'accuses her of a smear while Roe suggests …'."""
    contrast = lexicon.grammar("contrast_conjunction")
    for mark in obj.doc[obj.right_edge.i + 1 : last.i]:
        clause = mark.head
        if mark.dep_ != "mark" or mark.lower_ not in contrast or clause.left_edge != mark:
            continue
        if cue_of(clause)[1] and child(clause, "nsubj") is not None:
            before = obj.doc[mark.i - 1]
            return obj.doc[before.i - 1] if before.text == "," else before
    return last


def _read_reduced(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read a participle behind its noun: 'a bill opposed by farmers', 'a firm accused of fraud'."""
    noun = verb.head
    if verb.dep_ != "acl" or noun.i > verb.i or noun.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    named = child(verb, "oprd")
    sense = _sense_with(verb, noun, senses, named=named is not None)
    if sense is None or sense.act not in _JUDGING_ACTS:
        return None
    tails = [c for c in children(verb, "prep") if c.lower_ in lexicon.grammar("passive_object_tail") and c.i > verb.i]
    tail = named or next((c for c in tails if not _is_temporal(c)), None)
    agents = [child(c, "pobj") for c in children(verb, "agent")]
    given = any(agent is not None and can_take_side(agent) for agent in agents)
    accused = not agents and sense.act is Act.ALLEGES and any(c.lower_ in lexicon.grammar("genitive") for c in tails)
    if not (given or accused):
        return None
    contents = [stretch(noun, verb), *([subtree(tail)] if tail is not None else [])]
    return attribute(verb, lemma, sense, contents, "object-passive")


def _before_condition(obj: Token, last: Token) -> Token:
    """Return the last token of an object before the condition on which its source speaks: 'on condition of anonymity'.

    The parser often attaches it to the object.
    """
    for prep in children(obj, "prep"):
        inner = child(prep, "pobj")
        if prep.i > obj.i and inner is not None and inner.lemma_.lower() in lexicon.words("speaking_condition"):
            return obj.doc[prep.i - 1]
    return last


def _has_name_with_as(verb: Token, obj: Token) -> bool:
    """Check whether 'as' tells as what an object is named: 'described herself as a liberal'."""
    return any(c.i > obj.i and c.lower_ in lexicon.grammar("naming_preposition") for c in children(verb, "prep"))


def _is_name_with_as(quality: Token, obj: Token) -> bool:
    """Check whether an adjective says as what something is described: 'described the summit as timely and fruitful'.

    The tagger takes such an 'as', right after the object, for an adverb.
    """
    opener = quality.left_edge
    marker = lexicon.grammar("predicative_marker")
    beside = opener.i == obj.right_edge.i + 1 and opener.lower_ in marker
    adjective = any(t.pos_ == "ADJ" for t in conjuncts(quality))  # neither 'as well' nor 'as quickly as possible'
    marks = opener.dep_ in ("advmod", "mark")
    return beside and adjective and marks and quality.dep_ in ("advmod", "acomp", "oprd", "amod", "advcl")


def _sense_of_data(verb: Token, senses: tuple[Sense, ...]) -> Sense | None:
    """Return the sense with a document or data as the subject: 'the poll shows Marsan with 47 percent'."""
    subj = subject(verb)
    lemma = subj.lemma_.lower() if subj is not None else ""
    speaks = lemma in lexicon.words("report_noun") or lemma in lexicon.words("data_noun")
    return sense_for(senses, "data") if speaks else None


def _is_withheld(verb: Token, obj: Token) -> bool:
    """Check whether an object is what somebody does not get: 'denied him a visa', 'denied bail', 'denied people'."""
    if child(verb, "dative") is not None:
        return True
    if verb.lemma_.lower() not in lexicon.words("withholding_verb"):
        return False
    people = (EntityType.PERSON, EntityType.GROUP)
    several = [word for word in (obj, *children(obj, "compound")) if word.tag_ in ("NNS", "NNPS")]
    return obj.lemma_.lower() in lexicon.words("withheld_noun") or any(
        word.ent_type_ == "NORP" or lexicon.nouns().get(word.lemma_.lower()) in people for word in several
    )


def _is_of_other_sense(verb: Token, obj: Token) -> bool:
    """Check whether a verb is none of speech with its object: 'defended 24 seats', 'questioned a 34-year-old man'."""
    lemma, noun = lemma_of(verb), obj.lemma_.lower()
    asked = lemma in lexicon.words("questioning_verb") and noun in lexicon.words("questioned_person")
    return asked or f"{lemma}-{noun}" in lexicon.words("other_sense_object")


def _is_attribute(verb: Token, obj: Token) -> bool:
    """Check whether a verb is a participle before its noun: '39 pledged delegates', 'its declared aim'."""
    if verb.tag_ not in ("VBD", "VBN") or obj.i != verb.i + 1 or verb.i == 0 or obj.pos_ != "NOUN":
        return False
    before = verb.nbor(-1)
    governed = before == verb.head and before.pos_ == "VERB" and not has_child(verb, "nsubj", "nsubjpass", "aux")
    return governed or before.like_num or before.tag_ in ("DT", "PRP$", "POS")  # 'include pledged delegates'


def _is_named(verb: Token, obj: Token) -> bool:
    """Check whether an object is given a name: 'called it a mess', 'called the show "the best on air"'."""
    given = child(verb, "oprd")
    if given is not None and not _is_time(given):
        return True
    name = child(obj, "appos")
    after = name.left_edge.i if name is not None else obj.right_edge.i + 1
    before = obj.doc[after - 1]
    quoted = before.is_quote or (after < len(obj.doc) and obj.doc[after].is_quote)
    return quoted and before.text != "," and obj.doc[after - 2 if before.is_quote else after - 1].text != ","


def _sense_with(verb: Token, obj: Token, senses: tuple[Sense, ...], *, named: bool) -> Sense | None:
    """Return the sense of a verb with its object: something said, something named, compared or blamed, or anything."""
    behind = [c for c in children(verb, "prep", "dative") if c.i > obj.i or is_passive(verb)]
    tails = {c.lower_ for c in (*behind, *children(obj, "prep")) if not _is_of_time(c)}
    frames = ["said"] if _is_said(obj) else []
    if named or not tails.isdisjoint(lexicon.grammar("naming_preposition")):
        frames.append("named")
    if not tails.isdisjoint(lexicon.grammar("comparing_preposition")):
        frames.append("compared")
    if not tails.isdisjoint(lexicon.grammar("blaming_preposition")):
        frames.append("blamed")
    return sense_for(senses, *frames, "obj")


def _small_clause(verb: Token) -> Token | None:
    """Return the name in a small clause: 'called the report a rush to judgment' has no verb of its own."""
    clause = child(verb, "ccomp", "oprd")
    if clause is None or clause.pos_ not in ("NOUN", "PROPN", "ADJ") or clause.i < verb.i:
        return None
    return clause if child(clause, "nsubj") is not None and child(clause, "cop", "aux") is None else None


def _read_name(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'what it called a sham vote': the content is the name."""
    marker = lexicon.grammar("predicative_marker")
    sense = sense_for(senses, "named", "as", "obj")
    name = child(verb, "oprd") or next((c for c in children(verb, "prep") if c.lower_ in marker), None)
    if sense is None or name is None or name.i < verb.i:
        return None
    return attribute(verb, lemma, sense, [subtree(name)], "object")


def _is_said(noun: Token) -> bool:
    """Check whether an object is something said: 'the allegation', 'the report', but not 'the plan', 'his luggage'."""
    if noun.lower_ in lexicon.words("said_object"):
        return True
    if noun.lower_ in lexicon.grammar("unsaid_object"):
        return False
    senses = lexicon.cues().get((noun.lemma_.lower(), "noun"), ())
    wanted = (Act.DEMANDS, Act.PROMISES, Act.INTENDS, Act.SUPPORTS)
    return any(sense.act not in wanted for sense in senses) or noun.lemma_.lower() in lexicon.words("report_noun")


def _has_complement(noun: Token, verb: Token, senses: tuple[Sense, ...]) -> bool:
    """Check whether a cue noun has a complement: 'raised doubts about …', 'made the claim that …'."""
    frames = {frame for s in senses for frame in s.frames}
    beside = (c for c in children(verb, "prep") if c.i == noun.i + 1)
    preps = (c for c in (*children(noun, "prep"), *beside) if c.lower_ in frames and not _is_of_time(c))
    preps = (c for c in preps if not is_addressing(c, senses[0]))
    return next(preps, None) is not None or any(is_content_clause(c) for c in children(noun, "acl", "ccomp", "relcl"))


def _complement(noun: Token, verb: Token) -> tuple[Token, Token] | None:
    """Return the complement of a light verb's noun: 'expressed concern over the plan', 'made the claim that he lied'.

    Returns:
        The last token of the cue, which is the noun or its preposition, and the head of the content; None where the
        noun has none ('expressed concern').
    """
    adjacent = [c for c in children(verb, "prep") if c.i == noun.i + 1]  # 'voiced alarm at', attached to the verb
    for c in [*children(noun), *adjacent]:
        if c.i < noun.i:
            continue
        if c.dep_ in ("acl", "ccomp", "relcl") and is_content_clause(c):
            return noun, c
        inner = child(c, "pobj", "pcomp") if c.dep_ == "prep" and c.i == noun.i + 1 else None
        if inner is not None and not _is_temporal(c):
            return c, inner
    return None


def _is_time(noun: Token) -> bool:
    """Check whether a noun tells when or how often: 'had called her the night before', 'called him that many times'."""
    return noun.lemma_.lower() in lexicon.words("time_noun") | lexicon.contexts("time_noun")


def _is_temporal(prep: Token) -> bool:
    inner = child(prep, "pobj")
    return inner is not None and inner.ent_type_ in ("DATE", "TIME")


def _is_of_time(prep: Token) -> bool:
    """Check whether a phrase tells when: 'hit the road for the first time'."""
    inner = child(prep, "pobj")
    when = inner is not None and inner.lemma_.lower() in lexicon.contexts("time_noun")
    return when and prep.lower_ not in lexicon.grammar("genitive")


def _has_agent(verb: Token) -> bool:
    return has_child(verb, "agent") or any(c.lower_ in lexicon.grammar("passive_agent") for c in children(verb, "prep"))
