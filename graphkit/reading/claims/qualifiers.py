"""Find the polarity and certainty of clauses and contents.

The two axes follow FactBank (Saurí and Pustejovsky, 2009): polarity, and certainty. What is only wanted, asked,
supposed, predicted or imagined is never certain; when in doubt it is 'unspecified', since an uncertain clause must not
become a plain edge.
"""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Act, Certainty, Polarity, Stance
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.contexts import leaves_a_fact, links_as_a_fact
from graphkit.reading.claims.moods import (
    has_phrase,
    is_bygone,
    is_imagined,
    is_inverted,
    is_question,
    is_undone,
    mood,
    opening,
)
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

__all__ = ["clause_qualifiers", "content_qualifiers", "is_hedged", "is_inferred", "is_negated", "weaker"]

_ORDER = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNSPECIFIED)
_IN_SCOPE = ("xcomp", "ccomp", "pcomp", "prep", "pobj", "acomp", "attr", "dobj")
"""Dependents in the scope of their governor's modality; relative and adverbial clauses are not."""
_DEEP = 40
"""The most governors that are followed; a deeper clause is not certain."""


def weaker(a: Certainty, b: Certainty) -> Certainty:
    """Return the less certain of two."""
    return max(a, b, key=_ORDER.index)


def is_inferred(verb: Token) -> bool:
    """Check whether a modal is epistemic: 'must have sunk' is a conclusion, 'must be repaired' a demand."""
    return verb.tag_ == "VBN" and any(c.lower_ in lexicon.grammar("perfect_auxiliary") for c in children(verb, "aux"))


def content_qualifiers(
    parsed: ParsedDocument, attribution: Attribution, act: Act, stance: Stance
) -> tuple[Polarity, Certainty]:
    """Return polarity and certainty of a content, from the content itself and the cue.

    The certainty of the cue ('believes': probable) counts where the source takes the stance of the cue's sense.
    """
    asserted = act is Act.ASSERTS and stance is Stance.AFFIRMS
    polarity, certainty = Polarity.POSITIVE, Certainty.UNSPECIFIED
    if attribution.head is not None:
        head = parsed.doc[attribution.head]
        # 'said the dam would hold' is put as certain, 'said it would hold if the rain stopped' is not
        future = Certainty.UNSPECIFIED if _has_condition(head) else Certainty.CERTAIN
        polarity, certainty = _own(head, future=future, in_content=True)
        if head.lemma_ in lexicon.grammar("permissive_verb") and head.tag_ == "VB":
            if any(is_negated(urged) for urged in children(head, "ccomp", "xcomp")):
                polarity = Polarity.NEGATIVE  # 'Let's not build another one'
        if asserted and certainty is Certainty.UNSPECIFIED and _is_quoted_sentence(parsed, head):
            certainty = Certainty.CERTAIN  # 'If we fold, everybody will know,' she said
        plan = (
            attribution.sense.act in (Act.SUPPORTS, Act.OPPOSES) and head.tag_ == "VBG" and not has_child(head, "aux")
        )
        if (
            plan
            or (act is Act.DEMANDS and attribution.lemma in lexicon.words("subjunctive_verb"))
            or is_infinitive(head)
            or attribution.sense.act in (Act.DEMANDS, Act.ASKS, Act.INTENDS, Act.PROMISES)
        ):
            certainty = weaker(certainty, Certainty.UNSPECIFIED)
        if asks_whether(head):
            certainty = Certainty.UNSPECIFIED
        if attribution.sense.act is Act.ASKS or sentence_text(head).rstrip("\"”' \n").endswith("?"):
            certainty = Certainty.UNSPECIFIED
    elif attribution.contents:
        first = parsed.token_at(attribution.contents[0][0])
        if first.lower_ in lexicon.grammar("negative_opening"):
            polarity = Polarity.NEGATIVE
        named = attribution.lemma in lexicon.construction("naming_verb")
        if asserted and (named or attribution.rule == "figure" or parsed.quoted[first.i] >= 0):
            certainty = Certainty.CERTAIN  # 'called the plan a sham', 'put the toll at 60'
    if attribution.sense.certainty is not None and stance is attribution.sense.stance:
        certainty = (
            attribution.sense.certainty
            if certainty is Certainty.CERTAIN
            else weaker(certainty, attribution.sense.certainty)
        )
    return polarity, certainty


