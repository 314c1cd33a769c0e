"""Find cues that nobody's words stand behind: what was never said, only might be, or is asked of whoever reads."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Act
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.frames import cue_of
from graphkit.reading.claims.moods import is_inverted, is_question, is_undone
from graphkit.reading.grammar.syntax import (
    SUBJECTS,
    antecedent,
    child,
    children,
    has_child,
    is_infinitive,
    is_passive,
    sentence_start,
    subject,
)

__all__ = ["is_unsaid"]

_WITH_CLAUSE = frozenset(["clause", "parenthesis", "to-know", "heard", "quoting", "backward"])
"""Rules whose content is a clause: what it says counts, even where it is only supposed that somebody says it."""


def is_unsaid(verb: Token, attribution: Attribution) -> bool:
    """Check whether a verb, as it was read, reports nothing that anybody says, wants or holds.

    Args:
        verb: The cue.
        attribution: How it was read.
    """
    if is_undone(verb) or _is_order(verb) or _is_of_anybody(attribution, verb) or _is_of_hearer(verb):
        return True
    if (
        is_undone(verb)
        or _is_of_sort(verb)
        or _is_gainsaid(verb)
        or _is_not_on_mind(verb, attribution)
        or _is_helped(verb)
    ):
        return True
    if attribution.rule == "raised":
        return _is_leave(verb, attribution) or _is_in_condition(verb) or _may_only(verb)
    if attribution.rule in _WITH_CLAUSE:
        return False
    announced = attribution.rule == "object-passive" and attribution.sense.act is Act.ASSERTS
    if announced and not attribution.sources and _is_beside_the_facts(verb):
        return True
    idle = _is_of_thing(attribution) or attribution.rule == "infinitive"  # 'could agree to work'
    return _never_asked(verb, attribution) or _is_in_condition(verb) or (idle and _may_only(verb))


def _is_order(verb: Token) -> bool:
    """Check whether the article tells its reader to do something: 'Expect the bill to grow', 'Don't blame the dam'."""
    if verb.tag_ != "VB" or verb.dep_ != "ROOT" or has_child(verb, *SUBJECTS):
        return False
    support = lexicon.grammar("do_support")
    return all(c.lemma_ in support for c in children(verb, "aux"))


def _is_of_anybody(attribution: Attribution, verb: Token) -> bool:
    """Check whether the source is whoever does so: 'anyone who refuses to stop', 'any firm that asks for it'."""
    anybody, any_ = lexicon.grammar("anybody"), lexicon.grammar("any_determiner")
    sources = [antecedent(verb.doc[i]) for i in attribution.sources]
    return any(s.lower_ in anybody or any(c.lower_ in any_ for c in children(s, "det")) for s in sources)


def _is_of_hearer(verb: Token) -> bool:
    """Check whether a verb only tells what its hearer might: 'you can't wave it away', 'when you say so'."""
    subj = subject(verb)
    if subj is None or subj.lower_ not in lexicon.grammar("generic_subject"):
        return False
    whenever = lexicon.grammar("simultaneous_conjunction") | lexicon.grammar("conditional_conjunction")
    opened = any(c.lower_ in whenever for c in children(verb, "mark", "advmod"))
    return opened or is_question(verb) or any(c.tag_ == "MD" for c in children(verb, "aux"))


def _is_of_sort(verb: Token) -> bool:
    """Check whether an infinitive names what may be done, and is judged: 'it is rare for a judge to weigh in'."""
    mark, subj = child(verb, "mark"), child(verb, "nsubj", "nsubjpass")
    of_whom = mark is not None and mark.lower_ in lexicon.grammar("infinitive_subject_marker") and subj is not None
    return of_whom and is_infinitive(verb) and verb.head.pos_ in ("ADJ", "AUX", "NOUN")


def _is_gainsaid(verb: Token) -> bool:
    """Check whether the article says that it is not so: 'It is not that the mayor wants a fight'."""
    above = verb.head
    marked = any(c.lower_ in lexicon.grammar("complementiser") for c in children(verb, "mark"))
    copula = verb.dep_ in ("ccomp", "acl") and above.lemma_ in lexicon.grammar("copula") and has_child(above, "neg")
    subj = child(above, "nsubj")
    return marked and copula and subj is not None and subj.lower_ in lexicon.grammar("neuter_subject")


