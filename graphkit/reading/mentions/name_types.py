"""Classify names by type, from their form and from all of their occurrences in a document.

The model's own label of each occurrence is one piece of evidence among others: the words before and after, a title, a
given name, 'in' or 'the' before it. Each piece has a weight for each type in weights/name_types.tsv; the type with the
highest sum is taken, so that a name has one type throughout a document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from graphkit.language import gazetteer, lexicon
from graphkit.language.parse import Tokens, Vectors
from graphkit.model import EntityType
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import children, has_child

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["KINDS", "NameWords", "collect_words", "decide", "observe", "observe_form", "observe_others"]

type Vector = NDArray[np.float64]

KINDS = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE, None)
"""The types of names; None is anything that is not followed: a product, a disease, a rank."""

_MARGIN = 0.2
"""Subtracted from the sum of None: a lost name costs its claims."""
_TYPE_OF_LABEL = {"label PERSON": 0, "label ORG": 1, "label GPE": 2, "label LOC": 2, "label FAC": 2}
_TRUST = 1.0
"""Added to the weight of the model's label of a name that it knows: what the weights are learned from holds few names
that are in the news every day."""
_NEARER = 0.06
"""By how much a name must be nearer to one type than to any other (cosine)."""


def observe(parsed: ParsedDocument, tokens: Tokens, label: str) -> Iterator[str]:
    """List the evidence of one occurrence of a name.

    Args:
        parsed: The parsed document.
        tokens: The name.
        label: The model's label for it, or ''.
    """
    yield f"label {label or 'none'}{'' if _is_known(tokens) else ', unknown name'}"
    yield from _surroundings(parsed, tokens)
    yield from _syntax(tokens)


def decide(evidence: Iterable[Iterable[str]]) -> tuple[EntityType | None, str]:
    """Weigh the evidence of all occurrences of a name.

    Args:
        evidence: For each occurrence, what `observe` returned.

    Returns:
        The type, or None where it is none that is followed, and the two strongest pieces of evidence for it.
    """
    counts: Counter[str] = Counter()
    occurrences = 0
    for pieces in evidence:
        counts.update(set(pieces))
        occurrences += 1
    weights = _weights()
    sums = list(weights["bias"])
    for piece in sorted(counts):
        for kind, weight in enumerate(weights.get(piece, ())):
            sums[kind] += weight * counts[piece] / occurrences
        if piece in _TYPE_OF_LABEL:
            sums[_TYPE_OF_LABEL[piece]] += _TRUST * counts[piece] / occurrences
    sums[-1] -= _MARGIN
    best = max(range(len(KINDS)), key=lambda kind: sums[kind])
    shares = {piece: weights[piece][best] * counts[piece] / occurrences for piece in counts if piece in weights}
    strongest = sorted(shares, key=lambda piece: (-shares[piece], piece))[:2]
    return KINDS[best], ", ".join(strongest)


@cache
def _weights() -> dict[str, tuple[float, ...]]:
    rows = lexicon.rows("weights/name_types", 1 + len(KINDS))
    return {piece: tuple(float(w) for w in weights) for piece, *weights in rows}


def observe_form(tokens: Tokens) -> Iterator[str]:
    """List the evidence of a name's form: how it is built, and what its words are similar to."""
    words = [t.text for t in tokens if not t.is_punct]
    first, last = words[0].casefold().rstrip("."), words[-1].casefold().rstrip(".")
    yield f"words {min(len(words), 5)}"
    acronym = len(words) == 1 and words[0].isupper() and len(words[0]) > 1
    if not acronym and (gender := lexicon.given_names().get(first)) is not None:
        yield "given name" if gender != "either" else "given name of either"
        if 1 < len(words) < 4:
            yield "given name and surname"
    if last in lexicon.surnames():
        yield "surname" if len(words) > 1 else "surname alone"
    for kind in ("org", "place", "work", "event"):
        if last in lexicon.words(f"suffix_{kind}") or (kind != "org" and first in lexicon.words(f"prefix_{kind}")):
            yield f"ends as {kind}"
        elif any(w.casefold() in lexicon.words(f"suffix_{kind}") for w in words):
            yield f"holds word of {kind}"
    if acronym:
        yield "acronym" if len(words[0]) <= 5 else "capitals"
    if any(c.isdigit() for w in words for c in w):
        yield "digits"
    if any(w[1:] != w[1:].lower() and not w.isupper() for w in words if "-" not in w and "'" not in w and "’" not in w):
        yield "inner capital"
    if any("." in w[1:-1] for w in words if not w.isupper()):
        yield "inner dot"
    if "&" in tokens.text:
        yield "ampersand"
    if len(words) > 2 and first in lexicon.words("suffix_org") and words[1] in lexicon.grammar("name_preposition"):
        yield "begins as org"
    if len(words) > 2 and first in lexicon.words("suffix_place") and words[1] in lexicon.grammar("genitive"):
        yield "begins as place"
    yield f"like {_nearest(tokens)}"
    known = gazetteer.find(tokens.text)
    if known:
        yield "name of a city" if all(place.kind == "city" for place in known) else "name of a region"
    if any(w in lexicon.grammar("name_preposition") for w in words):
        yield "of inside"
    if any(w.islower() and w not in lexicon.grammar("name_small_word") for w in words):
        yield "small word inside"
    if tokens[-1].tag_ == "NNPS" or (
        len(words) > 1 and last.endswith(lexicon.sequence("plural_ending")) and tokens[-1].tag_ == "NNS"
    ):
        yield "plural"
    yield f"tagged {tokens[-1].pos_}"
    if len(words) == 1 and not words[0].isascii():
        yield "foreign letters"


