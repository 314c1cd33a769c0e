"""Read clauses as statements: subject, predicate and object with their spans, polarity and certainty.

Reported speech is a claim, not a statement: 'X said that …' is none, but its content can be. Of the readings of a
clause only those are kept that relate parties.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Act, Certainty, Mention, MentionKind, Polarity, Predicate, Span, Statement
from graphkit.reading.claims.claims import ClaimIndex
from graphkit.reading.claims.frames import cue_of
from graphkit.reading.claims.framing import Framing, find_framing, is_told_live
from graphkit.reading.claims.qualifiers import clause_qualifiers, is_hedged, weaker
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import child, children, has_child, may_be_content
from graphkit.reading.mentions.mentions import MentionIndex
from graphkit.reading.statements.arguments import is_named, span_of
from graphkit.reading.statements.demands import can_be_addressed, find_demands
from graphkit.reading.statements.judgements import find_namings
from graphkit.reading.statements.nominalizations import find_nominal_predications
from graphkit.reading.statements.predicates import Predication, predicate
from graphkit.reading.statements.predications import find_predications
from graphkit.reading.statements.selection import adds_nothing, by_name, is_wanted
from graphkit.reading.statements.senses import find_sense

__all__ = ["add_antecedents", "find_statements"]

type _Qualifiers = dict[tuple[int, int | None], tuple[Polarity, Certainty]]
"""The qualifiers of clauses by their verb and the head of the content that contains them."""
_READ = ("NOUN", "PROPN", "VERB", "AUX", "ADJ")
"""The parts of speech of predicates."""
_SIDES = ("side", "object", "object-passive", "on-to", "object-infinitive", "with-of")
"""The rules of claims whose cue is a predicate too: who criticises something takes a stance on it."""


def find_statements(parsed: ParsedDocument, index: MentionIndex, claims: ClaimIndex) -> tuple[Statement, ...]:
    """Read every clause outside boilerplate.

    Args:
        parsed: The parsed document.
        index: Its mentions.
        claims: Its claims, for the voice of each clause.

    Returns:
        The statements in order of their predicates.
    """
    out: list[Statement] = []
    qualifiers: _Qualifiers = {}
    framing = find_framing(parsed)
    clauses = [
        [p for p in _predications(token, index, claims) if is_wanted(p, index) and not _is_reporting(p, claims, index)]
        for token in parsed.doc
        if not parsed.skipped[token.i] and token.pos_ in _READ
    ]
    # 'launched a campaign to isolate it' includes 'launched a campaign'
    longer = {(p.agent.i, p.top.i, p.chain[:2]) for readings in clauses for p in readings if len(p.chain) > 2}
    for readings in clauses:
        for predication in readings:
            if adds_nothing(predication, readings, index):
                continue
            words = (predication.name, predication.patient.lemma_.lower())
            if not predication.rest and (predication.agent.i, predication.verb.i, words) in longer:
                continue
            statement = _make(parsed, index, claims, predication, qualifiers)
            if statement is not None and statement.within is None and _is_told(predication, statement, framing):
                statement = replace(statement, certainty=weaker(statement.certainty, Certainty.UNSPECIFIED))
            if statement is not None and not _is_duplicate(statement, out[-16:]):
                out.append(statement)
    known = {(s.subject_span, s.predicate, s.object_span) for s in out}
    out.extend(
        s for s in find_demands(parsed, index, claims) if (s.subject_span, s.predicate, s.object_span) not in known
    )
    out.sort(key=lambda s: s.predicate_span.start)
    return tuple(out)


def _predications(token: Token, index: MentionIndex, claims: ClaimIndex) -> Iterator[Predication]:
    if token.pos_ in ("NOUN", "PROPN"):
        yield from find_nominal_predications(token, index)
    elif token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
        yield from find_namings(token, claims.voice)
        yield from find_predications(token, index, claims.voice)
    elif token.pos_ == "ADJ" and token.dep_ not in ("acomp", "amod"):  # an adjective with a copula is read with it
        if child(token, "aux", "auxpass", "nsubj") is not None:
            yield from find_predications(token, index, claims.voice)


def _is_duplicate(statement: Statement, before: list[Statement]) -> bool:
    """Check whether an earlier reading has the same subject and object, and the same place or predicate."""
    return any(
        s.subject_span == statement.subject_span
        and s.object_span == statement.object_span
        and (s.predicate_span.start == statement.predicate_span.start or s.predicate == statement.predicate)
        for s in before
    )


def _make(
    parsed: ParsedDocument, index: MentionIndex, claims: ClaimIndex, predication: Predication, qualifiers: _Qualifiers
) -> Statement | None:
    """Build the statement of a predication; None where an argument has no span, or both are the same."""
    agent, patient = by_name(predication.agent, index), by_name(predication.patient, index)
    relation = predicate(predication.chain, predication.name, predication.rest)
    position = claims.of_cue.get(predication.verb.i)
    asks = position is not None and claims.items[position].act is Act.ASKS and relation.in_ontology
    asks = asks or (relation.name == "urges" and _puts_questions(predication.verb))
    if asks or (relation.name == "urges" and not can_be_addressed(patient, index)):
        relation = Predicate(name=predication.name, label=predication.name)  # 'asked a question', 'pressed a point'
    else:
        relation, turned = find_sense(predication, agent, patient, index)
        agent, patient = (patient, agent) if turned else (agent, patient)
    subject_span, object_span = span_of(parsed, index, agent), span_of(parsed, index, patient)
    first, last = sorted((predication.first.i, predication.last.i))
    between = parsed.span(first, last)
    if subject_span is None or object_span is None or between is None:
        return None
    if index.at.get(agent.i, -1) == index.at.get(patient.i, -2):
        return None
    if predication.rule == "apposition" and subject_span.start <= object_span.start < subject_span.end:
        return None  # 'Jo Roe champions', a verb that is parsed as a noun
    voice = claims.voice[predication.top.i]
    root = claims.attributions[voice].head if voice >= 0 else None
    if (predication.verb.i, root) not in qualifiers:
        qualifiers[predication.verb.i, root] = clause_qualifiers(predication.verb, root=root)
    polarity, certainty = _qualifiers(
        parsed, claims, index, predication, relation, qualifiers[predication.verb.i, root]
    )
    derived = claims.of_cue.get(predication.verb.i) if relation.in_ontology else None
    if voice < 0 and derived is not None:
        above = claims.items[derived].reported_in
        voice = -1 if above is None else above
    return Statement(
        subject=index.at.get(agent.i),
        subject_span=subject_span,
        predicate=relation,
        predicate_span=between,
        object=index.at.get(patient.i),
        object_span=object_span,
        polarity=polarity,
        certainty=certainty,
        within=voice if voice >= 0 else None,
        derived_from=derived,
        rule=predication.rule,
    )


def _is_told(predication: Predication, statement: Statement, framing: Framing) -> bool:
    """Check whether the article tells a statement as somebody else's, or as a scene."""
    verb, name = predication.top, statement.predicate.name
    listed = predicate(predication.chain, predication.name, predication.rest).name
    state = verb.lemma_ in lexicon.grammar("copula")  # 'is married to'
    if not state and not {name, listed}.isdisjoint(lexicon.words("happening")) and is_told_live(verb):
        return True
    # who criticises or backs somebody does so in words, of which a report tells as it tells of others
    spoken = statement.derived_from is not None and name in lexicon.words("spoken_relation")
    return framing.recalls(verb) if spoken else framing.tells(verb)


