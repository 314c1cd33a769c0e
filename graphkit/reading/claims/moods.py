"""Find the mood of a sentence: whether it states anything, or is a question, a wish, a fiction, a plan or hearsay."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Certainty
from graphkit.reading.grammar.syntax import child, children, has_child, sentence_start, sentence_text

__all__ = ["has_phrase", "is_bygone", "is_imagined", "is_inverted", "is_question", "is_undone", "mood", "opening"]


def mood(root: Token) -> Certainty:
    """Return how certain a sentence leaves its main clause, by its mood."""
    if is_question(root):
        return Certainty.UNSPECIFIED
    if root.pos_ in ("VERB", "AUX") and root.tag_ == "VB" and child(root, "nsubj", "nsubjpass") is None:
        return Certainty.UNSPECIFIED
    fiction, plan = lexicon.words("fiction"), lexicon.words("plan_noun")
    conditional, so = lexicon.grammar("conditional_conjunction"), lexicon.grammar("reporting_so")
    for prep in children(root, "prep"):
        inner = child(prep, "pobj")
        if (
            prep.lower_ in lexicon.grammar("fiction_preposition")
            and inner is not None
            and inner.lemma_.lower() in fiction
        ):
            return Certainty.UNSPECIFIED
        if prep.lower_ in lexicon.grammar("plan_preposition") and inner is not None and inner.lemma_.lower() in plan:
            return Certainty.UNSPECIFIED  # 'Under the plan, Norway pays'
    if any(m.lower_ in conditional for c in children(root, "advcl") for m in children(c, "mark")):
        return Certainty.UNSPECIFIED  # 'X does it if Y …'
    words = opening(root)
    if has_phrase(words, lexicon.grammar("condition_phrase")):
        return Certainty.UNSPECIFIED
    if has_phrase(words, lexicon.words("hedge_phrase")):
        return Certainty.PROBABLE
    if is_inverted(root) and sentence_text(root).rstrip().endswith("."):
        return Certainty.UNSPECIFIED
    for c in children(root, "conj", "advcl", "parataxis"):
        if c.i > root.i and any(x.lower_ in so for x in children(c, "advmod", "mark")) and _says(c):
            return Certainty.UNSPECIFIED  # 'or so the prosecutors claim'
    for c in children(root, "parataxis", "nsubj"):
        if any(_is_hearsay(x) for x in (c, *children(c, "parataxis"))):
            return Certainty.UNSPECIFIED  # 'so the rumour goes'
    for c in children(root, "advcl", "npadvmod", "dep"):
        if c.lemma_ in lexicon.words("hearsay_opening") and c.i < root.i:
            return Certainty.UNSPECIFIED  # 'to hear her tell it', 'the way she sees it'
    return Certainty.CERTAIN


def is_question(token: Token) -> bool:
    """Check whether a token's sentence is a question."""
    return sentence_text(token).rstrip("\"”' \n\t)").endswith("?")


def is_inverted(verb: Token, by: str = "inverted_conditional") -> bool:
    """Check whether an auxiliary precedes the subject of a clause: 'Had she met him, …', 'Did she say …'.

    Args:
        verb: The verb of the clause.
        by: The group of grammar.tsv with the auxiliaries.
    """
    subj = child(verb, "nsubj", "nsubjpass")
    auxiliary = next((c for c in children(verb, "aux", "auxpass") if c.lower_ in lexicon.grammar(by)), None)
    return subj is not None and auxiliary is not None and auxiliary.i < subj.i


def is_imagined(below: Token, above: Token) -> bool:
    """Check whether a clause describes a role in a play, something imagined, an inscription, or a plan."""
    if above.lemma_.lower() in lexicon.words("inscription"):
        return True
    if above.head.lemma_.lower() in lexicon.words("imagining_verb") and above.dep_ in ("dobj", "pobj", "ccomp"):
        return True
    if above.dep_ == "pobj" and above.head.head.lemma_.lower() in lexicon.words("imagining_verb"):
        return True
    preposition = lexicon.grammar("plan_preposition")
    planned = any(c.lower_ in preposition and has_child(c, "pobj") for c in children(below, "prep"))
    return planned and below.dep_ == "relcl" and below.tag_ not in ("VBD", "VBN")


def opening(verb: Token) -> str:
    """Return the last words of a clause before its verb, with a space at either end."""
    start = max(sentence_start(verb), verb.left_edge.i - 3)
    return f" {' '.join([t.lower_ for t in verb.doc[start : verb.i]])} "


def has_phrase(words: str, phrases: frozenset[str]) -> bool:
    """Check whether words contain one of several phrases: 'as long as', 'in case'."""
    return any(f" {phrase} " in words for phrase in phrases)


def _says(verb: Token) -> bool:
    return (verb.lemma_.lower(), "verb") in lexicon.cues()


def _is_hearsay(verb: Token) -> bool:
    """Check whether a clause reports hearsay: 'so the rumour goes', 'rumour has it'."""
    subj = child(verb, "nsubj")
    hearsay = verb.lemma_ in lexicon.words("hearsay_verb")
    return hearsay and subj is not None and (subj.lemma_.lower(), "noun") in lexicon.cues()


def is_undone(verb: Token) -> bool:
    """Check whether somebody nearly did something, or only leans to it: 'all but accused her', 'toward backing her'."""
    marks = lexicon.sequence("near_miss")
    before = tuple(t.lower_ for t in verb.doc[max(0, verb.i - len(marks)) : verb.i])
    return before == marks or (verb.dep_ == "pcomp" and verb.head.lower_ in lexicon.grammar("inclining_preposition"))


def is_bygone(verb: Token) -> bool:
    """Check whether something was so before, and is so no longer as far as is told: 'had previously backed her'."""
    had = any(c.tag_ == "VBD" and c.lemma_ in lexicon.grammar("perfect_auxiliary") for c in children(verb, "aux"))
    return had and any(c.lower_ in lexicon.grammar("bygone_adverb") for c in children(verb, "advmod"))
