"""Make what proves a redaction, and list what would undo it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Quad

from graphkit.model.vocabulary import SKOS
from graphkit.packages.addresses import DIGESTED
from graphkit.packages.commitments import Commitment, Opening, commit, make_openings
from graphkit.packages.recognition import Recognition
from graphkit.packages.terms import hash_text

__all__ = ["list_forbidden", "make_proofs"]

_SHA256 = 64


def make_proofs(
    seen: Recognition,
    withheld: Iterable[tuple[str, str, str]],
    quads: Sequence[Quad],
    texts: Mapping[str, str],
    addresses: Mapping[str, str],
) -> tuple[list[Commitment], list[Opening]]:
    """Commit to everything that was redacted.

    Args:
        seen: What was redacted in texts and names.
        withheld: What else is not shown: of which kind, of what, and the value.
        quads: The redacted graph.
        texts: The redacted texts, by the addresses of their documents.
        addresses: The new address of everything by the old one.
    """
    rows: list[tuple[str, str, int | None, int | None, str]] = []
    for address, text in seen.documents.items():
        if text.stretches:
            new = addresses[address]
            rows.append(("text", new, None, None, hash_text(text.before)))
            for stretch, (start, end) in zip(text.stretches, text.places, strict=True):
                rows.append(("words", new, start, end, text.before[stretch.start : stretch.end]))
    rows += ((what, addresses[of], None, None, value) for what, of, value in dict.fromkeys(withheld))
    for target, number in seen.numbers.items():
        if target.entities:
            value = "\n".join((*target.names, *target.links))
            rows.append(("names", f"{seen.base}entity/redacted-{number}", None, None, value))
    rows.sort(key=lambda row: (row[1], row[2] or 0, row[0], seen.rank(row[4])))
    ids = [f"c{number}" for number in range(1, len(rows) + 1)]
    shown = hashlib.sha256("\n".join(map(str, quads)).encode("utf-8", "surrogatepass"))
    for address, words in sorted(texts.items()):
        shown.update(f"\n{address}\n{words}".encode("utf-8", "surrogatepass"))
    openings = make_openings(
        [(name, row[4]) for name, row in zip(ids, rows, strict=True)], secret=seen.secret, shown=shown.digest()
    )
    commitments = [
        Commitment(
            id=opening.id, what=what, of=of, start=start, end=end, commitment=commit(opening.salt, opening.value)
        )
        for opening, (what, of, start, end, _) in zip(openings, rows, strict=True)
    ]
    return commitments, openings


def list_forbidden(
    seen: Recognition, withheld: Iterable[tuple[str, str, str]], addresses: Mapping[str, str]
) -> frozenset[str]:
    """List the digests and addresses against which somebody could try guesses; for the arguments see `make_proofs`."""
    found = {value for _, _, value in withheld if len(value) == _SHA256 and value.isalnum()}
    for address, text in seen.documents.items():
        if text.stretches:
            key = address.rpartition("/")[2]
            found |= {key, key[:8], hash_text(text.before)}
    prefixes = tuple(f"{seen.base}{kind}/" for kind in DIGESTED)
    found |= {old.rpartition("/")[2] for old, new in addresses.items() if old.startswith(prefixes) and old != new}
    links = {link for target in seen.numbers for link in target.links}
    kept = set[str]()
    for entity, own in seen.values[f"{SKOS}exactMatch"].items():
        (links if entity in seen.entities or seen.is_renamed(entity) else kept).update(own)
    return frozenset(found | {link.rpartition("/")[2] for link in links - kept})
