"""Build claims from attributions: all axes, and which claim is reported in which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Claim, Quotation, Span
from graphkit.reading.claims.acts import act_and_stance
from graphkit.reading.claims.attribution import Attribution, Stretch
from graphkit.reading.claims.phrases import source_phrase
from graphkit.reading.claims.qualifiers import content_qualifiers
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import children, sentence_start
from graphkit.reading.grammar.times import find_time
from graphkit.reading.mentions.mentions import MentionIndex

__all__ = ["ClaimIndex", "make_claims"]

_NOMINAL = ("object", "with-about", "with-of", "with-on", "with-to")
"""The rules by which a noun is a content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimIndex:
    """The claims of a document, indexed by token.

    Args:
        items: In order of the text, a claim after the one that it is reported in; without the entities in their
            contents.
        attributions: For each, the attribution that it was built from.
        voice: For each token, the innermost claim whose content contains it, or -1 for the article's own voice.
        of_cue: Cue token → the position of its claim.
    """

    items: tuple[Claim, ...]
    attributions: tuple[Attribution, ...]
    voice: tuple[int, ...]
    of_cue: dict[int, int]


def make_claims(parsed: ParsedDocument, index: MentionIndex, attributions: Sequence[Attribution]) -> ClaimIndex:
    """Build the claims of a document.

    Args:
        parsed: The parsed document.
        index: Its mentions.
        attributions: The results of the rules for reported speech.
    """
    pairs = [(claim, a) for a in attributions if (claim := _make(parsed, index, a)) is not None]
    pairs.sort(key=lambda pair: (pair[0].extent[0], -pair[0].extent[1], pair[1].cue))
    parents, voice = _nest(parsed, [claim for claim, _ in pairs])
    order = _parents_first(parents)
    position = {old: new for new, old in enumerate(order)} | {-1: -1}
    items = tuple(
        replace(pairs[old][0], reported_in=None if parents[old] < 0 else position[parents[old]]) for old in order
    )
    return ClaimIndex(
        items=items,
        attributions=tuple(pairs[old][1] for old in order),
        voice=tuple(position[old] for old in voice),
        of_cue={pairs[old][1].cue: new for old, new in position.items() if old >= 0 and pairs[old][1].cues},
    )


def _make(parsed: ParsedDocument, index: MentionIndex, a: Attribution) -> Claim | None:
    """Build a claim; None where the attribution has neither content nor cue, or tells no more than a subject."""

    def spans(stretches: Sequence[Stretch], edges: str) -> tuple[Span, ...]:
        cut = (parsed.trim(start, _before_full_stop(parsed, start, end), edges) for start, end in stretches)
        return tuple(_with_doubled_marks(parsed, s) for s in cut if s is not None)

    told = [_without_credit(parsed, stretch, a.cue) for stretch in a.contents]
    contents = spans([_without_connectives(parsed, stretch) for stretch in told], " \t\r\n,;:—–-")
    before = bool(contents) and contents[0].start < parsed.doc[a.cue].idx
    if (len(contents) > 1 or before) and _is_relative(parsed, contents[0]):
        contents = contents[1:]  # 'a quarrel that Ankara insists is about fraud', 'the ideas that he is talking about'
    cues = spans(a.cues, " \t\r\n,;")
    sources = spans(a.source_at, " \t\r\n,;:—–-")
    if not (contents or a.rule == "no-comment") or not (contents or cues) or _names_subject(parsed, a, contents):
        return None
    act, stance = act_and_stance(parsed, a)
    polarity, certainty = content_qualifiers(parsed, a, act, stance)
    return Claim(
        sources=_mentions(index, a.sources) or _named_in(parsed, index, a.source_at),
        source_spans=sources,
        cue=a.lemma,
        cue_spans=cues,
        content_spans=contents,
        act=act,
        stance=stance,
        polarity=polarity,
        certainty=certainty,
        quotation=_quotation(parsed, contents),
        addressees=_mentions(index, a.addressees),
        uttered_on=find_time(parsed, a.cue, contents) if a.cues else None,
        rule=a.rule,
    )


