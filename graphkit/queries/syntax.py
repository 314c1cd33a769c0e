"""Keep queries reading, on this machine and within its stack, and say in plain words where one does not parse."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pyoxigraph

from graphkit.errors import QueryError

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

    from graphkit.store import GraphStore

__all__ = ["evaluate", "parses", "refuse"]

_OFFLINE = "the query asks another server (SERVICE), and graphkit never leaves this machine; load what it holds instead"
_DEEPEST, _MOST, _LONGEST = 200, 1000, 20_000
_OPERATOR = re.compile(r"[!+*/|^-]|&&|\b(?:UNION|OPTIONAL|MINUS)\b", re.IGNORECASE)
_LIST = re.compile(r"VALUES\s*(?:[?$]\w+|\([^(){}]*\))\s*\{[^{}]*\}", re.IGNORECASE)
_UPDATE = re.compile(
    r"\s*(?:(?:#[^\n]*\n|BASE\s*<[^>]*>|PREFIX\s+[^\s:]*:\s*<[^>]*>)\s*)*"
    r"(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_KEYWORD = re.compile(r"(?<![?$:\w])SERVICE\s*(?:SILENT\s*)?(?:<|[?$]|[\w-]*:)", re.IGNORECASE)
_FROM = re.compile(r"(?<![?$:\w.-])FROM(?![\w:.-])", re.IGNORECASE)
_PLACE = re.compile(r"error at (\d+):(\d+)")
# What can hold a bracket or a colon that is none: addresses, texts (the long ones first), comments.
_OPAQUE = re.compile(
    r"<[^<>\"{}|^`\\\s]*>|'''.*?'''|\"\"\".*?\"\"\"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|#[^\n]*", re.DOTALL
)


def evaluate(
    store: GraphStore, text: str, prefixes: Mapping[str, str], *, dataset: Mapping[str, Any] | None = None
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Put a query to the union of all graphs, or to those that it picks by FROM.

    Args:
        store: The graph.
        text: The SPARQL; `refuse` has let it through.
        prefixes: What prefixed names stand for, beside what the query declares.
        dataset: What the engine is to take for the default graph and the named ones, in its own words; None: the union.

    Raises:
        QueryError: It does not parse, or cannot be answered.
    """
    # The union would silently override the graphs that a query picks itself.
    picks = _FROM.search(_blank(text)) is not None
    dataset = {"use_default_graph_as_union": not picks} if dataset is None else dataset
    try:
        return store.query(text, prefixes=dict(prefixes), **dataset)
    except SyntaxError as error:
        raise QueryError(_explain(text, str(error), prefixes)) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def parses(text: str, prefixes: Mapping[str, str]) -> bool:
    """Tell whether a query parses and asks no other server; it is put to no graph."""
    return _fault(_respell(text), prefixes) is None


def refuse(text: str, prefixes: Mapping[str, str]) -> None:
    """Refuse a query that must not come near the engine.

    Args:
        text: The SPARQL, with its values in it.
        prefixes: What prefixed names stand for.

    Raises:
        QueryError: The query is too long or too deep, holds SERVICE, or has the word and does not parse.
    """
    _refuse_size(text)
    _refuse_service(text, prefixes)


def _refuse_size(text: str) -> None:
    """Refuse what would overflow the engine's stack, which ends the process: it descends into brackets and operators.

    The limits are a fifth of what Oxigraph 0.5 was seen to bear on a stack of 8 MB, and far above what people write.
    """
    skeleton = " ".join(_LIST.sub(" ", _blank(text)).split())
    if len(skeleton) > _LONGEST or len(_OPERATOR.findall(skeleton)) > _MOST:
        raise QueryError(f"the query is too long ({len(skeleton):,} characters without its VALUES); ask in parts")
    for reading in (text, skeleton):
        depth = 0
        for character in reading:
            depth += (character in "{([") - (character in "})]")
            if depth > _DEEPEST:
                raise QueryError(f"the query has brackets that are nested more than {_DEEPEST} deep; ask in parts")


