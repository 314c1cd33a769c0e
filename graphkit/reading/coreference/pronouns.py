"""Resolve pronouns.

The candidates are the entities before a pronoun that agree with it; the one with the strongest evidence is chosen, or
none. Inside a quotation 'I' is the speaker, and 'she' is not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Act, EntityType, MentionKind
from graphkit.reading.claims.claims import ClaimIndex
from graphkit.reading.claims.frames import cue_of
from graphkit.reading.coreference.clusters import MentionClusters
from graphkit.reading.coreference.constraints import (
    agrees,
    clause_of,
    co_arguments,
    contains,
    gender_of_noun,
    is_predicated,
    same_clause,
)
from graphkit.reading.coreference.joining import join_identified, join_predicated
from graphkit.reading.coreference.salience import (
    MentionPlace,
    evidence_for,
    evidence_for_none,
    salience,
    salience_of_rival,
)
from graphkit.reading.coreference.speakers import Speakers
from graphkit.reading.grammar.syntax import NOMINAL_SUBJECTS, child, governor, sentence_start, subject
from graphkit.reading.grammar.titles import is_post, name_kinship

__all__ = ["Candidate", "choose", "resolve_pronouns"]

_REACH = {"he": 9, "she": 9, "it": 2, "they": 3}
"""The most sentences between a pronoun and the last mention of a candidate."""
_MOST = 40
"""The most candidates, so that the cost is linear in a long text."""
_PROMINENCE = 0.07
"""The weight of salience for 'he' and 'she': in news the antecedent is mostly the subject before, unlike in GUM."""
_EAGER = 0.4
"""The advantage of every entity over none: an unresolved pronoun is of no use."""
_LEAST = 12.0
"""The least salience of the antecedent of an 'it'."""
_NEAR = 80
"""The most words between a pronoun and a noun that is no entity."""
_SPEAKERS = (EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.WORK)
_STATES = frozenset({EntityType.COUNTRY, EntityType.PLACE})
_OF_POSTS = frozenset({EntityType.ORGANIZATION, EntityType.GROUP, EntityType.UNKNOWN, *_STATES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A possible antecedent of a pronoun.

    Args:
        cluster: The entity's cluster, or None for no entity.
        evidence: The evidence for and against it.
        salience: Its salience at the pronoun.
    """

    cluster: int | None
    evidence: tuple[str, ...]
    salience: float = 0.0


type Choose = Callable[[int, str, Sequence[Candidate]], int | None]


def choose(mention: int, kind: str, candidates: Sequence[Candidate]) -> int | None:
    """Choose the candidate with the strongest evidence.

    Args:
        mention: The pronoun's position among the mentions.
        kind: Its name: 'he', 'she', 'it' or 'they'.
        candidates: The candidates, the most recent first; the one for no entity is the last.

    Returns:
        The cluster, or None for no entity.
    """
    if kind == "it":
        return max(candidates, key=lambda c: c.salience).cluster
    weights = _weights()["he" if kind == "she" else kind]

    def weigh(candidate: Candidate) -> float:
        eager = _EAGER if candidate.cluster is not None else 0.0
        prominent = _PROMINENCE * max(candidate.salience, 0.0) if kind != "they" else 0.0
        return round(eager + prominent + sum(weights.get(e, 0.0) for e in candidate.evidence), 6)

    return max(candidates, key=weigh).cluster


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    out: dict[str, dict[str, float]] = {"he": {}, "they": {}}
    for kind, evidence, weight in lexicon.rows("weights/pronouns", 3):
        out[kind][evidence] = float(weight)
    return out


def resolve_pronouns(clusters: MentionClusters, claims: ClaimIndex, choose: Choose = choose) -> None:
    """Add every pronoun that can be resolved to a cluster.

    Args:
        clusters: The document's clusters, with its names and nominals; they are changed.
        claims: The document's claims, for the speaker of each quotation.
        choose: Chooses among the candidates for a third-person pronoun.
    """
    _Walk(clusters, claims, choose).run()


