"""Find where a content begins and ends: behind what leads up to it, before a remark or report, or after its cue."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.reading.claims.attribution import Stretch
from graphkit.reading.claims.frames import cue_of, follows_comma, sense_for, subtree
from graphkit.reading.claims.sources import can_speak, can_take_side
from graphkit.reading.grammar.syntax import child, children, has_child

__all__ = [
    "behind_lead",
    "continued",
    "contrasting_report",
    "half_before",
    "measure_before",
    "other_report",
    "remark_behind",
    "resumed",
    "still_said",
]

_LEADS = ("ccomp", "advcl", "parataxis", "dep")


def behind_lead(clause: Token) -> int | None:
    """Return where a content before its cue begins, after the article's words: 'Roe denies it: he was out, he says'.

    What leads up to it tells of somebody's stand; anything else is said too: 'There are two faults: …, he says'.

    Args:
        clause: The verb of the content.

    Returns:
        The offset of the first word behind the colon or semicolon; None where nothing leads up to it.
    """
    for lead in children(clause, *_LEADS):
        last = lead.right_edge
        sign = last if last.is_punct else last.nbor()
        if lead.i > clause.i or sign.text not in (":", ";", "-", "–", "—", "--"):
            continue
        taken = _takes_stand(lead) if sign.text == ":" else bool(cue_of(lead)[1])
        if taken and not any(t.is_quote for t in lead.doc[lead.left_edge.i : sign.i]):
            return sign.nbor().idx
    return None


def _takes_stand(lead: Token) -> bool:
    """Check whether a clause tells of somebody's stand: 'the union is sceptical', but not 'they are on their way'."""
    subj, state = child(lead, "nsubj"), child(lead, "acomp")
    if state is not None and (state.lemma_.lower(), "adj") in lexicon.cues():
        return True
    if subj is None or not (can_speak(subj) or can_take_side(subj)):
        return False
    where = [c for c in children(lead, "prep") if (c.lower_, "prep") not in lexicon.cues()]
    return lead.lemma_ not in lexicon.grammar("copula") or has_child(lead, "acomp", "attr") or not where


def half_before(clause: Token, verb: Token, clauses: list[Token]) -> Token | None:
    """Return the first half of a content that goes on behind its cue: 'Nobody applies, she says: four notices …'.

    Args:
        clause: The verb of the content behind the cue.
        verb: The cue.
        clauses: All contents that the parser attached to the cue.
    """
    sign = verb.doc[clause.left_edge.i - 1]
    unmarked = [c for c in children(verb, "advcl") if not has_child(c, "mark", "aux") and has_child(c, "nsubj")]
    before = next((c for c in (*clauses, *unmarked) if c.i < verb.i), None)
    if before is None or sign.text not in (":", ";") or sign.i < verb.i:
        return None
    own = verb.doc[before.left_edge.i : verb.i]
    return before if not any(t.is_quote for t in own) else None


def still_said(verb: Token, clause: Token, *, before: bool = False) -> Token | None:
    """Return the last word of what goes on behind a content, which the parser attached to the cue.

    'She said he would stay and had paid': what had been done by then was not done by the speaker. 'He said it would be
    shut while the pipes were replaced': what is to come has such a limit; what was said has none.

    Args:
        verb: The cue.
        clause: The verb of the content.
        before: Whether the content stands before the cue: 'The pier was shut because it leaked, she said'.
    """
    behind = clause.right_edge.i + 1
    if before:
        marked = (c for c in children(verb, "advcl") if c.i < verb.i and has_child(c, "mark"))
        return next((c.right_edge for c in marked if c.left_edge.i == behind), None)
    for c in children(verb, "conj", "advcl"):
        opener, mark = c.left_edge, child(c, "mark")
        beside = c.doc[opener.i - 1] if c.dep_ == "conj" else opener
        while c.dep_ == "conj" and beside.is_quote:
            beside = beside.nbor(-1)
        set_off = beside.i == behind + 1 and c.doc[behind].text == ","
        if c.dep_ == "conj" and (set_off or beside.i == behind) and _is_told_on(c):
            return c.right_edge
        if beside.i != behind:
            continue
        if mark is not None and mark.lower_ in lexicon.grammar("causal_conjunction"):
            return c.right_edge
        earlier = any(a.lemma_ in lexicon.grammar("perfect_auxiliary") for a in children(c, "aux"))
        if c.dep_ == "conj" and verb.tag_ == "VBD" and earlier and not has_child(c, "nsubj", "nsubjpass"):
            return c.right_edge
        limits = mark is not None and mark.lower_ in lexicon.grammar("limiting_conjunction")
        if limits and has_child(c, "nsubj", "nsubjpass") and _is_to_come(clause):
            return c.right_edge
    return None