class NameWords(NamedTuple):
    """The words of a document's names.

    Args:
        alone: The names of one word.
        first: The first words of the others.
        last: Their last words.
        within: All of their words.
    """

    alone: frozenset[str]
    first: frozenset[str]
    last: frozenset[str]
    within: frozenset[str]


def _is_known(tokens: Tokens) -> bool:
    """Check whether the model knows the words of a name: its label is worth more then, and it needs no introduction."""
    return all(tokens.doc.vectors(token.lower_) is not None for token in tokens if token.is_alpha)


def collect_words(names: Iterable[str]) -> NameWords:
    """Collect the words of a document's names, for `observe_others`."""
    split = [name.split() for name in names]
    longer = [words for words in split if len(words) > 1]
    return NameWords(
        alone=frozenset(words[0] for words in split if len(words) == 1),
        first=frozenset(words[0] for words in longer),
        last=frozenset(words[-1] for words in longer),
        within=frozenset(word for words in longer for word in words),
    )


def observe_others(tokens: Tokens, known: NameWords) -> Iterator[str]:
    """List the evidence of a document's other names: a person is named in full, and then by the last word.

    Args:
        tokens: The name.
        known: The words of the document's names.
    """
    name = tokens.text
    words = name.split()
    if len(words) > 1:
        if words[-1] in known.alone:
            yield "goes on by its last word"
        if words[0] in known.alone:
            yield "goes on by its first word"
        return
    if name in known.last:
        yield "ends a longer name"
    if name in known.first:
        yield "begins a longer name"
    if name not in known.within and not _is_known(tokens):
        yield "stands alone"


def _surroundings(parsed: ParsedDocument, tokens: Tokens) -> Iterator[str]:
    """List the evidence of the words right before and after a name."""
    doc = tokens.doc
    before = doc[tokens.start - 1] if tokens.start else None
    after = doc[tokens.end] if tokens.end < len(doc) else None
    if before is None or before.is_space:
        yield "begins a line"
    else:
        word = before.lower_.rstrip(".")
        kind = lexicon.nouns().get(before.lemma_.lower()) or lexicon.nouns().get(word)
        if word in lexicon.grammar("definite_article"):
            yield "after the"
        elif word in lexicon.grammar("indefinite_article"):
            yield "after a"
        elif before.is_punct:
            yield "after quotation mark" if before.is_quote else "after bracket" if word in "([" else "after comma"
        elif before.pos_ == "ADP":
            yield f"after {word}" if word in lexicon.grammar("weighed_preposition") else "after preposition"
            if tokens.start > 1 and word in lexicon.grammar("genitive"):
                noun = lexicon.nouns().get(doc[tokens.start - 2].lemma_.lower())
                yield f"after {noun.value if noun else 'noun'} of"
        elif word in lexicon.honorifics():
            yield "after title"
        elif word in lexicon.words("other_name_marker"):
            yield "called a person"  # 'née Berg'
        elif kind is not None and before.pos_ in ("NOUN", "PROPN"):
            yield f"after {kind.value}"
        elif before.pos_ in ("PRON", "DET"):
            yield "after my" if before.tag_ == "PRP$" else "after determiner"
        else:
            yield f"after {before.pos_}"
    if after is None or after.is_space:
        yield "ends a line"
        return
    if after.tag_ == "POS":
        yield "possessive"
        owned = doc[tokens.end + 1] if tokens.end + 1 < len(doc) else after
        kind = lexicon.nouns().get(owned.lemma_.lower())
        yield f"has {kind.value if kind else 'thing'}"
    elif after.is_punct:
        yield "before bracket" if after.text in "([" else "before comma" if after.text == "," else "before stop"
        following = doc[tokens.end + 1] if tokens.end + 1 < len(doc) else after
        if after.text == "," and following.text.casefold() in _places():
            yield "before comma and territory"
        if after.text == "," and following.like_num and following.text.isdigit() and len(following.text) < 3:
            yield "before age"
        if after.text == "(" and following.text.isdigit() and len(following.text) == 4:
            yield "before year"
    elif after.pos_ == "NOUN":
        kind = lexicon.nouns().get(after.lemma_.lower())
        yield f"before {kind.value if kind else 'noun'}"
    elif after.lower_ in lexicon.grammar("name_relative"):
        yield f"before {after.lower_}"
    else:
        yield f"before {after.pos_}"
    if parsed.quoted[tokens.start] >= 0 and before is not None and before.is_quote and after.is_quote:
        yield "alone in quotation marks"


