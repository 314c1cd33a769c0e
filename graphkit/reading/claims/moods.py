"""Tell whether a sentence, or what governs a clause, states anything: no question, wish, play, plan or hearsay."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Certainty
from graphkit.reading.grammar.syntax import child, children, has_child, sentence_start, sentence_text

__all__ = ["holds", "is_imagined", "is_inverted", "is_question", "mood", "opening"]


def mood(root: Token) -> Certainty:
    """Tell whether the sentence as a whole states anything: no question, no wish, no fiction."""
    if is_question(root):
        return Certainty.UNSPECIFIED
    if root.pos_ in ("VERB", "AUX") and root.tag_ == "VB" and child(root, "nsubj", "nsubjpass") is None:
        return Certainty.UNSPECIFIED
    fiction = lexicon.words("fiction")
    for prep in children(root, "prep"):
        inner = child(prep, "pobj")
        if prep.lower_ in ("in", "on") and inner is not None and inner.lemma_.lower() in fiction:
            return Certainty.UNSPECIFIED
        if prep.lower_ == "under" and inner is not None and inner.lemma_.lower() in lexicon.words("plan_noun"):
            return Certainty.UNSPECIFIED  # 'Under the plan, Norway pays'
    if any(m.lower_ in ("if", "unless") for c in children(root, "advcl") for m in children(c, "mark")):
        return Certainty.UNSPECIFIED  # 'X does it if Y …'
    words = opening(root)
    if holds(words, lexicon.words("condition_phrase")):
        return Certainty.UNSPECIFIED
    if holds(words, lexicon.words("hedge_phrase")):
        return Certainty.PROBABLE
    if is_inverted(root) and sentence_text(root).rstrip().endswith("."):
        return Certainty.UNSPECIFIED
    for c in children(root, "conj", "advcl", "parataxis"):
        if c.i > root.i and any(x.lower_ == "so" for x in children(c, "advmod", "mark")) and _says(c):
            return Certainty.UNSPECIFIED  # 'or so the prosecutors claim'
    for c in children(root, "parataxis", "nsubj"):
        if any(_is_hearsay(x) for x in (c, *children(c, "parataxis"))):
            return Certainty.UNSPECIFIED  # 'so the rumour goes'
    for c in children(root, "advcl", "npadvmod", "dep"):
        if c.lemma_ in ("hear", "way") and c.i < root.i:
            return Certainty.UNSPECIFIED  # 'to hear her tell it', 'the way she sees it'
    return Certainty.CERTAIN


def is_question(token: Token) -> bool:
    """Tell whether a token stands in a question."""
    return sentence_text(token).rstrip("\"”' \n\t)").endswith("?")


def is_inverted(verb: Token, by: tuple[str, ...] = ("had", "were", "should")) -> bool:
    """Tell whether a clause puts an auxiliary before its subject: 'Had she met him, …', 'Did she say …'."""
    doer = child(verb, "nsubj", "nsubjpass")
    first = next((c for c in children(verb, "aux", "auxpass") if c.lower_ in by), None)
    return doer is not None and first is not None and first.i < doer.i


def is_imagined(below: Token, above: Token) -> bool:
    """Tell whether a clause tells of a part in a play, an imagined thing, an inscription, or a plan."""
    if above.lemma_.lower() in lexicon.words("inscription"):
        return True
    if above.head.lemma_.lower() in lexicon.words("imagining") and above.dep_ in ("dobj", "pobj", "ccomp"):
        return True
    if above.dep_ == "pobj" and above.head.head.lemma_.lower() in lexicon.words("imagining"):
        return True
    ruled = any(c.lower_ == "under" and has_child(c, "pobj") for c in children(below, "prep"))
    return ruled and below.dep_ == "relcl" and below.tag_ not in ("VBD", "VBN")


def opening(verb: Token) -> str:
    """Find the words with which a clause begins, up to its verb, with a space at either end."""
    start = max(sentence_start(verb), verb.left_edge.i - 3)
    return f" {' '.join([t.lower_ for t in verb.doc[start : verb.i]])} "


def holds(words: str, phrases: frozenset[str]) -> bool:
    """Tell whether one of some phrases stands among words: 'as long as', 'in case'."""
    return any(f" {phrase} " in words for phrase in phrases)


def _says(verb: Token) -> bool:
    return (verb.lemma_.lower(), "verb") in lexicon.cues()


def _is_hearsay(verb: Token) -> bool:
    told = child(verb, "nsubj")
    return verb.lemma_ in ("go", "have") and told is not None and (told.lemma_.lower(), "noun") in lexicon.cues()
