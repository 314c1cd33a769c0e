"""Resolve what somebody is to another by what the other is to him: 'Roe's widow, Ada, said her husband had known'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType, MentionKind
from graphkit.reading.coreference.clusters import MentionClusters
from graphkit.reading.grammar.syntax import child, children, has_child

__all__ = ["join_bodies", "join_counterparts"]

_OWN = {EntityType.COUNTRY: "country_noun", EntityType.ORGANIZATION: "company_noun"}
"""By which nouns somebody's own country or company is called, by its type."""


def join_counterparts(clusters: MentionClusters) -> None:
    """Merge 'her client' with whose lawyer she is, and 'her husband' with whose widow, where an article says so of one.

    Args:
        clusters: The document's clusters, with its pronouns.
    """
    index, others = clusters.index, _counterparts()
    related: dict[tuple[int, str], set[int]] = defaultdict(set)  # who, what the other is to him → the other
    described: list[tuple[int, int, str]] = []
    for i, mention in enumerate(index.mentions):
        number, token = clusters.of[i], clusters.parsed.doc[index.heads[i]]
        if number is None or mention.kind is not MentionKind.NOMINAL or token.tag_ != "NN":
            continue
        lemma = token.lemma_.lower()
        owners = {clusters.of[index.at[t.i]] for t in _owners(token) if t.i in index.at}
        for owner in owners - {None, number}:
            assert owner is not None
            for noun in others.get(lemma, ()):
                related[number, noun].add(owner)
            if not clusters.items[number].names and not has_child(token, "amod", "nummod", "compound"):
                described.append((number, owner, lemma))  # 'her other son' is another
    for number, owner, lemma in described:
        who = related.get((owner, lemma), set())
        if len(who) == 1:
            _join(clusters, next(iter(who)), number, owner, lemma)


def join_bodies(clusters: MentionClusters, posts: Iterable[tuple[int, int]]) -> None:
    """Merge 'her country' and 'her company' with the one in which she has a post: 'Norway's minister, Jo Roe, said …'.

    Args:
        clusters: The document's clusters, with its pronouns.
        posts: The holder and the body of each post that is held now, by their positions among the mentions.
    """
    index = clusters.index
    bodies: dict[tuple[int, EntityType], set[int]] = defaultdict(set)
    for holder, body in posts:
        who, where = clusters.of[holder], clusters.of[body]
        if who is not None and where is not None:
            bodies[who, clusters.items[where].type].add(where)
    for i, mention in enumerate(index.mentions):
        number, token = clusters.of[i], clusters.parsed.doc[index.heads[i]]
        owner = child(token, "poss")
        if number is None or mention.kind is not MentionKind.NOMINAL or owner is None or owner.i not in index.at:
            continue
        kind = next((kind for kind, group in _OWN.items() if token.lemma_.lower() in lexicon.words(group)), None)
        who = clusters.of[index.at[owner.i]]
        if kind is None or who is None or token.tag_ != "NN" or has_child(token, "amod", "compound", "prep", "relcl"):
            continue
        own, called = bodies.get((who, kind), set()), clusters.items[number]
        if len(own) == 1 and called.mentions and not called.names and called.territory is None:
            clusters.merge(next(iter(own)), number, "post")


def _join(clusters: MentionClusters, other: int, number: int, owner: int, lemma: str) -> None:
    """Merge a description into the other one of two, unless they are of unlike gender or type."""
    one, two = clusters.items[other], clusters.items[number]
    if other in (number, owner) or not one.mentions or not two.mentions or two.names:
        return
    gender = next((g for g in ("male", "female") if lemma in lexicon.words(f"noun_{g}")), None)
    alike = one.type is two.type or (gender is None and one.type is EntityType.ORGANIZATION)  # a lawyer's client
    if alike and (gender is None or one.gender in (None, gender)):
        clusters.merge(other, number, "counterpart")
        one.gender = one.gender or gender


def _owners(token: Token) -> list[Token]:
    """List whose something is: the possessor, and the object of 'of' and 'for'."""
    serves = (c for c in children(token, "prep") if c.lower_ in lexicon.grammar("post_client"))
    return [t for t in (child(token, "poss"), *(child(c, "pobj") for c in serves)) if t is not None]


@cache
def _counterparts() -> Mapping[str, frozenset[str]]:
    return {noun: frozenset(theirs.split()) for own, theirs in lexicon.rows("counterparts", 2) for noun in own.split()}
