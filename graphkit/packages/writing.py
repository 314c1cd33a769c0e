"""Write a package: choose, redact, search for leaks, sign and pack."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import InputError, OutputError, Problem
from graphkit.files import replacement
from graphkit.packages import archive, commitments, contents, leaks, signing
from graphkit.packages.choosing import choose
from graphkit.packages.contents import SIGNATURE, SIGNER, SUMS, Source
from graphkit.packages.naming import Redactions, Target, find_targets
from graphkit.packages.redaction import Redaction, is_own, redact

if TYPE_CHECKING:
    from graphkit.packages.signing import Signer
    from graphkit.store import GraphStore

__all__ = ["Draft", "PackageReport", "check_places", "draft", "write"]
_NUMBERS = ("nonNegativeInteger", "integer", "decimal", "boolean")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a package is to be made of, redacted.

    Args:
        source: The graph and its texts.
        targets: What is redacted, each with its number.
        redaction: What came of redacting it; None where nothing was to be redacted.
    """

    source: Source
    targets: Mapping[Target, int]
    redaction: Redaction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageReport:
    """What was written.

    Args:
        path: The package.
        secrets: The file with what proves the redactions, which stays with the user; None where nothing was redacted.
        files: How many files are in it.
        size: Its bytes.
        articles: How many articles are in it.
        claims: How many claims.
        signed_by: The fingerprint of the key; empty where it is not signed.
        redacted: How many times each placeholder stands in the texts.
        problems: What was to be redacted and is not there.
    """

    path: Path
    secrets: Path | None
    files: int
    size: int
    articles: int
    claims: int
    signed_by: str
    redacted: Mapping[str, int]
    problems: tuple[Problem, ...]


def check_places(path: Path, secrets: Path | None) -> None:
    """Check that nothing is where a package is to be written, before there is work in it.

    Raises:
        OutputError: Something is.
    """
    for place in (path, *([secrets] if secrets else [])):
        if place.exists() or place.is_symlink():
            raise OutputError(f"{place}: is there already; name another file, or remove it")
    if not path.absolute().parent.is_dir():
        raise OutputError(f"{path}: there is no folder {path.parent}; make it")


def draft(
    store: GraphStore,
    texts: Mapping[str, str],
    *,
    base: str,
    model: str,
    about: Sequence[str],
    redactions: Redactions,
    salt: Path | None,
) -> Draft:
    """Draft a package: choose what is in it, and redact that.

    Args:
        store: The graph.
        texts: The articles' texts by the address of their document.
        base: The address below which its things live.
        model: Name and version of the pipeline that read the articles.
        about: The addresses of those whom it is about; none for all of the graph.
        redactions: What is redacted.
        salt: The file that salts are derived from; None for salts at random.

    Raises:
        QueryError: No claim is about or by those.
        InputError: The text of an article is not there, or the salt file cannot be used.
        OutputError: Two articles are the same once they are redacted.
    """
    from graphkit import store as stores

    secret = commitments.read_secret(salt)
    chosen: GraphStore = stores.create(choose(store, about, base=base)) if about else store
    own = _find_texts(chosen, texts)
    if not redactions:
        source = Source(store=chosen, texts=own, base=base, model=model, about=tuple(about))
        return Draft(source=source, targets={}, redaction=None)
    targets = find_targets(store, base, redactions, _list_words(chosen, own))
    redaction = redact(chosen, own, targets, base=base, secret=secret)
    source = Source(
        store=stores.create(redaction.quads),
        texts=redaction.texts,
        base=base,
        model=model,
        about=sorted({redaction.addresses[address] for address in about}),
        commitments=redaction.commitments,
        is_redacted=True,
    )
    return Draft(source=source, targets=redaction.targets, redaction=redaction)