def _puts_questions(verb: Token) -> bool:
    """Check whether a verb asks for an answer rather than a deed: 'pressed her on the cut', 'asked why he left'."""
    if verb.lemma_ not in lexicon.words("questioning_verb") or has_child(verb, "xcomp"):
        return False
    topic = lexicon.grammar("topic_preposition")
    return has_child(verb, "ccomp") or any(c.lower_ in topic for c in children(verb, "prep"))


def _qualifiers(
    parsed: ParsedDocument,
    claims: ClaimIndex,
    index: MentionIndex,
    predication: Predication,
    relation: Predicate,
    own: tuple[Polarity, Certainty],
) -> tuple[Polarity, Certainty]:
    """Return polarity and certainty of a predication, by its verb, agent and patient."""
    verb, agent, patient = predication.verb, predication.agent, predication.patient
    voice = claims.voice[predication.top.i]
    polarity, certainty = own
    quality = next((c for c in children(verb, "acomp")), None)
    if quality is not None and has_child(quality, "neg"):
        polarity = Polarity.NEGATIVE
    opener = agent.left_edge
    if opener.lower_ in lexicon.grammar("complementiser") and opener.i > 0 and opener.nbor(-1).dep_ == "cc":
        certainty = weaker(certainty, Certainty.UNSPECIFIED)  # '… and that Reed's success …': a content
    if voice < 0 and parsed.quoted[verb.i] >= 0:
        certainty = Certainty.UNSPECIFIED  # a quotation without a source
    if is_hedged(agent) or is_hedged(patient) or (predication.rule == "noun" and is_hedged(verb)):
        certainty = Certainty.POSSIBLE if certainty is Certainty.CERTAIN else certainty
    negative = lexicon.grammar("negative_determiner")
    if any(c.lower_ in negative for t in (agent, patient) for c in children(t, "det", "preconj", "cc")):
        polarity = Polarity.NEGATIVE
    if certainty is Certainty.CERTAIN and (predication.unsure or may_be_content(verb)):
        certainty = Certainty.PROBABLE
    if certainty is Certainty.CERTAIN and predication.rule == "noun":
        # 'talks between A and B' may be cancelled or in the future; a possessor presupposes the deed
        certainty = Certainty.PROBABLE if agent.dep_ == "poss" else Certainty.UNSPECIFIED
    if certainty is Certainty.CERTAIN and (
        predication.chain[:-1] or _is_unrealised(predication, relation, claims, index)
    ):
        certainty = Certainty.UNSPECIFIED
    return polarity, certainty


