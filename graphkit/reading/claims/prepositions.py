"""Read verbs with a preposition: 'called for talks', 'warned of war', 'asked the council for a permit'."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.model import Act, EntityType
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.frames import (
    TO_COME,
    attribute,
    extent,
    is_deadline,
    is_idiom,
    sense_for,
    subtree,
)
from graphkit.reading.claims.sources import can_take_side, stretch
from graphkit.reading.grammar.syntax import (
    antecedent,
    child,
    children,
    governor,
    is_infinitive,
    is_interrogative,
    is_passive,
)

__all__ = ["read_preposition"]


def read_preposition(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'called for talks', 'warned of war', 'spoke about the war', 'is seen as a liberal'."""
    if is_passive(verb):
        return _passive_preposition(verb, lemma, senses)
    marker = lexicon.grammar("predicative_marker")
    for prep in _prepositions(verb, senses):
        if prep.i < verb.i or prep.lower_ not in lexicon.prepositions():
            continue
        if prep.head.dep_ == "advmod" and prep.lower_ in lexicon.grammar("genitive"):
            continue  # 'protested outside of the hotel'
        sense = sense_for(senses, prep.lower_)
        inner = child(prep, "pobj", "pcomp") or (child(prep, "amod") if prep.lower_ in marker else None)
        obj = child(verb, "dobj", "dative")
        if obj is not None and is_idiom(verb, obj):
            obj = None  # 'cast doubt on it'
        direct = obj is not None and obj.dep_ == "dobj" and obj.i < prep.i
        if sense is None or inner is None:
            continue
        counted = inner.like_num or any(c.like_num for c in children(inner, "nummod"))
        if counted and lemma in lexicon.words("negative_implicative_verb"):
            continue  # 'declined to 40 boats a year'
        if direct and sense_for(senses, "obj", "said", "named") is not None and not _is_asked(obj, sense, senses):
            continue
        if inner.ent_type_ in ("DATE", "TIME") and (direct or prep.lower_ in lexicon.grammar("temporal_preposition")):
            continue  # 'called a vote for June 5'
        between = verb.doc[verb.i + 1 : prep.i]
        bare = ("prt", "advmod") if obj is not None else ("prt", "advmod", "dobj")
        through = prep.i if all(t.head == verb and t.dep_ in bare for t in between) else None
        to = (obj.i,) if obj is not None and obj.i < prep.i else ()
        if to and obj is not None and prep.lower_ in marker:  # 'sees the deal as a trap': the content is all of it
            return attribute(verb, lemma, sense, [extent(obj.left_edge, inner.right_edge)], "with-as", head=None)
        given = direct and sense.act in (*TO_COME, Act.OPPOSES) and prep.lower_ in lexicon.grammar("recipient")
        if given and obj is not None and not is_infinitive(inner):  # 'refused bail to Roe', 'offered a post to her'
            parts = [extent(obj.left_edge, obj.right_edge), subtree(prep)]
            parts = parts if prep.i > obj.right_edge.i + 1 else [extent(obj.left_edge, prep.right_edge)]
            return attribute(verb, lemma, sense, parts, "object")
        content = subtree(inner)
        if inner.tag_ in ("WDT", "WP") and inner.i < verb.i:
            relative = governor(verb)
            if relative.dep_ != "relcl" or relative.head.i > inner.i:
                return None  # 'What Roe is talking about is not new'
            content = stretch(relative.head, verb)  # 'the deal that Roe lobbied for'
        elif _is_for_somebody(inner, sense):
            return None  # 'campaigned for Roe', 'campaigned for her in Halden'
        elif lemma in lexicon.words("showing_verb") and _can_be_shown(inner):
            return None  # 'pointed to a man in the crowd', 'pointed to the door'
        elif sense.act is Act.DEMANDS and inner.lower_ in lexicon.words("no_comment_itself"):
            return None  # 'asked the mayor for comment', which the newspaper did
        conjunct = _coordinated(verb, inner)
        if conjunct is not None:  # 'talked about the border and how many cross it'
            content = content[0], subtree(conjunct)[1]
        name = next((c for c in children(verb, "prep") if c.i > prep.i and c.lower_ in marker), None)
        if name is not None and prep.lower_ in lexicon.grammar(
            "topic_preposition"
        ):  # 'referred to them as “old hands”'
            content = content[0], subtree(name)[1]
        deadline = next((c for c in children(verb, "prep") if c.i > inner.right_edge.i and is_deadline(c)), None)
        if sense.act in TO_COME and deadline is not None and deadline.i == inner.right_edge.i + 1:
            content = content[0], subtree(deadline)[1]  # 'called for a vote by Friday'
        purpose = next((c for c in children(verb, "prep") if c.i == inner.right_edge.i + 1), None)
        if (
            sense.act is Act.DEMANDS
            and purpose is not None
            and purpose.lower_ == prep.lower_
            and not is_deadline(purpose)
        ):
            content = content[0], subtree(purpose)[1]  # 'asked for a grant for new pipes'
        return attribute(
            verb,
            lemma,
            sense,
            [content],
            f"with-{prep.lower_}",
            head=inner if inner.pos_ == "VERB" else None,
            to=to,
            through=through,
        )
    return None