def clause_qualifiers(token: Token, *, root: int | None = None) -> tuple[Polarity, Certainty]:
    """Return polarity and certainty of a clause, from the clause and its governors.

    Args:
        token: The predicate of the clause: a verb, adjective or noun.
        root: The last governor to follow: the head of the content that contains the clause.
    """
    polarity, certainty = _own(token)
    if _is_either(token):
        certainty = weaker(certainty, Certainty.UNSPECIFIED)  # 'paid the rebels or bribed the judge': one of the two
    below = token
    came: Token | None = None
    for _ in range(_DEEP):
        if below.i == root or below.head == below:
            if root is None and certainty is Certainty.CERTAIN and not _is_left_a_fact(below, came):
                certainty = Certainty.UNSPECIFIED
            return polarity, weaker(certainty, mood(below))
        above = below.head
        certainty = weaker(certainty, _link(below, above))
        if root is None and certainty is Certainty.CERTAIN:
            safe = _is_left_a_fact(below, came) and links_as_a_fact(below, above)
            certainty = Certainty.CERTAIN if safe else Certainty.UNSPECIFIED
        if below.dep_ == "xcomp" and is_infinitive(below):
            if above.lemma_ in lexicon.words("negative_implicative_verb"):
                polarity = _flip(polarity)
            if is_negated(above):
                polarity = _flip(polarity)
        elif (
            below.dep_ in ("conj", "xcomp", "pcomp")
            and is_negated(above)
            and not is_negated(below)
            and child(below, "nsubj") is None
            and not (below.dep_ == "conj" and below.tag_ in ("VBD", "VBZ", "VBP"))
        ):  # 'was not invited but left': the negation has no scope over a finite conjunct
            polarity = _flip(polarity) if polarity is Polarity.POSITIVE else polarity
        shared = below.dep_ == "conj" and child(below, "nsubj", "nsubjpass") is None
        if above.pos_ in ("VERB", "AUX") and (shared or below.dep_ in _IN_SCOPE):
            certainty = weaker(certainty, _own(above)[1])
        below, came = above, below
    return polarity, Certainty.UNSPECIFIED


def _is_left_a_fact(token: Token, within: Token | None) -> bool:
    return token.pos_ not in ("VERB", "AUX") or leaves_a_fact(token, within)


def is_hedged(noun: Token) -> bool:
    """Check whether a noun is hedged: 'the alleged ringleader', 'so-called experts'."""
    hedges = lexicon.words("hedge_adjective")
    for c in children(noun, "amod", "advmod", "compound", "det", "nmod", "neg"):
        if c.lower_ in hedges or c.lower_ in lexicon.grammar("negated_description"):
            return True
        if c.lower_ in lexicon.grammar("unvouched_participle"):
            if any(x.lower_ in lexicon.grammar("unvouched_adverb") for x in c.children):
                return True
    if _is_as_seen(noun):
        return True  # 'Crewe, by his own account the founder of …'
    words = noun.doc.cut(noun.left_edge.i, noun.i + 1).text.lower()
    if "-" in words and any(hedge in words for hedge in hedges if "-" in hedge):
        return True  # 'the would-be buyer', which the parser splits
    before = noun.doc[noun.left_edge.i - 1] if noun.left_edge.i else None
    return before is not None and before.lower_ in hedges and before.dep_ in ("amod", "advmod", "compound")


def _is_as_seen(noun: Token) -> bool:
    """Check whether a phrase right before a noun tells in whose eyes, or by whose account, it is one."""
    for i in range(noun.i - 1, max(-1, noun.i - 9), -1):
        token = noun.doc[i]
        if token.is_punct or token.pos_ in ("VERB", "AUX"):
            return False
        if token.lower_ in lexicon.contexts("view_noun") and token.dep_ == "pobj":
            return not token.is_ancestor(noun)  # 'in the words of the prosecutor' says whose words they are
    return False


