"""Find who does what a verb says, and through which other verbs: 'is willing to send', 'tried to reach'.

The chain of verbs, adjectives and nouns above an infinitive becomes part of the predicate's name, so that what is only
wanted or tried is never called done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType
from graphkit.reading.grammar.syntax import antecedent, child, children, is_infinitive, is_passive, subject
from graphkit.reading.statements.predicates import verb_name

__all__ = ["Doer", "find_doers"]

_DEEP = 8
_NO_DOERS = (EntityType.EVENT, EntityType.WORK, EntityType.PLACE)


class Doer(NamedTuple):
    """Who does what a verb says.

    Args:
        token: The head of who it is.
        top: The uppermost word of the chain, or the verb itself.
        chain: The words above the verb that belong to the predicate: ('want', 'to').
        over: Whether somebody else does it, at this one's wish: 'X urged Y to go', read of X.
        purpose: Whether it is only what something else is done for: 'blocked roads to press for …'.
    """

    token: Token
    top: Token
    chain: tuple[str, ...] = ()
    over: bool = False
    purpose: bool = False


def find_doers(verb: Token, voice: Sequence[int], depth: int = 0) -> Iterator[Doer]:
    """Find who does what a verb says: its own subject, or the one that it shares or is controlled by.

    What stands in a claim's content is read in the claim's voice, so no chain reaches out of it.

    Args:
        verb: The verb.
        voice: For each token, the claim in whose content it stands: a claim's cue is no part of a chain.
        depth: How many verbs were climbed already.
    """
    for doer in _climb(verb, voice, depth):
        yield doer if doer.chain or doer.top == verb else doer._replace(top=verb)


def _climb(verb: Token, voice: Sequence[int], depth: int) -> Iterator[Doer]:
    if child(verb, "expl") is not None or depth > _DEEP:
        return
    own = child(verb, "nsubj", "nsubjpass")
    head = verb.head
    if own is not None or head == verb:
        doer = subject(verb)
        if doer is not None:
            yield Doer(token=doer, top=verb)
        return
    infinitive = is_infinitive(verb)
    infinitive = infinitive or (verb.dep_ == "xcomp" and verb.tag_ == "VB")  # 'help defend it'
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        yield from find_doers(head, voice, depth + 1)
    elif verb.dep_ in ("xcomp", "ccomp", "advcl") and infinitive and head.pos_ in ("VERB", "AUX", "ADJ"):
        yield from _of_infinitive(verb, head, voice, depth)
    elif verb.dep_ in ("acl", "relcl", "advcl") and infinitive and head.pos_ in ("NOUN", "PROPN"):
        yield from _of_noun(verb, head, voice, depth)
    elif verb.dep_ == "advcl" and head.pos_ == "VERB" and (verb.tag_ == "VBG" or verb.tag_ == "VBN"):
        yield from find_doers(head, voice, depth + 1)
    elif verb.dep_ == "pcomp" and head.lower_ in ("by", "after", "before", "while", "in", "without", "despite"):
        above = head.head
        if above.pos_ == "ADJ" and above.dep_ == "acomp":
            above = above.head  # 'was quick in condemning …'
        if above.pos_ in ("VERB", "AUX") and not is_passive(above):
            yield from find_doers(above, voice, depth + 1)
    elif verb.dep_ == "pcomp" and head.lower_ in ("of", "in", "at", "to") and head.head.dep_ == "dobj":
        yield from _of_noun(verb, head.head, voice, depth, head.lower_)  # 'took the step of leaving'
    else:
        doer = subject(verb)
        # 'the rally against sending troops': no rally sends them.
        if doer is not None and (verb.dep_ != "pcomp" or not _is_deed(doer)):
            yield Doer(token=doer, top=verb)


def _of_infinitive(verb: Token, head: Token, voice: Sequence[int], depth: int) -> Iterator[Doer]:
    """Read 'X wants to …', 'X is willing to …', 'X urged Y to …', 'X did this to …'."""
    if head.dep_ == "acl" and head.tag_ == "VBG" and verb.dep_ == "advcl" and not _can_act(head.head):
        above = head.head.head  # 'blocked roads leading to the centre to press demands': no road has a purpose
        if above.pos_ == "VERB":
            head = above
    if head.pos_ == "ADJ" and head.dep_ in ("acomp", "oprd", "conj"):
        above = head.head
        for doer in find_doers(above, voice, depth + 1):
            yield _linked(doer, head, (head.lower_, "to"), voice, verb)
        return
    held = child(head, "dobj", "dative")
    if held is not None and held.dep_ == "dative" and held.pos_ == "ADP":
        held = child(held, "pobj")
    target = held if held is not None and held.i < verb.i else _called_on(head, verb)
    lemma = head.lemma_.lower()
    controls = lemma in lexicon.construction("object_control") or target is not held
    names = (*_through(head), "to")
    if target is not None and controls and not is_passive(head):
        yield Doer(token=antecedent(target), top=verb)
        for doer in find_doers(head, voice, depth + 1):
            yield Doer(token=doer.token, chain=(*doer.chain, *names), top=doer.top, over=True)
        return
    nested = verb.dep_ == "advcl" and is_infinitive(head)
    for doer in find_doers(head, voice, depth + 1) if not nested else ():
        if lemma in lexicon.construction("implicative") and verb.dep_ != "advcl":
            yield doer
        elif lemma in lexicon.words("negative_implicative") or _belongs_elsewhere(verb, head):
            yield doer  # 'failed to sign': the polarity tells
        else:
            yield _linked(doer, head, names, voice, verb)


def _of_noun(verb: Token, noun: Token, voice: Sequence[int], depth: int, by: str = "to") -> Iterator[Doer]:
    """Read 'X's effort to …', 'X launched a drive to …'."""
    owner = child(noun, "poss")
    names = (noun.lemma_.lower(), by)
    if owner is not None:
        yield Doer(token=owner, chain=names, top=noun)
        return
    above = noun
    for _ in range(2 * _DEEP):
        if above.pos_ in ("VERB", "AUX") or above.dep_ not in ("dobj", "attr", "pobj", "prep", "conj", "dative"):
            break
        above = above.head
    if above.pos_ in ("VERB", "AUX") and above.i < verb.i:
        for doer in find_doers(above, voice, depth + 1):
            yield _linked(doer, above, (*_through(above), *names), voice, verb)


