"""Look up cues and their senses, find the extent of their contents, and build attributions: shared by all rules."""

from __future__ import annotations

from bisect import bisect_left

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Parse, Token
from graphkit.model import Act
from graphkit.reading.claims.attribution import Attribution, Stretch
from graphkit.reading.claims.sources import can_take_side, is_talker, source_of
from graphkit.reading.grammar.syntax import (
    child,
    children,
    has_child,
    is_infinitive,
    lemma_of,
    negation,
    subject,
    verb_group,
)

__all__ = [
    "TO_COME",
    "attribute",
    "attribute_by_colon",
    "cue_of",
    "cue_span",
    "extent",
    "follows_comma",
    "is_addressing",
    "is_aside",
    "is_content_clause",
    "is_deadline",
    "is_gerund",
    "is_idiom",
    "next_cue",
    "opening_before",
    "sense_for",
    "subtree",
    "to_comma",
    "without",
]

_DEEPEST = 8
"""The most steps from a participle up to the verb of the content that it follows."""
_RELATIVE = ("WDT", "WP", "WP$")
"""The tags of the pronouns that open a relative clause."""
TO_COME = (Act.PROMISES, Act.DEMANDS, Act.INTENDS)
"""The acts whose content is to come about."""


def cue_of(token: Token, pos: str = "verb") -> tuple[str, tuple[Sense, ...]]:
    """Return the cue of a word, with its particle, and its senses; none if it is no cue."""
    lemma = lemma_of(token)
    obj = child(token, "dobj")
    if obj is not None and obj.lower_ in lexicon.grammar("dummy_object"):
        longer = f"{lemma} {obj.lower_}"
        if senses := lexicon.cues().get((longer, pos)):
            return longer, senses  # 'put it', 'as she sees it'
    if obj is not None and is_idiom(token, obj):
        longer = f"{lemma} {obj.lower_}"
        return longer, lexicon.cues()[longer, pos]
    state = _state_of(token, lemma, pos)
    if state is not None:
        longer = f"{lemma} {state.lower_}"
        return longer, lexicon.cues()[longer, pos]  # 'made it clear that …'
    particle = child(token, "prt") or next(
        (c for c in children(token, "advmod") if (f"{lemma} {c.lower_}", pos) in lexicon.cues()), None
    )
    if particle is not None:
        longer = f"{lemma} {particle.lower_}"
        senses = lexicon.cues().get((longer, pos))
        if senses or particle.dep_ == "prt":
            return longer, senses or ()  # 'called off' is another verb
    return lemma, lexicon.cues().get((lemma, pos), ())


def _state_of(token: Token, lemma: str, pos: str) -> Token | None:
    """Return the adjective or participle that is one cue with a verb: 'make (it) clear', 'let it be known'."""
    states = children(token, "ccomp", "oprd", "acomp", "xcomp") if token.pos_ == "VERB" else ()
    return next((c for c in states if c.i > token.i and (f"{lemma} {c.lower_}", pos) in lexicon.cues()), None)


def is_idiom(verb: Token, obj: Token) -> bool:
    """Check whether a verb and its bare object are one cue: 'cast doubt on it', 'paid tribute to them'."""
    beside = obj.i == verb.i + 1 and obj.dep_ == "dobj"
    return beside and (f"{lemma_of(verb)} {obj.lower_}", "verb") in lexicon.cues()


