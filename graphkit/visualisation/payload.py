"""Turn a scene into the data of a page: tables whose rows refer to one another by number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphkit.analysis.brief import Brief
from graphkit.analysis.brief.context import Context
from graphkit.analysis.network.evidence import EvidencePlace
from graphkit.analysis.network.records import Post, Utterance
from graphkit.analysis.sentences import sentence
from graphkit.analysis.who import Profile
from graphkit.model import AXES
from graphkit.model.vocabulary import BASE
from graphkit.visualisation.brief.rows import list_brief
from graphkit.visualisation.layout import Picture, Placed, label
from graphkit.visualisation.look import describe_look
from graphkit.visualisation.matches import list_changes, list_clusters, list_conflicts
from graphkit.visualisation.overview import place_overview
from graphkit.visualisation.questions import describe_questions
from graphkit.visualisation.scene import Scene, SceneLink, SceneNode
from graphkit.visualisation.selection import fit
from graphkit.visualisation.tables import Payload, make_table
from graphkit.visualisation.views import load_pictures
from graphkit.visualisation.who.rows import list_profiles, list_stated, word_claim

__all__ = ["Payload", "payload"]

_DRAWABLE = 8000
"""A browser draws so many nodes in some three seconds; where there are more, a page never offers all at once."""

_NO_BRIEF = Brief()
_PARTS = ("source", "cue", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """A scene, and the numbers of its parts on the page."""

    scene: Scene
    texts: Mapping[str, str]
    base: str
    nodes: Mapping[str, int]
    articles: Mapping[str, int]
    readings: Mapping[str, int]
    labels: Mapping[str, str]
    profiles: Mapping[str, Profile]
    context: Context | None
    verbs: dict[str, int]
    documents: Mapping[str, str]
    posts: Mapping[str, list[Post]]

    def short(self, iri: str) -> str:
        return iri.removeprefix(self.base)


def payload(
    scene: Scene,
    brief: Brief = _NO_BRIEF,
    profiles: Iterable[Profile] = (),
    *,
    context: Context | None = None,
    title: str,
    texts: Mapping[str, str],
    base: str = BASE,
    view: str | None = None,
    note: str = "",
) -> Payload:
    """Return the data of a page.

    Args:
        scene: The scene.
        brief: What it says in short; left out, nothing.
        profiles: What it says of each entity; left out, nothing.
        context: What the claims are worded from; None for no words but their own.
        title: The heading.
        texts: The articles' texts by the address of the document; without a text only the exact spans are shown.
        base: The prefix of addresses, which is left off them.
        view: The view that the page opens on; None for the brief.
        note: A sentence on which part of a larger graph this is.

    Returns:
        `articles`, `nodes`, `links` and `readings` as tables (`fields` once, then `rows`), and so the `clusters` of
        claims that are one, and the pairs that disagree (`conflicts`) or quote the same words differently (`changes`);
        `brief`, which refers to claims and parties by their numbers; so does `profiles`, a row an entity; `questions`,
        which can be asked;
        `edges`, the links that are drawn as one line; `places`, the nodes of each picture (number, x, y, column, and
        the label where it is wrapped otherwise than in the node's own `lines`); `all`, the number of links in the
        graph, of which a page holds at most `selection.MOST_LINKS`; and `look`, the words and shapes.
    """
    index = _number(fit(scene), texts, base, profiles, context)
    pictures = load_pictures()
    return {
        "title": title,
        "view": view,
        "note": note,
        "all": len(scene.links),
        "articles": make_table(_articles(index)),
        "nodes": make_table((_node(index, key) for key in index.nodes), coded=("kind", "state")),
        "links": make_table((_link(index, link) for link in index.scene.links), coded=("group", "act", "style")),
        "readings": make_table((_reading(index, iri) for iri in index.readings), coded=_CODED),
        "clusters": make_table(list_clusters(index.scene, index.readings)),
        "conflicts": make_table(list_conflicts(index.scene, index.readings)),
        "changes": make_table(list_changes(index.scene, index.readings)),
        "brief": list_brief(brief, index.nodes, index.readings),
        "drawn": len(index.scene.nodes),
        "profiles": make_table(list_profiles(index.profiles.values(), index.nodes, index.readings, index.articles)),
        "verbs": list(index.verbs),
        "questions": describe_questions(),
        "edges": _edges(index, pictures),
        "places": _places(index, pictures),
        "look": describe_look(_terms(index.scene)),
    }


def _number(
    scene: Scene,
    texts: Mapping[str, str],
    base: str,
    profiles: Iterable[Profile],
    context: Context | None,
) -> _Index:
    documents = {link.reading: link.document for link in scene.links}
    documents |= {claim.iri: claim.document for claim in scene.claims.values()}
    articles = {article.iri: number for number, article in enumerate(scene.articles)}
    told = {
        profile.who.iri: profile for profile in profiles if any(one.article.iri in articles for one in profile.articles)
    }
    # statements and roles, which no line of a picture need show
    documents |= {thing: document for thing, document in list_stated(told.values()) if document in articles}
    others = sorted(iri for iri in told if iri not in scene.nodes)
    posts: dict[str, list[Post]] = defaultdict(list)
    for post in scene.posts:
        posts[post.member].append(post)
    # those that no line leads to come last, so that a picture need not know them
    nodes = (*sorted(scene.nodes), *others)
    return _Index(
        scene=scene,
        texts=texts,
        base=base,
        nodes={key: number for number, key in enumerate(nodes)},
        articles=articles,
        readings={iri: number for number, iri in enumerate(sorted(documents))},
        labels={key: label(_find_node(scene, key)) for key in nodes},
        profiles=told,
        context=context,
        verbs={},
        documents=documents,
        posts=posts,
    )


_CODED = ("act", "stance", "polarity", "certainty", "quotation", "cue", "rule", "date", "phrase")
"""The fields of readings that hold one of a few words."""


def _articles(index: _Index) -> Iterator[Payload]:
    for article in index.scene.articles:
        yield {
            "id": index.short(article.iri),
            "title": article.title,
            "issued": article.issued,
            "publisher": article.publisher,
            "source": article.source if article.source.startswith(("http://", "https://")) else "",
            "text": index.texts.get(article.iri),
            "repeats": index.articles.get(article.near_duplicate_of),
            "name": article.identifier if article.identifier != article.title else "",
        }


def _node(index: _Index, key: str) -> Payload:
    party, point = index.scene.parties.get(key), index.scene.points.get(key)
    node, lines = _find_node(index.scene, key), index.labels[key]
    return {
        "id": index.short(key),
        "kind": node.kind,
        "lines": lines,
        "state": node.state,
        "middle": 1 if node.middle else "",
        # most labels equal their lines, joined
        "label": None if lines.replace("\n", " ") == node.label else node.label,
        "opposed": [index.nodes[other] for other in point.opposed if other in index.nodes] if point else [],
        "aliases": list(party.aliases) if party else [],
        "link": party.link if party else "",
        "posts": _posts(index, key),
    }


def _find_node(scene: Scene, key: str) -> SceneNode:
    """Find a node, or make one of an entity that no line leads to, so that it is found and has a page."""
    if key in scene.nodes:
        return scene.nodes[key]
    party = scene.parties[key]
    return SceneNode(id=party.iri, kind=party.kind, label=party.label, middle=False, state="")


def _posts(index: _Index, key: str) -> list[list[Any]]:
    """Return the posts of a party, each once however many articles name it: title, organisation, whether current."""
    posts: dict[tuple[str, str, bool], None] = {}
    for post in index.posts.get(key, ()):
        party = index.scene.parties.get(post.organization)
        # 'head of the Inspectorate' names the organisation already
        organization = party.label if party and party.label.casefold() not in post.title.casefold() else ""
        posts[post.title, organization, post.current] = None
    return [list(post) for post in posts]


def _link(index: _Index, link: SceneLink) -> Payload:
    return {
        "source": index.nodes[link.source],
        "target": index.nodes[link.target],
        "group": link.group,
        "act": link.act,
        "style": link.style,
        "reading": index.readings[link.reading],
        "via": [index.nodes[key] for key in link.via if key in index.nodes],
    }


def _reading(index: _Index, iri: str) -> Payload:
    """Return a claim, or a plain statement, with its place in the text; offsets are code points."""
    claim, document = index.scene.claims.get(iri), index.documents[iri]
    places, text = index.scene.places.get(iri, ()), index.texts.get(document)
    article = index.articles.get(document, -1)
    return {
        # the page puts the id of the article before it
        "id": index.short(iri) if article < 0 else iri.removeprefix(f"{document}/"),
        "article": article,
        "spans": [value for p in places for value in (p.start, p.end, _PARTS.index(p.part))],
        "sentence": _sentence(places, text),
        **_claim(index, claim),
        **_mark_quoted(index, iri),
        # where the page has the text, it takes the content from there
        "content": claim.content if claim and (text is None or claim.content != _cut(places)) else "",
        "phrase": claim.phrase if claim else "",
        **word_claim(claim, index.context, index.verbs),
        "exact": [p.exact for p in places] if text is None else [],
    }


def _mark_quoted(index: _Index, iri: str) -> Payload:
    """Return that a statement stands in a quotation of nobody known; nothing of any other."""
    return {"quotation": "direct"} if index.context and iri in index.context.unattributed else {}


def _sentence(places: Iterable[EvidencePlace], text: str | None) -> list[int]:
    stretches = list(places)
    if text is None or not stretches:
        return []
    return list(sentence(text, min(p.start for p in stretches), max(p.end for p in stretches)))


def _cut(places: Iterable[EvidencePlace]) -> str:
    return " … ".join(p.exact for p in places if p.part == "content")


def _claim(index: _Index, claim: Utterance | None) -> Payload:
    axes = (*AXES, "cue", "confidence", "rule", "date")
    return {
        **{name: getattr(claim, name) if claim else "" for name in axes},
        "outer": index.readings.get(claim.outer, -1) if claim else -1,
        "sources": _people(index, claim.sources if claim else ()),
        "addressees": _people(index, claim.addressees if claim else ()),
        "about": _people(index, claim.about if claim else ()),
    }


def _people(index: _Index, keys: Iterable[str]) -> list[int | str]:
    """Return the node of each entity, or its name where no line leads to it."""
    parties = index.scene.parties
    return [index.nodes.get(key, parties[key].label) for key in keys if key in parties]


def _terms(scene: Scene) -> set[str]:
    """Return the acts and other values that the page words."""
    terms = {term for link in scene.links for term in (link.act, link.certainty)}
    return terms | {getattr(claim, axis) for claim in scene.claims.values() for axis in AXES}


def _edges(index: _Index, pictures: Mapping[str, Picture]) -> list[Payload]:
    """Merge links that would be drawn on top of each other: those of one view with the same ends and style."""
    views = {view: set(picture.links(index.scene)) for view, picture in pictures.items()}
    merged: dict[tuple[str, int, int, str], list[int]] = defaultdict(list)
    for number, link in enumerate(index.scene.links):
        for view, members in views.items():
            if link in members:
                merged[view, index.nodes[link.source], index.nodes[link.target], link.style].append(number)
    return [
        {"view": view, "from": source, "to": target, "style": style, "links": links}
        for (view, source, target, style), links in sorted(merged.items())
    ]


def _places(index: _Index, pictures: Mapping[str, Picture]) -> Payload:
    """Place the nodes of each picture: its opening for a wide window and for a phone, and all of them if they fit."""
    scene = index.scene
    places: dict[str, Sequence[Placed]] = {}
    for view, picture in pictures.items():
        links = picture.links(scene)
        count = len({end for link in links for end in (link.source, link.target)})
        wide, narrow = picture.place(scene)
        drawable = len(wide) < count <= _DRAWABLE
        overview = place_overview(scene, links, names=picture.names) if drawable else ()
        places |= {view: wide, f"{view}Narrow": narrow, f"{view}All": overview}
    return {view: [_place(index, place) for place in placed] for view, placed in places.items()}


def _place(index: _Index, place: Placed) -> list[Any]:
    row = [index.nodes[place.id], place.x, place.y, place.column]
    return row if place.label == index.labels[place.id] else [*row, place.label]