def _names_subject(parsed: ParsedDocument, attribution: Attribution, contents: Sequence[Span]) -> bool:
    """Check whether an attribution names what somebody speaks of, and nothing that he says of it: 'spoke of the flood'.

    A quotation that follows may still be carried on from it.
    """
    if attribution.lemma not in lexicon.words("topic_verb") or not attribution.rule.startswith(_NOMINAL):
        return False
    tokens = [parsed.doc[i] for span in contents for i in parsed.tokens_in(span)]
    if attribution.rule == "object" and not _is_definite(tokens[0]):
        return False  # 'described cracks': there were some
    says = lexicon.grammar("predicative_marker")
    return not any(t.pos_ in ("VERB", "AUX") or parsed.quoted[t.i] >= 0 or t.lower_ in says for t in tokens)


def _is_definite(first: Token) -> bool:
    """Check by its first word whether a noun phrase is of something known: 'the meeting', 'his reasons', 'it'."""
    known = lexicon.grammar("definite_determiner") | lexicon.grammar("possessive_determiner")
    return first.lower_ in known or first.pos_ in ("PROPN", "PRON")


def _without_connectives(parsed: ParsedDocument, stretch: Stretch) -> Stretch:
    """Return a content without the connective at its start: 'But the dam is safe, she said'."""
    start, end = stretch
    doc = parsed.doc
    first, last = parsed.token_at(start), parsed.token_at(end - 1)
    if first.i == sentence_start(first) and parsed.quoted[first.i] < 0 and first.i + 1 < last.i:
        second = doc[first.i + 1]
        if first.pos_ == "CCONJ" or (first.lower_ in lexicon.words("connective_adverb") and second.text == ","):
            start = second.idx
    while last.idx > start and parsed.quoted[last.i] < 0 and (last.is_punct or last.is_space or last.dep_ == "cc"):
        if last.dep_ == "cc":
            end = last.idx  # 'said the dam was safe and', without what follows
        last = doc[last.i - 1]
    return start, end


def _without_credit(parsed: ParsedDocument, stretch: Stretch, cue: int) -> Stretch:
    """Return a content behind its cue without who tells of it: 'A survey found it safe, according to the ministry'.

    Also without it in front: 'They tell another story: according to her, it is safe'.
    """
    start, end = stretch
    first, last = parsed.token_at(start), parsed.token_at(end - 1)
    according, _ = source_phrase()
    if first.i < cue or parsed.quoted[last.i] >= 0:
        return stretch
    if first.lower_ == according and parsed.quoted[first.i] < 0:
        comma = next((t for t in parsed.doc[first.i : last.i] if t.text == ","), None)
        return (comma.idx + 1, end) if comma is not None and comma.i > first.right_edge.i else stretch
    for token in parsed.doc[first.i + 1 : last.i]:
        comma = parsed.doc[token.i - 1]
        ends = token.right_edge.i >= last.i - 1 or token.head.right_edge.i >= last.i - 1
        if (
            token.lower_ == according
            and comma.text == ","
            and ends
            and not any(t.text in (",", ";") for t in parsed.doc[token.i : last.i])
        ):
            return start, comma.idx
    return stretch


def _is_relative(parsed: ParsedDocument, span: Span) -> bool:
    """Check whether a piece of a content is a relative pronoun and nothing else, at most with its preposition."""
    *before, last = (parsed.doc[i] for i in parsed.tokens_in(span))
    relative = last.lower_ in lexicon.grammar("relative_word") and last.tag_ != "DT"
    return relative and (not before or (len(before) == 1 and before[0].dep_ == "prep"))


