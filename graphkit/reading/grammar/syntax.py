"""Query a dependency parse (ClearNLP labels, as in spaCy's English pipelines)."""

from __future__ import annotations

from collections.abc import Container, Iterator

from graphkit.language import lexicon
from graphkit.language.parse import Token, Tokens
from graphkit.model import EntityType

__all__ = [
    "NOMINAL_SUBJECTS",
    "SUBJECTS",
    "antecedent",
    "apposed",
    "asks_whether",
    "child",
    "children",
    "clause_verb",
    "conjuncts",
    "governor",
    "has_child",
    "is_infinitive",
    "is_interrogative",
    "is_passive",
    "lemma_of",
    "may_be_content",
    "negation",
    "noun_span",
    "sentence_before",
    "sentence_start",
    "sentence_text",
    "subject",
    "verb_group",
]

NOMINAL_SUBJECTS = ("nsubj", "nsubjpass")
SUBJECTS = (*NOMINAL_SUBJECTS, "csubj", "csubjpass", "expl")
_CONTROLLED = ("xcomp", "advcl", "pcomp", "acl", "ccomp")


def children(token: Token, *deps: str) -> list[Token]:
    """List the dependents of a token that have one of the labels, in order; all of them where no label is given."""
    return [c for c in token.children if c.dep_ in deps] if deps else list(token.children)


def child(token: Token, *deps: str) -> Token | None:
    """Return the first dependent of a token that has one of the labels."""
    for c in token.children:
        if c.dep_ in deps:
            return c
    return None


def has_child(token: Token, *deps: str) -> bool:
    """Check whether a dependent of a token has one of the labels."""
    return child(token, *deps) is not None


def sentence_start(token: Token) -> int:
    """Return the position of the first token of a token's sentence."""
    return token.sent.start


def sentence_before(token: Token) -> Tokens | None:
    """Return the sentence before a token's own in the same paragraph, or None."""
    last = sentence_start(token) - 1
    return None if last < 0 or "\n" in token.doc[last].text else token.doc[last].sent


def sentence_text(token: Token) -> str:
    """Return the text of a token's sentence."""
    return token.sent.text


def conjuncts(token: Token) -> list[Token]:
    """List a token and its conjuncts to the right, without those that are excluded: 'everyone but Smith'."""
    out = [token]
    for item in out:
        joined = children(item, "conj")
        words = (
            [c for c in children(item) if c.dep_ in ("cc", "neg") or c.lower_ in lexicon.grammar("negator")]
            if joined
            else []
        )
        for other in joined:
            between = {c.lower_ for c in words if item.i < c.i < other.i}
            if between.isdisjoint(lexicon.grammar("exclusive_conjunction")) and not has_child(other, "neg"):
                if not _is_second_post(token, other):
                    out.append(other)
    return out


def _is_second_post(post: Token, other: Token) -> bool:
    """Check whether two posts are of the one person named behind them: 'the founder and chief executive, Jo Roe'."""
    persons = all(lexicon.nouns().get(t.lemma_.lower()) is EntityType.PERSON and t.tag_ == "NN" for t in (post, other))
    named = any(c.pos_ == "PROPN" and c.i > other.i for t in (post, other) for c in children(t, "appos"))
    return persons and named and not has_child(other, "det", "poss")


