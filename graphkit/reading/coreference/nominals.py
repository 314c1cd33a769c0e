"""Resolve nominals: appositions and titles, definite descriptions, documents, holders of posts."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType, MentionKind
from graphkit.reading.claims.frames import cue_of
from graphkit.reading.coreference.clusters import MentionCluster, MentionClusters
from graphkit.reading.coreference.constraints import gender_of_noun
from graphkit.reading.coreference.descriptions import Descriptions, figures_in, modifiers_of, names_in
from graphkit.reading.coreference.names import has_head
from graphkit.reading.coreference.setting import Setting
from graphkit.reading.grammar.syntax import NOMINAL_SUBJECTS, apposed, child, children, has_child

__all__ = ["cluster_nominals", "described", "kinds_agree", "same_post"]

_RECENT = 120
"""The most entities that a description is compared with, so that the cost is linear in a long text."""
_FOCUS = 40
"""The most mentions between an age and the person of that age."""
_FAR = 60
"""The most mentions between a definite description and its antecedent, unless that has the same head."""


def described(token: Token, names: frozenset[int]) -> Token | None:
    """Return the name that a noun is in apposition to, or the title of: 'China's leader Xi Jinping'.

    Args:
        token: The head of a nominal.
        names: The tokens that belong to names.

    Returns:
        The head of the name, or None.
    """
    if token.dep_ == "pobj" and token.head.head.lower_ in lexicon.grammar("one_of"):
        return None  # the name is that of the one
    name = next(iter(apposed(token, names)), None)
    if name is None and token.lower_ in lexicon.grammar("one_of"):
        # 'one of its oldest mills, Fjordverk'
        several = next((t for c in children(token, "prep") for t in children(c, "pobj")), token)
        name = next((c for c in children(several, "appos") if c.i in names), None)
    if name is not None:
        return name
    if token.lemma_.lower() in lexicon.words("region_noun"):
        # 'the Xinjiang region' is Xinjiang
        return next((c for c in children(token, "compound", "nmod") if c.i in names), None)
    return _set_off(token, names)


def _set_off(token: Token, names: frozenset[int]) -> Token | None:
    """Return the name between commas right after a description, wherever it is attached: 'its coach, Jo Roe, …'."""
    doc = token.doc
    article = lexicon.grammar("definite_article")
    definite = any(c.dep_ == "poss" or c.lower_ in article for c in token.lefts)
    first = token.i + 2
    if not definite or first >= len(doc) or doc[token.i + 1].text != "," or first not in names:
        return None
    last = first
    while last + 1 < len(doc) and last + 1 in names:
        last += 1
    closed = last + 1 < len(doc) and doc[last + 1].text in (",", ".", ")", "—")
    listed = (
        last + 2 < len(doc)
        and doc[last + 1].text == ","
        and doc[last + 2].lower_ in lexicon.grammar("list_conjunction")
    )
    return doc[last] if closed and not listed else None


def cluster_nominals(clusters: MentionClusters) -> None:
    """Add every nominal to a cluster: that of a name, of an earlier nominal, or one of its own.

    Args:
        clusters: The document's clusters, with its names; they are changed.
    """
    index = clusters.index
    recent: dict[int, int] = {}  # cluster → its last mention; the latest mentioned cluster is the last
    texts: dict[str, int] = {}
    setting = Setting(clusters)
    said = Descriptions(clusters)
    clusters.home = setting.country
    for i, mention in enumerate(index.mentions):
        if i in index.pairs:
            continue
        if mention.kind is not MentionKind.NOMINAL:
            if (named := clusters.of[i]) is not None and not index.is_seat(i):
                recent.pop(named, None)
                recent[named] = i
            continue
        token = clusters.parsed.doc[index.heads[i]]
        kind = mention.type or EntityType.GROUP
        if _is_nobody(token) or token.tag_ in ("WDT", "WP"):  # 'that' of one clause is not 'that' of another
            clusters.new(i, kind, "description")
            continue
        number, rule = _find_cluster(clusters, i, token, kind, recent, texts, setting, said)
        if number is None:
            number = clusters.new(i, kind, "description")
            clusters.items[number].plural = kind is EntityType.GROUP or token.tag_ == "NNS"
        else:
            clusters.put(i, number, rule)
        recent.pop(number, None)
        recent[number] = i
        texts[mention.span.exact.casefold()] = number
        cluster = clusters.items[number]
        cluster.heads[token.lemma_.lower()] += 1
        said.add(number, token)
        if cluster.type is EntityType.PERSON and cluster.gender is None:
            cluster.gender = gender_of_noun(token)
    for cluster in clusters.items:
        cluster.mentions.sort()


def _is_nobody(token: Token) -> bool:
    """Check whether a description is of nobody in particular: 'no officer', 'every bank'."""
    determiner = child(token, "det")
    return determiner is not None and determiner.lower_ in lexicon.grammar("quantifier_of_nobody")


def _find_cluster(
    clusters: MentionClusters,
    mention: int,
    token: Token,
    kind: EntityType,
    recent: dict[int, int],
    texts: dict[str, int],
    setting: Setting,
    said: Descriptions,
) -> tuple[int | None, str]:
    """Return the cluster that a nominal belongs to, and the rule."""
    if (number := _by_apposition(clusters, token, kind)) is not None:
        return number, "apposition"
    if kind is EntityType.PERSON and (age := _age(token)) is not None:
        return _in_focus(clusters, mention, token, age), "focus"
    if (number := setting.resolve(token, quoted=clusters.parsed.quoted[token.i] >= 0)) is not None:
        return number, "home"
    number = _by_description(clusters, mention, token, kind, recent, texts, said)
    if number is None and _varies(clusters, said, token, kind):
        return _in_focus(clusters, mention, token), "focus"
    if number is None and _may_be_alone(clusters, said, token, kind):
        return _alone(clusters, mention, token), "focus"
    return number, "description"


def _may_be_alone(clusters: MentionClusters, said: Descriptions, token: Token, kind: EntityType) -> bool:
    """Check whether a description can be of the only person around: 'the Republican candidate said'."""
    determiner = child(token, "det")
    definite = determiner is not None and determiner.lower_ in lexicon.grammar("definite_article")
    speaks = token.dep_ in NOMINAL_SUBJECTS and cue_of(token.head)[1] and clusters.parsed.quoted[token.i] < 0
    if kind is not EntityType.PERSON or token.tag_ not in ("NN", "NNP") or not definite or not speaks:
        return False
    lemma = token.lemma_.lower()
    posts = lexicon.words("role_title") | lexicon.words("generic_person") | lexicon.words("part_in_event")
    if not posts.isdisjoint(lemma.split("-")) or "-" in (token.nbor(-1).text if token.i else ""):
        return False  # 'the Labour leader' is mostly one who is not named just before
    return not has_child(token, "prep", "poss", "appos", "conj") and not said.have(lemma)


def _alone(clusters: MentionClusters, mention: int, token: Token) -> int | None:
    """Return the only person named in a paragraph so far and in the one before, if it is one."""
    index, parsed = clusters.index, clusters.parsed
    found: set[int] = set()
    for before in range(mention - 1, max(-1, mention - _FOCUS), -1):
        head = index.heads[before]
        if parsed.paragraph[token.i] - parsed.paragraph[head] > 1:
            break
        number = clusters.of[before]
        named = index.mentions[before].kind is MentionKind.NAME and parsed.quoted[head] < 0
        if named and number is not None and clusters.items[number].type is EntityType.PERSON:
            found.add(number)
    return found.pop() if len(found) == 1 else None


def _varies(clusters: MentionClusters, said: Descriptions, token: Token, kind: EntityType) -> bool:
    """Check whether a description only varies the name of whoever speaks: '“…,” the criminologist said'.

    It tells nobody apart: it has 'the' and no other word, is the subject of a speech verb, is no post that somebody
    else may hold and no part that people play in what happened ('the driver'), and is not used before.
    """
    lemma = token.lemma_.lower()
    determiner = child(token, "det")
    definite = determiner is not None and determiner.lower_ in lexicon.grammar("definite_article")
    if kind is not EntityType.PERSON or token.tag_ != "NN" or not definite or len(children(token)) > 1:
        return False
    if token.dep_ not in NOMINAL_SUBJECTS or not cue_of(token.head)[1] or clusters.parsed.quoted[token.i] >= 0:
        return False
    posts = lexicon.words("role_title") | lexicon.words("generic_person") | lexicon.words("part_in_event")
    return lemma not in posts and not said.have(lemma)


def _name_right_after(clusters: MentionClusters, token: Token, kind: EntityType) -> Token | None:
    """Return the person whose name follows a noun for people immediately, wherever either is attached."""
    doc, index = clusters.parsed.doc, clusters.index
    mention = index.at.get(token.i + 1)
    if kind is not EntityType.PERSON or mention is None or index.mentions[mention].span.start != doc[token.i + 1].idx:
        return None
    named = index.mentions[mention]
    person = named.kind is MentionKind.NAME and named.type is EntityType.PERSON
    return doc[index.heads[mention]] if person and token.tag_ == "NN" else None


def _by_apposition(clusters: MentionClusters, token: Token, kind: EntityType) -> int | None:
    """Return the cluster of the name that a nominal is in apposition to."""
    name = _name_right_after(clusters, token, kind) or described(token, clusters.names)
    if name is None or name.i not in clusters.index.at:
        return None
    number = clusters.of[clusters.index.at[name.i]]
    if number is None:
        return None
    # 'Iceland, a founding member': a noun for people can describe a body in apposition
    bodies = (EntityType.ORGANIZATION, EntityType.COUNTRY)
    relational = kind is EntityType.PERSON and clusters.items[number].type in bodies
    return number if relational or kinds_agree(clusters.items[number], kind) else None


def _age(token: Token) -> str | None:
    """Return the age by which a description calls somebody: '51' of 'the 51-year-old'."""
    marker = lexicon.sequence("age_marker")
    old = next((c for c in children(token, "amod") if c.lower_ == marker[-1]), token)  # 'the 51-year-old businessman'
    first = old.i - len(marker)
    determiner = child(token, "det")
    definite = determiner is not None and determiner.lower_ in lexicon.grammar("definite_article")
    if old.lower_ != marker[-1] or first < 0 or not token.doc[first].like_num or not definite:
        return None
    return token.doc[first].text


def _in_focus(clusters: MentionClusters, mention: int, token: Token, age: str | None = None) -> int | None:
    """Return the person whom an age stands for: who is said to be of that age, else whom the article is on just now.

    That is the last person with a name who was the subject of a sentence, not far before.
    """
    index, doc = clusters.index, clusters.parsed.doc
    focus = None
    for before in range(mention - 1, max(-1, mention - _FOCUS), -1):
        number, named = clusters.of[before], index.mentions[before]
        if number is None or named.kind is not MentionKind.NAME or clusters.items[number].type is not EntityType.PERSON:
            continue
        end, head = clusters.parsed.token_at(named.span.end - 1), doc[index.heads[before]]
        after = [t.text for t in doc[end.i + 1 : end.i + 3]]
        if age is not None and len(after) == 2 and after[0] in (",", "(") and after[1].isdigit():
            if after[1] == age:
                return number
            continue  # somebody of another age
        subject = head.dep_ in NOMINAL_SUBJECTS or (head.dep_ == "appos" and head.head.dep_ in NOMINAL_SUBJECTS)
        near = clusters.parsed.paragraph[token.i] - clusters.parsed.paragraph[head.i] <= 1
        if focus is None and subject and near and clusters.parsed.quoted[head.i] < 0:
            focus = number
    return focus


def kinds_agree(cluster: MentionCluster, kind: EntityType) -> bool:
    """Check whether a description of a type can refer to an entity."""
    places = (EntityType.PLACE, EntityType.COUNTRY)
    if cluster.type in places:
        return kind in places or kind is EntityType.ORGANIZATION
    if cluster.type is EntityType.ORGANIZATION:
        return kind in (EntityType.ORGANIZATION, EntityType.GROUP)
    return cluster.type is kind


def _by_description(
    clusters: MentionClusters,
    mention: int,
    token: Token,
    kind: EntityType,
    recent: dict[int, int],
    texts: dict[str, int],
    said: Descriptions,
) -> int | None:
    """Return the earlier cluster that a definite or repeated description refers to."""
    determiner = child(token, "det")
    owner = child(token, "poss")
    text = clusters.index.mentions[mention].span.exact.casefold()
    definite = determiner is not None and determiner.lower_ in lexicon.grammar("definite_determiner")
    lemma = token.lemma_.lower()
    own_names = names_in(clusters, token)
    indefinite = not definite and owner is None
    if indefinite and (kind is not EntityType.WORK or not own_names):
        return texts.get(text) if determiner is None else None
    figures, modifiers = figures_in(token), modifiers_of(clusters, token)
    best: tuple[int, int] | None = None
    for number in islice(reversed(recent), _RECENT):
        cluster = clusters.items[number]
        if not kinds_agree(cluster, kind) and lemma not in cluster.ends:
            continue
        distance = mention - recent[number]
        fits = _fits(clusters, number, said, token, kind, distance)
        if not fits or (indefinite and not (fits == 3 and said.share_names(number, own_names))):
            # 'a report on Xinjiang' can be the earlier report on Xinjiang
            continue
        if owner is not None and not said.has_owner(number, token):
            continue
        if figures and not said.figures_agree(number, figures):
            continue
        if own_names and not indefinite and not said.names_agree(number, own_names):
            continue
        # one document goes by many descriptions: 'the 48-page report', 'the long-delayed report'
        if modifiers and kind is not EntityType.WORK and not said.modifiers_agree(number, modifiers):
            continue
        score = fits * 1000 - distance
        if best is None or score > best[0]:
            best = score, number
    return None if best is None else best[1]


def _fits(
    clusters: MentionClusters, number: int, said: Descriptions, token: Token, kind: EntityType, distance: int
) -> int:
    """Return how well a description fits a cluster: 3 for the same head, 2 or 1 for a related noun, 0 for no fit."""
    cluster, lemma = clusters.items[number], token.lemma_.lower()
    plural = token.tag_ in ("NNS", "NNPS")
    if not plural and lemma in cluster.ends and distance <= _FAR:
        return 3  # 'the convention' after 'the Halden Convention'
    if cluster.plural != plural and kind not in (EntityType.GROUP,):
        return 0
    if cluster.heads[lemma]:
        return 0 if plural and not cluster.plural else 3
    if kind is EntityType.WORK and lemma in lexicon.words("document_noun") and distance <= _FAR:
        return 2 if any(h in lexicon.words("report_noun") for h in cluster.heads) else 0
    # 'the swing state of Florida' has a name of its own, and 'the state of the campaign' is no place
    named = any(c.lower_ in lexicon.grammar("genitive") for c in children(token, "prep"))
    if kind is EntityType.PLACE and cluster.territory is not None and cluster.territory.is_state:
        return 2 if lemma in lexicon.words("state_noun") and distance <= _FAR and not named else 0
    a_region = cluster.type is EntityType.PLACE and (cluster.territory is None or not cluster.territory.is_state)
    if kind is EntityType.PLACE and lemma in lexicon.words("region_noun") and a_region:
        return 1 if cluster.names and not cluster.heads and distance <= 8 and not named else 0
    if kind is EntityType.ORGANIZATION and cluster.type is EntityType.ORGANIZATION:
        if _name_has(cluster, lemma) and distance <= _FAR:
            return 3 if all(len(name) > 1 for name in cluster.names) else 2  # 'Board' of 'Board Chair Jo Roe' is less
        refers = cluster.names and lemma in lexicon.words("body_noun") and distance <= 6
        if _is_addressed(cluster, token):
            return 0  # 'The foundation told Radio Mira … “…,” the group said'
        return 1 if refers and not (lemma in lexicon.words("civic_body") and _is_of_state(cluster)) else 0
    if kind is EntityType.PERSON and distance <= _FAR and any(same_post(lemma, h) for h in cluster.heads):
        # 'the director', but not 'the human rights commissioner of the Council of Europe'
        return 1 if not _is_described(clusters, token) or said.share_names(number, names_in(clusters, token)) else 0
    return 0


def _is_addressed(cluster: MentionCluster, token: Token) -> bool:
    """Check whether an entity was last mentioned, before a token, as somebody to whom something was said."""
    before = bisect_left(cluster.at, token.i)
    last = token.doc[cluster.at[before - 1]] if before else token
    return last.dep_ in ("dobj", "dative") and last.head.lemma_ in lexicon.words("addressing_verb")


def _is_described(clusters: MentionClusters, token: Token) -> bool:
    """Check whether a description is more than a noun with a name before it: 'the bank's former chief'."""
    before = children(token, "amod", "compound", "nmod")
    return any(c.i < token.i and c.i not in clusters.names for c in before) or has_child(token, "prep")


def same_post(a: str, b: str) -> bool:
    """Check whether two nouns can name one post: 'chief' and 'director'."""
    return any(a in group and b in group for group in lexicon.sets("same_post"))


def _name_has(cluster: MentionCluster, word: str) -> bool:
    """Check whether a word is the head of a name: 'bank' in 'Bank of Norway'."""
    return any(has_head(name, word) for name in cluster.names)


def _is_of_state(cluster: MentionCluster) -> bool:
    """Check whether a name is that of a public institution, by its head: 'the Halden Court', 'the Court of Appeal'."""
    return any(_name_has(cluster, word) for word in lexicon.words("state_institution"))
