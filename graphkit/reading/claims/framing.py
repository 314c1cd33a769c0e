"""Find the sentences that stand behind one which frames them as talk, as a text or as a fiction.

'The prosecution's outline was short. In 2019 Brehl kidnapped Morrow, …': the second sentence is the outline's, not the
article's. What frames is the subject of a sentence, or what it says there is; it frames to the end of its paragraph.
"""

from __future__ import annotations

from typing import NamedTuple

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType
from graphkit.reading.claims.contexts import is_framed, is_told
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import child, children, has_child

__all__ = ["Framing", "find_framing", "is_told_live"]


class Framing(NamedTuple):
    """How the sentences of a document stand to those before them in their paragraphs.

    Args:
        framed: The first tokens of the sentences that are framed by one before.
        loosely: Those that stand behind one of which it is not known what it tells of.
        later: The first tokens of the sentences that do not open a paragraph.
    """

    framed: frozenset[int]
    loosely: frozenset[int]
    later: frozenset[int]

    def tells(self, verb: Token) -> bool:
        """Check whether a clause is told as somebody else's: by a frame, or by the past perfect of thoughts."""
        start = verb.sent.start
        # 'has sued' is of the article's own time
        present = any(
            c.tag_ in ("VBZ", "VBP") and c.lemma_ in lexicon.contexts("perfect") for c in children(verb, "aux")
        )
        return (
            start in self.framed
            or (start in self.loosely and not present)
            or (start in self.later and _is_remote(verb))
        )

    def recalls(self, verb: Token) -> bool:
        """Check whether a clause goes on in the past perfect: 'It was all plain. He had …'."""
        return verb.sent.start in self.later and _is_remote(verb)


def find_framing(parsed: ParsedDocument) -> Framing:
    """Find the frames of a document."""
    framed: set[int] = set()
    loosely: set[int] = set()
    later: set[int] = set()
    paragraph, frames, strange = -1, False, False
    for token in parsed.doc:
        if token.head != token:
            continue
        start = token.sent.start
        if parsed.paragraph[start] != paragraph:
            paragraph, frames, strange = parsed.paragraph[start], False, False
        else:
            later.add(start)
        if frames:
            framed.add(start)
        elif strange:
            loosely.add(start)
        frames = frames or _frames(token)
        strange = strange or _is_strange(token)
    return Framing(frozenset(framed), frozenset(loosely), frozenset(later))


def is_told_live(verb: Token) -> bool:
    """Check whether a happening is told in the simple present, as plots, jokes and captions are and headlines too.

    A headline, which has no full stop, states what happened.
    """
    if verb.tag_ not in ("VBZ", "VBP") or has_child(verb, "aux", "auxpass"):
        return False
    return verb.sent.text.rstrip().endswith((".", "!", "…", ".”", '."', ".'", ".’"))


def _is_remote(verb: Token) -> bool:
    """Check whether a main clause is in the past perfect, as thoughts and testimony are."""
    had = any(c.lower_ in lexicon.contexts("past_perfect_auxiliary") for c in children(verb, "aux"))
    return had and verb.tag_ == "VBN" and verb.dep_ in ("ROOT", "conj", "ccomp")


def _frames(root: Token) -> bool:
    """Check whether a sentence frames what follows: it tells of talk, a text, a scene or a thought, or asks."""
    if root.sent.text.rstrip("\"”’' \n\t)").endswith("?"):
        return True  # 'Which of these is true? …'
    if root.pos_ == "NOUN":
        return _is_frame(root)
    if any(is_framed(x) for c in children(root, "prep") if c.i < root.i for x in children(c, "pobj")):
        return True  # 'In the exercise, officers face a bleak map. …'
    if any(_is_frame(c) for c in children(root, "nsubj", "nsubjpass", "attr")):
        return True
    things = children(root, "nsubj", "nsubjpass", "dobj", "attr")
    if any(a.lower_ in lexicon.contexts("feigned_adjective") for c in things for a in children(c, "amod")):
        return True  # 'They staged a mock trial. …'
    light = root.lemma_ in lexicon.contexts("framing_verb")
    if light and any(_is_frame(c) for c in children(root, "dobj")):
        return True
    if root.lemma_ in lexicon.grammar("copula") and any(
        is_told(x) for c in children(root, "prep") for x in children(c, "pobj")
    ):
        return True  # 'The widow was in no doubt. …'
    if any((c.lemma_.lower(), "adj") in lexicon.cues() for c in children(root, "acomp")):
        return True  # 'It was all so obvious. …'
    verbs = [root, *children(root, "xcomp", "conj")]
    return any(v.lemma_ in lexicon.contexts("speaking_verb") and child(v, "ccomp") is None for v in verbs)


def _is_strange(root: Token) -> bool:
    """Check whether a sentence tells of something else than people, bodies, places, times and occasions."""
    return any(c.pos_ == "NOUN" and not _is_scene(c) for c in children(root, "nsubj", "nsubjpass"))


def _is_frame(noun: Token) -> bool:
    if noun.pos_ != "NOUN":
        return False
    named = any(c.lower_ in lexicon.contexts("frame_noun") for c in children(noun, "compound"))
    person = lexicon.nouns().get(noun.lemma_.lower()) in (EntityType.PERSON, EntityType.ORGANIZATION)
    return (
        is_told(noun) or noun.lemma_.lower() in lexicon.contexts("frame_noun") or (named and not person)
    )  # 'the rumour mill'


def _is_scene(noun: Token) -> bool:
    """Check whether a subject is a person, a body, a place, a time or an occasion, of which a report tells."""
    kind = lexicon.nouns().get(noun.lemma_.lower())
    known = kind is not None and kind is not EntityType.WORK
    lemma = noun.lemma_.lower()
    time = noun.ent_type_ != "" or lemma in lexicon.contexts("time_noun") or lemma in lexicon.contexts("setting_noun")
    return time or ((known or noun.tag_ == "NNS") and not _is_frame(noun))