def sense_for(senses: tuple[Sense, ...], *frames: str) -> Sense | None:
    """Return the first sense that has one of the frames, the frames in order of preference."""
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
) -> Attribution | None:
    """Build an attribution from a verb and its content.

    Args:
        verb: The verb whose subject or agent is the source.
        lemma: The cue as in cues.tsv.
        sense: Its sense.
        contents: The stretches of what is said.
        rule: The name of the rule.
        head: The verb of the content, where it is a clause.
        to: The head tokens of the addressees.
        through: The last token of the cue, where that is after the verb ('called on').

    Returns:
        None where there is no content, or the subject denies a source ('nobody believes …').
    """
    contents = [c for c in contents if c[0] < c[1] and not _is_conjunction(verb.doc, c)]
    if not contents:
        return None
    governing = _governing_cue(verb)
    subj = subject(governing)
    if subj is not None and (subj.lower_ in lexicon.grammar("nobody") or negation(subj) is not None):
        return None  # 'nobody believes …', 'few believe …': there is no source
    permitting = governing.head
    permits = permitting.tag_ == "VB" and permitting.lemma_ in lexicon.grammar("permissive_verb")
    permits = permits and permitting != governing  # 'let it be known' is no permission
    if permits and subj is not None and lexicon.pronouns().get(subj.lower_) != lexicon.pronouns()["i"]:
        return None  # 'Let's understand that …', 'let him say …', but 'let me say …'
    if subj is not None and subj.tag_ == "WP" and governing.dep_ == "ROOT":
        return None  # 'Who is to defend this?'
    first, last = cue_span(verb)
    doc = verb.doc
    last = max(last, through if through is not None else last)
    sources, source_at = source_of(governing)
    if any(doc[i].lower_ in lexicon.grammar("fused_relative") for i in sources):
        return None  # 'Asked what he would say, …'
    thing = sources and rule != "clause" and not any(can_take_side(doc[i]) for i in sources)
    if thing and lemma in lexicon.words("thing_verb"):
        return None  # 'the system favors the wealthy', 'as machines threaten to remake the trade'
    if rule == "clause" and lemma in lexicon.words("explaining_verb") and _are_mute(doc, sources):
        return None  # 'his popularity shows how they misjudged it'
    if any(_is_of_content(doc[i], governing, contents) for i in sources):
        sources, source_at = (), ()
    if not sources and governing.dep_ == "ROOT" and is_infinitive(governing):
        return None  # 'To say that it leaked is wrong', 'To understand that we are one'
    if not sources and verb.tag_ == "VBG" and verb.dep_ in ("csubj", "csubjpass"):
        return None  # 'Assuming that it will freeze is a risk': whoever does so
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
    )


def _are_mute(doc: Parse, sources: tuple[int, ...]) -> bool:
    """Check whether sources are things from which nothing can be read, neither people nor documents nor data."""
    nouns = [doc[i] for i in sources]
    data = lexicon.words("data_noun")
    return bool(nouns) and not any(can_take_side(t) or not data.isdisjoint((t.lower_, t.lemma_.lower())) for t in nouns)


def _is_conjunction(doc: Parse, part: Stretch) -> bool:
    """Check whether a stretch is but the conjunction that opens a sentence: 'And as Roe points out, …'."""
    words = doc[bisect_left(doc.starts, part[0]) : bisect_left(doc.starts, part[1])]
    return len(words) == 1 and words[0].dep_ == "cc"


def _is_of_content(source: Token, verb: Token, contents: list[Stretch]) -> bool:
    """Check whether a source is none, but the subject or object of a content whose speaker the parser lost."""
    inside = any(start <= source.idx < end for start, end in contents)
    return inside and (source.head != verb or source.dep_ == "dobj")


def attribute_by_colon(
    colon: Token,
    sources: tuple[int, ...],
    source_at: Stretch,
    contents: tuple[Stretch, ...],
    rule: str,
    *,
    head: int | None,
) -> Attribution | None:
    """Build an attribution from a colon after a speaker; None where cues.tsv does not list the colon."""
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
    )


def cue_span(verb: Token) -> tuple[int, int]:
    """Return the first and last token of a verb as a cue: with 'it' in 'put it', and with the verbs that govern it.

    'went on to say', 'has yet to endorse', 'kept denying': without them the cue would be misleading. A governing verb
    that is a cue itself ('refused to say') makes a claim of its own, in which this one is reported.
    """
    first, last = verb_group(verb)
    obj = child(verb, "dobj")
    name = cue_of(verb)[0]
    dummy = obj is not None and obj.lower_ in lexicon.grammar("dummy_object") and name.endswith(f" {obj.lower_}")
    if obj is not None and dummy and obj.i == last + 1:
        last = obj.i
    elif " " in name and last == verb.i and last + 1 < len(verb.doc) and name.endswith(f" {verb.nbor().lower_}"):
        last += 1  # 'walked back', 'shot back'
    while verb.dep_ == "xcomp" or (verb.dep_ == "advcl" and is_infinitive(verb)):
        above = verb.head
        if above.i > verb.i or above.pos_ not in ("VERB", "AUX", "ADJ"):
            break
        start, end = verb_group(above)
        adjacent = all(
            t.head == above and t.dep_ in ("prt", "advmod", "prep", "neg") for t in verb.doc[end + 1 : first]
        )
        if not adjacent or sense_for(cue_of(above)[1], "to", "ing", "np:to", "obj:to") is not None:
            break
        first, verb = start, above
    if verb.pos_ == "ADJ" and verb.dep_ == "acomp" and verb.head.pos_ == "AUX" and verb.head.i == first - 1:
        first = verb_group(verb.head)[0]  # 'was quick to point out'
    return first, last