class _Walk:
    """A pass over the mentions of a document in their order, which tracks the mentions of each entity so far."""

    def __init__(self, clusters: MentionClusters, claims: ClaimIndex, choose: Choose) -> None:
        self.clusters = clusters
        self.claims = claims
        self.choose = choose
        self.speakers = Speakers(clusters, claims)
        self.sentence = [number for number, tokens in enumerate(clusters.parsed.doc.sents) for _ in tokens]
        self.so_far: dict[int, list[int]] = {}  # cluster → its mentions; the latest mentioned cluster is the last
        self.rivals = _rivals(clusters)
        self.cues = sorted(claims.of_cue)
        self.sources = {source for claim in claims.items if claim.reported_in is None for source in claim.sources}

    def run(self) -> None:
        """Resolve every pronoun, from first to last."""
        clusters = self.clusters
        for i, mention in enumerate(clusters.index.mentions):
            if mention.kind is MentionKind.PRONOUN:
                for source in self._sources_behind(i):
                    self._put(source)
                self._put(i)
            elif mention.kind is MentionKind.NOMINAL and i not in clusters.index.pairs:
                join_predicated(clusters, self.claims, i)
            elif mention.kind is MentionKind.NAME:
                join_identified(clusters, self.claims, i)
            number = clusters.of[i]
            if number is not None and not self._is_predicate(i, number) and not clusters.index.is_nested(i):
                self.so_far[number] = [*self.so_far.pop(number, ()), i][-30:]
        self._resolve_speakers()
        for cluster in clusters.items:
            cluster.mentions.sort()

    def _put(self, mention: int) -> None:
        """Add a pronoun to the cluster that it refers to, if it is resolved now and was not before."""
        number, rule = self._resolve(mention) if self.clusters.of[mention] is None else (None, "")
        if number is not None:
            self.clusters.put(mention, number, rule)
            _learn_gender(self.clusters, mention, number)

    def _sources_behind(self, mention: int) -> list[int]:
        """List the pronouns behind a quotation that say who speaks in it: '“He lied,” she said' is not about her."""
        index, position = self.clusters.index, self.speakers.claim_at(mention)
        sources = self.claims.items[position].sources if position is not None else ()
        return [
            source
            for source in sources
            if source > mention
            and index.mentions[source].kind is MentionKind.PRONOUN
            and self.clusters.parsed.quoted[index.heads[source]] < 0
        ]

    def _resolve_speakers(self) -> None:
        """Resolve each 'I', 'we' and 'you' again: the speaker can be named after the quotation."""
        for i, mention in enumerate(self.clusters.index.mentions):
            if mention.kind is MentionKind.PRONOUN and self.clusters.of[i] is None:
                kind = lexicon.pronouns()[mention.span.exact.casefold()].name
                number = self.speakers.of(i, kind) if kind in ("i", "we", "you") else None
                if number is not None:
                    self.clusters.put(i, number, "speaker")

    def _is_predicate(self, mention: int, number: int) -> bool:
        """Check whether a mention is only a predicate nominal, and no entity: 'is no actor'."""
        alone = len(self.clusters.items[number].mentions) == 1
        return alone and is_predicated(self.clusters.parsed.doc[self.clusters.index.heads[mention]])

    def _resolve(self, mention: int) -> tuple[int | None, str]:
        token = self.clusters.parsed.doc[self.clusters.index.heads[mention]]
        kind = lexicon.pronouns()[token.lower_].name
        if kind in ("i", "we", "you"):
            return self.speakers.of(mention, kind), "speaker"
        if token.lower_.endswith(lexicon.sequence("reflexive_ending")):
            return self._reflexive(token, kind), "reflexive"
        known = self._with_kin(token, kind)
        if known is None:
            known = self._listed_before(token, kind)
        if known is None:
            known = self._of_subject(token, kind)
        if known is None:
            ahead = self._asked(token, kind)
            ahead = self._in_front(token, kind) if ahead is None else ahead
            if ahead is not None:
                return ahead, "pronoun-ahead"
            known = self._who_goes_on(token, kind)
        if known is None:
            known = self._subject_before(token, kind)
        if known is not None:
            return known, "pronoun"
        place = MentionPlace(token=token, kind=kind, sentence=self.sentence, paragraph=self.clusters.parsed.paragraph)
        candidates = [*self._candidates(mention, place)]
        speakers = self._that_can_speak(token, candidates)
        if speakers:
            return self.choose(mention, kind, speakers), "pronoun"
        if self._is_of_post(token):
            return self._that_has_post(place, candidates), "pronoun"
        rivals = [*self._rivals_of(place)]
        none = Candidate(
            cluster=None,
            evidence=tuple(evidence_for_none(place, len(candidates), len(rivals))),
            salience=max([_LEAST, *rivals]),
        )
        number = self.choose(mention, kind, [*candidates, none])
        if number is not None or candidates:
            return number, "pronoun"
        return self._ahead(mention, token, kind), "pronoun-ahead"

    def _with_kin(self, token: Token, kind: str) -> int | None:
        """Return who stands in one list with his kin: 'Jo Roe, his wife, Ada, and the mayor'."""
        noun, index = token.head, self.clusters.index
        listed = token.dep_ == "poss" and noun.dep_ in ("conj", "appos") and noun.head.i in index.at
        if not listed or kind not in ("he", "she") or name_kinship(noun) is None:
            return None
        number = self.clusters.of[index.at[noun.head.i]]
        if number is None or not agrees(self.clusters.items[number], kind):
            return None
        # the parser takes the second of a list for an apposition, which 'Ada Roe, his wife' is indeed
        of_other_sex = gender_of_noun(noun) not in (None, self.clusters.items[number].gender)
        known = self.clusters.items[number].gender is not None
        return number if noun.dep_ == "conj" or (known and of_other_sex) else None

    def _listed_before(self, token: Token, kind: str) -> int | None:
        """Return the owner that begins a list of what is his: 'the company and its staff', 'Roe and her aides'."""
        noun = token.head
        if token.dep_ != "poss" or noun.dep_ != "conj" or noun.pos_ not in ("NOUN", "PROPN"):
            return None
        while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
            noun = noun.head
        between = token.doc[noun.i : token.i]
        apart = {t.lower_ for t in between if t.dep_ == "cc"} - lexicon.grammar("list_conjunction")
        if noun is token.head or apart or any(t.pos_ in ("VERB", "AUX") for t in between):
            return None  # 'not Roe but his twin'
        return self._agreeing(noun, kind)

    def _of_subject(self, token: Token, kind: str) -> int | None:
        """Return the body or state that is the subject of the clause of an 'its': 'Norvale warned in its report'."""
        subj = child(clause_of(token), *NOMINAL_SUBJECTS)
        if token.dep_ != "poss" or kind != "it" or subj is None or not subj.right_edge.i < token.i:
            return None
        number = self._agreeing(subj, kind)
        if number is None or self.clusters.items[number].type not in (EntityType.ORGANIZATION, EntityType.COUNTRY):
            return None
        return number

    def _asked(self, token: Token, kind: str) -> int | None:
        """Return the named subject of a sentence that begins with what he was asked: 'Asked if she would go, Roe …'."""
        clause = clause_of(token)
        while clause.head is not clause and clause.lemma_ not in lexicon.words("questioning_verb"):
            clause = clause_of(clause)
        main = clause.head
        subj = child(main, *NOMINAL_SUBJECTS)
        if clause.dep_ != "advcl" or clause.tag_ != "VBN" or subj is None or not token.i < subj.i < main.i:
            return None
        return self._agreeing(subj, kind, named=True)

    def _in_front(self, token: Token, kind: str) -> int | None:
        """Return the named subject of a sentence that begins with what is his: 'In his reply, Roe said …'."""
        prep = token.head.head
        begins = prep.lower_ in lexicon.grammar("fronted_preposition") and sentence_start(token) == prep.i
        subj = child(prep.head, *NOMINAL_SUBJECTS)
        if token.dep_ != "poss" or not begins or kind not in ("he", "she") or subj is None:
            return None
        between = token.doc[token.i + 1 : subj.i]
        clear = prep.head.dep_ == "ROOT" and token.i < subj.i < prep.head.i
        if not clear or any(t.lower_ in lexicon.pronouns() for t in between):
            return None
        return self._agreeing(subj, kind, named=True)

    def _agreeing(self, noun: Token, kind: str, *, named: bool = False) -> int | None:
        """Return the entity that a noun mentions, if a pronoun of a kind agrees with it; named ones alone if wanted."""
        mention = self.clusters.index.at.get(noun.i)
        number = self.clusters.of[mention] if mention is not None else None
        if number is None or (named and not self.clusters.items[number].names):
            return None
        return number if agrees(self.clusters.items[number], kind) else None

    def _subject_before(self, token: Token, kind: str) -> int | None:
        """Return the person whom the sentence before is about, if it names nobody else who could be meant.

        The subject of a sentence is what the next one goes on with (Grosz, Joshi and Weinstein, 1995). A quotation
        between the two is no sentence of the article: 'Roe was delighted. “They wanted it,” he said.'
        """
        parsed, index, of = self.clusters.parsed, self.clusters.index, self.clusters.of
        main = token.dep_ == "nsubj" and parsed.quoted[token.i] < 0
        start = sentence_start(token)
        own = (parsed.doc[i] for i in range(token.i - 1, start - 1, -1) if parsed.quoted[i] < 0)
        if not main or kind not in ("he", "she") or any(t.dep_ in NOMINAL_SUBJECTS for t in own):
            return None
        before = next((i for i in range(start - 1, -1, -1) if parsed.quoted[i] < 0 and parsed.doc[i].is_alpha), None)
        if before is None or parsed.paragraph[before] != parsed.paragraph[token.i]:
            return None
        said = parsed.doc[sentence_start(parsed.doc[before]) : before + 1]
        mentions = {index.at[t.i] for t in said if t.i in index.at}
        named = {of[m] for m in mentions if index.mentions[m].kind is not MentionKind.PRONOUN}
        root = next((t for t in said if t.dep_ == "ROOT"), None)
        subj = child(root, *NOMINAL_SUBJECTS) if root is not None else None
        if subj is None and not any(t.dep_ in NOMINAL_SUBJECTS for t in said):
            # 'Just look at Roe. He has said …': an order or a fragment, which names one person
            only = {n for n in named if n is not None and agrees(self.clusters.items[n], kind)}
            return only.pop() if len(only) == 1 else None
        if subj is None or subj.i not in index.at or index.mentions[index.at[subj.i]].kind is not MentionKind.NAME:
            return None
        number = of[index.at[subj.i]]
        others = {n for n in named if n is not None and n != number and agrees(self.clusters.items[n], kind)}
        meant = number is not None and not others and agrees(self.clusters.items[number], kind)
        return number if meant else None

    def _who_goes_on(self, token: Token, kind: str) -> int | None:
        """Return who spoke last, for the subject of the next word of saying: 'Roe said Berg lied. He added …'.

        Whoever is only spoken of in what was said is no subject of the article's own sentences.
        """
        parsed, verb = self.clusters.parsed, token.head
        if token.dep_ != "nsubj" or self.claims.voice[token.i] >= 0 or parsed.quoted[token.i] >= 0:
            return None
        if verb.i not in self.claims.of_cue or verb.lemma_ in lexicon.words("answering_verb"):
            return None
        before = bisect_left(self.cues, token.i) - 1
        while before >= 0 and self.claims.voice[self.cues[before]] >= 0:
            before -= 1
        if before < 0 or not self._is_next(self.cues[before], token.i):
            return None
        claim = self.claims.items[self.claims.of_cue[self.cues[before]]]
        numbers = {self.clusters.of[m] for m in claim.sources}
        if claim.act is Act.ASKS or len(numbers) != 1:
            return None
        number = numbers.pop()
        if number is None or not agrees(self.clusters.items[number], kind):
            return None
        known = kind in ("it", "they") or self.clusters.items[number].gender is not None
        return number if known or verb.lemma_ in lexicon.words("continuing_verb") else None

    def _is_next(self, cue: int, token: int) -> bool:
        """Check whether a token is in the sentence of a cue or in the next, leaving aside quoted sentences."""
        parsed = self.clusters.parsed
        verb = parsed.doc[cue]  # 'Roe left, saying: “…”' is as good as 'Roe said'
        main = verb.dep_ == "ROOT" or (verb.head.dep_ == "ROOT" and (verb.dep_ == "conj" or verb.tag_ == "VBG"))
        goes_on = parsed.quoted[sentence_start(parsed.doc[token])] >= 0
        goes_on = goes_on or parsed.doc[token].head.lemma_ in lexicon.words("continuing_verb")
        if not main or parsed.paragraph[token] - parsed.paragraph[cue] > int(goes_on):
            return False
        between = {self.sentence[i] for i in range(cue, token) if parsed.quoted[i] < 0 and parsed.doc[i].is_alpha}
        return len(between | {self.sentence[token]}) <= 2

    def _rivals_of(self, place: MentionPlace) -> Iterator[float]:
        """Yield the salience of the nouns near a pronoun that are no entities."""
        nouns, at = self.rivals.get(place.kind, []), place.token.i
        for i in nouns[bisect_left(nouns, at - _NEAR + 1) : bisect_left(nouns, at)]:
            if self.sentence[at] - self.sentence[i] <= _REACH[place.kind]:
                noun = self.clusters.parsed.doc[i]
                if not same_clause(noun, place.token) and not contains(noun, place.token):
                    yield salience_of_rival(self.clusters, place, noun)

    def _that_can_speak(self, token: Token, candidates: Sequence[Candidate]) -> list[Candidate]:
        """List the candidates for the 'it' of a speech verb: a document in the present, else also a body or a state."""
        if token.lower_ not in lexicon.grammar("neuter_subject") or token.dep_ != "nsubj" or not cue_of(token.head)[1]:
            return []
        if token.head.lemma_ not in lexicon.words("speech_of_it"):
            return []
        kinds = {n: self.clusters.items[n].type for c in candidates if (n := c.cluster) is not None}
        works = [c for c in candidates if c.cluster is not None and kinds[c.cluster] is EntityType.WORK]
        if works and token.head.tag_ == "VBZ":
            return works[:1]  # 'it says': people and bodies are reported in the past
        return [c for c in candidates if c.cluster is not None and kinds[c.cluster] in _SPEAKERS]

    def _is_of_post(self, token: Token) -> bool:
        """Check whether a pronoun is the 'its' of somebody's post: 'Its director, Jo Roe, said'."""
        return token.lower_ in lexicon.grammar("neuter_possessive") and token.dep_ == "poss" and is_post(token.head)

    def _that_has_post(self, place: MentionPlace, candidates: Sequence[Candidate]) -> int | None:
        """Return the likeliest of the candidates for the 'its' of a post: what a sentence is about that has posts."""
        kinds = _OF_POSTS - _STATES if place.token.head.lemma_.lower() in lexicon.words("body_post") else _OF_POSTS
        rated: list[tuple[float, int]] = []
        for number in (candidate.cluster for candidate in candidates):
            if number is not None and self.clusters.items[number].type in kinds:
                topical = [m for m in self.so_far[number][-4:] if self._is_topic(m)]
                rated += [(salience(self.clusters, place, number, topical), number)] if topical else []
        prominent, best = max(rated, default=(0.0, None))
        return best if prominent > 0 else None

    def _is_topic(self, mention: int) -> bool:
        """Check whether a sentence is about a mention: its subject, that subject's owner, or its source."""
        head = self.clusters.parsed.doc[self.clusters.index.heads[mention]]
        if head.dep_ == "poss":
            head = head.head
        main = head.dep_ in NOMINAL_SUBJECTS and governor(head.head).dep_ == "ROOT"
        return main or mention in self.sources

    def _candidates(self, mention: int, place: MentionPlace) -> Iterable[Candidate]:
        token, clusters = place.token, self.clusters
        barred = self.speakers.speaker(mention) | co_arguments(clusters, token)
        own_words = self.speakers.quoted_of(mention)
        inside = clusters.parsed.quoted[token.i] >= 0
        rank = 0
        for number in islice(reversed(self.so_far), _MOST):
            mentions = self.so_far[number]
            last = clusters.parsed.doc[clusters.index.heads[mentions[-1]]]
            if self.sentence[token.i] - self.sentence[last.i] > _REACH[place.kind]:
                break
            if number in barred or not agrees(clusters.items[number], place.kind):
                continue
            if not inside and all(clusters.parsed.quoted[clusters.index.heads[m]] >= 0 for m in mentions):
                continue  # '“David beat Goliath,” her mother said': who is only spoken of is not in the article's scene
            heads = [clusters.parsed.doc[clusters.index.heads[m]] for m in mentions[-4:]]
            if not any(head.lower_ not in lexicon.grammar("one_of") or _is_told_of(head) for head in heads):
                continue  # 'Roe said that one of the officers had paid. She …'
            near = [head for head in heads if self.sentence[head.i] == self.sentence[token.i]]
            if any(same_clause(head, token) or contains(head, token) for head in near):
                continue
            if any(
                start <= at < end for at in self._named_at(clusters.items[number].mentions) for start, end in own_words
            ):
                continue  # '“This broker must go,” he said': the speaker is not one of those mentioned
            # each is computed only where `choose` uses it
            evidence = () if place.kind == "it" else tuple(evidence_for(clusters, place, number, mentions, rank))
            prominent = 0.0 if place.kind == "they" else salience(clusters, place, number, mentions)
            yield Candidate(cluster=number, evidence=evidence, salience=prominent)
            rank += 1

    def _named_at(self, mentions: Sequence[int]) -> Iterator[int]:
        index = self.clusters.index.mentions
        return (index[m].span.start for m in mentions if index[m].kind is not MentionKind.PRONOUN)

    def _reflexive(self, token: Token, kind: str) -> int | None:
        """Return the subject of a reflexive pronoun's clause, if it agrees."""
        subj = subject(clause_of(token))
        if subj is None or subj.i not in self.clusters.index.at:
            return None
        number = self.clusters.of[self.clusters.index.at[subj.i]]
        return number if number is not None and agrees(self.clusters.items[number], kind) else None

    def _ahead(self, mention: int, token: Token, kind: str) -> int | None:
        """Return the subject of the main clause for a pronoun before it: 'When she arrived, Merkel said …'."""
        clusters = self.clusters
        for later in range(mention + 1, min(mention + 7, len(clusters.of))):
            head = clusters.parsed.doc[clusters.index.heads[later]]
            if sentence_start(head) != sentence_start(token):
                return None
            number = clusters.of[later]
            if number is None or head.dep_ not in NOMINAL_SUBJECTS or not agrees(clusters.items[number], kind):
                continue
            verb = clause_of(token)
            if verb.dep_ in ("advcl", "pcomp") and verb.head == clause_of(head):
                return number
            if token.dep_ == "poss" and token.head.dep_ == "pobj":
                return number
        return None


def _learn_gender(clusters: MentionClusters, mention: int, number: int) -> None:
    """Set the gender of a cluster by its pronoun."""
    cluster = clusters.items[number]
    pronoun = lexicon.pronouns()[clusters.parsed.doc[clusters.index.heads[mention]].lower_]
    cluster.gender = cluster.gender or pronoun.gender


def _rivals(clusters: MentionClusters) -> dict[str, list[int]]:
    """List the nouns that 'it' and 'they' can refer to and that are no entities."""
    out: dict[str, list[int]] = {"it": [], "they": []}
    for token in clusters.parsed.doc:
        if (
            token.pos_ == "NOUN"
            and token.i not in clusters.index.at
            and not clusters.parsed.skipped[token.i]
            and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
            and token.ent_type_ not in ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT")
        ):
            out["they" if token.tag_ == "NNS" else "it"].append(token.i)
    return out


def _is_told_of(head: Token) -> bool:
    """Check whether a sentence is about somebody: the subject of its main clause."""
    return head.dep_ in NOMINAL_SUBJECTS and head.head.dep_ == "ROOT"
