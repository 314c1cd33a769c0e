"""Rewritten wire stories are found, independent articles are not, whatever the order; and a voice is counted once."""

from __future__ import annotations

import os
import random
import struct
import subprocess
import sys

import pytest

from graphkit.documents import mark
from graphkit.documents.near_duplicates import NearDuplicate, Signed, compare, find, sign
from graphkit.model import Document

WORDS = [f"{a}{b}{c}" for a in ("ba", "ko", "li", "me") for b in ("ran", "sto", "tuk", "vel", "wim") for c in "aeiou"]


def prose(seed: int, words: int) -> str:
    """Make paragraphs of random words: no two seeds have more than a few sequences in common."""
    chosen = random.Random(seed)
    sentences = [" ".join(chosen.choices(WORDS, k=20)).capitalize() + "." for _ in range(words // 20)]
    return "\n\n".join(sentences)


def signed(key: str, text: str, issued: str | None = None) -> Signed:
    return Signed(
        document=key, issued=issued, signature=sign(Document(text=text, identifier=key, boilerplate=mark(text)))
    )


def pairs(*documents: Signed) -> list[tuple[str, str]]:
    return [(found.document, found.of) for found in find(documents)]


def test_headline_byline_ending_case_and_punctuation_do_not_matter() -> None:
    wire = prose(1, 400)
    paper = "Another headline altogether\n\nBy Jane Doe\n\n" + wire.upper().replace(".", " –") + "\n\n" + prose(2, 40)
    [found] = find([signed("paper", paper, "2024-05-02"), signed("wire", wire, "2024-05-01")])
    assert (found.document, found.of) == ("paper", "wire")
    assert 0.9 <= found.similarity <= 1


def test_boilerplate_does_not_make_articles_alike() -> None:
    notice = "\n".join(f"Copyright 20{year} The Daily Planet. {prose(9, 40)}"[:290] for year in range(10, 30))
    assert find([signed("a", f"{prose(1, 100)}\n{notice}"), signed("b", f"{prose(2, 100)}\n{notice}")]) == ()


def test_shortened_copy_is_found_and_a_short_quotation_is_not() -> None:
    wire = prose(1, 600)
    half, tenth = wire[: len(wire) // 2], wire[: len(wire) // 10]
    assert pairs(signed("wire", wire), signed("half", half)) == [("half", "wire")]
    assert pairs(signed("wire", wire), signed("tenth", tenth)) == []
    assert pairs(signed("one", prose(2, 400) + tenth), signed("other", prose(3, 400) + tenth)) == []


def test_a_statement_that_both_quote_at_length_makes_no_copy() -> None:
    statement = prose(1, 200)
    assert pairs(signed("one", prose(2, 200) + statement), signed("other", statement + prose(3, 200))) == []


def test_short_texts_are_never_near_duplicates() -> None:
    brief = " ".join(WORDS[:29])
    assert find([signed("a", brief), signed("b", f"{brief}!")]) == ()
    long = " ".join(WORDS[:31])
    assert pairs(signed("a", long), signed("b", f"{long}!")) == [("b", "a")]
    assert find([signed("a", ""), signed("b", " ")]) == ()


@pytest.mark.parametrize(
    ("documents", "representative"),
    [
        ({"a": ("", 0), "b": ("2024-05-02", 0), "c": ("2024-05-01", 0)}, "c"),
        ({"a": ("2024-05-01", 0), "b": ("2024-05-01", 60), "c": ("2024-05-01", 20)}, "b"),
        ({"b": ("", 0), "c": ("", 0), "a": ("", 0)}, "a"),
    ],
    ids=["earliest", "longest", "key"],
)
def test_representative_is_the_earliest_then_the_longest_then_the_first_by_key(
    documents: dict[str, tuple[str, int]], representative: str
) -> None:
    wire = prose(1, 400)
    given = [signed(key, f"{wire}\n\n{prose(5, more)}", issued or None) for key, (issued, more) in documents.items()]
    others = sorted(documents.keys() - {representative})
    assert pairs(*given) == [(other, representative) for other in others]


def test_a_chain_of_copies_is_cut_where_it_no_longer_resembles_its_beginning() -> None:
    parts = [prose(seed, 40) for seed in range(30)]
    windows = [signed(f"{n:02}", "\n".join(parts[n : n + 10]), f"2024-05-{n + 1:02}") for n in range(20)]
    found = find(windows)
    copies = {one.document for one in found}
    assert all(one.of not in copies for one in found)
    assert all(abs(int(one.of) - int(one.document)) <= 3 for one in found)
    assert len(copies) > 10


def test_order_of_documents_does_not_matter() -> None:
    given = []
    for story in range(20):
        text = prose(story, 300)
        given.append(signed(f"wire-{story}", text, "2024-05-01"))
        given += [signed(f"copy-{story}-{n}", f"{prose(1000 + n, 20)}\n{text}") for n in range(story % 4)]
    found = find(given)
    assert {(one.document, one.of) for one in found} == {
        (f"copy-{story}-{n}", f"wire-{story}") for story in range(20) for n in range(story % 4)
    }
    for seed in range(5):
        random.Random(seed).shuffle(given)
        assert find(given) == found


def test_signature_is_the_same_in_every_process() -> None:
    """What a manifest keeps was made by another process, perhaps on another machine."""
    code = (
        "import hashlib; from graphkit.documents.near_duplicates import sign; from graphkit.model import Document;"
        "text = 'Åse said: “the ﬁsh, İ and 3.5 % died” on the quay of Halden Bay yesterday';"
        "print(hashlib.sha256(sign(Document(text=text, identifier='x'))).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert digests == {"c8f6c2f34a7500bc282d117d55135ce6686d9ccb516b580563caa22942f8f7d6"}


@pytest.mark.parametrize(
    "signature",
    [b"", sign(Document(text="x", identifier="x"))[:-1], struct.pack("<HHI", 999, 2, 50) + bytes(512)],
    ids=["empty", "cut off", "of another version"],
)
def test_damaged_and_old_signatures_are_refused(signature: bytes) -> None:
    with pytest.raises(ValueError, match="document old is damaged or of another version: sign it anew"):
        find([Signed(document="old", signature=signature)])


def test_found_near_duplicate_is_a_value() -> None:
    one = NearDuplicate(document="b", of="a", similarity=0.9)
    assert one == NearDuplicate(document="b", of="a", similarity=0.9)
    assert sorted([one, NearDuplicate(document="a", of="b", similarity=1)])[1] is one


def test_a_short_text_shares_nothing_with_a_long_one_by_chance() -> None:
    words = [f"word{n}" for n in range(3000)]
    short = Document(text=" ".join(words[:40]), identifier="short")
    long = Document(text=" ".join(words[100:]), identifier="long")
    half = Document(text=" ".join(words[20:60]), identifier="half")
    signed = [Signed(document=one.key, signature=sign(one)) for one in (short, long, half)]
    assert compare(signed[0], signed[1]) == 0
    assert 0.3 < compare(signed[0], signed[2]) < 0.7
