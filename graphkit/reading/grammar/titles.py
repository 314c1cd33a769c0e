"""Recognise the nouns that name a post, a profession or a kinship: 'the mayor', 'trainer Jo Roe', 'his wife'."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType, Predicate

__all__ = [
    "is_another_person",
    "is_before_name",
    "is_capital_by_place",
    "is_post",
    "is_rank_behind",
    "name_kinship",
    "singular_of_post",
]

_ENDINGS = (("men", "man"), ("ies", "y"), ("s.", "."), ("s", ""))
"""How the plural of a post ends, and its singular: 'congressmen', 'deputies', 'Sens.', 'senators'."""


def is_capital_by_place(token: Token) -> bool:
    """Check whether a word is written large only as the first of its sentence: 'Hockey coach Jo Roe'.

    Args:
        token: A token written large.
    """
    body = lexicon.nouns().get(token.lower_) in (EntityType.ORGANIZATION, EntityType.GROUP)  # 'Opposition whip Roe'
    if token.i != token.sent.start or token.tag_ in ("NNS", "NNPS") or token.text[1:] != token.text[1:].lower() or body:
        return False
    return all(t.text != token.text or t.i == t.sent.start for t in token.doc)


def is_post(token: Token) -> bool:
    """Check whether a noun names a post or a profession, and not just a person.

    Args:
        token: A noun.
    """
    lemma = token.lemma_.lower()
    if lemma in lexicon.words("role_title"):
        return True
    if token.lower_ in lexicon.words("rank_behind"):
        return any(c.i == token.i - 1 and is_post(c) for c in token.children)  # 'a professor emeritus of history'
    before_name = is_before_name(token)
    if before_name and token.lower_.rstrip(".") in lexicon.words("post_abbreviation"):
        return True
    if lemma in lexicon.words("generic_person") or not lexicon.words("no_post").isdisjoint((lemma, _whole(token))):
        return False
    kind = lexicon.nouns().get(lemma) or lexicon.nouns().get(token.lower_)
    if kind is EntityType.PERSON:
        return token.tag_ == "NN" or before_name
    # whoever is called a trainer, creator or ethicist right before his name is one
    common = token.tag_ == "NN" or (token.tag_ == "NNP" and token.is_sent_start)
    return before_name and common and token.lower_.endswith(lexicon.sequence("agent_ending"))


def _whole(token: Token) -> str:
    """Return a noun with what a hyphen joins to it: 'front-runner', which the tokeniser splits in three."""
    before = token.doc[max(0, token.i - 2) : token.i]
    joined = len(before) == 2 and before[1].text == "-" and not before[0].whitespace_ and not before[1].whitespace_
    return f"{before[0].lower_}-{token.lemma_.lower()}" if joined else token.lemma_.lower()


def singular_of_post(token: Token) -> str | None:
    """Return a post in the singular that a plural names, or None: 'Justice' of 'Justices Jo Roe and Ada Berg'.

    Args:
        token: A noun, also one that the tagger takes for a proper name.
    """
    for plural, singular in _ENDINGS:
        if token.lower_.endswith(plural):
            word = token.text[: -len(plural)] + singular
            lemma = lexicon.lemmas().get(word.lower(), word.lower())
            known = lemma in lexicon.words("role_title") or lexicon.nouns().get(lemma) is EntityType.PERSON
            others = ("generic_person", "no_post", "relational_post")
            return word if known and not any(lemma in lexicon.words(group) for group in others) else None
    return None


def is_another_person(token: Token, title: Token) -> bool:
    """Check whether a name before a title is of somebody else: 'Roe and Norwegian leader Jo Berg'.

    In 'House and Senate leader Jo Berg' both are bodies of the title.

    Args:
        token: A word that the parser takes for a modifier of the title.
        title: A noun that names a post.
    """
    own = [c for c in token.children if token.i < c.i < title.i]
    joined = any(c.dep_ == "cc" for c in own)
    return joined and (token.ent_type_ == "PERSON" or not any(c.dep_ == "conj" and c.tag_[:2] == "NN" for c in own))


def is_before_name(token: Token) -> bool:
    """Check whether a noun stands before the name of a person as its title: 'trainer Jo Roe', 'Bishop Jo Roe'."""
    name = token.head
    if token.dep_ not in ("compound", "nmod") or name.i <= token.i or token.lower_ in lexicon.given_names():
        return False
    between = token.doc[token.i + 1 : name.i + 1]
    labels = (name.ent_type_, name.head.ent_type_)
    # the model takes some titles for a part of the name
    person = name.pos_ == "PROPN" and ("PERSON" in labels or token.ent_type_ == name.ent_type_ != "")
    return person and all(t.pos_ == "PROPN" or t.is_punct for t in between)


def is_rank_behind(token: Token) -> bool:
    """Check whether a word is the end of a post of two words before a name: 'Attorney General Roe'."""
    before = token.doc[token.i - 1] if token.i else None
    rank = token.lower_ in lexicon.words("rank_behind") and before is not None and before.head == token.head
    return rank and before is not None and before.lemma_.lower() in lexicon.words("role_title")


def name_kinship(noun: Token) -> Predicate | None:
    """Return the relation that a noun of kinship names, as 'is the brother of' does, or None.

    Args:
        noun: A noun in the singular: 'wife', 'half-brother', the 'brother' of 'brother-in-law'.
    """
    if noun.tag_ != "NN":
        return None
    law = lexicon.word("in_law_ending")
    behind = "".join(t.lower_ for t in noun.doc[noun.i + 1 : noun.i + 5])
    name = noun.lemma_.lower() + (law if behind == law else "")
    found = lexicon.predicates().get(f"be-{name}-of")
    return found if found is not None and found.name in lexicon.words("kinship_relation") else None
