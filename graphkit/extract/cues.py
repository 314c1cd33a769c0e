"""Find cues by their construction: each cue word of cues.tsv in a frame that makes it one.

The frames follow the constructions of the PARC and PolNeAR guidelines (Pareti, 2012; Newell et al., 2018): verbs with
clauses, infinitives, gerunds, objects and prepositions; nouns with clauses and prepositions; adjectives; adverbs;
'according to'. Quotations are attributed in `reported_speech`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit import lexicon
from graphkit.extract.attribution import Attribution, Stretch
from graphkit.extract.reading import Reading
from graphkit.extract.sources import addressees, noun_source, source_of, stretch
from graphkit.extract.syntax import antecedent, child, children, clause_verb, is_passive, negation, subject, verb_group
from graphkit.lexicon import Sense
from graphkit.model import Act, Certainty, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["cue_of", "find_cues", "sense_for"]

_PREPOSITIONS = ("for", "of", "about", "against", "on", "upon", "to", "with", "in", "at", "over", "as", "by")
_TAIL = ("for", "of", "over", "as", "about", "against", "with", "to", "from", "on")


def find_cues(reading: Reading) -> Iterator[Attribution]:
    """Find every cue outside boilerplate that has a content by its construction.

    Args:
        reading: The document beside its parse.

    Returns:
        At most one attribution a cue word, in the order of the cues.
    """
    for token in reading.doc:
        if reading.skipped[token.i] or not token.is_alpha:
            continue
        found: Attribution | None = None
        if token.pos_ in ("VERB", "AUX"):
            found = _no_comment(token) or (None if _is_declined(token) else _verb(token))
        elif token.pos_ == "NOUN":
            found = _noun(token)
        elif token.pos_ == "ADJ":
            found = _adjective(token)
        elif token.pos_ == "ADV":
            found = _adverb(token)
        if found is None and token.lower_ == "according":
            found = _according_to(token)
        if found is not None:
            yield found


def cue_of(token: Token, pos: str = "verb") -> tuple[str, tuple[Sense, ...]]:
    """Look a word up with its particle: its name as a cue, and its senses (none if it is no cue)."""
    lemma = token.lemma_.lower()
    particle = child(token, "prt") or (next((c for c in children(token, "advmod") if c.lower_ in ("on", "out")), None))
    if particle is not None:
        longer = f"{lemma} {particle.lower_}"
        senses = lexicon.cues().get((longer, pos))
        if senses:
            return longer, senses
    return lemma, lexicon.cues().get((lemma, pos), ())


def sense_for(senses: tuple[Sense, ...], *frames: str) -> Sense | None:
    """Find the first sense that has one of the frames."""
    return next((s for frame in frames for s in senses if frame in s.frames), None)


# -- verbs


def _verb(verb: Token) -> Attribution | None:
    lemma, senses = cue_of(verb)
    if not senses:
        return None
    for rule in _VERB_RULES:
        found = rule(verb, lemma, senses)
        if found is not None:
            return found
    return None


def _make(
    verb: Token,
    lemma: str,
    sense: Sense,
    contents: list[Stretch],
    rule: str,
    *,
    head: Token | None = None,
    to: tuple[int, ...] = (),
    through: int | None = None,
    confidence: float = 1.0,
) -> Attribution | None:
    contents = [c for c in contents if c[0] < c[1]]
    if not contents:
        return None
    doer = subject(verb)
    if doer is not None and (doer.lower_ in ("nobody", "none") or (doer.lower_ == "one" and negation(doer) is not None)):
        return None  # 'nobody believes …': there is no source
    first, last = verb_group(verb)
    doc = verb.doc
    last = max(last, through if through is not None else last)
    sources, source_at = source_of(verb)
    return Attribution(
        cue=verb.i,
        lemma=lemma,
        cues=((doc[first].idx, doc[last].idx + len(doc[last])),),
        sense=sense,
        sources=sources,
        source_at=source_at,
        contents=tuple(contents),
        head=head.i if head is not None else None,
        addressees=to,
        rule=rule,
        confidence=confidence,
    )


def _extent(first: Token, last: Token) -> Stretch:
    return first.idx, last.idx + len(last)


def _subtree(token: Token, *, after: int = -1) -> Stretch:
    """Find the characters of a token's subtree, only those after a token where one is given."""
    doc = token.doc
    first = token.left_edge
    if first.i <= after:
        first = doc[after + 1] if after + 1 <= token.right_edge.i else token
    return _extent(first, token.right_edge)


