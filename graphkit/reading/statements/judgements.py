"""Read blame and praise in the content of claims: 'said the bank was corrupt', 'called her a hero'.

What a content says is inferred from words of judgement, so it is probable at most, and never a plain edge. Whoever
calls somebody a liar blames him by that word, which is plain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Polarity
from graphkit.reading.claims.qualifiers import clause_qualifiers
from graphkit.reading.grammar.syntax import child, children, conjuncts, is_passive, subject
from graphkit.reading.statements.agents import find_agents
from graphkit.reading.statements.predicates import Predication

__all__ = ["find_namings", "judge"]


@cache
def _words(pos: str) -> dict[str, int]:
    """Read judgements.tsv: the lemmas of a part of speech, each with -1 for blame or 1 for praise."""
    return {
        word: int(value)
        for value, name, members in lexicon.rows("judgements", 3)
        if name == pos
        for word in members.split()
    }


def judge(head: Token) -> tuple[Token, int] | None:
    """Return the subject of a clause and whether the clause blames or praises it.

    Args:
        head: The verb of a content.

    Returns:
        The head of the subject and -1 or 1; None where the clause is no judgement.
    """
    if head.pos_ not in ("VERB", "AUX"):
        return None
    target = subject(head)
    value = _value(head)
    if target is None or value == 0:
        return None
    polarity, _ = clause_qualifiers(head, root=head.i)
    return target, -value if polarity is Polarity.NEGATIVE else value


def find_namings(verb: Token, voice: Sequence[int]) -> Iterator[Predication]:
    """Read 'called her a liar', 'described him as a hero': a name as blame or praise.

    Args:
        verb: A verb.
        voice: For each token, the claim whose content contains it.
    """
    if verb.lemma_.lower() not in lexicon.construction("naming_verb"):
        return
    marker = lexicon.grammar("predicative_marker")
    name = child(verb, "oprd") or next(
        (child(c, "pobj", "amod") for c in children(verb, "prep") if c.lower_ in marker), None
    )
    target = child(verb, "nsubjpass") if is_passive(verb) else child(verb, "dobj")
    if name is None and target is not None:  # 'called his remarks shameful', parsed as one noun phrase
        name = next((c for c in children(target, "amod") if c.i == target.i + 1), None)
        behind = (c for c in children(target, "appos") if c.left_edge.i == target.i + 1)  # 'called Jo Roe a liar'
        name = name or next(behind, None)
    value = _weigh(name) if name is not None else 0
    if name is None or target is None or value == 0:
        return
    agents = [agent.token for agent in find_agents(verb, voice)]
    if is_passive(verb):
        markers = lexicon.grammar("passive_agent")
        preps = (c for t in (verb, name) for c in children(t, "prep") if c.lower_ in markers)
        by = child(verb, "agent") or next(preps, None)
        owner = child(by, "pobj") if by is not None else None
        agents = [owner] if owner is not None else []
    for agent in agents:
        yield Predication(
            verb=verb,
            top=verb,
            agent=agent,
            chain=(),
            name=lexicon.property_lemmas()["praises" if value > 0 else "criticizes"],
            rest=(),
            first=verb,
            last=verb,
            patient=target,
            unsure=not _is_plain(verb, name, value),
            rule="judgement",
        )


def _is_plain(verb: Token, name: Token, value: int) -> bool:
    """Check whether a name given to somebody is all blame or all praise, and neither a thought nor a post."""
    if verb.lemma_.lower() in lexicon.construction("appraising_verb"):
        return False  # 'deemed', 'named her the winner'
    if any(_weigh(other) * value < 0 for other in conjuncts(name)):
        return False  # 'a friend, and a fool'
    placed = any(c.lower_ in lexicon.grammar("genitive") for c in children(name, "prep"))
    return value < 0 or name.pos_ != "NOUN" or not placed  # 'the leader of the party'


def _weigh(word: Token) -> int:
    """Return the value of a noun with its adjectives, or of an adjective."""
    for part in (*children(word, "amod"), word):
        value = _words("noun" if part == word and word.pos_ == "NOUN" else "adj").get(part.lemma_.lower(), 0)
        if value:
            return value
    return 0


def _value(verb: Token) -> int:
    """Return the value of a verb with its adjective, noun or object: that of the first word of judgement."""
    quality = child(verb, "acomp", "oprd")
    for word in conjuncts(quality) if quality is not None else ():
        if word.lower_ in _words("adj"):
            return _words("adj")[word.lower_]
    own = _words("verb").get(verb.lemma_.lower(), 0)
    obj = child(verb, "attr", "dobj")
    if obj is not None:
        if obj.dep_ == "dobj" and verb.lemma_ not in lexicon.construction("judgement_support_verb"):
            return own
        if value := _weigh(obj):
            return -value if verb.lemma_ in lexicon.construction("lacking_verb") else value
    return 0 if verb.lemma_ in lexicon.grammar("copula") else own
