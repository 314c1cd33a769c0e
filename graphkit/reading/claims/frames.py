"""What the rules for cues share: looking a cue up, cutting its content out, and making an attribution of it."""

from __future__ import annotations

from bisect import bisect_left

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Parse, Token
from graphkit.reading.claims.attribution import Attribution, Stretch
from graphkit.reading.claims.sources import source_of
from graphkit.reading.grammar.syntax import child, children, is_infinitive, lemma_of, negation, subject, verb_group

__all__ = [
    "attribute",
    "attribute_by_colon",
    "cue_of",
    "cue_span",
    "extent",
    "is_aside",
    "is_content_clause",
    "is_gerund",
    "next_cue",
    "sense_for",
    "subtree",
    "to_comma",
    "without",
]


def cue_of(token: Token, pos: str = "verb") -> tuple[str, tuple[Sense, ...]]:
    """Look a word up with its particle: its name as a cue, and its senses (none if it is no cue)."""
    lemma = lemma_of(token)
    held = child(token, "dobj")
    if held is not None and held.lower_ == "it" and (senses := lexicon.cues().get((f"{lemma} it", pos))):
        return f"{lemma} it", senses  # 'put it', 'as she sees it'
    particle = child(token, "prt") or next(
        (c for c in children(token, "advmod") if (f"{lemma} {c.lower_}", pos) in lexicon.cues()), None
    )
    if particle is not None:
        longer = f"{lemma} {particle.lower_}"
        senses = lexicon.cues().get((longer, pos))
        if senses or particle.dep_ == "prt":
            return longer, senses or ()  # 'called off' is no calling
    return lemma, lexicon.cues().get((lemma, pos), ())


def sense_for(senses: tuple[Sense, ...], *frames: str) -> Sense | None:
    """Find the first sense that has one of the frames."""
    return next((s for frame in frames for s in senses if frame in s.frames), None)


def attribute(
    verb: Token,
    lemma: str,
    sense: Sense,
    contents: list[Stretch],
    rule: str,
    *,
    head: Token | None = None,
    to: tuple[int, ...] = (),
    through: int | None = None,
    confidence: float = 1.0,
) -> Attribution | None:
    """Make an attribution of a verb and its content.

    Args:
        verb: The verb that has the source as its subject or agent.
        lemma: The cue as one would look it up.
        sense: What it means here.
        contents: What is said.
        rule: The name of the rule.
        head: The verb of the content, where it is a clause.
        to: The head tokens of those it is said to.
        through: The last token of the cue, where it goes on behind the verb ('called on').
        confidence: How sure the rule is, from 0 to 1.

    Returns:
        None where there is no content, or nobody could have said it ('nobody believes …').
    """
    contents = [c for c in contents if c[0] < c[1]]
    if not contents:
        return None
    holder = _goes_on(verb)
    doer = subject(holder)
    if doer is not None and (doer.lower_ in lexicon.words("nobody") or negation(doer) is not None):
        return None  # 'nobody believes …', 'few believe …': there is no source
    first, last = cue_span(verb)
    doc = verb.doc
    last = max(last, through if through is not None else last)
    sources, source_at = source_of(holder)
    return Attribution(
        cue=verb.i,
        lemma=lemma,
        cues=((doc[first].idx, doc[last].idx + len(doc[last])),),
        sense=sense,
        sources=sources,
        source_at=source_at,
        contents=tuple(contents),
        head=head.i if head is not None else None,
        addressees=to,
        rule=rule,
        confidence=confidence,
    )


def attribute_by_colon(
    colon: Token,
    sources: tuple[int, ...],
    source_at: Stretch,
    contents: tuple[Stretch, ...],
    rule: str,
    *,
    head: int | None,
    confidence: float,
) -> Attribution | None:
    """Make an attribution of a colon behind whoever speaks; None where the word list knows it as no cue."""
    sense = sense_for(lexicon.cues().get((":", "punct"), ()), "bare")
    if sense is None:
        return None
    return Attribution(
        cue=colon.i,
        lemma=":",
        cues=(extent(colon, colon),),
        sense=sense,
        sources=sources,
        source_at=(source_at,),
        contents=contents,
        head=head,
        rule=rule,
        confidence=confidence,
    )


def cue_span(verb: Token) -> tuple[int, int]:
    """Find the first and last token of a verb as a cue: with 'it' in 'put it', and with the verbs that lead up to it.

    'went on to say', 'has yet to endorse', 'kept denying': without them the cue would say too much or too little. A
    verb before it that is a cue itself ('refused to say') makes a claim of its own, in which this one is reported.
    """
    first, last = verb_group(verb)
    held = child(verb, "dobj")
    name = cue_of(verb)[0]
    if held is not None and held.lower_ == "it" and held.i == last + 1 and name.endswith(" it"):
        last = held.i
    elif " " in name and last == verb.i and last + 1 < len(verb.doc) and name.endswith(f" {verb.nbor().lower_}"):
        last += 1  # 'walked back', 'shot back'
    while verb.dep_ == "xcomp" or (verb.dep_ == "advcl" and is_infinitive(verb)):
        above = verb.head
        if above.i > verb.i or above.pos_ not in ("VERB", "AUX", "ADJ"):
            break
        start, end = verb_group(above)
        beside = all(t.head == above and t.dep_ in ("prt", "advmod", "prep", "neg") for t in verb.doc[end + 1 : first])
        if not beside or sense_for(cue_of(above)[1], "to", "ing", "np:to", "obj:to") is not None:
            break
        first, verb = start, above
    return first, last


