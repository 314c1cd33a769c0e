"""What a brief holds, as plain frozen values: who says what on each matter, in which sentences, and how many do."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

__all__ = [
    "Backing",
    "Brief",
    "BriefSentence",
    "Card",
    "ChangedPosition",
    "Mark",
    "PrintedArticle",
    "Requoted",
    "Said",
    "Side",
    "Speaker",
    "Speaking",
    "Stand",
    "Unnamed",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedArticle:
    """An article as it is cited.

    Args:
        iri: The address of its document.
        identifier: By what the input called it.
        title: Its title; the identifier where it has none.
        outlet: Who published it; '' where that is not recorded.
        issued: The day on which it was published, or ''.
        address: Where it was taken from, or ''.
    """

    iri: str
    identifier: str
    title: str
    outlet: str
    issued: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody who says something, or of whom it is said.

    Args:
        iri: The address of the entity; '' where the text names nobody.
        name: Its label, or ''.
        named: Whether some article calls it by a name; 'two employees' are not.
        plural: Whether it is several people, of whom one says that they 'say' something.
    """

    iri: str
    name: str
    named: bool
    plural: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mark:
    """A part of a sentence: offsets into the article in code points.

    `part` is 'source', 'cue' or 'content', or 'differs' for the words in which two sides differ.
    """

    start: int
    end: int
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSentence:
    """The sentence in which something is said.

    Args:
        claims: The addresses of the claims, or of the statements, that stand in it.
        article: The address of the article.
        start: Where it begins in the article, in code points.
        end: Where it ends.
        text: The sentence, word for word; the exact spans, joined by dots, where the article's text is not at hand.
        exact: Whether it is word for word.
        marks: Who says what in it, within `start` and `end`; none where it is not word for word.
    """

    claims: tuple[str, ...]
    article: str
    start: int
    end: int
    text: str
    exact: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """How much stands behind something.

    Args:
        articles: In how many articles it stands.
        outlets: How many outlets published these; those of which that is not recorded are not counted.
        origins_at_least: From how many independent origins it is at least: who can have known it. Copies of one text
            are one, and so is one speaker in two outlets.
        origins_at_most: From how many it is at most.
    """

    articles: int
    outlets: int
    origins_at_least: int
    origins_at_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """What somebody says on a matter, in one article or in several.

    Args:
        speakers: Who; one without a name where the text names nobody.
        via: Through whom it is known, from the nearest to the farthest.
        role: What the speaker is, as an article has it: 'state prosecutor'; or ''.
        act: What the speaker does: 'denies', or the label of a stance: 'opposes'.
        verb: The lemma of the article's own verb where the words go on from it: 'accuse', before 'the company of …'.
        words: The words of the first such claim; '' for a stance.
        claims: The addresses of the claims, or of the statements, in the order of the articles.
        articles: The addresses of the articles.
        on: The person or the people whom a stance is on; None where it is on a thing or a body, or is none.
        told: Whether `verb` is as it stands in the article, and not a lemma: 'hadn’t yet called for'.
        said: The words of the articles for a stance: 'endorsed', for 'supports'.
    """

    speakers: tuple[Speaker, ...]
    via: tuple[Speaker, ...]
    role: str
    act: str
    verb: str
    words: str
    claims: tuple[str, ...]
    articles: tuple[str, ...]
    on: Speaker | None = None
    told: bool = False
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Those who say the same on a matter.

    Args:
        manner: 'affirms', 'alleges', 'rejects' (who answers it), 'otherwise' (who says what cannot also be so, without
            mentioning it), 'supports' or 'opposes' (somebody or something), or 'replies' (who is accused).
        value: The words that the other sides have otherwise: '240 million'; '' where it is no matter of such words.
        stands: What each says; none in a reply that was not found.
        backing: How much stands behind them.
    """

    manner: str
    value: str
    stands: tuple[Stand, ...]
    backing: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A matter that is disputed, or an accusation.

    Args:
        key: The address of its first claim, or of the entity that some are for and others against.
        title: What is claimed, in the article's words; what was put in for a pronoun stands in brackets.
        disputed: Whether it is in dispute: one party affirms what another rejects, or puts otherwise.
        kind: In what the sides differ: 'polarity', 'number', 'day', 'place', 'agent' or 'post', 'stance' for what some
            are for and others against; '' where nothing is in dispute.
        accusation: Whether some allege it.
        accused: Of whom, as far as the words tell.
        sides: Who says so, who does not; for an accusation the last is the reply of whom it accuses, which has no
            stands where none was found.
        sentences: The sentences, the first of each side first.
        backing: How much stands behind all sides together.
        own_voice: Whether an article says so itself, as its own.
    """

    key: str
    title: str
    disputed: bool
    kind: str
    accusation: bool
    accused: tuple[Speaker, ...]
    sides: tuple[Side, ...]
    sentences: tuple[BriefSentence, ...]
    backing: Backing
    own_voice: bool

    @property
    def answered(self) -> bool:
        """Whether whom it accuses answers it; who declines to comment does not."""
        replies = [stand for side in self.sides if side.manner == "replies" for stand in side.stands]
        return any(stand.act != "declinesToComment" for stand in replies)

    @property
    def only_alleged(self) -> bool:
        """Whether it is an accusation that no article makes its own and nobody answers."""
        return self.accusation and not self.disputed and not self.own_voice and not self.answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """How much somebody is reported to say.

    Args:
        speaker: Who.
        role: What they are, or ''.
        claims: How many claims they make; what articles repeat of one another counts once.
        quoted: How many of them stand at least partly in quotation marks.
    """

    speaker: Speaker
    role: str
    claims: int
    quoted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnamed:
    """A claim that nobody makes whom an article names.

    Args:
        title: What is claimed.
        card: The key of the card that is about it, or ''.
        stand: Who says it, by what they are called.
        sentence: The sentence.
    """

    title: str
    card: str
    stand: Stand
    sentence: BriefSentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says, where there is no matter to show.

    Args:
        stand: Who says what.
        sentence: The sentence.
    """

    stand: Stand
    sentence: BriefSentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Requoted:
    """One quotation that articles give in different words.

    Args:
        speakers: Who is quoted.
        change: 'cut', 'altered' or 'lostNegation'.
        one: One rendering, with the words that the other has not.
        other: The other, with its own.
        more: How many more pairs of renderings of the same quotation differ.
    """

    speakers: tuple[Speaker, ...]
    change: str
    one: BriefSentence
    other: BriefSentence
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedPosition:
    """A speaker against himself: what somebody said, and what the same said later that cannot also be so.

    Args:
        speaker: Who.
        kind: In what the two differ: 'polarity', 'number' and so on.
        first: What was said first.
        then: What was said later.
        first_on: The day of the first.
        then_on: The day of the second.
    """

    speaker: Speaker
    kind: str
    first: BriefSentence
    then: BriefSentence
    first_on: str
    then_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What is in dispute in some articles, by whom, and in which words.

    Args:
        about: The name of what it was narrowed to, or ''.
        since: The day from which it counts, or ''.
        articles: The articles, by day.
        claims: How many claims they hold.
        sources: How many make them.
        outlets: How many outlets published the articles, as far as that is recorded.
        cards: Disputes first, then accusations; in each those with most origins on their sides, then in most articles.
        said: Where there is no card, what is demanded and criticized; where nothing is, what those say who speak most.
        speakers: Who speaks most, first.
        unnamed: What rests on unnamed people.
        requoted: Quotations that were changed.
        positions: Who changed position.
    """

    about: str = ""
    since: str = ""
    articles: tuple[PrintedArticle, ...] = ()
    claims: int = 0
    sources: int = 0
    outlets: int = 0
    cards: tuple[Card, ...] = ()
    said: tuple[Said, ...] = ()
    speakers: tuple[Speaking, ...] = ()
    unnamed: tuple[Unnamed, ...] = ()
    requoted: tuple[Requoted, ...] = ()
    positions: tuple[ChangedPosition, ...] = ()

    @property
    def disputes(self) -> tuple[Card, ...]:
        """The cards of what is in dispute."""
        return tuple(card for card in self.cards if card.disputed)

    @property
    def accusations(self) -> tuple[Card, ...]:
        """The cards of accusations, in dispute or not."""
        return tuple(card for card in self.cards if card.accusation)

    @property
    def alleged(self) -> tuple[Card, ...]:
        """The cards of what is only alleged."""
        return tuple(card for card in self.cards if card.only_alleged)

    def find_articles(self) -> dict[str, PrintedArticle]:
        """Return each article by the address of its document."""
        return {article.iri: article for article in self.articles}

    def to_dict(self) -> dict[str, Any]:
        """Return the brief as plain lists and dictionaries, for JSON."""
        return asdict(self)
