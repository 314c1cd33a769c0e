"""Find who speaks in a dialogue, whose turns begin with 'Roe:' or with 'Q:' and 'A:', and to whom."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping

from graphkit.language import lexicon
from graphkit.model import Act, Claim, EntityType, MentionKind
from graphkit.reading.claims.claims import ClaimIndex
from graphkit.reading.coreference.clusters import MentionClusters
from graphkit.reading.grammar.parsed import ParsedDocument

__all__ = ["Dialogue", "join_letters"]

_TURNS = 4
"""The least turns of a dialogue; a headline 'Mayor: dam is safe' is none."""
_LABEL = 60
"""The most characters of the name of a speaker before a turn, and of the colon."""


def join_letters(clusters: MentionClusters, claims: ClaimIndex) -> None:
    """Make one entity of all 'Q' of an interview, and of all 'A' whom it is with, if the article says so before.

    Args:
        clusters: The document's clusters, with its names and nominals; they are changed.
        claims: Its claims, for the turns.
    """
    asking, answering = (_sources(clusters, claims, f"dialogue_{part}") for part in ("question", "answer"))
    if len(asking) + len(answering) < _TURNS or not answering:
        return
    interviewed = _interviewed(clusters, min(*asking, *answering) if asking else answering[0])
    for group, known in ((asking, None), (answering, interviewed)):
        numbers = dict.fromkeys(number for mention in group if (number := clusters.of[mention]) is not None)
        whole = next(iter(numbers), None) if known is None else known
        for number in numbers:
            if whole is not None and not clusters.items[number].names:
                clusters.merge(whole, number, "dialogue")
        if whole is not None:
            clusters.items[whole].type = EntityType.PERSON


def _sources(clusters: MentionClusters, claims: ClaimIndex, part: str) -> list[int]:
    mentions = clusters.index.mentions
    own = {m for claim in claims.items if claim.rule == "turn" for m in claim.sources}
    return sorted(m for m in own if mentions[m].span.exact.casefold() in lexicon.words(part))


def _interviewed(clusters: MentionClusters, first: int) -> int | None:
    """Return the only person in the headline, or whom the text before the first turn names most often."""
    index, parsed = clusters.index, clusters.parsed
    counts: Counter[int] = Counter()
    in_headline: set[int] = set()
    for mention in range(first):
        number = clusters.of[mention]
        named = index.mentions[mention].kind is MentionKind.NAME and number is not None
        if not named or number is None or clusters.items[number].type is not EntityType.PERSON:
            continue
        counts[number] += 1
        if parsed.paragraph[index.heads[mention]] == 0:
            in_headline.add(number)
    if len(in_headline) == 1:
        return in_headline.pop()
    ranked = counts.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


class Dialogue:
    """The turns of a document's dialogue, if it is one.

    Args:
        clusters: The document's clusters.
        claims: Its claims.
    """

    def __init__(self, clusters: MentionClusters, claims: ClaimIndex) -> None:
        turns = [
            (claim.source_spans[0].exact, number, _asks(claim))
            for claim in claims.items
            if claim.rule == "turn" and len(claim.sources) == 1 and claim.source_spans
            and (number := clusters.of[claim.sources[0]]) is not None
        ]  # fmt: skip
        named = {name: number for name, number, _ in turns} if len(turns) >= _TURNS else {}
        found = [*_find_turns(clusters.parsed, named)]
        self._starts = [start for start, _ in found]
        self._speakers = [number for _, number in found]
        said, asked = Counter(number for _, number, _ in turns), Counter(number for _, number, asks in turns if asks)
        self._askers = {number for number in asked if 2 * asked[number] > said[number]}

    def speaker_at(self, token: int) -> int | None:
        """Return the cluster of whoever's turn a token is in; a turn goes on to the next."""
        at = bisect_right(self._starts, token) - 1
        return self._speakers[at] if at >= 0 else None

    def asked_at(self, token: int) -> int | None:
        """Return the cluster of the other of two speakers, in a turn of whoever asks; in answers 'you' is anybody."""
        speaker = self.speaker_at(token)
        others = {*self._speakers} - {speaker}
        return others.pop() if speaker in self._askers and len(others) == 1 else None


def _asks(claim: Claim) -> bool:
    """Check whether a turn asks; 'Q' does so without a question mark too: 'You moved there with two goats'."""
    letter = claim.source_spans[0].exact.casefold() in lexicon.words("dialogue_question")
    return letter or claim.act is Act.ASKS or "?" in claim.content


def _find_turns(parsed: ParsedDocument, named: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Yield the first token of each line that begins with the name of a speaker and a colon, and who that is."""
    begins = True
    for token in parsed.doc:
        if begins and not token.is_space:
            line = parsed.doc.text[token.idx : token.idx + _LABEL].partition("\n")[0]
            name, colon, _ = line.partition(":")
            if colon and name in named:
                yield token.i, named[name]
        begins = "\n" in token.text or (begins and token.is_space)
