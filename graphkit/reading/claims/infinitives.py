"""Read verbs with an infinitive or a gerund: 'promised to …', 'urged them to …', 'called on them to …'."""

from __future__ import annotations

from dataclasses import replace

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.model import Act
from graphkit.reading.claims.attribution import Attribution, Stretch
from graphkit.reading.claims.endings import remark_behind
from graphkit.reading.claims.frames import attribute, cue_of, extent, is_gerund, sense_for, subtree, to_comma
from graphkit.reading.claims.qualifiers import is_negated
from graphkit.reading.claims.relatives import missing_object
from graphkit.reading.claims.sources import stretch
from graphkit.reading.grammar.syntax import (
    asks_whether,
    child,
    children,
    has_child,
    is_infinitive,
    is_interrogative,
    is_passive,
    negation,
    verb_group,
)

__all__ = [
    "hides_source",
    "is_only_wanted",
    "read_call_on",
    "read_gerund",
    "read_infinitive",
    "read_object_infinitive",
    "read_wish_to_know",
]


def is_only_wanted(verb: Token) -> bool:
    """Check whether what a verb says is only asked of somebody, or refused: 'called on Roe to condemn it'.

    It is part of that claim, and none of its own: nobody has said it.
    """
    head = verb.head
    if _is_passed_over(verb) or _is_mere_addition(verb):
        return True
    if verb.tag_ == "VBG" and head.i < verb.i:
        return _is_left_undone(verb, head)
    if head == verb or head.i > verb.i or not (is_infinitive(verb) or _is_bare(verb)):
        return False
    if head.pos_ == "NOUN" and verb.dep_ in ("acl", "relcl"):
        lemma = head.lemma_.lower()
        wanted = any(sense.act is Act.DEMANDS for sense in lexicon.cues().get((lemma, "noun"), ()))
        return wanted or lemma in lexicon.words("negative_implicative_noun") | lexicon.words("pressing_noun")
    if verb.dep_ not in ("xcomp", "ccomp", "advcl") or head.pos_ not in ("VERB", "AUX"):
        return False
    lemma, senses = cue_of(head)
    if lemma in lexicon.words("negative_implicative_verb"):
        return verb.dep_ == "xcomp"
    demands = [sense for sense in senses if sense.act is Act.DEMANDS]
    prep = child(head, "prep")
    if prep is not None and prep.i < verb.i and sense_for(tuple(demands), f"{prep.lower_}:to") is not None:
        return True  # 'called on her to …'
    own = child(verb, "nsubj", "nsubjpass")
    if lemma not in lexicon.words("permitting_verb") and sense_for(tuple(demands), "obj:to", "np:to", "for") is None:
        return False
    obj = child(head, "dobj", "dative")
    addressed = obj is not None and obj.i < verb.i and verb.dep_ != "advcl"
    return own is not None or is_passive(head) or addressed


def _is_mere_addition(verb: Token) -> bool:
    """Check whether an infinitive only adds something: 'he is too old, not to mention that he lives abroad'."""
    if verb.lemma_ not in lexicon.words("mentioning_verb") or not is_infinitive(verb) or verb.i < 2:
        return False
    return negation(verb) is not None and verb.head != verb and verb.doc[verb.i - 2].dep_ == "neg"


def _is_passed_over(verb: Token) -> bool:
    """Check whether something else was done than a verb tells: 'rather than blame Oslo', 'instead of denying it'."""
    if verb.tag_ not in ("VB", "VBG") or verb.i < 2 or has_child(verb, "nsubj"):
        return False
    first = min([verb, *(c for c in children(verb, "advmod", "neg") if c.i == verb.i - 1)], key=lambda t: t.i).i
    pair = f"{verb.doc[first - 2].lower_} {verb.doc[first - 1].lower_}"
    return first > 1 and pair in lexicon.grammar("passing_over")


def _is_left_undone(gerund: Token, head: Token) -> bool:
    """Check whether a gerund is what was not done: 'stopped short of blaming Oslo', 'left without asking for it'."""
    if gerund.dep_ == "pcomp" and head.lower_ in lexicon.grammar("genitive"):
        return head.head.lower_ in lexicon.words("undone_adverb")
    if gerund.dep_ == "pcomp" and head.lower_ in lexicon.grammar("privative_preposition"):
        return child(gerund, "nsubj") is None
    return gerund.dep_ == "xcomp" and head.lemma_ in lexicon.words("avoiding_verb")


