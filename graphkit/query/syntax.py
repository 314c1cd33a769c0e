"""Keep queries reading, on this machine and within the engine's stack.

What a query holds is told by the engine's own parser and never by a second reading of SPARQL, which could be led
astray by a word in a text, a comment or a name. The engine parses without answering where it is to substitute a
variable that the query does not have: it parses first, and then finds no such variable. And a keyword is there where
a query parses as it is, and no longer once every word of that spelling is spelt otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any

import pyoxigraph

from graphkit.errors import QueryError
from graphkit.query.faults import explain_fault
from graphkit.query.functions import FUNCTIONS, compares_meanings
from graphkit.store import explain_damage
from graphkit.store.sparql import blank

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

    from graphkit.store import GraphStore

    Substitutions = dict[pyoxigraph.Variable, NamedNode | BlankNode | Literal | Triple]

__all__ = ["evaluate", "parses", "refuse", "refuse_remote"]

_OFFLINE = "the query asks another server (SERVICE), and graphkit never leaves this machine; load what it holds instead"
_PICKS = "the query picks graphs by FROM, which this server does not take; ask one of them by GRAPH <…> { … }"
_DEEPEST, _MOST, _LONGEST = 200, 1000, 20_000
_LONGEST_WHOLE, _LONGEST_REMOTE = 1_000_000, 50_000
_OPERATOR = re.compile(r"[!+*/|^-]|&&|\b(?:UNION|OPTIONAL|MINUS)\b", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_BRACKET = re.compile(r"([{(\[])|[})\]]")
_LIST = re.compile(r"VALUES\s*(?:[?$]\w+|\([^(){}]*\))\s*\{[^{}]*\}", re.IGNORECASE)


def evaluate(
    store: GraphStore, text: str, prefixes: Mapping[str, str], *, dataset: Mapping[str, Any] | None = None
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Evaluate a query over the union of all graphs, or over those that it selects by FROM.

    Args:
        store: The graph.
        text: The SPARQL; `refuse` has let it through.
        prefixes: What prefixed names stand for, beside what the query declares.
        dataset: What the engine is to take for the default graph and the named ones, in its own words; None: the union.

    Raises:
        DamageError: The store is damaged.
        QueryError: It does not parse, or cannot be answered.
    """
    if dataset is None:
        # The union would silently override the graphs that a query picks itself.
        dataset = {"use_default_graph_as_union": not _holds("from", text, prefixes)}
    functions = FUNCTIONS if compares_meanings(text) else None
    try:
        return store.query(text, prefixes=dict(prefixes), **dataset, custom_functions=functions)
    except SyntaxError as error:
        raise explain_fault(text, str(error), prefixes) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise explain_damage(error) or QueryError(f"the query cannot be answered: {error}") from error


def parses(text: str, prefixes: Mapping[str, str]) -> bool:
    """Check whether a query parses and asks no other server; it is not evaluated."""
    return _fault(text, prefixes) is None and not _holds("service", text, prefixes)


def refuse(text: str, prefixes: Mapping[str, str]) -> None:
    """Refuse a query that must not come near the engine.

    Args:
        text: The SPARQL, with its values in it.
        prefixes: What prefixed names stand for.

    Raises:
        QueryError: The query does not parse, is an update, too long or too deep, or asks another server (SERVICE).
    """
    _refuse_size(text)
    fault = _fault(text, prefixes)
    if fault is not None:
        raise explain_fault(text, fault, prefixes)
    if _holds("service", text, prefixes):
        raise QueryError(_OFFLINE)


def refuse_remote(text: str, prefixes: Mapping[str, str]) -> None:
    """Refuse a query that strangers must not put to a server: what `refuse` refuses, and FROM and FROM NAMED.

    A server answers from its one dataset. Other engines fetch what FROM names, a file of the machine too.

    Args:
        text: The SPARQL as it came in.
        prefixes: What prefixed names stand for.

    Raises:
        QueryError: The query is refused; the message says why.

    >>> refuse_remote("SELECT ?from { ?from ?p 'secret service' } # INSERT", {})
    """
    _refuse_length(text, _LONGEST_REMOTE)
    refuse(text, prefixes)
    if _holds("from", text, prefixes):
        raise QueryError(_PICKS)


