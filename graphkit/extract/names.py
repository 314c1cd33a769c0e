"""Find names: those of the model, repaired by rules that can be read.

No article, possessive or title belongs to a name; states are known by our own table; a name that the model saw in one
place is seen wherever it stands.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from graphkit import lexicon
from graphkit.extract.reading import Reading
from graphkit.extract.syntax import children
from graphkit.model import EntityType

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

__all__ = ["find_names"]

_LABELS = {
    "PERSON": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "NORP": EntityType.GROUP,
    "WORK_OF_ART": EntityType.WORK,
    "LAW": EntityType.WORK,
    "EVENT": EntityType.EVENT,
}


def find_names(reading: Reading) -> list[tuple[Tokens, EntityType]]:
    """Find the names of a document.

    Args:
        reading: The document beside its parse.

    Returns:
        The tokens of each name and the kind of thing that it names here, in order of the text.
    """
    return _repeat(reading, _names(reading))


def _names(reading: Reading) -> list[tuple[Tokens, EntityType]]:
    """List the model's names, repaired: no article, possessive or title in them, states known by our own table."""
    doc = reading.doc
    known = _known_territories()
    out = []
    for tokens in doc.ents:
        kind = _LABELS.get(tokens.label_)
        if kind is None or reading.skipped[tokens.start]:
            continue
        start, end = tokens.start, tokens.end
        while start < end and (doc[start].lower_ in ("the", "a", "an") or doc[start].is_punct or doc[start].is_space):
            start += 1
        while (
            end > start
            and (doc[end - 1].tag_ == "POS" or doc[end - 1].is_punct or doc[end - 1].is_space)
            and doc[end - 1].text not in (".",)
        ):
            end -= 1
        if kind is EntityType.PERSON:
            while end - start > 1 and doc[start].lower_.rstrip(".") in _honorifics():
                start += 1
        if start >= end or not any(c.isalpha() for c in doc[start:end].text):
            continue
        tokens = doc[start:end]
        text = tokens.text.casefold()
        if text in known:
            kind = known[text]
        elif text in _demonyms() or kind is EntityType.GROUP:
            # 'Chinese' before a noun is an adjective; 'the Chinese', 'Uyghurs' are people.
            if tokens.root.dep_ in ("amod", "compound", "nmod", "acomp", "npadvmod") or tokens.root.pos_ == "ADJ":
                continue
            kind = EntityType.GROUP
        elif kind in (EntityType.ORGANIZATION, EntityType.PERSON) and _is_people(tokens):
            kind = EntityType.GROUP
        elif kind is EntityType.PERSON and tokens[-1].lower_ in lexicon.words("suffix_org"):
            kind = EntityType.ORGANIZATION
        elif kind is not EntityType.PERSON and _is_told_of_a_person(tokens):
            kind = EntityType.PERSON
        out.append((tokens, kind))
    return out


def _is_told_of_a_person(tokens: Tokens) -> bool:
    """Tell a person whom the model took for something else by what the sentence says of the name.

    A noun for people beside it ('Alma Torvik, a lawyer'), an age ('Alma Torvik, 43,'), a title before it, or a clause
    in which it is 'he' or 'she' ('Alma Torvik said she …').
    """
    if not 1 < len(tokens) < 4 or tokens[-1].lower_ in lexicon.words("suffix_org") or tokens.text.isupper():
        return False
    root, doc = tokens.root, tokens.doc
    if tokens.start and doc[tokens.start - 1].lower_.rstrip(".") in _honorifics():
        return True
    for c in children(root, "appos", "nummod"):
        if c.dep_ == "appos" and c.pos_ == "NOUN" and lexicon.nouns().get(c.lemma_.lower()) is EntityType.PERSON:
            return True
        if c.like_num and c.i > root.i and c.text.isdigit() and 10 <= int(c.text) < 100:
            return True
    if root.dep_ != "nsubj":
        return False
    clause = next((c for c in children(root.head, "ccomp") if c.i > root.i), None)
    return clause is not None and any(c.lower_ in ("he", "she") for c in children(clause, "nsubj"))


def _repeat(reading: Reading, names: list[tuple[Tokens, EntityType]]) -> list[tuple[Tokens, EntityType]]:
    """Let the clearest mention of a name speak for the others.

    'Thorvald' alone is a person where 'Ragna Thorvald' is; what the model missed in one place is found again there.
    """
    doc = reading.doc
    votes: dict[str, Counter[EntityType]] = {}
    surnames: set[str] = set()
    for tokens, kind in names:
        votes.setdefault(tokens.text, Counter())[kind] += 1
        if kind is EntityType.PERSON and len(tokens) > 1:
            surnames.add(tokens.text.split()[-1])
    surnames -= {text for text in surnames if text.casefold() in _known_territories() or not text[:1].isupper()}
    out = []
    taken: set[int] = set()
    for tokens, kind in names:
        kind = EntityType.PERSON if tokens.text in surnames else kind
        out.append((tokens, kind))
        taken.update(range(tokens.start, tokens.end))
    by_first: dict[str, list[list[str]]] = {}
    for text in votes:
        words = text.split(" ")
        if len(words) > 1 or words[0] in surnames:
            by_first.setdefault(words[0], []).append(words)
    for surname in surnames:
        by_first.setdefault(surname, []).append([surname])
    for token in doc:
        if token.i in taken or reading.skipped[token.i] or token.text not in by_first:
            continue
        for words in sorted(by_first[token.text], key=lambda w: (-len(w), w)):
            end = token.i + len(words)
            if [t.text for t in doc[token.i : end]] == words and not taken & set(range(token.i, end)):
                text = " ".join(words)
                kind = EntityType.PERSON if text in surnames else votes[text].most_common(1)[0][0]
                if len(words) > 1 or token.pos_ in ("PROPN", "NOUN"):
                    out.append((doc[token.i : end], kind))
                    taken.update(range(token.i, end))
                break
    out.sort(key=lambda pair: pair[0].start)
    return out


def _is_people(tokens: Tokens) -> bool:
    """Tell a people from a body by the grammar of its name: 'ethnic Uyghurs', but 'the Yankees', 'Reuters said'."""
    only = tokens[0]
    if len(tokens) != 1 or not only.lower_.endswith("s") or only.is_upper:
        return False
    return any(c.pos_ == "ADJ" for c in only.lefts if c.is_lower)


@cache
def _known_territories() -> dict[str, EntityType]:
    out = {}
    for territory in lexicon.territories():
        kind = EntityType.COUNTRY if territory.is_state else EntityType.PLACE
        for name in (territory.name, *territory.aliases):
            out[name.casefold().removeprefix("the ")] = kind
    return out


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(d.casefold() for t in lexicon.territories() for d in t.demonyms)


@cache
def _honorifics() -> frozenset[str]:
    return lexicon.words("honorific") | lexicon.words("honorific_male") | lexicon.words("honorific_female")
