"""Correct frequent errors of the parser in reported speech, by agreement of tense and number.

'They deny that it was a swindle and go to some trouble …': the parser attaches 'go' to the nearest clause, inside the
content. In English verbs with the same subject agree in tense and number, so a verb that agrees with the speech verb,
and not with that of the content, is attached to the former. 'A lawyer for the firm, Jo Roe, said': the parser attaches
the name to the firm, but people are apposed to people.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graphkit.language import lexicon
from graphkit.language.complements import is_below, part_complements, part_refusals, stems
from graphkit.language.coordination import raise_figures, raise_phrases, raise_verbs
from graphkit.language.joined_people import part_people, raise_posts
from graphkit.language.participles import raise_speech
from graphkit.model import EntityType

__all__ = ["repair"]

_DESCRIBING = frozenset(["DT", "PRP$", "WP", "CD", "IN", "VBG", "VBN"])
"""The tags of words that go on with a description behind a comma, rather than with a list."""
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])


def repair(
    words: Sequence[str],
    spaces: Sequence[bool],
    tags: Sequence[str],
    deps: Sequence[str],
    heads: Sequence[int],
    people: Collection[tuple[int, int]] = (),
) -> tuple[list[str], list[int]]:
    """Correct the dependencies of a sentence.

    Args:
        words: The sentence, token for token.
        spaces: For each token, whether a space follows it.
        tags: Its Penn Treebank tag.
        deps: Its ClearNLP label.
        heads: The position of its governor.
        people: The first token of each name of a person, and the one after its last.

    Returns:
        The corrected labels and heads.
    """
    labels, above = _join_hyphenated(words, spaces, deps, heads)
    part_people(words, tags, labels, above, people)
    raise_posts(words, tags, labels, above)
    for first, end in people:
        _appose(words, tags, labels, above, first, end)
    _read_ages(words, tags, labels, above)
    _reduce_relatives(tags, labels, above)
    _read_relatives(words, tags, labels, above)
    _part_sources(words, tags, labels, above, people)
    _read_holders(words, tags, labels, above)
    _read_titles(words, tags, labels, above)
    _read_has(words, tags, labels, above)
    _read_have(words, tags, labels, above)
    part_complements(words, tags, labels, above, _number_quotations(words, tags))
    _coordinate_participles(tags, labels, above)
    _describe_bodies(words, tags, labels, above)
    _list_gerunds(words, tags, labels, above)
    _continue_content(words, tags, labels, above)
    _raise_participles(words, tags, labels, above)
    raise_speech(words, tags, labels, above)
    _negate(words, labels, above)
    _leave_quotations(words, tags, labels, above)
    _name_speakers(words, tags, labels, above)
    part_refusals(words, tags, labels, above)
    raise_verbs(words, tags, labels, above, _number_quotations(words, tags))
    raise_phrases(words, tags, labels, above)
    raise_figures(words, tags, labels, above)
    return labels, _reattach_verbs(words, tags, labels, above)


def _join_hyphenated(
    words: Sequence[str], spaces: Sequence[bool], deps: Sequence[str], heads: Sequence[int]
) -> tuple[list[str], list[int]]:
    """Join 're-election', which the tokeniser splits in three, to one noun."""
    labels, above = list(deps), list(heads)
    for i in range(1, len(words) - 1):
        if words[i] != "-" or spaces[i] or spaces[i - 1]:
            continue
        above_both = heads[i - 1]
        if above_both != heads[i + 1] or above_both in (i - 1, i + 1) or is_below(above_both, i, above):
            continue
        if deps[i - 1] == deps[i + 1]:
            for j in range(max(0, i - 8), i - 1):
                if heads[j] == i - 1:
                    above[j] = i + 1
            above[i - 1] = above[i] = i + 1
            labels[i - 1], labels[i] = "compound", "punct"
    return labels, above


def _appose(
    words: Sequence[str], tags: Sequence[str], labels: list[str], heads: list[int], first: int, end: int
) -> None:
    """Attach the name of a person to the description before it: 'a lawyer for the firm, Jo Roe, said'."""
    name = next((i for i in range(first, end) if not first <= heads[i] < end), None)
    if name is None or first < 2:
        return
    before = first - 1
    if tags[before] == "NN" and heads[before] == heads[name] and labels[before] == labels[name] != "compound":
        if lexicon.nouns().get(words[before].lower()) in (EntityType.PERSON, EntityType.ORGANIZATION):
            # 'guild chair Jo Roe was pelted', 'the firm Jo Roe sued', with two subjects
            heads[before], labels[before] = name, "compound"
        return
    if labels[name] == "conj" and _is_one_person(words, tags, labels, heads, name, before):
        post = heads[name]
        heads[name], labels[name] = (heads[post] if heads[post] != post else name), labels[post]
        heads[post], labels[post] = name, "nmod"  # 'Halden founder and chief executive Jo Roe'
        return
    while before and heads[before] == name and labels[before] == "compound":
        before -= 1  # 'Mr'
    if words[before] != "," or labels[name] not in ("appos", "conj"):
        return
    above = heads[name]
    if not _is_closed(words, tags, end):
        # a thing is no person: 'the head of the mission, Jo Roe, a former minister, said'
        thing = labels[name] == "appos" and above < name and tags[above][:2] == "NN" and not _is_person(words[above])
        if not thing or not _is_set_off(words, tags, end):
            return
    listed = any(heads[k] == above and labels[k] == "cc" for k in range(above, name))
    if _describes(above, name, words, tags) and not listed:
        labels[name] = "appos"  # 'the director of the group, Jo Roe, said', taken for two people
    elif labels[above] == "pobj" and labels[heads[above]] == "prep" and above < name:
        holder = heads[heads[above]]
        if holder < above and tags[holder] == "NN" and _is_person(words[holder]):
            heads[name], labels[name] = holder, "appos"


def _is_one_person(
    words: Sequence[str], tags: Sequence[str], labels: Sequence[str], heads: Sequence[int], name: int, before: int
) -> bool:
    """Check whether a name with a post right before it is coordinated with another post of the same person."""
    post = heads[name]
    titled = heads[before] == name and labels[before] == "compound" and tags[before] == "NN"
    joined = any(heads[k] == post and labels[k] == "cc" for k in range(post, before))
    determined = any(heads[k] in (before, name) and labels[k] in ("det", "poss") for k in range(post, before))
    return titled and joined and not determined and _is_person(words[before]) and _describes(post, name, words, tags)


def _is_closed(words: Sequence[str], tags: Sequence[str], end: int) -> bool:
    """Check whether a comma and a verb follow a name, with letters between them or not: 'Jo Roe, SC, said'."""
    if end + 2 < len(words) and words[end] == words[end + 2] == ",":
        end += 2 if words[end + 1].lower() in lexicon.words("post_nominal") else 0
    return end + 1 < len(words) and words[end] == "," and tags[end + 1][:2] in ("VB", "MD")


def _is_set_off(words: Sequence[str], tags: Sequence[str], end: int) -> bool:
    """Check whether a name is at the end of its sentence, or what follows its comma is no further name of a list."""
    if end >= len(words) or words[end] in (".", ";", "—", "–"):
        return True
    return words[end] == "," and end + 1 < len(words) and tags[end + 1] in _DESCRIBING


def _describes(noun: int, name: int, words: Sequence[str], tags: Sequence[str]) -> bool:
    """Check whether a noun before a name is one for a person."""
    return noun < name and tags[noun] in ("NN", "NNP") and _is_person(words[noun])


def _is_person(word: str) -> bool:
    return lexicon.nouns().get(word.lower()) is EntityType.PERSON


def _read_ages(words: Sequence[str], tags: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Make 'the 51-year-old' a subject, where the parser takes it for the adjective of its verb."""
    marker = lexicon.sequence("age_marker")
    for i in range(len(marker), len(words)):
        verb = heads[i]
        if labels[i] == "amod" and tags[verb] in ("VBD", "VBZ") and verb > i:
            if tuple(word.lower() for word in words[i - len(marker) + 1 : i + 1]) == marker:
                labels[i] = "nsubj"
                for k in range(i):
                    if heads[k] == verb and labels[k] == "det":
                        heads[k] = i


