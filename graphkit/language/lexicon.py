"""Read the word lists of a language: tab-separated files that a linguist can edit, a comment in the last column."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from graphkit.files import resources
from graphkit.files.tables import read_table
from graphkit.model import Act, Certainty, EntityType, Predicate, Stance

__all__ = [
    "Frame",
    "Pronoun",
    "Sense",
    "construction",
    "contexts",
    "cues",
    "frames",
    "gender_of",
    "genders",
    "given_names",
    "grammar",
    "honorifics",
    "lemmas",
    "nouns",
    "place_sorts",
    "predicates",
    "prepositions",
    "pronouns",
    "property_lemmas",
    "rows",
    "sequence",
    "sets",
    "surnames",
    "unnamed",
    "without_article",
    "word",
    "words",
]

LANGUAGE = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A construction in which words are cues.

    Args:
        rules: The names of the rules that read it, functions of `graphkit.reading.claims`.
        is_preposition: Whether it is a preposition, called after its word.
        description: How an explanation calls it ('with a clause'), or None for its name.
    """

    rules: tuple[str, ...]
    is_preposition: bool
    description: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """A sense of a cue: the axes of its claim, and the frames that it holds for.

    Args:
        frames: The constructions in which the word is a cue; see frames.tsv.
        act: What the source does.
        stance: The source's commitment.
        certainty: The certainty of the content, or None where the content alone determines it.
    """

    frames: frozenset[str]
    act: Act
    stance: Stance
    certainty: Certainty | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pronoun:
    """A personal pronoun in all of its forms.

    Args:
        name: The name by which rules and weights call it: 'he', 'she', 'it', 'they', 'i', 'we' or 'you'.
        gender: 'male', 'female' or None.
    """

    name: str
    gender: str | None