def extent(first: Token, last: Token) -> Stretch:
    """Find the characters from one token to another, both included."""
    return first.idx, last.idx + len(last)


def subtree(token: Token, *, after: int = -1) -> Stretch:
    """Find the characters of a token's subtree, only those after a token where one is given."""
    doc = token.doc
    first = token.left_edge
    if first.i <= after:
        first = doc[after + 1] if after + 1 <= token.right_edge.i else token
    return extent(first, token.right_edge)


def to_comma(last: Token, first: Token, head: Token) -> Token:
    """Find the last token of a content before a remark that a comma sets off from it.

    'the deal, which would cut taxes': the relative clause, apposition or participle is the article's, not the source's.

    Args:
        last: The last token of the content as the parse has it.
        first: Its first token.
        head: Its head.
    """
    for c in children(head):
        before = c.doc[c.left_edge.i - 1] if c.left_edge.i else c
        fenced = before.text == "," or (before.text in ("—", "–", "-", "--") and before.whitespace_ != "")
        if c.i > head.i and fenced and c.left_edge.i > first.i and _is_remark(c):
            return c.doc[before.i - 1] if before.i - 1 >= head.i else last
    return last


def _is_remark(token: Token) -> bool:
    if token.dep_ in ("relcl", "appos", "npadvmod"):
        return True
    return (
        token.dep_ in ("advcl", "acl") and token.tag_ in ("VBG", "VBN") and child(token, "mark", "aux", "nsubj") is None
    )


def _goes_on(verb: Token) -> Token:
    """Find the verb whose subject a cue shares: its own, or the cue's before it in whose content the parse put it."""
    clause = verb.head
    if verb.dep_ in ("conj", "advcl") and clause.dep_ == "ccomp" and next_cue(clause) == verb:
        return clause.head if cue_of(clause.head)[1] else verb
    return verb


def next_cue(clause: Token) -> Token | None:
    """Find the cue with which a source goes on after a content: 'said it was safe but admitted …', ', arguing …'.

    The parse makes it part of the content; it has no subject of its own, and it says something again.
    """
    for c in children(clause, "conj", "advcl"):
        if c.i < clause.i or c.pos_ != "VERB" or child(c, "nsubj", "nsubjpass", "mark", "aux") is not None:
            continue
        joined = c.dep_ == "conj" or (c.tag_ == "VBG" and _follows_comma(c.left_edge))
        says = child(c, "ccomp") is not None or any(t.is_quote for t in c.doc[c.i + 1 : c.i + 3])
        if joined and says and sense_for(cue_of(c)[1], "that", "quote") is not None:
            return c
    return None


def _follows_comma(token: Token) -> bool:
    """Tell whether a comma stands before a token, also one inside quotation marks: '…,” adding that'."""
    before = token.i - 1
    while before > 0 and token.doc[before].is_quote:
        before -= 1
    return before >= 0 and token.doc[before].text == ","


def is_aside(doc: Parse, part: Stretch) -> bool:
    """Tell whether what stands behind a cue at the end is the article's: ', he said, wiping his face', ' - despite'."""
    starts = doc.starts
    words = doc[bisect_left(starts, part[0]) : min(bisect_left(starts, part[1]), bisect_left(starts, part[0]) + 4)]
    first = next((t for t in words if not t.is_punct and not t.is_space), None)
    fence = next((t.text for t in words if t.is_punct), "")
    return first is not None and (fence in ("-", "—", "–", "--") or (first.tag_ == "VBG" and first.dep_ == "advcl"))


def without(whole: Stretch, inner: Stretch) -> list[Stretch]:
    """Cut a stretch out of another."""
    return [(whole[0], max(whole[0], inner[0])), (min(inner[1], whole[1]), whole[1])]


def is_content_clause(clause: Token) -> bool:
    """Tell 'the claim that he lied' from 'the claim that he made'."""
    if is_infinitive(clause):
        return True
    mark = next((c for c in children(clause) if c.lower_ == "that"), None)
    return mark is not None and mark.dep_ == "mark"


def is_gerund(verb: Token) -> bool:
    """Tell whether a verb is a gerund: 'denied taking it', 'denied having taken it'."""
    having = next((c for c in children(verb, "aux") if c.lower_ == "having"), None)
    return verb.tag_ == "VBG" or (having is not None and child(verb, "nsubj") is None)