def hides_source(verb: Token) -> bool:
    """Check whether an infinitive only keeps a source unnamed: 'declined to be named', 'declined to give her name'."""
    if is_passive(verb):
        return verb.lemma_ in lexicon.words("source_naming_verb")
    obj = child(verb, "dobj")
    return obj is not None and obj.lemma_.lower() in lexicon.words("own_name") and has_child(obj, "poss")


def _is_bare(verb: Token) -> bool:
    return verb.tag_ == "VB" and not has_child(verb, "aux")


def read_call_on(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'called on China to take steps', 'called for the pier to be closed'."""
    wanted = sense_for(senses, "for")
    for clause in children(verb, "advcl", "ccomp", "xcomp"):
        mark = child(clause, "mark")
        fits = (
            mark is not None and mark.lower_ in lexicon.grammar("infinitive_subject_marker") and is_infinitive(clause)
        )
        if wanted is not None and mark is not None and fits and mark.i > verb.i:
            contents = [extent(verb.doc[mark.i + 1], clause.right_edge)]
            return attribute(verb, lemma, wanted, contents, "for-to", head=clause, through=mark.i)
    for prep in children(verb, "prep"):
        sense = sense_for(senses, f"{prep.lower_}:to")
        target = child(prep, "pobj") or _subject_below(prep)
        if sense is None or target is None or prep.i < verb.i:  # 'On Monday she called on China to …'
            continue
        inner = next(
            (
                c
                for t in (verb, prep, target)
                for c in children(t, "xcomp", "advcl", "ccomp", "acl", "relcl", "pcomp")
                if c.i > target.i and is_infinitive(c)
            ),
            None,
        )
        if inner is not None:
            return attribute(
                verb,
                lemma,
                sense,
                [extent(min(target.left_edge, inner.left_edge, key=lambda t: t.i), inner.right_edge)],
                "on-to",
                head=inner,
                to=(target.i,),
                through=prep.i,
            )
    return None


def _subject_below(prep: Token) -> Token | None:
    """Return whom a demand addresses, taken for the subject of what it demands: 'pleaded with both sides to wait'."""
    inner = child(prep, "pcomp")
    return child(inner, "nsubj") if inner is not None and is_infinitive(inner) else None


def read_object_infinitive(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'urged them to vote', 'wants them to vote', 'was expected to vote'."""
    sense = sense_for(senses, "obj:to")
    addressed = sense is not None
    sense = sense or sense_for(senses, "np:to")
    if sense is None:
        return None
    inner = next((c for c in children(verb, "xcomp", "ccomp", "advcl") if c.i > verb.i and is_infinitive(c)), None)
    if inner is None:
        return None
    own = child(inner, "nsubj", "nsubjpass")
    obj = child(verb, "dobj", "dative")
    if is_passive(verb):
        target = child(verb, "nsubjpass")
        to = (target.i,) if target is not None else ()
        if addressed:
            return attribute(verb, lemma, sense, [subtree(inner)], "object-infinitive", head=inner, to=to)
        return _raised(verb, lemma, senses, inner)
    target = own or (obj if obj is not None and obj.i < inner.i else None)
    if target is not None and any(s.act is Act.ASKS for s in lexicon.cues().get((target.lemma_.lower(), "noun"), ())):
        return None  # 'asked the question to test him'
    if target is None or (target.i < verb.i and is_interrogative(target)):
        return None  # 'would not say who Roe would like to see win'
    start = min(target.left_edge.i, inner.left_edge.i)
    remark = remark_behind(inner)
    cut = remark is not None and remark.pos_ in ("NOUN", "PRON")  # a participle is of whoever is addressed
    last = verb.doc[remark.left_edge.i - 2] if remark is not None and cut else inner.right_edge
    missing = missing_object(inner, verb)
    if missing is not None:  # 'a memo that the owner asked the clerk to find'
        contents = [stretch(missing, verb), extent(target.left_edge, last)]
    else:
        contents = [extent(verb.doc[start], last)]
    if addressed:
        return attribute(verb, lemma, sense, contents, "object-infinitive", head=inner, to=(target.i,))
    return attribute(verb, lemma, sense, contents, "clause-infinitive", head=inner)


def _raised(verb: Token, lemma: str, senses: tuple[Sense, ...], inner: Token) -> Attribution | None:
    """Read a raised subject, 'She is expected to win': the content is 'she … to win', without a source."""
    subj = child(verb, "nsubjpass", "nsubj")
    sense = sense_for(senses, "that", "np:to", "to")
    if sense is None or (sense.act is Act.DEMANDS and is_negated(verb)):
        return None  # 'employers are not required to pay': nobody demands anything
    if lemma in lexicon.words("assuring_verb"):
        return None  # 'is guaranteed to lose': nobody promises it
    contents = [subtree(subj)] if subj is not None else []
    attribution = attribute(verb, lemma, sense, [*contents, subtree(inner)], "raised", head=inner)
    return (
        replace(attribution, sources=(), source_at=())
        if attribution is not None and not is_passive(verb)
        else attribution
    )


def read_wish_to_know(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'wanted to know why …': the content is the question."""
    sense = sense_for(senses, "to:know")
    know = next(
        (c for c in children(verb, "xcomp") if c.i > verb.i and c.lemma_ in lexicon.words("learning_verb")), None
    )
    if sense is None or know is None or is_negated(verb) or is_passive(know):
        return None
    question = next((c for c in children(know, "ccomp") if asks_whether(c) or is_interrogative(c.left_edge)), None)
    if question is None or question.i < know.i:
        return None
    contents = [subtree(question)]
    return attribute(verb, f"{lemma} to {know.lemma_}", sense, contents, "to-know", head=question, through=know.i)


def read_infinitive(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'promised to resign', 'seemed irritated', 'seems like a good idea'."""
    state, resemblance = None, lexicon.grammar("resemblance")
    if lemma in lexicon.words("raising_verb"):
        state = child(verb, "oprd") or next((c for c in children(verb, "prep") if c.lower_ in resemblance), None)
    if state is not None and state.i > verb.i and sense_for(senses, "to") is not None:
        return _raised(verb, lemma, senses, state)
    inner = next((c for c in children(verb, "xcomp") if c.i > verb.i and is_infinitive(c)), None)
    if inner is None or (child(verb, "dobj") is not None and lemma not in lexicon.construction("subject_control")):
        return None
    if is_passive(verb):
        return _raised(verb, lemma, senses, inner)
    if hides_source(inner) and (not is_passive(inner) or lemma in lexicon.words("no_comment_verb")):
        return None
    sense = sense_for(senses, "to")
    if sense is None or (lemma in lexicon.words("conditional_wish_verb") and not _would(verb)):
        return None
    if lemma in lexicon.words("showing_verb"):
        return None  # 'pointed to a vote to say that …'
    if lemma in lexicon.words("raising_verb"):
        return _raised(verb, lemma, senses, inner)
    missing = missing_object(inner, verb)
    if missing is not None:
        # 'the boats that Norway promised to buy'
        whole = [stretch(missing, verb), extent(verb.doc[verb_group(verb)[1] + 1], inner.right_edge)]
        return attribute(verb, lemma, sense, whole, "infinitive", head=inner)
    prep = next((c for c in children(verb, "prep") if verb.i < c.i < inner.i), None)
    asked = sense_for(senses, prep.lower_) if prep is not None else None
    wanted = child(prep, "pobj") if prep is not None and asked is not None and asked.act is not Act.ASSERTS else None
    if prep is not None and wanted is not None and wanted.i < inner.i:
        # 'asked for a billion dollars to fight it': the content is all of it
        through = prep.i if prep.i == verb.i + 1 else None
        content = wanted.left_edge.idx, _to_comma(inner)[1]
        return attribute(verb, lemma, sense, [content], "infinitive", head=inner, through=through)
    return attribute(verb, lemma, sense, [_to_comma(inner)], "infinitive", head=inner)


def _would(verb: Token) -> bool:
    """Check whether a verb is conditional: 'would like to go' is a wish, 'likes to go' a habit."""
    return any(c.lower_ in lexicon.grammar("conditional_auxiliary") for c in children(verb, "aux"))


def read_gerund(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'denied taking bribes'."""
    sense = sense_for(senses, "ing")
    inner = next((c for c in children(verb, "xcomp", "ccomp") if c.i > verb.i and is_gerund(c)), None)
    if sense is None or inner is None:
        return None
    return attribute(verb, lemma, sense, [subtree(inner)], "gerund", head=inner)


def _to_comma(head: Token) -> Stretch:
    return extent(head.left_edge, to_comma(head.right_edge, head.left_edge, head))
