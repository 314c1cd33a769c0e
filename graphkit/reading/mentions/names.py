"""Find names: those of the model and those that it missed, with one type for each name.

States are found in our own table; a name that is found in one place is found wherever it occurs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from typing import NamedTuple

from graphkit.language import gazetteer, lexicon
from graphkit.language.parse import Token, Tokens
from graphkit.model import EntityType
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.mentions import name_types
from graphkit.reading.mentions.body_names import is_beginning
from graphkit.reading.mentions.name_spans import find_missed_names, find_model_names, is_portfolio, known_territories
from graphkit.reading.mentions.title_case import drop_doubtful

__all__ = ["Name", "find_names", "is_people"]

_GROUP = "NORP"
_PERSON_SIGNS = frozenset(["apposed Person", "before age", "after title", "then he", "called a person"])
_BODY_SIGNS = frozenset(["ends as org", "ends as place", "ends as work", "begins as org", "capitals", "acronym"])
_EVENT_SIGNS = frozenset(["label EVENT", "ends as event", "after Event"])
_WORK_SIGNS = frozenset(
    ["label WORK_OF_ART", "label LAW", "ends as work", "after CreativeWork", "before year", "alone in quotation marks"]
)
_CONFUSED = (EntityType.ORGANIZATION, EntityType.PLACE, EntityType.UNKNOWN)
"""The types that the model confuses with people."""
_TYPE_OF_LABEL = {
    "PERSON": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
}


def find_names(parsed: ParsedDocument) -> list[Name]:
    """Find the names of a document.

    Args:
        parsed: The parsed document.

    Returns:
        The names, in order of the text.
    """
    known = list(find_model_names(parsed))
    taken = {i for tokens, _ in known for i in range(tokens.start, tokens.end)}
    missed = (name for name in find_missed_names(parsed) if name[0].start not in taken)
    found = (name for name in (*known, *missed) if not _is_no_name(*name))
    labelled = drop_doubtful(parsed, sorted(found, key=lambda pair: pair[0].start))
    kinds = _classify(parsed, labelled)
    typed = [
        Name(tokens, kind, why) for tokens, _ in labelled for kind, why in [kinds[tokens.text]] if kind is not None
    ]
    return _propagate(parsed, typed)


def _is_no_name(tokens: Tokens, label: str) -> bool:
    """Check whether words name nothing: a minister's matter ('Minister for Health'), a party's mark, small letters."""
    known = tokens.text.casefold() in known_territories() or bool(gazetteer.find(tokens.text))
    matter = len(tokens) == 1 and label in ("", "ORG") and not known and is_portfolio(tokens.doc, tokens.start)
    small = tokens.text.islower() and label != "PERSON"  # 'the justice ministry' is a description
    return matter or small or _is_party_mark(tokens)


def _is_party_mark(tokens: Tokens) -> bool:
    """Check whether a word is the mark of a party and a seat behind somebody's name: 'Sen. Jo Roe (D-Ohio)'."""
    doc, text = tokens.doc, tokens.text
    aside = tokens.start > 0 and doc[tokens.start - 1].text in ("(", "[", ",") and tokens.end < len(doc)
    return aside and text[1:2] == "-" and text[:1].isupper() and text[2:3].isupper() and doc[tokens.end].is_punct


class Name(NamedTuple):
    """An occurrence of a name: its tokens, the type of what it names, and what that is based on."""

    tokens: Tokens
    kind: EntityType
    why: str


# -- types


