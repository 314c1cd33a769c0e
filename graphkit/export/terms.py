"""Write terms as Turtle does, from how N-Triples writes them: as pyoxigraph would, at three times its speed.

pyoxigraph itself is asked how to write whatever is not plain, and how to write what stands before the last slash or
'#' of an address, which many addresses share.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from graphkit.model.vocabulary import RDF, XSD

__all__ = ["Terms"]

_TYPE = f"<{RDF}type>".encode()
_QUOTE = ord('"')
_PLAIN = re.compile(rb"(<.*[/#])(?:([A-Za-z0-9_][A-Za-z0-9_-]*)|char=([0-9]+),([0-9]+))>\Z")
_INTEGER = re.compile(rb'"(0|-?[1-9][0-9]*)"\^\^<%binteger>\Z' % XSD.encode())
# How many terms are remembered.
_KEPT = 20_000


class _Memory(dict[bytes, bytes]):
    """Remembers what a function gave, and forgets all of it when there is too much."""

    def __init__(self, make: Callable[[bytes], bytes]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: bytes) -> bytes:
        if len(self) > _KEPT:
            self.clear()
        term = self[key] = self._make(key)
        return term


class Terms:
    """Writes terms with prefixes.

    Args:
        prefixes: The prefixes, by name; each stands for an address that ends in '/' or '#'.
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = dict(prefixes)
        self._known = _Memory(self._shorten)
        self._heads = _Memory(self._shorten_head)

    def declare(self) -> bytes:
        """Write the prefixes, sorted."""
        return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(self._prefixes.items())).encode()

    def shorten(self, term: bytes) -> bytes:
        """Write a term of N-Triples as Turtle writes it."""
        return self._known[term]

    def expand(self, term: bytes) -> bytes:
        """Write an address as N-Triples does, from how `shorten` wrote it."""
        if term[:1] == b"<":
            return term
        name, _, rest = term.partition(b":")
        return b"<%b%b>" % (self._prefixes[name.decode()].encode(), rest.replace(b"\\", b""))

    def describe(self, subject: bytes, properties: Iterable[bytes], indent: bytes = b"") -> bytes:
        """Write all that is said of a subject.

        Args:
            subject: As N-Triples writes it.
            properties: Its predicates, each with a space and an object; those of one predicate together.
            indent: What each line begins with.
        """
        known = self._known
        last = b""
        parts = list[bytes]()
        for line in properties:
            predicate, _, value = line.partition(b" ")
            # A text without language or type is written as in N-Triples.
            written = value if value[-1] == _QUOTE else known[value]
            if predicate == last:
                parts[-1] += b" , " + written
            else:
                parts.append((b"a " if predicate == _TYPE else known[predicate] + b" ") + written)
                last = predicate
        return indent + known[subject] + b" " + (b" ;\n\t" + indent).join(parts) + b" .\n"

    def _shorten(self, term: bytes) -> bytes:
        if found := _PLAIN.match(term):
            head, name, start, end = found.groups()
            short = self._heads[head]
            if not short:
                return term
            return short + name if name else b"%bchar\\=%b\\,%b" % (short, start, end)
        if found := _INTEGER.match(term):
            return found[1]
        return self._ask(term)

    def _shorten_head(self, head: bytes) -> bytes:
        """Write what an address begins with, up to a slash or '#'; nothing where no prefix is for it."""
        short = self._ask(head + b"x>")
        return b"" if short.startswith(b"<") else short[:-1]

    def _ask(self, term: bytes) -> bytes:
        """Ask pyoxigraph how it writes a term."""
        import pyoxigraph
        from pyoxigraph import RdfFormat

        triples = (quad.triple for quad in pyoxigraph.parse(b"<x:> <x:> %b .\n" % term, format=RdfFormat.N_TRIPLES))
        written = pyoxigraph.serialize(triples, format=RdfFormat.TURTLE, prefixes=self._prefixes) or b""
        return written.split(b"\n", len(self._prefixes))[-1].removeprefix(b"<x:> <x:> ").removesuffix(b" .\n")
