"""Tell whether the words around a clause are of a kind that is known to leave it a fact.

The firewall fails closed: what no row of contexts.tsv knows, such as a strange opening, an adverb of an unknown kind or
a label before a colon, leaves a clause unasserted. So a new way of hedging is no fact because nobody thought of it.
"""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType
from graphkit.reading.grammar.syntax import child, children, has_child, is_infinitive, sentence_start

__all__ = ["is_framed", "is_told", "leaves_a_fact", "links_as_a_fact"]

_GRAMMATICAL = (
    *("aux", "auxpass", "cc", "punct", "mark", "neg", "expl", "prt", "det", "predet", "preconj", "attr", "acomp"),
    *(
        "nsubj",
        "nsubjpass",
        "dobj",
        "dative",
        "oprd",
        "agent",
        "xcomp",
        "ccomp",
        "conj",
        "case",
        "nmod",
        "compound",
        "amod",
    ),
    *("poss", "nummod", "quantmod", "appos", "relcl", "acl", "pobj", "pcomp", "csubj", "csubjpass"),
)
"""Relations of the parse whose effect on a fact other rules know, or that have none."""
_SAID = ("dobj", "attr", "oprd", "ccomp", "xcomp", "conj")
"""What a subject that is a piece of talk tells of."""
_CREDIT = 6
"""The most words of a source behind a dash."""
_OF_TIME = ("DATE", "TIME")
_OF_PLACE = ("GPE", "LOC", "FAC")
_NAMED = ("PERSON", "ORG", "NORP", *_OF_PLACE)
_THINGS = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.GROUP, EntityType.PLACE)


def leaves_a_fact(verb: Token, within: Token | None = None) -> bool:
    """Check whether all that modifies a clause is of a kind known to leave it a fact.

    Args:
        verb: The head of the clause.
        within: The modifier in which the words stand that are asked about; what it does to the clause it does not do to
            them: 'according to Oslo, which runs the site'.
    """
    if _has_label(verb) or _has_aside(verb) or _has_spliced_report(verb) or _has_tag(verb):
        return False
    auxiliaries = {c.lemma_ for c in children(verb, "aux", "auxpass")}
    progressive = not auxiliaries.isdisjoint(lexicon.grammar("copula"))  # 'has been feuding with'
    if verb.tag_ == "VBG" and auxiliaries & lexicon.contexts("casting_verb") and not progressive:
        return False  # 'the forecast has A beating B', parsed as one verb
    emphatic = any(c.lower_ in lexicon.contexts("emphatic_auxiliary") for c in children(verb, "aux"))
    if emphatic and child(verb, "neg") is None:
        return False  # 'did threaten', as indictments have it
    if any(c.lower_ in lexicon.grammar("irrealis_conjunction") for c in children(verb, "mark")):
        return False  # 'Whether she met him is open'
    if any(_leads(c, verb) and not _is_cue(verb) and not _is_parted(c, verb) for c in children(verb, "ccomp")):
        return False  # a clause of somebody's words, or one that the parser could not place
    return all(_is_harmless(c, verb) for c in children(verb) if c.dep_ not in _GRAMMATICAL and c != within)