def extent(first: Token, last: Token) -> Stretch:
    """Return the stretch from one token to another, both included."""
    return first.idx, last.idx + len(last)


def subtree(token: Token, *, after: int = -1) -> Stretch:
    """Return the stretch of a token's subtree, only the part after a token where one is given."""
    doc = token.doc
    first = token.left_edge
    if first.i <= after:
        first = doc[after + 1] if after + 1 <= token.right_edge.i else token
    return extent(first, token.right_edge)


def to_comma(last: Token, first: Token, head: Token) -> Token:
    """Return the last token of a content before a remark of the article that is set off by a comma.

    'the deal, which would cut taxes': a relative clause, apposition or participle is not the source's.

    Args:
        last: The last token of the content in the parse.
        first: Its first token.
        head: Its head.
    """
    for c in children(head):
        before = c.doc[c.left_edge.i - 1] if c.left_edge.i else c
        set_off = before.text == "," or (before.text in ("—", "–", "-", "--") and before.whitespace_ != "")
        if c.i > head.i and set_off and c.left_edge.i > first.i and _is_remark(c) and not _is_listed(c):
            return c.doc[before.i - 1] if before.i - 1 >= head.i else last
    for token in last.doc[head.i + 1 : last.i + 1]:
        opener = token.left_edge
        relative = token.dep_ == "relcl" and token.right_edge == last and opener.tag_ in _RELATIVE
        if relative and opener.i > head.i + 1 and opener.nbor(-1).text == ",":
            return opener.nbor(-2)  # 'criticised his contempt for the office, which he said was needed'
    return last


def _is_remark(token: Token) -> bool:
    if token.dep_ in ("relcl", "appos", "npadvmod"):
        return True
    return (
        token.dep_ in ("advcl", "acl") and token.tag_ in ("VBG", "VBN") and child(token, "mark", "aux", "nsubj") is None
    )


def _is_listed(token: Token) -> bool:
    """Check whether what the parser took for an apposition is the second of three people: 'Ann Roe, Jo Holt and …'."""
    people = token.ent_type_ == "PERSON" == token.head.ent_type_
    return token.dep_ == "appos" and people and has_child(token, "cc") and has_child(token, "conj")


def _governing_cue(verb: Token) -> Token:
    """Return the verb with the source of a cue: itself, or the cue before it that it was attached to.

    A cue that stands before the other is its own: 'Roe resigned, saying it was right, the radio reported'.
    """
    clause = verb.head
    attached = verb.dep_ in ("conj", "advcl") and clause.dep_ == "ccomp" and clause.head.i < verb.i
    if attached and verb.tag_ == "VBG" and clause.i == verb.left_edge.i - 2 and cue_of(clause)[1]:
        return verb  # '“…,” Roe added, saying that …', whatever 'added' was attached to
    if attached and next_cue(clause) == verb:
        return clause.head if cue_of(clause.head)[1] else verb
    if verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl") and follows_comma(verb.left_edge):
        return _speech_around(verb) or _aside_before(verb) or _speech_before(verb) or verb
    return verb