def _refuse_service(text: str, prefixes: Mapping[str, str]) -> None:
    """Refuse a query that asks another server: the engine would send the request, even under SERVICE SILENT.

    The word may well stand in a text, a comment or a name ('secret service'). Whether it is the keyword is left to the
    engine's own parser, since a second reader of SPARQL could be led astray: with every 'service' spelt otherwise, a
    query without the keyword still parses, and one with it does not.
    """
    if "service" not in text.casefold():
        # The engine does not undo escapes outside texts and addresses today, though SPARQL asks for it.
        revealed = _ESCAPE.sub(lambda match: _character(match[1] or match[2]), text)
        if "service" in revealed.casefold():
            raise QueryError("the query spells a word with \\u escapes that asks another server; write it plainly")
        return
    fault = _fault(_respell(text), prefixes)
    if fault is not None:
        raise QueryError(_OFFLINE if _KEYWORD.search(text) else _explain(text, fault, prefixes))


def _respell(text: str) -> str:
    """Spell 'service' otherwise, at the same length, by a word that the text does not have."""
    spelling = next(word for word in ("servxce", "sxrvice", "serxice", "xervice") if word not in text.casefold())
    return re.sub("service", spelling, text, flags=re.IGNORECASE)


def _fault(text: str, prefixes: Mapping[str, str]) -> str | None:
    try:
        pyoxigraph.Store().query(text, prefixes=dict(prefixes))
    except SyntaxError as error:
        return str(error)
    except (OSError, RuntimeError, ValueError):
        return None
    return None


def _blank(text: str) -> str:
    """Blank out addresses, texts and comments, and leave everything else where it stands."""
    return _OPAQUE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _character(digits: str) -> str:
    number = int(digits, 16)
    return chr(number) if number < 0x110000 else ""


def _explain(text: str, message: str, prefixes: Mapping[str, str]) -> str:
    """Say where a query does not parse, and what may be wrong there."""
    update = _UPDATE.match(text)
    if update:
        return f"queries only read, and {update[1].upper()} would change the graph; take SELECT, ASK or CONSTRUCT"
    plain = _blank(text)
    balance = _balance(plain)
    line, column = _place(text, message, balanced=not balance)
    lines = text.split("\n")
    before = " ".join(("\n".join([*lines[: line - 1], lines[line - 1][: column - 1]])).split())[-30:]
    where = f"the query does not parse at line {line}, column {column}"
    where += f", after “{before}”" if before else ""
    return f"{where}: {_hint(plain, message, balance, prefixes)}"


def _place(text: str, message: str, *, balanced: bool) -> tuple[int, int]:
    """Find the line and column, both from 1.

    The engine names the furthest place it came to, which is often just the end of the query. Where no bracket is
    missing, rdflib's parser is asked, which names the start of the pattern that it could not read.
    """
    match = _PLACE.search(message)
    lines = text.split("\n")
    line, column = (int(match[1]), int(match[2])) if match else (1, 1)
    if (line, column) < (len(lines), len(lines[-1])) or not balanced:
        return min(line, len(lines)), column
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(text)
    except ParseBaseException as error:
        return int(error.lineno), int(error.column)
    except (RecursionError, ValueError, AttributeError):
        pass
    return min(line, len(lines)), column


def _balance(plain: str) -> str:
    for opening, closing in ("{}", "()", "[]"):
        surplus = plain.count(opening) - plain.count(closing)
        if surplus:
            return f"a {opening} is never closed" if surplus > 0 else f"there is a {closing} too many"
    return ""


def _hint(plain: str, message: str, balance: str, prefixes: Mapping[str, str]) -> str:
    declared = set(re.findall(r"\bPREFIX\s+([\w.-]*):", plain, re.IGNORECASE)) | set(prefixes)
    for prefix in re.findall(r"(?<![\w?$:@^-])([A-Za-z][\w-]*):", re.sub(r"(?i)\bPREFIX\s+\S+", "", plain)):
        if prefix not in declared:
            near = difflib.get_close_matches(prefix, declared, n=1)
            advice = f"did you mean {near[0]}:?" if near else f"declare it, or use one of: {' '.join(sorted(declared))}"
            return f"the prefix {prefix}: is unknown; {advice}"
    if balance:
        return balance
    if "variable that is unbound" in message:
        return "SELECT names a variable that GROUP BY does not; group by it, or take SAMPLE, MIN or COUNT of it"
    if not re.search(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", plain, re.IGNORECASE):
        return "a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE; named questions are one word"
    return "something is missing or too much there"
