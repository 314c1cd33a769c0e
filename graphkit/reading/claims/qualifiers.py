"""Read how something is put: negated or not, how certain, and whether a clause is said to be so at all.

The two axes follow FactBank (Saurí and Pustejovsky, 2009): polarity, and certainty. What is only wanted, asked,
supposed, foretold or imagined is never certain; when in doubt the answer is 'unspecified', since a doubtful clause must
not become a plain edge.
"""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Act, Certainty, Polarity, Stance
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.moods import holds, is_imagined, is_inverted, is_question, mood, opening
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import (
    asks_whether,
    child,
    children,
    governor,
    has_child,
    is_infinitive,
    negation,
    sentence_start,
    sentence_text,
)

__all__ = ["clause_qualifiers", "content_qualifiers", "is_hedged", "stance_of", "weaker"]

_ORDER = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNSPECIFIED)
_IN_SCOPE = ("xcomp", "ccomp", "pcomp", "prep", "pobj", "acomp", "attr", "dobj")
"""What stands in the scope of its governor's modality; a relative or adverbial clause does not."""
_DEEP = 40
"""How many clauses up the tree are looked at; a deeper one is no longer certain."""


def weaker(a: Certainty, b: Certainty) -> Certainty:
    """Choose the less certain of two."""
    return max(a, b, key=_ORDER.index)


def stance_of(parsed: ParsedDocument, attribution: Attribution) -> tuple[Act, Stance]:
    """Find act and stance of a claim: those of the cue's sense, as its negation, mood and content leave them.

    'Did not say' and 'did not deny that …' commit to nothing; 'does not believe that …' rejects; 'said it must …'
    demands; 'if she says …' leaves open whether she does.
    """
    act, stance = attribution.sense.act, attribution.sense.stance
    if attribution.rule == "no-comment":
        return act, stance
    cue = parsed.doc[attribution.cue]
    if act is Act.ASSERTS and stance is Stance.AFFIRMS:
        act, stance = _act_of_content(parsed, attribution)
    if _is_unrealised(cue):
        return act, Stance.UNCOMMITTED
    state = cue.head if attribution.rule == "adjective" and cue.head.pos_ == "AUX" else cue
    held = child(cue, "dobj")
    if held is not None and negation(held) is not None and attribution.rule in ("clause", "light"):
        return act, Stance.UNCOMMITTED  # 'showed no sign that …'
    if not (_is_negated(state) or _is_negated(cue)):
        return act, stance
    if attribution.rule == "adjective" and act is Act.PRAISES:
        return Act.CRITICIZES, Stance.AFFIRMS  # 'was not happy about it'
    if attribution.rule == "adjective" and stance is Stance.AFFIRMS:
        return (Act.DOUBTS if act is Act.ASSERTS else act), Stance.UNCOMMITTED
    if cue.lemma_.lower() in lexicon.words("neg_raising") and stance is not Stance.REJECTS:
        raised = {Act.ASSERTS: Act.DENIES, Act.PREDICTS: Act.DENIES, Act.DEMANDS: Act.OPPOSES}
        return raised.get(act, act), Stance.REJECTS
    if act is Act.SUPPORTS:
        return Act.OPPOSES, Stance.REJECTS
    return act, Stance.UNCOMMITTED


def _act_of_content(parsed: ParsedDocument, attribution: Attribution) -> tuple[Act, Stance]:
    """Tell what a plain 'said' does by what is said: a demand ('must', 'should', an imperative) or a question."""
    act, stance = attribution.sense.act, attribution.sense.stance
    if attribution.head is None or not attribution.contents:
        return act, stance
    head = parsed.doc[attribution.head]
    text = parsed.document.text[attribution.contents[-1][0] : attribution.contents[-1][1]].rstrip("\"”' ")
    if attribution.rule.startswith("quotation") and text.endswith("?"):
        return Act.ASKS, Stance.UNCOMMITTED
    obliged = any(c.lower_ in ("must", "should", "ought") for c in children(head, "aux"))
    if obliged and not _is_inferred(head):
        return Act.DEMANDS, Stance.UNCOMMITTED
    bare = head.tag_ == "VB" and head.pos_ in ("VERB", "AUX") and child(head, "aux") is None
    doer = child(head, "nsubj", "nsubjpass")
    if bare and (
        (doer is None and parsed.quoted[head.i] >= 0) or (doer is not None and child(head, "mark") is not None)
    ):
        return Act.DEMANDS, Stance.UNCOMMITTED
    return act, stance


