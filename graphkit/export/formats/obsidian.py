"""Write a vault for Obsidian, zipped: Markdown notes on parties, articles and disputes, with links between them.

Every claim stands with its sentence, its article and its characters. What articles say is data: no Markdown and no HTML
in it is obeyed. In links, names of files and properties, where no backslash is read, such characters are in full width.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.network.chains import list_relays, name_reporters
from graphkit.export.archive import write_zip
from graphkit.export.characters import escape_markdown, widen
from graphkit.export.names import name_files
from graphkit.export.registry import OutputFormat, Target

if TYPE_CHECKING:
    from graphkit.analysis.brief import BriefSentence, Card, Speaker, Stand
    from graphkit.analysis.brief.context import Context
    from graphkit.analysis.network.records import Article, Party, Utterance
    from graphkit.store import GraphStore

__all__ = ["FORMATS"]

_KINDS = frozenset({"person", "organization", "outlet", "country", "place", "group"})
_SIDES = {
    "alleges": "Who alleges it",
    "affirms": "Who says so",
    "rejects": "Who rejects it",
    "otherwise": "Who says otherwise",
    "supports": "Who is for it",
    "opposes": "Who is against it",
    "replies": "Who is accused replies",
}
_NOTE = "A claim is what somebody is said to say. Nothing here says who is right."
_NOBODY = "Somebody not named"
_PAGE = re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Vault:
    """What the notes are made from; `paths` holds the path of the note on each thing that has one."""

    context: Context
    disputes: Sequence[Card]
    paths: Mapping[str, str]

    def link(self, address: str, label: str) -> str:
        path = self.paths.get(address)
        return f"[[{path}|{widen(label)}]]" if path and label else escape_markdown(label) or _NOBODY

    def link_parties(self, addresses: Iterable[str]) -> str:
        labels = self.context.labels
        return " and ".join(self.link(address, labels.get(address, "")) for address in addresses) or _NOBODY

    def link_speakers(self, speakers: Iterable[Speaker]) -> str:
        return " and ".join(self.link(speaker.iri, speaker.name) for speaker in speakers) or _NOBODY

    def link_article(self, address: str) -> str:
        article = self.context.articles.get(address)
        return self.link(address, article.title if article else address)


def write(store: GraphStore, target: Target) -> None:
    """Write a zip of notes: an index, and one a party, an article and a dispute."""
    from graphkit.analysis import brief, network

    records = network.read(store)
    context = brief.read_context(store, records, target.texts)
    found = brief.brief_context(context, network.gather(records))
    concerned: dict[str, list[Utterance]] = defaultdict(list)
    printed: dict[str, list[Utterance]] = defaultdict(list)
    for claim in sorted(records.utterances, key=lambda claim: (claim.document, claim.extent, claim.iri)):
        printed[claim.document].append(claim)
        for party in dict.fromkeys((*claim.sources, *claim.addressees, *claim.about)):
            concerned[party].append(claim)
    parties = [party for party in records.parties if party.kind in _KINDS and party.iri in concerned]
    # a matter may have the address of a party: some are for and others against it
    disputes = {f"dispute {card.key}": card for card in found.disputes}
    paths = {
        **_place("parties", ((party.iri, party.label) for party in parties)),
        **_place("articles", ((article.iri, article.title) for article in records.articles)),
        **_place("disputes", ((key, card.title) for key, card in sorted(disputes.items()))),
    }
    vault = _Vault(context, found.disputes, paths)
    notes = {"Index": _write_index(vault, parties, records.articles)}
    notes |= {paths[party.iri]: _write_party(vault, party, concerned[party.iri]) for party in parties}
    notes |= {paths[one.iri]: _write_article(vault, one, printed[one.iri]) for one in records.articles}
    notes |= {paths[key]: _write_dispute(vault, card) for key, card in disputes.items()}
    write_zip(target.file, ((f"{path}.md", "\n".join(lines).encode() + b"\n") for path, lines in sorted(notes.items())))


def _place(folder: str, labels: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {address: f"{folder}/{name}" for address, name in name_files(labels).items()}


def _write_index(vault: _Vault, parties: Sequence[Party], articles: Sequence[Article]) -> Iterator[str]:
    yield from ("# Index", "", f"*{_NOTE}*")
    yield from ("", "## In dispute", "")
    yield from (f"- {vault.link(f'dispute {card.key}', card.title)}" for card in vault.disputes)
    yield from ("", "## Articles", "")
    for article in sorted(articles, key=lambda article: (not article.issued, article.issued, article.iri)):
        yield f"- {', '.join(filter(None, (vault.link(article.iri, article.title), escape_markdown(article.issued))))}"
    yield from ("", "## People, bodies and places", "")
    yield from (f"- {vault.link(party.iri, party.label)}" for party in parties)


def _write_party(vault: _Vault, party: Party, claims: Sequence[Utterance]) -> Iterator[str]:
    yield from _head(party.label, kind=party.kind, aliases=party.aliases, address=party.iri, link=party.link)
    own = [claim for claim in claims if party.iri in claim.sources]
    for title, some in (("Says", own), ("Is spoken of", [claim for claim in claims if party.iri not in claim.sources])):
        if some:
            yield from ("", f"## {title}", "")
            for claim in some:
                yield from _write_claim(vault, claim)


def _write_article(vault: _Vault, article: Article, claims: Sequence[Utterance]) -> Iterator[str]:
    yield from _head(
        article.title,
        identifier=article.identifier,
        publisher=article.publisher,
        issued=article.issued,
        address=article.iri,
    )
    if article.source:
        page = _PAGE.fullmatch(article.source)
        yield from ("", f"From {f'<{article.source}>' if page else escape_markdown(article.source)}")
    if article.near_duplicate_of:
        yield from ("", f"Repeats {vault.link_article(article.near_duplicate_of)} in nearly its words.")
    yield from ("", "## Claims", "")
    for claim in claims:
        yield from _write_claim(vault, claim)


def _write_dispute(vault: _Vault, card: Card) -> Iterator[str]:
    yield from _head(card.title, kind=card.kind, address=card.key)
    yield from ("", f"*{_NOTE}*")
    for side in card.sides:
        value = f": {escape_markdown(side.value)}" if side.value else ""
        yield from ("", f"## {_SIDES[side.manner]}{value}", "")
        for stand in side.stands:
            yield from _write_stand(vault, stand)
        if not side.stands:
            yield "No reply was found."
    yield from ("", "## Sentences", "")
    for sentence in card.sentences:
        yield from (f"- {_locate(vault, sentence, sentence.start, sentence.end)}", *_quote(sentence))


def _write_stand(vault: _Vault, stand: Stand) -> Iterator[str]:
    claim = vault.context.claims.get(stand.claims[0])
    role = f", {escape_markdown(stand.role)}" if stand.role else ""
    words = (claim and claim.phrase) or stand.words
    who = f"{vault.link_speakers(stand.speakers)}{role}"
    where = ", ".join(map(vault.link_article, stand.articles))
    yield _say(who, stand.act, words, vault.link_speakers(stand.via) if stand.via else "", where)


def _write_claim(vault: _Vault, claim: Utterance) -> Iterator[str]:
    claims = vault.context.claims
    via = vault.link_parties(name_reporters(claim, claims)) if list_relays(claim, claims) else ""
    sentence = vault.context.cut([claim.iri])
    where = _locate(vault, sentence, *claim.extent)
    yield _say(vault.link_parties(claim.sources), claim.act, claim.phrase or claim.content, via, where)
    yield from _quote(sentence)


def _say(who: str, act: str, words: str, via: str, where: str) -> str:
    # the act in brackets, since who says it may be one or several
    said = f": {escape_markdown(words)}" if words else ""
    return f"- {who} ({_split(act)}){said}{f' (according to {via})' if via else ''} – {where}"


def _locate(vault: _Vault, sentence: BriefSentence, start: int, end: int) -> str:
    return f"{vault.link_article(sentence.article)}, characters {start} to {end}"


def _quote(sentence: BriefSentence) -> Iterator[str]:
    """Yield the sentence as a quotation below the line of a list."""
    yield f"  > {escape_markdown(sentence.text)}"
    if not sentence.exact:
        yield "  > (only what was read of it: the article's text is not at hand)"


def _head(title: str, **properties: str | Sequence[str]) -> Iterator[str]:
    """Yield the properties that are not empty, as JSON, which is YAML, and the title."""
    yield "---"
    for name, value in properties.items():
        if value:
            # what the graph itself gives as an address may stay a link
            known = name in ("address", "link") and isinstance(value, str) and _PAGE.fullmatch(value)
            safe = value if known else widen(value) if isinstance(value, str) else [widen(one) for one in value]
            yield f"{name}: {json.dumps(safe, ensure_ascii=False)}"
    yield from ("---", "", f"# {escape_markdown(title)}")


def _split(act: str) -> str:
    """Return the name of an act as words: 'declines to comment'."""
    return escape_markdown(re.sub(r"(?=[A-Z])", " ", act).lower())


FORMATS = (
    OutputFormat(
        name="obsidian",
        title="a vault for Obsidian, zipped",
        kind="claims",
        write=write,
        suffixes=("obsidian.zip",),
        help="notes in Markdown on parties, articles and disputes",
    ),
)
