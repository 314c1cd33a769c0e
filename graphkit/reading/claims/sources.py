"""Find the source and the addressees of a cue: its subject, agent, possessor or controller."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType
from graphkit.reading.claims.attribution import Stretch
from graphkit.reading.grammar.syntax import (
    NOMINAL_SUBJECTS,
    child,
    children,
    conjuncts,
    governor,
    has_child,
    is_infinitive,
    is_passive,
    noun_span,
    sentence_start,
    subject,
    verb_group,
)
from graphkit.reading.mentions.mentions import is_expletive

__all__ = [
    "addressees",
    "adjacent_noun",
    "can_speak",
    "can_take_side",
    "is_talker",
    "noun_source",
    "source_of",
    "stretch",
]


_DEEPEST = 8
"""The most steps from the first word of a clause up to its verb."""


def stretch(token: Token, cue: Token | None = None) -> Stretch:
    """Return the stretch of the noun phrase that a token heads, up to the clause that contains the cue.

    What is only added of a source is no part of it: 'the mayor' of 'the mayor, who took office in May, said …'.
    """
    first, last = noun_span(token)
    if cue is not None and first <= cue.i <= last:
        if cue.i > token.i:
            # parses need not be projective: a cue between the edges may belong to no child
            inside = next((c for c in children(token) if c.left_edge.i <= cue.i <= c.right_edge.i), token)
            last = max(token.i, inside.left_edge.i - 1)
        else:
            first = token.i
    else:
        last = _before_remark(token, last)
    doc = token.doc
    for i in range(token.i - 1, first, -1):
        if doc[i].text in ("-", "—", "–", "--") and doc[i - 1].whitespace_ and doc[i].whitespace_:
            first = i + 1  # 'WASHINGTON (AP) - President Obama': the dateline is no part of the source
            break
    opened = sum(doc[i].text == "(" for i in range(first, last + 1)) > sum(
        doc[i].text == ")" for i in range(first, last + 1)
    )
    if opened and last + 1 < len(doc) and doc[last + 1].text == ")":
        last += 1
    return doc[first].idx, doc[last].idx + len(doc[last])


def _before_remark(token: Token, last: int) -> int:
    """Return the last token of a noun phrase before a clause that ends it and is set off from it by a comma."""
    doc = token.doc
    for comma in (i for i in range(token.i + 1, last) if doc[i].text == ","):
        clause = doc[comma + 1]
        for _ in range(_DEEPEST):
            if clause.dep_ in ("relcl", "acl") or clause.head.i <= comma:
                break
            clause = clause.head
        if clause.dep_ in ("relcl", "acl") and clause.left_edge.i == comma + 1 and clause.right_edge.i >= last - 1:
            return comma - 1
    return last


def source_of(verb: Token) -> tuple[tuple[int, ...], tuple[Stretch, ...]]:
    """Return the source of a verb: its head tokens, and the stretches that name them.

    Returns:
        Both empty where there is none ('it was reported that …').
    """
    if is_passive(verb):
        agent = _agent(verb)
        return _named(agent) if agent is not None else ((), ())
    if (bracketed := _before_bracket(verb)) is not None:
        return bracketed
    subj = subject(verb)
    described = verb.dep_ == "acl" and subj == verb.head  # the noun that a participle is attached to
    direct = has_child(verb, *NOMINAL_SUBJECTS) or (described and verb.head.dep_ in NOMINAL_SUBJECTS)
    inscribed = described and verb.lemma_ in lexicon.words("inscription_verb")  # 'held banners reading “…”'
    target = _target_of(governor(verb)) if governor(verb).dep_ == "pcomp" else None
    if target is not None:
        return _named(target, verb)
    if described and subj is not None and subj.dep_ == "appos" and not can_speak(subj) and can_speak(subj.head):
        subj = subj.head  # 'worked with Open Hands, a project advocating shared gardens'
    loose = verb.dep_ in ("acl", "pcomp", "advcl") or (verb.dep_ == "xcomp" and verb.tag_ == "VBG")
    if subj is not None and loose and not (direct or inscribed or can_speak(subj)):
        # 'spent more time mocking …': the subject of 'spent', not the time; but 'superdelegates declaring support won'
        subj = _of_clause_around(verb) or _described_by(subj) or _of_clause_before(verb) or subj
    if subj is not None and subj.ent_type_ in ("DATE", "TIME") and subj.lower_ in lexicon.words("day_noun"):
        return adjacent_noun(verb)  # 'the ministry today rejected …', with the day parsed as the subject
    if described and subj == verb.head:
        subj = _issuer(verb.head) or _writer(verb.head) or subj
    if subj is None and verb.dep_ == "xcomp" and verb.head.lower_ in lexicon.words("doing_adjective"):
        subj = subject(verb.head.head)  # 'Roe was quick to point out that …'
    if subj is None:
        subj = _of_clause_around(verb) if verb.tag_ == "VBG" else _of_participle(verb)
        return _named(subj, verb) if subj is not None else adjacent_noun(verb)
    if subj.dep_ == "expl" or subj.lower_ in lexicon.grammar("existential") or is_expletive(subj):
        return (), ()
    own = child(verb, "nsubj", "nsubjpass") or child(governor(verb), "nsubj", "nsubjpass")
    if own is not None and own.tag_ in ("WDT", "WP"):
        # 'those who said …': the stretch is the relative pronoun, the head its antecedent
        return (subj.i,), ((own.idx, own.idx + len(own)),)
    return _named(subj, verb)


def _target_of(gerund: Token) -> Token | None:
    """Return who is praised or blamed for what follows: 'launched an attack on Roe for backing it'."""
    if gerund.head.lower_ not in lexicon.grammar("blaming_preposition"):
        return None
    above = gerund.head.head
    verb = above.head if above.pos_ == "NOUN" and above.dep_ == "dobj" else above
    obj = child(verb, "dobj")
    given = child(verb, "dative")
    if given is not None and given.pos_ != "ADP":
        return given
    if obj is None or obj.i > gerund.i or can_speak(obj):
        return None
    for prep in (*children(obj, "prep"), *children(verb, "prep")):
        inner = child(prep, "pobj")
        if prep.i < gerund.i and prep.lower_ in lexicon.grammar("target_preposition") and inner is not None:
            if can_speak(inner) and inner.ent_type_ not in ("DATE", "TIME"):
                return inner
    return None


def _of_participle(verb: Token) -> Token | None:
    """Return the subject that the parser gave to a participle behind it: 'people going to the polls say'."""
    for c in children(verb, "ccomp", "csubj", "advcl"):
        subj = child(c, "nsubj")
        if c.tag_ == "VBG" and not has_child(c, "aux") and subj is not None and c.right_edge.i == verb.i - 1:
            return subj if subj.i < c.i and can_speak(subj) else None
    return None


def _of_clause_around(verb: Token) -> Token | None:
    """Return the subject, before a participle, of the finite clause that contains it."""
    above = verb.head
    for _ in range(6):
        if above.pos_ in ("VERB", "AUX") and above != verb:
            subj = child(above, "nsubj", "nsubjpass")
            if subj is not None and subj.i < verb.i and can_speak(subj):
                return subj
        if above.head == above:
            break
        above = above.head
    return None


def _issuer(noun: Token) -> Token | None:
    """Return whoever issued what is quoted: 'Roe released a statement saying “…”'."""
    issued = noun.dep_ == "dobj" and noun.head.lemma_ in lexicon.words("issuing_verb")
    is_text = noun.lemma_.lower() in lexicon.words("report_noun")
    subj = subject(noun.head) if issued and is_text and not is_passive(noun.head) else None
    return subj if subj is not None and can_speak(subj) else None


def _writer(addressee: Token) -> Token | None:
    """Return who writes to somebody what a participle behind tells: 'Roe sent a letter to the board defending it'."""
    prep = addressee.head
    if addressee.dep_ != "pobj" or prep.lower_ not in lexicon.grammar("addressee_preposition"):
        return None
    text = prep.head if prep.head.pos_ == "NOUN" else child(prep.head, "dobj")
    if text is None or text.i > addressee.i or text.lemma_.lower() not in lexicon.words("report_noun"):
        return None
    subj = subject(text.head) if text.dep_ == "dobj" and not is_passive(text.head) else None
    return subj if subj is not None and can_speak(subj) else text


def _described_by(noun: Token) -> Token | None:
    """Return the people that a noun describes: 'five Greeks with varying views talking about it'."""
    while noun.dep_ == "pobj":
        above = noun.head.head
        described = child(above, "dobj") if above.pos_ == "VERB" else above
        if described is None or described.i >= noun.head.i or described.pos_ not in ("NOUN", "PROPN", "PRON"):
            return None
        if can_speak(described):
            return described
        noun = described
    return None


def _of_clause_before(verb: Token) -> Token | None:
    """Return the subject of the last clause before a participle: 'It began when nurses left, shouting “Shame!”'."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl":
        return None
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        subj = child(token, *NOMINAL_SUBJECTS) if token.pos_ in ("VERB", "AUX") else None
        if subj is not None:
            return subj if can_speak(subj) else None
    return None