def _is_inferred(verb: Token) -> bool:
    """Tell 'must have sunk', a conclusion, from 'must be repaired', a demand."""
    return verb.tag_ == "VBN" and any(c.lower_ == "have" for c in children(verb, "aux"))


def content_qualifiers(parsed: ParsedDocument, attribution: Attribution, stance: Stance) -> tuple[Polarity, Certainty]:
    """Find polarity and certainty of a content, as the content itself and the cue put it.

    What the cue says of certainty ('believes': probable) counts for those who hold the content, not for who rejects it.
    """
    polarity, certainty = Polarity.POSITIVE, Certainty.UNSPECIFIED
    if attribution.head is not None:
        head = parsed.doc[attribution.head]
        polarity, certainty = _own(head)
        if is_infinitive(head) or attribution.sense.act in (Act.DEMANDS, Act.ASKS, Act.INTENDS, Act.PROMISES):
            certainty = weaker(certainty, Certainty.UNSPECIFIED)
        if asks_whether(head):
            certainty = Certainty.UNSPECIFIED
        if attribution.sense.act is Act.ASKS or sentence_text(head).rstrip("\"”' \n").endswith("?"):
            certainty = Certainty.UNSPECIFIED
    elif attribution.contents:
        first = parsed.token_at(attribution.contents[0][0])
        if first.lower_ in ("no", "neither", "none"):
            polarity = Polarity.NEGATIVE
    if attribution.sense.certainty is not None and stance is attribution.sense.stance:
        certainty = (
            attribution.sense.certainty
            if certainty is Certainty.CERTAIN
            else weaker(certainty, attribution.sense.certainty)
        )
    return polarity, certainty


def clause_qualifiers(token: Token, *, root: int | None = None) -> tuple[Polarity, Certainty]:
    """Find polarity and certainty of what a clause says, from the clause and from all that governs it.

    Args:
        token: The verb, adjective or noun that the clause is about.
        root: The token at which to stop climbing: the head of the content that the clause stands in.
    """
    polarity, certainty = _own(token)
    if _is_either(token):
        certainty = weaker(certainty, Certainty.UNSPECIFIED)  # 'paid the rebels or bribed the judge': one of the two
    below = token
    for _ in range(_DEEP):
        if below.i == root or below.head == below:
            return polarity, weaker(certainty, mood(below))
        above = below.head
        certainty = weaker(certainty, _link(below, above))
        if below.dep_ == "xcomp" and is_infinitive(below):
            if above.lemma_ in lexicon.words("negative_implicative"):
                polarity = _flip(polarity)
            if _is_negated(above):
                polarity = _flip(polarity)
        elif (
            below.dep_ in ("conj", "xcomp", "pcomp")
            and _is_negated(above)
            and not _is_negated(below)
            and child(below, "nsubj") is None
            and not (below.dep_ == "conj" and below.tag_ in ("VBD", "VBZ", "VBP"))
        ):  # 'was not invited but left': a finite verb of its own is not denied with the one before
            polarity = _flip(polarity) if polarity is Polarity.POSITIVE else polarity
        shared = below.dep_ == "conj" and child(below, "nsubj", "nsubjpass") is None
        if above.pos_ in ("VERB", "AUX") and (shared or below.dep_ in _IN_SCOPE):
            certainty = weaker(certainty, _own(above)[1])
        below = above
    return polarity, Certainty.UNSPECIFIED


def is_hedged(noun: Token) -> bool:
    """Tell whether a noun is not vouched for: 'the alleged ringleader', 'so-called experts'."""
    hedges = lexicon.words("hedge_adjective")
    for c in children(noun, "amod", "advmod", "compound", "det", "nmod", "neg"):
        if c.lower_ in hedges or c.lower_ in ("not", "no", "never"):
            return True
        if c.lower_ == "called" and any(x.lower_ == "so" for x in children(c)):
            return True
    before = noun.doc[noun.left_edge.i - 1] if noun.left_edge.i else None
    return before is not None and before.lower_ in hedges and before.dep_ in ("amod", "advmod", "compound")


# -- pieces


def _flip(polarity: Polarity) -> Polarity:
    return Polarity.NEGATIVE if polarity is Polarity.POSITIVE else Polarity.POSITIVE


