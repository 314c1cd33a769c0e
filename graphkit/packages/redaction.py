"""Redact a graph: its texts, everything that is said in it, and the addresses of what it speaks of.

Everything in a package is made of the redacted graph, by what makes it of any other: so no format can hold what the
graph does not. What was read, and how surely, was read in the articles as they were.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.errors import OutputError, Problem
from graphkit.model.vocabulary import DCTERMS, GK, OA, RDF, SCHEMA, SKOS, XSD, Addresses
from graphkit.packages.addresses import DIGESTED, Names, digest, name_by_content
from graphkit.packages.commitments import Commitment, Opening, commit, make_openings
from graphkit.packages.naming import Target
from graphkit.packages.redactor import Redacted, Redactor, Stretch, placeholder
from graphkit.packages.spelling import fold
from graphkit.rdf.literals import write_count

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["OURS", "Redaction", "hash_text", "redact"]

_STRING = f"{XSD}string"
_TYPE = f"{RDF}type"
_LINK, _LINKED_BY, _LABEL, _OTHER = f"{SKOS}exactMatch", f"{GK}linkedBy", f"{SKOS}prefLabel", f"{SKOS}altLabel"
_SOURCE, _IDENTIFIER, _KNOWN = f"{DCTERMS}source", f"{DCTERMS}identifier", f"{GK}knownEntities"
_OF_MENTION = frozenset(GK + name for name in ("refersTo", "mentionKind", "typedBy", "rule"))
_PROPOSITION, _HASH = f"{GK}proposition", f"{GK}textSha256"
OURS = frozenset(
    GK + name for name in ("rule", "typedBy", "linkedBy", "readRule", "model", "textSha256", "knownEntities")
)
"""The properties whose values are graphkit's own words or digests, and never an article's words."""
_DATES = frozenset(XSD + kind for kind in ("date", "dateTime", "gYear", "gYearMonth"))
_SHA256 = 64
_TRIPLE = tuple(RDF + part for part in ("subject", "predicate", "object"))
_DESCRIBED = {_IDENTIFIER: "identifier", f"{DCTERMS}title": "title", f"{DCTERMS}publisher": "publisher"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """A redacted graph, and what proves what was redacted.

    Args:
        quads: The graph.
        texts: The texts by the new address of their document.
        commitments: What it shows of what was redacted.
        openings: What proves it: for the user alone.
        placeholders: What each placeholder stands for: for the user alone.
        numbers: How many times each placeholder stands in the texts.
        addresses: The new address of everything that has one, by the old address.
        fragments: Words that are pieces of a redacted name, folded and in lower case.
        forbidden: Digests and addresses that must not be in any file, since guesses could be tried against them.
        targets: What was redacted, each with the number of its placeholder.
        problems: What was asked for and is not there.
    """

    quads: Sequence[Quad]
    texts: Mapping[str, str]
    commitments: Sequence[Commitment]
    openings: Sequence[Opening]
    placeholders: Mapping[str, Sequence[str]]
    numbers: Mapping[str, int]
    addresses: Mapping[str, str]
    fragments: Sequence[str]
    forbidden: frozenset[str]
    targets: Mapping[Target, int]
    problems: Sequence[Problem]


def redact(
    store: GraphStore, texts: Mapping[str, str], targets: Sequence[Target], *, base: str, secret: bytes
) -> Redaction:
    """Redact a graph.

    Args:
        store: The graph.
        texts: The texts of all of its documents, by their addresses.
        targets: What is redacted.
        base: The address below which its things live.
        secret: What the salts are derived from, and the order of the placeholders.

    Raises:
        OutputError: Two articles are the same when they are redacted.
    """
    return _Redaction(store, texts, targets, base, secret).run()


class _Redaction:
    """Holds what every step needs."""

    def __init__(
        self, store: GraphStore, texts: Mapping[str, str], targets: Sequence[Target], base: str, secret: bytes
    ) -> None:
        self.before = sorted(set(store), key=str)
        self.base, self.secret, self.texts = base, secret, texts
        self.values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for quad in self.before:
            self.values[quad.predicate.value][_value(quad.subject)].add(_value(quad.object))
        self.statements = {
            _value(quad.subject): _value(quad.graph_name)
            for quad in self.before
            if quad.predicate.value == _PROPOSITION
        }
        self.parts = {
            (_value(quad.subject), quad.predicate.value): quad.object
            for quad in self.before
            if quad.predicate.value in _TRIPLE and isinstance(quad.object, NamedNode | Literal)
        }
        present = self._find_present(targets)
        self.problems = [
            Problem(where=asked, what="matches nothing in the package; nothing was redacted for it")
            for asked in dict.fromkeys(target.asked for target in targets)
            if asked not in {target.asked for target in present}
        ]
        # In no order that tells anything of the names.
        self.numbers = {target: at for at, target in enumerate(sorted(present, key=lambda t: self.rank(t.key)), 1)}
        self.redactor = Redactor(self.numbers)
        self.entities = {entity: number for target, number in self.numbers.items() for entity in target.entities}
        kinds = self.values[f"{GK}mentionKind"]
        self.named = {mention for mention, own in kinds.items() if f"{GK}name" in own}
        people = {entity for entity, own in self.values[_TYPE].items() if f"{SCHEMA}Person" in own}
        called = {entity for mention in self.named for entity in self.values[f"{GK}refersTo"].get(mention, ())}
        self.others = (people & called) - self.entities.keys()
        self.documents = self._redact_texts()
        self.fragments = self._find_fragments()
        self.labels = self._relabel()
        self.names = Names(
            base,
            documents=self.documents,
            entities=self.entities,
            labels=self.labels,
            redact=self.redact,
            rank=self.rank,
        )
        self.kept_mentions = self._choose_mentions()
        self.withheld: list[tuple[str, str, str]] = []

    def rank(self, key: str) -> str:
        """Return in which order something comes: at random for whoever does not know the secret."""
        return hmac.new(self.secret, f"order\n{key}".encode("utf-8", "surrogatepass"), "sha256").hexdigest()

    def run(self) -> Redaction:
        changed = {address for address, text in self.documents.items() if text.stretches}
        nodes = {_value(term) for quad in self.before for term in (quad.subject, quad.object) if _is_node(term)}
        self.names.settle(sorted(nodes))
        if len({self.names[address] for address in self.documents}) < len(self.documents):
            raise OutputError("two articles are the same once they are redacted; leave one of them out of the graph")
        quads = [new for quad in self.before for new in self._quad(quad)]
        quads += self._propose()
        again = name_by_content(quads, self.base)
        moved = sorted({_rename(quad, again) for quad in quads}, key=str)
        texts = {self.names[address]: text.after for address, text in self.documents.items()}
        commitments, openings = self._commit(moved, texts, changed)
        addresses = {node: again.get(self.names[node], self.names[node]) for node in sorted(nodes)}
        counted: dict[str, int] = {placeholder(number): 0 for number in self.numbers.values()}
        for text in self.documents.values():
            for stretch in text.stretches:
                name = placeholder(stretch.number)
                counted[name] = counted.get(name, 0) + 1
        return Redaction(
            quads=moved,
            texts=dict(sorted(texts.items())),
            commitments=commitments,
            openings=openings,
            placeholders={placeholder(number): target.names for target, number in self.numbers.items()},
            numbers=counted,
            fragments=tuple(sorted(self.fragments)),
            addresses=addresses,
            forbidden=self._forbid(changed, addresses),
            targets=self.numbers,
            problems=self.problems,
        )

    # -- names and texts

    def _find_present(self, targets: Iterable[Target]) -> list[Target]:
        """Choose the targets that are in this graph: an entity of theirs is, or their words stand somewhere."""
        # Each as if it were the only one: what another one covers is there too.
        literals = {quad.object.value for quad in self.before if _is_text(quad.object)}
        subjects = {_value(quad.subject) for quad in self.before}
        everything = [*self.texts.values(), *sorted(literals)]
        found = []
        for target in targets:
            redactor = Redactor({target: 1})
            if not target.entities.isdisjoint(subjects) or any(redactor.find(text) for text in everything):
                found.append(target)
        return found

    def _redact_texts(self) -> dict[str, Redacted]:
        refers, exact = self.values[f"{GK}refersTo"], self.values[f"{OA}exact"]
        owners: dict[str, list[Stretch]] = defaultdict(list)
        for mention, entities in refers.items():
            numbers = [self.entities[entity] for entity in sorted(entities) if entity in self.entities]
            others = [0 for entity in entities if entity in self.others] if mention in self.named else []
            if (numbers or others) and mention in exact:
                document, _, offsets = mention.partition("#char=")
                start, end = map(int, offsets.split(","))
                owners[document].append(Stretch(start=start, end=end, number=(numbers or others)[0]))
        return {
            address: self.redactor.replace(text, sorted(owners[address]))
            for address, text in sorted(self.texts.items())
        }

    def _relabel(self) -> dict[str, str]:
        """Return the new label of each entity that is not redacted itself, and whose name holds what is."""
        labels = {}
        for entity, names in self.values[_LABEL].items():
            if entity not in self.entities:
                for name in sorted(names):
                    if (new := self._redact_name(entity, name)) != name:
                        labels[entity] = new
        return labels

    def _redact_name(self, entity: str, name: str) -> str:
        return self.redactor.redact_other(name) if entity in self.others else self.redact(name)

    def redact(self, words: str) -> str:
        """Redact words, also where they are a piece of a name that only its article shows to be one."""
        new = self.redactor.redact(words)
        return self.fragments.get(fold(words).lower(), new) if new == words else new

    def _find_fragments(self) -> dict[str, str]:
        """Find what was read out of the midst of a name, as of one that is broken at the end of a line."""
        found = {}
        for span, words in sorted(self.values[f"{OA}exact"].items()):
            document = self.documents.get(span.partition("#")[0])
            for piece in words:
                if document is not None and document.stretches and self.redactor.redact(piece) == piece:
                    if (new := self._cut(span)) != piece:
                        found[fold(piece).lower()] = new
        return found

    def _choose_mentions(self) -> dict[str, str]:
        """Choose of mentions that become one the longest, by its new address."""
        chosen: dict[str, tuple[int, str]] = {}
        for mention in self.values[f"{GK}mentionKind"]:
            document, _, offsets = mention.partition("#char=")
            text = self.documents.get(document)
            if text is not None and text.stretches:
                start, end = map(int, offsets.split(","))
                place = f"{document}#char={text.move(start)},{text.move(end, end=True)}"
                best = (start - end, self.rank(mention))
                if place not in chosen or best < (chosen[place][0], self.rank(chosen[place][1])):
                    chosen[place] = (start - end, mention)
        return {mention: place for place, (_, mention) in chosen.items()}

    # -- quads

    def _quad(self, quad: Quad) -> Iterator[Quad]:
        subject, predicate = _value(quad.subject), quad.predicate.value
        if self._drops(quad, subject, predicate):
            return
        value: NamedNode | Literal
        if _is_text(quad.object):
            is_ours = predicate in OURS and predicate != _HASH
            value = quad.object if is_ours else Literal(self._text(quad, subject, predicate))
        elif isinstance(quad.object, NamedNode):
            value = NamedNode(self.names[quad.object.value])
        else:
            assert isinstance(quad.object, Literal)
            value = self._number(subject, predicate, quad.object)
        graph = NamedNode(self.names[_value(quad.graph_name)])
        yield Quad(NamedNode(self.names[subject]), quad.predicate, value, graph)

    def _drops(self, quad: Quad, subject: str, predicate: str) -> bool:
        """Check whether a quad is left out: it would tell what was redacted, or is written anew."""
        if predicate in (_LINK, _LINKED_BY) and (subject in self.entities or self._is_renamed(subject)):
            return True
        if predicate == _OTHER and subject in self.entities:
            return True
        if predicate == _SOURCE and self._is_changed(subject):
            self.withheld.append(("address", subject, _value(quad.object)))
            return True
        if isinstance(quad.object, Literal) and quad.object.datatype.value in _DATES:
            date = quad.object.value
            if self.redactor.redact(date) != date:
                self.withheld.append(("date", subject, date))
                return True
        if predicate == _KNOWN:
            self.withheld.append(("known entities", subject, _value(quad.object)))
            return True
        if predicate in _OF_MENTION or (predicate == _TYPE and _value(quad.object) == f"{GK}Mention"):
            if "#" in subject and self._is_changed(subject.partition("#")[0]):
                who = self.values[f"{GK}refersTo"].get(subject, set())
                told = predicate == f"{GK}typedBy" and not who.isdisjoint(self.entities)
                return told or subject not in self.kept_mentions
        if predicate == _PROPOSITION or f"{GK}Proposition" in self.values[_TYPE].get(subject, ()):
            return True
        return self._is_decision_on_redacted(subject)

    def _is_changed(self, document: str) -> bool:
        text = self.documents.get(document)
        return text is not None and bool(text.stretches)

    def _is_renamed(self, entity: str) -> bool:
        """Check whether any name of an entity holds what is redacted: then what it is matched with tells it."""
        names = self.values[_LABEL].get(entity, set()) | self.values[_OTHER].get(entity, set())
        return any(self.redact(name) != name for name in names)

    def _is_decision_on_redacted(self, subject: str) -> bool:
        """Check whether a decision on who is who rests on how a redacted name is spelt: its score would tell."""
        refers = self.values[f"{GK}refersTo"]
        ends = (self.values[GK + end].get(subject, set()) for end in ("first", "second"))
        return any(
            entity in self.entities or self._is_renamed(entity)
            for mentions in ends
            for mention in mentions
            for entity in refers.get(mention, ())
        )

    def _text(self, quad: Quad, subject: str, predicate: str) -> str:
        words = _value(quad.object)
        if subject in self.entities and predicate == _LABEL:
            return placeholder(self.entities[subject])
        document, _, offsets = subject.partition("#char=")
        if predicate == f"{OA}exact" and offsets and document in self.documents:
            return self._cut(subject)
        if predicate == _HASH and subject in self.documents:
            return hash_text(self.documents[subject].after)
        if predicate == f"{GK}content" and (new := self._join_spans(subject, words)) is not None:
            return new
        if predicate in (_TRIPLE[0], _TRIPLE[2]):
            return self._argument(subject, predicate, words)
        if subject in self.others and predicate in (_LABEL, _OTHER):
            return self.redactor.redact_other(words)
        new = self.redact(words)
        if new != words and (text := self.documents.get(_value(quad.graph_name))) is not None:
            new = text.cut(words) or new
        if predicate == _IDENTIFIER and self._is_changed(subject) and "://" in words:
            new = f"[redacted address {digest(self.documents[subject].after)}]"
        if new != words and predicate in _DESCRIBED and subject in self.documents:
            self.withheld.append((_DESCRIBED[predicate], subject, words))
        return new

    def _cut(self, span: str, *, before: bool = False) -> str:
        """Cut a span out of the text of its document."""
        document, _, offsets = span.partition("#char=")
        text = self.documents[document]
        start, end = map(int, offsets.split(","))
        return text.before[start:end] if before else text.after[text.move(start) : text.move(end, end=True)]

    def _join_spans(self, claim: str, words: str) -> str | None:
        spans = sorted(
            self.values[f"{GK}contentSpan"].get(claim, ()),
            key=lambda span: tuple(map(int, span.rpartition("=")[2].split(","))),
        )
        if " … ".join(self._cut(span, before=True) for span in spans) == words:
            return " … ".join(map(self._cut, spans))
        return None

    def _argument(self, statement: str, predicate: str, words: str) -> str:
        """Redact what a statement has as a text, as its span is redacted."""
        name = "subjectSpan" if predicate == _TRIPLE[0] else "objectSpan"
        for span in sorted(self.values[GK + name].get(statement, ())):
            if " ".join(self._cut(span, before=True).split()) == words:
                return " ".join(self._cut(span).split())
        return self.redact(words)

    def _number(self, subject: str, predicate: str, value: Literal) -> Literal:
        if predicate in (f"{OA}start", f"{OA}end"):
            text = self.documents.get(subject.partition("#")[0])
            if text is not None:
                return write_count(text.move(int(value.value), end=predicate == f"{OA}end"))
        return value

    def _propose(self) -> Iterator[Quad]:
        """Write the propositions anew: each is named by a digest of what it says."""
        for statement, document in sorted(self.statements.items()):
            terms = [self._part(statement, part) for part in _TRIPLE]
            address = Addresses(self.base).proposition(digest(" ".join(map(str, terms))))
            node, graph = NamedNode(address), NamedNode(self.names[document])
            yield Quad(NamedNode(self.names[statement]), NamedNode(_PROPOSITION), node, graph)
            yield Quad(node, NamedNode(_TYPE), NamedNode(f"{GK}Proposition"), graph)
            for part, term in zip(_TRIPLE, terms, strict=True):
                yield Quad(node, NamedNode(part), term, graph)

    def _part(self, statement: str, part: str) -> NamedNode | Literal:
        term = self.parts[statement, part]
        if isinstance(term, NamedNode):
            return NamedNode(self.names[term.value])
        return Literal(self._argument(statement, part, term.value))

    # -- what proves it, and what would tell it

    def _commit(
        self, quads: Sequence[Quad], texts: Mapping[str, str], changed: Iterable[str]
    ) -> tuple[list[Commitment], list[Opening]]:
        rows: list[tuple[str, str, int | None, int | None, str]] = []
        for address in changed:
            text, new = self.documents[address], self.names[address]
            rows.append(("text", new, None, None, hash_text(text.before)))
            for stretch, (start, end) in zip(text.stretches, text.places, strict=True):
                rows.append(("words", new, start, end, text.before[stretch.start : stretch.end]))
        rows += ((what, self.names[of], None, None, value) for what, of, value in dict.fromkeys(self.withheld))
        for target, number in self.numbers.items():
            if target.entities:
                value = "\n".join((*target.names, *target.links))
                rows.append(("names", f"{self.base}entity/redacted-{number}", None, None, value))
        rows.sort(key=lambda row: (row[1], row[2] or 0, row[0], self.rank(row[4])))
        ids = [f"c{number}" for number in range(1, len(rows) + 1)]
        shown = hashlib.sha256("\n".join(map(str, quads)).encode("utf-8", "surrogatepass"))
        for address, words in sorted(texts.items()):
            shown.update(f"\n{address}\n{words}".encode("utf-8", "surrogatepass"))
        openings = make_openings(
            [(name, row[4]) for name, row in zip(ids, rows, strict=True)], secret=self.secret, shown=shown.digest()
        )
        commitments = [
            Commitment(
                id=opening.id, what=what, of=of, start=start, end=end, commitment=commit(opening.salt, opening.value)
            )
            for opening, (what, of, start, end, _) in zip(openings, rows, strict=True)
        ]
        return commitments, openings

    def _forbid(self, changed: Iterable[str], addresses: Mapping[str, str]) -> frozenset[str]:
        """List the digests and addresses against which somebody could try guesses."""
        found = {value for _, _, value in self.withheld if len(value) == _SHA256 and value.isalnum()}
        for address in changed:
            key = address.rpartition("/")[2]
            found |= {key, key[:8], hash_text(self.documents[address].before)}
        prefixes = tuple(f"{self.base}{kind}/" for kind in DIGESTED)
        found |= {old.rpartition("/")[2] for old, new in addresses.items() if old.startswith(prefixes) and old != new}
        links = {link for target in self.numbers for link in target.links}
        kept = {
            link
            for entity, own in self.values[_LINK].items()
            if entity not in self.entities and not self._is_renamed(entity)
            for link in own
        }
        return frozenset(found | {link.rpartition("/")[2] for link in links - kept})


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _rename(quad: Quad, names: Mapping[str, str]) -> Quad:
    subject, value = _value(quad.subject), quad.object
    if isinstance(value, NamedNode):
        value = NamedNode(names.get(value.value, value.value))
    return Quad(NamedNode(names.get(subject, subject)), quad.predicate, value, quad.graph_name)


def _value(term: object) -> str:
    return str(getattr(term, "value", term))


def _is_node(term: object) -> bool:
    return isinstance(term, NamedNode)


def _is_text(term: object) -> TypeGuard[Literal]:
    return isinstance(term, Literal) and term.datatype.value == _STRING
