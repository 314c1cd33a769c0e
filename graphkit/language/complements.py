"""Correct what the parser takes for one phrase or clause with what stands beside it.

'Called Roe “the mother of the port”': the parser makes Roe a part of the name. 'Called the suit meritless': of an
adjective that it does not know it makes a noun, and the suit a part of that. 'The deal, announced on Friday, would last
a year': it makes the deal announce something.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from graphkit.language import lexicon
from graphkit.model import Act

__all__ = ["is_below", "judges", "part_complements", "part_refusals", "stems"]

_JUDGING = (Act.CRITICIZES, Act.PRAISES, Act.DENIES)
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_NAME = 5
"""The most words of a name in quotation marks that an object is given."""
_MODIFIERS = frozenset(["det", "amod", "poss", "nummod", "compound"])


def part_complements(
    words: Sequence[str], tags: Sequence[str], labels: list[str], heads: list[int], quoted: Sequence[int]
) -> None:
    """Part objects from what they are called, and clauses from the participles in them.

    Args:
        words: The sentence, token for token.
        tags: The Penn Treebank tag of each token.
        labels: Its ClearNLP label; they are changed.
        heads: The position of its governor; they are changed.
        quoted: The number of the quotation that it is in; 0 where it is in none.
    """
    _part_quoted_names(words, labels, heads, quoted)
    _part_adjectives(words, tags, labels, heads)
    _name_objects(words, tags, labels, heads, quoted)
    _describe_objects(words, labels, heads)
    _part_participles(words, tags, labels, heads)
    _part_accusations(words, labels, heads)
    _read_predicates(words, tags, labels, heads)


def _part_quoted_names(words: Sequence[str], labels: list[str], heads: list[int], quoted: Sequence[int]) -> None:
    """Make a noun before a quotation the object of a verb of naming: 'called Roe “the mother of the port”'."""
    for noun, label in enumerate(labels):
        name = heads[noun]
        verb = heads[name]
        if label not in ("nmod", "compound", "amod") or not verb < noun < name or labels[name] not in ("oprd", "dobj"):
            continue
        opened = noun + 1 < len(words) and quoted[noun + 1] == quoted[name] and not quoted[noun]
        if quoted[name] and opened and words[verb].lower() in _forms_of("naming_verb"):
            heads[noun], labels[noun], labels[name] = verb, "dobj", "oprd"


def _part_adjectives(words: Sequence[str], tags: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Make a word that ends like an adjective what an object is called: 'called the suit meritless'."""
    endings = lexicon.sequence("adjective_ending")
    for name, label in enumerate(labels):
        verb, noun = heads[name], name - 1
        if label != "dobj" or tags[name] != "NN" or verb >= noun or words[verb].lower() not in _forms_of("naming_verb"):
            continue
        parted = heads[noun] == name and labels[noun] == "compound" and tags[noun].startswith("NN")
        if parted and words[name].lower().endswith(endings):
            for i in range(verb + 1, noun):
                if heads[i] == name and labels[i] in _MODIFIERS:
                    heads[i] = noun
            heads[noun], labels[noun], labels[name] = verb, "dobj", "oprd"


def _name_objects(
    words: Sequence[str], tags: Sequence[str], labels: list[str], heads: list[int], quoted: Sequence[int]
) -> None:
    """Make the second of two objects what the first is called: 'called Roe a crook', 'called a report “outrageous”'.

    The parser takes both for objects, or the first for somebody who is given the second; and of an adjective in
    quotation marks behind a longer object it makes a part of that.
    """
    for verb, word in enumerate(words):
        if tags[verb][:2] != "VB" or word.lower() not in _forms_of("naming_verb"):
            continue
        objects = [i for i in _below(verb, heads) if i > verb and labels[i] in ("dobj", "dative", "oprd")]
        if len(objects) == 2 and [labels[i] for i in objects] in (["dobj", "dobj"], ["dative", "oprd"]):
            if tags[objects[0]][:2] in ("NN", "PR"):
                labels[objects[0]], labels[objects[1]] = "dobj", "oprd"
        elif [labels[i] for i in objects] == ["dobj"] and not quoted[objects[0]]:
            _name_quoted(verb, objects[0], words, tags, labels, heads, quoted)


