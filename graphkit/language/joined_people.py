"""Correct how the parser joins people and posts: 'Mayor Ada Brandt and Sheriff Rolf Osei' are two, each with a post."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graphkit.language import lexicon
from graphkit.model import EntityType

__all__ = ["part_people", "raise_posts"]

_MODIFIERS = frozenset(["compound", "nmod", "amod", "det", "poss"])


def part_people(
    words: Sequence[str],
    tags: Sequence[str],
    labels: list[str],
    heads: list[int],
    people: Collection[tuple[int, int]],
) -> None:
    """Coordinate the names of people that the parser takes for modifiers of the last of them.

    It makes 'Vice President Ada Brandt' a part of the name behind 'and', who would be vice president.

    Args:
        words: A sentence, token for token.
        tags: Their Penn Treebank tags.
        labels: Their ClearNLP labels; they are changed.
        heads: The positions of their governors; they are changed.
        people: The first token of each name of a person, and the one after its last.
    """
    spans = {name: (first, end) for first, end in people if (name := _head(first, end, heads)) is not None}
    for last, (_, end) in spans.items():
        listed = [name for name in spans if heads[name] == last and labels[name] in ("nmod", "compound")]
        listed = [name for name in sorted(listed) if name < last]
        if not listed or not all(
            _is_joined(words, tags, labels, heads, spans[one][1], spans[other][0], last)
            for one, other in zip(listed, [*listed[1:], last], strict=True)
        ):
            continue
        first = listed[0]
        heads[first], labels[first] = (first if heads[last] == last else heads[last]), labels[last]
        for k in range(end):
            if heads[k] == last and k not in listed:
                heads[k] = next(name for name in [*listed, last] if k <= name) if labels[k] in _MODIFIERS else first
        for one, other in zip(listed, [*listed[1:], last], strict=True):
            heads[other], labels[other] = one, "conj"


def _head(first: int, end: int, heads: Sequence[int]) -> int | None:
    return next((i for i in range(first, end) if not first <= heads[i] < end), None)


def _is_joined(
    words: Sequence[str],
    tags: Sequence[str],
    labels: Sequence[str],
    heads: Sequence[int],
    start: int,
    end: int,
    last: int,
) -> bool:
    """Check whether nothing but a conjunction or a comma and a title stands between two names."""
    joints = [k for k in range(start, end) if words[k] == "," or labels[k] == "cc"]
    conjunctions = lexicon.grammar("additive_conjunction")
    if not joints or joints[0] != start or not all(words[k] == "," or words[k].lower() in conjunctions for k in joints):
        return False
    title = range(joints[-1] + 1, end)
    return all(tags[k][:2] in ("NN", "JJ") or tags[k] in ("DT", "PRP$", "HYPH", "POS") for k in title) and all(
        heads[k] == last or heads[k] in title or labels[k] == "case" for k in title
    )


def raise_posts(words: Sequence[str], tags: Sequence[str], labels: Sequence[str], heads: list[int]) -> None:
    """Join a post with the post before it, and not with that one's place: 'a senator from Ohio and chair of the board'.

    Args:
        words: A sentence, token for token.
        tags: Their Penn Treebank tags.
        labels: Their ClearNLP labels.
        heads: The positions of their governors; they are changed.
    """
    for post, label in enumerate(labels):
        name = heads[post]
        if label != "conj" or tags[post] != "NN" or tags[name] != "NNP" or labels[name] != "pobj" or name > post:
            continue
        first = heads[heads[name]]
        if labels[heads[name]] == "prep" and first < name and tags[first] == "NN" and _is_person(words[first]):
            if _is_person(words[post]):
                heads[post] = first
                for k in range(name, len(words)):
                    if heads[k] == name and k < post and labels[k] == "cc":
                        heads[k] = first
                    elif heads[k] == name and k > post and labels[k] == "prep":
                        heads[k] = post


def _is_person(word: str) -> bool:
    return lexicon.nouns().get(word.lower()) is EntityType.PERSON