def _flip(polarity: Polarity) -> Polarity:
    return Polarity.NEGATIVE if polarity is Polarity.POSITIVE else Polarity.POSITIVE


def is_negated(token: Token) -> bool:
    """Check whether a verb is negated, by itself or with the conjunct before it."""
    if negation(token) is not None or _is_fronted_negation(token) or _is_unfulfilled(token):
        return True
    first = governor(token)
    negative = lexicon.grammar("negative_conjunction")
    if first != token and any(c.lower_ in negative and c.i < token.i for c in children(first, "cc")):
        return True  # 'neither confirmed nor denied it'
    finite = token.tag_ in ("VBD", "VBZ", "VBP")  # 'was not invited but left'
    if first != token and not finite and child(token, "nsubj", "nsubjpass", "aux") is None:
        return negation(first) is not None and token.lemma_ not in lexicon.grammar("copula")
    return False


def _is_unfulfilled(verb: Token) -> bool:
    """Check whether what stands below 'have' or 'be' has not happened: 'had yet to fix it', 'is yet to be seen'."""
    below = child(verb, "xcomp") if verb.lemma_ in lexicon.grammar("obligation_auxiliary") else None
    if below is None or not is_infinitive(below):
        return False
    adverbs = lexicon.grammar("unfulfilled_adverb")
    return any(c.lower_ in adverbs and c.i < below.i for c in (*children(verb, "advmod"), *children(below, "advmod")))


def _is_fronted_negation(verb: Token) -> bool:
    """Check whether inversion shows a negation before it: 'Under no circumstances does she …', 'Little did he …'."""
    did = next((c for c in children(verb, "aux") if c.lemma_ in lexicon.grammar("do_support")), None)
    subj = child(verb, "nsubj", "nsubjpass") if did is not None else None
    if did is None or subj is None or did.i > subj.i or did.i == sentence_start(did):
        return False
    if is_question(verb):
        return False
    front = {t.lower_ for t in verb.doc[sentence_start(verb) : did.i]}
    return front.isdisjoint(lexicon.grammar("plain_fronting"))


