"""Read blame and praise from what a source says of somebody: 'said the bank was corrupt', 'called her a hero'.

That is inferred from words of judgement in the content, so it is likely at most, and never a plain edge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Polarity
from graphkit.reading.claims.qualifiers import clause_qualifiers
from graphkit.reading.grammar.syntax import child, children, conjuncts, is_passive, subject
from graphkit.reading.statements.doers import find_doers
from graphkit.reading.statements.predications import Predication

__all__ = ["find_namings", "judge"]

_NAMING = frozenset(
    "call label brand term dub name describe portray depict paint characterize cast deem consider".split()
)


@cache
def _words(pos: str) -> dict[str, int]:
    return {
        word: int(value)
        for value, name, members in lexicon.rows("judgements", 3)
        if name == pos
        for word in members.split()
    }


def judge(head: Token) -> tuple[Token, int] | None:
    """Find of whom a clause is about and whether it blames or praises them.

    Args:
        head: The verb of a content.

    Returns:
        The head of the judged noun phrase and -1 or 1; None where the clause judges nobody.
    """
    if head.pos_ not in ("VERB", "AUX"):
        return None
    told = subject(head)
    value = _value(head)
    if told is None or value == 0:
        return None
    polarity, _ = clause_qualifiers(head, root=head.i)
    return told, -value if polarity is Polarity.NEGATIVE else value


def find_namings(verb: Token, voice: Sequence[int]) -> Iterator[Predication]:
    """Read 'called her a liar', 'described him as a hero': a name given to somebody is blame or praise.

    Args:
        verb: A verb.
        voice: For each token, the claim in whose content it stands.
    """
    if verb.lemma_.lower() not in _NAMING:
        return
    given = child(verb, "oprd") or next(
        (child(c, "pobj", "amod") for c in children(verb, "prep") if c.lower_ == "as"), None
    )
    target = child(verb, "nsubjpass") if is_passive(verb) else child(verb, "dobj")
    if given is None and target is not None:  # 'called his remarks shameful', parsed as one noun phrase
        given = next((c for c in children(target, "amod") if c.i == target.i + 1), None)
    value = _weigh(given) if given is not None else 0
    if given is None or target is None or value == 0:
        return
    agents = [doer.token for doer in find_doers(verb, voice)]
    if is_passive(verb):
        by = child(verb, "agent") or next(
            (c for t in (verb, given) for c in children(t, "prep") if c.lower_ == "by"), None
        )
        agent = child(by, "pobj") if by is not None else None
        agents = [agent] if agent is not None else []
    for agent in agents:
        yield Predication(
            verb=verb,
            top=verb,
            agent=agent,
            chain=(),
            name="praise" if value > 0 else "criticize",
            rest=(),
            first=verb,
            last=verb,
            patient=target,
            unsure=True,
            rule="judgement",
        )


def _weigh(word: Token) -> int:
    """Weigh a noun with its adjectives, or an adjective."""
    for part in (*children(word, "amod"), word):
        known = _words("noun" if part == word and word.pos_ == "NOUN" else "adj").get(part.lemma_.lower(), 0)
        if known:
            return known
    return 0


def _value(verb: Token) -> int:
    """Weigh a verb with its adjective, noun or object: the first word of judgement counts."""
    quality = child(verb, "acomp", "oprd")
    for word in conjuncts(quality) if quality is not None else ():
        if word.lower_ in _words("adj"):
            return _words("adj")[word.lower_]
    held = child(verb, "attr", "dobj")
    if held is not None:
        if held.dep_ == "dobj" and verb.lemma_ not in ("make", "have", "show", "lack", "take", "do", "commit", "pose"):
            return _words("verb").get(verb.lemma_.lower(), 0)
        lacking = -1 if verb.lemma_ == "lack" else 1
        if known := _weigh(held):
            return lacking * known
    return _words("verb").get(verb.lemma_.lower(), 0) if verb.lemma_ != "be" else 0