def _refuse_size(text: str) -> None:
    """Refuse what would overflow the engine's stack, which ends the process: it descends into brackets and operators.

    The limits are a fifth of what Oxigraph 0.5 was seen to bear on a stack of 8 MB, and far above what people write.
    """
    _refuse_length(text, _LONGEST_WHOLE)
    _refuse_depth(text)
    skeleton = " ".join(_LIST.sub(" ", blank(text)).split())
    if len(skeleton) > _LONGEST or len(_OPERATOR.findall(skeleton)) > _MOST:
        raise QueryError(f"the query is too long ({len(skeleton):,} characters without its VALUES); ask in parts")
    _refuse_depth(skeleton)


def _refuse_length(text: str, most: int) -> None:
    if len(text) > most:
        raise QueryError(f"the query is too long ({len(text):,} characters, and at most {most:,}); ask in parts")


def _refuse_depth(text: str) -> None:
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth += 1 if bracket[1] else -1
        if depth > _DEEPEST:
            raise QueryError(f"the query has brackets that are nested more than {_DEEPEST} deep; ask in parts")


def _holds(keyword: str, text: str, prefixes: Mapping[str, str]) -> bool:
    """Check whether a query that parses has a keyword, and not just the word in a text, a comment or a name."""
    spelt = _compile(keyword)
    if not spelt.search(text):
        return False
    # One letter inside is written otherwise, in the same case, so that names that differed still differ; and as an
    # escape where it was one, so that a reader that undoes escapes before it parses is told the same.
    other = _find_unused(keyword, text)

    def respell(match: re.Match[str]) -> str:
        letter, escaped = match["letter"], match["letter"].startswith("\\")
        upper = (chr(int(letter[2:], 16)) if escaped else letter).isupper()
        written = other.upper() if upper else other
        if escaped:
            written = "".join(f"\\u{ord(character):04x}" for character in written)
        return match["before"] + written + match["after"]

    declared = {spelt.sub(respell, name): iri for name, iri in prefixes.items()}
    return _fault(spelt.sub(respell, text), declared) is not None


def _find_unused(keyword: str, text: str) -> str:
    """Find letters that make a word that the text does not have, in the place of the keyword's last letter but one."""
    revealed = _ESCAPE.sub(lambda match: _character(match[1] or match[2]), text).lower()
    for length in range(1, 5):
        taken = set(re.findall(f"(?={keyword[:-2]}([a-z]{{{length}}}){keyword[-1]})", revealed))
        for letters in product("xqzabcdefghijklmnoprstuvwy", repeat=length):
            if (word := "".join(letters)) not in taken and word != keyword[-2]:
                return word
    raise QueryError("the query is too long; ask in parts")


@cache
def _compile(keyword: str) -> re.Pattern[str]:
    """Find a keyword, however its letters are escaped, with its last letter but one apart."""
    letters = []
    for letter in keyword:
        codes = "|".join(f"{ord(case):02x}" for case in (letter, letter.upper()))
        letters.append(rf"(?:{letter}|\\u00(?:{codes})|\\U000000(?:{codes}))")
    before, alone, after = "".join(letters[:-2]), letters[-2], letters[-1]
    return re.compile(f"(?P<before>{before})(?P<letter>{alone})(?P<after>{after})", re.IGNORECASE)


def _fault(text: str, prefixes: Mapping[str, str]) -> str | None:
    """Have the engine parse a query, without evaluating it, and return what it could not read."""
    # A run of underscores that is longer than any in the query is no variable of it.
    longest = max(map(len, re.findall("_+", text)), default=0)
    nobody: Substitutions = {pyoxigraph.Variable("_" * (longest + 1)): pyoxigraph.Literal("")}
    try:
        pyoxigraph.Store().query(text, prefixes=dict(prefixes), substitutions=nobody)
    except SyntaxError as error:
        return str(error)
    except (OSError, RuntimeError, ValueError):
        return None
    raise AssertionError("the engine answered a query that it was only to parse")


def _character(digits: str) -> str:
    number = int(digits, 16)
    return chr(number) if number < 0x110000 else ""
