"""Read verbs by which one passes on what another said: 'quoted her as saying', 'the court heard that …'."""

from __future__ import annotations

from dataclasses import replace

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.frames import (
    attribute,
    extent,
    is_gerund,
    sense_for,
    subtree,
)
from graphkit.reading.grammar.syntax import (
    SUBJECTS,
    child,
    children,
    has_child,
    is_infinitive,
    is_passive,
    sentence_before,
    verb_group,
)

__all__ = ["read_backward", "read_heard", "read_made_known", "read_quoting"]


def read_quoting(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'Chinese media quoted her as praising …': the content is 'her as praising …'."""
    sense, marker = sense_for(senses, "quoting"), lexicon.grammar("predicative_marker")
    as_ = next((c for c in children(verb, "prep") if c.lower_ in marker and child(c, "pcomp") is not None), None)
    obj = child(verb, "dobj")
    said = next(
        (c for c in children(verb, "ccomp", "xcomp") if c.tag_ == "VBG" and obj is not None and c.i > obj.i), None
    )
    if sense is not None and obj is not None and said is not None and as_ is None and not has_child(said, "aux"):
        # 'The file quotes Roe saying that …'
        return attribute(verb, lemma, sense, [extent(obj.left_edge, said.right_edge)], "quoting", head=said)
    if sense is None or as_ is None:
        return None
    inner = child(as_, "pcomp")
    if obj is not None:
        return attribute(verb, lemma, sense, [extent(obj.left_edge, as_.right_edge)], "quoting", head=inner)
    if is_passive(verb):
        subj = child(verb, "nsubjpass")
        contents = [subtree(subj)] if subj is not None else []
        return attribute(verb, lemma, sense, [*contents, subtree(as_)], "quoting", head=inner)
    return None


def read_backward(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read '… That, at least, is what Reuters reports': the content is the sentence before."""
    sense = sense_for(senses, "that", "obj")
    head = verb.head
    if sense is None or verb.dep_ not in ("ccomp", "attr") or head.lemma_ not in lexicon.grammar("copula"):
        return None
    demonstrative, relative = child(head, "nsubj"), child(verb, "dobj")
    if demonstrative is None or demonstrative.lower_ not in lexicon.grammar("anaphoric_demonstrative"):
        return None
    if relative is None or relative.lower_ not in lexicon.grammar("fused_relative"):
        return None
    before = sentence_before(verb)
    if before is None:
        return None
    return attribute(verb, lemma, sense, [extent(before[0], before[-1])], "backward", head=before.root)


def read_heard(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'The court heard (that) …', '…, court told': what somebody who is not named told it."""
    sense, subj = sense_for(senses, "heard"), child(verb, "nsubj")
    clause = next((c for c in children(verb, "ccomp") if not is_infinitive(c)), None)
    if sense is None or subj is None or clause is None or is_gerund(clause):
        return None
    if subj.lemma_.lower() not in lexicon.words("hearing_body"):
        return None
    if lemma in lexicon.words("addressing_verb") and (clause.i > verb.i or has_child(verb, "dobj", "dative", "aux")):
        return None  # 'the judge told the jury that …'
    contents = [subtree(clause, after=verb_group(verb)[1]) if clause.i > verb.i else subtree(clause)]
    attribution = attribute(verb, lemma, sense, contents, "heard", head=clause)
    return replace(attribution, sources=(), source_at=()) if attribution is not None else None


def read_made_known(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'made (it) clear that …', 'let it be known that …': the content is the clause behind."""
    sense = sense_for(senses, "made")
    state = next((c for c in children(verb, "ccomp", "oprd", "acomp", "xcomp") if c.i > verb.i), None)
    if sense is None or state is None or is_passive(verb):
        return None
    own = child(state, "nsubj", "nsubjpass") or child(verb, "dobj")
    if own is not None and own.i < state.i and own.lower_ not in lexicon.grammar("dummy_object"):
        return None  # 'made the rules clear'
    clauses = [*children(state, "ccomp", "advcl"), *children(verb, "ccomp", "advcl")]
    clause = next((c for c in clauses if c.left_edge.i == state.i + 1 and not is_infinitive(c)), None)
    if clause is None or not has_child(clause, *SUBJECTS):
        return None
    return attribute(verb, lemma, sense, [subtree(clause)], "clause", head=clause, through=state.i)
