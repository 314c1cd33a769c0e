"""What a rule does grows with the text and no faster, in many sentences and in a single one without end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from itertools import pairwise

import pytest
from steps import measure_growth

from graphkit.language import annotation
from graphkit.language.annotation.sentences import cut_long
from graphkit.language.parse import Form, Parse, make
from graphkit.model import Document
from graphkit.reading.extraction import extract

FAMILIES = {
    "quotations": 'He said "it is safe".',
    "quotations without a verb": '"It is safe," "they are safe", "we are safe".',
    "quotation marks": '" “ ” " \' ‘ a',
    "cues": "Norway denied that Iran opposed the law, and Peru demanded that Chile sign it.",
    "nouns as cues": "Norway's claim that Iran opposed the law drew criticism from Chile.",
    "dashes": "Norway – so Iran said – opposed the law — and Peru did – too.",
    "capitals": "NORWAY SAID THE LAW Was Bad For Peru And Iran And Chile.",
    "he said that": "He said that she said that he had denied that they knew.",
    "according to": "According to Norway, according to Iran, the law, according to Peru, is bad.",
    "coordinated names": "Anna Berg, Carl Dahl, Eva Frost and Ida Holm met Jan Lund, Kari Moe and Lars Nes.",
    "one name": "Anna Berg met Berg. Ms Berg said that Berg was ill.",
    "pronouns": "Anna Berg said that she knew him. He told her that it was theirs.",
    "nominals": "The minister met the company. The official said that the firm was the group that the bank owned.",
    "roles": "Anna Berg, the chief executive of Calder Mining, succeeded Carl Dahl, its former chairman.",
    "conditions": "If Norway agreed, Iran would sign, unless Peru refused, Chile might oppose it, they hoped.",
    "questions and orders": "Did Norway lie? Do not sign the law! Would Iran agree?",
}
"""A text for each family of rules, which is said again and again."""

OTHERS = {
    "people of one surname": "Anna Berg met Berg. Ms Berg said that Berg was ill.",
    "bodies of one kind": "The Anna Company denied it. The company left. The Anna Company (AC) said so.",
    "works": "The Anna Report told of the law. The report was Anna's.",
}
"""A text for each way in which names are compared; Anna is somebody else each time."""

_TIMES = 24
_FORM = tuple(field.name for field in fields(Form))
_ATTRIBUTES = {"lower": "lower_", "lemma": "lemma_", "tag": "tag_", "pos": "pos_"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its parse."""

    document: Document
    parse: Parse


def repeat(text: str, times: int, *, nested: bool = False, others: bool = False) -> Text:
    """Repeat a text: in sentences of its own each time, or in one sentence, where each depends on the one before.

    Args:
        text: The text.
        times: How often.
        nested: Whether it is one sentence.
        others: Whether Anna is somebody else each time.
    """
    [(_, once)] = annotation.annotate([Document(text=text, identifier="once")], annotation.load())
    forms = [Form(**{name: getattr(token, _ATTRIBUTES.get(name, name)) for name in _FORM}) for token in once]
    roots = [token.i for token in once if token.head is token]
    above = {root: before for before, root in pairwise([roots[-1] - len(once), *roots])} if nested else {}
    heads, deps = [], []
    for at in range(0, len(once) * times, len(once)):
        for token in once:
            governor = at + above.get(token.i, token.head.i)
            heads.append(governor if governor >= 0 else at + token.i)
            deps.append("ccomp" if token.i in above and governor >= 0 else token.dep_)
    if nested:
        _, deps, heads = cut_long(forms * times, [0], deps, heads)
    all_forms = [_rename(form, time) if others else form for time in range(times) for form in forms]
    names = [(at + n.start, at + n.end, n.label_) for at in range(0, len(heads), len(once)) for n in once.ents]
    whole = "".join(f"{form.text} " for form in all_forms)
    parse = make(whole, all_forms, [True] * len(heads), deps, heads, names, once.vectors)
    return Text(Document(text=whole, identifier="often"), parse)


def _rename(form: Form, time: int) -> Form:
    if form.text != "Anna":
        return form
    text = "".join("Abcdefghij"[int(digit)] for digit in str(time)).capitalize() + "nna"
    return replace(form, text=text, lower=text.lower(), lemma=text)


def measure(make_text: Callable[[int], Text]) -> float:
    return measure_growth(make_text, lambda text: extract(text.document, text.parse), _TIMES)


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("nested", [False, True], ids=["many sentences", "one sentence without end"])
def test_growth(family: str, nested: bool) -> None:
    assert measure(lambda times: repeat(FAMILIES[family], times, nested=nested)) <= 2.3


@pytest.mark.slow
@pytest.mark.parametrize("family", OTHERS)
def test_growth_with_other_names(family: str) -> None:
    assert measure(lambda times: repeat(OTHERS[family], 4 * times, others=True)) <= 2.3