def _own(
    verb: Token, *, future: Certainty = Certainty.UNSPECIFIED, in_content: bool = False
) -> tuple[Polarity, Certainty]:
    """Return polarity and certainty by a verb's own auxiliaries, adverbs, subject and object.

    Args:
        verb: The verb.
        future: How certain a future is put.
        in_content: Whether it heads a content, which is not negated where it says that somebody refused or failed to.
    """
    polarity = Polarity.NEGATIVE if is_negated(verb) else Polarity.POSITIVE
    apart = is_undone(verb) or (is_bygone(verb) and not in_content)
    certainty = Certainty.UNSPECIFIED if apart else Certainty.CERTAIN
    hedge = Certainty.CERTAIN
    first = governor(verb)
    shared = children(first, "aux") if first != verb and not has_child(verb, "aux", "nsubj") else []
    for c in (*children(verb), *shared):
        word = c.lower_
        if c.dep_ == "aux" and c.tag_ in ("VBP", "VBZ", "VBD") and c.lemma_ not in lexicon.grammar("auxiliary_verb"):
            certainty = weaker(certainty, Certainty.UNSPECIFIED)  # 'whom prosecutors believe bribed …'
        elif c.dep_ == "aux" and c.tag_ == "MD":
            if in_content and _is_of_ability(word, verb):
                pass  # 'You cannot fact-check a fainting child' is put as certain, as is 'They can look at every pipe'
            elif word in lexicon.grammar("modal_possible"):
                certainty = weaker(certainty, Certainty.POSSIBLE)
            elif word in lexicon.grammar("inference_modal") and is_inferred(verb):
                certainty = weaker(certainty, Certainty.PROBABLE)
            elif word in lexicon.grammar("modal_future"):
                certainty = weaker(certainty, future)
            elif word in lexicon.grammar("modal_necessary"):
                certainty = weaker(certainty, Certainty.UNSPECIFIED)
        elif c.dep_ in ("advmod", "npadvmod", "prep", "acomp"):
            if word in lexicon.words("hedge_possible"):
                hedge = weaker(hedge, Certainty.POSSIBLE)
            elif word in lexicon.words("hedge_probable"):
                hedge = weaker(hedge, Certainty.PROBABLE)
            elif (
                word in lexicon.words("counterfactual_adverb")
                or (word in lexicon.grammar("cessation_adverb") and negation(c) is not None)
                or _is_never(c)
            ):
                polarity = Polarity.NEGATIVE
        elif c.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and (
            _is_not_one(c)
            or c.lower_ in lexicon.grammar("negative_pronoun")
            or any(
                x.lower_ in lexicon.grammar("negative_quantifier") and not _is_excess(x)
                for x in (*children(c, "det", "amod", "preconj", "neg"), c.left_edge)
                if x != c
            )
        ):
            polarity = Polarity.NEGATIVE
    implicative = verb.lemma_ in lexicon.words("negative_implicative_verb") and child(verb, "xcomp") is not None
    if implicative and not in_content:
        polarity = _flip(polarity)
    if verb.lemma_ in lexicon.words("raising_verb") and has_child(verb, "xcomp", "oprd", "acomp", "ccomp"):
        certainty = weaker(certainty, Certainty.PROBABLE)
    if (
        verb.pos_ == "AUX"
        and child(verb, "xcomp") is not None
        and verb.lemma_ in lexicon.grammar("obligation_auxiliary")
        and not _is_unfulfilled(verb)
    ):
        certainty = weaker(certainty, Certainty.UNSPECIFIED)  # 'is to meet'
    if verb.lemma_ in lexicon.grammar("future_verb") and verb.tag_ == "VBG" and child(verb, "xcomp") is not None:
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


def _is_excess(quantifier: Token) -> bool:
    """Check whether a small number is told of, and nothing denied: 'there are too few inspectors'."""
    return any(c.lower_ in lexicon.grammar("excess_adverb") for c in children(quantifier, "advmod"))


def _is_never(prep: Token) -> bool:
    """Check whether a phrase negates its clause: 'at no time', 'in no way', but not 'with no warning'."""
    noun = child(prep, "pobj") if prep.dep_ == "prep" else None
    return noun is not None and noun.lemma_ in lexicon.words("negating_noun") and negation(noun) is not None


def _is_not_one(noun: Token) -> bool:
    """Check whether an argument is denied to be even one: 'not a cent', 'not one of them'."""
    denied = next((c for c in children(noun, "neg") if c.i < noun.i or c.i == noun.i - 1), None)
    return denied is not None and denied.nbor().lower_ in lexicon.grammar("single_determiner")


def _is_of_ability(modal: str, verb: Token) -> bool:
    return modal in lexicon.grammar("modal_of_present_ability") or (
        modal in lexicon.grammar("modal_of_ability") and negation(verb) is not None
    )


def _is_quoted_sentence(parsed: ParsedDocument, head: Token) -> bool:
    """Check whether a clause is word for word its speaker's, and neither an order nor a question."""
    return parsed.quoted[head.i] >= 0 and not is_question(head) and (head.tag_ != "VB" or has_child(head, "aux"))


def _is_either(verb: Token) -> bool:
    """Check whether a verb is a disjunct of 'or'."""
    either, disjunction = lexicon.grammar("disjunctive_correlative"), lexicon.grammar("disjunctive_conjunction")
    arms = [verb, verb.head] if verb.dep_ == "conj" else [verb]
    return any(
        (c.dep_ == "cc" and c.lower_ in disjunction and any(x.pos_ in ("VERB", "AUX") for x in children(arm, "conj")))
        or (c.dep_ == "preconj" and c.lower_ in either)
        for arm in arms
        if arm.pos_ in ("VERB", "AUX")
        for c in children(arm, "cc", "preconj")
    )