def _name_quoted(
    verb: int,
    obj: int,
    words: Sequence[str],
    tags: Sequence[str],
    labels: list[str],
    heads: list[int],
    quoted: Sequence[int],
) -> None:
    """Make the few words in quotation marks that end an object its name: 'called claims that he knew “absurd”'."""
    for first in range(obj + 1, len(words) - 1):
        if not quoted[first] or quoted[first - 1]:
            continue
        region = [i for i in range(first, len(words)) if quoted[i] == quoted[first]]
        name = [i for i in region if words[i][:1].isalnum()]
        tops = [i for i in name if heads[i] not in name]
        after = words[region[-1] + 1] if region[-1] + 1 < len(words) else "."
        closed = not after[:1].isalnum() and words[first - 1][-1:].isalnum()
        if not closed or len(tops) != 1 or len(name) > _NAME or any(tags[i] in _FINITE for i in name):
            continue
        top = tops[0]
        inside = heads[top] == verb or is_below(heads[top], obj, heads)
        clause = heads[top]
        if labels[clause] == "ccomp" and heads[clause] == verb:  # 'called a report suggesting he knew “absurd”'
            said = next((i for i in _below(obj, heads) if labels[i] == "acl" and i < clause), None)
            heads[clause], inside = (verb, inside) if said is None else (said, True)
        if inside and tags[top] in ("JJ", "NN", "NNS", "NNP"):
            heads[top], labels[top] = verb, "oprd"
            for i in region:
                if i not in name:
                    heads[i] = verb
            return


