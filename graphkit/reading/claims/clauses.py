"""Read verbs with a clause as their content: after or before them, or around them."""

from __future__ import annotations

from dataclasses import replace

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.model import Act, Certainty, Stance
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.endings import (
    behind_lead,
    continued,
    contrasting_report,
    half_before,
    measure_before,
    other_report,
    remark_behind,
    resumed,
    still_said,
)
from graphkit.reading.claims.frames import (
    attribute,
    extent,
    is_aside,
    is_content_clause,
    is_gerund,
    next_cue,
    opening_before,
    sense_for,
    subtree,
    without,
)
from graphkit.reading.claims.moods import is_inverted
from graphkit.reading.claims.relatives import missing_noun
from graphkit.reading.claims.sources import addressees, can_speak, stretch
from graphkit.reading.grammar.syntax import (
    SUBJECTS,
    asks_whether,
    child,
    children,
    clause_verb,
    has_child,
    is_infinitive,
    is_interrogative,
    is_passive,
    negation,
    verb_group,
)

__all__ = ["read_clause"]

_FINITE = ("VBD", "VBZ", "VBP")


def read_clause(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'said (that) …', also with the clause before the verb or on both sides of it."""
    clauses = [c for c in children(verb, "ccomp") if c != verb and not is_infinitive(c)]
    clauses = [c for c in clauses if not (_is_adverbial(c) or measure_before(c) is not None)]
    clauses.sort(key=lambda c: c.i < verb.i)  # a clause after the verb is preferred
    clause = next(iter(clauses), None)
    if clause is None:
        return _misattached_clause(verb, lemma, senses) or _parenthesis(verb, lemma, senses)
    if _is_aside(clause, verb) or _is_fragment(clause, verb) or _is_of_noun(clause, verb):
        return None
    if clause.i > verb.i and is_inverted(clause):
        return None  # 'threatened the firm with a fine should it leak'
    if _is_beside(clause, verb):
        return None
    if lemma in lexicon.words("finding_verb") and _is_come_upon(clause, verb):
        return None
    if lemma in lexicon.words("marked_content_verb") and not is_content_clause(clause):
        return None
    sense = sense_for(senses, "that", "quote")
    if sense is None and clause.i > verb.i and is_interrogative(clause.left_edge):
        sense = sense_for(senses, "obj")  # 'described how …', 'discussed who …'
    if sense is None:
        return None
    asked = asks_whether(clause) or is_interrogative(clause.left_edge)
    if sense.act is Act.INTENDS and clause.left_edge.i > verb.i and asked:
        return None  # 'must decide who is to go': nobody has decided it
    if asked and clause.i > verb.i and sense.act is Act.DEMANDS and not is_passive(verb):
        return None  # 'directs how the money is spent'
    if asked and clause.i > verb.i and lemma in lexicon.words("weighing_verb") and negation(verb) is None:
        return None  # 'is still determining how much it costs': nobody says it
    if sense.act is Act.ACKNOWLEDGES and _has_no_verb(clause, verb):
        return None
    wanted = sense_for(senses, "np:to") if sense.act is Act.INTENDS else None
    if wanted is not None and has_child(clause, *SUBJECTS) and child(clause, "mark") is None and clause.i > verb.i:
        sense = wanted  # 'wants the law changed'
    obj = child(verb, "dobj")
    if "that" not in sense.frames and obj is not None:
        return None  # 'She waited, but Roe would not endorse her': whoever is endorsed is what is said
    subj = _stray_subject(clause, verb)
    if subj is not None and sense_for(senses, "obj", "said") is not None:
        return None  # 'a couple claiming allegiance to the group shot ten people'
    if obj is not None and verb.i < obj.i < clause.i:
        rejecting = sense_for(senses, "said")
        if rejecting is not None and (obj.lemma_.lower(), "noun") in lexicon.cues():
            # 'dismissed a report in the Post that …': the object of the dismissal is the report
            return attribute(verb, lemma, rejecting, [extent(obj.left_edge, clause.right_edge)], "object")
        sense = _sense_of_noun(obj, sense) or sense
    fused = clause.left_edge.lower_ in lexicon.grammar("fused_relative") and clause.i > verb.i
    with_object = sense_for(senses, "obj") if fused else None
    if with_object is not None and with_object.stance is Stance.REJECTS:
        # 'rejected what it called a sham': the relative clause stands for a thing, not for something said
        return attribute(verb, lemma, with_object, [subtree(clause)], "object")
    if is_gerund(clause) and child(clause, "nsubj", "mark") is None:
        return None
    if clause.i < verb.i and (_is_coordinated(clause, verb) or _is_in_front_of_colon(clause, verb)):
        return None
    behind = obj if obj is not None and obj.i > verb.i else None
    told = lemma in lexicon.words("addressing_verb") or (behind is not None and behind.pos_ == "PROPN")
    if clause.i < verb.i and behind is not None and not (told and "quote" in sense.frames):
        return None  # 'It is early, the court is still ordering the release of files'
    whole = subtree(clause)
    if clause.i < verb.i and len(clauses) > 1 and clauses[-1].i < verb.i:
        whole = whole[0], subtree(clauses[-1])[1]  # 'The dam is old, but it is safe, she said'
    if clause.i < verb.i and (last := still_said(verb, clause, before=True)) is not None:
        whole = whole[0], last.idx + len(last)
    own = verb.idx
    start = behind_lead(clause) if clause.i < verb.i else None
    whole = (max(whole[0], start), whole[1]) if start is not None else whole
    contents = [whole]
    if whole[0] < own < whole[1]:
        contents = without(whole, extent(*_own_words(verb, clause)))
    elif clause.i > verb.i:
        contents = [subtree(clause, after=_with_focus(clause, verb_group(verb)[1]))]
        if subj is not None:
            contents = [(subj.left_edge.idx, contents[0][1])]
        topic = child(verb, "dep", "npadvmod") if subj is None and _lacks_subject(clause) else None
        dated = topic is not None and topic.ent_type_ in ("DATE", "TIME")
        if topic is not None and not dated and topic.i < verb.i and topic.right_edge.nbor().text == ",":
            contents = [subtree(topic), *contents]  # 'The answer, she told us, was simple'
        elif (last := still_said(verb, clause)) is not None:
            contents = [(contents[0][0], last.idx + len(last))]
    missing = missing_noun(clause, verb)
    if missing is not None:
        contents = [stretch(missing, verb), subtree(clause, after=verb_group(verb)[1])]
    if clause.i < verb.i and not _is_quoted(clause, verb):
        contents += resumed(verb) or continued(verb)
    half = half_before(clause, verb, clauses)
    if half is not None:  # behind a semicolon the article goes on
        contents = [subtree(half), *(contents if clause.doc[clause.left_edge.i - 1].text == ":" else [])]
    for other in children(verb, "ccomp", "conj"):
        # a second clause that is attached to the verb: 'said that …, and that …'
        if other in clauses and other.i > clause.i > verb.i:
            contents.append(subtree(other))
    if sense.act is Act.ASKS and clause.i > verb.i and not any(map(is_interrogative, clause.subtree)):
        sense = replace(sense, act=Act.DEMANDS)  # 'asked that …'
    whether = clause.i > verb.i and asks_whether(clause)
    if whether and sense.stance is Stance.AFFIRMS:
        sense = replace(sense, stance=Stance.UNCOMMITTED, certainty=Certainty.UNSPECIFIED)
    to = tuple(i for i in addressees(verb) if i not in range(clause.left_edge.i, clause.right_edge.i + 1))
    following = (
        (next_cue(clause) or contrasting_report(clause) or other_report(clause, verb)) if clause.i > verb.i else None
    )
    if following is not None:
        before = verb.doc[following.left_edge.i - 1]
        end = before.idx if before.dep_ == "cc" or before.text == "," else following.left_edge.idx
        contents = [(start, min(stop, end)) for start, stop in contents]
    remark = remark_behind(clause) if clause.i > verb.i else None
    if remark is not None:
        end = verb.doc[remark.left_edge.i - 1].idx
        contents = [(start, min(stop, end)) for start, stop in contents if start < end]
    return attribute(verb, lemma, sense, contents, "clause", head=clause, to=to)


def _with_focus(clause: Token, last: int) -> int:
    """Return the last token of a cue, with the adverb before its content: 'said only that …'."""
    after = clause.doc[last + 1 : last + 3]
    focus = len(after) == 2 and after[0].lower_ in lexicon.words("focus_adverb")
    return last + 1 if focus and after[1].lower_ in lexicon.grammar("complementiser") else last


def _is_adverbial(clause: Token) -> bool:
    """Check whether a clause tells when or why something was said: '“No,” Roe said, after Berg had called her'."""
    mark = child(clause, "mark")
    adverbial = lexicon.grammar("continuation") - lexicon.grammar("interrogative_complementiser")
    return mark is not None and mark.lower_ in adverbial and mark.i > clause.head.i and mark.nbor(-1).text == ","


def _is_quoted(clause: Token, verb: Token) -> bool:
    """Check whether a clause before its cue stands in quotation marks: what follows the cue is then not said."""
    first = clause.left_edge
    opened = first.is_quote or (first.i > 0 and first.nbor(-1).is_quote)
    subj = child(verb, "nsubj")
    cue = min(verb.i, subj.left_edge.i if subj is not None else verb.i)
    return opened and verb.doc[cue - 1].is_quote


def _is_aside(clause: Token, verb: Token) -> bool:
    """Check whether a clause after a verb only tells of a thing: 'the files that Roe asked for, which are lost'."""
    opener = clause.left_edge
    return clause.i > opener.i > verb.i and opener.tag_ == "WDT" and opener.nbor(-1).text == ","


def _is_beside(clause: Token, verb: Token) -> bool:
    """Check whether a clause is no content, but stands beside its verb: 'it is demanding - each stop takes an hour'.

    So does one in a list before a passive: 'Jokes are told, interviews are requested and advice is given'.
    """
    if clause.i > verb.i:
        opener = verb.doc[clause.left_edge.i - 1]
        return opener.text in ("-", "–", "—", "--") and not clause.left_edge.is_quote
    subj = child(verb, "nsubjpass")
    quoted = any(t.is_quote for t in verb.doc[clause.left_edge.i : verb.i])
    told = verb.lemma_ in lexicon.words("addressing_verb")
    return (
        is_passive(verb)
        and subj is not None
        and not (quoted or told or subj.lower_ in lexicon.grammar("neuter_subject"))
    )


def _is_fragment(clause: Token, verb: Token) -> bool:
    """Check whether a finite clause after a verb lacks its subject: '…, Roe alleged as a trial got underway'."""
    if clause.i < verb.i or not _lacks_subject(clause):
        return False
    while_ = lexicon.grammar("simultaneous_conjunction")
    return any(c.lower_ in while_ and verb.i < c.i < clause.i for c in children(verb, "prep", "mark", "advmod"))


def _is_of_noun(clause: Token, verb: Token) -> bool:
    """Check whether a clause tells what a noun before it is of: 'responded to reports that he planned to leave'."""
    marked = clause.left_edge.lower_ in lexicon.grammar("complementiser")
    return clause.i > verb.i and marked and _is_answered(clause.doc[clause.left_edge.i - 1], verb)


def _is_answered(noun: Token, verb: Token) -> bool:
    """Check whether a verb is about something said: 'responded to reports', but not 'said in reports'."""
    lemma = noun.lemma_.lower()
    said = (lemma, "noun") in lexicon.cues() or lemma in lexicon.words("report_noun")
    prepositions = lexicon.grammar("addressee_preposition") | lexicon.grammar("topic_preposition")
    return said and noun.dep_ == "pobj" and noun.head.head == verb and noun.head.lower_ in prepositions


def _has_no_verb(clause: Token, verb: Token) -> bool:
    """Check whether a clause after a verb is none: 'allowed the campaign more control'."""
    return clause.i > verb.i and clause.pos_ in ("NOUN", "PROPN") and not has_child(clause, "cop", "aux", "mark")


def _is_come_upon(clause: Token, verb: Token) -> bool:
    """Check whether something is found so, rather than held to be: 'found it hard to sleep', 'had found it empty'."""
    subj = child(clause, "nsubj")
    if subj is None or clause.pos_ not in ("ADJ", "NOUN") or has_child(clause, "cop", "aux", "mark"):
        return False
    perfect = verb.tag_ == "VBN" and not has_child(verb, "auxpass")
    return perfect or subj.lower_ in lexicon.grammar("neuter_subject")


def _stray_subject(clause: Token, verb: Token) -> Token | None:
    """Return the object of a verb that is the subject of the finite clause behind it: 'argued the dam had failed'."""
    obj = child(verb, "dobj")
    between = obj is not None and verb.i < obj.i < clause.i and verb.lemma_ not in lexicon.words("addressing_verb")
    return obj if between and _lacks_subject(clause) else None


def _lacks_subject(clause: Token) -> bool:
    return clause.tag_ in _FINITE and not has_child(clause, *SUBJECTS, "mark", "cc")


def _sense_of_noun(obj: Token, sense: Sense) -> Sense | None:
    """Return the sense of a cue noun as the object of a demand: 'pressed her complaint that …' complains."""
    senses = lexicon.cues().get((obj.lemma_.lower(), "noun"), ())
    return senses[0] if senses and sense.act is Act.DEMANDS else None


def _misattached_clause(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read a clause that the parser attached elsewhere: to the board in 'reminded the board that …'."""
    sense = sense_for(senses, "that")
    obj = child(verb, "dobj")
    if sense is None:
        return None
    is_cue = obj is not None and (obj.lemma_.lower(), "noun") in lexicon.cues()
    addressed = obj is None or (can_speak(obj) and not is_cue) or lemma in lexicon.words("addressing_verb")
    if obj is not None and not addressed and negation(obj) is None and sense_for(senses, "obj", "said") is not None:
        return (
            None  # 'challenged his remark that …' is about the remark; in 'reminded the board that …' it is addressed
        )
    for noun in _nouns_after(verb) if addressed else ():
        for clause in children(noun, "relcl", "acl") if not _is_answered(noun, verb) else ():
            if _is_content(clause):
                # 'said in a memo to the board that …': attached to the memo or the board
                return attribute(verb, lemma, sense, [subtree(clause)], "clause", head=clause)
    if obj is None:
        question = next((c for c in children(verb, "advcl") if c.i > verb.i), None)
        if question is None or not asks_whether(question) or sense.act is not Act.ASKS:
            return None
        return attribute(verb, lemma, sense, [subtree(question)], "clause", head=question)
    if is_cue and sense_for(senses, "obj", "said") is not None:
        return None  # 'rejected the allegation that …' is about the allegation
    for clause in children(obj, "relcl", "acl"):
        if clause.left_edge.i > obj.i and _is_content(clause):
            if (noun_sense := _sense_of_noun(obj, sense)) is not None:
                return attribute(verb, lemma, noun_sense, [subtree(clause)], "clause", head=clause)
            return attribute(verb, lemma, sense, [subtree(clause)], "clause", head=clause, to=(obj.i,))
    return None


def _nouns_after(verb: Token) -> list[Token]:
    """List the nouns in the prepositional phrases after a verb, and in those after these nouns."""
    nouns: list[Token] = []
    above = [verb]
    for token in above:
        for prep in children(token, "prep", "dative"):
            if prep.i > verb.i:
                objects = children(prep, "pobj")
                nouns += objects
                above += objects
    return nouns


def _is_content(clause: Token) -> bool:
    """Check whether a clause is a content, 'a memo that Norway left', rather than relative: 'a memo that she wrote'."""
    that = clause.left_edge
    subj = child(clause, "nsubj", "nsubjpass", "expl")
    if that.lower_ not in lexicon.grammar("complementiser") or subj is None or subj == that:
        return False
    # in 'that she wrote' the object is missing, and 'that' stands for it
    return that.dep_ != "dobj" or that.head != clause or has_child(clause, "attr", "acomp") or _has_two_objects(clause)


def _has_two_objects(clause: Token) -> bool:
    return len(children(clause, "dobj")) > 1


def _is_coordinated(clause: Token, verb: Token) -> bool:
    """Check whether a word stands between a clause and the verb after it: 'he left, and she said so'."""
    subj = child(verb, "nsubj", "nsubjpass")
    first = min(verb.i, subj.left_edge.i if subj is not None else verb.i)
    before = verb.doc[first - 1] if first else None
    return before is not None and before.i > clause.i and not before.is_punct


def _is_in_front_of_colon(clause: Token, verb: Token) -> bool:
    """Check whether a clause only leads up to that of a verb: 'It did what they wanted: it allowed them to leave'.

    So it does in front of a parenthesis that the verb is in.
    """
    first = min((t.i for t in verb.subtree if t.i > clause.right_edge.i), default=verb.i)
    end = max(first, clause.right_edge.i + 1) + 1
    return any(t.text in (":", ";", "(") for t in verb.doc[clause.i + 1 : min(end, verb.i)])


def _own_words(verb: Token, clause: Token) -> tuple[Token, Token]:
    """Return the first and last token of a verb and its dependents inside a content that surrounds them."""
    own = [c for c in children(verb) if c != clause and c.dep_ not in ("punct", "ccomp", "cc", "conj")]
    tokens = [verb, *own]
    return min((t.left_edge if t != verb else t for t in tokens), key=lambda t: t.i), max(
        (t.right_edge if t != verb else t for t in tokens), key=lambda t: t.i
    )


def _as_reported_by(verb: Token) -> tuple[Token, Token] | None:
    """Return the first and last token of a phrase like 'as reported by Reuters', 'first reported by Reuters'."""
    agent = child(verb, "agent")
    if verb.tag_ != "VBN" or verb.dep_ != "advcl" or agent is None or has_child(verb, "nsubjpass", "auxpass", "aux"):
        return None
    conjunction = lexicon.grammar("reporting_conjunction")
    follows = verb.i > 0 and verb.nbor(-1).lower_ in conjunction
    # 'Told by her doctor to rest, Roe left': whose words those are that follow is not told by the participle
    behind = verb.left_edge == verb and verb.i > verb.head.i
    opens = verb.left_edge.lower_ in conjunction or follows or behind
    first = verb.nbor(-1) if verb.left_edge == verb and follows else verb.left_edge
    ordinal = verb.left_edge.lower_ in lexicon.grammar("reporting_order")
    return (first, verb.right_edge) if opens or ordinal else None


def _parenthesis(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'The plan, a source said, is to …': the content is the clause around the verb."""
    sense = sense_for(senses, "quote")
    if sense is None or verb.dep_ not in ("parataxis", "ccomp", "advcl", "dep", "relcl", "conj") or verb.head == verb:
        return None
    doc = verb.doc
    if verb.left_edge.tag_ == "WRB" and verb.left_edge.nbor().text != ",":
        return None  # ', where a crowd gathered', but 'when, he said, a crowd gathered'
    if sense.act is not Act.ASKS and (reported := _as_reported_by(verb)) is not None:  # 'Asked by Roe, he said no'
        around = without(subtree(clause_verb(verb.head)), extent(*reported))
        return attribute(verb, lemma, sense, around, "parenthesis", head=clause_verb(verb.head))
    if verb.dep_ == "conj" and not any(
        c.lower_ in lexicon.grammar("reporting_so") for c in children(verb, "advmod", "mark")
    ):
        return None  # 'or so the prosecutors claim'
    subj, obj, mark = child(verb, "nsubj"), child(verb, "dobj"), child(verb, "mark")
    # 'as Reuters reported', 'as she tells it'; in 'as the crowd roared' it is temporal
    reporting = mark is not None and mark.lower_ in lexicon.grammar("reporting_conjunction")
    reporting = reporting and lemma not in lexicon.words("outcry_verb")
    correlates = [c.lower_ for c in children(verb.head) if c.i < verb.head.i]
    if reporting and mark is not None and mark.lower_ in correlates:
        return None  # 'twice as much as scientists recommended'
    if (
        subj is None
        or subj.tag_ in ("WP", "WDT")
        or subj.lower_ in lexicon.grammar("generic_subject")
        or child(verb, "xcomp", "ccomp", "attr") is not None
    ):
        return None
    own = obj is not None and obj.lower_.endswith(lexicon.sequence("reflexive_ending"))  # 'as he joked himself'
    idle = obj is not None and (own or obj.lower_ in lexicon.grammar("dummy_object"))
    if (obj is not None and not (reporting and idle)) or (
        mark is not None and mark.i + 1 == subj.left_edge.i and not reporting
    ):
        return None
    first, last = verb.left_edge, verb.right_edge
    if mark is not None and not reporting:
        first = subj.left_edge  # 'because, she said, he had …': the conjunction belongs to the content
    before = doc[first.i - 1] if first.i else None
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    set_off = (
        before is not None
        and before.text in (",", "—", "–", "-")
        and (after is None or after.is_punct or last.is_punct)
    )
    if verb.dep_ != "parataxis" and not set_off and not reporting:
        return None
    host = clause_verb(verb.head)
    if host.dep_ == "conj" and host.head.i < verb.i < host.i and after is not None and after.text == ";":
        # 'Half of the crew has gone, he claims; six are left': attached to what comes behind it
        whole = extent(host.head.left_edge, doc[first.i - 1])
        return attribute(verb, lemma, sense, [whole], "parenthesis", head=host.head)
    start, end = subtree(host)
    opened = opening_before(verb, host.left_edge)
    if opened is not None:
        start = opened.idx + 1
    if opened is not None and opened.text == "(":
        end = next((t.idx for t in doc[verb.i : host.right_edge.i + 1] if t.text == ")"), end)
    if start >= verb.idx:
        return None
    around = without((start, end), extent(first, last))
    contents = [c for c in around if not (verb.idx > host.idx and c[0] > verb.idx and is_aside(doc, c))]
    contents += resumed(verb) if verb.i > host.i else []
    return attribute(verb, lemma, sense, contents, "parenthesis", head=host)
