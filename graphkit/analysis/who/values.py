"""What a page on one entity holds, as plain frozen values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from graphkit.analysis.brief.values import BriefSentence, PrintedArticle, Speaker, Stand

__all__ = [
    "Appearance",
    "Decided",
    "Double",
    "Group",
    "Line",
    "Naming",
    "Profile",
    "Role",
    "Standing",
    "Tie",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What somebody says, in one claim or in several that are one.

    Args:
        stand: Who says what, and through whom it is known.
        style: How it is drawn: 'affirm', 'reject', 'allege' or 'relay'.
        confidence: How sure it is that the claim was read rightly, from 0 to 1; of several the least.
        dispute: The key of the card of a brief that has it as one side of a dispute, or ''.
        sentences: The sentences, the newest first.
    """

    stand: Stand
    style: str
    confidence: float
    dispute: str
    sentences: tuple[BriefSentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines of one sort, the newest first.

    Args:
        name: 'quoted', 'reported' or 'secondhand' of what somebody says; 'firsthand', 'hearsay' or 'addressed' of what
            is said of somebody.
        lines: The lines.
    """

    name: str
    lines: tuple[Line, ...]

    @property
    def claims(self) -> int:
        """How many claims these are."""
        return sum(len(line.stand.claims) for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A post that articles themselves give to somebody.

    Args:
        holder: Who has it.
        title: What it is called.
        body: Where; None where the article names nothing.
        current: Whether it is held as the article has it, or was.
        since: When it began, as far as an article says so, or ''.
        until: When it ended, or ''.
        sentences: Where it is stated, the first published first.
    """

    holder: Speaker
    title: str
    body: Speaker | None
    current: bool
    since: str
    until: str
    sentences: tuple[BriefSentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Plain edges between the entity and another: what an article states itself, or a stance of the source's own.

    Who is for or against something that is the other's is tied to them too, though that is no edge.

    Args:
        label: The relation: 'visits'.
        outgoing: Whether the entity is its subject.
        other: Who or what is at the other end.
        sign: 1 where the subject is for the object, -1 where it is against it, 0 where it takes no side.
        verbs: The words of the articles for it, where they are others: 'endorsed', for 'supports'.
        sentences: Where it stands, the newest first.
        matter: What of the other it is about, as the article calls it: 'her plan'; '' where it is the other.
    """

    label: str
    outgoing: bool
    other: Speaker
    sign: int
    verbs: tuple[str, ...]
    sentences: tuple[BriefSentence, ...]
    matter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """An article that mentions the entity.

    Args:
        article: The article.
        mentions: How often it does.
        own: How many claims of the entity it has.
        about: How many claims of others about it, or said to it.
    """

    article: PrintedArticle
    mentions: int
    own: int
    about: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Mentions that one rule put to the entity.

    Args:
        rule: The rule.
        words: What they say, each once, in the order of the articles.
        mentions: How many they are.
        article: The address of the article of the first.
        start: Where the first begins in it, in code points.
        end: Where it ends.
    """

    rule: str
    words: tuple[str, ...]
    mentions: int
    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided about two mentions, and by whom.

    Args:
        answer: 'same', 'different' or 'unsure'.
        first: The words of the one, with its article.
        second: Those of the other.
        who: The person who decided; '' where the machine did.
        when: The day; '' where the machine decided.
        rule: The machine's rule; '' where a person decided.
        score: How much speaks for the two being the same; None where a person decided.
        supporting: What speaks for it, or the person's reason.
        opposing: What speaks against it.
    """

    answer: str
    first: str
    second: str
    who: str
    when: str
    rule: str
    score: float | None
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """Another entity that may be the same, or that was kept apart though it might seem so.

    Args:
        other: The other.
        kind: Its kind.
        reason: 'decided' where mentions were compared, 'name' where both have a name in common, 'part' where the name
            of one is a part of the other's.
        decided: What was decided about their mentions; none where only their names are alike.
    """

    other: Speaker
    kind: str
    reason: str
    decided: tuple[Decided, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How much the graph has of an entity, for a list of all.

    Args:
        who: The entity.
        kind: Its kind.
        role: What it is, or ''.
        aliases: Its other names.
        own: How many claims it makes.
        about: How many claims of others are about it, or said to it.
        articles: How many articles mention it.
    """

    who: Speaker
    kind: str
    role: str
    aliases: tuple[str, ...]
    own: int
    about: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All that a graph has of one entity.

    Args:
        who: The entity.
        kind: 'person', 'organization', 'outlet', 'country', 'place', 'group', 'work', 'event' or 'unknown'.
        aliases: Its other names.
        link: Its address in other data, or ''.
        articles: The articles that mention it, the newest first.
        total: How many articles the graph has.
        says: What it says: in quotation marks, in other words, at second hand.
        without_repeats: How many claims it makes, once where articles repeat one another, as a brief counts it.
        voiced: The sentences in which an article itself states something of it, the newest first.
        unattributed: The sentences in which something of it is stated in quotation marks, by nobody known.
        said: What others say of it and to it.
        roles: Its posts, those that were stated first first.
        holders: Who has a post there.
        sides: Who is for or against it, and whom or what it is for or against.
        relations: Its other plain edges.
        namings: Its mentions by the rules that put them to it.
        joins: What holds its mentions together across articles.
        doubles: Who may be the same.
    """

    who: Speaker
    kind: str
    aliases: tuple[str, ...]
    link: str
    articles: tuple[Appearance, ...]
    total: int
    says: tuple[Group, ...]
    without_repeats: int
    voiced: tuple[BriefSentence, ...]
    unattributed: tuple[BriefSentence, ...]
    said: tuple[Group, ...]
    roles: tuple[Role, ...]
    holders: tuple[Role, ...]
    sides: tuple[Tie, ...]
    relations: tuple[Tie, ...]
    namings: tuple[Naming, ...]
    joins: tuple[Decided, ...]
    doubles: tuple[Double, ...]

    @property
    def own(self) -> int:
        """How many claims it makes."""
        return sum(group.claims for group in self.says)

    @property
    def about(self) -> int:
        """How many claims of others are about it, or said to it."""
        return sum(group.claims for group in self.said)

    @property
    def secondhand(self) -> int:
        """How many of its own claims are known only through somebody else."""
        return sum(group.claims for group in self.says if group.name == "secondhand")

    @property
    def mentions(self) -> int:
        """How often articles mention it."""
        return sum(naming.mentions for naming in self.namings)

    @property
    def sources(self) -> int:
        """How many say something about it or to it; whoever is not named at all is none."""
        speakers = (s for group in self.said for line in group.lines for s in line.stand.speakers)
        return len({speaker.iri for speaker in speakers} - {""})

    def find_articles(self) -> dict[str, PrintedArticle]:
        """Return each article by the address of its document."""
        return {one.article.iri: one.article for one in self.articles}

    def to_dict(self) -> dict[str, Any]:
        """Return the profile as plain lists and dictionaries, for JSON."""
        return asdict(self)