def _is_told_on(second: Token) -> bool:
    """Check whether a clause beside a content is said too: '…, and that it is safe', '…, but “the offers were low”'.

    It has a 'that' of its own, or words in quotation marks and no cue whose they are.
    """
    mark = child(second, "mark")
    if mark is not None and mark.lower_ in lexicon.grammar("complementiser"):
        return True
    opened = any(t.is_quote for t in second.doc[second.left_edge.i - 1 : second.right_edge.i - 1])
    return opened and has_child(second, "nsubj", "nsubjpass") and not cue_of(second)[1]


def _is_to_come(clause: Token) -> bool:
    return any(c.lower_ in lexicon.grammar("modal_future") for c in children(clause, "aux"))


def continued(verb: Token) -> list[Stretch]:
    """Return the clause with which a content goes on after its cue: 'It was late, she says, and pay was poor'.

    Args:
        verb: The cue.
    """
    for c in children(verb, "conj"):
        opener = c.doc[c.left_edge.i - 1]
        subj = child(c, "nsubj", "nsubjpass", "expl")
        joined = opener.lower_ in lexicon.grammar("additive_conjunction") and opener.nbor(-1).text == ","
        if subj is None or subj.tag_ == "PRP" or not joined:
            continue  # what begins with 'but' is mostly the article's
        tells = bool(cue_of(c)[1]) and child(c, "auxpass") is None
        narrated = verb.tag_ == "VBD" and c.tag_ == "VBD" and c.lemma_ not in lexicon.grammar("copula")
        if not (tells or narrated) and not any(t.is_quote for t in c.subtree):
            return [(opener.idx, subtree(c)[1])]
    return []


def remark_behind(clause: Token) -> Token | None:
    """Return the article's own remark at the end of a content: ', a remark that the union called unhelpful'.

    Args:
        clause: The verb of the content.
    """
    last = clause.right_edge
    for token in last.doc[clause.i + 1 : last.i + 1]:
        if token.right_edge != last or token.left_edge.i - 1 <= clause.i:
            continue
        if token.dep_ in ("prep", "advcl", "conj") and (measure := measure_before(token)) is not None:
            return measure  # 'said the bank was sound, days before it closed'
        if not follows_comma(token.left_edge):
            continue
        if token.dep_ in ("appos", "npadvmod", "dobj", "conj", "attr") and _is_said(token):
            return token
        if token.dep_ in ("relcl", "ccomp") and _is_of_today(token, clause):
            return token  # 'said he was a friend of Roe, who will stand in May'
        if token.dep_ in ("relcl", "advcl") and _answers(token):
            return token  # 'said it was a mess, to which Roe replied, “…”'
        if token.dep_ in ("relcl", "acl", "advcl") and _puts_a_name(token):
            return token  # 'said he had read the letters, which he called a joke'
        participle = token.dep_ in ("advcl", "acl") and token.tag_ == "VBG"
        if participle and child(token, "mark", "nsubj", "aux") is None and (cue_of(token)[1] or _is_of_speech(token)):
            return token  # 'said it had withheld the data, citing an inquiry'
        if token.dep_ == "prep" and _withholds(token):
            return token  # 'said the talks had failed, without elaborating'
    return None


def _is_of_today(relative: Token, clause: Token) -> bool:
    """Check whether a relative clause at the end of a content is the article's: 'who will stand', 'which has a crew'.

    What was said in the past is told in the past, in all of its clauses; the present is the article's.
    """
    speech = clause.head
    told = "VBD" in (speech.tag_, *(c.tag_ for c in children(speech, "aux")))
    told |= speech.tag_ == "VBG" and speech.head.tag_ == "VBD"
    first = next(iter(children(clause, "aux", "auxpass")), clause)
    shifted = first.tag_ == "VBD" or first.lower_ in lexicon.grammar("modal_of_the_past")
    own = next(iter(children(relative, "aux", "auxpass")), relative)
    now = own.tag_ in ("VBZ", "VBP") or (own.tag_ == "MD" and own.lower_ in lexicon.grammar("modal_of_the_present"))
    opened = relative.left_edge.tag_ in ("WDT", "WP", "WP$", "WRB")
    quoted = any(t.is_quote for t in relative.subtree)
    return told and shifted and now and opened and not quoted


def measure_before(clause: Token) -> Token | None:
    """Return the time between two events, behind a comma: 'hours' of ', hours before talks began'.

    Args:
        clause: The clause or phrase that may tell how long before or after something is.
    """
    opener = next((c for c in children(clause, "mark") if c.i < clause.i), clause)
    before = opener.nbor(-1) if opener.i else opener
    measured = before.lemma_.lower() in lexicon.contexts("time_noun") and before.dep_ == "npadvmod"
    measured = measured and not has_child(before, "nummod")  # 'at noon, four minutes before the call' is what was said
    sequence = opener.lower_ in lexicon.grammar("temporal_sequence")
    return before if measured and sequence and follows_comma(before.left_edge) else None


