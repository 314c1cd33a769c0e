"""Tell what a file is taken for: by its name, and by its first bytes."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["COMPRESSED", "CONTAINERS", "FORMS", "NAMED", "UNKNOWN", "classify", "find_readers", "limit", "sniff"]

UNKNOWN = "unknown"
"""The form of what has no telling name, as standard input: text, unless its bytes are certainly something else."""

FORMS = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "email",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
}
"""The form of a file that is one item, by its suffix."""

CONTAINERS = {
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".csv": "table",
    ".tsv": "table",
    ".mbox": "mbox",
    ".warc": "warc",
    ".zip": "zip",
    ".tar": "tar",
}
"""What a file of several items is cut up as, by its suffix."""

COMPRESSED = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "zstd"}
"""What a file is compressed by, by its last suffix."""

_SHORT = {".tgz": ".tar.gz", ".tbz": ".tar.bz2", ".tbz2": ".tar.bz2", ".txz": ".tar.xz", ".tzst": ".tar.zst"}

NAMED = "text, pages (.html), .pdf, .docx, .eml, feeds (.rss, .atom, .xml), .jsonl, .csv, .mbox, .warc, .zip or .tar"
"""What graphkit reads, in words."""

_READERS = {
    "html": ("lxml", "trafilatura"),
    "web": ("lxml", "trafilatura"),
    "pdf": ("pypdf",),
    "docx": ("python-docx",),
    "email": ("lxml",),
    "feed": ("feedparser", "lxml"),
    UNKNOWN: ("feedparser", "lxml", "pypdf", "python-docx", "trafilatura"),
}

_MB = 1024 * 1024
# A page of 16 MB is no article; of a PDF most is pictures.
_LIMITS = {"html": 16 * _MB, "web": 16 * _MB, "email": 64 * _MB, "feed": 64 * _MB, "docx": 128 * _MB}
_MOST = 256 * _MB

_MAGIC = (
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html)\b",
    re.I | re.S,
)
_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)(?:<\?[^>]{0,500}>\s*|<!--.{0,2000}?-->\s*){0,5}"
    rb"<(?:rss|rdf:RDF|feed|atom:feed)\b",
    re.I | re.S,
)


def classify(name: str) -> tuple[str | None, str | None]:
    """Tell by a file's name what it is taken for.

    Args:
        name: Its name or path.

    Returns:
        What it is compressed by, and its form or kind of container; None for what the name does not tell.

    >>> classify("in/page.HTML"), classify("all.tar.gz"), classify("notes.md.xz"), classify("README")
    ((None, 'html'), ('gzip', 'tar'), ('xz', None), (None, None))
    """
    lower = name.lower()
    for short, long in _SHORT.items():
        lower = lower.removesuffix(short) + long if lower.endswith(short) else lower
    stem, dot, last = lower.rpartition(".")
    compression = COMPRESSED.get(dot + last)
    if compression is not None:
        _, dot, last = stem.rpartition(".")
    suffix = dot + last
    return compression, FORMS.get(suffix) or CONTAINERS.get(suffix)


@cache
def find_readers(form: str) -> str:
    """Say which releases of which libraries read a form, for what they make of it may be another with another release.

    Args:
        form: The form of an item.

    Returns:
        'lxml 6.1, trafilatura 2.3', 'lxml 6.1, trafilatura -' where one is missing, or nothing where none is needed.
    """
    from importlib.metadata import PackageNotFoundError, version

    told = []
    for name in _READERS.get(form, ()):
        try:
            told.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            told.append(f"{name} -")
    return ", ".join(told)


def limit(form: str) -> int:
    """Give the most bytes that an item of a form may have."""
    return _LIMITS.get(form, _MOST)


def sniff(head: bytes) -> str | None:
    """Tell what bytes certainly are, whatever the name.

    Args:
        head: The bytes, all of them or the first few thousand.

    Returns:
        A compression, 'pdf', 'zip' (which a .docx file is too), 'ole' (an old or encrypted Office document), 'html' or
        'feed'; None where the bytes do not tell.

    >>> sniff(b"<!DOCTYPE html><p>Yes."), sniff(b"Yes.")
    ('html', None)
    """
    for magic, compression in _MAGIC:
        if head.startswith(magic):
            return compression
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "ole"
    if _PAGE.match(head[:8192]):
        return "html"
    return "feed" if _FEED.match(head[:8192]) else None
