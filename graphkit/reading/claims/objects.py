"""Read verbs with an object or a preposition: 'denied the charge', 'expressed concern', 'called for talks'."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.model import Act
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.frames import attribute, extent, is_content_clause, sense_for, subtree, to_comma
from graphkit.reading.claims.sources import stretch
from graphkit.reading.grammar.syntax import (
    antecedent,
    child,
    children,
    has_child,
    is_interrogative,
    is_passive,
    subject,
)

__all__ = ["read_object", "read_preposition"]

_PREPOSITIONS = (
    "for",
    "of",
    "about",
    "against",
    "on",
    "upon",
    "to",
    "with",
    "in",
    "at",
    "over",
    "as",
    "by",
    "behind",
    "from",
)
_TAIL = ("for", "of", "over", "as", "about", "against", "with", "to", "from", "on")


def read_preposition(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'called for talks', 'warned of war', 'spoke about the war', 'is seen as a liberal'."""
    if is_passive(verb):
        return _passive_preposition(verb, lemma, senses)
    particles = children(verb, "prt", "advmod")  # 'pushed back against it': hung on the particle
    for prep in (*children(verb, "prep", "agent"), *(p for c in particles for p in children(c, "prep"))):
        if prep.i < verb.i or prep.lower_ not in _PREPOSITIONS:
            continue
        sense = sense_for(senses, prep.lower_)
        inner = child(prep, "pobj", "pcomp")
        held = child(verb, "dobj", "dative")
        whole = (
            held is not None
            and held.dep_ == "dobj"
            and held.i < prep.i
            and sense_for(senses, "obj", "said") is not None
        )
        if (
            whole
            or sense is None
            or inner is None
            or (inner.ent_type_ in ("DATE", "TIME") and prep.lower_ in ("on", "in", "at"))
        ):
            continue
        between = verb.doc[verb.i + 1 : prep.i]
        through = prep.i if all(t.head == verb and t.dep_ in ("prt", "advmod") for t in between) else None
        to = (held.i,) if held is not None and held.i < prep.i else ()
        if to and held is not None and prep.lower_ == "as":  # 'sees the deal as a trap': all of it is what is seen
            return attribute(verb, lemma, sense, [extent(held.left_edge, inner.right_edge)], "with-as", head=None)
        matter = subtree(inner)
        further = _coordinated(verb, inner)
        if further is not None:  # 'talked about the border and how many cross it'
            matter = matter[0], subtree(further)[1]
        called = next((c for c in children(verb, "prep") if c.i > prep.i and c.lower_ == "as"), None)
        if called is not None and prep.lower_ in ("to", "about", "of"):  # 'referred to them as “old hands”'
            matter = matter[0], subtree(called)[1]
        return attribute(
            verb,
            lemma,
            sense,
            [matter],
            f"with-{prep.lower_}",
            head=inner if inner.pos_ == "VERB" else None,
            to=to,
            through=through,
        )
    return None


def _coordinated(verb: Token, inner: Token) -> Token | None:
    """Find what goes on with the object of a preposition where the parse hangs it on the verb or the preposition."""
    joint = inner.right_edge.i + 1
    if joint + 1 >= len(verb.doc) or verb.doc[joint].dep_ != "cc":
        return None
    others = [*children(verb, "conj", "ccomp"), *children(inner.head, "conj")]
    for c in others:
        asks = is_interrogative(c.left_edge) or c.pos_ in ("NOUN", "PROPN") or c.dep_ == "prep"
        if c.left_edge.i == joint + 1 and asks:
            return c
    return None