def governor(token: Token) -> Token:
    """Return the first conjunct of the coordination that a token belongs to."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def is_passive(verb: Token) -> bool:
    """Check whether a verb is passive: 'was told', or a bare participle after a noun ('people told to go')."""
    if has_child(verb, "auxpass", "nsubjpass"):
        return True
    first = governor(verb)
    if first != verb and verb.tag_ == "VBN" and not has_child(verb, *SUBJECTS, "aux"):
        return is_passive(first)
    if verb.tag_ == "VBD" and verb.dep_ in ("acl", "advcl") and verb.i and _may_be_participle(verb):
        return not has_child(verb, *SUBJECTS)  # 'when asked' or 'Berg, asked about it, left', taken for a past tense
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and not has_child(verb, "aux")


def _may_be_participle(verb: Token) -> bool:
    """Check whether a past tense may be a participle: behind 'when', or set off by commas between noun and verb."""
    before, after = verb.nbor(-1), verb.right_edge.i + 1
    closed = after < len(verb.doc) and "," in (verb.right_edge.text, verb.doc[after].text)
    subj = child(verb.head, *NOMINAL_SUBJECTS)
    behind = subj is not None and verb.head.i < subj.i < verb.i  # '“No,” said Berg, asked about it'
    set_off = before.text == "," and (verb.dep_ == "acl" or behind or (closed and verb.i < verb.head.i))
    return before.tag_ == "WRB" or (set_off and not has_child(verb, "aux", "mark"))


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Return the subject of a verb: its own, or the one that it shares or that controls it.

    The subject of a passive is the patient: check `is_passive`, and look for the agent.
    """
    if child(verb, "expl") is not None:
        return None
    own = _nearest_subject(verb) or _of_copula(verb)
    if own is not None:
        return antecedent(own)
    if depth > 8 or verb.head == verb:
        return None
    head = verb.head
    if verb.dep_ == "conj":
        return subject(head, depth + 1) if head.pos_ in ("VERB", "AUX") else None
    if verb.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN", "PRON"):
        if verb.tag_ in ("VBG", "VBN"):
            return head
        # 'her commitment to release it': the possessor controls the infinitive
        return child(head, "poss") or (
            subject(head.head, depth + 1)
            if head.dep_ in ("dobj", "attr") and head.head.pos_ in ("VERB", "AUX")
            else None
        )
    if verb.dep_ == "relcl":
        return None
    if verb.dep_ == "pcomp" and head.dep_ == "prep":
        above = head.head
        if head.lower_ in lexicon.grammar("object_gerund_preposition") and above.pos_ == "VERB":
            obj = child(above, "dobj")
            if obj is not None:
                return obj
            if is_passive(above):
                return subject(above, depth + 1)
        if above.pos_ in ("VERB", "AUX"):
            return subject(above, depth + 1)
        if above.pos_ in ("NOUN", "PROPN"):
            if above.dep_ == "dobj" and above.head.lemma_ in lexicon.construction("gerund_object_control"):
                return above  # 'accused the company of hiding it'
            return child(above, "poss") or (
                subject(above.head, depth + 1) if above.head.pos_ in ("VERB", "AUX") else None
            )
        return None
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i and _is_topic(verb.nbor(-1)):
        return verb.nbor(-1)
    if verb.dep_ in _CONTROLLED and head.pos_ in ("VERB", "AUX", "ADJ"):
        obj = child(head, "dobj", "dative")
        sent = verb.dep_ == "advcl" and is_infinitive(verb) and head.lemma_ in lexicon.words("sending_verb")
        below = verb.dep_ in ("xcomp", "ccomp") or sent  # 'sent an aide to ask for money'
        controls = below and obj is not None and obj.i < verb.i and not is_passive(head)
        if controls and not (is_infinitive(verb) and head.lemma_ in lexicon.words("instrumental_verb")):
            return obj
        if verb.dep_ == "xcomp":
            control = lexicon.grammar("control_preposition")
            prep = next((c for c in children(head, "prep") if c.i < verb.i and c.lower_ in control), None)
            target = child(prep, "pobj") if prep is not None else None
            if target is not None and head.lemma_ in lexicon.construction("prepositional_control"):
                return target
        return subject(head, depth + 1)
    if verb.dep_ == "prep" and head.pos_ in ("VERB", "AUX"):
        return subject(head, depth + 1)  # 'including', 'saying' tagged as a preposition
    return None


def _is_topic(name: Token) -> bool:
    """Check whether a name is what a participle behind it tells of: 'was asked about Roe calling it a sham'."""
    before = lexicon.grammar("scene_preposition")
    return name.pos_ == "PROPN" and name.dep_ == "pobj" and name.head.lower_ in before


