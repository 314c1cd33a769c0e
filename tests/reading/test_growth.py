"""What a rule does grows with the text and no faster, in many sentences and in a single one without end."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import pairwise

import pytest
from steps import measure_growth

from graphkit.language import annotation
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

NESTED = frozenset(FAMILIES) - {
    "quotations without a verb",
    "quotation marks",
    "nouns as cues",
    "coordinated names",
    "roles",
}
"""Where a sentence of claims in claims takes the square of its length: the content of each holds those of all below."""

_TIMES = 24
_FORM = tuple(field.name for field in fields(Form))
_ATTRIBUTES = {"lower": "lower_", "lemma": "lemma_", "tag": "tag_", "pos": "pos_"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its parse."""

    document: Document
    parse: Parse


def repeat(text: str, times: int, *, nested: bool) -> Text:
    """Repeat a text: in sentences of its own each time, or in one sentence, where each depends on the one before."""
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
    names = [(at + n.start, at + n.end, n.label_) for at in range(0, len(heads), len(once)) for n in once.ents]
    whole = "".join(f"{form.text} " for form in forms) * times
    parse = make(whole, forms * times, [True] * len(heads), deps, heads, names, once.vectors)
    return Text(Document(text=whole, identifier="often"), parse)


def measure(family: str, *, nested: bool) -> float:
    return measure_growth(
        lambda times: repeat(FAMILIES[family], times, nested=nested),
        lambda text: extract(text.document, text.parse),
        _TIMES,
    )


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_in_many_sentences(family: str, request: pytest.FixtureRequest) -> None:
    if family == "nominals":
        reason = "for each description, all mentions of each entity are looked through for the last one"
        request.applymarker(pytest.mark.xfail(strict=True, reason=reason))
    assert measure(family, nested=False) <= 2.3


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_in_one_sentence_without_end(family: str, request: pytest.FixtureRequest) -> None:
    growth = measure(family, nested=True)
    assert growth <= 4
    if family in NESTED:
        request.applymarker(pytest.mark.xfail(strict=True, reason="what claims in claims hold is the square of them"))
    assert growth <= 2.3
