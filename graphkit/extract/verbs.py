"""Read the constructions of verbs that report speech, thought and will.

After the guidelines of PARC and PolNeAR (Pareti, 2012; Newell et al., 2018): clauses, infinitives, gerunds, objects and
prepositions, each in a rule of its own, tried in the order of `_RULES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit import lexicon
from graphkit.extract.attribution import Attribution, Stretch
from graphkit.extract.frames import (
    attribute,
    cue_of,
    extent,
    is_content_clause,
    is_infinitive,
    sense_for,
    subtree,
    to_comma,
    without,
)
from graphkit.extract.sources import addressees, stretch
from graphkit.extract.syntax import antecedent, child, children, clause_verb, is_passive, verb_group
from graphkit.lexicon import Sense
from graphkit.model import Act, Certainty, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["read_verb"]

_PREPOSITIONS = ("for", "of", "about", "against", "on", "upon", "to", "with", "in", "at", "over", "as", "by")
_TAIL = ("for", "of", "over", "as", "about", "against", "with", "to", "from", "on")


def read_verb(verb: Token) -> Attribution | None:
    """Read a verb as a cue, by the first construction that it fits; None if it is no cue here."""
    lemma, senses = cue_of(verb)
    if not senses:
        return None
    for rule in _RULES:
        found = rule(verb, lemma, senses)
        if found is not None:
            return found
    return None


def _quoting(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
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


def _clause(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'said (that) …', also with the clause before the verb or on both sides of it."""
    clause = next((c for c in children(verb, "ccomp") if c != verb and not is_infinitive(c)), None)
    if clause is None:
        return _parenthesis(verb, lemma, senses)
    sense = sense_for(senses, "that", "quote")
    if sense is None:
        return None
    if clause.tag_ == "VBG" and child(clause, "nsubj", "aux", "mark") is None:
        return None
    if clause.i < verb.i and _is_coordinated(clause, verb):
        return None
    whole = subtree(clause)
    own = verb.idx
    contents = [whole]
    if whole[0] < own < whole[1]:
        contents = without(whole, extent(*_own_words(verb, clause)))
    elif clause.i > verb.i:
        contents = [subtree(clause, after=verb_group(verb)[1])]
    for other in children(verb, "ccomp", "conj"):
        # A second clause: 'said that …, and that …', hung on the verb rather than on the first.
        if other.dep_ == "ccomp" and other.i > clause.i > verb.i and not is_infinitive(other):
            contents.append(subtree(other))
    if (
        sense.act is Act.ASKS
        and clause.i > verb.i
        and not any(c.lower_ in ("if", "whether") or c.tag_ in ("WP", "WRB", "WDT") for c in clause.subtree)
    ):
        sense = replace(sense, act=Act.DEMANDS)  # 'asked that …'
    whether = clause.i > verb.i and any(c.lower_ in ("if", "whether") and c.dep_ == "mark" for c in clause.children)
    if whether and sense.stance is Stance.AFFIRMS:
        sense = replace(sense, stance=Stance.UNCOMMITTED, certainty=Certainty.UNSPECIFIED)
    to = tuple(i for i in addressees(verb) if i not in range(clause.left_edge.i, clause.right_edge.i + 1))
    return attribute(verb, lemma, sense, contents, "clause", head=clause, to=to)


def _is_coordinated(clause: Token, verb: Token) -> bool:
    """Tell 'he left, and she said so' from 'he left, she said': a conjunction between makes it no content."""
    doer = child(verb, "nsubj", "nsubjpass")
    first = min(verb.i, doer.left_edge.i if doer is not None else verb.i)
    before = verb.doc[first - 1] if first else None
    return (
        before is not None
        and before.i > clause.i
        and before.lower_ in ("and", "but", "or", "so", "while", "yet", "though")
    )


def _own_words(verb: Token, clause: Token) -> tuple[Token, Token]:
    """Find the first and last of a verb's own words where its content stands on both sides of it."""
    own = [c for c in verb.children if c != clause and c.dep_ not in ("punct", "ccomp", "cc", "conj")]
    tokens = [verb, *own]
    return min((t.left_edge if t != verb else t for t in tokens), key=lambda t: t.i), max(
        (t.right_edge if t != verb else t for t in tokens), key=lambda t: t.i
    )