def adjacent_noun(verb: Token) -> tuple[tuple[int, ...], tuple[Stretch, ...]]:
    """Return the noun next to a finite verb that has no subject in the parse: 'said Smith', 'Smith said'."""
    doc = verb.doc
    if is_infinitive(verb) or (verb.tag_ not in ("VBD", "VBZ", "VBP") and child(verb, "aux") is None):
        return (), ()
    for step, reach in ((1, 4), (-1, 4)):
        for i in range(verb.i + step, verb.i + step * (reach + 1), step):
            if not 0 <= i < len(doc) or doc[i].is_space or doc[i].is_quote:
                break
            token = doc[i]
            if token.dep_ in ("nsubj", "nsubjpass") and token.head != verb and step == 1:
                break  # 'said they would go': the subject of the content
            inverted = verb.i > 0 and verb.nbor(-1).is_quote  # '“Choke!” blared the front page'
            undergoes = token.dep_ == "dative" or (token.dep_ == "dobj" and not can_speak(token) and not inverted)
            if undergoes and token.head == verb and step == 1:
                break  # who is told something, 'offered a defense'
            if token.pos_ in ("PROPN", "NOUN", "PRON") and token.ent_type_ not in ("DATE", "TIME"):
                while token.dep_ in ("compound", "poss", "nmod", "amod") and token.head.pos_ in ("PROPN", "NOUN"):
                    token = token.head
                while step < 0 and token.dep_ == "pobj" and _opening_name(token) is None:
                    # 'majorities of voters in all five states say'
                    above = token.head.head
                    if above.pos_ not in ("PROPN", "NOUN", "PRON", "NUM") or above.i > token.i:
                        return (), ()
                    token = above
                first = _opening_name(token) if step < 0 and token.dep_ == "pobj" else None
                if first is not None:
                    return (token.i,), ((first.idx, token.idx + len(token)),)
                between = doc[min(token.i, verb.i) + 1 : max(token.i, verb.i)]
                return ((), ()) if any(t.is_quote for t in between) else ((token.i,), (stretch(token),))
            if token.pos_ in ("VERB", "ADP", "SCONJ", "CCONJ") or token.is_punct or (step == 1 and token.pos_ == "ADV"):
                break
    return _set_off(verb)


