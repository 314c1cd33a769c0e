"""Write the files of a package, by what writes them elsewhere, from a graph and its texts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from graphkit import __version__, export
from graphkit.packages import tables
from graphkit.packages.commitments import Commitment

if TYPE_CHECKING:
    from graphkit.analysis.network.records import Article
    from graphkit.store import GraphStore

__all__ = ["COMMITMENTS", "README", "SIGNATURE", "SIGNER", "SUMS", "VERIFY", "Source", "list_sums", "make_files"]

README, VERIFY = "README.txt", "VERIFY.txt"
SUMS, SIGNATURE, SIGNER = "SHA256SUMS", "SHA256SUMS.sig", "signer.pem"
COMMITMENTS = "redactions.json"
_COMMITMENT = "SHA-256 of the salt (64 hexadecimal digits) and, right behind it, the value in UTF-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a package is made of.

    Args:
        store: The graph.
        texts: The texts of all of its documents, by their addresses.
        base: The address below which its things live.
        model: Name and version of the pipeline that read the articles.
        about: The addresses of those whom it is about; none where it is the whole graph.
        commitments: What it shows of what was redacted.
        is_redacted: Whether anything was to be redacted.
    """

    store: GraphStore
    texts: Mapping[str, str]
    base: str
    model: str
    about: Sequence[str] = ()
    commitments: Sequence[Commitment] = field(default=(), repr=False)
    is_redacted: bool = False


def make_files(source: Source, page: str, *, signed: bool) -> dict[str, bytes]:
    """Make the files of a package, but for the checksums and the signature.

    Args:
        source: What it is made of.
        page: The page to explore the graph with.
        signed: Whether it will be signed.

    Returns:
        The files by their names, the same for the same source.
    """
    from graphkit.analysis import brief
    from graphkit.analysis.network import read
    from graphkit.visualisation.brief import write_brief

    store, texts = source.store, dict(sorted(source.texts.items()))
    records = read(store)
    told = brief.brief(store, texts)
    hashes = {address: _hash(text.encode("utf-8", "surrogatepass")) for address, text in texts.items()}
    claims = list(tables.claim_rows(records, texts, hashes))
    statements = list(tables.statement_rows(store, records, texts, hashes))
    made = {
        "claims.jsonl": tables.dump_lines(claims),
        "claims.csv": tables.dump_sheet(claims),
        "statements.jsonl": tables.dump_lines(statements),
        "statements.csv": tables.dump_sheet(statements),
        "brief.md": write_brief(told, "markdown").encode(),
        "brief.html": write_brief(told, "html").encode(),
        "explorer.html": page.encode(),
        "provenance.json": _describe(source, records.articles, hashes, (len(claims), len(statements))),
    }
    for format, name in (("trig", "graph.trig"), ("ttl", "graph.ttl"), ("nanopub", "nanopublications.trig")):
        made[name] = export.serialize(store, format, base=source.base, texts=texts)
    for address, text in texts.items():
        made[_name_article(address)] = text.encode("utf-8", "surrogatepass")
    if source.is_redacted:
        made[COMMITMENTS] = _dump_commitments(source.commitments)
    values = {
        "articles": _count(len(texts), "article"),
        "claims": _count(len(claims), "claim"),
        "statements": _count(len(statements), "statement"),
        "version": __version__,
        "article": _name_article(next(iter(texts), "")),
    }
    made[README] = _fill("readme.txt", values, redacted=source.is_redacted, signed=signed)
    made[VERIFY] = _fill("verify.txt", values, redacted=source.is_redacted, signed=signed)
    return dict(sorted(made.items()))


def list_sums(made: Mapping[str, bytes]) -> bytes:
    """List the checksums of files, as `sha256sum -c` reads them."""
    return "".join(f"{_hash(data)}  {name}\n" for name, data in sorted(made.items())).encode()


def _name_article(address: str) -> str:
    return f"articles/{address.rpartition('/')[2]}.txt"


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _describe(source: Source, articles: Sequence[Article], hashes: Mapping[str, str], counts: tuple[int, int]) -> bytes:
    facts = {
        "graphkit": __version__,
        "model": source.model,
        "base_iri": source.base,
        "about": list(source.about),
        "redacted": source.is_redacted,
        "counts": {"articles": len(articles), "claims": counts[0], "statements": counts[1]},
        "offsets": "code points into the text of the article in this package, from 0; the end is behind the last one",
        "articles": [
            {
                "document": article.iri,
                "file": _name_article(article.iri),
                "sha256": hashes[article.iri],
                "identifier": article.identifier,
                "title": article.title,
                "issued": article.issued or None,
                "publisher": article.publisher or None,
                "source": article.source or None,
                "near_duplicate_of": article.near_duplicate_of or None,
            }
            for article in articles
        ],
    }
    return (json.dumps(facts, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")


def _dump_commitments(commitments: Sequence[Commitment]) -> bytes:
    data = {"commitment": _COMMITMENT, "commitments": [one.to_dict() for one in commitments]}
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()


def _fill(name: str, values: Mapping[str, str], *, redacted: bool, signed: bool) -> bytes:
    """Fill a page of text; paragraphs that begin with a condition in brackets stay where it holds."""
    text = (files("graphkit.packages") / name).read_text(encoding="utf-8").replace("\r\n", "\n")
    holds = {"[redacted]": redacted, "[unredacted]": not redacted, "[signed]": signed, "[unsigned]": not signed}
    paragraphs = []
    for paragraph in text.strip("\n").split("\n\n"):
        condition, _, rest = paragraph.partition("\n")
        if condition not in holds:
            paragraphs.append(paragraph)
        elif holds[condition]:
            paragraphs.append(rest)
    return (Template("\n\n".join(paragraphs)).substitute(values) + "\n").encode()