def _classify(parsed: ParsedDocument, labelled: list[tuple[Tokens, str]]) -> dict[str, tuple[EntityType | None, str]]:
    """Return for each name its type throughout the document, and what that is based on."""
    known = known_territories()
    occurrences: dict[str, list[tuple[Tokens, str]]] = defaultdict(list)
    for tokens, label in labelled:
        occurrences[tokens.text].append((tokens, label))
    kinds: dict[str, tuple[EntityType | None, str]] = {}
    words = name_types.collect_words(occurrences)
    for text, same in occurrences.items():
        folded = text.casefold().replace("’", "'")
        if folded in known:
            kinds[text] = known[folded], "table of territories"
        elif folded in _capitals() or _is_place(text):
            kinds[text] = EntityType.PLACE, "table of territories"
        elif is_people(same):
            kinds[text] = EntityType.GROUP, "name of a people"
        else:
            kinds[text] = _weigh(parsed, same, words)
    _reconcile(kinds, occurrences)
    _shorten(kinds)
    return kinds


def _shorten(kinds: dict[str, tuple[EntityType | None, str]]) -> None:
    """Type a name as a body where it begins that of one: 'Orla Vale' beside 'Orla Vale Resources'."""
    organizations = [text.casefold().split() for text, (kind, _) in kinds.items() if kind is EntityType.ORGANIZATION]
    # a foundation is named after somebody, and whoever is called by the surname alone is somebody
    bodies = [words for words in organizations if words[-1] not in lexicon.words("eponymous_body")]
    for text, (kind, _) in list(kinds.items()):
        words = text.casefold().split()
        alone, _ = kinds.get(text.split()[-1], (None, ""))
        given = words[0] in lexicon.given_names() or len(words) == 1 or alone is EntityType.PERSON
        if kind is EntityType.PERSON and not given and any(is_beginning(words, body) for body in bodies):
            kinds[text] = EntityType.ORGANIZATION, "begins the name of a body"


def _reconcile(
    kinds: dict[str, tuple[EntityType | None, str]], occurrences: dict[str, list[tuple[Tokens, str]]]
) -> None:
    """Type a name of two or three words as a person where its last word alone, or a given name at its start, says so.

    The model often takes 'Jesper Thrane' for a body and 'Thrane' for a person.
    """
    for text, (kind, why) in list(kinds.items()):
        words = text.split()
        if kind not in _CONFUSED or why == "table of territories" or not 2 <= len(words) <= 3:
            continue
        if not all(word[:1].isupper() for word in words) or _BODY_SIGNS.intersection(
            name_types.observe_form(occurrences[text][0][0])
        ):
            continue
        alone, _ = kinds.get(words[-1], (None, ""))
        given = words[0].casefold() in lexicon.given_names() and len(occurrences.get(words[-1], ())) > 1
        if alone is EntityType.PERSON or (
            given and alone in _CONFUSED and kinds[words[-1]][1] != "table of territories"
        ):
            kinds[text] = kinds[words[-1]] = EntityType.PERSON, "surname alone"


def _is_place(text: str) -> bool:
    """Check whether a name includes the sort of place, 'State of Hawaii', or is that of a region and of no person."""
    words = text.split()
    if len(words) > 2 and words[1] in lexicon.grammar("genitive") and words[0].casefold() in lexicon.place_sorts():
        return bool(gazetteer.find(" ".join(words[2:])))
    folded = text.casefold()
    personal = folded in lexicon.given_names() or folded in lexicon.surnames()
    places = gazetteer.find(text)
    return bool(places) and not personal and all(place.kind != "city" for place in places)