def links_as_a_fact(below: Token, above: Token) -> bool:
    """Check whether a dependent clause or phrase is linked to its governor in a way known to leave it a fact.

    Args:
        below: The head of the dependent clause or phrase.
        above: Its governor.
    """
    if below.dep_ == "advcl":
        return _is_plain_clause(below, leads=False)
    if (
        above.pos_ == "VERB"
        and below.dep_ in _SAID
        and any(is_told(c) or is_framed(c) for c in children(above, "nsubj"))
    ):
        return False  # 'Legend makes him the man who founded it'
    if below.dep_ == "pcomp":
        return above.lower_ in lexicon.contexts("plain_gerund_preposition")
    if below.dep_ in ("dep", "parataxis", "intj", "meta"):
        return False
    if below.dep_ == "acl" and above.dep_ == "dobj" and above.head.lemma_ in lexicon.contexts("casting_verb"):
        return False  # 'the base case has A buying B'
    if below.dep_ == "acl" and below.tag_ == "VBG" and (_is_outcome(above) or _is_subject_of(above, below)):
        return False  # 'the likeliest outcome is A beating B', 'A beating B would end it'
    if below.dep_ == "relcl" and above.dep_ == "attr" and child(above.head, "neg") is not None:
        return False  # 'It was not him who accused her'
    if below.dep_ in ("acl", "relcl") and _is_of_no_one(above):
        return False  # 'has not registered as a lobbyist representing Oslo'
    if below.dep_ == "relcl" and any(c.tag_ == "WDT" for c in children(below, "dative")):
        return False  # a content that is parsed as a relative clause: 'took it as gospel that …'
    if below.dep_ == "relcl" and _is_cue(below) and any(c.tag_ in ("WDT", "WP") for c in children(below, "dobj")):
        return True  # 'a report that the ministry denounced': it is told of, and tells nothing itself
    if below.dep_ == "relcl" or (below.dep_ == "prep" and above.pos_ == "NOUN"):
        return not (is_told(above) or is_framed(above))  # 'a film in which …', 'fears of an attack led by …'
    return True


def _is_of_no_one(noun: Token) -> bool:
    """Check whether a new description stands below a negated verb, so that there may be nobody whom it fits."""
    if not any(c.lower_ in lexicon.grammar("indefinite_article") for c in children(noun, "det")):
        return False
    above = noun
    while above.dep_ in ("dobj", "pobj", "attr", "prep", "conj", "oprd") and above.head != above:
        above = above.head
    return above.pos_ in ("VERB", "AUX") and above != noun and has_child(above, "neg")


def _is_outcome(noun: Token) -> bool:
    """Check whether a predicate may be part of what comes about, not what somebody is: 'a lawyer representing Oslo'."""
    if noun.dep_ != "attr":
        return False
    described = noun.pos_ == "NOUN" and lexicon.nouns().get(noun.lemma_.lower()) is EntityType.PERSON
    return not described or not any(c.pos_ == "PROPN" or c.tag_ == "PRP" for c in children(noun.head, "nsubj"))


def _is_subject_of(name: Token, gerund: Token) -> bool:
    """Check whether a name right before a gerund is its subject: 'Oslo leaving the talks would end them'."""
    first = min((c.i for c in children(gerund, "aux", "auxpass")), default=gerund.i)
    return name.i == min(first, gerund.i) - 1 and name.pos_ == "PROPN" and name.dep_ in ("nsubj", "nsubjpass", "pobj")


def _has_label(verb: Token) -> bool:
    """Check whether a label stands before a clause, parted by a colon: 'Verdict: …', 'The rumour: …'."""
    start = sentence_start(verb)
    return any(t.text == ":" for t in verb.doc[max(0, start - 1) : verb.i])


def _has_aside(verb: Token) -> bool:
    """Check whether an aside tells who says so: '(if the memo can be trusted)', '– so they say –'."""
    marks = [t.i for t in verb.doc[sentence_start(verb) : verb.sent.end] if _is_aside_mark(t)]
    asides = zip(marks[::2], marks[1::2], strict=False)
    return any(_takes_back(t, verb) for first, last in asides for t in verb.doc[first + 1 : last]) or _has_credit(verb)


def _is_aside_mark(token: Token) -> bool:
    scored = token.i > 0 and token.doc[token.i - 1].like_num  # '1 – 0'
    return token.text in lexicon.contexts("aside_mark") and not scored


def _takes_back(token: Token, verb: Token) -> bool:
    """Check whether a word in an aside tells whose word a clause is."""
    if token.i == verb.i or token.is_ancestor(verb):
        return False
    telling = token.pos_ in ("VERB", "AUX") and _is_cue(token)
    return telling or token.lower_ in lexicon.contexts("aside_word") or (token.pos_ == "NOUN" and is_told(token))


