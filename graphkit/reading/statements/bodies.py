"""Find the body of a post that stands alone: 'Justice Roe wrote' in an article about a court's ruling.

Where a post has no possessor and no 'of …', its body is mostly one that the article has mentioned and whose own noun
suits it (a bridging reference: Poesio and Vieira, 1998); a post of a state without one is of the article's country.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from graphkit.language import gazetteer, lexicon
from graphkit.model import EntityType, Mention, MentionKind, Role

__all__ = ["complete_roles"]

_BODIES = (EntityType.ORGANIZATION, EntityType.GROUP, EntityType.UNKNOWN)
_PLACE = "<place>"
"""In post_bodies.tsv, for posts of a town."""
_CLEAR = 2
"""How often a country is mentioned at least, and how many times as often as any other, to be the article's own."""
_OFTEN = 3
"""The least names of a company that an article is about."""
_NEAR = 120
"""The most characters between a post of a town and the town."""


def complete_roles(roles: Sequence[Role], home: int | None, mentions: Sequence[Mention]) -> Iterator[Role]:
    """Yield roles, those without a body with the one that suits their post, if the article has it.

    Args:
        roles: The roles of a document.
        home: Position of a mention of the country that the document is about, or None where no country is clear.
        mentions: The document's mentions with their chains, in order of the text.
    """
    bodies = _Bodies(mentions)
    home = next((state for state in (home, bodies.state) if state is not None), _beside(bodies.only, roles, mentions))
    known: dict[tuple[int | None, str], int] = {}
    for role in roles:
        if role.organization is not None:
            known.setdefault((mentions[role.member].chain, _post(role)), role.organization)
    heads = {
        mentions[role.member].chain
        for role in roles
        if _post(role) in lexicon.words("head_of_state")
        and (role.organization is None or (home is not None and _is_same(role.organization, home, mentions)))
    }
    for role in roles:
        if role.organization is not None:
            yield role
            continue
        body = known.get((mentions[role.member].chain, _post(role)))
        if body is None:
            body = bodies.find(role)
        if body is None and home is not None and _is_of_state(role, mentions):
            # of two presidents, and of a president and a prime minister, one may be of another country
            alone = not _leads_state(role) or heads <= {mentions[role.member].chain}
            body = home if alone else None
        yield role if body is None else replace(role, organization=body, rule="bridging")


def _leads_state(role: Role) -> bool:
    """Check whether a post is that of the head of a state or of a government."""
    words, _ = _split(role.title)
    return _post(role) in lexicon.words("head_of_state") or " ".join(words) in lexicon.words("head_of_government")


def _is_same(one: int | None, other: int, mentions: Sequence[Mention]) -> bool:
    return one is not None and mentions[one].chain is not None and mentions[one].chain == mentions[other].chain