def _weigh(
    parsed: ParsedDocument, same: list[tuple[Tokens, str]], words: name_types.NameWords
) -> tuple[EntityType | None, str]:
    """Return the type of a name by the evidence of its occurrences, and by the other names."""
    form = frozenset(name_types.observe_form(same[0][0])).union(name_types.observe_others(same[0][0], words))
    evidence = [form.union(name_types.observe(parsed, tokens, label)) for tokens, label in same]
    if "given name and surname" not in form and any("called a body" in pieces for pieces in evidence):
        return EntityType.ORGANIZATION, "what stands beside it"
    if _has_person_signs(evidence):
        return EntityType.PERSON, "what stands beside it"
    kind, why = name_types.decide(evidence)
    if kind is EntityType.PERSON and "given name and surname" not in form and _goes_on_as_it(evidence):
        return EntityType.ORGANIZATION, "goes on as it"
    if kind is not None:
        return kind, why
    if (other := _work_or_event(evidence)) is not None:
        return other, "signs of a work or event"
    if "surname alone" in form and any("surname that says" in pieces for pieces in evidence):
        return EntityType.PERSON, "surname that says"
    if " " not in same[0][0].text:
        return None, "label of the model"
    kind = _majority_label([label for _, label in same])
    if kind is None and any(_is_argument(tokens.root) for tokens, _ in same):
        return EntityType.UNKNOWN, "capital letters"
    return kind, "label of the model"


def _goes_on_as_it(evidence: list[frozenset[str]]) -> bool:
    """Check whether an article goes on with a name as a thing: of ten names of people that it did, none was one."""
    return any("goes on as it" in pieces for pieces in evidence)


def _is_argument(token: Token) -> bool:
    """Check whether a token is an argument of a verb."""
    if token.dep_ in ("nsubj", "nsubjpass", "dobj", "dative"):
        return token.head.pos_ in ("VERB", "AUX")
    return token.dep_ == "pobj" and token.head.dep_ in ("agent", "dative")


def _majority_label(labels: list[str]) -> EntityType | None:
    """Return the type of the model's label for most occurrences that it labels at all."""
    seen = [label for label in labels if label]
    label, count = Counter(seen).most_common(1)[0] if seen else ("", 0)
    return _TYPE_OF_LABEL.get(label) if 2 * count > len(seen) else None


def _has_person_signs(evidence: list[frozenset[str]]) -> bool:
    """Check whether most occurrences have an apposition, an age, a title, 'he' or 'she', whatever the model's label."""
    count = sum(bool(pieces & _PERSON_SIGNS) and not pieces & _BODY_SIGNS for pieces in evidence)
    return count * 2 > len(evidence) or any(
        "words 2" in pieces and pieces & _PERSON_SIGNS and not pieces & _BODY_SIGNS for pieces in evidence
    )


def _work_or_event(evidence: list[frozenset[str]]) -> EntityType | None:
    """Return the type of a work or an event where most occurrences have signs of one."""
    for kind, signs in ((EntityType.EVENT, _EVENT_SIGNS), (EntityType.WORK, _WORK_SIGNS)):
        if sum(bool(pieces & signs) for pieces in evidence) * 2 > len(evidence):
            return kind
    return None


def is_people(same: list[tuple[Tokens, str]]) -> bool:
    """Check whether a name is that of a people, a party's members or a faith's believers, rather than of a body.

    The model labels it so, or an adjective shows it: 'ethnic Uyghurs', but 'the Yankees', 'Reuters said'.
    """
    tokens = same[0][0]
    if tokens.text.casefold() in _demonyms():
        return True
    labels = [label for _, label in same]
    if labels.count(_GROUP) * 2 > len(labels) and tokens[-1].lower_.endswith(lexicon.sequence("people_ending")):
        return True
    if len(tokens) != 1 or not tokens[0].lower_.endswith(lexicon.sequence("plural_ending")) or tokens.text.isupper():
        return False
    return any(c.pos_ == "ADJ" for same_tokens, _ in same for c in same_tokens[0].lefts if c.text.islower())


# -- further occurrences