def _passive_preposition(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'Asked about the deal, …', 'is seen as a liberal', 'was charged with theft': the subject is whom it is about."""
    for prep in children(verb, "prep"):
        sense = sense_for(senses, prep.lower_) if prep.lower_ in ("about", "as", "with") else None
        inner = child(prep, "pobj", "pcomp", "amod")
        if sense is None or inner is None or prep.i < verb.i:
            continue
        through = prep.i if prep.i == verb.i + 1 else None
        if sense.act is Act.ASKS:
            return attribute(verb, lemma, sense, [subtree(inner)], "passive-about", through=through, confidence=0.8)
        owner = child(verb, "nsubjpass")
        if owner is None or prep.lower_ == "about":
            continue
        whole = stretch(antecedent(owner), verb) if owner.tag_ in ("WDT", "WP") else subtree(owner)
        matter = [whole, subtree(inner if through is not None else prep)]
        return attribute(verb, lemma, sense, matter, f"passive-{prep.lower_}", through=through, confidence=0.8)
    return None


def read_object(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'denied the charge', 'expressed concern over it', 'the claim was denied by her'."""
    small = _small_clause(verb)
    if small is not None and (naming := sense_for(senses, "named", "obj")) is not None:
        return attribute(verb, lemma, naming, [subtree(small)], "object", head=small)
    held = child(verb, "dobj")
    passive = is_passive(verb)
    if passive:
        held = child(verb, "nsubjpass")
        if held is None and verb.dep_ == "acl":
            return None
    if held is not None and held.lower_ == "what" and held.i < verb.i:
        return _what_is_called(verb, lemma, senses)
    if held is not None and _is_quality(verb, held):
        return None
    named = held is not None and _is_named(verb, held)
    if held is None or (held.ent_type_ in ("DATE", "TIME", "PERCENT") and not named) or held.lower_ in ("what", "who"):
        return None
    if held.dep_ == "dobj" and (held.lower_.endswith("self") or held.lower_.endswith("selves")):
        return None
    noun_senses = lexicon.cues().get((held.lemma_.lower(), "noun"), ())
    sense = sense_for(senses, "light") if noun_senses else None
    if sense is not None and "obj" not in sense.frames and not _has_complement(held, noun_senses):
        return None  # 'released a report'
    if sense is not None:
        said = noun_senses[0]
        sense = Sense(frames=sense.frames, act=said.act, stance=said.stance, certainty=said.certainty)
    else:
        sense = _sense_with(verb, held, senses, named=named) or _shown(verb, senses)
    if sense is None or (child(verb, "dative") is not None and sense.act is Act.DENIES):
        return None  # 'denied him a visa'
    if passive:
        tail = next(
            (c for c in children(verb, "prep") if c.lower_ in ("of", "for", "over", "as", "with") and not _is_when(c)),
            None,
        )
        if not (child(verb, "oprd") is not None or (tail is not None and tail.lower_ == "as")) and not (
            _has_agent(verb)
            or (tail is not None and sense.act in (Act.ALLEGES, Act.CRITICIZES, Act.PRAISES))
            or lemma in lexicon.words("made_public")
        ):
            return None
        tail = child(verb, "oprd") or tail
        contents = [subtree(held), *([subtree(tail)] if tail is not None else [])]
        return attribute(verb, lemma, sense, contents, "object-passive")
    if "light" in sense.frames and held.i > verb.i and (matter := _matter(held, verb)) is not None:
        through, inner = matter
        name = f"{lemma} {held.lemma_.lower()}"
        head = inner if inner.pos_ in ("VERB", "AUX") else None
        return attribute(verb, name, sense, [subtree(inner)], "light", head=head, through=through.i)
    last = to_comma(held.right_edge, held.left_edge, held) if held.i > verb.i else verb
    for c in children(verb):
        belongs = c.dep_ in ("prep", "dative") and c.lower_ in _TAIL and not _is_when(c)
        belongs |= "data" in sense.frames and c.dep_ in ("prep", "advmod", "npadvmod", "advcl") and not _is_when(c)
        if c.i > max(held.i, verb.i) and (belongs or c.dep_ in ("oprd", "xcomp")) and c.right_edge.i > last.i:
            last = c.right_edge
    if held.tag_ in ("WDT", "WP"):
        # 'a mission which activists criticised for …': what they criticised is the mission.
        noun = antecedent(held)
        contents = [stretch(noun, verb)] if noun != held else []
        return attribute(verb, lemma, sense, [*contents, (verb.idx + len(verb), last.idx + len(last))], "object")
    return attribute(verb, lemma, sense, [extent(held.left_edge, last)], "object")


def _shown(verb: Token, senses: tuple[Sense, ...]) -> Sense | None:
    """Find the sense in which documents and data speak: 'the poll shows Marsan with 47 percent'."""
    doer = subject(verb)
    lemma = doer.lemma_.lower() if doer is not None else ""
    speaks = lemma in lexicon.words("report_noun") or lemma in lexicon.words("data_noun")
    return sense_for(senses, "data") if speaks else None


def _is_quality(verb: Token, held: Token) -> bool:
    """Tell a participle before its noun, taken for a verb: '39 pledged delegates', 'its declared aim'."""
    if verb.tag_ not in ("VBD", "VBN") or held.i != verb.i + 1 or verb.i == 0 or held.pos_ != "NOUN":
        return False
    before = verb.nbor(-1)
    return before.like_num or before.tag_ in ("DT", "PRP$", "POS")


def _is_named(verb: Token, held: Token) -> bool:
    """Tell whether an object is given a name: 'called it a mess', 'called the show "the best on air"'."""
    if child(verb, "oprd") is not None:
        return True
    name = child(held, "appos")
    after = name.left_edge.i if name is not None else held.right_edge.i + 1
    before = held.doc[after - 1]
    quoted = before.is_quote or (after < len(held.doc) and held.doc[after].is_quote)
    return quoted and before.text != "," and held.doc[after - 2 if before.is_quote else after - 1].text != ","


def _sense_with(verb: Token, held: Token, senses: tuple[Sense, ...], *, named: bool) -> Sense | None:
    """Choose the sense that a verb has with its object: something said, something named, or anything."""
    tails = {c.lower_ for c in children(verb, "prep", "dative") if c.i > held.i or is_passive(verb)}
    tails |= {c.lower_ for c in children(held, "prep") if c.lower_ in ("as", "to", "with", "for", "over")}
    frames = ["said"] if _is_said(held) else []
    if "as" in tails or named:
        frames.append("named")
    if tails & {"to", "with"}:
        frames.append("compared")
    if tails & {"for", "over", "as"}:
        frames.append("blamed")
    return sense_for(senses, *frames, "obj")


def _small_clause(verb: Token) -> Token | None:
    """Find what somebody is called: 'called the report a rush to judgment' is parsed as a clause without a verb."""
    clause = child(verb, "ccomp", "oprd")
    if clause is None or clause.pos_ not in ("NOUN", "PROPN", "ADJ") or clause.i < verb.i:
        return None
    return clause if child(clause, "nsubj") is not None and child(clause, "cop", "aux") is None else None


def _what_is_called(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """'what it called a sham vote': the name that somebody gives to a thing is theirs."""
    sense = sense_for(senses, "named", "as", "obj")
    name = child(verb, "oprd") or next((c for c in children(verb, "prep") if c.lower_ == "as"), None)
    if sense is None or name is None or name.i < verb.i:
        return None
    return attribute(verb, lemma, sense, [subtree(name)], "object")


def _is_said(noun: Token) -> bool:
    """Tell whether a noun is something said: 'the allegation', 'the report'; not 'the plan', 'his luggage'."""
    senses = lexicon.cues().get((noun.lemma_.lower(), "noun"), ())
    if noun.lower_ in ("it", "that", "this", "responsibility", "credit"):
        return noun.lower_ not in ("it", "this")
    wanted = (Act.DEMANDS, Act.PROMISES, Act.INTENDS, Act.SUPPORTS)
    return any(sense.act not in wanted for sense in senses) or noun.lemma_.lower() in lexicon.words("report_noun")


def _has_complement(noun: Token, senses: tuple[Sense, ...]) -> bool:
    """Tell whether a noun says what it is about: 'raised doubts about …', 'made the claim that …'."""
    frames = {frame for s in senses for frame in s.frames}
    return any(
        (c.dep_ == "prep" and c.lower_ in frames) or (c.dep_ in ("acl", "ccomp", "relcl") and is_content_clause(c))
        for c in children(noun)
    )


def _matter(noun: Token, verb: Token) -> tuple[Token, Token] | None:
    """Find what the noun of a light verb is about: 'expressed concern over the plan', 'made the claim that he lied'.

    Returns:
        The last token of the cue, which is the noun or its preposition, and the head of the content; None where the
        noun says nothing of it ('expressed concern').
    """
    beside = [c for c in children(verb, "prep") if c.i == noun.i + 1]  # 'voiced alarm at', hung on the verb
    for c in [*children(noun), *beside]:
        if c.i < noun.i:
            continue
        if c.dep_ in ("acl", "ccomp", "relcl") and is_content_clause(c):
            return noun, c
        inner = child(c, "pobj", "pcomp") if c.dep_ == "prep" and c.i == noun.i + 1 else None
        if inner is not None and not _is_when(c):
            return c, inner
    return None


def _is_when(prep: Token) -> bool:
    inner = child(prep, "pobj")
    return inner is not None and inner.ent_type_ in ("DATE", "TIME")


def _has_agent(verb: Token) -> bool:
    return has_child(verb, "agent") or any(c.lower_ == "by" for c in children(verb, "prep"))