class _Bodies:
    """The mentions of a document that posts can be of, by their nouns."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = mentions
        self.of_noun: dict[str, list[int]] = defaultdict(list)
        self.of_word: dict[str, list[int]] = defaultdict(list)
        states: Counter[int] = Counter()
        for i, mention in enumerate(mentions):
            if mention.chain is None:
                continue
            if mention.type is EntityType.COUNTRY:
                states[mention.chain] += 1
            kinds = _nouns(mention) if mention.type in _BODIES else (_PLACE,) if _is_town(mention) else ()
            for noun in kinds:
                self.of_noun[noun].append(i)
            for word in mention.span.exact.casefold().split() if mention.kind is MentionKind.NAME else ():
                self.of_word[word].append(i)
        named = (m for m in mentions if m.kind is MentionKind.NAME and m.type is EntityType.ORGANIZATION)
        company = _clearest(Counter(m.chain for m in named if m.chain is not None), least=_OFTEN)
        self.company = (
            next((i for i, m in enumerate(mentions) if m.chain == company), None) if company is not None else None
        )
        chain = _clearest(states)
        self.state = next((i for i, m in enumerate(mentions) if m.chain == chain), None) if chain is not None else None
        self.only = next((i for i, m in enumerate(mentions) if m.chain in states), None) if len(states) == 1 else None

    def find(self, role: Role) -> int | None:
        """Return the body that suits a post: the last one before it, else the first one after it, or None."""
        words, tail = _split(role.title)
        *modifiers, post = words or [""]
        portfolio = post in lexicon.words("portfolio_post")
        matter = [w for w in modifiers if not w.endswith("-") and w not in _plain_modifiers()]
        if portfolio and not matter and tail and tail[0] in lexicon.grammar("genitive"):
            matter = tail[1:]  # 'secretary of state'
        named = {i for word in modifiers for i in self.of_noun.get(word, ())}  # 'guild treasurer' → the Drivers' Guild
        if portfolio:
            # 'the culture minister' → the Culture Ministry, but not the Culture Bill
            governing = {i for word in lexicon.words("portfolio_body") for i in self.of_noun.get(word, ())}
            named = {i for word in matter for i in self.of_word.get(word, ())} & governing
        # 'state senator', 'city manager': of another body than a senator, a manager
        nouns = _nouns_of_posts().get(post, frozenset())
        level = post in lexicon.words("post_of_levels") and any(
            word in lexicon.words("level_of_government") for word in modifiers
        )
        # 'tech executive', 'information officer': in some body of that matter, not in any that is named
        other = post in lexicon.words("post_of_matter") and bool(tail or {*modifiers} - _plain_modifiers())
        if level or other or (portfolio and matter) or _names_body(tail) or _names_body_itself(role.title):
            nouns = frozenset()
        suitable = named or {i for noun in nouns for i in self.of_noun.get(noun, ())}
        start, holder = role.title_span.start, self.mentions[role.member].chain
        others = [i for i in suitable if self.mentions[i].chain != holder]
        if post in lexicon.words("post_of_one_body"):
            # 'Admiral Roe' in an article about several navies
            chain = _clearest(Counter(c for i in others if (c := self.mentions[i].chain) is not None), least=1)
            others = [i for i in others if chain is not None and self.mentions[i].chain == chain]
        before = [i for i in others if self.mentions[i].span.end <= start]
        after = [i for i in others if self.mentions[i].span.start > start]
        if _PLACE in nouns and not named:
            before = [i for i in before if start - self.mentions[i].span.end < _NEAR]
            after = []
        if not others and not other and post in lexicon.words("post_of_company"):
            return self.company
        return max(before, default=min(after, default=None))


def _clearest(states: Counter[int], least: int = _CLEAR) -> int | None:
    """Return the chain of the country, or of the body, that an article has twice as often as any other."""
    ranked = sorted(states.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < least:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _CLEAR * ranked[1][1] else None


def _beside(state: int | None, roles: Sequence[Role], mentions: Sequence[Mention]) -> int | None:
    """Return the only country of an article, if it stands beside a post of a state: 'President Roe left Norway'."""
    if state is None or mentions[state].span.exact in gazetteer.demonyms():
        return None  # 'a British university'
    at = mentions[state].span.start
    near = any(abs(role.title_span.start - at) < _NEAR for role in roles if _is_of_state(role, mentions))
    return state if near else None


def _is_town(mention: Mention) -> bool:
    """Check whether a mention can be a town: a place whose name is not only that of a region or state."""
    if mention.type is not EntityType.PLACE:
        return False
    known = gazetteer.find(mention.span.exact)
    return not known or any(place.kind == "city" for place in known)


@cache
def _plain_modifiers() -> frozenset[str]:
    """Return the words before a post that tell no matter of it: 'deputy', 'former', 'acting'."""
    return lexicon.words("lesser_post") | lexicon.words("neutral_modifier") | lexicon.words("role_past")


def _is_of_state(role: Role, mentions: Sequence[Mention]) -> bool:
    """Check whether a post is one of a state: 'Prime Minister Roe', 'the defence minister'."""
    words = role.title.split()[: len(_split(role.title)[0])]  # 'deputy minister' of 'deputy minister of education'
    post = words[-1].casefold().split("-")[-1] if words else ""  # 'vice-minister'
    if post not in lexicon.words("national_post") or _post(role) in _nouns_of_posts():
        return False
    capital = words[-1][:1].isupper() and role.title_span.end < mentions[role.member].span.end
    head = words[-1].casefold() in lexicon.words("head_of_state")
    if head and any(word.isupper() and len(word) > 1 for word in words[:-1]):
        return False  # 'CWA President Roe'
    return capital or words[-1].endswith("minister")


def _split(title: str) -> tuple[list[str], list[str]]:
    """Return the words of a title up to its head, and those after it, in lower case and without full stops."""
    words = [word.casefold().strip(".") for word in title.split()]
    stop = next((n for n, word in enumerate(words) if word in lexicon.grammar("title_tail")), len(words))
    return words[:stop], words[stop:]


def _names_body(tail: Sequence[str]) -> bool:
    """Check whether the end of a title tells its body, whether or not it is a mention: 'commander of the guard'."""
    return any(word in lexicon.grammar("definite_determiner") or word in lexicon.grammar("article") for word in tail)


def _names_body_itself(title: str) -> bool:
    """Check whether the body of a post in small letters is a name behind it: 'chief executive of Halden'."""
    words = title.split()
    stop = next((n for n, word in enumerate(words) if word.casefold() in lexicon.grammar("title_tail")), len(words))
    return 0 < stop < len(words) - 1 and words[stop - 1].islower() and any(w[:1].isupper() for w in words[stop + 1 :])


def _post(role: Role) -> str:
    words, _ = _split(role.title)
    return words[-1] if words else ""


@cache
def _nouns_of_posts() -> Mapping[str, frozenset[str]]:
    out: dict[str, frozenset[str]] = {}
    for _, posts, nouns in lexicon.rows("post_bodies", 3):
        for post in posts.split():
            out[post] = out.get(post, frozenset()).union(nouns.split())
    return out


def _nouns(mention: Mention) -> Iterator[str]:
    """Yield the noun that tells what a body is: 'court' of 'the Federal Court of Appeal'."""
    if mention.kind is not MentionKind.NAME:
        first = mention.span.exact.split()[0].casefold()
        if first in lexicon.grammar("indefinite_article") | lexicon.grammar("negative_determiner"):
            return  # 'a court', 'no court': none that the article is about
        if mention.span.end == mention.head.end:  # 'the weaker side of a quarrel' is no team
            yield from mention.head.exact.casefold().split()[-1:]
        return
    words, _ = _split(mention.span.exact)
    if " ".join(words) not in lexicon.words("seat_of_government"):
        yield from words[-1:]
