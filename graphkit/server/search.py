"""The page that finds words in articles and claims. It is made in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlencode

from graphkit import pipeline, search
from graphkit.analysis.brief import PrintedArticle
from graphkit.errors import QueryError
from graphkit.files.layout import SEARCH
from graphkit.server.replies import HTML, Reply, load_template
from graphkit.server.who import link_entity, link_sentence
from graphkit.visualisation import findings
from graphkit.visualisation.brief import page

__all__ = ["render"]

# loaded here, so that a new process has the templates compiled
_TEMPLATE = load_template("search.html.j2")
page.load_template()
_FIELDS = ("words", "kind", "by", "publisher", "since", "until")
_MOST = 20
_DEEPEST = 10_000


def render(folder: Path, given: Mapping[str, str]) -> Reply:
    """Render what was found, or the form to search with.

    Args:
        folder: The output folder of graphkit.
        given: The parameters of the request: those of `graphkit search`, and `skip`.
    """
    values = {name: given.get(name, "").strip() for name in _FIELDS}
    index = search.Index.open(folder / SEARCH)
    shown: dict[str, object] = {
        "values": values,
        "kinds": search.KINDS,
        "publishers": index.list_publishers() if index else [],
        "result": None,
        "people": [],
        "headline": "",
        "why": "",
        "near": [],
        "hits": "",
        "further": "",
        "hint": findings.HINT,
    }
    status = 200
    if values["words"]:
        try:
            shown |= _search(folder, values, given.get("skip", ""))
            if index and not given.get("skip"):
                shown["people"] = [
                    (one.name, link_entity(one.iri), findings.describe_entity(one))
                    for one in index.find_entities(values["words"])
                ]
        except QueryError as error:
            status = 400
            near = [(name, _address({**values, error.parameter: name})) for name in error.near]
            shown |= {"why": str(error).partition("; did you mean")[0], "near": near}
    return Reply(body=_TEMPLATE.render(shown).encode(errors="replace"), kind=HTML, status=status)


def _search(folder: Path, values: Mapping[str, str], skip: str) -> dict[str, object]:
    after = min(int(skip), _DEEPEST) if skip.isdecimal() else 0
    criteria = {name: values[name] or None for name in _FIELDS if name != "words"}
    result = pipeline.open_graph(folder, whole=False).search(values["words"], **criteria, limit=_MOST, skip=after)  # type: ignore[arg-type]
    end = after + len(result.hits)
    left = min(_MOST, result.total - end)
    return {
        "result": result,
        "headline": findings.describe_result(result),
        "hits": findings.render_hits(
            result, link_article=_link_article, link_sentence=link_sentence, link_entity=link_entity
        ),
        "first": after + 1,
        "further": _address({**values, "skip": str(end)}) if left > 0 else "",
        "left": left,
    }


def _link_article(article: PrintedArticle) -> str:
    return f"/doc/{quote(article.iri.rpartition('/')[2])}"


def _address(values: Mapping[str, str]) -> str:
    return "/search?" + urlencode({name: value for name, value in values.items() if value}, errors="replace")