def write(
    path: Path,
    drafted: Draft,
    page: str,
    *,
    empty_page: Callable[[], str],
    secrets: Path,
    signer: Signer | None = None,
) -> PackageReport:
    """Write a package, whole or not at all, and beside it what proves its redactions.

    Args:
        path: Where to.
        drafted: What it is made of.
        page: The page to explore the graph with.
        empty_page: Makes the page of a graph of nothing.
        secrets: Where what proves the redactions is written.
        signer: Signs it; None leaves it unsigned.

    Raises:
        OutputError: It cannot be written, something is there, or something would be left that is to be redacted.
    """
    redaction = drafted.redaction
    check_places(path, secrets if redaction else None)
    made = contents.make_files(drafted.source, page, signed=signer is not None)
    signed_by = ""
    if signer is not None:
        made[SIGNER] = signer.public
        signed_by = signing.fingerprint(signing.read_public_key(made[SIGNER], SIGNER))
    if redaction is not None:
        _check_leaks(drafted, redaction, made, empty_page)
    made[SUMS] = contents.list_sums(made)
    if signer is not None:
        made[SIGNATURE] = signer.sign(made[SUMS])
    data = archive.pack(made)
    if redaction is not None:
        with replacement.replace_file(secrets) as file:
            Path(file.name).chmod(0o600)  # before there is anything in it
            file.write(commitments.dump_openings(redaction.openings, redaction.placeholders))
    try:
        replacement.write_file(path, data)
    except BaseException:
        if redaction is not None:
            secrets.unlink(missing_ok=True)
        raise
    return PackageReport(
        path=path,
        secrets=secrets if redaction is not None else None,
        files=len(made),
        size=len(data),
        articles=len(drafted.source.texts),
        claims=made["claims.jsonl"].count(b"\n"),
        signed_by=signed_by,
        redacted=redaction.numbers if redaction else {},
        problems=tuple(redaction.problems) if redaction else (),
    )


def _find_texts(store: GraphStore, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of all documents of a graph.

    Raises:
        InputError: One is not there.
    """
    from graphkit.export import parsing

    wanted = sorted(parsing.find_documents(store))
    if not wanted:
        raise InputError("the graph holds no articles; there is nothing to package")
    found = {address: texts[address] for address in wanted if address in texts}
    if missing := len(wanted) - len(found):
        hint = "give them: 'graphkit import FILE -o OUT --texts FOLDER', or open_rdf(file, texts=folder)"
        raise InputError(
            f"the texts of {missing} of {len(wanted)} articles are not at hand, and a package shows sentences; {hint}"
        )
    return found


def _list_words(store: GraphStore, texts: Mapping[str, str]) -> list[str]:
    """List the texts and all words of a graph, but for what are graphkit's own, and numbers."""
    from pyoxigraph import Literal

    words = {
        quad.object.value
        for quad in store
        if isinstance(quad.object, Literal) and not is_own(quad) and not quad.object.datatype.value.endswith(_NUMBERS)
    }
    return [*texts.values(), *sorted(words)]


def _check_leaks(
    drafted: Draft, redaction: Redaction, made: Mapping[str, bytes], empty_page: Callable[[], str]
) -> None:
    """Refuse to write what would tell something that is to be redacted."""
    words = _list_words(drafted.source.store, drafted.source.texts)
    left = leaks.find_left(drafted.targets, words, frozenset(redaction.fragments))
    if left is not None:
        raise OutputError(f"{left} is not redacted everywhere; nothing was written: please report it")
    own = "\n".join((empty_page(), *_list_static()))
    found = next(leaks.find_leaks(drafted.targets, made, redaction.forbidden, own), None)
    if found is not None:
        raise OutputError(
            f"{found[0]} would hold what is to be redacted ({found[1]}); nothing was written: please report it"
        )


def _list_static() -> Iterable[str]:
    """List what graphkit itself says in the files of a package, whatever the graph."""
    from graphkit.files import resources
    from graphkit.packages import tables

    root = Path(os.fspath(tables.__file__)).parent.parent
    yield (resources.ontology() / "graphkit.ttl").read_text(encoding="utf-8")
    for folder, suffixes in (("visualisation", (".py", ".toml", ".js", ".j2", ".css")), ("packages", (".txt", ".py"))):
        for file in sorted((root / folder).rglob("*")):
            if file.suffix in suffixes:
                yield file.read_text(encoding="utf-8")