def _syntax(tokens: Tokens) -> Iterator[str]:
    """List the evidence of a name's place in the dependency parse."""
    root = tokens.root
    head = root.head
    if _is_introduced_as_body(tokens):
        yield "called a body"
    if (pronoun := _goes_on(tokens)) is not None:
        yield f"goes on as {pronoun}"
    if root.dep_ in ("nsubj", "nsubjpass") and head.pos_ == "VERB":
        if head.lemma_ in lexicon.words("animate_verb"):
            yield "lives"
        elif (head.lemma_.lower(), "verb") in lexicon.cues() and tokens[-1].lower_ in lexicon.surnames():
            yield "surname that says"
        clause = next((c for c in children(head, "ccomp", "advcl") if c.i > root.i), None)
        for c in children(clause, "nsubj") if clause is not None else ():
            if c.lower_ in lexicon.grammar("third_person_subject"):
                yield "then he" if c.lower_ in lexicon.grammar("personal_subject") else f"then {c.lower_}"
    for c in children(root, "appos"):
        kind = lexicon.nouns().get(c.lemma_.lower()) if c.pos_ == "NOUN" else None
        if kind is not None:
            yield f"apposed {kind.value}"
    if tokens.start and root.dep_ in ("appos", "nsubj", "nsubjpass", "dobj", "pobj", "conj", "attr", "poss"):
        before = tokens.doc[tokens.start - 1]
        beside = before.head == root or (root.dep_ == "appos" and head == before)
        called = lexicon.nouns().get(before.lemma_.lower()) if before.head == root and before.tag_[:2] == "NN" else None
        if called is EntityType.PERSON and len(tokens) > 1 and lexicon.gender_of(tokens[0].lower_) is not None:
            yield "called a person"  # 'playwright Bing Salonga'
        if beside and before.tag_ == "NN" and lexicon.nouns().get(before.lemma_.lower()) is EntityType.ORGANIZATION:
            yield "called a body"  # 'the mining company Karsten Potash'
    if root.dep_ == "appos" and head.pos_ == "NOUN":
        kind = lexicon.nouns().get(head.lemma_.lower())
        yield f"apposed {kind.value if kind else 'noun'}"
        direct = head.tag_ == "NN" and head.dep_ in ("nsubj", "nsubjpass", "dobj") and len(tokens) > 1
        if kind is EntityType.ORGANIZATION and direct:
            yield "called a body"  # 'The manufacturer, Norhelm Biologics, said'; below a preposition it can be a person
    for c in children(head, "attr") if root.dep_ == "nsubj" and head.lemma_ in lexicon.grammar("copula") else ():
        kind = lexicon.nouns().get(c.lemma_.lower())
        if kind is not None:
            yield f"is a {kind.value}"
    if root.dep_ == "conj":
        yield f"beside {head.ent_type_ or 'no name'}"


