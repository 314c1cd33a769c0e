"""Find where names begin and end: the model's names, corrected, and the runs of proper nouns that it missed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from graphkit.language import gazetteer, lexicon
from graphkit.language.parse import Parse, Token, Tokens
from graphkit.model import EntityType
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import has_child
from graphkit.reading.grammar.titles import singular_of_post

__all__ = ["find_missed_names", "find_model_names", "is_portfolio", "known_territories"]

_GROUP = "NORP"
_LABELS = frozenset(["PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "WORK_OF_ART", "LAW", _GROUP])
_CONFUSED = frozenset(["PERSON", "ORG", "WORK_OF_ART", "FAC", "EVENT", _GROUP])
"""The labels that the model gives to people with their titles: 'Special Rapporteur Adaeze Roe'."""
_PLACE_LABELS = frozenset(["GPE", "LOC"])
_LONGEST = 8
"""The most words of a name that the model missed."""


def find_model_names(parsed: ParsedDocument) -> Iterator[tuple[Tokens, str]]:
    """Yield the model's names with their labels, without articles, possessives and titles."""
    for tokens in parsed.doc.ents:
        if tokens.label_ not in _LABELS or parsed.skipped[tokens.start]:
            continue
        for piece in _split(tokens):
            trimmed = _trim(piece, tokens.label_)
            if trimmed is not None and (end := _end_of(tokens.doc, trimmed)) > trimmed.end:
                yield tokens.doc.cut(trimmed.start, end), ""
                continue
            if trimmed is not None and _is_plain_plural(trimmed):
                continue  # 'Farmers stopped their combines'
            if trimmed is not None and tokens.label_ == "ORG" and _is_post_of_body(trimmed):
                if trimmed[0].text.isupper():
                    yield tokens.doc.cut(trimmed.start, trimmed.start + 1), tokens.label_
                continue  # 'the UN Humanitarian Coordinator' is a post at the UN
            if trimmed is not None and not (tokens.label_ == _GROUP and _is_adjective(trimmed)):
                yield trimmed, tokens.label_


def _split(tokens: Tokens) -> Iterator[Tokens]:
    """Split what the model took for one name at a dash, a verb of saying, or the preposition of a verb.

    'Roe told Radio Mira', 'sold Radio Mira to Halden'.
    """
    start = tokens.start
    for token in tokens:
        if _parts_names(token) or (
            tokens.label_ == "PERSON" and token.lower_ in lexicon.grammar("additive_conjunction")
        ):
            if start < token.i:
                yield tokens.doc.cut(start, token.i)
            start = token.i + 1
    if start < tokens.end:
        yield tokens.doc.cut(start, tokens.end)


def _parts_names(token: Token) -> bool:
    """Check whether a token in what the model took for a name parts two of them: 'Group G — Belgium'."""
    if token.text in ("–", "—", "--", "|", ";", ":") or (
        token.text == "-" and token.i > 0 and token.nbor(-1).whitespace_
    ):
        return True
    if token.text.islower() and token.tag_ in ("VBD", "VBZ") and (token.lemma_.lower(), "verb") in lexicon.cues():
        return True  # 'Roe told Radio Mira'
    return token.tag_ in ("IN", "TO") and token.dep_ in ("prep", "dative") and token.head.pos_ == "VERB"


def _trim(tokens: Tokens, label: str) -> Tokens | None:
    """Correct the ends of a name; None if nothing is left of it."""
    doc, start, end = tokens.doc, tokens.start, tokens.end
    while start < end and (
        doc[start].lower_ in lexicon.grammar("article")
        or doc[start].is_punct
        or doc[start].is_space
        or doc[start].tag_ == "PRP$"
    ):
        start += 1
    while end > start and (doc[end - 1].tag_ == "POS" or _is_edge(doc[end - 1])):
        end -= 1
    while end - start > 1 and (
        doc[start].lower_ in lexicon.words("other_name_marker") or (label in _PLACE_LABELS and doc[start].like_num)
    ):
        start += 1  # 'née Ostervik'
    if label == "PERSON":
        while end - start > 1 and (doc[end - 1].like_num or doc[end - 1].lower_ in lexicon.words("percent_sign")):
            end -= 1  # 'Berg 47 percent'
        while end - start > 1 and (
            doc[start].lower_.rstrip(".") in lexicon.honorifics()
            or (doc[start].tag_ == "NN" and doc[start].text.islower())  # 'By Tuesday afternoon Orlan was'
        ):
            start += 1
    while end - start > 1 and doc[end - 1].like_num and doc.cut(start, end - 1).text.casefold() in known_territories():
        end -= 1  # 'Sweden 1 – 0 Korea'
    if label in _CONFUSED:
        start = _after_party(doc, start, end)
        start = _after_title(doc, start, end, label)
        start = _after_portfolio(doc, start, end)
    if start >= end or not any(c.isalpha() for c in doc.cut(start, end).text):
        return None
    start = _first_of(doc, start, end)
    if label in _PLACE_LABELS and start and "part" in lexicon.place_sorts().get(doc[start - 1].text, ()):
        start -= 1  # 'southern Norway' is not Norway
    return doc.cut(start, end)