def _speech_around(participle: Token) -> Token | None:
    """Return the cue whose subject a participle behind its content is of: 'ruled that no permit is due, siding with'.

    It is of the content's own subject where that can do it, and the content tells what happened: 'said that Roe had
    resigned, blaming the board'; but what bears on another claim is the whole: 'shows that he stood, refuting that'.
    """
    clause = participle.head
    for _ in range(_DEEPEST):
        if clause.dep_ == "ccomp" or clause.head == clause:
            break
        clause = clause.head
    speech = clause.head
    if clause.dep_ != "ccomp" or not speech.i < clause.i < participle.i or not cue_of(speech)[1]:
        return None
    subj = child(clause, "nsubj", "nsubjpass")
    first = (*children(clause, "aux", "auxpass"), clause)[0]
    happened = first.tag_ == "VBD" or speech.tag_ != "VBD"
    own = subj is not None and is_talker(subj) and happened
    return None if own and participle.lemma_ not in lexicon.words("bearing_verb") else speech


def _speech_before(participle: Token) -> Token | None:
    """Return the cue of a quotation before a participle, behind when that was: 'said after Roe won, adding …'."""
    clause = participle.head
    speech = clause.head
    dated = clause.dep_ == "advcl" and speech.i < clause.i < participle.i and has_child(clause, "mark", "advmod")
    return speech if dated and sense_for(cue_of(speech)[1], "quote") is not None else None


def _aside_before(participle: Token) -> Token | None:
    """Return the cue of the relative clause before a participle: ', which Roe called “a joke,” blaming the editor'.

    Who speaks last goes on, and not whom the sentence is about.
    """
    last = participle.doc[participle.left_edge.i - 1]
    while last.i > 0 and (last.is_punct or last.is_quote):
        last = participle.doc[last.i - 1]
    clause = last
    for _ in range(_DEEPEST):
        if clause.dep_ == "relcl" or clause.head == clause:
            break
        clause = clause.head
    subj = child(clause, "nsubj")
    if clause.dep_ != "relcl" or participle in clause.subtree or not cue_of(clause)[1] or subj is None:
        return None
    return clause if is_talker(subj) and subj.tag_ not in ("WDT", "WP") else None


def next_cue(clause: Token) -> Token | None:
    """Return the next cue of the same source after a content: 'said it was safe but admitted …', ', arguing …'.

    The parser attaches it to the content; it has a content of its own, but no subject.
    """
    for c in children(clause, "conj", "advcl"):
        if c.i < clause.i or c.pos_ != "VERB" or child(c, "nsubj", "nsubjpass", "mark", "aux") is not None:
            continue
        if _is_speakers(clause, c):
            return c
        coordinated = c.dep_ == "conj" or (c.tag_ == "VBG" and follows_comma(c.left_edge))
        says = child(c, "ccomp") is not None or any(t.is_quote for t in c.doc[c.i + 1 : c.i + 3])
        if not coordinated or not says or _has_same_object(clause, c) or _is_of_clause(clause, c):
            continue
        if sense_for(cue_of(c)[1], "that", "quote") is not None:
            return c
    return None


def _is_speakers(clause: Token, verb: Token) -> bool:
    """Check whether a verb after a content is in its speaker's tense: 'said they had not fired and accused Oslo'."""
    if not (verb.dep_ == "conj" and verb.tag_ == "VBD" and clause.head.tag_ == "VBD" and clause.dep_ == "ccomp"):
        return False
    earlier = any(c.lower_ in lexicon.grammar("backshifted_auxiliary") for c in children(clause, "aux"))
    accuses = sense_for(cue_of(verb)[1], "obj") is not None and child(verb, "dobj") is not None
    return earlier and accuses and clause.head.i < clause.i and not _is_quoted_between(clause.head, verb)


def _is_quoted_between(first: Token, last: Token) -> bool:
    return any(t.is_quote and t.tag_ != "POS" for t in first.doc[first.i : last.i])


def _is_of_clause(clause: Token, verb: Token) -> bool:
    """Check whether a cue after a content belongs to its subject, rather than to the speaker.

    It does inside a quotation that begins after the speaker's verb, and in the tense of the content where that is not
    the speaker's: 'noted that Roe has criticized the mayor and called him weak', 'said it backs the inquiry but opposes
    a ban'.
    """
    speaking = clause.head
    marks = sum(t.is_quote and t.tag_ != "POS" for t in clause.doc[speaking.i : verb.i])
    if marks % 2:
        return True
    if verb.dep_ != "conj" or speaking.tag_ != "VBD":
        return False
    perfect = any(c.tag_ in ("VBZ", "VBP") for c in children(clause, "aux")) and clause.tag_ == "VBN"
    return (perfect and verb.tag_ in ("VBD", "VBN")) or (clause.tag_ in ("VBZ", "VBP") and verb.tag_ == clause.tag_)


