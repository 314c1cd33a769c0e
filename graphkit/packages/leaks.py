"""Search the files of a package for what was redacted, as somebody would who has them and knows where to look.

The graph that all files are made of was redacted before; this is the second lock. Each file is searched as it is, with
its escapes resolved, and in what is packed in it: base64, and what that holds compressed.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping

from graphkit.packages.naming import Target
from graphkit.packages.redactor import Redactor, placeholder
from graphkit.packages.spelling import Form, Mode, fold

__all__ = ["find_leaks", "find_left"]

_HEX = re.compile(r"(?<![0-9a-zA-Z])(?:[0-9a-f]{8,64}|Q[0-9]{1,12})(?![0-9a-zA-Z])")
_PACKED = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")
_CODE = re.compile(r"RA[A-Za-z0-9_-]{43}")
"""The digest in a trusty address: letters at random."""
_DEPTH = 2
_MOST = 50_000_000
_WORDS = 6
"""What a pattern found is looked for in files where it is longer than this: a shorter number stands in many places."""
_PLACEHOLDER = re.compile(r"\[redacted(?: [0-9]+)?\]")


def find_left(targets: Mapping[Target, int], texts: Iterable[str], fragments: Collection[str] = ()) -> str | None:
    """Find a text in which something is left that is redacted.

    Args:
        targets: What is redacted, each with its number.
        texts: The texts and words of the redacted graph.
        fragments: Words that are pieces of a redacted name, folded and in lower case.

    Returns:
        The placeholder of what is left, or None.
    """
    redactor = Redactor(targets)
    for text in texts:
        # Before a name that was redacted, too, a given name may be that of somebody else.
        left = redactor.find(_PLACEHOLDER.sub("X", text))
        if left:
            return placeholder(left[0].number)
        if fold(text).lower() in fragments:
            return "a piece of a name"
    return None


def find_leaks(
    targets: Mapping[Target, int], files: Mapping[str, bytes], forbidden: frozenset[str], static: str
) -> Iterator[tuple[str, str]]:
    """Find what of the redacted is in a file.

    Args:
        targets: What is redacted, each with its number.
        files: The files by their names.
        forbidden: Digests and addresses that no file may hold.
        static: What graphkit's own files say in a package of nothing: a name that is a word of them tells nothing.

    Returns:
        For each finding the name of the file, and what it holds: a placeholder or a digest.
    """
    own = fold(static)
    forms = _choose_forms(targets, own)
    known = set(_HEX.findall(own))
    for name, data in files.items():
        for text in dict.fromkeys((name, *_unpack(data, _DEPTH))):
            yield from ((name, found) for found in _search(text, forms, forbidden - known))


def _choose_forms(targets: Mapping[Target, int], own: str) -> list[tuple[Form, int]]:
    lower = own.lower()
    forms = [(form, number) for target, number in targets.items() for form in target.forms]
    words = ((target, number) for target, number in targets.items() if len(target.words) > _WORDS)
    forms += [
        (Form(words=tuple(re.findall(r"[^\W_]+", target.words)), mode=Mode.WORD), number) for target, number in words
    ]
    return [
        (form, number)
        for form, number in forms
        if form.words and form.mode is not Mode.ALONE and not any(form.find(own, lower))
    ]


def _search(text: str, forms: Iterable[tuple[Form, int]], forbidden: frozenset[str]) -> Iterator[str]:
    folded = _CODE.sub(" ", fold(text))
    lower = folded.lower()
    for form, number in forms:
        # What is short stands in addresses by chance; those that hold names were searched with the graph.
        if any(form.find(folded, lower, addresses=False)):
            yield placeholder(number)
    yield from sorted(forbidden.intersection(_HEX.findall(folded)))


def _unpack(data: bytes, depth: int) -> Iterator[str]:
    """Yield a file as text, and what is packed in it."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return  # an image, or a word that only looks as if something were packed in it
    yield text
    again = fold(text)
    if again != text:
        yield again  # what was escaped twice
    if depth:
        for packed in set(_PACKED.findall(text)):
            plain = packed.translate(str.maketrans("-_", "+/")).rstrip("=")
            try:
                decoded = base64.b64decode(plain + "=" * (-len(plain) % 4))
            except (binascii.Error, ValueError):
                continue
            yield from _unpack(_inflate(decoded), depth - 1)


def _inflate(data: bytes) -> bytes:
    for window in (zlib.MAX_WBITS, zlib.MAX_WBITS | 16, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(window).decompress(data, _MOST) or data
        except zlib.error:
            continue
    return data