def _has_credit(verb: Token) -> bool:
    """Check whether a dash parts a source from what it says: 'Tycoon paid party – ex-aide'."""
    last = [t for t in verb.doc[verb.i + 1 : verb.sent.end] if not t.is_space]
    headline = bool(last) and last[-1].text not in lexicon.contexts("full_stop")
    marks = lexicon.contexts("credit_mark") | (lexicon.contexts("headline_mark") if headline else frozenset())
    dash = next(
        (n for n, t in enumerate(last) if t.text in marks and (n == 0 or last[n - 1].whitespace_ or t.text == ":")),
        None,
    )
    if dash is None:
        return False
    behind = last[dash + 1 :]
    if any(t.pos_ == "NOUN" and (is_told(t) or is_framed(t)) for t in behind[:_CREDIT]):
        return True  # 'She sacked him over breakfast - a story that both laugh off'
    return 0 < len(behind) <= _CREDIT and not any(t.pos_ in ("VERB", "AUX", "NUM") for t in behind)


def _has_tag(verb: Token) -> bool:
    """Check whether a sentence ends in a tag question: 'He paid her, did he not, the lawyer wanted to know'."""
    words = [t for t in verb.doc[verb.i : verb.sent.end] if not t.is_space]
    return any(
        a.text == "," and b.pos_ in ("AUX", "VERB") and c.tag_ == "PRP" and d.dep_ == "neg"
        for a, b, c, d in zip(words, words[1:], words[2:], words[3:], strict=False)
    )


def _has_spliced_report(verb: Token) -> bool:
    """Check whether a comma alone parts a clause from a report of it: 'X is buying Y, two people told this paper'."""
    for c in children(verb, "conj"):
        cue = (c.lemma_.lower(), "verb") in lexicon.cues() or c.lemma_ in lexicon.contexts("speaking_verb")
        tells = cue and child(c, "nsubj") is not None
        joined = any(x.dep_ == "cc" and x.i < c.i for x in children(verb))
        if tells and not joined and child(c, "ccomp", "xcomp", "acomp", "oprd") is None and c.i > verb.i:
            return True
    return False


def _is_harmless(modifier: Token, verb: Token) -> bool:
    """Check a modifier: before its clause only what is listed will do, after it what is no talk."""
    if modifier.is_space:
        return True
    leads = modifier.i < verb.i and _leads(modifier, verb)
    if modifier.dep_ == "advmod":
        listed = modifier.lower_ in lexicon.contexts("plain_adverb") or _is_time(modifier)
        return listed or not (leads or modifier.lower_.endswith(tuple(lexicon.contexts("adverb_ending"))))
    if modifier.dep_ == "npadvmod":
        return not leads or _is_time(modifier) or modifier.ent_type_ in _OF_PLACE
    if modifier.dep_ == "prep":
        return _is_plain_phrase(modifier, verb, leads=leads)
    if modifier.dep_ == "advcl":
        return _is_plain_clause(modifier, leads=leads) or (not leads and is_infinitive(modifier))
    return False


def _is_parted(below: Token, above: Token) -> bool:
    """Check whether a semicolon parts a clause from what the parser takes for its governor."""
    return any(t.text == ";" for t in below.doc[below.i : above.i])


def _is_cue(verb: Token) -> bool:
    return (verb.lemma_.lower(), "verb") in lexicon.cues()


def _leads(modifier: Token, verb: Token) -> bool:
    """Check whether a modifier stands before the subject of its clause."""
    subj = child(verb, "nsubj", "nsubjpass", "expl")
    return subj is None or modifier.i < subj.i


