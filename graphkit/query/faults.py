"""Explain in plain words where a query does not parse, and what may be wrong there."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping

from graphkit.errors import QueryError
from graphkit.store.sparql import blank

__all__ = ["explain_fault"]

_UPDATE = re.compile(
    r"\s*(?:(?:#[^\n]*\n|BASE\s*<[^>]*>|PREFIX\s+[^\s:]*:\s*<[^>]*>)\s*)*"
    r"(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"error at (\d+):(\d+)")
_WORD = re.compile(r"(?<![\w?$:@^<./-])([A-Za-z]\w+)(?![\w:-])")
_KEYWORDS = frozenset(
    "ABS ADD ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DAY"
    " DESC DESCRIBE DISTINCT ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HAVING HOURS IF IN"
    " IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG LANGMATCHES LATERAL LCASE LIMIT MAX MD5 MIN MINUS"
    " MINUTES MONTH NAMED NOT NOW OBJECT OFFSET OPTIONAL ORDER PREDICATE PREFIX RAND REDUCED REGEX REPLACE ROUND"
    " SAMETERM SAMPLE SECONDS SELECT SEPARATOR SERVICE SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT"
    " STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBJECT SUBSTR SUM TIMEZONE TRIPLE TRUE TZ UCASE UNDEF UNION URI UUID"
    " VALUES VERSION WHERE YEAR".split()
)
_SHOWN, _SHORT = 100, 2000


def explain_fault(text: str, message: str, prefixes: Mapping[str, str]) -> QueryError:
    """Make the error of a query that does not parse; its note shows the line, with a mark under the place.

    Args:
        text: The SPARQL.
        message: What the engine says of it.
        prefixes: The prefixes that need no declaring.
    """
    update = _UPDATE.match(text)
    if update:
        return QueryError(
            f"queries only read, and {update[1].upper()} would change the graph; take SELECT, ASK or CONSTRUCT"
        )
    plain = blank(text)
    found = _find_quote(plain) or _find_slip(plain, prefixes) or _find_bracket(plain)
    offset, hint = found or (_find_place(text, message), _hint(plain, message))
    before = text[:offset]
    line, column = before.count("\n") + 1, offset - before.rfind("\n")
    context = " ".join(before.split())[-30:]
    where = f"the query does not parse at line {line}, column {column}" + (f", after “{context}”" if context else "")
    error = QueryError(f"{where}: {hint}")
    error.add_note(_point(text.split("\n")[line - 1], line, column))
    return error


def _point(line: str, number: int, column: int) -> str:
    """Show a line, or what is near the place in a long one, and a caret under the place."""
    start = max(0, column - 1 - _SHOWN * 2 // 3)
    shown = line[start : start + _SHOWN]
    head = f"{number:>4} | {'…' if start else ''}"
    tail = "…" if start + _SHOWN < len(line) else ""
    # A tab is as wide as it likes; what is wide in a terminal takes two columns, and what only marks takes none.
    before = "".join(" " if c == "\t" else c for c in shown[: column - 1 - start])
    width = sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in before)
    return f"{head}{shown.replace(chr(9), ' ')}{tail}\n{' ' * (len(head) + width)}^"


def _find_slip(plain: str, prefixes: Mapping[str, str]) -> tuple[int, str] | None:
    """Find the first word that SPARQL, or the list of prefixes, does not have."""
    declared = set(re.findall(r"\bPREFIX\s+([\w.-]*):", plain, re.IGNORECASE)) | set(prefixes)
    body = re.sub(r"(?i)\bPREFIX\s+\S+", lambda match: " " * len(match[0]), plain)
    for match in re.finditer(r"(?<![\w?$:@^.-])([A-Za-z][\w-]*):", body):
        if match[1] not in declared:
            near = difflib.get_close_matches(match[1], declared, n=1)
            advice = f"did you mean {near[0]}:?" if near else f"declare it, or use one of: {' '.join(sorted(declared))}"
            return match.start(1), f"the prefix {match[1]}: is unknown; {advice}"
    if not re.search(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", plain, re.IGNORECASE):
        near = difflib.get_close_matches((plain.split() or [""])[0].upper(), _KEYWORDS, n=1, cutoff=0.75)
        advice = f"did you mean {near[0]}?" if near else "named questions are one word"
        start = len(plain) - len(plain.lstrip())
        return start, f"a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE; {advice}"
    for match in _WORD.finditer(body):
        word = match[1].upper()
        if word in _KEYWORDS:
            continue
        near = difflib.get_close_matches(word, _KEYWORDS, n=1, cutoff=0.75)
        advice = f"did you mean {near[0]}?" if near else f"a variable is written ?{match[1]}, a text '{match[1]}'"
        return match.start(1), f"SPARQL has no word {match[1]}; {advice}"
    return None


def _find_quote(plain: str) -> tuple[int, str] | None:
    """Find the quotation mark that has no partner: those that have one are blanked out."""
    match = re.search("['\"]", plain)
    return (match.start(), f"the text that {match[0]} opens is never closed on its line") if match else None


def _find_bracket(plain: str) -> tuple[int, str] | None:
    """Find the bracket that has no partner; where several are open, the innermost."""
    pairs = {"{": "}", "(": ")", "[": "]"}
    for opening, closing in pairs.items():
        surplus = plain.count(opening) - plain.count(closing)
        if surplus < 0:
            return plain.rfind(closing), f"there is a {closing} too many"
        if surplus > 0:
            open_: list[int] = []
            for place, character in enumerate(plain):
                if character == opening:
                    open_.append(place)
                elif character == closing and open_:
                    open_.pop()
            return open_[-1], f"a {opening} is never closed"
    return None


def _find_place(text: str, message: str) -> int:
    """Find the offset of what does not parse.

    The engine names the furthest place it came to, which is often just the end of the query. There, rdflib's parser is
    asked, which names the start of the pattern that it could not read.
    """
    match = _PLACE.search(message)
    lines = text.split("\n")
    line, column = (min(int(match[1]), len(lines)), int(match[2])) if match else (1, 1)
    offset = min(sum(len(before) + 1 for before in lines[: line - 1]) + column - 1, len(text))
    if offset < len(text.rstrip()) - 1 or len(text) > _SHORT:
        return offset
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(text)
    except ParseBaseException as error:
        return int(error.loc) if error.loc else offset
    except (RecursionError, ValueError, AttributeError):
        pass
    return offset


def _hint(plain: str, message: str) -> str:
    if "variable that is unbound" in message:
        return "SELECT names a variable that GROUP BY does not; group by it, or take SAMPLE, MIN or COUNT of it"
    if "Duplicated variable" in message:
        return "SELECT gives two columns one name"
    if re.search(r"[?$]\w+\s*[}.]", plain) and "OPTIONAL" in message:
        return "something is missing or too much there, perhaps a '.' or ';' before it, or a predicate or object"
    return "something is missing or too much there"
