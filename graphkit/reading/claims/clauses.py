"""Read verbs with a clause: 'said that …', on either side of it, in parentheses, or pointing back."""

from __future__ import annotations

from dataclasses import replace

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.model import Act, Certainty, Stance
from graphkit.reading.claims.attribution import Attribution, Stretch
from graphkit.reading.claims.frames import (
    attribute,
    cue_of,
    extent,
    is_aside,
    is_gerund,
    next_cue,
    sense_for,
    subtree,
    without,
)
from graphkit.reading.claims.sources import addressees, can_speak
from graphkit.reading.grammar.syntax import (
    asks_whether,
    child,
    children,
    clause_verb,
    has_child,
    is_infinitive,
    is_interrogative,
    is_passive,
    negation,
    sentence_start,
    verb_group,
)

__all__ = ["read_backward", "read_clause", "read_quoting"]


def read_quoting(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'Chinese media quoted her as praising …': what was quoted is all of 'her as praising …'."""
    sense = sense_for(senses, "quoting")
    as_ = next((c for c in children(verb, "prep") if c.lower_ == "as" and child(c, "pcomp") is not None), None)
    if sense is None or as_ is None:
        return None
    inner = child(as_, "pcomp")
    held = child(verb, "dobj")
    if held is not None:
        return attribute(verb, lemma, sense, [extent(held.left_edge, as_.right_edge)], "quoting", head=inner)
    if is_passive(verb):
        owner = child(verb, "nsubjpass")
        start = subtree(owner) if owner is not None else None
        return attribute(verb, lemma, sense, [*([start] if start else []), subtree(as_)], "quoting", head=inner)
    return None


def read_backward(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'… That, at least, is what Reuters reports': the content is the sentence before."""
    sense = sense_for(senses, "that", "obj")
    head = verb.head
    if sense is None or verb.dep_ not in ("ccomp", "attr") or head.lemma_ != "be":
        return None
    pointer, what = child(head, "nsubj"), child(verb, "dobj")
    if pointer is None or pointer.lower_ not in ("that", "this") or what is None or what.lower_ != "what":
        return None
    last = sentence_start(verb) - 1
    if last < 0 or "\n" in verb.doc[last].text:
        return None
    before = verb.doc[last].sent
    return attribute(verb, lemma, sense, [extent(before[0], before[-1])], "backward", head=before.root, confidence=0.8)


def read_clause(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'said (that) …', also with the clause before the verb or on both sides of it."""
    clauses = [c for c in children(verb, "ccomp") if c != verb and not is_infinitive(c)]
    clauses.sort(key=lambda c: c.i < verb.i)  # what follows the verb goes before what precedes it
    clause = next(iter(clauses), None)
    if clause is None:
        return _told_clause(verb, lemma, senses) or _parenthesis(verb, lemma, senses)
    sense = sense_for(senses, "that", "quote")
    if sense is None and clause.i > verb.i and is_interrogative(clause.left_edge):
        sense = sense_for(senses, "obj")  # 'described how …', 'discussed who …'
    if sense is None:
        return None
    held = child(verb, "dobj")
    if held is not None and verb.i < held.i < clause.i:
        rejected = sense_for(senses, "said")
        if rejected is not None and (held.lemma_.lower(), "noun") in lexicon.cues():
            # 'dismissed a report in the Post that …': what was dismissed is the report.
            return attribute(verb, lemma, rejected, [extent(held.left_edge, clause.right_edge)], "object")
        sense = _named_by(held, sense) or sense
    thing = sense_for(senses, "obj") if clause.left_edge.lower_ == "what" and clause.i > verb.i else None
    if thing is not None and thing.stance is Stance.REJECTS:
        # 'rejected what it called a sham': what was rejected is a thing, not a saying.
        return attribute(verb, lemma, thing, [subtree(clause)], "object")
    if is_gerund(clause) and child(clause, "nsubj", "mark") is None:
        return None
    if clause.i < verb.i and _is_coordinated(clause, verb):
        return None
    whole = subtree(clause)
    if clause.i < verb.i and len(clauses) > 1 and clauses[-1].i < verb.i:
        whole = whole[0], subtree(clauses[-1])[1]  # 'The dam is old, but it is safe, she said'
    own = verb.idx
    contents = [whole]
    if whole[0] < own < whole[1]:
        contents = without(whole, extent(*_own_words(verb, clause)))
    elif clause.i > verb.i:
        contents = [subtree(clause, after=verb_group(verb)[1])]
    if clause.i < verb.i:
        contents += _resumed(verb)
    for other in children(verb, "ccomp", "conj"):
        # A second clause: 'said that …, and that …', hung on the verb rather than on the first.
        if other.dep_ == "ccomp" and other.i > clause.i > verb.i and not is_infinitive(other):
            contents.append(subtree(other))
    if sense.act is Act.ASKS and clause.i > verb.i and not any(map(is_interrogative, clause.subtree)):
        sense = replace(sense, act=Act.DEMANDS)  # 'asked that …'
    whether = clause.i > verb.i and asks_whether(clause)
    if whether and sense.stance is Stance.AFFIRMS:
        sense = replace(sense, stance=Stance.UNCOMMITTED, certainty=Certainty.UNSPECIFIED)
    to = tuple(i for i in addressees(verb) if i not in range(clause.left_edge.i, clause.right_edge.i + 1))
    following = (next_cue(clause) or _contrasted(clause)) if clause.i > verb.i else None
    if following is not None:
        before = verb.doc[following.left_edge.i - 1]
        end = before.idx if before.dep_ == "cc" or before.text == "," else following.left_edge.idx
        contents = [(start, min(stop, end)) for start, stop in contents]
    return attribute(verb, lemma, sense, contents, "clause", head=clause, to=to)


def _named_by(held: Token, sense: Sense) -> Sense | None:
    """Find the sense of a noun that names what is pressed: 'pressed her complaint that …' demands nothing."""
    named = lexicon.cues().get((held.lemma_.lower(), "noun"), ())
    return named[0] if named and sense.act is Act.DEMANDS else None


def _contrasted(clause: Token) -> Token | None:
    """Find what others say, set against a content: 'said it was safe, while the union said it was not'."""
    for c in children(clause, "advcl"):
        mark, fenced = child(c, "mark"), c.doc[c.left_edge.i - 1].text == ","
        says = sense_for(cue_of(c)[1], "that") is not None and child(c, "ccomp", "nsubj") is not None
        if c.i > clause.i and fenced and says and mark is not None and mark.lower_ in lexicon.words("contrast"):
            return c
    return None


def _resumed(verb: Token) -> list[Stretch]:
    """Find with what a content goes on behind its cue: 'The pier was shut, she said, because it leaked'."""
    for c in children(verb, "advcl", "prep"):
        opener = c.left_edge
        goes_on = opener.lower_ in lexicon.words("goes_on")
        if c.i > verb.i and goes_on and verb.doc[opener.i - 1].text == ",":
            return [subtree(c)]
    return []


def _told_clause(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'reminded the board that …', where the parse hangs the clause on the board; 'wondered if …' as an adverbial."""
    sense = sense_for(senses, "that")
    held = child(verb, "dobj")
    if sense is None:
        return None
    named = held is not None and (held.lemma_.lower(), "noun") in lexicon.cues()
    told = held is None or (can_speak(held) and not named) or lemma in lexicon.words("tells_somebody")
    if held is not None and not told and negation(held) is None and sense_for(senses, "obj", "said") is not None:
        return None  # 'challenged his remark that …' is about the remark; 'reminded the board that …' tells the board
    for noun in _behind(verb):
        for clause in children(noun, "relcl", "acl"):
            if _is_said_that(clause):
                # 'said in a memo to the board that …': the parse hangs the clause on the memo or the board.
                return attribute(verb, lemma, sense, [subtree(clause)], "clause", head=clause)
    if held is None:
        asked = next((c for c in children(verb, "advcl") if c.i > verb.i), None)
        whether = asked is not None and asks_whether(asked)
        if asked is None or not whether or sense.act is not Act.ASKS:
            return None
        return attribute(verb, lemma, sense, [subtree(asked)], "clause", head=asked)
    if named and sense_for(senses, "obj", "said") is not None:
        return None  # 'rejected the allegation that …' is about the allegation
    for clause in children(held, "relcl", "acl"):
        if clause.left_edge.i > held.i and _is_said_that(clause):
            if (noun_sense := _named_by(held, sense)) is not None:
                return attribute(verb, lemma, noun_sense, [subtree(clause)], "clause", head=clause)
            return attribute(verb, lemma, sense, [subtree(clause)], "clause", head=clause, to=(held.i,))
    return None


def _behind(verb: Token) -> list[Token]:
    """List the nouns in the prepositional phrases behind a verb, and in those behind them."""
    nouns: list[Token] = []
    above = [verb]
    for token in above:
        for prep in children(token, "prep", "dative"):
            if prep.i > verb.i:
                objects = children(prep, "pobj")
                nouns += objects
                above += objects
    return nouns


def _is_said_that(clause: Token) -> bool:
    """Tell 'a memo that Norway left' from 'a memo that surprised her' and 'a memo that she wrote'."""
    that = clause.left_edge
    doer = child(clause, "nsubj", "nsubjpass", "expl")
    if that.lower_ != "that" or doer is None or doer == that:
        return False
    # 'that she wrote' lacks an object, which 'that' stands for.
    return that.dep_ != "dobj" or that.head != clause or has_child(clause, "attr", "acomp") or _has_two_objects(clause)


def _has_two_objects(clause: Token) -> bool:
    return len(children(clause, "dobj")) > 1


def _is_coordinated(clause: Token, verb: Token) -> bool:
    """Tell 'he left, and she said so' from 'he left, she said': a conjunction between makes it no content."""
    doer = child(verb, "nsubj", "nsubjpass")
    first = min(verb.i, doer.left_edge.i if doer is not None else verb.i)
    before = verb.doc[first - 1] if first else None
    return before is not None and before.i > clause.i and not before.is_punct


def _own_words(verb: Token, clause: Token) -> tuple[Token, Token]:
    """Find the first and last of a verb's own words where its content stands on both sides of it."""
    own = [c for c in children(verb) if c != clause and c.dep_ not in ("punct", "ccomp", "cc", "conj")]
    tokens = [verb, *own]
    return min((t.left_edge if t != verb else t for t in tokens), key=lambda t: t.i), max(
        (t.right_edge if t != verb else t for t in tokens), key=lambda t: t.i
    )


def _as_reported_by(verb: Token) -> tuple[Token, Token] | None:
    """Find the first and last word of 'as reported by Reuters', 'first reported by Reuters', where it stands apart."""
    agent = child(verb, "agent")
    if verb.tag_ != "VBN" or verb.dep_ != "advcl" or agent is None or has_child(verb, "nsubjpass", "auxpass", "aux"):
        return None
    opens = verb.left_edge.lower_ == "as" or (verb.i > 0 and verb.nbor(-1).lower_ == "as") or verb.left_edge == verb
    first = verb.nbor(-1) if verb.left_edge == verb and verb.i > 0 and verb.nbor(-1).lower_ == "as" else verb.left_edge
    return (first, verb.right_edge) if opens or verb.left_edge.lower_ == "first" else None


def _parenthesis(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'The plan, a source said, is to …': the content is the clause around."""
    sense = sense_for(senses, "quote")
    if sense is None or verb.dep_ not in ("parataxis", "ccomp", "advcl", "dep", "relcl", "conj") or verb.head == verb:
        return None
    doc = verb.doc
    if (reported := _as_reported_by(verb)) is not None:
        around = without(subtree(clause_verb(verb.head)), extent(*reported))
        return attribute(verb, lemma, sense, around, "parenthesis", head=clause_verb(verb.head), confidence=0.9)
    if verb.dep_ == "conj" and not any(c.lower_ == "so" for c in children(verb, "advmod", "mark")):
        return None  # 'or so the prosecutors claim'
    doer, held, mark = child(verb, "nsubj"), child(verb, "dobj"), child(verb, "mark")
    # 'as Reuters reported', 'as she tells it'; 'as the crowd roared' tells when.
    as_told = mark is not None and mark.lower_ == "as" and lemma not in lexicon.words("outcry")
    if (
        doer is None
        or doer.tag_ in ("WP", "WDT")
        or doer.lower_ == "you"
        or child(verb, "xcomp", "ccomp", "attr") is not None
    ):
        return None
    if (held is not None and not (as_told and held.lower_ == "it")) or (
        mark is not None and mark.i + 1 == doer.left_edge.i and not as_told
    ):
        return None
    first, last = verb.left_edge, verb.right_edge
    if mark is not None and not as_told:
        first = doer.left_edge  # 'because, she said, he had …': the conjunction is not hers
    before = doc[first.i - 1] if first.i else None
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    fenced = (
        before is not None
        and before.text in (",", "—", "–", "-")
        and (after is None or after.is_punct or last.is_punct)
    )
    if verb.dep_ != "parataxis" and not fenced and not as_told:
        return None
    host = clause_verb(verb.head)
    start, end = subtree(host)
    for token in doc[host.left_edge.i : verb.i]:
        if token.text in (":", ";"):
            start = token.idx + 1  # what stands before a colon is another clause
    around = without((start, end), extent(first, last))
    contents = [c for c in around if not (verb.idx > host.idx and c[0] > verb.idx and is_aside(doc, c))]
    contents += _resumed(verb) if verb.i > host.i else []
    return attribute(verb, lemma, sense, contents, "parenthesis", head=host, confidence=0.9)