def _is_not_on_mind(verb: Token, attribution: Attribution) -> bool:
    """Check whether nothing is thought of a matter: 'had not thought about selling it'."""
    idle = attribution.rule in ("with-about", "with-of") and verb.lemma_ in lexicon.words("neg_raising_verb")
    return idle and has_child(verb, "neg")


def _is_helped(verb: Token) -> bool:
    """Check whether somebody is only helped to it: 'helped people understand why it broke'."""
    subj = child(verb, "nsubj")
    own = subj is not None and lexicon.pronouns().get(subj.lower_) == lexicon.pronouns()["i"]  # 'let me note that …'
    helped = verb.head.lemma_ in lexicon.words("helping_verb")
    return verb.tag_ == "VB" and verb.dep_ in ("ccomp", "xcomp") and helped and not own


def _is_leave(verb: Token, attribution: Attribution) -> bool:
    """Check whether a passive with an infinitive tells what may or ought to be: 'was allowed to', 'is supposed to'."""
    admits = attribution.sense.act is Act.ACKNOWLEDGES and "to" not in attribution.sense.frames
    return admits or verb.lemma_ in lexicon.words("duty_participle")


def _is_in_condition(verb: Token) -> bool:
    """Check whether a verb stands in a condition: 'if the court rules against it', 'should it brush them aside'.

    What 'we' do in one is what the speaker means to do.
    """
    conditional = lexicon.grammar("conditional_conjunction")
    marked = any(c.lower_ in conditional for c in children(verb, "mark"))
    if verb.dep_ != "advcl" or not (marked or is_inverted(verb)):
        return False
    return not (_is_asked(verb) or _is_own(verb))


def _is_asked(verb: Token) -> bool:
    """Check whether an 'if' opens a question, which the parser can take for a condition: 'when asked if he will go'."""
    before = verb.doc[sentence_start(verb) : verb.left_edge.i]
    last = next((t for t in reversed(list(before)) if t.pos_ == "VERB"), None)
    return last is not None and any(sense.act is Act.ASKS for sense in cue_of(last)[1])


def _is_of_thing(attribution: Attribution) -> bool:
    """Check whether a content is a thing: 'propose a levy', but not 'propose closing the mine', a clause."""
    return attribution.rule.startswith(("object", "with-", "passive-")) and attribution.rule != "object-infinitive"


def _may_only(verb: Token) -> bool:
    """Check whether a verb is only possible or due: 'voters might blame her', 'the town must honour its pledge'.

    What could not be helped, or should not have been, is said all the same; what 'I' must praise, I praise.
    """
    auxiliaries = children(verb, "aux")
    if not any(c.lower_ in lexicon.grammar("modal_of_the_unreal") for c in auxiliaries):
        return False
    done = any(c.lemma_ in lexicon.grammar("perfect_auxiliary") for c in auxiliaries)
    denied = has_child(verb, "neg") and not is_passive(verb)
    return not (done or denied or _is_own(verb))


def _is_own(verb: Token) -> bool:
    subj = subject(verb)
    return subj is not None and subj.lower_ in lexicon.grammar("first_person_subject")


def _never_asked(verb: Token, attribution: Attribution) -> bool:
    """Check whether something was never said or asked for: 'had never asked for leave', 'never reported the theft'."""
    told = attribution.sense.act in (Act.ASSERTS, Act.ASKS, Act.DEMANDS)
    return told and any(c.lower_ in lexicon.grammar("never") for c in children(verb, "neg", "advmod"))


def _is_beside_the_facts(verb: Token) -> bool:
    """Check whether a passive only dates something, or is to come: 'whenever a visit was announced', 'be disclosed'."""
    if verb.dep_ in ("advcl", "relcl"):
        return True
    auxiliaries = children(verb, "aux", "auxpass")
    return any(c.tag_ == "MD" for c in auxiliaries) or (bool(auxiliaries) and auxiliaries[0].tag_ == "VB")
