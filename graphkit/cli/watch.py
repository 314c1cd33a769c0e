"""The command that builds what arrives, and tells what is new."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import answering, interruption, progress, terminal
from graphkit.files import layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.watching import Looked, Settings

__all__ = ["watch"]

_EPILOG = """\b
Examples:
  graphkit watch inbox/ -o out --once          look once, and end: for cron
  graphkit watch inbox/ -o out                 go on until Ctrl-C
  graphkit watch wire.rss alerts.mbox -o out   a saved feed and a mailbox
  graphkit watch Maildir/ -o out --every 60
  graphkit watch https://example.org/feed -o out --allow-network
  graphkit follow out add "Mara Lind"          whose news is told from now on
  tail -n 1 out/news.jsonl | jq .title

OUT/news.atom is a feed for any reader of feeds, OUT/news.jsonl is for programs,
OUT/news.md for people; each item has its sentence word for word, its article and
the characters in it. No item stands there twice, and none is lost, however often
a look is broken off. The news of a look is printed too.
"""
_OFTEN, _RARELY = 10.0, 900.0
"""Seconds between two looks at what is on this machine, and at what others serve."""
_ADDRESSES = ("http://", "https://")


@click.command(epilog=_EPILOG, short_help="Build what arrives, and tell what is new.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "-o",
    "--output",
    "folder",
    default=layout.DEFAULT,
    show_default=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="The output.",
)
@click.option("--once", is_flag=True, help="Look once, and end.")
@click.option(
    "--every",
    metavar="SECONDS",
    type=click.FloatRange(min=0.5),
    help="How long to wait between two looks.  [default: 10, or 900 where the network is asked]",
)
@click.option(
    "--settle",
    default=2.0,
    show_default=True,
    metavar="SECONDS",
    type=click.FloatRange(min=0),
    help="How long a file has to stay as it is before it is read.",
)
@click.option("--all", "everything", is_flag=True, help="At the first look, announce what is there already too.")
@click.option("--only-followed", is_flag=True, help="Leave out disputes and the like that concern nobody followed.")
@click.option("--day", metavar="DATE", help="The day in the feed of articles without one.  [default: the newest day]")
@click.option(
    "--base-iri", metavar="IRI", help="What the graph's addresses begin with.  [default: those of the output]"
)
@click.option("--entities", metavar="FILE", type=click.Path(path_type=Path), help="As for 'graphkit build'.")
@click.option("--model", metavar="NAME", help="As for 'graphkit build'.")
@click.option("--allow-network", is_flag=True, help="Fetch the SOURCEs that are addresses of feeds and pages.")
@click.option(
    "--pages",
    default=0,
    show_default=True,
    metavar="N",
    type=click.IntRange(min=0),
    help="With it: in a look, fetch at most N pages that entries without a content lead to.",
)
@click.option(
    "--fetch-size",
    default=16.0,
    show_default=True,
    metavar="MB",
    type=click.FloatRange(min=0, min_open=True),
    help="With it: the most that is fetched from one address.",
)
@click.option(
    "--fetch-time",
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    type=click.FloatRange(min=0, min_open=True),
    help="With it: the longest that one address may take.",
)
@click.option("--allow-private", is_flag=True, help="With it: ask this machine and its own network too.")
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes that read; some 350 MB each.")
def watch(
    *,
    sources: tuple[str, ...],
    folder: Path,
    once: bool,
    every: float | None,
    settle: float,
    everything: bool,
    only_followed: bool,
    day: str | None,
    base_iri: str | None,
    entities: Path | None,
    model: str | None,
    allow_network: bool,
    pages: int,
    fetch_size: float,
    fetch_time: float,
    allow_private: bool,
    workers: int | None,
) -> None:
    """Build what arrives, and tell what is new since the last time.

    SOURCE is a folder, a maildir, a saved feed, a mailbox, or whatever 'graphkit build' takes. What is new are claims
    by and about those who are followed ('graphkit follow'), and what later versions of articles make of them; disputes;
    the replies of accused who had not replied; and changes of position.

    At the first look all that stands in FOLDER, or else all that is in the SOURCEs, counts as known.
    """
    from graphkit import watching

    if "-" in sources:
        raise click.UsageError("standard input cannot be watched; name a file or a folder")
    addresses = [source for source in sources if source.startswith(_ADDRESSES)]
    if addresses and not allow_network:
        hint = "or save it, and name the file"
        raise click.UsageError(f"{addresses[0]}: is fetched only with --allow-network; {hint}")
    limits = watching.Limits(size=int(fetch_size * 2**20), seconds=fetch_time, pages=pages, private=allow_private)
    settings = watching.Settings(
        network=limits if allow_network else None,
        everything=everything,
        only_followed=only_followed,
        day=answering.check_date(day) if day else "",
        settle=settle,
        base=base_iri,
        known=entities,
        model=model,
        workers=workers,
    )
    places = [source if source in addresses else Path(source) for source in sources]
    interruption.guard()
    if once:
        looked = _look_once(places, folder, settings)
        if looked.lost:
            raise click.exceptions.Exit(1)
        return
    try:
        _go_on(places, folder, settings, every or (_RARELY if addresses else _OFTEN))
    except (interruption.Interruption, KeyboardInterrupt):
        terminal.say("Stopped. The same command goes on from here.")


def _look_once(places: Sequence[Path | str], folder: Path, settings: Settings) -> Looked:
    from graphkit import watching

    try:
        with progress.follow(as_json=False) as follow:
            looked = watching.look(places, folder, settings, progress=follow)
        interruption.check()
    except (interruption.Interruption, KeyboardInterrupt):
        terminal.say("Nothing is lost: the same command goes on from here.")
        raise
    terminal.report_problems(looked.problems)
    if not _tell(looked, folder):
        terminal.say("Nothing new.")
    return looked


def _go_on(places: Sequence[Path | str], folder: Path, settings: Settings, every: float) -> None:
    """Look again and again; what goes wrong is said once, and tried again."""
    from graphkit import watching
    from graphkit.errors import GraphkitError

    told: object = None
    terminal.say(f"Watching {', '.join(map(str, places))}, every {every:g} seconds; Ctrl-C ends it.")
    while True:
        try:
            looked = watching.look(places, folder, settings, progress=lambda _: interruption.check())
            interruption.check()
        except (GraphkitError, OSError) as error:
            if told != str(error):
                told = str(error)
                terminal.say(f"graphkit: {told}; trying again every {every:g} seconds")
        else:
            if looked.problems and looked.problems != told:
                terminal.report_problems(looked.problems)
            told = looked.problems
            _tell(looked, folder)
        time.sleep(every)


def _tell(looked: Looked, folder: Path) -> bool:
    """Tell what a look found; returns whether there was anything to tell."""
    from graphkit import watching
    from graphkit.visualisation.news import count_news, list_paragraphs

    if looked.is_first and looked.articles and not looked.items:
        articles = terminal.plural(looked.articles, "article")
        known = "is known" if looked.articles == 1 else "are known"
        terminal.say(f"First look: {articles} {known}, and what comes from now on is told (--all tells all at once).")
        if not watching.read_following(folder)[0]:
            terminal.say(f"Nobody is followed yet: graphkit follow {folder} add NAME")
    if looked.reread:
        terminal.say("Another graphkit read the articles anew: what it finds otherwise in them is no news.")
    if looked.items:
        terminal.print_paragraphs(list_paragraphs(looked.items))
        terminal.say(f"New: {count_news(looked.items)} ({', '.join(str(folder / name) for name in layout.NEWS)})")
    return bool(looked.items or looked.is_first or looked.reread)