def _first_of(doc: Parse, start: int, end: int) -> int:
    """Return where a name starts of which the model saw only the end: 'Catalina' before 'Reyes'."""
    while start:
        if _is_hyphenated(doc, start - 1):
            start -= 2  # 'Finch' of 'Diallo-Finch'
            continue
        before = doc[start - 1]
        inside = before.dep_ == "compound" and start <= before.head.i < end
        if not inside or not _is_unlabelled(before) or not before.text[:1].isupper() or before.pos_ != "PROPN":
            break
        if before.i == before.sent.start and before.lower_ not in lexicon.given_names():
            break  # 'Later Corvane' is no longer name
        titled = _is_title(doc.cut(before.i, start)) or singular_of_post(before) is not None
        if before.text.isupper() or titled or not before.text.isalpha():
            break
        start -= 1
    return start


def _is_hyphenated(doc: Parse, hyphen: int) -> bool:
    """Check whether a token is a hyphen between two parts of a name that the model took for two things."""
    if not 0 < hyphen < len(doc) - 1 or doc[hyphen].text != "-" or doc[hyphen].whitespace_:
        return False
    before, after = doc[hyphen - 1], doc[hyphen + 1]
    return not before.whitespace_ and before.pos_ == after.pos_ == "PROPN" and before.text[:1].isupper()


def _end_of(doc: Parse, name: Tokens) -> int:
    """Return where a name ends of which the model saw only the start: 'Corrigan' before 'Paper'."""
    end = name.end
    while end + 1 < len(doc) and _is_hyphenated(doc, end) and doc[end + 1].text[:1].isupper():
        end += 2  # 'Diallo' of 'Diallo-Finch'
    while end < len(doc) and doc[end - 1].dep_ == "compound" and doc[end - 1].head.i == end:
        after = doc[end]
        title = lexicon.nouns().get(after.lower_) is EntityType.PERSON or _is_short_title(after)
        if not _continues(after) or title or after.text.isupper():
            break
        end += 1
    return end


def _is_short_title(token: Token) -> bool:
    """Check whether a word is a title cut short, which is no part of a name before it: 'Sen.' of 'Ohio Sen. Jo Roe'."""
    return token.lower_.rstrip(".") in lexicon.words("post_abbreviation")


def _is_unlabelled(token: Token) -> bool:
    """Check whether the model has no label for a token, or one that is of no thing that is followed."""
    return token.ent_type_ in ("", "PRODUCT")


def _after_title(doc: Parse, start: int, end: int, label: str) -> int:
    """Return where the name of a person begins that a title was taken for a part of: 'Bishop Marjatta Roe'."""
    for i in range(start, min(start + 3, end - 2)):
        token = doc[i]
        given = lexicon.gender_of(doc[i + 1].lower_) is not None
        word, lemma = token.lower_.rstrip("."), token.lemma_.lower()
        title = lemma in lexicon.words("role_title") or lemma in _posts() or word in lexicon.words("post_abbreviation")
        title = title or ((label == "PERSON" or given) and lexicon.nouns().get(lemma) is EntityType.PERSON)
        title = title or singular_of_post(token) is not None  # 'Justices Jo Roe and Ada Berg'
        if title and word not in lexicon.given_names() and _is_personal(doc.cut(i + 1, end)):
            return i + 1
    return start


def _after_party(doc: Parse, start: int, end: int) -> int:
    """Return where a name begins behind the party that its bearer is of: 'Democrat Roe', but not 'Republican Guard'."""
    words = doc[start + 1 : end]
    party = end - start > 1 and doc[start].lower_ in lexicon.words("party_member")
    last = doc[end - 1].lower_
    body = last in lexicon.words("suffix_org") or lexicon.nouns().get(last) is not None
    return start + 1 if party and not body and len(words) < 4 and all(t.tag_ == "NNP" for t in words) else start


def _after_portfolio(doc: Parse, start: int, end: int) -> int:
    """Return where a name begins that a minister's matter was taken for a part of: 'Minister for Health Jo Roe'."""
    if end - start < 3 or not is_portfolio(doc, start):
        return start
    given = lexicon.gender_of(doc[start + 1].lower_) is not None and lexicon.gender_of(doc[start].lower_) is None
    return start + 1 if given else start


def is_portfolio(doc: Parse, position: int) -> bool:
    """Check whether a word tells what somebody is minister for: 'Minister for Health'.

    Args:
        doc: The parse.
        position: The position of the word.
    """
    if position < 2 or doc[position - 1].lower_ not in lexicon.grammar("portfolio_preposition"):
        return False
    return doc[position - 2].lemma_.lower() in lexicon.words("portfolio_post")