def _has_same_object(one: Token, other: Token) -> bool:
    """Check whether two verbs have one pronoun as object, and so one subject: 'Roe called her and told her that …'."""
    first, second = child(one, "dobj", "dative"), child(other, "dobj", "dative")
    return first is not None and second is not None and first.tag_ == "PRP" and first.lower_ == second.lower_


def follows_comma(token: Token) -> bool:
    """Check whether a token follows a comma, also one inside quotation marks: '…,” adding that'.

    Args:
        token: The first token of a clause or phrase.
    """
    before = token.i - 1
    while before > 0 and token.doc[before].is_quote:
        before -= 1
    return before >= 0 and token.doc[before].text == ","


def is_aside(doc: Parse, part: Stretch) -> bool:
    """Check whether the words after a cue are the article's own: ', he said, wiping his face', ' - despite'."""
    starts = doc.starts
    words = doc[bisect_left(starts, part[0]) : min(bisect_left(starts, part[1]), bisect_left(starts, part[0]) + 4)]
    first, second = (*(t for t in words if not t.is_punct and not t.is_space), None, None)[:2]
    if first is not None and first.lower_ in lexicon.grammar("privative_preposition"):
        first = second  # ', he said, without naming them'
    mark = next((t.text for t in words if t.is_punct), "")
    return first is not None and (
        mark in ("-", "—", "–", "--") or (first.tag_ == "VBG" and first.dep_ in ("advcl", "acl", "pcomp"))
    )


def opening_before(cue: Token, first: Token) -> Token | None:
    """Return the sign before a cue with which its own clause begins: a colon, or the parenthesis that it is in.

    Args:
        cue: The cue.
        first: The first token of the clause that it is attached to.
    """
    opened: list[Token] = []
    for token in cue.doc[first.i : cue.i]:
        if token.text in (":", ";"):
            opened = [token]
        elif token.text == "(":
            opened.append(token)
        elif token.text == ")" and opened and opened[-1].text == "(":
            opened.pop()
    return opened[-1] if opened else None


def is_deadline(prep: Token) -> bool:
    """Check whether a preposition tells by when something is to come: 'promised a vote by Friday'."""
    inner = child(prep, "pobj")
    dated = inner is not None and inner.ent_type_ in ("DATE", "TIME")
    return dated and prep.dep_ == "prep" and prep.lower_ in lexicon.grammar("deadline_preposition")


def without(whole: Stretch, inner: Stretch) -> list[Stretch]:
    """Return what is left of a stretch without another inside it."""
    return [(whole[0], max(whole[0], inner[0])), (min(inner[1], whole[1]), whole[1])]


def is_content_clause(clause: Token) -> bool:
    """Check whether a clause is a content, 'the claim that he lied', rather than relative: 'the claim that he made'."""
    if is_infinitive(clause):
        return True
    mark = next((c for c in children(clause) if c.lower_ in lexicon.grammar("complementiser")), None)
    return mark is not None and mark.dep_ == "mark"


def is_addressing(prep: Token, sense: Sense) -> bool:
    """Check whether a preposition behind a noun tells whom something is for: 'calls to members', 'a claim to land'.

    Args:
        prep: The preposition.
        sense: The sense of the noun.
    """
    return sense.act in (Act.DEMANDS, Act.ALLEGES) and prep.lower_ in lexicon.grammar("addressee_preposition")


def is_gerund(verb: Token) -> bool:
    """Check whether a verb is a gerund: 'denied taking it', 'denied having taken it'."""
    perfect = any(c.lower_ in lexicon.grammar("perfect_gerund") for c in children(verb, "aux"))
    return verb.tag_ == "VBG" or (perfect and child(verb, "nsubj") is None)