def _before_bracket(verb: Token) -> tuple[tuple[int, ...], tuple[Stretch, ...]] | None:
    """Return a source that brackets separate from its verb: 'Ann Roe (so young she is taken for a clerk) says …'.

    With a clause in the brackets the parser often takes the name for a part of it.
    """
    doc = verb.doc
    first, _ = verb_group(verb)
    if first < 2 or doc[first - 1].text != ")" or has_child(verb, *NOMINAL_SUBJECTS):
        return None
    opening = next((i for i in range(first - 2, sentence_start(verb), -1) if doc[i].text == "("), None)
    if opening is None:
        return None
    name = doc[opening - 1]
    if name.pos_ != "PROPN" or not can_speak(name):
        return None
    start = name
    while start.i > sentence_start(verb) and doc[start.i - 1].pos_ == "PROPN":
        start = doc[start.i - 1]
    return (name.i,), ((start.idx, name.idx + len(name)),)


def _opening_name(name: Token) -> Token | None:
    """Return the first word of a name right behind a comma: 'At a summit in Halden, Norvale, Ann Roe offered …'."""
    i = name.i
    while i > 0 and name.doc[i].pos_ == "PROPN":
        i -= 1
    return name.doc[i + 1] if i < name.i and name.doc[i].text == "," else None


