"""Find names: those of the model and those that it missed, with their ends repaired and one kind for each name.

No article, possessive or title belongs to a name; states are known by our own table; a name that is seen in one place
is seen wherever it stands.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from graphkit.language import gazetteer, lexicon
from graphkit.language.parse import Token, Tokens
from graphkit.model import EntityType
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.mentions import name_types

__all__ = ["Name", "find_names"]

_GROUP = "NORP"
_PERSON_SIGNS = frozenset(["apposed Person", "before age", "after title", "then he"])
_BODY_SIGNS = frozenset(["ends as org", "ends as place", "ends as work", "begins as org", "capitals", "acronym"])
_EVENT_SIGNS = frozenset(["label EVENT", "ends as event", "after Event"])
_WORK_SIGNS = frozenset(
    ["label WORK_OF_ART", "label LAW", "ends as work", "after CreativeWork", "before year", "alone in quotation marks"]
)
_LABELS = frozenset(["PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "WORK_OF_ART", "LAW", _GROUP])
_MODEL_SAYS = {
    "PERSON": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
}
_PLACE_LABELS = frozenset(["GPE", "LOC"])
_OTHER_NAME = frozenset(["née", "nee", "alias", "aka"])
_JOINERS = frozenset(["of", "the", "and", "for", "de", "la", "von", "van", "al", "du", "del", "den", "ibn", "bin"])
_LONGEST = 8
"""Words that a name which the model missed can have."""


def find_names(parsed: ParsedDocument) -> list[Name]:
    """Find the names of a document.

    Args:
        parsed: The document beside its parse.

    Returns:
        The names, in order of the text.
    """
    found = sorted((*_of_the_model(parsed), *_missed(parsed)), key=lambda pair: pair[0].start)
    kinds = _decide(parsed, found)
    named = [Name(tokens, kind, why) for tokens, _ in found for kind, why in [kinds[tokens.text]] if kind is not None]
    return _repeat(parsed, named)


class Name(NamedTuple):
    """A name as it stands: its tokens, the kind of thing that it names, and what told that."""

    tokens: Tokens
    kind: EntityType
    why: str


# -- where names stand


def _of_the_model(parsed: ParsedDocument) -> Iterator[tuple[Tokens, str]]:
    """Yield the model's names with their labels, without article, possessive and title."""
    for tokens in parsed.doc.ents:
        if tokens.label_ not in _LABELS or parsed.skipped[tokens.start]:
            continue
        for piece in _split(tokens):
            trimmed = _trim(piece, tokens.label_)
            if trimmed is not None and not (tokens.label_ == _GROUP and _is_adjective(trimmed)):
                yield trimmed, tokens.label_


def _split(tokens: Tokens) -> Iterator[Tokens]:
    """Cut what the model took for one name at a dash between spaces: 'Group G — Belgium'."""
    start = tokens.start
    for token in tokens:
        if token.text in ("–", "—", "--", "|", ";", ":") or (token.text == "-" and token.nbor(-1).whitespace_):
            if start < token.i:
                yield tokens.doc.cut(start, token.i)
            start = token.i + 1
    if start < tokens.end:
        yield tokens.doc.cut(start, tokens.end)


def _trim(tokens: Tokens, label: str) -> Tokens | None:
    doc, start, end = tokens.doc, tokens.start, tokens.end
    while start < end and (
        doc[start].lower_ in ("the", "a", "an")
        or doc[start].is_punct
        or doc[start].is_space
        or doc[start].tag_ == "PRP$"
    ):
        start += 1
    while end > start and (doc[end - 1].tag_ == "POS" or _is_edge(doc[end - 1])):
        end -= 1
    while end - start > 1 and (doc[start].lower_ in _OTHER_NAME or (label in _PLACE_LABELS and doc[start].like_num)):
        start += 1  # 'née Ostervik'
    if label == "PERSON":
        while end - start > 1 and (doc[end - 1].like_num or doc[end - 1].lower_ in ("percent", "%")):
            end -= 1  # 'Berg 47 percent'
        while end - start > 1 and doc[start].lower_.rstrip(".") in lexicon.honorifics():
            start += 1
    while end - start > 1 and doc[end - 1].like_num and doc.cut(start, end - 1).text.casefold() in _known_territories():
        end -= 1  # 'Sweden 1 – 0 Korea'
    if start >= end or not any(c.isalpha() for c in doc.cut(start, end).text):
        return None
    if label in _PLACE_LABELS and start and "part" in lexicon.place_sorts().get(doc[start - 1].text, ()):
        start -= 1  # 'southern Norway' is not Norway
    return doc.cut(start, end)


def _is_edge(token: Token) -> bool:
    return (token.is_punct and token.text != ".") or token.is_space


