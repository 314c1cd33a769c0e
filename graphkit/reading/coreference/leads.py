"""Resolve whom a headline and the first paragraph only describe to who is named after them."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType, MentionKind
from graphkit.reading.coreference.clusters import MentionCluster, MentionClusters
from graphkit.reading.coreference.descriptions import modifiers_of
from graphkit.reading.coreference.people import gender_of_title
from graphkit.reading.grammar.syntax import NOMINAL_SUBJECTS, children, has_child

__all__ = ["join_headline", "join_lead"]

_NEAR = 3
"""The last paragraph in which whoever the headline calls 'minister' is looked for."""
_WITHIN = 4
"""The most paragraphs between the description of somebody and the name."""
_FAR = 1_000_000
"""The paragraph of what is mentioned in the headline alone."""
_TYPES = (EntityType.PERSON, EntityType.ORGANIZATION)


def join_headline(clusters: MentionClusters) -> None:
    """Merge what a headline calls by a bare noun with the only one of that sort in the text: 'Minister: dam is safe'.

    Args:
        clusters: The document's clusters, with its names and nominals; they are changed.
    """
    for number, cluster in enumerate(clusters.items):
        token = _in_headline(clusters, cluster)
        if token is None:
            continue
        same = [n for n in _of_sort(clusters, token.lemma_.lower(), cluster.type) if n != number]
        first = [n for n in same if _first(clusters, n) == 1]
        found = first if len(first) == 1 else same
        if len(found) == 1 and _agree(clusters, token, found[0]):
            clusters.merge(found[0], number, "headline")


def _in_headline(clusters: MentionClusters, cluster: MentionCluster) -> Token | None:
    """Return the head of the only description of an entity, if it is a bare noun in the headline: 'minister'."""
    if cluster.type not in _TYPES or cluster.names or len(cluster.mentions) != 1:
        return None
    token: Token = clusters.parsed.doc[clusters.index.heads[cluster.mentions[0]]]
    bare = token.tag_ in ("NN", "NNP") and not has_child(token, "det", "poss", "prep", "conj", "appos")
    return (
        token
        if bare and _paragraph(clusters, cluster.mentions[0]) == 0 and token.dep_ not in ("conj", "attr", "oprd")
        else None
    )


def _of_sort(clusters: MentionClusters, lemma: str, kind: EntityType) -> Iterator[int]:
    """Yield the entities near the beginning of the text that a noun is said of."""
    for number, cluster in enumerate(clusters.items):
        if cluster.type is kind and cluster.mentions and not cluster.plural and cluster.heads[lemma]:
            if _first(clusters, number) <= _NEAR:
                yield number


def _first(clusters: MentionClusters, number: int) -> int:
    """Return the first paragraph behind the headline in which an entity is mentioned."""
    places = (_paragraph(clusters, m) for m in clusters.items[number].mentions)
    return min((place for place in places if place), default=_FAR)


def _agree(clusters: MentionClusters, token: Token, number: int) -> bool:
    """Check whether no word tells a noun from an entity: 'Former bookkeeper', and 'a former Halden bookkeeper'."""
    theirs: set[str] = set()
    for mention in clusters.items[number].mentions:
        if clusters.index.mentions[mention].kind is MentionKind.NOMINAL:
            head = clusters.parsed.doc[clusters.index.heads[mention]]
            theirs |= {t.lower_ for t in head.subtree}
    return modifiers_of(clusters, token) <= theirs


def _paragraph(clusters: MentionClusters, mention: int) -> int:
    return clusters.parsed.paragraph[clusters.index.heads[mention]]


def join_lead(clusters: MentionClusters) -> None:
    """Merge whom the first paragraph describes with who is named next: 'A bookkeeper was fined. … Jo Roe, 58, …'.

    News names whoever it is about after it has said who that is. Everybody else is introduced by what he is: whoever
    comes with a bare name is known already.

    Args:
        clusters: The document's clusters, with its names and nominals; they are changed.
    """
    number, named = _described(clusters), _named(clusters)
    if number is None or named is None:
        return
    cluster, person = clusters.items[number], clusters.items[named]
    apart = _first(clusters, named) - _paragraph(clusters, cluster.mentions[0])
    alike = None in (person.gender, cluster.gender) or person.gender == cluster.gender
    later = cluster.mentions[0] < person.mentions[0] and 0 < apart <= _WITHIN
    if alike and later and _is_bare(clusters, person.mentions[0]):
        clusters.merge(named, number, "lead")


def _described(clusters: MentionClusters) -> int | None:
    """Return the only person whom the beginning speaks of as somebody unknown, and as the subject of a sentence."""
    found = []
    for number, cluster in enumerate(clusters.items):
        if cluster.type is not EntityType.PERSON or cluster.names or cluster.plural:
            continue
        heads = [clusters.parsed.doc[clusters.index.heads[m]] for m in cluster.mentions if _paragraph(clusters, m) <= 1]
        heads = [t for t in heads if clusters.parsed.quoted[t.i] < 0]
        subject = any(t.dep_ in NOMINAL_SUBJECTS and t.head.dep_ == "ROOT" for t in heads)
        unknown = any(c.lower_ in lexicon.grammar("indefinite_article") for t in heads for c in children(t, "det"))
        if subject and unknown and not any(has_child(t, "poss") for t in heads):
            found.append(number)
    return found[0] if len(found) == 1 else None


def _named(clusters: MentionClusters) -> int | None:
    """Return the person who is named first of all whom no word introduces."""
    people = [
        number
        for number, cluster in enumerate(clusters.items)
        if cluster.type is EntityType.PERSON
        and cluster.names
        and cluster.mentions
        and _is_bare(clusters, cluster.mentions[0])
    ]
    return min(people, key=lambda n: clusters.items[n].mentions[0], default=None)


def _is_bare(clusters: MentionClusters, mention: int) -> bool:
    """Check whether a full name is the subject of its sentence, and no title or apposition says who that is."""
    index, doc = clusters.index, clusters.parsed.doc
    if index.mentions[mention].kind is not MentionKind.NAME:
        return False
    head, first = doc[index.heads[mention]], clusters.parsed.token_at(index.mentions[mention].span.start)
    if head.dep_ not in NOMINAL_SUBJECTS or head.head.dep_ != "ROOT" or first.i == head.i or gender_of_title(first):
        return False
    titled = first.i and doc[first.i - 1].pos_ in ("NOUN", "PROPN")
    return not titled and not any(c.pos_ in ("NOUN", "PROPN") for c in children(head, "appos"))
