"""The parse of a document as plain values: its tokens with their tags and heads, its sentences, its names.

Attributes have the names and the meanings of spaCy's. Rules that are tried on every word read the same few attributes
very often, so all are computed once, when the parse is built. Nothing here refers to spaCy, whose memory of a text is
freed after it is parsed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Form", "Parse", "Token", "Tokens", "Vector", "Vectors", "make"]

type Vector = NDArray[np.float32]
type Vectors = Callable[[str], Vector | None]
"""Returns the vector of a word; None where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The attributes of a word that are the same for all of its tokens with one tag and one label.

    Args:
        text: The word.
        lower: The same in lower case.
        lemma: Its lemma.
        tag: Its Penn Treebank tag.
        pos: Its universal part of speech.
        is_space: Whether it is white space.
        is_punct: Whether it is punctuation.
        is_quote: Whether it is a quotation mark.
        is_alpha: Whether it is all letters.
        is_stop: Whether it is one of the most common words.
        like_num: Whether it is a number, in digits or in words.
    """

    text: str
    lower: str
    lemma: str
    tag: str
    pos: str
    is_space: bool = False
    is_punct: bool = False
    is_quote: bool = False
    is_alpha: bool = False
    is_stop: bool = False
    like_num: bool = False


class Token:
    """A word, a mark or white space at its place in a text. It is built with its parse, and does not change.

    Attributes:
        doc: The parse.
        i: Its position in it.
        idx: The offset of its first character, in code points.
        whitespace_: The space after it, or ''.
        dep_: The label of its dependency (ClearNLP).
        head: Its governor; itself for the root of a sentence.
        children: Its dependents, in order.
        left_edge: The first token of its subtree.
        right_edge: The last one.
        sent: Its sentence.
        ent_type_: The model's label of its name, or ''.

    The others are those of its `Form`.
    """

    __slots__ = (
        "_size", "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_alpha", "is_punct", "is_quote",
        "is_space", "is_stop", "left_edge", "lemma_", "like_num", "lower_", "pos_", "right_edge", "sent", "tag_",
        "text", "whitespace_",
    )  # fmt: skip

    doc: Parse
    head: Token
    children: Sequence[Token]
    sent: Tokens

    def __init__(self, form: Form, i: int, idx: int, whitespace: str, dep: str) -> None:
        self.i = i
        self.idx = idx
        self.whitespace_ = whitespace
        self.dep_ = dep
        self.ent_type_ = ""
        self.left_edge = self
        self.right_edge = self
        self._size = 1
        self.text = form.text
        self.lower_ = form.lower
        self.lemma_ = form.lemma
        self.tag_ = form.tag
        self.pos_ = form.pos
        self.is_space = form.is_space
        self.is_punct = form.is_punct
        self.is_quote = form.is_quote
        self.is_alpha = form.is_alpha
        self.is_stop = form.is_stop
        self.like_num = form.like_num

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"Token({self.text!r}, {self.i})"

    @property
    def text_with_ws(self) -> str:
        """Its text with the space after it."""
        return self.text + self.whitespace_

    @property
    def is_sent_start(self) -> bool:
        """Whether it is the first of a sentence."""
        return self.sent.start == self.i

    @property
    def lefts(self) -> list[Token]:
        """Its dependents before it."""
        return [c for c in self.children if c.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """Its dependents after it."""
        return [c for c in self.children if c.i > self.i]

    @property
    def subtree(self) -> Sequence[Token]:
        """Itself and all of its descendants, in order."""
        whole = self.doc[self.left_edge.i : self.right_edge.i + 1]
        if len(whole) == self._size:
            return whole
        return [token for token in whole if token is self or self.is_ancestor(token)]

    def is_ancestor(self, other: Token) -> bool:
        """Check whether another token is a descendant."""
        while other.head is not other:
            other = other.head
            if other is self:
                return True
        return False

    def nbor(self, steps: int = 1) -> Token:
        """Return the token at a distance.

        Raises:
            IndexError: The text ends before.
        """
        if self.i + steps < 0:
            raise IndexError(f"there is no token {-steps} before {self!r}")
        return self.doc[self.i + steps]


class Tokens:
    """A span of tokens: a sentence, or a name.

    Args:
        doc: The parse.
        start: The position of its first token.
        end: The position after its last token.
        label: The model's label, where it is a name.
    """

    __slots__ = ("_root", "doc", "end", "label_", "start", "text")

    def __init__(self, doc: Parse, start: int, end: int, label: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label
        last = doc[end - 1]
        self.text = doc.text[doc[start].idx : last.idx + len(last.text)]
        self._root: Token | None = None

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc[self.start : self.end])

    def __getitem__(self, position: int) -> Token:
        return self.doc[(self.start if position >= 0 else self.end) + position]

    def __repr__(self) -> str:
        return f"Tokens({self.text!r}, {self.start}, {self.end})"

    @property
    def start_char(self) -> int:
        """The offset of its first character."""
        return self.doc[self.start].idx

    @property
    def end_char(self) -> int:
        """The offset after its last character."""
        return self.start_char + len(self.text)

    @property
    def root(self) -> Token:
        """Its token that is highest in the tree; the first of several."""
        if self._root is None:
            self._root = self._find_root()
        return self._root

    def _find_root(self) -> Token:
        tops = [token for token in self if not self.start <= token.head.i < self.end or token.head is token]
        return min(tops, key=_depth) if tops else self[0]


def _depth(token: Token) -> int:
    """Return the distance to the root of the sentence; the most for marks and white space without children."""
    if (token.is_space or token.is_punct) and not token.children and token.head is not token:
        return len(token.doc)
    depth = 0
    while token.head is not token:
        token = token.head
        depth += 1
    return depth


class Parse(tuple[Token, ...]):
    """The tokens of a document.

    Attributes:
        text: The document's text.
        starts: The offset of each token's first character.
        sents: Its sentences.
        ents: The model's names.
        vectors: Returns the vectors of words.
    """

    text: str
    starts: list[int]
    sents: tuple[Tokens, ...]
    ents: tuple[Tokens, ...]
    vectors: Vectors

    def cut(self, start: int, end: int) -> Tokens:
        """Return the tokens from one position up to another."""
        return Tokens(self, start, end)


def make(
    text: str,
    forms: Sequence[Form],
    spaces: Sequence[bool],
    deps: Sequence[str],
    heads: Sequence[int],
    names: Sequence[tuple[int, int, str]] = (),
    vectors: Vectors = lambda word: None,
) -> Parse:
    """Build the parse of a document.

    Args:
        text: Its text: that of all tokens, with the spaces after them.
        forms: The form of each token.
        spaces: Whether a space follows it.
        deps: The label of its dependency.
        heads: The position of its governor; its own for the root of a sentence.
        names: The first token of each name, the one after its last, and its label; in order.
        vectors: Returns the vectors of words.
    """
    tokens: list[Token] = []
    at = 0
    for i, (form, space, dep) in enumerate(zip(forms, spaces, deps, strict=True)):
        tokens.append(Token(form, i, at, " " if space else "", dep))
        at += len(form.text) + space
    parse = Parse(tokens)
    parse.text = text
    parse.starts = [token.idx for token in tokens]
    parse.vectors = vectors
    for token, head in zip(tokens, heads, strict=True):
        token.doc = parse
        token.head = tokens[head]
    _link(tokens)
    starts = sorted({token.left_edge.i for token in tokens if token.head is token})
    parse.sents = tuple(Tokens(parse, start, end) for start, end in pairwise((*starts, len(tokens))))
    for sentence in parse.sents:
        for token in sentence:
            token.sent = sentence
    parse.ents = tuple(Tokens(parse, *name) for name in names)
    for name in parse.ents:
        for token in name:
            token.ent_type_ = name.label_
    return parse


def _link(tokens: Sequence[Token]) -> None:
    """Set the children and the edges of each token; the tree need not be projective."""
    children: dict[int, list[Token]] = {}
    order = []  # from the roots down
    for token in tokens:
        if token.head is token:
            order.append(token)
        else:
            children.setdefault(token.head.i, []).append(token)
    for token in order:
        token.children = children.get(token.i, ())
        order.extend(token.children)
    for token in reversed(order):
        head = token.head
        if head is token:
            continue
        head._size += token._size
        if token.left_edge.i < head.left_edge.i:
            head.left_edge = token.left_edge
        if token.right_edge.i > head.right_edge.i:
            head.right_edge = token.right_edge
