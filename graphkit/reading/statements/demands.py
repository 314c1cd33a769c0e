"""Derive statements from claims that demand, criticise or praise: 'demanded that Israel withdraw', 'complained that …'.

The clause is the content of the claim; the statement, derived from it, relates the source to the subject of the clause.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Act, Certainty, EntityType, MentionKind, Polarity, Stance, Statement
from graphkit.reading.claims.claims import ClaimIndex
from graphkit.reading.claims.qualifiers import clause_qualifiers
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import child, children, conjuncts, is_passive, subject
from graphkit.reading.mentions.mentions import MentionIndex, is_expletive
from graphkit.reading.statements.arguments import is_argument, is_named, is_party, span_of
from graphkit.reading.statements.judgements import judge

__all__ = ["can_be_addressed", "find_demands"]

_BY_ACT = {
    Act.DEMANDS: "urges",
    Act.CRITICIZES: "criticizes",
    Act.OPPOSES: "opposes",
    Act.SUPPORTS: "supports",
    Act.ALLEGES: "accuses",
    Act.PRAISES: "praises",
}
"""The property of the ontology for an act."""


def find_demands(parsed: ParsedDocument, index: MentionIndex, claims: ClaimIndex) -> Iterator[Statement]:
    """Find the statements of claims whose content is a demand on somebody, or criticises or praises them.

    Args:
        parsed: The parsed document.
        index: Its mentions.
        claims: Its claims.
    """
    for position, (claim, attribution) in enumerate(zip(claims.items, claims.attributions, strict=True)):
        if attribution.head is None or not attribution.sources or not claim.cue_spans:
            continue
        act = _act_of(claim.act, parsed.doc[attribution.head])
        if act is Act.ALLEGES and claim.cue in lexicon.construction("mere_claim"):
            continue
        name = _BY_ACT.get(act)
        listed = lexicon.predicates().get(claim.cue)
        if name is None and listed is not None and listed.name in lexicon.words("stance_relation"):
            name = listed.name  # 'protested that …'
        cue, head = parsed.doc[attribution.cue], parsed.doc[attribution.head]
        target, rule = _target(head), "of-whom"
        if listed is not None and listed.name == "threatens" and (threatened := _threatened(cue, head)) is not None:
            target, rule = threatened, "threat-if"
        if name is None and claim.stance is Stance.AFFIRMS:
            judgement = judge(head)
            if judgement is not None:
                target, name, rule = judgement[0], "praises" if judgement[1] > 0 else "criticizes", "judgement"
        if name is None or (claim.stance is Stance.REJECTS and act is not Act.OPPOSES):
            continue
        if target is None or attribution.cue in (target.i, attribution.head):
            continue
        voice = claim.reported_in if claim.reported_in is not None else -1
        root = claims.attributions[voice].head if voice >= 0 else None
        polarity, certainty = clause_qualifiers(cue, root=root)
        if cue.pos_ == "NOUN" or (claim.stance is Stance.UNCOMMITTED and act is not Act.DEMANDS):
            certainty = Certainty.UNSPECIFIED
        if polarity is Polarity.NEGATIVE or claims.voice[cue.i] != voice:
            certainty = Certainty.UNSPECIFIED
        if rule != "of-whom" and certainty is Certainty.CERTAIN:
            certainty = Certainty.PROBABLE  # an inference
        for patient in [_owner(t, index) if rule == "judgement" else t for t in conjuncts(target)]:
            span = span_of(parsed, index, patient)
            if span is None or not is_argument(patient, index) or not is_party(patient, index):
                continue
            if patient.i in attribution.sources or not can_be_addressed(patient, index):
                continue
            for source in dict.fromkeys(attribution.sources):
                if parsed.doc[source].lower_ in lexicon.grammar("vague_pronoun"):
                    continue  # 'others urged her to go'
                source_span = span_of(parsed, index, parsed.doc[source])
                subject_, object_ = index.at.get(source), index.at.get(patient.i)
                if source_span is None or (subject_ is not None and subject_ == object_):
                    continue
                if not (is_named(patient, index) or is_named(parsed.doc[source], index)):
                    continue
                yield Statement(
                    subject=subject_,
                    subject_span=source_span,
                    predicate=lexicon.predicates()[lexicon.property_lemmas()[name]],
                    predicate_span=claim.cue_spans[0],
                    object=object_,
                    object_span=span,
                    polarity=polarity,
                    certainty=certainty,
                    within=claim.reported_in,
                    derived_from=position,
                    rule=rule,
                )


def _act_of(act: Act, head: Token) -> Act:
    """Return the act of a claim by the noun that its content is attached to: 'reiterated its demand that …'."""
    noun: Token | None = head.head
    if act is not Act.ASSERTS or head.dep_ not in ("acl", "ccomp", "relcl") or noun is None:
        return act
    if noun.pos_ == "VERB":
        noun = child(noun, "dobj")
    if noun is None or noun.pos_ != "NOUN":
        return act
    senses = lexicon.cues().get((noun.lemma_.lower(), "noun"), ())
    return senses[0].act if senses else act


def _owner(patient: Token, index: MentionIndex) -> Token:
    """Return the owner of a plan or a deed: who says that Norway's plan would hurt people criticises Norway."""
    if can_be_addressed(patient, index):
        return patient
    return next((c for c in children(patient, "poss") if is_named(c, index)), patient)


def can_be_addressed(patient: Token, index: MentionIndex) -> bool:
    """Check whether something can be called upon or blamed: people, bodies and states, but no plan or place.

    Nor can anybody of a kind: 'a child should not choose'.
    """
    if patient.pos_ == "NOUN" and any(
        c.lower_ in lexicon.grammar("indefinite_article") for c in children(patient, "det")
    ):
        return False
    position = index.at.get(patient.i)
    if position is None:
        return True
    mention = index.mentions[position]
    unknown = mention.kind is MentionKind.NOMINAL and mention.type in (None, EntityType.UNKNOWN)
    if unknown and patient.dep_ == "nsubj":
        return False  # 'said the platform should name it'
    if any(c.lower_ in lexicon.words("role_ahead") for c in children(patient, "amod")):
        return False  # 'said the next president should choose'
    return mention.type not in (EntityType.WORK, EntityType.EVENT, EntityType.PLACE)


def _threatened(cue: Token, head: Token) -> Token | None:
    """Return the subject of a threat's condition: 'threatened to leave the talks if Oslo sends ships'."""
    conditional = lexicon.grammar("conditional_conjunction")
    conditions = (c for verb in (cue, *head.subtree) for c in children(verb, "advcl"))
    clause = next((c for c in conditions if any(m.lower_ in conditional for m in children(c, "mark"))), None)
    return subject(clause) if clause is not None else None


def _target(head: Token) -> Token | None:
    """Return the agent of a content, of whom something is demanded."""
    if head.pos_ not in ("VERB", "AUX"):
        return None
    target = None if is_passive(head) else subject(head)
    if target is None or is_expletive(target):
        return None
    obliged = any(c.lower_ in lexicon.grammar("obligation_modal") for c in children(head, "aux"))
    if obliged and head.lemma_.lower() in lexicon.words("nonvolitional_verb"):
        return None  # 'should be in prison', 'should lose': no demand on the subject
    return target