def _has_condition(verb: Token) -> bool:
    """Check whether a clause holds only under a condition of its own: 'it would sail if the storm passed'."""
    conjunctions, phrases = lexicon.grammar("conditional_conjunction"), lexicon.grammar("condition_phrase")
    return any(
        is_inverted(c) or any(m.lower_ in conjunctions for m in children(c, "mark")) or has_phrase(opening(c), phrases)
        for c in children(verb, "advcl")
    )


def _is_parted(below: Token, above: Token) -> bool:
    """Check whether a semicolon parts a clause from what the parser takes for its governor."""
    return any(t.text == ";" for t in below.doc[below.i : above.i])


def _link(below: Token, above: Token) -> Certainty:
    """Return how certain a governor leaves a clause."""
    conditions = lexicon.grammar("irrealis_conjunction")
    if any(c.lower_ in conditions for c in children(below, "mark", "advmod")) or is_inverted(below):
        return Certainty.UNSPECIFIED
    if below.dep_ in ("advcl", "pcomp", "ccomp", "acl") and has_phrase(
        opening(below), lexicon.grammar("condition_phrase")
    ):
        return Certainty.UNSPECIFIED
    if below.dep_ == "ccomp" and below.i < above.i and _is_parted(below, above):
        return Certainty.CERTAIN  # 'They married in June; the reception was held at home'
    if below.dep_ in ("ccomp", "csubj", "csubjpass") and below.pos_ in ("VERB", "AUX"):
        # the content of a word of saying, thinking or feeling: only a claim could vouch for it
        return Certainty.UNSPECIFIED if above.pos_ in ("VERB", "AUX", "ADJ", "NOUN") else Certainty.CERTAIN
    if below.dep_ == "xcomp" and below.pos_ in ("VERB", "AUX"):
        known = above.lemma_ in lexicon.words("implicative_verb") or above.lemma_ in lexicon.words(
            "negative_implicative_verb"
        )
        if known or (above.lemma_ in lexicon.words("raising_verb")):
            return Certainty.CERTAIN if known else Certainty.PROBABLE
        return Certainty.UNSPECIFIED
    if below.dep_ == "acl" and below.pos_ in ("VERB", "AUX"):
        if below.tag_ in ("VBG", "VBN") and child(below, "aux", "mark", "nsubj", "nsubjpass") is None:
            return Certainty.CERTAIN
        return Certainty.UNSPECIFIED  # 'a plan to …', 'the claim that …'
    if below.dep_ in ("advcl", "parataxis", "dep") and is_infinitive(below):
        return Certainty.UNSPECIFIED  # a purpose
    if below.dep_ in ("conj", "dep", "advcl") and has_phrase(opening(below), lexicon.grammar("let_alone")):
        return Certainty.UNSPECIFIED
    if below.dep_ in ("relcl", "acl", "appos", "ccomp") and is_imagined(below, above):
        return Certainty.UNSPECIFIED  # 'plays a man who murders', 'under which Norway pays'
    if below.dep_ == "relcl" and is_hedged(above):
        return Certainty.POSSIBLE  # 'the alleged deal in which …'
    if below.dep_ == "relcl" and (child(below, "mark") is not None or is_infinitive(below)):
        return Certainty.UNSPECIFIED
    if below.dep_ == "pcomp" and above.lower_ in lexicon.grammar("nonfactive_preposition"):
        return Certainty.UNSPECIFIED  # 'without meeting him', 'accused of killing', 'the idea of leaving'
    if below.dep_ == "prep" and below.lower_ in lexicon.grammar("privative_preposition"):
        return Certainty.UNSPECIFIED
    if below.dep_ == "advcl" and any(c.lower_ in lexicon.grammar("adverbial_as") for c in children(below, "mark")):
        hypothetical = any(c.lower_ in lexicon.grammar("hypothetical_comparison") for c in children(below))
        return Certainty.UNSPECIFIED if hypothetical else Certainty.CERTAIN
    return Certainty.CERTAIN
