"""Find the act and the stance of a claim."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Act, Stance
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.moods import is_inverted, is_question
from graphkit.reading.claims.qualifiers import is_inferred, is_negated
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import child, children, has_child, is_infinitive, negation

__all__ = ["act_and_stance"]


def act_and_stance(parsed: ParsedDocument, attribution: Attribution) -> tuple[Act, Stance]:
    """Return act and stance of a claim: those of the cue's sense, modified by its negation, mood and content.

    'Did not say' and 'did not deny that …' commit to nothing; 'does not believe that …' rejects; 'said it must …'
    demands; 'if she says …' leaves open whether she does.
    """
    act, stance = attribution.sense.act, attribution.sense.stance
    if attribution.rule == "no-comment":
        return act, stance
    cue = parsed.doc[attribution.cue]
    if act is Act.ASSERTS and stance is Stance.AFFIRMS:
        act, stance = _act_of_content(parsed, attribution)
    if attribution.lemma in lexicon.words("subjunctive_verb") and _is_subjunctive(parsed, attribution):
        act, stance = Act.DEMANDS, Stance.UNCOMMITTED  # 'insisted that he resign'
    if act is Act.PREDICTS and attribution.lemma in lexicon.words("warning_verb") and _is_of_now(parsed, attribution):
        act = Act.ASSERTS  # 'warned that the dam is leaking'
    if _is_unrealised(cue):
        return act, Stance.UNCOMMITTED
    state = cue.head if attribution.rule == "adjective" and cue.head.pos_ == "AUX" else cue
    obj = child(cue, "dobj")
    if obj is not None and negation(obj) is not None and attribution.rule in ("clause", "light"):
        return act, Stance.UNCOMMITTED  # 'showed no sign that …'
    if not (is_negated(state) or is_negated(cue)):
        return act, stance
    if attribution.lemma in lexicon.words("disputing_verb"):
        return Act.ACKNOWLEDGES, Stance.AFFIRMS  # 'did not dispute that it leaked'
    if attribution.lemma in lexicon.words("excluding_verb"):
        return Act.ACKNOWLEDGES, Stance.UNCOMMITTED  # 'did not rule it out'
    if attribution.lemma in lexicon.words("accepting_verb") and act is Act.ACKNOWLEDGES:
        return Act.DENIES, Stance.REJECTS  # 'never accepted that it leaked'
    if attribution.rule == "adjective" and act is Act.PRAISES:
        return Act.CRITICIZES, Stance.AFFIRMS  # 'was not happy about it'
    if attribution.rule == "adjective" and stance is Stance.AFFIRMS:
        return (Act.DOUBTS if act is Act.ASSERTS else act), Stance.UNCOMMITTED
    if attribution.rule == "object" and act is Act.ASSERTS and cue.lemma_.lower() in lexicon.words("neg_raising_verb"):
        return Act.DOUBTS, Stance.REJECTS  # 'did not believe her'
    if cue.lemma_.lower() in lexicon.words("neg_raising_verb") and stance is not Stance.REJECTS:
        raised = {Act.ASSERTS: Act.DENIES, Act.PREDICTS: Act.DENIES, Act.DEMANDS: Act.OPPOSES}
        return raised.get(act, act), Stance.REJECTS
    if act is Act.SUPPORTS:
        return Act.OPPOSES, Stance.REJECTS
    return act, Stance.UNCOMMITTED


def _is_subjunctive(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Check whether a content has a singular subject with a bare verb: 'that the chair resign', 'that it be shut'."""
    if attribution.head is None:
        return False
    head = parsed.doc[attribution.head]
    subj, helping = child(head, "nsubj", "nsubjpass"), children(head, "aux", "auxpass")
    singular = subj is not None and (
        subj.tag_ in ("NN", "NNP")
        or subj.lower_ in lexicon.grammar("personal_subject") | lexicon.grammar("neuter_subject")
    )
    bare = head.tag_ in ("VB", "VBP") if not helping else helping[0].tag_ == "VB"
    return singular and bare


def _is_of_now(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Check whether a content tells what is or was, and not what will or may be."""
    if attribution.head is None:
        return False
    head = parsed.doc[attribution.head]
    helping = [c for c in children(head, "aux", "auxpass") if c.i < head.i]
    first = helping[0] if helping else head
    future = any(c.tag_ == "MD" for c in helping) or (head.tag_ == "VBG" and has_child(head, "xcomp"))
    return first.tag_ in ("VBD", "VBZ", "VBP") and not future


def _act_of_content(parsed: ParsedDocument, attribution: Attribution) -> tuple[Act, Stance]:
    """Return act and stance of a plain 'said' by its content: a demand ('must', an imperative) or a question."""
    act, stance = attribution.sense.act, attribution.sense.stance
    if not attribution.contents:
        return act, stance
    whole = parsed.document.text[attribution.contents[-1][0] : attribution.contents[-1][1]]
    text = whole.rstrip("\"”’' ")
    if attribution.rule.startswith(("quotation", "carried-on")) and text.endswith("?") and not _is_told(whole, text):
        return Act.ASKS, Stance.UNCOMMITTED
    if attribution.head is None:
        return act, stance
    head = parsed.doc[attribution.head]
    obliged = any(c.lower_ in lexicon.grammar("obligation_modal") for c in children(head, "aux"))
    if obliged and not is_inferred(head):
        return Act.DEMANDS, Stance.UNCOMMITTED
    bare = head.tag_ == "VB" and head.pos_ in ("VERB", "AUX") and child(head, "aux") is None
    subj = child(head, "nsubj", "nsubjpass")
    order = subj is None and parsed.quoted[head.i] >= 0
    # 'said that he leave', but not 'said that people do a fine job'
    subjunctive = subj is not None and has_child(head, "mark") and subj.tag_ not in ("NNS", "NNPS")
    if bare and (order or subjunctive):
        return Act.DEMANDS, Stance.UNCOMMITTED
    return act, stance


def _is_told(whole: str, text: str) -> bool:
    """Check whether a question mark at the end asks nothing: 'It is late, right?', 'She said, ‘What do you need?’'."""
    if any(text[:-1].lower().endswith(f", {tag}") for tag in lexicon.grammar("question_tag")):
        return True
    opened = max((text.rfind(mark) for mark in " ‘| '".split("|")), default=-1)
    inner = len(whole.rstrip()) - len(text) > 1  # two marks close: the question is of somebody quoted
    return inner and opened > 0


def _is_unrealised(verb: Token) -> bool:
    """Check whether a verb is only wanted, possible or future: 'to denounce', 'might propose', 'will announce'."""
    if any(c.tag_ == "MD" for c in children(verb, "aux")):
        return True
    if any(c.lower_ in lexicon.grammar("non_assertive_conjunction") for c in children(verb, "mark")):
        return True
    if verb.dep_ == "ROOT" and is_question(verb) and is_inverted(verb, "inverted_question"):
        return True
    if verb.dep_ == "pcomp" and verb.head.lower_ in lexicon.grammar("irrealis_preposition"):
        return True
    done = lexicon.words("implicative_verb") | lexicon.words("doing_adjective")
    return is_infinitive(verb) and verb.dep_ != "ROOT" and verb.head.lemma_ not in done
