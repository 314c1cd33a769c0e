"""Read the verb that tells behind a sentence who says it, where it was taken for a noun.

'…, the document states', '…, the trade register shows', '…, the profession's association claims': of a verb in the
present that is also a noun the tagger makes the head of the noun phrase before it. A phrase behind a comma that ends
the sentence, begins like a subject and agrees with the verb of saying behind it, is its subject.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from graphkit.language import lexicon
from graphkit.language.complements import is_below
from graphkit.language.parse import Form
from graphkit.model import Act, EntityType

__all__ = ["read_attributions"]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SINGULAR, _PLURAL = frozenset({"NN", "NNP"}), frozenset({"NNS", "NNPS"})
_IN_SUBJECT = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "NUM"})
_MODIFIERS = frozenset({"det", "amod", "compound", "poss", "nummod", "case", "nmod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_EMBEDDED = frozenset({"ccomp", "conj", "parataxis"})
_SAID = frozenset({"ccomp", "xcomp", "mark", "cc"})
"""By these a clause says itself what is said, or is tied to the rest."""
_TOLD = frozenset({"tell"})
"""Verbs whose object is told."""
_SPEAKERS = (EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION)
_JUDGING = (Act.CRITICIZES, Act.PRAISES, Act.SUPPORTS, Act.OPPOSES)
_SETTING_OFF = frozenset({",", "-", "–", "—", "--"})
_LONGEST = 9
"""The most words of the subject: longer ones are lists."""


def read_attributions(forms: list[Form], deps: list[str], heads: list[int], firsts: Sequence[int]) -> None:
    """Tag such verbs, and attach to them what they report.

    Args:
        forms: The form of each token of a paragraph; they are changed.
        deps: The label of its dependency; they are changed.
        heads: The position of its governor; they are changed.
        firsts: The first token of each sentence.
    """
    for first, end in pairwise((*firsts, len(forms))):
        verb = next((i for i in range(end - 1, first, -1) if not forms[i].is_punct and not forms[i].is_space), first)
        _read_remark(forms, deps, heads, range(first, end), verb)
        _read_inverted(forms, deps, heads, range(first, end))
        _turn_round(forms, deps, heads, range(first, end), verb)
        comma = next((i for i in range(verb - 1, max(first, verb - _LONGEST), -1) if forms[i].text == ","), first)
        root = next((i for i in range(first, end) if heads[i] == i), None)
        if comma == first or comma + 1 == verb or root is None or comma < root < verb:
            continue
        if any(heads[i] == verb and deps[i] in _SUBJECTS for i in range(comma, verb)):
            continue  # it was read as it is
        read = _read_verb(forms[comma + 1 : verb], forms[verb], _verbs_of_saying())
        if read is None or any(form.is_quote for form in forms[verb:end]):
            continue
        if any(form.tag in _FINITE for form in forms[first:comma]):
            forms[verb] = read
            _attach(forms, deps, heads, range(first, end), comma, verb)


def _read_remark(forms: list[Form], deps: list[str], heads: list[int], sentence: range, verb: int) -> None:
    """Make what ends a sentence a clause of the noun that sums it up: ', a charge her office denies'.

    The tagger takes the verb for a noun, and who denies the charge for a part of it.
    """
    noun = next((i for i in range(verb - 1, max(sentence.start, verb - _LONGEST), -1) if _opens_remark(forms, i)), None)
    if noun is None or deps[verb] in ("ROOT", "nsubj") or forms[verb].pos not in ("NOUN", "PROPN", "VERB"):
        return
    first = noun + 1 + (forms[noun + 1].lower in lexicon.grammar("relative_pronoun"))
    read = _read_verb(forms[first:verb], forms[verb], _verbs_of_remarks()) if first < verb else None
    if read is None or any(heads[i] == verb and deps[i] in _SUBJECTS for i in range(first, verb)):
        return
    forms[verb] = read
    inside, subject = range(first, verb), verb - 1
    for i in sentence:
        if i != verb and (heads[i] == verb or i in inside):
            outside = i not in inside
            if outside or (i != subject and heads[i] not in inside):
                heads[i] = noun if outside and i < noun else verb if outside else subject
    for i in inside:
        if i != subject and heads[i] == subject and deps[i] not in _MODIFIERS:
            deps[i] = "compound"
    deps[subject], heads[subject] = "nsubj", verb
    deps[verb], heads[verb] = "relcl", noun
    if first > noun + 1:
        heads[first - 1], deps[first - 1] = verb, "dobj"
        forms[first - 1] = replace(forms[first - 1], tag="WDT", pos="PRON")


def _read_inverted(forms: list[Form], deps: list[str], heads: list[int], sentence: range) -> None:
    """Make a verb behind a sentence and before those who say it report the sentence: '…, argue the authors'.

    In the plural its form is that of an infinitive, and the parser makes it a verb beside that of the sentence.
    """
    root = next((i for i in sentence if heads[i] == i), sentence.start)
    said = any(heads[i] == root and deps[i] == "ccomp" for i in range(sentence.start, root))
    if said and root > sentence.start + 1 and _may_be_inverted(forms, root):
        people = next((i for i in range(root + 1, sentence.stop) if heads[i] == root and deps[i] == "dobj"), None)
        if (
            people is not None
            and forms[people].tag == "NNS"
            and not any(heads[i] == root and deps[i] in _SUBJECTS for i in sentence)
        ):
            deps[people] = "nsubj"
        return
    verb = next((i for i in range(root + 2, sentence.stop - 1) if _may_be_inverted(forms, i)), None)
    if verb is None or not any(heads[i] == root and deps[i] in _SUBJECTS for i in range(sentence.start, root)):
        return
    helped = any(heads[i] == root and deps[i] in ("aux", "auxpass") for i in range(sentence.start, root))
    if forms[root].tag not in _FINITE and not helped:
        return
    if forms[root].tag == "VBP" and forms[root].lemma != "be" and not helped:
        return  # 'They sit, argue about farmers, …'
    end = next((i for i in range(verb + 1, sentence.stop) if forms[i].is_punct), sentence.stop)
    phrase = range(verb + 1, end)
    behind = next((i for i in phrase if forms[i].pos not in _IN_SUBJECT), end) - 1
    if behind <= verb or forms[behind].tag != "NNS" or any(forms[i].tag in _FINITE for i in phrase):
        return
    if lexicon.nouns().get(forms[behind].lemma.lower()) not in _SPEAKERS:
        return
    if any(not form.is_punct and form.pos not in ("PRON", "ADP") for form in forms[end + 1 : end + 2]):
        return  # a list goes on
    forms[verb] = replace(forms[verb], tag="VBP", pos="VERB", lemma=forms[verb].lower)
    for i in range(verb + 1, behind):
        heads[i] = behind if heads[i] not in phrase else heads[i]
        deps[i] = deps[i] if deps[i] in _MODIFIERS else "compound"
    for i in range(behind + 1, sentence.stop):
        if heads[i] <= verb:
            heads[i] = behind if i < end else verb
    heads[behind], deps[behind] = verb, "nsubj"
    heads[root], deps[root] = verb, "ccomp"
    heads[verb], deps[verb] = verb, "ROOT"


def _may_be_inverted(forms: Sequence[Form], verb: int) -> bool:
    """Check whether a word right behind a comma may be a verb of saying in the plural."""
    form = forms[verb]
    fits = form.tag in ("VB", "VBP", "NN", "NNP", "JJ", "RB") and form.lower in _verbs_of_quoting()
    return fits and forms[verb - 1].text == "," and not any(f.is_quote for f in forms[verb - 2 : verb])


def _opens_remark(forms: Sequence[Form], noun: int) -> bool:
    """Check whether a noun behind a comma or dash and an article sums up what was said: ', a charge'."""
    if forms[noun].pos != "NOUN" or not _sums_up(forms[noun]):
        return False
    before = noun - 1
    while before > 0 and forms[before].pos == "ADJ":
        before -= 1
    return (
        before > 0
        and forms[before].lower in lexicon.grammar("indefinite_article")
        and forms[before - 1].text in _SETTING_OFF
    )


def _sums_up(form: Form) -> bool:
    return (form.lemma.lower(), "noun") in lexicon.cues() or form.lower in lexicon.words("summing_noun")


def _turn_round(forms: list[Form], deps: list[str], heads: list[int], sentence: range, last: int) -> None:
    """Make what ends a sentence ('…, a source told the paper') report the rest, and not the rest report it."""
    for verb in range(sentence.start + 1, last + 1):
        above = heads[verb]
        form = forms[verb]
        if form.tag not in _FINITE or form.lemma not in _verbs_of_saying() or deps[verb] not in _EMBEDDED:
            continue
        if above >= verb or heads[above] != above:
            continue
        clause = [i for i in sentence if is_below(i, verb, heads)]
        if any(forms[i].is_quote for i in clause):
            continue
        start = clause[0]
        below = {deps[i] for i in clause if heads[i] == verb and i != verb}
        whole = clause[-1] >= last and all(i in clause or forms[i].is_punct for i in range(start, sentence.stop))
        if start > sentence.start + 1 and forms[start - 1].text == "," and whole and above < start - 1:
            subject = any(heads[i] == verb and deps[i] in ("nsubj", "nsubjpass") and i < verb for i in clause)
            said = below & _SAID or ("dobj" in below and form.lemma not in _TOLD)
            if subject and not said and forms[above].tag in _FINITE | {"VBN", "VBG", "VB", "JJ"}:
                deps[above], heads[above] = "ccomp", verb
                deps[verb], heads[verb] = "ROOT", verb
                return


def _read_verb(subject: Sequence[Form], form: Form, verbs: Collection[str]) -> Form | None:
    """Return a word behind a phrase as one of some verbs, whose subject that is; None where it is none."""
    if form.pos not in ("NOUN", "PROPN", "VERB") or any(word.pos not in _IN_SUBJECT for word in subject):
        return None
    first, last = subject[0], subject[-1]
    # 'a charge her office denies' is a noun with a clause
    if any(word.pos in ("DET", "PRON") for word in subject[1:]):
        return None
    # 'poems, newspaper reports' is a list, and 'the bank's claims' belong to somebody
    begins = first.pos in ("DET", "PRON", "PROPN") or first.tag in _PLURAL or last.pos == "PROPN"
    if not begins or last.tag not in _SINGULAR | _PLURAL:
        return None
    singular = last.tag in _SINGULAR
    lemma = next((lemma for lemma in _list_lemmas(form.lower, third=singular) if lemma in verbs), None)
    if lemma is None:
        return None
    return replace(form, tag="VBZ" if singular else "VBP", pos="VERB", lemma=lemma)


def _list_lemmas(word: str, *, third: bool) -> Iterator[str]:
    """Yield what a word may be the third person singular of, or else the plural."""
    if not third:
        yield word
    elif word.endswith("ies"):
        yield word[:-3] + "y"
    elif word.endswith("s"):
        yield word[:-1]
        if word.endswith("es"):
            yield word[:-2]


def _attach(forms: list[Form], deps: list[str], heads: list[int], sentence: range, comma: int, verb: int) -> None:
    """Make a verb the root of its sentence, with the phrase before it as subject and the rest as content."""
    subject = verb - 1
    inside = range(comma + 1, verb)
    for i in sentence:
        if i in inside:
            if i != subject and (heads[i] not in inside or deps[i] not in _MODIFIERS):
                heads[i] = subject
                deps[i] = deps[i] if deps[i] in _MODIFIERS else "compound"
        elif heads[i] == i and i != verb:
            deps[i], heads[i] = "ccomp", verb
        elif heads[i] in inside or i == comma or (i > verb and forms[i].is_punct):
            heads[i] = verb
        if heads[i] == verb and i < comma and forms[i].tag in _FINITE | {"VBN", "VBG", "VB"}:
            deps[i] = "ccomp"
    deps[subject], heads[subject] = "nsubj", verb
    deps[verb], heads[verb] = "ROOT", verb
    deps[comma] = "punct"


@cache
def _verbs_of_saying() -> frozenset[str]:
    return frozenset(
        lemma
        for (lemma, pos), senses in lexicon.cues().items()
        if pos == "verb" and any("that" in s.frames for s in senses)
    )


@cache
def _verbs_of_remarks() -> frozenset[str]:
    return frozenset(
        lemma
        for (lemma, pos), senses in lexicon.cues().items()
        if pos == "verb" and any(not s.frames.isdisjoint(("obj", "said")) for s in senses)
    )


@cache
def _verbs_of_quoting() -> frozenset[str]:
    """Return the verbs that can stand behind what is said, but have nobody as their object, as 'urge' has."""
    return frozenset(
        lemma
        for (lemma, pos), senses in lexicon.cues().items()
        if pos == "verb" and any("quote" in s.frames for s in senses)
        if any(s.act is Act.PREDICTS for s in senses)
        or not any("obj:to" in s.frames or ("obj" in s.frames and s.act in _JUDGING) for s in senses)
    )