def _is_unrealised(predication: Predication, relation: Predicate, claims: ClaimIndex, index: MentionIndex) -> bool:
    """Check whether the deed that a noun names is not asserted: 'called for sanctions against Nigeria'."""
    if relation.in_ontology:
        return False
    direct = not predication.deep and (predication.patient.i in index.at or relation.valence != 0)
    if direct:
        return False
    if claims.voice[predication.patient.i] != claims.voice[predication.top.i]:
        return True
    event = any(word in lexicon.construction("event_noun") for word in predication.rest)
    return event and predication.deep and predication.name not in lexicon.construction("light_verb")


def _is_modified_by_name(predication: Predication, index: MentionIndex) -> bool:
    """Check whether an object is no mention itself, but is modified by a name."""
    return predication.patient.i not in index.at and is_named(predication.patient, index)


def _is_reporting(predication: Predication, claims: ClaimIndex, index: MentionIndex) -> bool:
    """Check whether a clause only reports speech: 'told reporters', 'described accounts of …'."""
    relation = predicate(predication.chain, predication.name, predication.rest)
    position = claims.of_cue.get(predication.verb.i)
    if position is None:
        return cue_of(predication.verb)[1] != () and relation.name in lexicon.words("plain_speech")
    if predication.deep:
        phrase = bool(predication.rest) and predication.rest[0] in lexicon.grammar("speech_phrase")
        return phrase and predication.name in lexicon.construction("speech_only_verb")
    takes_side = relation.in_ontology or relation.valence != 0
    rule = claims.items[position].rule
    if rule == "object-infinitive" and not claims.items[position].sources and predication.rest == ():
        return False  # 'a drive to persuade Oslo to sign': the claim has no source
    if takes_side and (
        rule in _SIDES
        or rule == "noun"
        or rule.startswith("with-")
        or predication.patient.dep_ in ("dobj", "nsubjpass")
        or any(c.tag_ in ("WDT", "WP") for c in children(predication.verb, "dobj"))
    ):
        return False
    listed = "-".join((*predication.chain, predication.name, *predication.rest)) in lexicon.predicates()
    if takes_side and listed and len(predication.rest) > 1:
        return False  # 'threw his support behind her'
    # 'complained to the United Nations', 'demanded a U.N. presence': the addressee, or a name in the content
    return predication.name in lexicon.construction("speech_only_verb") or not (
        predication.rest == (lexicon.word("addressee_preposition"),)
        or predication.over
        or _is_modified_by_name(predication, index)
    )


def add_antecedents(statements: Sequence[Statement], mentions: Sequence[Mention]) -> tuple[Statement, ...]:
    """Add to each statement on a pronoun its antecedent: the nearest name or nominal of its chain before it.

    Args:
        statements: The statements of a document.
        mentions: Its mentions, in order and with their chains.
    """
    spans: dict[int, list[Span]] = {}
    for mention in mentions:
        if mention.chain is not None and mention.kind is not MentionKind.PRONOUN:
            spans.setdefault(mention.chain, []).append(mention.span)
    starts = {chain: [span.start for span in own] for chain, own in spans.items()}

    def antecedent(position: int | None) -> Span | None:
        if position is None or mentions[position].kind is not MentionKind.PRONOUN:
            return None
        chain = mentions[position].chain
        if chain is None or chain not in spans:
            return None
        before = bisect_left(starts[chain], mentions[position].span.start)
        return spans[chain][before - 1] if before else None

    def add(s: Statement) -> Statement:
        subject, obj = antecedent(s.subject), antecedent(s.object)
        if subject is None and obj is None:
            return s
        return replace(s, subject_antecedent=subject, object_antecedent=obj)

    return tuple(map(add, statements))