def _is_negated(token: Token) -> bool:
    if negation(token) is not None or _is_fronted_negation(token):
        return True
    first = governor(token)
    finite = token.tag_ in ("VBD", "VBZ", "VBP")  # 'was not invited but left'
    if first != token and not finite and child(token, "nsubj", "nsubjpass", "aux") is None:
        return negation(first) is not None and token.lemma_ != "be"
    return False


def _is_fronted_negation(verb: Token) -> bool:
    """Tell a negation by the word order that it forces: 'Under no circumstances does she …', 'Little did he …'."""
    did = next((c for c in children(verb, "aux") if c.lemma_ == "do"), None)
    doer = child(verb, "nsubj", "nsubjpass") if did is not None else None
    if did is None or doer is None or did.i > doer.i or did.i == sentence_start(did):
        return False
    if is_question(verb):
        return False
    front = {t.lower_ for t in verb.doc[sentence_start(verb) : did.i]}
    return not front & {"only", "so", "such", "more", "what", "why", "how", "when", "where", "who", "which"}


def _is_unrealised(verb: Token) -> bool:
    """Tell whether a verb is only wanted, possible or to come: 'to denounce', 'might propose', 'will announce'."""
    if any(c.tag_ == "MD" for c in children(verb, "aux")):
        return True
    if any(c.lower_ in ("if", "unless", "whether") for c in children(verb, "mark")):
        return True
    if verb.dep_ == "ROOT" and is_question(verb) and is_inverted(verb, ("did", "do", "does")):
        return True
    if verb.dep_ == "pcomp" and verb.head.lower_ in lexicon.words("before_unrealised"):
        return True
    done = lexicon.words("implicative")
    return is_infinitive(verb) and verb.dep_ != "ROOT" and verb.head.lemma_ not in done


def _own(verb: Token) -> tuple[Polarity, Certainty]:
    """Find polarity and certainty from a verb's own auxiliaries, adverbs, subject and object."""
    polarity = Polarity.NEGATIVE if _is_negated(verb) else Polarity.POSITIVE
    certainty, hedge = Certainty.CERTAIN, Certainty.CERTAIN
    first = governor(verb)
    shared = children(first, "aux") if first != verb and not has_child(verb, "aux", "nsubj") else []
    for c in (*children(verb), *shared):
        word = c.lower_
        if c.dep_ == "aux" and c.tag_ in ("VBP", "VBZ", "VBD") and c.lemma_ not in ("be", "have", "do", "get"):
            certainty = weaker(certainty, Certainty.UNSPECIFIED)  # 'whom prosecutors believe bribed …'
        elif c.dep_ == "aux" and c.tag_ == "MD":
            if word in lexicon.words("modal_possible"):
                certainty = weaker(certainty, Certainty.POSSIBLE)
            elif word == "must" and _is_inferred(verb):
                certainty = weaker(certainty, Certainty.PROBABLE)
            elif word in lexicon.words("modal_future") or word in lexicon.words("modal_necessary"):
                certainty = weaker(certainty, Certainty.UNSPECIFIED)
        elif c.dep_ in ("advmod", "npadvmod", "prep", "acomp"):
            if word in lexicon.words("hedge_possible"):
                hedge = weaker(hedge, Certainty.POSSIBLE)
            elif word in lexicon.words("hedge_probable"):
                hedge = weaker(hedge, Certainty.PROBABLE)
            elif word in lexicon.words("counterfactual") or (word == "longer" and negation(c) is not None):
                polarity = Polarity.NEGATIVE
        elif c.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and (
            c.lower_ in ("nobody", "none", "nothing", "neither")
            or any(x.lower_ in ("no", "neither", "few", "none") for x in children(c, "det", "amod", "preconj", "neg"))
        ):
            polarity = Polarity.NEGATIVE
    if verb.lemma_ in lexicon.words("negative_implicative") and child(verb, "xcomp") is not None:
        polarity = _flip(polarity)
    if verb.lemma_ in lexicon.words("raising") and has_child(verb, "xcomp", "oprd", "acomp", "ccomp"):
        certainty = weaker(certainty, Certainty.PROBABLE)
    if verb.pos_ == "AUX" and child(verb, "xcomp") is not None and verb.lemma_ in ("be", "have"):
        certainty = weaker(certainty, Certainty.UNSPECIFIED)  # 'is to meet', 'had yet to fix'
    if verb.lemma_ == "go" and verb.tag_ == "VBG" and child(verb, "xcomp") is not None:
        certainty = weaker(certainty, Certainty.UNSPECIFIED)
    if (
        verb.pos_ in ("VERB", "AUX")
        and verb.tag_ == "VB"
        and not has_child(verb, "aux")
        and verb.dep_ in ("ROOT", "conj", "ccomp")
    ):
        first = governor(verb)
        if first == verb or not has_child(first, "aux"):
            certainty = Certainty.UNSPECIFIED  # an imperative, or 'demanded that he go'
    # 'would probably sail' is probable: the hedge says more than the future.
    return polarity, hedge if hedge is not Certainty.CERTAIN and certainty is Certainty.UNSPECIFIED else weaker(
        certainty, hedge
    )