def _reduce_relatives(tags: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Give a verb without a subject that of the participle before it: 'two people briefed on the talks said'.

    The parser takes 'briefed' for the verb of 'people', and the clause for a part of 'said'.
    """
    subjects = {heads[i]: i for i in range(len(labels) - 1, -1, -1) if labels[i].endswith(("subj", "subjpass", "expl"))}
    helped = {heads[i] for i, label in enumerate(labels) if label in ("aux", "auxpass", "mark", "neg")}
    for i, label in enumerate(labels):
        verb, noun = heads[i], subjects.get(i)
        word = tags[i] in ("VBN", "VBD", "JJ")  # 'an officer privy to the talks said'
        if label not in ("advcl", "csubj", "ccomp") or not word or i in helped or noun is None:
            continue
        own = subjects.get(verb)
        if not noun < i < verb or own not in (None, i) or tags[verb] not in ("VBD", "VBZ", "VBP"):
            continue
        if tags[noun][:2] != "NN" or labels[noun] != "nsubj":
            continue
        heads[noun], heads[i], labels[i] = verb, noun, "amod" if tags[i] == "JJ" else "acl"
        for k in range(noun):
            if heads[k] == i:
                heads[k] = verb  # 'But'


def _read_relatives(words: Sequence[str], tags: Sequence[str], labels: list[str], heads: Sequence[int]) -> None:
    """Make a clause with a relative pronoun and a subject a relative clause.

    'words that farmers condemned', whose verb is taken for a participle; 'say Roe lied, which she denies'.
    """
    for i, label in enumerate(labels):
        own = [k for k in range(heads[i] + 1, i) if heads[k] == i]
        pronoun = next((k for k in own if tags[k] == "WDT" and labels[k] == "dobj"), None)
        if pronoun is None or not any(labels[k] == "nsubj" and k > pronoun for k in own):
            continue
        set_off = words[pronoun - 1] == ","
        if (label == "acl" and tags[i] == "VBN") or (label in ("ccomp", "advcl") and set_off and heads[i] < pronoun):
            labels[i] = "relcl"


def _part_sources(
    words: Sequence[str],
    tags: Sequence[str],
    labels: list[str],
    heads: list[int],
    people: Collection[tuple[int, int]],
) -> None:
    """Part the subject from the phrase before it: 'According to polls run for the Wire, most voters say …'.

    The parser makes the subject the last member of the phrase, or an apposition to its last name: 'Outside Halden
    Castle, Berg's lawyer, Jo Roe, said'.
    """
    verb = next((i for i, head in enumerate(heads) if head == i), 0)
    if not verb or tags[verb] not in ("VBD", "VBZ", "VBP") or tags[0] not in ("IN", "VBG", "VBN"):
        return
    if any(heads[i] == verb and labels[i] in ("nsubj", "nsubjpass", "expl") for i in range(len(words))):
        return
    citing = words[0].lower() == lexicon.word("source_phrase").split()[0]
    if not citing and not _speaks(words[verb]):
        return
    members = ("conj", "appos") if citing else ("appos",)
    commas = [i for i in range(1, verb) if words[i] == ","]
    for comma in reversed(commas) if citing else commas:
        inside = range(comma + 1, verb)
        last = [i for i in inside if labels[i] in members and heads[i] < comma]
        subj = next((i for i in last if citing or _is_person(words[i]) or _names(i, people)), None)
        if subj is None or tags[subj][:2] not in ("NN", "PR") or any(tags[i] in ("``", "''") for i in inside):
            continue
        for i in inside:
            if i != subj and heads[i] < comma:
                heads[i] = subj
        heads[subj], labels[subj], heads[comma] = verb, "nsubj", verb
        if labels[0] == "csubj":
            labels[0] = "advcl"
        return


def _names(token: int, people: Collection[tuple[int, int]]) -> bool:
    return any(first <= token < end for first, end in people)


def _read_holders(words: Sequence[str], tags: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Make a participle before a name part of it where both are taken for a clause: 'presiding judge Jo Roe said'."""
    for name, label in enumerate(labels):
        participle = heads[name]
        verb = heads[participle]
        if label != "dobj" or labels[participle] != "csubj" or tags[participle] != "VBG" or verb != name + 1:
            continue
        before = participle - 1
        between = range(participle + 1, name)
        bare = all(labels[i] in ("compound", "amod", "nmod") for i in between)
        if (
            tags[name] in ("NNP", "NN", "NNS")
            and bare
            and (before < 0 or words[before] == ",")
            and _speaks(words[verb])
        ):
            heads[name], labels[name] = verb, "nsubj"
            heads[participle], labels[participle] = name, "amod"


def _read_titles(words: Sequence[str], tags: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Make the name after a title the subject: 'Ms Conneely said', where the tagger takes the name for an adverb."""
    titles = lexicon.words("honorific_male") | lexicon.words("honorific_female")
    for i in range(len(words) - 1):
        name, verb = i + 1, heads[i + 1]
        titled = words[i].lower() in titles and heads[i] in (name, verb) and words[name][:1].isupper()
        if titled and labels[name] == "advmod" and tags[verb][:2] == "VB":
            heads[i], labels[i], labels[name] = name, "compound", "nsubj"


def _read_has(words: Sequence[str], tags: Sequence[str], labels: list[str], heads: Sequence[int]) -> None:
    """Read the 's of 'he's said that …' as 'has': a passive with a clause has no personal subject."""
    for i, word in enumerate(words):
        verb = heads[i]
        if labels[i] != "auxpass" or word not in lexicon.grammar("contracted_has") or tags[verb] != "VBN":
            continue
        clause = next((j for j in range(verb + 1, len(words)) if heads[j] == verb and labels[j] == "ccomp"), None)
        subj = next((j for j in range(verb) if heads[j] == verb and labels[j] == "nsubjpass"), None)
        personal = subj is not None and words[subj].lower() in lexicon.grammar("personal_subject")
        if clause is not None and subj is not None and personal:
            labels[i], labels[subj] = "aux", "nsubj"


def _read_have(words: Sequence[str], tags: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Make 'have' the verb of 'doctors have admitting privileges', where the parser takes it for an auxiliary.

    Only with 'been' is 'have' the auxiliary of a participle in -ing: 'have been admitting'.
    """
    for i, word in enumerate(words):
        verb = heads[i]
        if labels[i] != "aux" or tags[verb] != "VBG" or word.lower() not in lexicon.grammar("form_of_have"):
            continue
        below = [k for k in range(len(words)) if heads[k] == verb and k not in (i, verb)]
        noun = next((k for k in below if k > verb and labels[k] == "dobj"), None)
        if noun is None or any(i < k < verb and labels[k] == "aux" for k in below):
            continue
        heads[i], labels[i] = (i if heads[verb] == verb else heads[verb]), labels[verb]
        for k in below:
            heads[k] = i
        heads[verb], labels[verb] = noun, "amod"


def _coordinate_participles(tags: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Give two participles with a conjunction between them one subject: 'telling CNN that he lied and asking why'.

    The parser makes the second the complement of the first, so that CNN asks.
    """
    for i in range(1, len(tags)):
        first = heads[i]
        if labels[i] == "xcomp" and tags[i] == tags[first] == "VBG" and first < i - 1 and labels[i - 1] == "cc":
            labels[i] = "conj"


def _describe_bodies(words: Sequence[str], tags: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Attach a participle to the object that it describes: 'bought Halden Steel, run by Tom Berg'.

    Who leads, owns or runs a body is told of the one named last; the parser may attach it to the clause, and so to the
    subject.
    """
    for verb, label in enumerate(labels):
        agent = any(heads[i] == verb and labels[i] == "agent" for i in range(verb + 1, len(labels)))
        if label != "advcl" or tags[verb] != "VBN" or not agent or not verb or words[verb - 1] != ",":
            continue
        head = heads[verb]
        objects = [i for i in range(head + 1, verb) if heads[i] == head and labels[i] == "dobj"]
        if objects and words[verb].lower() in lexicon.words("body_participle") and tags[objects[-1]].startswith("NN"):
            heads[verb], labels[verb] = objects[-1], "acl"


def _list_gerunds(words: Sequence[str], tags: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Attach a list of gerunds to the first one: 'in fighting crime, protecting forests and reducing waste'.

    The parser attaches the second to the main verb, as if its subject protected forests.
    """
    for i in range(2, len(words)):
        if tags[i] != "VBG" or labels[i] != "advcl" or words[i - 1] != ",":
            continue
        before = (k for k in range(i - 2, heads[i], -1) if tags[k] == "VBG" and labels[k] == "pcomp")
        first = next((k for k in before if not is_below(k, i, heads)), None)
        last = next((k for k in range(i + 1, len(words)) if heads[k] == i and labels[k] == "conj"), None)
        if first is not None and last is not None and tags[last] == "VBG":
            heads[i], labels[i] = first, "conj"


def _continue_content(words: Sequence[str], tags: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Attach a verb to the content before it where its tense is not that of the speech verb.

    'said that it was "fair" and was cooperating', 'said she was sad and had asked for help': the parser attaches the
    second verb to 'said', as if the article told it; but whoever said something, and then did something, 'asked'.
    """
    for i, label in enumerate(labels):
        speech = heads[i]
        if label != "conj" or tags[speech] != "VBD" or i < speech or tags[i][:2] != "VB":
            continue
        own = [k for k in range(speech + 1, i) if heads[k] == i]
        if any(labels[k].endswith(("subj", "subjpass")) or labels[k] == "mark" for k in own):
            continue
        first = next((k for k in own if labels[k] in ("aux", "auxpass")), None)
        if first is None or tags[first] == "TO":
            continue
        ongoing = tags[i] == "VBG"
        if (
            tags[first] == "VBD"
            and not ongoing
            and words[first].lower() not in lexicon.grammar("past_perfect_auxiliary")
        ):
            continue
        content = max((k for k in range(speech + 1, first) if _is_content(k, speech, labels, heads)), default=None)
        if content is None or any(heads[k] == speech and labels[k] == "conj" for k in range(speech + 1, i)):
            continue
        heads[i] = content
        for k in range(content, first):
            if heads[k] == speech and labels[k] == "cc":
                heads[k] = content


def _negate(words: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Attach the 'no' of 'no longer' to the verb, which it negates: 'no longer believes it'."""
    for no in range(len(words) - 1):
        end = no + 1
        if words[no].lower() in lexicon.grammar("negative_determiner") and heads[no] == end and labels[end] == "advmod":
            if words[end].lower() in lexicon.grammar("ended_adverb"):
                heads[no], labels[no] = heads[end], "neg"


def _leave_quotations(words: Sequence[str], tags: Sequence[str], labels: Sequence[str], heads: list[int]) -> None:
    """Attach a verb behind a quotation to the one that introduces it: 'called it a “coup by people who lost” and left'.

    The parser attaches the second verb to the nearest one, within the quotation. A verb with a subject, a conjunction
    or an auxiliary of its own may go on with what is said: 'said it “has never lied” and would sue'.
    """
    quoted = _number_quotations(words, tags)
    for i, label in enumerate(labels):
        inner = heads[i]
        if label != "conj" or not quoted[inner] or quoted[i] or i < inner or tags[i] not in ("VBD", "VBZ"):
            continue
        if any(heads[k] == i and labels[k].endswith(("subj", "subjpass", "mark", "aux")) for k in range(inner, i)):
            continue
        if any(heads[k] == inner and quoted[k] != quoted[inner] and tags[k] != "," for k in range(inner)):
            continue  # 'said it was “looking at it” and hoped for more'
        outer = inner
        while quoted[outer] == quoted[inner] and heads[outer] != outer:
            outer = heads[outer]
        if quoted[outer] != quoted[inner] and outer < inner and tags[outer] == tags[i]:
            heads[i] = outer
            for k in range(inner + 1, i):
                if heads[k] == inner and labels[k] == "cc" and not quoted[k]:
                    heads[k] = outer


def _name_speakers(words: Sequence[str], tags: Sequence[str], labels: list[str], heads: list[int]) -> None:
    """Make the name behind a quotation the subject of its verb: '“Good night, Mr. President,” Jo Roe told Berg'.

    The parser takes whom the quotation addresses for the subject, and the name for an apposition to it.
    """
    quoted = _number_quotations(words, tags)
    for i, label in enumerate(labels):
        addressed, verb = heads[i], heads[heads[i]]
        if label != "appos" or labels[addressed] != "nsubj" or not quoted[addressed]:
            continue
        if quoted[i] or quoted[verb] or not addressed < i < verb:
            continue
        heads[i], labels[i] = verb, "nsubj"
        labels[addressed] = "npadvmod"


def _number_quotations(words: Sequence[str], tags: Sequence[str]) -> list[int]:
    """Return for each token the number of the quotation that it is in; 0 where it is in none."""
    numbers, current, last = [], 0, 0
    for word, tag in zip(words, tags, strict=True):
        opens = tag == "``" or word in ("“", "‘")
        closes = (tag == "''" and word not in ("'", "’")) or word == "”"
        if opens and not current:
            last += 1
            current, closes = last, False
        numbers.append(current)
        if closes:
            current = 0
    return numbers


def _raise_participles(words: Sequence[str], tags: Sequence[str], labels: Sequence[str], heads: list[int]) -> None:
    """Attach a participle to an indefinite noun rather than to the definite one below it.

    'a bench of the high court headed by Roe': what is definite is known already, and is not restricted.
    """
    for i, label in enumerate(labels):
        inner = heads[i]
        if label != "acl" or tags[i] != "VBN" or i + 1 >= len(words) or labels[i + 1] != "agent":
            continue
        prep = heads[inner]
        outer = heads[prep]
        if labels[inner] != "pobj" or words[prep].lower() not in lexicon.grammar("genitive") or not outer < prep < i:
            continue
        determiners = {heads[k]: words[k].lower() for k in range(max(0, outer - 6), inner) if labels[k] == "det"}
        known = determiners.get(inner) in lexicon.grammar("definite_article") or tags[inner] == "NNP"
        if known and determiners.get(outer) in lexicon.grammar("indefinite_article"):
            heads[i] = outer


def _is_content(clause: int, speech: int, labels: Sequence[str], heads: Sequence[int]) -> bool:
    """Check whether a verb is that of the content of a speech verb, also one taken for a part of 'in a statement'."""
    if labels[clause] == "ccomp" and heads[clause] == speech:
        return True
    marked = any(heads[k] == clause and labels[k] == "mark" for k in range(speech, clause))
    return marked and labels[clause] == "acl" and labels[heads[clause]] == "pobj" and is_below(clause, speech, heads)


def _reattach_verbs(words: Sequence[str], tags: Sequence[str], deps: Sequence[str], heads: Sequence[int]) -> list[int]:
    """Attach a verb to the speech verb with which it agrees, rather than to the content."""
    corrected = list(heads)
    candidates = [i for i, dep in enumerate(deps) if dep in ("conj", "advcl") and deps[heads[i]] == "ccomp"]
    if not candidates:
        return corrected
    first_aux: dict[int, int] = {}
    with_subject: set[int] = set()
    passive: set[int] = set()
    marks: dict[int, str] = {}
    doers: set[int] = set()
    for i, dep in enumerate(deps):
        if dep.endswith(("subj", "subjpass")) or dep == "expl":
            with_subject.add(heads[i])
            noun = words[i].lower()
            kind = lexicon.nouns().get(noun) or lexicon.nouns().get(noun.removesuffix("s"))
            if tags[i] not in ("NN", "NNS") or kind in (EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION):
                doers.add(heads[i])
        elif dep in ("aux", "auxpass"):
            first_aux.setdefault(heads[i], i)
            if dep == "auxpass":
                passive.add(heads[i])
        elif dep == "mark":
            marks[heads[i]] = words[i].lower()

    def tense(verb: int) -> str | None:
        tag = tags[first_aux.get(verb, verb)]
        return tag if tag in _FINITE else None

    def is_behind_comma(verb: int, content: int) -> bool:
        before = verb - 1
        while before > content and (deps[before] in ("cc", "auxpass", "aux") or tags[before] in ("''", '"')):
            before -= 1
        return words[before] == "," and before < verb - 1

    def is_set_apart(verb: int, content: int) -> bool:
        """Check whether a verb is set apart from a content in the perfect: 'had left, and threatened to sue'.

        Or whether it is one of saying, and its subject would be a thing or undergo it: 'denied that the talks had taken
        place and called the report a lie'.
        """
        auxiliary = words[first_aux[content]].lower() if content in first_aux else ""
        perfect = auxiliary in lexicon.grammar("past_perfect_auxiliary")
        if not perfect or verb in first_aux:
            return False
        undone = content in passive or content not in doers
        return is_behind_comma(verb, content) or (undone and _speaks(words[verb]))

    def goes_on_with_have(verb: int, content: int) -> bool:
        """Check whether a form may go on with the 'has' of a content: 'noted that he has left and called it off'.

        Behind a comma of its own it is another verb of whoever speaks.
        """
        perfect = content in first_aux and tags[first_aux[content]] in ("VBZ", "VBP") and tags[content] == "VBN"
        participle = verb not in first_aux and words[verb].lower().endswith("ed")
        return perfect and participle and verb not in with_subject and not is_behind_comma(verb, content)

    for verb in candidates:
        content = heads[verb]
        saying = heads[content]
        if not saying < content < verb or tense(verb) is None or tense(content) is None:
            continue
        if tags[saying] == "VBG" and deps[saying] == "advcl" and is_behind_comma(verb, content):
            # 'He refused, saying that he would go, and was led away'
            if tense(verb) == tense(heads[saying]) != tense(content) and verb not in with_subject:
                corrected[verb] = heads[saying]
            continue
        if tense(verb) != tense(saying):
            continue
        if tense(verb) == tense(content) and not is_set_apart(verb, content):
            continue
        if goes_on_with_have(verb, content):
            continue
        if deps[verb] == "conj":
            # 'said the bank is closed and was robbed': a past copula can continue the content
            copula = words[verb].lower() in lexicon.grammar("past_copula")
            agrees = verb not in with_subject and verb not in passive and not copula
        else:
            agrees = verb in with_subject and marks.get(verb) in lexicon.grammar("contrast_conjunction")
        if agrees:
            corrected[verb] = saying
            before = verb - 1
            while before > content and is_below(before, verb, heads):
                before -= 1
            while before > content and deps[before] in ("cc", "punct") and heads[before] == content:
                corrected[before] = saying
                before -= 1
    return corrected


def _speaks(word: str) -> bool:
    """Check whether a word may be the past tense of a verb of saying: 'called', 'denied', 'said'."""
    return word.lower() in lexicon.grammar("irregular_speech") or any(
        (stem, "verb") in lexicon.cues() for stem in stems(word)
    )