def _nearest_subject(verb: Token) -> Token | None:
    """Return the subject that is labelled so; of two, the one next to the verb: 'Opening for the Greens, Roe said'.

    One in apposition to the other, or joined to it, stands for both.
    """
    found = children(verb, *NOMINAL_SUBJECTS)
    before = [token for token in found if token.i < verb.i]
    if len(before) < 2:
        return next(iter(found), None)
    first, last = before[0], before[-1]
    opener, closer = last.doc[last.left_edge.i - 1], last.doc[last.right_edge.i + 1]
    joined = (opener.dep_ == "cc" and opener.nbor(-1).text != ",") or opener.dep_ == "pobj"
    apposed = opener.text == closer.text in (",", "-", "–", "—", "--") or (last.tag_ == "PRP" and last.i == first.i + 1)
    named = opener.pos_ == "NOUN" and lexicon.nouns().get(opener.lemma_.lower()) is EntityType.ORGANIZATION
    return first if joined or apposed or named else last


def _of_copula(adjective: Token) -> Token | None:
    """Return the subject that is attached to the copula below its adjective: 'Oslo was "firmly opposed" to it'."""
    copula = child(adjective, "auxpass", "aux") if adjective.pos_ == "ADJ" else None
    return child(copula, "nsubj", "nsubjpass") if copula is not None else None


def antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun refers to; any other token is returned unchanged."""
    noun = token
    if token.tag_ in ("WDT", "WP") and token.head.dep_ == "relcl":
        noun = token.head.head
    elif token.lower_ in lexicon.grammar("relative_pronoun") and governor(token.head).dep_ == "relcl":
        noun = governor(token.head).head
    return _somebody_above(noun) if token.lower_ in lexicon.grammar("personal_relative") else noun


def _somebody_above(noun: Token) -> Token:
    """Return the person whom 'who' refers to, if the parser attached it to a thing: 'a person in the talks, who …'."""
    above = noun
    while not _is_somebody(above) or _is_body_of_somebody(above):
        above = governor(above)
        if above.dep_ != "pobj" or above.head.head == above.head:
            return noun
        above = above.head.head
        if above.pos_ == "ADJ":
            above = above.head  # 'a person familiar with the talks, who …'
        elif above.pos_ == "VERB":
            subj = child(above, "nsubj", "nsubjpass")
            above = above.head if above.dep_ == "acl" else subj if subj is not None else noun
            if above == noun:
                return noun
    return above


def _is_body_of_somebody(noun: Token) -> bool:
    """Check whether a body or place stands behind a person who is of it: 'a pollster with the party, who …'."""
    above = noun
    while above.dep_ == "pobj" and above.head.dep_ == "prep" and above.head.head.pos_ in ("NOUN", "PROPN"):
        known = lexicon.nouns().get(above.lemma_.lower()) if above.pos_ == "NOUN" else EntityType.ORGANIZATION
        if known is not EntityType.ORGANIZATION or above.ent_type_ == "PERSON":
            return False
        above = above.head.head
        person = lexicon.nouns().get(above.lemma_.lower()) is EntityType.PERSON and above.pos_ == "NOUN"
        if person or above.ent_type_ == "PERSON":
            return True
    return False


def _is_somebody(noun: Token) -> bool:
    known = lexicon.nouns().get(noun.lemma_.lower())
    if noun.ent_type_ in ("GPE", "LOC", "FAC"):
        return False  # 'ministers from Poland, who …'
    return noun.pos_ != "NOUN" or known in (EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION)


def apposed(noun: Token, names: Container[int]) -> Iterator[Token]:
    """Yield the names that a noun is in apposition to, or the title of.

    'Bachelet, the former president', 'China's leader Xi Jinping', 'the agency Xinhua', 'Chancellor Merkel'.

    Args:
        noun: The head of the description.
        names: The tokens that belong to names.
    """
    own = [c for c in children(noun, "appos") if c.i in names]
    yield from own
    if own:
        return  # 'Outside Halden Castle, Roe's solicitor, Jo Berg, said': hers alone
    head = noun.head
    if noun.dep_ == "conj" and head.dep_ == "appos":
        noun, head = head, head.head  # 'X, a lawyer and activist'
    if noun.dep_ == "appos" and head.i in names:
        yield head
    elif noun.dep_ == "appos" and head.dep_ == "appos" and head.head.i in names:
        yield head.head
    elif noun.dep_ in ("compound", "nmod") and head.i in names and head.i > noun.i:
        yield head
    elif noun.i + 1 < len(noun.doc) and noun.i + 1 in names:
        # a name right after its description, attached elsewhere by the parser
        name = noun.doc[noun.i + 1]
        while name.dep_ == "compound" and name.head.i in names and name.head.i > name.i:
            name = name.head
        if name.dep_ == "appos" and name.head.i < noun.i:
            yield name


def verb_group(verb: Token) -> tuple[int, int]:
    """Return the first and last token of a verb with its auxiliaries, negation and particle: 'has not yet said'."""
    first = last = verb.i
    doc = verb.doc
    i = verb.i - 1
    while i >= 0 and doc[i].head == verb and doc[i].dep_ in ("aux", "auxpass", "neg", "advmod"):
        if doc[i].tag_ in ("WRB", "WDT", "WP"):
            break
        first = i
        i -= 1
    if i >= 0 and doc[i].dep_ == "cc" and doc[i].lower_ in lexicon.grammar("negative_conjunction"):
        first = i  # 'nor denied'
    particle = next((c for c in children(verb, "prt") if c.i == verb.i + 1), None)
    return first, particle.i if particle is not None else last


def is_infinitive(verb: Token) -> bool:
    """Check whether a verb is an infinitive with its marker: 'to go'."""
    return any(c.dep_ == "aux" and c.lower_ in lexicon.grammar("infinitive_marker") for c in verb.children)


def asks_whether(clause: Token) -> bool:
    """Check whether a clause is an indirect yes-no question: 'whether it is safe'."""
    return any(c.lower_ in lexicon.grammar("interrogative_complementiser") for c in children(clause, "mark"))


def is_interrogative(token: Token) -> bool:
    """Check whether a word can open an indirect question: 'whether', 'if', 'what', 'why'."""
    return token.lower_ in lexicon.grammar("interrogative_complementiser") or token.tag_ in ("WP", "WP$", "WRB", "WDT")


def negation(token: Token) -> Token | None:
    """Return the word that negates a verb, adjective or noun: 'not', 'never', 'no'."""
    for c in token.children:
        if c.dep_ == "neg":
            if c.i + 1 >= len(c.doc) or c.nbor().lower_ not in lexicon.grammar("negation_focus"):
                return c
        elif c.dep_ in ("det", "advmod", "preconj", "cc") and c.lower_ in lexicon.grammar("negative_word"):
            return c
    return None


def may_be_content(verb: Token) -> bool:
    """Check whether a verb coordinated with a speech verb may belong to its content: 'said it is safe and left'.

    A comma before the conjunction separates them.
    """
    above = verb.head
    if verb.dep_ != "conj" or has_child(verb, *SUBJECTS):
        return False
    if not any(above.i < c.i < verb.i for c in children(above, "ccomp")):
        return False
    conjunction = next((c for c in children(above, "cc") if c.i < verb.i and c.i > above.i), None)
    return conjunction is not None and verb.doc[conjunction.i - 1].text != ","


def noun_span(token: Token) -> tuple[int, int]:
    """Return the first and last token of a noun phrase."""
    first, last = token.left_edge.i, token.right_edge.i
    for c in children(token, "ccomp", "parataxis", "advcl"):
        if c.i > token.i and c.left_edge.i <= last:
            last = c.left_edge.i - 1
    doc = token.doc
    while last > token.i and (doc[last].is_punct or doc[last].is_space or doc[last].dep_ == "cc"):
        last -= 1
    while first < token.i and (doc[first].is_punct or doc[first].is_space) and doc[first].text not in "[(":
        first += 1
    return first, last


def clause_verb(token: Token) -> Token:
    """Return the verb of a token's clause."""
    while token.head != token and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


def lemma_of(token: Token) -> str:
    """Return the lemma of a word in lower case, with spaCy's mistakes corrected."""
    return lexicon.lemmas().get(token.lower_) or token.lemma_.lower()
