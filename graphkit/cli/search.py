"""The command that finds words in articles and claims."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli import opening, terminal

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from graphkit.analysis.sayings import FoundSentence
    from graphkit.search import SearchResult

__all__ = ["search"]

_EPILOG = """\b
Examples:
  graphkit search out dam permit             articles that hold both words
  graphkit search out '"dam permit" -storm'  a phrase, without a word
  graphkit search out 'permi* OR licence'    words that begin so, or another
  graphkit search out dam --kind claim       what somebody is said to say
  graphkit search out dam --by "Mara Lind"   what she is said to say
  graphkit search out dam --kind quotation --since 2024-05
  graphkit search out dam --format csv --limit 1000 > dam.csv

Case and accents do not matter. Words are found as they are written: dam does
not find dams, and 'dam*' finds both. NAME is a name in any case or an address,
DATE a day (2024-05-31), a month or a year. Of an article the three sentences
are shown in which most of the words stand.
"""
_WIDTH = 80
_INDENT = "   "
_COLUMNS = (
    "kind", "who", "act", "sentence", "found", "article", "outlet", "published", "start", "end", "document", "claim",
)  # fmt: skip


@click.command(epilog=_EPILOG, short_help="Find words in articles and claims.")
@opening.folder
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@click.option(
    "--kind",
    type=click.Choice(("article", "claim", "quotation")),
    help="What holds the words.  [default: article; claim with --by]",
)
@click.option("--by", metavar="NAME", help="Only what NAME is said to say.")
@click.option("--since", metavar="DATE", help="Only articles issued on DATE or later.")
@click.option("--until", metavar="DATE", help="Only articles issued on DATE or earlier.")
@click.option("--publisher", metavar="NAME", help="Only articles that NAME published.")
@click.option("--limit", metavar="N", type=click.IntRange(min=1), default=20, show_default=True, help="At most N hits.")
@click.option("--format", "form", type=click.Choice(("text", "csv", "json")), default="text", show_default=True)
def search(
    folder: Path,
    words: tuple[str, ...],
    kind: str | None,
    by: str | None,
    since: str | None,
    until: str | None,
    publisher: str | None,
    limit: int,
    form: str,
) -> None:
    """Find the articles, or the claims, that hold WORDS, each with its sentence and its characters."""
    from graphkit.errors import QueryError
    from graphkit.search import Wanted
    from graphkit.search.words import parse
    from graphkit.visualisation.findings import HINT, describe_result

    given: dict[str, Any] = {"kind": kind, "by": by, "since": since, "until": until, "publisher": publisher}
    typed = " ".join(words)
    try:
        Wanted(words=typed, **given)
        parse(typed)
    except QueryError as error:
        raise click.UsageError(str(error)) from None
    kg = opening.open_graph(folder, None)
    with terminal.track("Indexing") as tell:
        result = kg.search(typed, **given, limit=limit, progress=tell)
    if form == "json":
        terminal.write_bytes(json.dumps(result.to_dict(), indent=2, ensure_ascii=False).encode() + b"\n")
    elif form == "csv":
        terminal.write_bytes(_write_csv(result).encode())
    else:
        _print(result)
    if not result.total:
        terminal.say(terminal.clean(f"{describe_result(result)}. {HINT}"))
    elif len(result.hits) < result.total:
        terminal.say(f"{len(result.hits):,} of {result.total:,} are shown; --limit {result.total} shows all")


def _print(result: SearchResult) -> None:
    """Print what was found in at most 80 columns; on a terminal the words that were looked for stand out."""
    from rich.text import Text

    from graphkit.visualisation.findings import describe_result, name_hit

    if not result.hits:
        return
    console = terminal.make_console()
    console.print(Text(describe_result(result), style="bold"))
    for number, hit in enumerate(result.hits, start=1):
        console.print()
        indent = len(f"{number}. ")
        _print_lines(console, Text(name_hit(hit), style="bold"), f"{number}. ", " " * indent)
        for found in hit.sentences:
            _print_sentence(console, found)
        if hit.more:
            console.print(Text(f"{_INDENT}and {terminal.plural(hit.more, 'more sentence')}", style="dim"))


def _print_sentence(console: Console, found: FoundSentence) -> None:
    from rich.text import Text

    from graphkit.visualisation.brief.wording import describe_characters
    from graphkit.visualisation.findings import describe_claim

    for who in dict.fromkeys(map(describe_claim, found.claims)):
        console.print(Text(f"{_INDENT}{who}", style="cyan"), soft_wrap=True)
    _print_lines(console, _style(found), _INDENT, _INDENT)
    console.print(Text(f"{_INDENT}{describe_characters(found.sentence)}", style="dim"), soft_wrap=True)


def _print_lines(console: Console, text: Text, first: str, further: str) -> None:
    """Print a text in lines of at most 80 columns, of which the first begins otherwise than the others."""
    for number, line in enumerate(text.wrap(console, min(_WIDTH, console.width) - len(further))):
        line.rstrip()
        console.print(further if number else first, line, sep="", soft_wrap=True)


def _style(found: FoundSentence) -> Text:
    """Return a sentence in one line, in which the words that were looked for stand out."""
    from rich.text import Text

    from graphkit.visualisation.brief.page import cut_at_marks

    shown = Text()
    for piece, parts in cut_at_marks(found.sentence):
        shown.append(re.sub(r"\s", " ", piece), style="bold underline" if "found" in parts else "")
    return shown


def _write_csv(result: SearchResult) -> str:
    """Write a row for each claim that was found, and for each sentence that no claim is in."""
    from graphkit.files.sheets import defuse
    from graphkit.visualisation.brief.page import cut_at_marks

    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for hit in result.hits:
        for found in hit.sentences:
            sentence = found.sentence
            said: Iterable[tuple[str, str, str]] = [("", "", "")]
            if found.claims:
                said = [(", ".join(claim.speakers), claim.act, claim.iri) for claim in found.claims]
            words = " … ".join(piece for piece, parts in cut_at_marks(sentence) if "found" in parts)
            article = hit.article
            for who, act, claim in said:
                row = (hit.kind, who, act, sentence.text, words, article.title, article.outlet, article.issued)
                place = (str(sentence.start), str(sentence.end), sentence.article, claim)
                rows.writerow([defuse(cell) for cell in (*row, *place)])
    return file.getvalue()