def _describe_objects(words: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Attach what something is described as to the verb: 'described it at the time as a sham'.

    In 'describes as a sham the vote' the parser takes both nouns for what it is described as.
    """
    for marker, label in enumerate(labels):
        if label != "prep" or words[marker].lower() not in lexicon.grammar("predicative_marker"):
            continue
        noun = heads[marker]
        verb = heads[heads[noun]] if labels[noun] == "pobj" else noun
        if not (words[verb].lower() in _forms_of("naming_verb") or judges(words[verb].lower())) or not verb < marker:
            continue
        if any(verb < i < marker and labels[i] == "dobj" for i in _below(verb, heads)):
            heads[marker] = verb
        elif marker == verb + 1:
            named = [i for i in _below(marker, heads) if labels[i] in ("pobj", "amod")]
            if len(named) == 2 and labels[named[1]] == "pobj":
                heads[named[1]], labels[named[1]] = verb, "dobj"


def _part_participles(words: Sequence[str], tags: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Attach a participle between commas to its noun, the subject of what follows: 'the deal, signed Friday, would'."""
    for verb, label in enumerate(labels):
        participle = heads[verb]
        if label not in ("ccomp", "conj") or not participle < verb or tags[participle] not in ("VBD", "VBN"):
            continue
        noun = next((i for i in range(participle) if heads[i] == participle and labels[i] == "nsubj"), None)
        if noun is None or words[participle - 1] != "," or not (tags[noun] in ("NN", "NNS") or noun == participle - 2):
            continue
        own = [i for i, head in enumerate(heads) if head == verb and i != verb]
        if any(labels[i] in ("nsubj", "nsubjpass", "expl", "mark") for i in own) or not _is_finite(
            verb, tags, own, labels
        ):
            continue
        first = min([verb, *(i for i in own if i > participle)])
        if words[first - 1] != "," or any(labels[i] in ("aux", "cc") for i in _below(participle, heads) if i < verb):
            continue
        labels[verb], heads[verb] = labels[participle], verb if heads[participle] == participle else heads[participle]
        for i in _below(participle, heads):
            if i < noun or i >= first - 1:
                heads[i] = verb
        labels[noun], heads[noun] = "nsubjpass" if any(labels[i] == "auxpass" for i in own) else "nsubj", verb
        labels[participle], heads[participle] = "acl", noun


def _part_accusations(words: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Attach what somebody is accused of to the verb: 'accused Roe, the head of the bank, of hiding losses'.

    The parser attaches it to the name, or to what is said of it between the commas; or to who accuses: 'accused by
    Roe of hiding losses'.
    """
    for of, label in enumerate(labels):
        agent = heads[heads[of]]
        if label == "prep" and words[of].lower() in lexicon.grammar("genitive") and labels[agent] == "agent":
            gerund = any(labels[i] == "pcomp" for i in _below(of, heads))
            if (
                gerund
                and labels[heads[of]] == "pobj"
                and words[heads[agent]].lower() in _forms_of("gerund_object_control")
            ):
                heads[of] = heads[agent]
                continue
        if label != "prep" or of < 2 or words[of - 1] != "," or words[of].lower() not in lexicon.grammar("genitive"):
            continue
        above = heads[of]
        while labels[above] in ("appos", "pobj", "prep", "conj") and heads[above] < above:
            above = heads[above]
        verb = heads[above]
        accuses = words[verb].lower() in _forms_of("gerund_object_control")
        if labels[above] in ("dobj", "nsubjpass", "dative") and verb < above < of and accuses:
            heads[of] = verb


def _read_predicates(words: Sequence[str], tags: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Make a participle the verb of a sentence that has none: 'Jo Roe, a former mayor, predicted in May that …'."""
    root = next((i for i, head in enumerate(heads) if head == i), 0)
    if tags[root] not in ("NN", "NNS", "NNP", "NNPS"):
        return
    for verb in _below(root, heads):
        if labels[verb] != "acl" or tags[verb] not in ("VBN", "VBD") or words[verb - 1] != "," or verb < root:
            continue
        below = [i for i in range(verb + 1, len(words)) if labels[i] in ("mark", "nsubj", "ccomp", "relcl")]
        says = any(words[i].lower() in lexicon.grammar("complementiser") and labels[i] == "mark" for i in below)
        apposed = any(labels[i] == "appos" and root < i < verb for i in _below(root, heads))
        if says and apposed and any((stem, "verb") in lexicon.cues() for stem in stems(words[verb])):
            heads[verb], labels[verb] = verb, "ROOT"
            heads[root], labels[root] = verb, "nsubj"
            for i in list(_below(root, heads)):
                if i > verb:
                    heads[i] = verb
            return


def part_refusals(words: Sequence[str], tags: Sequence[str], labels: Sequence[str], heads: list[int]) -> None:
    """Attach what a source would not say to its verb of saying: 'said it knew of the case but would not say more'.

    The parser makes it a part of what the source said.

    Args:
        words: The sentence, token for token.
        tags: The Penn Treebank tag of each token.
        labels: Its ClearNLP label.
        heads: The position of its governor; they are changed.
    """
    for verb, label in enumerate(labels):
        content = heads[verb]
        saying = heads[content]
        if label != "conj" or labels[content] != "ccomp" or not saying < content < verb or tags[saying] != "VBD":
            continue
        own = [i for i in _below(verb, heads) if i < verb]
        refuses = any(labels[i] == "aux" and words[i].lower() in lexicon.grammar("refusing_auxiliary") for i in own)
        refuses = (
            refuses
            and any(labels[i] == "neg" for i in own)
            and words[verb].lower() in lexicon.words("no_comment_act") | lexicon.words("refused_act")
        )
        if refuses and not any(labels[i] in ("nsubj", "nsubjpass", "mark") for i in own):
            heads[verb] = saying
            for i in _below(content, heads):
                if content < i < verb and labels[i] == "cc" and not any(labels[k] == "conj" for k in range(content, i)):
                    heads[i] = saying


def is_below(token: int, top: int, heads: Sequence[int]) -> bool:
    """Check whether a token is another or one of its descendants."""
    while token != top and heads[token] != token:
        token = heads[token]
    return token == top


def _below(token: int, heads: Sequence[int]) -> Iterator[int]:
    return (i for i, head in enumerate(heads) if head == token and i != token)


def _is_finite(verb: int, tags: Sequence[str], own: Sequence[int], labels: Sequence[str]) -> bool:
    helping = [i for i in own if labels[i] in ("aux", "auxpass") and i < verb]
    return tags[helping[0] if helping else verb] in _FINITE


@cache
def judges(word: str) -> bool:
    """Check whether a word may be a form of a verb of blame, praise or rejection: 'condemned', 'hails'."""
    lemmas = (word, word.removesuffix("s"), word.removesuffix("es"), *stems(word))
    senses = (sense for lemma in lemmas for sense in lexicon.cues().get((lemma, "verb"), ()))
    return any(s.act in _JUDGING and not s.frames.isdisjoint(("obj", "said")) for s in senses)


@cache
def _forms_of(group: str) -> frozenset[str]:
    """Return the forms of the verbs of a group of constructions.tsv: 'calls', 'dubbed', 'describing'."""
    forms: set[str] = set()
    for lemma in lexicon.construction(group):
        stems = (lemma, lemma + lemma[-1], lemma.removesuffix("e"), lemma.removesuffix("y") + "i")
        forms |= {lemma, f"{lemma}s", *(stem + ending for stem in stems for ending in ("ed", "es", "ing"))}
    return frozenset(forms)


def stems(word: str) -> tuple[str, ...]:
    """Return what a past tense in -ed may be one of, or else the word: 'denied', 'called'.

    >>> stems("denied")[-1]
    'deny'
    """
    lemma = word.lower()
    return (lemma[:-1], lemma[:-2], lemma[:-3], f"{lemma[:-3]}y") if lemma.endswith("ed") else (lemma,)