def _is_introduced_as_body(tokens: Tokens) -> bool:
    """Check whether what stands right behind or before a name calls it a body.

    'Orlan Wire, a news agency'; 'Orlan Wire is a news agency'; 'whose news agency, Orlan Wire, said'. The model takes
    most names that it does not know for those of people.
    """
    doc, root, head = tokens.doc, tokens.root, tokens.root.head
    noun = None
    if root.dep_ == "nsubj" and head.lemma_ in lexicon.grammar("copula"):
        noun = next((c for c in children(head, "attr") if has_child(c, "det")), None)
    elif tokens.start > 1 and doc[tokens.start - 1].text == ",":
        before = doc[tokens.start - 2]
        # below a preposition it can be a person: 'The chair of the bank, Jo Roe'
        direct = before.dep_ in ("nsubj", "nsubjpass", "dobj") or before.head.dep_ == "agent"
        owned = tokens.end < len(doc) and doc[tokens.end].text == "," and has_child(before, "poss")
        noun = before if owned or (direct and root.dep_ == "appos" and head == before) else None
    behind = next((c for token in tokens for c in children(token, "appos") if c.i >= tokens.end), None)
    if behind is not None and doc[tokens.end].text in (",", "(") and behind.left_edge.i == tokens.end + 1:
        noun = behind if has_child(behind, "det", "poss", "amod", "case") else noun
        if any(c.tag_ == "WP$" for c in children(behind, "poss")):
            return False  # 'Jo Roe, whose company sold it'
    if noun is None or noun.tag_ != "NN":
        return False
    return lexicon.nouns().get(noun.lemma_.lower()) is EntityType.ORGANIZATION


def _goes_on(tokens: Tokens) -> str | None:
    """Return the pronoun, 'he' or 'it', with which an article goes on with the bearer of a name; None where with none.

    'Orlan raised its bid'; 'Orlan disputed that. It said'; 'Roe raised his bid'.
    """
    doc, root, verb = tokens.doc, tokens.root, tokens.root.head
    if root.dep_ not in ("nsubj", "nsubjpass") or root.i > verb.i:
        return None
    for possessor in (possessor for c in children(verb, "dobj") for possessor in children(c, "poss")):
        pronoun = lexicon.pronouns().get(possessor.lower_)
        if pronoun is not None and pronoun.name in ("he", "she", "it"):
            return "it" if pronoun.name == "it" else "he"
    behind = doc[verb.sent.end] if verb.dep_ == "ROOT" and verb.sent.end < len(doc) else None
    if behind is None or behind.dep_ != "nsubj" or behind.lower_ not in lexicon.grammar("neuter_subject"):
        return None
    return "it" if (behind.head.lemma_.lower(), "verb") in lexicon.cues() else None


def _nearest(tokens: Tokens) -> str:
    """Return the kind of name whose prototype is nearest to a name's vector, or 'nothing'."""
    vectors = tokens.doc.vectors
    own = _mean(vectors, (t.lower_ for t in tokens if t.is_alpha))
    if own is None:
        return "nothing"
    near = sorted(((float(own @ mean), kind) for kind, mean in _prototypes(vectors)), reverse=True)
    return near[0][1] if near[0][0] - near[1][0] > _NEARER else "nothing"


def _mean(vectors: Vectors, words: Iterable[str]) -> Vector | None:
    """Return the mean of the words' directions; None where no word has a vector."""
    directions = [direction for word in words if (direction := _direction(vectors, word)) is not None]
    if not directions:
        return None
    total = np.zeros(len(directions[0]))
    for direction in directions:
        total += direction
    return total / (float(np.sqrt(total @ total)) or 1.0)


@lru_cache(maxsize=4096)
def _direction(vectors: Vectors, word: str) -> Vector | None:
    """Return the vector of a word, scaled to length one; None where it has none."""
    raw = vectors(word)
    if raw is None:
        return None
    vector = np.asarray(raw, dtype=np.float64)
    return vector / (float(np.sqrt(vector @ vector)) or 1.0)


@lru_cache(maxsize=4)
def _prototypes(vectors: Vectors) -> tuple[tuple[str, Vector], ...]:
    """Return the mean vector of each kind of name; those of few pipelines are cached."""
    kinds = ("person", "organization", "place", "thing", "event")
    means = ((kind, _mean(vectors, sorted(lexicon.words(f"like_{kind}")))) for kind in kinds)
    return tuple((kind, mean) for kind, mean in means if mean is not None)


@cache
def _places() -> frozenset[str]:
    return frozenset(
        name.casefold() for territory in gazetteer.territories() for name in (territory.name, *territory.aliases)
    )