def _is_of_speech(participle: Token) -> bool:
    """Check whether a participle tells of what was said, not in it: 'drawing a sharp reply', 'stopping short of …'."""
    if any(c.lower_ in lexicon.words("undone_adverb") for c in children(participle, "advmod")):
        return True
    obj = child(participle, "dobj")
    if obj is None:
        return False
    if obj.lower_.endswith(lexicon.sequence("reflexive_ending")):
        return participle.lemma_ in lexicon.words("posing_verb")
    noun = obj.lemma_.lower()
    answered = noun in lexicon.words("reaction_noun") or (noun, "noun") in lexicon.cues()
    return answered and participle.lemma_ in lexicon.words("reaction_verb")


def _withholds(prep: Token) -> bool:
    """Check whether a phrase says what whoever spoke left out: 'without elaborating', 'without giving details'."""
    inner = child(prep, "pcomp")
    if inner is None or prep.lower_ not in lexicon.grammar("privative_preposition"):
        return False
    obj = child(inner, "dobj")
    told = obj is not None and obj.lemma_.lower() in lexicon.words("withheld_detail")
    return inner.lemma_ in lexicon.words("no_comment_act") or (told and (inner.lemma_, "verb") in lexicon.cues())


def _answers(verb: Token) -> bool:
    """Check whether a relative clause says what somebody else answered: 'to which Roe replied', 'which Roe denied'."""
    opener = verb.left_edge
    pronoun = opener if opener.dep_ != "prep" else child(opener, "pobj")
    answering = opener.dep_ == "prep" and opener.lower_ in lexicon.grammar("addressee_preposition")
    return (
        answering and pronoun is not None and pronoun.tag_ == "WDT" and sense_for(cue_of(verb)[1], "quote") is not None
    )


def _puts_a_name(verb: Token) -> bool:
    """Check whether a clause tells what somebody calls a thing: 'which he says it must be', 'named by her as'."""
    _, senses = cue_of(verb)
    if sense_for(senses, "named", "as", "that", "obj") is None:
        return False
    if verb.tag_ == "VBN" and child(verb, "auxpass", "nsubjpass") is None:
        return has_child(verb, "agent")
    subj = child(verb, "nsubj")
    somebody = subj is not None and (subj.tag_ == "PRP" or subj.lower_ in lexicon.grammar("nobody"))
    named = has_child(verb, "oprd", "ccomp") or any(
        c.lower_ in lexicon.grammar("predicative_marker") for c in children(verb, "prep")
    )
    return verb.left_edge.tag_ == "WDT" and somebody and named


def _is_said(noun: Token) -> bool:
    """Check whether a noun with a clause of its own sums up what was said: 'something she denied'."""
    names = (noun.lemma_.lower(), "noun") in lexicon.cues() or noun.lower_ in lexicon.words("summing_noun")
    return names and has_child(noun, "relcl", "acl", "ccomp")


def contrasting_report(clause: Token) -> Token | None:
    """Return the contrasting report after a content: 'said it was safe, while the union said it was not'.

    Args:
        clause: The verb of the content.
    """
    for c in children(clause, "advcl"):
        mark, after_comma = child(c, "mark"), c.doc[c.left_edge.i - 1].text == ","
        says = sense_for(cue_of(c)[1], "that", "of", "about") is not None and child(c, "ccomp", "nsubj") is not None
        if (
            c.i > clause.i
            and after_comma
            and says
            and mark is not None
            and mark.lower_ in lexicon.grammar("contrast_conjunction")
        ):
            return c
    return None


def other_report(clause: Token, verb: Token) -> Token | None:
    """Return a report of somebody else after a content, in another tense: 'said it was safe, and some say …'.

    Args:
        clause: The verb of the content.
        verb: The cue.
    """
    if verb.tag_ != "VBD":
        return None
    helping = child(clause, "aux")
    modal = helping is not None and helping.tag_ == "MD"
    for c in children(clause, "conj"):
        if c.i < clause.i or child(c, "nsubj") is None or has_child(c, "mark"):
            continue
        present = (child(c, "aux") or c).tag_ in ("VBP", "VBZ")
        if present and sense_for(cue_of(c)[1], "that") is not None and has_child(c, "ccomp", "xcomp"):
            return c
        # 'said she would appeal, and outside the court she promised to …': what is said is to come, this happened
        past = modal and c.tag_ == "VBD" and not has_child(c, "aux") and c.doc[_joint(c)].text == ","
        if past and cue_of(c)[1] and has_child(c, "ccomp", "xcomp", "dobj", "prep"):
            return c
    return None


def _joint(verb: Token) -> int:
    """Return the token before the conjunction with which a coordinated clause begins."""
    before = verb.left_edge.i - 1
    return before - 1 if verb.doc[before].dep_ == "cc" else before


def resumed(verb: Token) -> list[Stretch]:
    """Return the continuation of a content after its cue: 'The pier was shut, she said, because it leaked'.

    Args:
        verb: The cue.
    """
    for c in children(verb, "advcl", "prep"):
        opener = c.left_edge
        continues = opener.lower_ in lexicon.grammar("continuation")
        if c.i > verb.i and continues and verb.doc[opener.i - 1].text == ",":
            return [subtree(c)]
    return []