@cache
def _posts() -> frozenset[str]:
    return frozenset(post for _, posts, _ in lexicon.rows("post_bodies", 3) for post in posts.split())


def _is_personal(tokens: Tokens) -> bool:
    """Check whether two or three words can be the name of a person: no last word of a body's name, no common noun."""
    last = tokens[-1].lower_.rstrip(".")
    other = any(last in lexicon.words(group) for group in ("suffix_org", "suffix_place", "suffix_work", "suffix_event"))
    words = [t for t in tokens if not t.is_punct]
    return (
        2 <= len(words) <= 4 and not other and lexicon.nouns().get(last) is None and all(t.tag_ == "NNP" for t in words)
    )


def _is_plain_plural(tokens: Tokens) -> bool:
    """Check whether what the model took for a name is a plural noun that begins a sentence: 'Farmers'."""
    token = tokens[0]
    first = tokens.end - tokens.start == 1 and token.i == token.sent.start
    return first and token.tag_ in ("NNS", "NNPS") and lexicon.nouns().get(token.lemma_.lower()) is EntityType.PERSON


def _is_post_of_body(tokens: Tokens) -> bool:
    """Check whether what the model took for a body is a post with its body: 'the UN Humanitarian Coordinator'."""
    last = tokens[-1]
    long = tokens.end - tokens.start > 1 and has_child(tokens.root, "det")
    return long and tokens.root == last and last.lemma_.lower() in lexicon.words("role_title")


def _is_edge(token: Token) -> bool:
    return (token.is_punct and token.text != ".") or token.is_space


def _is_adjective(tokens: Tokens) -> bool:
    """Check whether a name of a people is an adjective: 'Chinese' before a noun, but not 'the Chinese' or 'Uyghurs'."""
    return tokens.root.dep_ in ("amod", "compound", "nmod", "acomp", "npadvmod") or tokens.root.pos_ == "ADJ"


def find_missed_names(parsed: ParsedDocument) -> Iterator[tuple[Tokens, str]]:
    """Yield the runs of proper nouns in which the model found no name, each with an empty label."""
    doc = parsed.doc
    i, count = 0, len(doc)
    while i < count:
        token = doc[i]
        if token.pos_ != "PROPN" or not _is_unlabelled(token) or parsed.skipped[i] or not token.text[:1].isupper():
            i += 1
            continue
        end = i + 1
        while end < count and end - i < _LONGEST and _is_unlabelled(doc[end]):
            word = doc[end]
            if _is_hyphenated(doc, end):
                end += 2
            elif word.pos_ == "PROPN" and word.text[:1].isupper():
                end += 1
            elif word.lower_ in lexicon.grammar("name_joiner") and end + 1 < count and _continues(doc[end + 1]):
                end += 2
            else:
                break
        while end - i > 1 and (doc[i].lower_ in lexicon.honorifics() or _is_royal(doc[i])):
            i += 1
        i = _after_title(doc, i, end, "")
        run = doc.cut(i, end)
        if not _is_title(run) and any(c.islower() or len(run.text) > 1 for c in run.text):
            yield run, ""
        i = end


def _is_royal(token: Token) -> bool:
    """Check whether a token is a title before a first name: 'Princess Leonora'."""
    return token.lower_ in lexicon.words("royal_title")


def _continues(token: Token) -> bool:
    return token.pos_ == "PROPN" and _is_unlabelled(token) and token.text[:1].isupper()


def _is_title(tokens: Tokens) -> bool:
    """Check whether a run of proper nouns is a title in capitals: 'the Vice President'."""
    head = lexicon.nouns().get(tokens.root.lemma_.lower()) or lexicon.nouns().get(tokens[-1].lower_)
    titled = tokens[0].lower_.rstrip(".") in lexicon.honorifics()
    if head is not None and not titled and tokens.end - tokens.start > 1 and _is_argument(tokens.root):
        first = tokens[0]
        known = first.lower_ in lexicon.words("state_modifier") or first.lower_ in lexicon.nouns()
        determined = has_child(tokens.root, "det", "poss", "appos")
        if not known and not determined and (head is EntityType.WORK or tokens.root.tag_ == "NNPS"):
            return False  # 'Sundvik Paper', 'Trident Shipbuilders'
    return head is not None or titled or not _is_unlabelled(tokens.root)


def _is_argument(token: Token) -> bool:
    return token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")


@cache
def known_territories() -> dict[str, EntityType]:
    """Return the names of states and regions, in lower case and without an article, with their types."""
    out = {}
    for territory in gazetteer.territories():
        kind = EntityType.COUNTRY if territory.is_state else EntityType.PLACE
        for name in (territory.name, *territory.aliases):
            out[lexicon.without_article(name.casefold())] = kind
    return out