def _with_doubled_marks(parsed: ParsedDocument, span: Span) -> Span:
    """Extend a span by the other half of two single marks that stand for a double one."""
    text = parsed.document.text
    start = span.start - 1 if text[span.start - 1 : span.start + 1] == "''" else span.start
    end = span.end + 1 if text[span.end - 1 : span.end + 1] == "''" else span.end
    return parsed.document.span(start, end) if (start, end) != (span.start, span.end) else span


def _before_full_stop(parsed: ParsedDocument, start: int, end: int) -> int:
    """Return the end of a content without the sentence's full stop, unless that is inside quotation marks."""
    last = parsed.token_at(end - 1)
    while last.i > 0 and last.is_space and last.idx > start:
        last = parsed.doc[last.i - 1]
    return last.idx if last.text == "." and parsed.quoted[last.i] < 0 and last.idx > start else end


def _named_in(parsed: ParsedDocument, index: MentionIndex, stretches: Sequence[Stretch]) -> tuple[int, ...]:
    """Return the mentions that head the words of a source, or are in apposition to its head: 'One of them, Roe'."""
    heads = _heads(parsed, stretches)
    apposed = (c.i for i in heads for c in children(parsed.doc[i], "appos") if c.i in index.at)
    return _mentions(index, heads) or _mentions(index, tuple(apposed))


def _mentions(index: MentionIndex, tokens: Sequence[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(index.at[i] for i in tokens if i in index.at))


def _heads(parsed: ParsedDocument, stretches: Sequence[Stretch]) -> tuple[int, ...]:
    """Return the head token of each stretch."""
    heads = []
    for start, end in stretches:
        inside = range(parsed.token_at(start).i, parsed.token_at(end - 1).i + 1)
        heads += [i for i in inside if parsed.doc[i].head.i not in inside][:1]
    return tuple(heads)


def _quotation(parsed: ParsedDocument, contents: Sequence[Span]) -> Quotation:
    """Return whether a content is quoted: all of its words, some, or none."""
    inside = outside = 0
    for span in contents:
        for i in parsed.tokens_in(span):
            if parsed.doc[i].is_alpha or parsed.doc[i].like_num:
                if parsed.quoted[i] >= 0:
                    inside += 1
                else:
                    outside += 1
    if not inside:
        return Quotation.INDIRECT
    return Quotation.MIXED if outside else Quotation.DIRECT


def _nest(parsed: ParsedDocument, claims: Sequence[Claim]) -> tuple[list[int], list[int]]:
    """Find for each claim the innermost other one whose content contains it, and for each token its innermost claim.

    The contents are visited from the largest to the smallest, so that one pass is enough.
    """
    parents = [-1] * len(claims)
    voice = [-1] * len(parsed.doc)

    def size(position: int) -> int:
        return sum(s.end - s.start for s in claims[position].content_spans)

    # of a claim and a remark on it, which have one content, its words are those of the claim
    for position in sorted(range(len(claims)), key=lambda n: (-size(n), claims[n].rule != "remark", n)):
        claim = claims[position]
        own = (*claim.cue_spans, *claim.content_spans) or claim.source_spans
        start, end = min(s.start for s in own), max(s.end for s in own)
        at = claim.cue_spans[-1] if claim.cue_spans else own[0]
        innermost = parent = voice[parsed.tokens_in(at).stop - 1]
        while parent >= 0 and not any(s.start <= start and end <= s.end for s in claims[parent].content_spans):
            parent = parents[parent]
        # with a bad parse a content can extend beyond the one around it; its cue is still inside
        parents[position] = parent if parent >= 0 else innermost
        for span in claim.content_spans:
            for i in parsed.tokens_in(span):
                voice[i] = position
    return parents, voice


def _parents_first(parents: Sequence[int]) -> list[int]:
    """Order claims so that each comes after the one that it is reported in."""
    out: list[int] = []
    done: set[int] = set()
    for position in range(len(parents)):
        path = []
        at = position
        while at >= 0 and at not in done:
            path.append(at)
            done.add(at)
            at = parents[at]
        out.extend(reversed(path))
    return out
