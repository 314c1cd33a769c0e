"""Complete names that somebody begins to type into a form. It is done in a process of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from graphkit.files.layout import SEARCH
from graphkit.search import Index
from graphkit.server.replies import Reply

__all__ = ["complete"]

_LONGEST = 200


def complete(folder: Path, given: Mapping[str, str]) -> Reply:
    """Return the names that may be meant as JSON: pairs of a name and a number of claims; none without an index.

    Args:
        folder: The output folder of graphkit.
        given: The parameters of the request: `text`, what was typed, and `kind`, 'entity' or 'document'.
    """
    index = Index.open(folder / SEARCH)
    text = given.get("text", "")[:_LONGEST]
    find = None if index is None else index.complete_article if given.get("kind") == "document" else index.complete
    body = json.dumps(find(text) if find else [], ensure_ascii=False)
    return Reply(body=body.encode(errors="replace"), kind="application/json")