def _without(whole: Stretch, inner: Stretch) -> list[Stretch]:
    """Cut a stretch out of another."""
    return [(whole[0], max(whole[0], inner[0])), (min(inner[1], whole[1]), whole[1])]


def _quoting(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'Chinese media quoted her as praising …': what was quoted is all of 'her as praising …'."""
    sense = sense_for(senses, "quoting")
    as_ = next((c for c in children(verb, "prep") if c.lower_ == "as" and child(c, "pcomp") is not None), None)
    if sense is None or as_ is None:
        return None
    inner = child(as_, "pcomp")
    held = child(verb, "dobj")
    if held is not None:
        return _make(verb, lemma, sense, [_extent(held.left_edge, as_.right_edge)], "quoting", head=inner)
    if is_passive(verb):
        owner = child(verb, "nsubjpass")
        start = _subtree(owner) if owner is not None else None
        return _make(verb, lemma, sense, [*([start] if start else []), _subtree(as_)], "quoting", head=inner)
    return None


def _clause(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'said (that) …', also with the clause before the verb or on both sides of it."""
    clause = next((c for c in children(verb, "ccomp") if c != verb and not _is_infinitive(c)), None)
    if clause is None:
        return _parenthesis(verb, lemma, senses)
    sense = sense_for(senses, "that", "quote")
    if sense is None:
        return None
    if clause.tag_ == "VBG" and child(clause, "nsubj", "aux", "mark") is None:
        return None
    whole = _subtree(clause)
    own = verb.idx
    contents = [whole]
    if whole[0] < own < whole[1]:
        contents = _without(whole, _extent(*_own_words(verb, clause)))
    elif clause.i > verb.i:
        first, last = verb_group(verb)
        contents = [_subtree(clause, after=last)]
    for other in children(verb, "ccomp", "conj"):
        # A second clause: 'said that …, and that …', hung on the verb rather than on the first.
        if other.dep_ == "ccomp" and other.i > clause.i > verb.i and not _is_infinitive(other):
            contents.append(_subtree(other))
    if sense.act is Act.ASKS and clause.i > verb.i and not any(c.lower_ in ("if", "whether") or c.tag_ in ("WP", "WRB", "WDT") for c in clause.subtree):
        sense = replace(sense, act=Act.DEMANDS)  # 'asked that …'
    whether = clause.i > verb.i and any(c.lower_ in ("if", "whether") and c.dep_ == "mark" for c in clause.children)
    if whether and sense.stance is Stance.AFFIRMS:
        sense = replace(sense, stance=Stance.UNCOMMITTED, certainty=Certainty.UNSPECIFIED)
    to = tuple(i for i in addressees(verb) if i not in range(clause.left_edge.i, clause.right_edge.i + 1))
    return _make(verb, lemma, sense, contents, "clause", head=clause, to=to)


def _own_words(verb: Token, clause: Token) -> tuple[Token, Token]:
    """Find the first and last of a verb's own words where its content stands on both sides of it."""
    own = [c for c in verb.children if c != clause and c.dep_ not in ("punct", "ccomp", "cc", "conj")]
    tokens = [verb, *own]
    return min((t.left_edge if t != verb else t for t in tokens), key=lambda t: t.i), max(
        (t.right_edge if t != verb else t for t in tokens), key=lambda t: t.i
    )


def _parenthesis(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'The plan, a source said, is to …': the content is the clause around."""
    sense = sense_for(senses, "that", "quote")
    if sense is None or verb.dep_ not in ("parataxis", "ccomp", "advcl", "dep", "relcl") or verb.head == verb:
        return None
    if child(verb, "nsubj") is None or child(verb, "dobj", "xcomp", "ccomp", "mark", "attr") is not None:
        return None
    if child(verb, "nsubj").tag_ in ("WP", "WDT"):  # type: ignore[union-attr]
        return None
    doc = verb.doc
    first, last = verb.left_edge, verb.right_edge
    before = doc[first.i - 1] if first.i else None
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    fenced = (before is None or before.is_punct) and (after is None or after.is_punct or last.is_punct)
    if verb.dep_ != "parataxis" and not (fenced and before is not None and before.text in (",", "—", "–", "-")):
        return None
    host = clause_verb(verb.head)
    start, end = _subtree(host)
    for token in doc[host.left_edge.i : verb.i]:
        if token.text in (":", ";"):
            start = token.idx + 1  # what stands before a colon is another clause
    return _make(verb, lemma, sense, _without((start, end), _extent(first, last)), "parenthesis", head=host, confidence=0.9)


def _is_infinitive(clause: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children)


def _on_to(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'called on China to take steps'."""
    for prep in children(verb, "prep"):
        sense = sense_for(senses, f"{prep.lower_}:to")
        target = child(prep, "pobj")
        if sense is None or target is None:
            continue
        inner = next((c for t in (verb, prep, target) for c in children(t, "xcomp", "advcl", "ccomp", "acl", "relcl") if c.i > target.i and _is_infinitive(c)), None)
        if inner is not None:
            start = max(inner.left_edge.i, target.i + 1)
            return _make(verb, lemma, sense, [_extent(verb.doc[start], inner.right_edge)], "on-to", head=inner, to=(target.i,), through=prep.i)
    return None


def _object_to(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'urged them to vote', 'wants them to vote', 'was expected to vote'."""
    sense = sense_for(senses, "obj:to")
    apart = sense is not None
    sense = sense or sense_for(senses, "np:to")
    if sense is None:
        return None
    inner = next((c for c in children(verb, "xcomp", "ccomp", "advcl") if c.i > verb.i and _is_infinitive(c)), None)
    if inner is None:
        return None
    own = child(inner, "nsubj", "nsubjpass")
    held = child(verb, "dobj", "dative")
    if is_passive(verb):
        target = child(verb, "nsubjpass")
        to = (target.i,) if target is not None else ()
        if apart:
            return _make(verb, lemma, sense, [_subtree(inner)], "object-infinitive", head=inner, to=to)
        return _raised(verb, lemma, senses, inner)
    target = own or (held if held is not None and held.i < inner.i else None)
    if target is None:
        return None
    if apart:
        start = max(inner.left_edge.i, (target.right_edge.i if own is not None else target.i) + 1)
        return _make(verb, lemma, sense, [_extent(verb.doc[start], inner.right_edge)], "object-infinitive", head=inner, to=(target.i,))
    start = min(target.left_edge.i, inner.left_edge.i)
    return _make(verb, lemma, sense, [_extent(verb.doc[start], inner.right_edge)], "clause-infinitive", head=inner)


def _raised(verb: Token, lemma: str, senses: tuple[Sense, ...], inner: Token) -> Attribution | None:
    """'She is expected to win': what is expected is 'she … to win'; nobody is named who expects it."""
    owner = child(verb, "nsubjpass", "nsubj")
    sense = sense_for(senses, "that", "np:to", "to")
    if sense is None:
        return None
    contents = [_subtree(owner)] if owner is not None else []
    found = _make(verb, lemma, sense, [*contents, _subtree(inner)], "raised", head=inner, confidence=0.8)
    return replace(found, sources=(), source_at=()) if found is not None and not is_passive(verb) else found


def _infinitive(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'promised to resign'."""
    inner = next((c for c in children(verb, "xcomp") if c.i > verb.i and _is_infinitive(c)), None)
    if inner is None or child(verb, "dobj") is not None:
        return None
    if is_passive(verb):
        return _raised(verb, lemma, senses, inner)
    sense = sense_for(senses, "to")
    if sense is None:
        return None
    if lemma in lexicon.words("raising"):
        return _raised(verb, lemma, senses, inner)
    return _make(verb, lemma, sense, [_subtree(inner)], "infinitive", head=inner)


def _gerund(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'denied taking bribes'."""
    sense = sense_for(senses, "ing")
    inner = next((c for c in children(verb, "xcomp", "ccomp") if c.i > verb.i and c.tag_ == "VBG"), None)
    if sense is None or inner is None:
        return None
    return _make(verb, lemma, sense, [_subtree(inner)], "gerund", head=inner)


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
        if sense is None or inner is None or (inner.ent_type_ in ("DATE", "TIME") and prep.lower_ in ("on", "in", "at")):
            continue
        through = prep.i if prep.i == verb.i + 1 or (prep.i == verb.i + 2 and child(verb, "prt") is not None) else None
        to = (held.i,) if held is not None and held.i < prep.i else ()
        return _make(verb, lemma, sense, [_subtree(inner)], f"with-{prep.lower_}", head=inner if inner.pos_ == "VERB" else None, to=to, through=through)
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
        return _make(verb, lemma, sense, [_subtree(held)], "object-passive")
    last = held.right_edge if held.i > verb.i else verb
    for c in verb.children:
        tail = c.dep_ in ("prep", "dative") and c.lower_ in _TAIL and not _is_when(c)
        if c.i > max(held.i, verb.i) and (tail or c.dep_ in ("oprd", "xcomp")) and c.right_edge.i > last.i:
            last = c.right_edge
    if held.tag_ in ("WDT", "WP"):
        # 'a mission which activists criticised for …': what they criticised is the mission.
        noun = antecedent(held)
        contents = [stretch(noun, verb)] if noun != held else []
        return _make(verb, lemma, sense, [*contents, (verb.idx + len(verb), last.idx + len(last))], "object")
    return _make(verb, lemma, sense, [_extent(held.left_edge, last)], "object")


def _has_complement(noun: Token, senses: tuple[Sense, ...]) -> bool:
    """Tell whether a noun says what it is about: 'raised doubts about …', 'made the claim that …'."""
    frames = {frame for s in senses for frame in s.frames}
    return any(
        (c.dep_ == "prep" and c.lower_ in frames) or (c.dep_ in ("acl", "ccomp", "relcl") and _is_content_clause(c))
        for c in noun.children
    )


def _is_when(prep: Token) -> bool:
    inner = child(prep, "pobj")
    return inner is not None and inner.ent_type_ in ("DATE", "TIME")


def _has_agent(verb: Token) -> bool:
    return any(c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by") for c in verb.children)


_Rule = Callable[["Token", str, tuple[Sense, ...]], Attribution | None]
_VERB_RULES: tuple[_Rule, ...] = (
    _quoting,
    _clause,
    _on_to,
    _object_to,
    _infinitive,
    _gerund,
    _preposition,
    _object,
)


def _no_comment(verb: Token) -> Attribution | None:
    """'declined to comment on it', 'did not respond to a request for comment', 'could not be reached for comment'."""
    sense = Sense(frames=frozenset(), act=Act.DECLINES_TO_COMMENT, stance=Stance.UNCOMMITTED, certainty=Certainty.UNSPECIFIED)
    lemma = verb.lemma_.lower()
    will_not = negation(verb) is not None and any(c.lower_ in ("would", "will", "wo") for c in children(verb, "aux"))
    if will_not and lemma in lexicon.words("no_comment_act") and lemma not in ("address", "confirm"):
        matter = [c for c in verb.children if c.i > verb.i and c.dep_ in ("prep", "dobj", "ccomp")]
        contents = [_extent(matter[0].left_edge, matter[-1].right_edge)] if matter else []
        clausal = any(c.dep_ == "ccomp" for c in matter)
        if not matter or not clausal or any(c.tag_ in ("WRB", "WP", "WDT") or c.lower_ in ("if", "whether") for m in matter for c in m.subtree):
            return _silent(verb, f"not {lemma}", sense, contents, verb)
    if lemma in lexicon.words("no_comment_verb"):
        inner = child(verb, "xcomp")
        if inner is None or inner.lemma_.lower() not in lexicon.words("no_comment_act"):
            return None
        matter = [c for c in inner.children if c.i > inner.i and c.dep_ in ("prep", "dobj", "ccomp")]
        contents = [_extent(matter[0].left_edge, matter[-1].right_edge)] if matter else []
        return _silent(verb, f"{lemma} to {inner.lemma_}", sense, contents, inner)
    if negation(verb) is None and not (lemma == "reach" and child(verb, "neg")):
        return None
    for prep in children(verb, "prep"):
        noun = child(prep, "pobj")
        if noun is None:
            continue
        asked = lemma in ("respond", "reply", "return", "answer") and noun.lemma_.lower() in lexicon.words("no_comment_request")
        reached = lemma == "reach" and noun.lower_ == "comment"
        if asked or reached:
            found = _silent(verb, "not respond" if asked else "not reached", sense, [], noun)
            if reached and is_passive(verb):
                owner = child(verb, "nsubjpass")
                if owner is None:
                    return None
                return replace(found, sources=(owner.i,), source_at=((owner.left_edge.idx, owner.idx + len(owner)),))
            return found
    return None


def _is_declined(verb: Token) -> bool:
    """Tell whether a verb is what somebody declined to do: 'declined to say'; the claim is that of declining."""
    declined = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in lexicon.words("no_comment_verb")
    return declined and verb.lemma_.lower() in lexicon.words("no_comment_act")


def _silent(verb: Token, lemma: str, sense: Sense, contents: list[Stretch], last: Token) -> Attribution:
    first, _ = verb_group(verb)
    sources, source_at = source_of(verb)
    return Attribution(
        cue=verb.i,
        lemma=lemma,
        cues=(_extent(verb.doc[first], last),),
        sense=sense,
        sources=sources,
        source_at=source_at,
        contents=tuple(contents),
        rule="no-comment",
    )


# -- nouns, adjectives, adverbs, 'according to'


def _noun(noun: Token) -> Attribution | None:
    """'her claim that …', 'allegations of torture'."""
    senses = lexicon.cues().get((noun.lemma_.lower(), "noun"), ())
    if not senses:
        return None
    if noun.dep_ == "dobj" and noun.head.pos_ == "VERB":
        _, above = cue_of(noun.head)
        if sense_for(above, "light", "obj") is not None:
            return None  # 'expressed a desire to …': the verb is the cue
    clause = next((c for c in children(noun, "acl", "ccomp", "relcl") if c.i > noun.i and _is_content_clause(c)), None)
    sense = None
    if clause is not None:
        sense = sense_for(senses, "to" if _is_infinitive(clause) else "that")
        content = _subtree(clause)
    if clause is None or sense is None:
        for prep in children(noun, "prep"):
            inner = child(prep, "pobj", "pcomp")
            sense = sense_for(senses, prep.lower_)
            if sense is not None and inner is not None:
                clause, content = inner, _subtree(inner)
                break
        else:
            return None
    assert sense is not None and clause is not None
    sources, source_at = noun_source(noun)
    if not sources and sense.act not in (Act.ALLEGES, Act.DENIES) and clause.dep_ in ("pobj", "pcomp"):
        return None  # 'the report of 1998': no claim without somebody who makes it
    return Attribution(
        cue=noun.i,
        lemma=noun.lemma_.lower(),
        cues=(_extent(noun, noun),),
        sense=sense,
        sources=sources,
        source_at=source_at,
        contents=(content,),
        head=clause.i if clause.pos_ in ("VERB", "AUX") else None,
        rule="noun",
        confidence=0.8,
    )


def _is_content_clause(clause: Token) -> bool:
    """Tell 'the claim that he lied' from 'the claim that he made'."""
    if _is_infinitive(clause):
        return True
    mark = next((c for c in clause.children if c.lower_ == "that"), None)
    return mark is not None and mark.dep_ == "mark"


def _adjective(adjective: Token) -> Attribution | None:
    """'is opposed to it', 'was confident that …'."""
    senses = lexicon.cues().get((adjective.lower_, "adj"), ())
    if not senses or adjective.dep_ not in ("acomp", "ROOT", "advcl", "oprd", "conj", "ccomp"):
        return None
    verb = adjective.head if adjective.dep_ in ("acomp", "oprd") else adjective
    inner = next((c for c in children(adjective, "ccomp") if c.i > adjective.i and not _is_infinitive(c)), None)
    sense = sense_for(senses, "that") if inner is not None else None
    through = adjective.i
    if sense is None:
        inner = next((c for c in children(adjective, "xcomp") if c.i > adjective.i and _is_infinitive(c)), None)
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
    found = _make(verb, adjective.lower_, sense, [_subtree(inner)], "adjective", head=inner if inner.pos_ in ("VERB", "AUX") else None, through=through, confidence=0.8)
    return replace(found, cue=adjective.i) if found is not None and found.sources else None


def _adverb(adverb: Token) -> Attribution | None:
    """'allegedly', 'reportedly': hearsay of nobody named."""
    sense = sense_for(lexicon.cues().get((adverb.lower_, "adv"), ()), "bare")
    if sense is None:
        return None
    host = clause_verb(adverb.head)
    whole = _subtree(host)
    return Attribution(
        cue=adverb.i,
        lemma=adverb.lower_,
        cues=(_extent(adverb, adverb),),
        sense=sense,
        sources=(),
        source_at=(),
        contents=tuple(c for c in _without(whole, _extent(adverb, adverb)) if c[0] < c[1]),
        head=host.i,
        rule="adverb",
        confidence=0.7,
    )


def _according_to(according: Token) -> Attribution | None:
    doc = according.doc
    to = doc[according.i + 1] if according.i + 1 < len(doc) else None
    if to is None or to.lower_ != "to":
        return None
    named = child(to, "pobj") or child(according, "pobj")
    sense = sense_for(lexicon.cues().get(("according to", "prep"), ()), "bare")
    if named is None or sense is None:
        return None
    host = clause_verb(according.head)
    own = _extent(according, named.right_edge)
    # A clause that follows the source ('according to X, who …') is the source's; one that precedes is the content.
    contents = [c for c in _without(_subtree(host), own) if c[0] < c[1]]
    return Attribution(
        cue=according.i,
        lemma="according to",
        cues=(_extent(according, to),),
        sense=sense,
        sources=(named.i,),
        source_at=(stretch(named),),
        contents=tuple(contents),
        head=host.i,
        rule="according-to",
    )