def _is_plain_phrase(prep: Token, verb: Token, *, leads: bool) -> bool:
    """Check whether a prepositional phrase says when, where, with whom or whither: 'on Monday', 'in Oslo'."""
    inner = child(prep, "pobj")
    if prep.lower_ in lexicon.contexts("citing_preposition"):
        return False
    if leads and inner is not None and any(is_framed(x) for c in children(inner, "prep") for x in children(c, "pobj")):
        return False  # 'in the third turn of the exercise'
    if inner is not None and any(a.lower_ in lexicon.contexts("feigned_adjective") for a in children(inner, "amod")):
        return False  # 'in imagined run-offs'
    if inner is None:
        gerund = child(prep, "pcomp")
        return gerund is None or not leads or prep.lower_ in lexicon.contexts("opening_gerund_preposition")
    if (
        inner.tag_ in ("WDT", "WP")
        or _is_time(inner)
        or inner.pos_ == "NUM"
        or inner.ent_type_ in _OF_PLACE
        or inner.lemma_.lower() in lexicon.contexts("setting_noun")
    ):
        return True
    if is_told(inner) and prep.lower_ in lexicon.contexts("plain_preposition"):
        return not _is_fiction(inner)  # 'after an inquiry'
    if is_told(inner):
        if _is_cue(verb) and not _is_fiction(inner) and prep.lower_ in lexicon.contexts("occasion_preposition"):
            return True  # 'In a letter, she criticised …', 'thanked him in a statement'
        if not leads and _is_cue(verb) and prep.lower_ in lexicon.grammar("predicative_marker"):
            return True  # 'denounced it as an act of terror'
        return not leads and prep.lower_ in lexicon.contexts("argument_preposition")
    if leads and prep.lower_ not in lexicon.contexts("plain_preposition"):
        return prep.lower_ in lexicon.contexts("setting_preposition") and _is_thing(inner)
    return True


def _is_plain_clause(clause: Token, *, leads: bool) -> bool:
    """Check whether an adverbial clause is one of time, cause or concession, or a participle: 'after it closed'."""
    mark = child(clause, "mark") or next((c for c in children(clause, "advmod") if c.tag_ == "WRB"), None)
    told = any((clause.lemma_.lower(), pos) in lexicon.cues() for pos in ("verb", "adj"))
    if mark is not None and mark.lower_ in lexicon.contexts("pending_conjunction"):
        finite = next(iter(children(clause, "aux", "auxpass")), clause)
        if finite.tag_ in ("VBZ", "VBP"):
            return False
    if mark is not None:
        return mark.lower_ in lexicon.contexts("plain_conjunction") and not (
            told and mark.lower_ in lexicon.contexts("quoting_conjunction")
        )
    imagines = clause.lemma_ in lexicon.words("imagining_verb")
    participle = clause.tag_ in ("VBG", "VBN") and child(clause, "nsubj", "nsubjpass") is None
    return participle and not (leads and ((told and imagines) or _names_a_frame(clause)))


def is_told(noun: Token) -> bool:
    """Check whether a noun is a piece of talk, a text or a fiction: 'in the letter', 'by her account'."""
    lemma = noun.lemma_.lower()
    written = (lemma, "noun") in lexicon.cues() or lexicon.nouns().get(lemma) is EntityType.WORK
    return written or _is_fiction(noun)


def _is_fiction(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lemma in lexicon.words("fiction") or lemma in lexicon.words("plan_noun")


def _names_a_frame(clause: Token) -> bool:
    """Check whether the phrases of a clause name a frame: 'Sung to an old tune, …', 'In the exercise, played …, …'."""
    inner = [x for c in children(clause, "prep") for x in children(c, "pobj")]
    deeper = [x for noun in inner for c in children(noun, "prep") for x in children(c, "pobj")]
    return any(is_framed(noun) for noun in (*inner, *deeper))


def is_framed(noun: Token) -> bool:
    """Check whether a noun is a scene, a text or a game whose events did not happen: 'the exercise', 'the plot'."""
    return noun.lower_ in lexicon.contexts("frame_noun") or _is_fiction(noun)


def _is_thing(token: Token) -> bool:
    """Check whether a token names a person, a body or a place, or is a pronoun for one."""
    if token.ent_type_ in _NAMED or token.pos_ in ("PROPN", "PRON"):
        return True
    return lexicon.nouns().get(token.lemma_.lower()) in _THINGS


def _is_time(token: Token) -> bool:
    return token.ent_type_ in _OF_TIME or token.lemma_.lower() in lexicon.contexts("time_noun")