def _linked(doer: Doer, head: Token, names: tuple[str, ...], voice: Sequence[int], verb: Token) -> Doer:
    """Put a word in front of the verb, unless it is the cue of the claim in which the verb stands."""
    if voice[head.i] != voice[verb.i]:
        return Doer(token=doer.token, top=verb)
    purpose = doer.purpose or verb.dep_ == "advcl"
    return Doer(token=doer.token, chain=(*doer.chain, *names), top=doer.top, over=doer.over, purpose=purpose)


def _through(head: Token) -> tuple[str, ...]:
    name = verb_name(head)
    return ("be", name) if is_passive(head) else (name,)


def _belongs_elsewhere(verb: Token, head: Token) -> bool:
    """Tell whether an infinitive is a noun's, whatever the parse says: 'published it despite pressure to delay it'."""
    between = head.doc[head.i + 1 : verb.i]
    return verb.dep_ == "advcl" and any(t.lemma_.lower() in lexicon.construction("wish") for t in between)


def _can_act(noun: Token) -> bool:
    kind = lexicon.nouns().get(noun.lemma_.lower())
    return noun.pos_ != "NOUN" or kind in (EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION)


def _is_deed(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return noun.pos_ == "NOUN" and (lemma in lexicon.construction("event") or lexicon.nouns().get(lemma) in _NO_DOERS)


def _called_on(head: Token, verb: Token) -> Token | None:
    """Find whom somebody calls on to do something: 'called on Arabs to unite'."""
    for prep in children(head, "prep"):
        if prep.i < verb.i and prep.lower_ in ("on", "upon", "for", "with") and head.lemma_ in (
            "call", "plead", "appeal", "press", "wait", "lobby",
        ):  # fmt: skip
            return child(prep, "pobj")
    return None