@cache
def rows(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """Read a word list.

    Args:
        name: The file's name without its suffix, below the folder of the language: 'words', 'weights/pronouns'.
        columns: How many columns it has, the comment not counted.

    Raises:
        ValueError: A line has too few columns; the message names file and line.
    """
    return read_table(resources.language(LANGUAGE) / f"{name}.tsv", columns)


@cache
def _groups(name: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Read a list of groups of words: the name of a group → its rows, each as its words in order."""
    groups: dict[str, list[tuple[str, ...]]] = {}
    for group, members in rows(name, 2):
        groups.setdefault(group, []).append(tuple(word.replace("_", " ") for word in members.split()))
    return {group: tuple(sets) for group, sets in groups.items()}


@cache
def grammar(group: str) -> frozenset[str]:
    """Return one group of grammar.tsv: function words, in lower case.

    Raises:
        KeyError: There is no such group; the same holds for the other lists of groups.
    """
    return frozenset(chain.from_iterable(_groups("grammar")[group]))


@cache
def sequence(group: str) -> tuple[str, ...]:
    """Return one group of grammar.tsv in the order of the file: what is tried one after the other, or endings."""
    return tuple(chain.from_iterable(_groups("grammar")[group]))


@cache
def word(group: str) -> str:
    """Return the only word of a group of grammar.tsv.

    Raises:
        ValueError: The group has several.
    """
    [only] = sequence(group)
    return only


@cache
def words(group: str) -> frozenset[str]:
    """Return one group of words.tsv: nouns, verbs, adjectives, adverbs and phrases, in lower case."""
    return frozenset(chain.from_iterable(map(_spellings, chain.from_iterable(_groups("words")[group]))))


@cache
def sets(group: str) -> tuple[frozenset[str], ...]:
    """Return one group of words.tsv row by row: each is a set of words that stand for one another."""
    return tuple(map(frozenset, _groups("words")[group]))


@cache
def construction(group: str) -> frozenset[str]:
    """Return one group of constructions.tsv: lemmas that build predicates."""
    return frozenset(chain.from_iterable(map(_spellings, chain.from_iterable(_groups("constructions")[group]))))


@cache
def contexts(group: str) -> frozenset[str]:
    """Return one group of contexts.tsv: words that are known to leave a clause a fact."""
    return frozenset(chain.from_iterable(_groups("contexts")[group]))


def without_article(name: str) -> str:
    """Leave out a definite article before a name in lower case.

    >>> without_article("the netherlands")
    'netherlands'
    """
    for prefix in _article_prefixes():
        name = name.removeprefix(prefix)
    return name


@cache
def _article_prefixes() -> tuple[str, ...]:
    return tuple(f"{article} " for article in sequence("definite_article"))


@cache
def cues() -> Mapping[tuple[str, str], tuple[Sense, ...]]:
    """Read cues.tsv: (lemma, part of speech) → its senses, in the order of the file.

    Raises:
        ValueError: A row has a frame that frames.tsv does not list; the message names the line.
    """
    out: dict[tuple[str, str], list[Sense]] = {}
    for pos, names, act, stance, certainty, lemmas in rows("cues", 6):
        sense = Sense(
            frames=frozenset(names.split(",")),
            act=Act(act),
            stance=Stance(stance),
            certainty=None if certainty == "-" else Certainty(certainty),
        )
        if unknown := sense.frames - frames().keys():
            line = _find_line("cues", (pos, names))
            raise ValueError(f"cues.tsv, line {line}: {min(unknown)!r} is no frame; frames.tsv lists them")
        for lemma in lemmas.split():
            for spelling in _spellings(lemma.replace("_", " ")):
                senses = out.setdefault((spelling, pos), [])
                if sense not in senses:
                    senses.append(sense)
    return {key: tuple(senses) for key, senses in out.items()}


def _spellings(word: str) -> tuple[str, ...]:
    """Return a word and, of a verb in -ize or -yze, its British spelling; a word list may hold both.

    >>> _spellings("emphasize"), _spellings("seize")
    (('emphasize', 'emphasise'), ('seize',))
    """
    ending = word[-3:]
    formed = ending in ("ize", "yze") and len(word) > 6  # not 'prize', whose other spelling is another word
    return (word, f"{word[:-2]}se") if formed else (word,)


def _find_line(name: str, cells: tuple[str, ...]) -> int:
    """Return the number of the first line of a word list that begins with some cells."""
    lines = (resources.language(LANGUAGE) / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if tuple(map(str.strip, line.split("\t")))[: len(cells)] == cells)


@cache
def frames() -> Mapping[str, Frame]:
    """Read frames.tsv: the name of a frame → what it is, in the order of the file."""
    return {
        name: Frame(
            rules=tuple(rules.split()),
            is_preposition=kind in ("preposition", "both"),
            description=None if description == "-" else description,
        )
        for names, kind, rules, description in rows("frames", 4)
        for name in names.split()
    }


@cache
def prepositions() -> frozenset[str]:
    """Return the frames that are prepositions."""
    return frozenset(name for name, frame in frames().items() if frame.is_preposition)


@cache
def lemmas() -> Mapping[str, str]:
    """Read lemmas.tsv: a form, in lower case → its lemma, where spaCy's is wrong."""
    return {form: lemma for lemma, forms in rows("lemmas", 2) for form in forms.split()}


@cache
def nouns() -> Mapping[str, EntityType]:
    """Read people_nouns.tsv, then nouns.tsv: the lemma of a common noun → the type of what it names."""
    kinds = {kind.name.lower(): kind for kind in EntityType}
    tables = (*rows("people_nouns", 2), *rows("nouns", 2))
    return {lemma.replace("_", " "): kinds[kind] for kind, lemmas in tables for lemma in lemmas.split()}


@cache
def given_names() -> Mapping[str, str]:
    """Read given_names.tsv: a given name, in lower case → 'male', 'female' or 'either'."""
    return {name: gender for gender, names in rows("given_names", 2) for name in names.split()}


@cache
def genders() -> Mapping[str, str]:
    """Read genders.tsv: a given name, in lower case and without accents → 'male', 'female' or 'either'."""
    return {name: gender for gender, names in rows("genders", 2) for name in names.split()}


def gender_of(name: str) -> str | None:
    """Return the gender of most bearers of a given name, in lower case: 'male', 'female', 'either', or None.

    >>> gender_of("róisín"), gender_of("zzyzx")
    ('female', None)
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return genders().get(plain) or given_names().get(name)


@cache
def surnames() -> frozenset[str]:
    """Read surnames.tsv: common surnames, in lower case."""
    return frozenset(name for _, names in rows("surnames", 2) for name in names.split())


@cache
def honorifics() -> frozenset[str]:
    """Return the titles before a person's name, in lower case: those of words.tsv for a man, a woman and either.

    An abbreviation is among them with its full stop and without.

    >>> {"sgt", "sgt."} <= honorifics()
    True
    """
    titles = words("honorific") | words("honorific_male") | words("honorific_female")
    return titles | {title.rstrip(".") for title in titles}


@cache
def pronouns() -> Mapping[str, Pronoun]:
    """Read pronouns.tsv: a form, in lower case → the pronoun of which it is one."""
    out = {}
    for name, gender, forms in rows("pronouns", 3):
        pronoun = Pronoun(name=name, gender=None if gender == "-" else gender)
        out.update(dict.fromkeys(forms.split(), pronoun))
    return out


@cache
def unnamed() -> Mapping[tuple[str, str], str]:
    """Read unnamed.tsv: a kind, or '-' for any, and a word in lower case → what is called so where nothing names it."""
    out: dict[tuple[str, str], str] = {}
    for kind, words, wording in rows("unnamed", 3):
        for word in words.split():
            out.setdefault((kind, word), wording)
    return out


@cache
def place_sorts() -> Mapping[str, tuple[str, ...]]:
    """Read place_sorts.tsv: a word → the kinds of place that it can name; 'part' is a part of another place."""
    return {word: tuple(kinds.split()) for kinds, words in rows("place_sorts", 2) for word in words.split()}


@cache
def predicates() -> Mapping[str, Predicate]:
    """Read predicates.tsv: a lemma, with its preposition ('opposed-to') → its predicate."""
    out = {}
    for name, valence, in_ontology, lemmas in rows("predicates", 4):
        for lemma in lemmas.split():
            for spelling in _spellings(lemma):
                own = name == "-"
                out[spelling] = Predicate(
                    name=lemma if own else name,
                    label=(lemma if own else name).replace("-", " "),
                    valence=int(valence),
                    in_ontology=in_ontology == "yes",
                )
    return out


@cache
def property_lemmas() -> Mapping[str, str]:
    """Return the first lemma of predicates.tsv for each property of the ontology: 'criticizes' → 'criticize'."""
    out: dict[str, str] = {}
    for lemma, predicate in predicates().items():
        if predicate.in_ontology:
            out.setdefault(predicate.name, lemma)
    return out