def _is_adjective(tokens: Tokens) -> bool:
    """Tell 'Chinese' before a noun, which names nobody, from 'the Chinese' and 'Uyghurs', who are people."""
    return tokens.root.dep_ in ("amod", "compound", "nmod", "acomp", "npadvmod") or tokens.root.pos_ == "ADJ"


def _missed(parsed: ParsedDocument) -> Iterator[tuple[Tokens, str]]:
    """Yield the runs of proper nouns in which the model saw no name."""
    doc = parsed.doc
    i, count = 0, len(doc)
    while i < count:
        token = doc[i]
        if token.pos_ != "PROPN" or token.ent_type_ or parsed.skipped[i] or not token.text[:1].isupper():
            i += 1
            continue
        end = i + 1
        while end < count and end - i < _LONGEST and not doc[end].ent_type_:
            word = doc[end]
            if word.pos_ == "PROPN" and word.text[:1].isupper():
                end += 1
            elif word.lower_ in _JOINERS and end + 1 < count and _goes_on(doc[end + 1], word.lower_):
                end += 2
            else:
                break
        run = doc.cut(i, end)
        if not _is_post(run) and any(c.islower() or len(run.text) > 1 for c in run.text):
            yield run, ""
        i = end


def _goes_on(token: Token, joiner: str) -> bool:
    return joiner not in ("the", "and") and token.pos_ == "PROPN" and not token.ent_type_ and token.text[:1].isupper()


def _is_post(tokens: Tokens) -> bool:
    """Tell a post written large, 'the Vice President', from a name."""
    head = lexicon.nouns().get(tokens.root.lemma_.lower()) or lexicon.nouns().get(tokens[-1].lower_)
    titled = tokens[0].lower_.rstrip(".") in lexicon.honorifics()
    return head is not None or titled or tokens.root.ent_type_ != ""


# -- what they name


def _decide(parsed: ParsedDocument, found: list[tuple[Tokens, str]]) -> dict[str, tuple[EntityType | None, str]]:
    """Decide once for each name what it names throughout the document, and say what told."""
    known = _known_territories()
    occurrences: dict[str, list[tuple[Tokens, str]]] = defaultdict(list)
    for tokens, label in found:
        occurrences[tokens.text].append((tokens, label))
    kinds: dict[str, tuple[EntityType | None, str]] = {}
    for text, same in occurrences.items():
        folded = text.casefold().replace("’", "'")
        if folded in known:
            kinds[text] = known[folded], "table of territories"
        elif folded in _capitals() or _is_called_a_place(text):
            kinds[text] = EntityType.PLACE, "table of territories"
        elif _is_people(same):
            kinds[text] = EntityType.GROUP, "name of a people"
        else:
            kinds[text] = _weigh(parsed, same)
    return kinds


def _is_called_a_place(text: str) -> bool:
    """Tell a place that says of what sort it is, 'State of Hawaii', or a region whose name nobody else has."""
    words = text.split()
    if len(words) > 2 and words[1] == "of" and words[0].casefold() in lexicon.place_sorts():
        return bool(gazetteer.find(" ".join(words[2:])))
    folded = text.casefold()
    anybody = folded in lexicon.given_names() or folded in lexicon.surnames()
    found = gazetteer.find(text)
    return bool(found) and not anybody and all(place.kind != "city" for place in found)


def _weigh(parsed: ParsedDocument, same: list[tuple[Tokens, str]]) -> tuple[EntityType | None, str]:
    """Decide by the evidence what a name names."""
    form = frozenset(name_types.observe_form(same[0][0]))
    evidence = [form.union(name_types.observe(parsed, tokens, label)) for tokens, label in same]
    if _is_told_of_a_person(evidence):
        return EntityType.PERSON, "what stands beside it"
    kind, why = name_types.decide(evidence)
    if kind is not None:
        return kind, why
    if (made := _made_or_held(evidence)) is not None:
        return made, "signs of a work or event"
    if "surname alone" in form and any("surname that says" in pieces for pieces in evidence):
        return EntityType.PERSON, "surname that says"
    kind = _as_the_model_says([label for _, label in same]) if " " in same[0][0].text else None
    return kind, "label of the model"


def _as_the_model_says(labels: list[str]) -> EntityType | None:
    """Believe the model of a name of several words that it mostly takes for one kind of thing."""
    seen = [label for label in labels if label]  # where it sees no name, it says nothing
    label, count = Counter(seen).most_common(1)[0] if seen else ("", 0)
    return _MODEL_SAYS.get(label) if 2 * count > len(seen) else None