def _parenthesis(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'The plan, a source said, is to …': the content is the clause around."""
    sense = sense_for(senses, "quote")
    if sense is None or verb.dep_ not in ("parataxis", "ccomp", "advcl", "dep", "relcl") or verb.head == verb:
        return None
    doc = verb.doc
    doer, held, mark = child(verb, "nsubj"), child(verb, "dobj"), child(verb, "mark")
    as_told = mark is not None and mark.lower_ == "as"  # 'as Reuters reported', 'as she tells it'
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
    return attribute(
        verb, lemma, sense, without((start, end), extent(first, last)), "parenthesis", head=host, confidence=0.9
    )


def _backward(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'… That, at least, is what Reuters reports': the content is the sentence before."""
    sense = sense_for(senses, "that", "obj")
    head = verb.head
    if sense is None or verb.dep_ not in ("ccomp", "attr") or head.lemma_ != "be":
        return None
    pointer, what = child(head, "nsubj"), child(verb, "dobj")
    if pointer is None or pointer.lower_ not in ("that", "this") or what is None or what.lower_ != "what":
        return None
    last = verb.sent.start - 1
    if last < 0 or "\n" in verb.doc[last].text:
        return None
    before = verb.doc[last].sent
    return attribute(verb, lemma, sense, [extent(before[0], before[-1])], "backward", head=before.root, confidence=0.8)


def _on_to(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'called on China to take steps'."""
    for prep in children(verb, "prep"):
        sense = sense_for(senses, f"{prep.lower_}:to")
        target = child(prep, "pobj")
        if sense is None or target is None:
            continue
        inner = next(
            (
                c
                for t in (verb, prep, target)
                for c in children(t, "xcomp", "advcl", "ccomp", "acl", "relcl")
                if c.i > target.i and is_infinitive(c)
            ),
            None,
        )
        if inner is not None:
            start = max(inner.left_edge.i, target.i + 1)
            return attribute(
                verb,
                lemma,
                sense,
                [extent(verb.doc[start], inner.right_edge)],
                "on-to",
                head=inner,
                to=(target.i,),
                through=prep.i,
            )
    return None


def _object_to(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'urged them to vote', 'wants them to vote', 'was expected to vote'."""
    sense = sense_for(senses, "obj:to")
    apart = sense is not None
    sense = sense or sense_for(senses, "np:to")
    if sense is None:
        return None
    inner = next((c for c in children(verb, "xcomp", "ccomp", "advcl") if c.i > verb.i and is_infinitive(c)), None)
    if inner is None:
        return None
    own = child(inner, "nsubj", "nsubjpass")
    held = child(verb, "dobj", "dative")
    if is_passive(verb):
        target = child(verb, "nsubjpass")
        to = (target.i,) if target is not None else ()
        if apart:
            return attribute(verb, lemma, sense, [subtree(inner)], "object-infinitive", head=inner, to=to)
        return _raised(verb, lemma, senses, inner)
    target = own or (held if held is not None and held.i < inner.i else None)
    if target is None:
        return None
    if apart:
        start = max(inner.left_edge.i, (target.right_edge.i if own is not None else target.i) + 1)
        return attribute(
            verb,
            lemma,
            sense,
            [extent(verb.doc[start], inner.right_edge)],
            "object-infinitive",
            head=inner,
            to=(target.i,),
        )
    start = min(target.left_edge.i, inner.left_edge.i)
    return attribute(verb, lemma, sense, [extent(verb.doc[start], inner.right_edge)], "clause-infinitive", head=inner)


def _raised(verb: Token, lemma: str, senses: tuple[Sense, ...], inner: Token) -> Attribution | None:
    """'She is expected to win': what is expected is 'she … to win'; nobody is named who expects it."""
    owner = child(verb, "nsubjpass", "nsubj")
    sense = sense_for(senses, "that", "np:to", "to")
    if sense is None:
        return None
    contents = [subtree(owner)] if owner is not None else []
    found = attribute(verb, lemma, sense, [*contents, subtree(inner)], "raised", head=inner, confidence=0.8)
    return replace(found, sources=(), source_at=()) if found is not None and not is_passive(verb) else found


def _infinitive(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'promised to resign'."""
    inner = next((c for c in children(verb, "xcomp") if c.i > verb.i and is_infinitive(c)), None)
    if inner is None or child(verb, "dobj") is not None:
        return None
    if is_passive(verb):
        return _raised(verb, lemma, senses, inner)
    sense = sense_for(senses, "to")
    if sense is None:
        return None
    if lemma in lexicon.words("raising"):
        return _raised(verb, lemma, senses, inner)
    return attribute(verb, lemma, sense, [_to_comma(inner)], "infinitive", head=inner)


def _to_comma(head: Token) -> Stretch:
    return extent(head.left_edge, to_comma(head.right_edge, head.left_edge, head))


def _gerund(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'denied taking bribes'."""
    sense = sense_for(senses, "ing")
    inner = next((c for c in children(verb, "xcomp", "ccomp") if c.i > verb.i and c.tag_ == "VBG"), None)
    if sense is None or inner is None:
        return None
    return attribute(verb, lemma, sense, [subtree(inner)], "gerund", head=inner)


def _preposition(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'called for talks', 'warned of war', 'spoke about the war'."""
    if is_passive(verb):
        return None
    for prep in children(verb, "prep", "agent"):
        if prep.i < verb.i or prep.lower_ not in _PREPOSITIONS:
            continue
        sense = sense_for(senses, prep.lower_)
        inner = child(prep, "pobj", "pcomp")
        held = child(verb, "dobj", "dative")
        if (
            sense is None
            or inner is None
            or (inner.ent_type_ in ("DATE", "TIME") and prep.lower_ in ("on", "in", "at"))
        ):
            continue
        through = prep.i if prep.i == verb.i + 1 or (prep.i == verb.i + 2 and child(verb, "prt") is not None) else None
        to = (held.i,) if held is not None and held.i < prep.i else ()
        return attribute(
            verb,
            lemma,
            sense,
            [subtree(inner)],
            f"with-{prep.lower_}",
            head=inner if inner.pos_ == "VERB" else None,
            to=to,
            through=through,
        )
    return None


def _object(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'denied the charge', 'expressed concern over it', 'the claim was denied by her'."""
    held = child(verb, "dobj")
    passive = is_passive(verb)
    if passive:
        held = child(verb, "nsubjpass")
        if held is None and verb.dep_ == "acl":
            return None
    if held is None or held.ent_type_ in ("DATE", "TIME", "PERCENT") or held.lower_ in ("what", "who"):
        return None
    if held.dep_ == "dobj" and (held.lower_.endswith("self") or held.lower_.endswith("selves")):
        return None
    noun_senses = lexicon.cues().get((held.lemma_.lower(), "noun"), ())
    sense = sense_for(senses, "light") if noun_senses else None
    if sense is not None and "obj" not in sense.frames and not _has_complement(held, noun_senses):
        return None  # 'released a report'
    if sense is not None:
        said = noun_senses[0]
        sense = Sense(frames=sense.frames, act=said.act, stance=said.stance, certainty=said.certainty)
    else:
        only_light = any("light" in s.frames for s in senses)
        sense = None if only_light else sense_for(senses, "obj")
    if sense is None or (passive and not _has_agent(verb)):
        return None
    if passive:
        return attribute(verb, lemma, sense, [subtree(held)], "object-passive")
    last = to_comma(held.right_edge, held.left_edge, held) if held.i > verb.i else verb
    for c in verb.children:
        tail = c.dep_ in ("prep", "dative") and c.lower_ in _TAIL and not _is_when(c)
        if c.i > max(held.i, verb.i) and (tail or c.dep_ in ("oprd", "xcomp")) and c.right_edge.i > last.i:
            last = c.right_edge
    if held.tag_ in ("WDT", "WP"):
        # 'a mission which activists criticised for …': what they criticised is the mission.
        noun = antecedent(held)
        contents = [stretch(noun, verb)] if noun != held else []
        return attribute(verb, lemma, sense, [*contents, (verb.idx + len(verb), last.idx + len(last))], "object")
    return attribute(verb, lemma, sense, [extent(held.left_edge, last)], "object")


def _has_complement(noun: Token, senses: tuple[Sense, ...]) -> bool:
    """Tell whether a noun says what it is about: 'raised doubts about …', 'made the claim that …'."""
    frames = {frame for s in senses for frame in s.frames}
    return any(
        (c.dep_ == "prep" and c.lower_ in frames) or (c.dep_ in ("acl", "ccomp", "relcl") and is_content_clause(c))
        for c in noun.children
    )


def _is_when(prep: Token) -> bool:
    inner = child(prep, "pobj")
    return inner is not None and inner.ent_type_ in ("DATE", "TIME")


def _has_agent(verb: Token) -> bool:
    return any(c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by") for c in verb.children)


_Rule = Callable[["Token", str, tuple[Sense, ...]], Attribution | None]
_RULES: tuple[_Rule, ...] = (
    _quoting,
    _backward,
    _clause,
    _on_to,
    _object_to,
    _infinitive,
    _gerund,
    _preposition,
    _object,
)