def _is_either(verb: Token) -> bool:
    """Tell whether a verb is one arm of an 'or'."""
    arms = [verb, verb.head] if verb.dep_ == "conj" else [verb]
    return any(
        (c.dep_ == "cc" and c.lower_ == "or" and any(x.pos_ in ("VERB", "AUX") for x in children(arm, "conj")))
        or (c.dep_ == "preconj" and c.lower_ == "either")
        for arm in arms
        if arm.pos_ in ("VERB", "AUX")
        for c in children(arm, "cc", "preconj")
    )


def _link(below: Token, above: Token) -> Certainty:
    """Tell how certain a clause remains under what governs it."""
    conditions = lexicon.words("condition")
    if any(c.lower_ in conditions for c in children(below, "mark", "advmod")) or is_inverted(below):
        return Certainty.UNSPECIFIED
    if below.dep_ in ("advcl", "pcomp", "ccomp", "acl") and holds(opening(below), lexicon.words("condition_phrase")):
        return Certainty.UNSPECIFIED
    if below.dep_ in ("ccomp", "csubj", "csubjpass") and below.pos_ in ("VERB", "AUX"):
        # A clause that something is said, thought or felt of: only a claim could vouch for it.
        return Certainty.UNSPECIFIED if above.pos_ in ("VERB", "AUX", "ADJ", "NOUN") else Certainty.CERTAIN
    if below.dep_ == "xcomp" and below.pos_ in ("VERB", "AUX"):
        known = above.lemma_ in lexicon.words("implicative") or above.lemma_ in lexicon.words("negative_implicative")
        if known or (above.lemma_ in lexicon.words("raising")):
            return Certainty.CERTAIN if known else Certainty.PROBABLE
        return Certainty.UNSPECIFIED
    if below.dep_ == "acl" and below.pos_ in ("VERB", "AUX"):
        if below.tag_ in ("VBG", "VBN") and child(below, "aux", "mark", "nsubj", "nsubjpass") is None:
            return Certainty.CERTAIN
        return Certainty.UNSPECIFIED  # 'a plan to …', 'the claim that …'
    if below.dep_ in ("advcl", "parataxis", "dep") and is_infinitive(below):
        return Certainty.UNSPECIFIED  # a purpose
    if below.dep_ in ("conj", "dep", "advcl") and holds(opening(below), lexicon.words("let_alone")):
        return Certainty.UNSPECIFIED
    if below.dep_ in ("relcl", "acl", "appos", "ccomp") and is_imagined(below, above):
        return Certainty.UNSPECIFIED  # 'plays a man who murders', 'under which Norway pays'
    if below.dep_ == "relcl" and is_hedged(above):
        return Certainty.POSSIBLE  # 'the alleged deal in which …': what may not be, may not have happened
    if below.dep_ == "relcl" and (child(below, "mark") is not None or is_infinitive(below)):
        return Certainty.UNSPECIFIED
    if below.dep_ == "pcomp" and above.lower_ in lexicon.words("before_unvouched"):
        return Certainty.UNSPECIFIED  # 'without meeting him', 'accused of killing', 'the idea of leaving'
    if below.dep_ == "prep" and below.lower_ in ("without", "instead"):
        return Certainty.UNSPECIFIED
    if below.dep_ == "advcl" and any(c.lower_ in ("before", "as") for c in children(below, "mark")):
        like = any(c.lower_ in ("if", "though") for c in children(below))
        return Certainty.UNSPECIFIED if like else Certainty.CERTAIN
    return Certainty.CERTAIN