def _prepositions(verb: Token, senses: tuple[Sense, ...]) -> list[Token]:
    """List the prepositions of a verb, also those attached to its particle or to whom it addresses.

    'Pushed back against it', 'cast doubt on it', 'pleaded with them for patience'.
    """
    own = children(verb, "prep", "agent", "dative")
    targets = [child(p, "pobj") for p in own if sense_for(senses, f"{p.lower_}:to") is not None]
    idiom = [c for c in children(verb, "dobj") if is_idiom(verb, c)]
    below = [*children(verb, "prt", "advmod"), *idiom, *(t for t in targets if t is not None)]
    return [*(p for p in own if p.dep_ != "dative" or idiom), *(p for t in below for p in children(t, "prep"))]


def _is_asked(obj: Token | None, sense: Sense, senses: tuple[Sense, ...]) -> bool:
    """Check whether an object is whom a demand addresses: 'asked the council for a permit', but not 'asked a favor'."""
    addresses = sense.act is Act.DEMANDS and sense_for(senses, "obj:to") is not None
    return addresses and obj is not None and can_take_side(obj)


def _can_be_shown(noun: Token) -> bool:
    """Check whether a noun is a person, or a thing that is there to be seen: 'the door', but not 'the polls'."""
    person = lexicon.nouns().get(noun.lemma_.lower()) is EntityType.PERSON
    alone = noun.tag_ == "NN" and all(c.lower_ in lexicon.grammar("definite_article") for c in noun.children)
    return person or alone or noun.ent_type_ == "PERSON" or noun.tag_ == "PRP"


def _is_for_somebody(inner: Token, sense: Sense) -> bool:
    """Check whether what a demand is for is a candidate or a place, which are no demand: 'campaign for Roe'."""
    named = inner.ent_type_ in ("PERSON", "GPE", "NORP") or inner.tag_ == "PRP"
    return sense.act is Act.DEMANDS and inner.head.head.lemma_ in lexicon.words("canvassing_verb") and named


def _coordinated(verb: Token, inner: Token) -> Token | None:
    """Return a conjunct of a preposition's object that the parser attached to the verb or the preposition."""
    conjunction = inner.right_edge.i + 1
    if conjunction + 1 >= len(verb.doc) or verb.doc[conjunction].dep_ != "cc":
        return None
    others = [*children(verb, "conj", "ccomp"), *children(inner.head, "conj")]
    for c in others:
        fits = is_interrogative(c.left_edge) or c.pos_ in ("NOUN", "PROPN") or c.dep_ == "prep"
        verbal = c.tag_ == "NNS" and verb.tag_ == "VBZ" and (c.lemma_.lower(), "verb") in lexicon.cues()
        if c.left_edge.i == conjunction + 1 and fits and not verbal:  # 'stands by her and points to her record'
            return c
    return None


def _passive_preposition(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'Asked about the deal, …', 'is seen as a liberal', 'was charged with theft': the subject is the patient."""
    for prep in children(verb, "prep"):
        fits = prep.lower_ in lexicon.grammar("passive_cue_preposition")
        sense = sense_for(senses, prep.lower_) if fits else None
        inner = child(prep, "pobj", "pcomp", "amod")
        if sense is None or inner is None or prep.i < verb.i:
            continue
        through = prep.i if prep.i == verb.i + 1 else None
        if sense.act is Act.ASKS:
            return attribute(verb, lemma, sense, [subtree(inner)], "passive-about", through=through)
        subj = child(verb, "nsubjpass")
        if subj is None or prep.lower_ in lexicon.grammar("passive_topic"):
            continue
        patient = stretch(antecedent(subj), verb) if subj.tag_ in ("WDT", "WP") else subtree(subj)
        contents = [patient, subtree(inner if through is not None else prep)]
        return attribute(verb, lemma, sense, contents, f"passive-{prep.lower_}", through=through)
    return None
