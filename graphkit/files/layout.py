"""The names of the files in an output folder, each of them written here once.

A name that changes needs a new version of the manifest too (`corpus.manifest`): an output of before is then built anew,
where it would be changed in place.
"""

from __future__ import annotations

__all__ = [
    "ARTICLES",
    "BRIEF",
    "CHECKSUMS",
    "COMMON",
    "DECISIONS",
    "FOLLOWED",
    "HISTORY",
    "MANIFEST",
    "MARKER",
    "NEWS",
    "OWNERS",
    "PICTURE",
    "REPLACED",
    "REVIEWS",
    "SEAL",
    "SEARCH",
    "SERVERS",
    "SHARDS",
    "STORE",
    "TRIG",
    "TURTLE",
    "VERSIONS",
    "WATCH",
    "WORK",
]

DEFAULT = "graphkit-out"
"""The folder that a build writes where none is named."""

MARKER = "graphkit.json"
"""The file by which a folder is known as an output of graphkit; it says what the output was made with."""

CHECKSUMS = "checksums.tsv"
"""What the other files are recognised by: path, size in bytes and CRC-32 of each."""

TURTLE = "graph.ttl"
"""The graph, with the named graphs merged."""

TRIG = "graph.trig"
"""The graph, a named graph for each article."""

PICTURE = "graph.html"
"""The page to explore the graph with."""

BRIEF = "brief.json"
"""The brief of what the page shows, as the server has it on its first page: reading it from the store takes seconds."""

STORE = "store"
"""The folder of the store that queries are run on."""

ARTICLES = "articles"
"""The folder of the articles' texts."""

SEARCH = "search.sqlite"
"""The index of the words of articles and claims; like the store, it depends on how it came about."""

VERSIONS = "versions"
"""The folder of earlier versions of articles: their texts and graphs, and what was edited."""

HISTORY = f"{VERSIONS}/history.jsonl"
"""Which text of each article stood in the output, from which build to which."""

DECISIONS = "identities.csv"
"""People's decisions about who is who."""

CLAIM_DECISIONS = "claims.csv"
"""People's decisions about which claims are one."""

REVIEWS = "reviews.csv"
"""What people found of claims and edges: right, wrong, corrected or missed."""

OWNERS = "owners.csv"
"""Who owns which outlet, by the user's own list."""

FOLLOWED = "followed.csv"
"""Whom and what people follow: `graphkit watch` tells what is new of it."""

LEDGERS = (DECISIONS, CLAIM_DECISIONS, REVIEWS, OWNERS, FOLLOWED)
"""What people decided, know or follow: what no build may lose, whatever befalls it."""

NEWS = ("news.atom", "news.jsonl", "news.md")
"""What is new, as `graphkit watch` writes it; a build lets it be."""

WATCH = "watch"
"""The folder of what `graphkit watch` knows already; a build lets it be."""

WORK = "work"
"""The folder that holds what the next build goes on from."""

MANIFEST = f"{WORK}/manifest.sqlite"
"""What was found and read; a folder that has it is an output that is still being built, or can be gone on from."""

SEAL = f"{WORK}/manifest.sum"
"""What the manifest is recognised by, while nobody is changing it."""

SHARDS = f"{WORK}/shards"
"""The folder of what was read in the articles."""

REPLACED = f"{WORK}/versions"
"""The folder of texts that were replaced since the output was written: the next build keeps them in `VERSIONS`."""

COMMON = f"{WORK}/common"
"""The folder of what belongs to no single article."""

SERVERS = f"{WORK}/servers"
"""The folder of what SPARQL servers were sent, a file for each server."""
