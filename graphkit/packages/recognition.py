"""Recognise in a graph what is redacted: where in the texts, and in the names of what."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from graphkit.errors import Problem
from graphkit.model.vocabulary import GK, OA, RDF, SCHEMA, SKOS
from graphkit.packages.naming import Target
from graphkit.packages.redactor import Redacted, Redactor, Stretch
from graphkit.packages.spelling import fold
from graphkit.packages.terms import is_text, value_of

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["Recognition"]

_TYPE, _LABEL, _OTHER = f"{RDF}type", f"{SKOS}prefLabel", f"{SKOS}altLabel"


class Recognition:
    """Knows what of a graph is redacted: its texts before and after, whose names change, and in what they change.

    Args:
        store: The graph.
        texts: The texts of all of its documents, by their addresses.
        targets: What is to be redacted.
        base: The address below which its things live.
        secret: What the order of the placeholders is derived from.
    """

    def __init__(
        self, store: GraphStore, texts: Mapping[str, str], targets: Sequence[Target], base: str, secret: bytes
    ) -> None:
        self.before = sorted(set(store), key=str)
        self.base, self.secret, self.texts = base, secret, texts
        self.values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for quad in self.before:
            self.values[quad.predicate.value][value_of(quad.subject)].add(value_of(quad.object))
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
        self.mentions = self._choose_mentions()

    def rank(self, key: str) -> str:
        """Return in which order something comes: at random for whoever does not know the secret."""
        return hmac.new(self.secret, f"order\n{key}".encode("utf-8", "surrogatepass"), "sha256").hexdigest()

    def is_changed(self, document: str) -> bool:
        """Check whether anything is redacted in the text of a document."""
        text = self.documents.get(document)
        return text is not None and bool(text.stretches)

    def is_renamed(self, entity: str) -> bool:
        """Check whether any name of an entity holds what is redacted: then what it is matched with tells it."""
        names = self.values[_LABEL].get(entity, set()) | self.values[_OTHER].get(entity, set())
        return any(self.redact(name) != name for name in names)

    def cut(self, span: str, *, before: bool = False) -> str:
        """Cut a span out of the text of its document."""
        document, _, offsets = span.partition("#char=")
        text = self.documents[document]
        start, end = map(int, offsets.split(","))
        return text.before[start:end] if before else text.after[text.move(start) : text.move(end, end=True)]

    def _find_present(self, targets: Iterable[Target]) -> list[Target]:
        """Choose the targets that are in this graph: an entity of theirs is, or their words stand somewhere."""
        # Each as if it were the only one: what another one covers is there too.
        literals = {quad.object.value for quad in self.before if is_text(quad.object)}
        subjects = {value_of(quad.subject) for quad in self.before}
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
                    if (new := self.redact_name(entity, name)) != name:
                        labels[entity] = new
        return labels

    def redact_name(self, entity: str, name: str) -> str:
        """Redact a name of an entity that is not redacted itself."""
        return self.redactor.redact_other(name) if entity in self.others else self.redact(name)

    def redact(self, words: str) -> str:
        """Redact words, also where they are a piece of a name that only its article shows to be one."""
        new = self.redactor.redact(words)
        return self.fragments.get(fold(words).lower(), new) if new == words else new

    def _find_fragments(self) -> dict[str, str]:
        """Find what was read out of a name and stands nowhere else: the half of one that is broken over two lines."""
        found, shown = dict[str, str](), set[str]()
        for span, words in sorted(self.values[f"{OA}exact"].items()):
            document = self.documents.get(span.partition("#")[0])
            for piece in words:
                new = piece if document is None or not document.stretches else self.cut(span)
                if new == piece:
                    shown.add(fold(piece).lower())
                elif self.redactor.redact(piece) == piece:
                    found[fold(piece).lower()] = new
        return {piece: new for piece, new in found.items() if piece not in shown}

    def _choose_mentions(self) -> frozenset[str]:
        """Choose of mentions that become one the longest."""
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
        return frozenset(mention for _, mention in chosen.values())