def _set_off(verb: Token) -> tuple[tuple[int, ...], tuple[Stretch, ...]]:
    """Return a source that an apposition separates from its verb: 'Marsan, the mayor, hesitated'."""
    doc = verb.doc
    first, _ = verb_group(verb)
    if first == 0 or doc[first - 1].text not in (",", ")", "—", "–"):
        return (), ()
    named = None
    for i in range(first - 2, sentence_start(verb) - 1, -1):
        token = doc[i]
        if token.is_quote or token.is_space:
            break
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.dep_ != "relcl" and token.head.dep_ != "relcl":
            return (), ()
        loose = token.dep_ not in ("pobj", "compound", "poss", "nmod", "amod", "conj", "appos", "dobj")
        if loose and (token.pos_ == "PROPN" or (token.pos_ == "NOUN" and token.dep_ in ("nsubj", "nsubjpass", "ROOT"))):
            named = token
    if named is None:
        return (), ()
    start, _ = noun_span(named)
    return (named.i,), ((doc[start].idx, doc[first - 2].idx + len(doc[first - 2])),)


def can_speak(token: Token) -> bool:
    """Check whether a noun can be a source: a name, a pronoun, people, a body or a document, but not a thing."""
    if token.pos_ in ("PROPN", "PRON", "NUM", "DET", "ADJ") or token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return True
    if token.text[:1].isupper() and (not token.is_sent_start or token.lower_ in lexicon.surnames()):
        return True  # 'Trump', which the tagger takes for a common noun
    return _kind_of(token) in (EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION, EntityType.WORK)


def can_take_side(token: Token) -> bool:
    """Check whether a noun can want or favour something: whoever can speak, a place, or a number of people."""
    counted = token.lower_ in lexicon.words("people_count") or token.lemma_.lower() in lexicon.words("law_noun")
    if counted or can_speak(token) or _kind_of(token) is EntityType.PLACE:
        return True
    of = next((c for c in children(token, "prep") if c.lower_ in lexicon.grammar("genitive")), None)
    inner = child(of, "pobj") if of is not None else None
    return inner is not None and inner.tag_ in ("NNS", "NNPS") and can_speak(inner)


def is_talker(token: Token) -> bool:
    """Check whether a noun can be a source by its own voice: all that can speak but documents and laws."""
    return can_speak(token) and (token.pos_ != "NOUN" or _kind_of(token) is not EntityType.WORK)


def _kind_of(noun: Token) -> EntityType | None:
    return lexicon.nouns().get(noun.lemma_.lower()) or lexicon.nouns().get(noun.lower_)


def noun_source(noun: Token) -> tuple[tuple[int, ...], tuple[Stretch, ...]]:
    """Return the source of a noun: 'her claim that …', 'criticism from activists', 'a statement by the ministry'."""
    owner = child(noun, "poss")
    if owner is not None:
        return _named(owner)
    for prep in children(noun, "prep", "agent"):
        if prep.lower_ in lexicon.grammar("noun_source"):
            inner = child(prep, "pobj")
            if inner is not None:
                return _named(inner)
    if noun.dep_ in ("dobj", "attr") and noun.head.lemma_ in lexicon.construction("support_verb"):
        return source_of(noun.head)
    return (), ()


def addressees(verb: Token) -> tuple[int, ...]:
    """Return the head tokens of the addressees of a verb: 'told reporters', 'said to her'."""
    direct = child(verb, "dative", "dobj")
    if direct is not None and direct.dep_ == "dative" and direct.pos_ == "ADP":
        direct = child(direct, "pobj")
    if direct is None:
        to = lexicon.grammar("addressee_preposition")
        prep = next((c for c in children(verb, "prep", "dative") if c.lower_ in to and c.i > verb.i), None)
        direct = child(prep, "pobj") if prep is not None else None
    return tuple(t.i for t in conjuncts(direct)) if direct is not None else ()


def _agent(verb: Token) -> Token | None:
    markers = lexicon.grammar("passive_agent")
    by = child(verb, "agent") or next((c for c in children(verb, "prep") if c.lower_ in markers), None)
    return child(by, "pobj") if by is not None else None


def _named(token: Token, cue: Token | None = None) -> tuple[tuple[int, ...], tuple[Stretch, ...]]:
    """Return a noun phrase as the source, with its conjuncts in the same stretch."""
    return tuple(t.i for t in conjuncts(token)), (stretch(token, cue),)