def _is_told_of_a_person(evidence: list[frozenset[str]]) -> bool:
    """Tell a person, whatever the model says, by a noun for people beside the name, an age, a title, 'he' or 'she'."""
    told = sum(bool(pieces & _PERSON_SIGNS) and not pieces & _BODY_SIGNS for pieces in evidence)
    return told * 2 > len(evidence) or any("words 2" in pieces and pieces & _PERSON_SIGNS for pieces in evidence)


def _made_or_held(evidence: list[frozenset[str]]) -> EntityType | None:
    """Tell a work or an event among what is neither a person nor a body nor a place."""
    for kind, signs in ((EntityType.EVENT, _EVENT_SIGNS), (EntityType.WORK, _WORK_SIGNS)):
        if sum(bool(pieces & signs) for pieces in evidence) * 2 > len(evidence):
            return kind
    return None


def _is_people(same: list[tuple[Tokens, str]]) -> bool:
    """Tell a people, a party's members or a faith's believers from a body.

    The model says so, or the grammar does: 'ethnic Uyghurs', but 'the Yankees', 'Reuters said'.
    """
    tokens = same[0][0]
    if tokens.text.casefold() in _demonyms():
        return True
    labels = [label for _, label in same]
    if labels.count(_GROUP) * 2 > len(labels) and tokens[-1].lower_.endswith(("s", "ese", "ish", "ch", "men")):
        return True
    if len(tokens) != 1 or not tokens[0].lower_.endswith("s") or tokens.text.isupper():
        return False
    return any(c.pos_ == "ADJ" for same_tokens, _ in same for c in same_tokens[0].lefts if c.text.islower())


# -- where else they stand


def _repeat(parsed: ParsedDocument, names: list[Name]) -> list[Name]:
    """Let the clearest mention of a name speak for the others.

    'Thorvald' alone is a person where 'Ragna Thorvald' is, and so is 'Ragna'; what was missed in one place is found
    again there.
    """
    doc = parsed.doc
    kinds = {name.tokens.text: name for name in names}
    parts = _parts_of_people(names)
    bodies = _short_bodies(names) - parts
    out = []
    taken: set[int] = set()

    def read(tokens: Tokens, text: str) -> Name:
        if text in parts:
            return Name(tokens, EntityType.PERSON, "part of a person's name")
        if text in bodies:
            return Name(tokens, EntityType.ORGANIZATION, "short for a company")
        return kinds[text]._replace(tokens=tokens)

    for name in names:
        out.append(read(name.tokens, name.tokens.text))
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
                    out.append(read(doc.cut(token.i, end), text))
                    taken.update(range(token.i, end))
                break
    out.sort(key=lambda name: name.tokens.start)
    return out


def _short_bodies(names: list[Name]) -> frozenset[str]:
    """List what companies are called without what tells that they are one: 'Corvane' for 'Corvane Inc.'."""
    out = set()
    for tokens, kind, _ in names:
        words = tokens.text.split()
        while len(words) > 1 and words[-1].casefold().strip(".,") in lexicon.words("suffix_company"):
            words = words[:-1]
            if kind is EntityType.ORGANIZATION and words[-1][:1].isupper():
                out.add(" ".join(words).rstrip(","))
    return frozenset(text for text in out if lexicon.nouns().get(text.casefold()) is None)


def _is_name_like(token: Token) -> bool:
    """Tell a part of a person's name whatever the tagger makes of it: in a sentence only names are written large."""
    owns = token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS"
    return token.pos_ == "NOUN" or owns or not (token.is_sent_start or token.doc[token.i - 1].is_punct)


def _parts_of_people(names: list[Name]) -> frozenset[str]:
    """List the surnames and given names of the people whom a text names in full."""
    parts = set()
    for tokens, kind, _ in names:
        words = tokens.text.split()
        if kind is EntityType.PERSON and 1 < len(words) < 5:
            parts.add(words[0])
            if words[-2].casefold() not in ("of", "the"):  # 'Catherine of Siena', 'Peter the Great'
                parts.add(words[-1])
    return frozenset(
        part
        for part in parts
        if part[:1].isupper()
        and len(part.rstrip(".")) > 1
        and part.casefold() not in _known_territories()
        and lexicon.nouns().get(part.casefold()) is None
        and part.casefold().rstrip(".") not in lexicon.honorifics()
    )


@cache
def _known_territories() -> dict[str, EntityType]:
    out = {}
    for territory in lexicon.territories():
        kind = EntityType.COUNTRY if territory.is_state else EntityType.PLACE
        for name in (territory.name, *territory.aliases):
            out[name.casefold().removeprefix("the ")] = kind
    return out


@cache
def _capitals() -> frozenset[str]:
    return frozenset(t.capital.casefold() for t in lexicon.territories() if t.capital and t.is_state)


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(d.casefold() for t in lexicon.territories() for d in t.demonyms)