def _propagate(parsed: ParsedDocument, names: list[Name]) -> list[Name]:
    """Add the occurrences of names that were missed, and type parts of a name as the whole.

    'Thorvald' alone is a person where 'Ragna Thorvald' is, and so is 'Ragna'.
    """
    doc = parsed.doc
    kinds = {name.tokens.text: name for name in names}
    parts = _parts_of_people(names)
    bodies = _short_bodies(names) - parts
    short = bodies | (_beginnings(names) - parts)
    out = []
    taken: set[int] = set()

    def make(tokens: Tokens, text: str) -> Name:
        if text in parts:
            return Name(tokens, EntityType.PERSON, "part of a person's name")
        if text in short:
            return Name(tokens, EntityType.ORGANIZATION, "short for a company")
        return kinds[text]._replace(tokens=tokens)

    for name in names:
        out.append(make(name.tokens, name.tokens.text))
        taken.update(range(name.tokens.start, name.tokens.end))
    by_first: dict[str, list[list[str]]] = defaultdict(list)
    for text in {*kinds, *parts, *bodies}:
        words = text.split(" ")
        by_first[words[0]].append(words)
    for words_from in by_first.values():
        words_from.sort(key=lambda words: (-len(words), words))
    for token in doc:
        if token.i in taken or parsed.skipped[token.i] or token.text not in by_first:
            continue
        if token.ent_type_ in ("DATE", "TIME"):
            continue  # 'in May' is not Theresa May
        for words in by_first[token.text]:
            end = token.i + len(words)
            if [t.text for t in doc[token.i : end]] == words and not taken & set(range(token.i, end)):
                text = " ".join(words)
                if len(words) > 1 or token.pos_ == "PROPN" or (text in parts and _is_name_like(token)):
                    out.append(make(doc.cut(token.i, end), text))
                    taken.update(range(token.i, end))
                break
    out.sort(key=lambda name: name.tokens.start)
    return out


def _short_bodies(names: list[Name]) -> frozenset[str]:
    """List the names of companies without their legal form: 'Corvane' for 'Corvane Inc.'."""
    out = set()
    for tokens, kind, _ in names:
        words = tokens.text.split()
        while len(words) > 1 and words[-1].casefold().strip(".,") in lexicon.words("suffix_company"):
            words = words[:-1]
            if kind is EntityType.ORGANIZATION and words[-1][:1].isupper():
                out.add(" ".join(words).rstrip(","))
    return frozenset(text for text in out if lexicon.nouns().get(text.casefold()) is None)


def _beginnings(names: list[Name]) -> frozenset[str]:
    """List the beginnings of bodies' names that are short for them: 'Harrow Heath' for 'Harrow Heath Capital'."""
    out = set()
    for tokens, kind, _ in names:
        words = tokens.text.split()
        if kind is EntityType.ORGANIZATION and lexicon.gender_of(words[0].casefold()) is None:
            folded = [word.casefold().strip(".,") for word in words]
            out |= {" ".join(words[:i]) for i in range(2, len(words)) if is_beginning(folded[:i], folded)}
    return frozenset(out)


def _is_name_like(token: Token) -> bool:
    """Check whether a word is part of a person's name, whatever its tag: a possessor, or inside a sentence."""
    owns = token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS"
    return token.pos_ == "NOUN" or owns or not (token.is_sent_start or token.doc[token.i - 1].is_punct)


def _parts_of_people(names: list[Name]) -> frozenset[str]:
    """List the surnames and given names of the people whose full names are in a text."""
    parts = set()
    for tokens, kind, _ in names:
        words = tokens.text.split()
        if kind is EntityType.PERSON and 1 < len(words) < 5:
            parts.add(words[0])
            if words[-2].casefold() not in lexicon.grammar("epithet_marker"):  # 'Catherine of Siena', 'Peter the Great'
                parts.add(words[-1])
    return frozenset(
        part
        for part in parts
        if part[:1].isupper()
        and len(part.rstrip(".")) > 1
        and part.casefold() not in known_territories()
        and lexicon.nouns().get(part.casefold()) is None
        and part.casefold().rstrip(".") not in lexicon.honorifics()
    )


@cache
def _capitals() -> frozenset[str]:
    return frozenset(t.capital.casefold() for t in gazetteer.territories() if t.capital and t.is_state)


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(d.casefold() for t in gazetteer.territories() for d in t.demonyms)
