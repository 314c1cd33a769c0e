"""Read what others say of a content right behind it: '…, which the army denies', '…, a charge his office rejects'.

The relative pronoun, and the noun that sums up, stand for the content before them. Its words are the content of the
remark too, and it ends before the remark, which is the article's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Act
from graphkit.reading.claims.attribution import Attribution, Stretch
from graphkit.reading.claims.frames import attribute, cue_of, extent, sense_for
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import child, children, has_child, is_passive

__all__ = ["with_remarks"]

_DASHES = ("—", "–", "-", "--")


def with_remarks(parsed: ParsedDocument, by_cue: Mapping[int, Attribution]) -> dict[int, Attribution]:
    """Return attributions with the remarks on their contents, each content up to the remark on it.

    Args:
        parsed: The parsed document.
        by_cue: The attributions by their cues.
    """
    out = dict(by_cue)
    for verb, opener in _find_remarks(parsed):
        before = parsed.doc[opener.i - 1]
        cut = {cue: _up_to(a, before.idx, parsed) for cue, a in out.items() if cue != verb.i}
        told = _remarked(cut, parsed.doc[before.i - 1])
        if told is not None and opener.tag_ == "WDT" and _clause_of(verb.head).i != told.head:
            continue  # 'was rejected over fears that it would be an amnesty, which the ministry denies'
        if told is not None:
            contents, head = list(told.contents), parsed.doc[told.head] if told.head is not None else None
        elif opener.tag_ != "WDT":
            contents, head = [extent(opener, verb.head)], None
        else:
            continue
        lemma, senses = cue_of(verb)
        sense = sense_for(senses, "said", "obj", "that")
        remark = attribute(verb, lemma, sense, contents, "remark", head=head) if sense is not None else None
        if remark is not None and remark.source_at:
            out |= cut
            out[verb.i] = remark
    for verb, opener, name in _find_names(parsed):
        lemma, senses = cue_of(verb)
        sense = sense_for(senses, "named", "as", "obj")
        contents = [extent(opener, verb.head), extent(name.left_edge, _with_closing_mark(name.right_edge))]
        named = attribute(verb, lemma, sense, contents, "object") if sense is not None else None
        if named is not None and named.source_at:
            end = parsed.doc[opener.i - 1].idx
            out = {cue: _up_to(a, end, parsed) if cue != verb.i else a for cue, a in out.items()}
            out[verb.i] = named
    return out


def _with_closing_mark(last: Token) -> Token:
    """Return the quotation mark behind a token, or else the token."""
    after = last.nbor() if last.i + 1 < len(last.doc) else last
    return after if after.is_quote and not last.is_quote and not last.whitespace_ else last


def _find_names(parsed: ParsedDocument) -> Iterator[tuple[Token, Token, Token]]:
    """Yield the verbs that name what was said, the first word of the noun that sums it up, and the name.

    '…, a result that its authors call “striking”', '…, a step that one of them described in a letter as reckless'.
    """
    marker = lexicon.grammar("predicative_marker")
    for verb in parsed.doc:
        if verb.dep_ not in ("relcl", "acl") or verb.pos_ != "VERB" or parsed.quoted[verb.i] >= 0:
            continue
        noun, subj = verb.head, child(verb, "nsubj")
        opener = noun.left_edge
        if opener.i < 2 or not _sums_up(noun) or not _sets_off(parsed.doc[opener.i - 1]):
            continue
        if verb.lemma_ not in lexicon.construction("naming_verb") or subj is None or subj.tag_ in ("WDT", "WP"):
            continue
        preps = children(verb, "prep")
        preps += [p for c in preps for inner in children(c, "pobj") for p in children(inner, "prep")]
        as_ = next((p for p in preps if p.i > verb.i and p.lower_ in marker), None)
        name = child(verb, "oprd") or as_ or next((c for c in children(verb, "dobj") if c.i > verb.i), None)
        if name is not None and name.i > verb.i:
            yield verb, opener, name


def _find_remarks(parsed: ParsedDocument) -> Iterator[tuple[Token, Token]]:
    """Yield the verbs of remarks, each with the first word of its remark, after a comma or a dash."""
    for verb in parsed.doc:
        if verb.dep_ not in ("relcl", "acl") or verb.pos_ != "VERB" or parsed.quoted[verb.i] >= 0:
            continue
        noun = verb.head
        pronoun = next((c for c in children(verb, "dobj", "nsubjpass") if c.tag_ == "WDT"), None)
        summing = _sums_up(noun) and noun.left_edge.i > 0 and _sets_off(parsed.doc[noun.left_edge.i - 1])
        opener = noun.left_edge if summing else pronoun
        if opener is None or opener.i < 2 or not _sets_off(parsed.doc[opener.i - 1]):
            continue
        marker = lexicon.grammar("predicative_marker")
        if has_child(verb, "ccomp", "xcomp", "oprd") or any(c.i > verb.i for c in children(verb, "dobj")):
            continue
        if any(c.lower_ in marker for c in children(verb, "prep")):
            continue  # 'a step that she denounced as “a discourtesy”'
        if is_passive(verb) or verb.dep_ == "acl":
            if not has_child(verb, "agent"):
                continue
        elif child(verb, "nsubj") is None or child(verb, "nsubj") == pronoun:
            continue
        lemma, senses = cue_of(verb)
        sense = sense_for(senses, "said", "obj", "that")
        if sense is None or not lemma or (not summing and (sense.act is not Act.DENIES or _is_said(noun))):
            continue
        yield verb, opener


def _clause_of(noun: Token) -> Token:
    """Return the verb of the clause that a noun stands in, or that verb itself."""
    above = noun if noun.pos_ in ("VERB", "AUX") else noun.head
    while above.pos_ not in ("VERB", "AUX") and above.head != above:
        above = above.head
    return above


def _sums_up(noun: Token) -> bool:
    return noun.lower_ in lexicon.words("summing_noun") or _is_said(noun)


def _is_said(noun: Token) -> bool:
    """Check whether a noun is by itself something said: 'the report, which the army denies'."""
    return (noun.lemma_.lower(), "noun") in lexicon.cues()


def _sets_off(mark: Token) -> bool:
    return mark.text == "," or mark.text in _DASHES


def _up_to(attribution: Attribution, end: int, parsed: ParsedDocument) -> Attribution:
    """Return an attribution whose content ends before a remark in it; as it is where the remark is not at its end."""
    contents: list[Stretch] = []
    for start, stop in attribution.contents:
        inside = start < end < stop and parsed.token_at(start).sent.start == parsed.token_at(end).sent.start
        contents.append((start, end) if inside else (start, stop))
    return replace(attribution, contents=tuple(contents))


def _remarked(by_cue: Mapping[int, Attribution], last: Token) -> Attribution | None:
    """Return the innermost claim whose content ends with a token, and is a clause or an accusation."""
    ending = [
        a
        for a in by_cue.values()
        if a.contents and last.idx < a.contents[-1][1] <= last.idx + len(last) + 1
        and (a.head is not None or a.sense.act is Act.ALLEGES)
    ]  # fmt: skip
    return max(ending, key=lambda a: (a.contents[0][0], a.cue), default=None)
