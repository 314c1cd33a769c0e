"""Resolve names: surnames and full names, acronyms and long forms, aliases of states, capitals as governments."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from graphkit.language import gazetteer, lexicon
from graphkit.language.gazetteer import Territory
from graphkit.language.parse import Token
from graphkit.model import EntityType, MentionKind
from graphkit.reading.coreference.aliases import join_aliases
from graphkit.reading.coreference.clusters import MentionClusters, NameIndex, WordIndex, Words, name_words
from graphkit.reading.coreference.people import People
from graphkit.reading.grammar.syntax import child, children, has_child
from graphkit.reading.mentions.body_names import is_beginning, nations

__all__ = ["acronym", "cluster_names", "has_head"]

_PLACES = (EntityType.PLACE, EntityType.COUNTRY)


def cluster_names(clusters: MentionClusters) -> None:
    """Add every name to a cluster.

    Args:
        clusters: The document's clusters; they are changed.
    """
    mentions = clusters.index.mentions
    pairs = clusters.index.pairs
    named = [i for i, m in enumerate(mentions) if m.kind is MentionKind.NAME and i not in pairs]
    words = {i: name_words(mentions[i].span.exact) for i in named}
    # longer names first, so that 'Bachelet' finds 'Michelle Bachelet' also after it
    by_length = sorted(named, key=lambda i: (-len(words[i]), i))
    territory_at: dict[str, int] = {}
    bodies, by_first = NameIndex(), WordIndex()
    people = People(clusters)
    for i in by_length:
        kind = mentions[i].type or EntityType.ORGANIZATION
        if kind in _PLACES:
            _cluster_place(clusters, i, territory_at)
        elif kind is EntityType.PERSON:
            body = _body_called(clusters, i, words[i], by_first, people)
            if body is None:
                people.add(i)
            else:
                clusters.put(i, body, "part-of-name")
        else:
            number = _cluster_other(clusters, i, words, bodies)
            by_first.add(words[i][:1] if len(words[i]) > 1 else (), number)
    join_aliases(clusters)
    for cluster in clusters.items:
        cluster.mentions.sort()


def _has_title(clusters: MentionClusters, mention: int) -> bool:
    """Check whether a name stands after a title: 'Mr Tarn'."""
    token = clusters.parsed.token_at(clusters.index.mentions[mention].span.start)
    before = token.doc[token.i - 1] if token.i else None
    return before is not None and before.text[:1].isupper() and before.lower_.rstrip(".") in lexicon.honorifics()


def _body_called(
    clusters: MentionClusters, mention: int, words: Words, by_first: WordIndex, people: People
) -> int | None:
    """Return the body that a lone name stands for, before anybody of that name is introduced: 'Tarn' of Tarn Robotics.

    Afterwards it is the person: an article that calls him 'Mr Tarn' mostly drops the title later.
    """
    if len(words) != 1 or _has_title(clusters, mention):
        return None
    items = clusters.items
    named = (n for n in by_first.sharing(words) if items[n].type is EntityType.ORGANIZATION)
    companies = [n for n in named if min(items[n].mentions) < mention]
    if not companies:
        return None
    persons = (n for n in people.by_word.sharing(words) if people.full[n] and min(items[n].mentions) < mention)
    return min(companies, key=lambda n: min(items[n].mentions)) if next(persons, None) is None else None


# -- places


def _cluster_place(clusters: MentionClusters, mention: int, territory_at: dict[str, int]) -> None:
    """Add the name of a place to the cluster of its state or region, or to one of its own."""
    token = clusters.parsed.doc[clusters.index.heads[mention]]
    name = clusters.index.mentions[mention].span.exact
    territory = _territory(name)
    state = _by_capital().get(name.casefold()) if territory is None else None
    acting = state is not None and _acts(token) and not clusters.index.is_nested(mention)
    territory = state if acting else territory
    if territory is not None:
        if territory.name not in territory_at:
            kind = EntityType.COUNTRY if territory.is_state else EntityType.PLACE
            territory_at[territory.name] = clusters.open(kind)
            clusters.items[territory_at[territory.name]].territory = territory
        clusters.put(mention, territory_at[territory.name], "government" if acting else "place-name")
        return
    regions = gazetteer.decode(name)
    full = regions[0].names[0] if len(regions) == 1 else name  # 'Wyo.' is Wyoming
    key = f"\0{full.casefold()}"
    if key in territory_at:
        clusters.put(mention, territory_at[key], "place-name")
    else:
        territory_at[key] = clusters.new(mention, EntityType.PLACE, "place-name")


def _territory(name: str) -> Territory | None:
    return _by_name().get(lexicon.without_article(gazetteer.demonyms().get(name, name).casefold()))


@cache
def _by_name() -> dict[str, Territory]:
    out: dict[str, Territory] = {}
    for territory in gazetteer.territories():
        for name in (territory.name, *territory.aliases):
            out.setdefault(lexicon.without_article(name.casefold()), territory)
    return out


@cache
def _by_capital() -> dict[str, Territory]:
    out: dict[str, Territory] = {}
    for territory in gazetteer.territories():
        if territory.capital and territory.is_state:
            out.setdefault(territory.capital.casefold(), territory)
    return out


def _acts(token: Token) -> bool:
    """Check whether a capital stands for its government: 'Beijing said', 'pressure from Beijing'."""
    head = token.head
    if token.dep_ in ("nsubj", "nsubjpass"):
        if (
            head.lemma_ not in lexicon.grammar("copula")
            or head.dep_ in ("aux", "auxpass")
            or has_child(head, "xcomp", "ccomp")
        ):
            return True
        predicate = child(head, "acomp")
        return predicate is not None and _is_personal(predicate)
    if token.dep_ == "poss":
        # 'Beijing's answer', but 'Tokyo's streets', 'London's Tate Gallery'
        kind = lexicon.nouns().get(head.lemma_.lower())
        of_the_state = kind is not EntityType.PERSON or head.lemma_.lower() in lexicon.words("state_post")
        return head.pos_ == "NOUN" and kind is not EntityType.PLACE and of_the_state
    if token.dep_ == "conj":
        return _acts(head)
    if token.dep_ == "pobj" and head.dep_ in ("prep", "agent"):
        if head.lower_ in lexicon.grammar("locative_preposition"):
            return False
        if head.lower_ in lexicon.grammar("source_preposition"):
            return head.head.pos_ == "NOUN" and head.head.tag_ != "NNS"
        return head.lower_ in lexicon.grammar("party_preposition")
    return token.dep_ in ("dobj", "dative") and head.lemma_.lower() in lexicon.words("acting_verb")


def _is_personal(adjective: Token) -> bool:
    """Check whether an adjective needs an animate subject: 'Oslo is opposed to it', but not 'Oslo is cold'."""
    lemma = adjective.lemma_.lower()
    if lemma in lexicon.words("volitional_adjective") or (lemma, "adj") in lexicon.cues():
        return True
    return any(
        f"{word}-{c.lower_}" in lexicon.predicates()
        for c in children(adjective, "prep")
        for word in (lemma, adjective.lower_)
    )


# -- organisations, works, events, groups


def _cluster_other(clusters: MentionClusters, mention: int, words: dict[int, Words], bodies: NameIndex) -> int:
    """Add the name of a body, a work, an event or a group to the only cluster that it fits, or to one of its own.

    Returns:
        The cluster.
    """
    own = words[mention]
    mentions = clusters.index.mentions
    kind = mentions[mention].type or EntityType.ORGANIZATION
    exact = mentions[mention].span.exact
    forms, short = _forms(own, exact)
    found = bodies.find(forms, short)
    sharing = [n for n in found if clusters.items[n].territory is None and clusters.items[n].type is kind]
    named = [n for n in sharing if own in clusters.items[n].names]
    firsts = {n: clusters.items[n].mentions[0] for n in sharing}
    alike = [n for n, m in firsts.items() if _same_body(own, words[m], mentions[m].span.exact, exact)]
    if len(own) == 1:
        # 'Fox' is Fox News once that is named
        full = {n: words[m] for n, m in firsts.items()}
        headline = clusters.parsed.paragraph[clusters.index.heads[mention]] == 0
        alike = [
            n
            for n in alike
            if headline or firsts[n] < mention or own == _core(full[n]) or not is_beginning(own, full[n])
        ]
    if named or len(alike) == 1:
        number = named[0] if named else alike[0]
        clusters.put(mention, number, "name" if named else "short-name")
        bodies.add(forms, (), number)
        return number
    # 'the Church' is ambiguous where several are named
    number = clusters.new(mention, kind, "name")
    bodies.add(forms, short, number)
    clusters.items[number].plural = kind is EntityType.GROUP
    return number


def _forms(words: Words, exact: str) -> tuple[list[Words], list[Words]]:
    """Return the forms of a name, and those that are short for it, by one of which `_same_body` goes in each case."""
    ends = [words[i:] for i in range(1, len(words) - 1)]
    heads = [(word,) for word in {words[0], words[-1]} if _is_head(word, words)] if len(words) > 1 else []
    beginnings = [words[:i] for i in range(max(1, len(words) - 3), len(words)) if is_beginning(words[:i], _core(words))]
    short = [*ends, *heads, *beginnings, *((short,) for short in acronym(exact))]
    return [words, _core(words), (exact.replace(".", ""),)], short


def _same_body(a: Words, b: Words, b_text: str, a_text: str) -> bool:
    """Check whether two names can be those of one body: equal, short for another, or an acronym."""
    if _core(a) == _core(b):
        return a == b or _core(a) == a or _core(b) == b  # 'Halden Inc.' is not 'Halden Ltd.'
    short, long = sorted((a, b), key=len)
    if len(short) == 1 and len(long) > 1:
        text = a_text if len(a) == 1 else b_text
        full = b_text if len(a) == 1 else a_text
        if text.replace(".", "").isupper() and text.replace(".", "") in acronym(full):
            return True
        return _is_head(short[0], long) or is_beginning(short, _core(long))
    if len(short) >= 2:
        # 'Security Council' and 'UN Security Council'; 'Human Rights Watch Asia' and 'Human Rights Watch'
        return long[-len(short) :] == short or is_beginning(short, _core(long))
    return is_beginning(short, long)


def _core(words: Words) -> Words:
    """Return a name without its legal form and the like: 'Corvane Inc.'."""
    while len(words) > 1 and words[-1] in lexicon.words("suffix_company"):
        words = words[:-1]
    return words


def _is_head(word: str, long: Words) -> bool:
    """Check whether a noun for bodies is the head of a longer name: 'the Church' for 'Church of Norway'."""
    if lexicon.nouns().get(word) is not EntityType.ORGANIZATION:
        return False
    if len(long) > 2 and long[1] in lexicon.grammar("name_preposition"):
        return long[0] == word
    return long[-1] == word and all(w in lexicon.words("state_modifier") or w in nations() for w in long[:-1])


def has_head(name: Words, word: str) -> bool:
    """Check whether a word is the head of a name: 'bank' of 'Bank of Norway', not 'government' of 'Government Bank'."""
    prepositions = lexicon.grammar("name_preposition")
    return name[-1] == word or any(a == word and b in prepositions for a, b in pairwise(name))


def acronym(name: str) -> frozenset[str]:
    """Return the acronyms of a name, with and without its small words.

    >>> sorted(acronym("House of Commons"))
    ['HC', 'HOC']
    """
    parts = [p for p in name.replace("-", " ").split() if p[:1].isalnum()]
    large = "".join(p[0] for p in parts if p.casefold() not in lexicon.grammar("acronym_skipped")).upper()
    every = "".join(p[0] for p in parts).upper()
    return frozenset({large, every})
