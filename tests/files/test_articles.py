from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import StoreError
from graphkit.files.articles import Articles, Held, save
from graphkit.model.vocabulary import Addresses

TEXT = "One\r\nTwo\rThree\u2028“\U0001f600”\0"


def test_texts_come_back_character_for_character(tmp_path: Path) -> None:
    addresses = Addresses()
    texts = {addresses.document("b" * 16): TEXT, addresses.document("a" * 16): "x"}
    save(texts, tmp_path / "articles", addresses)
    kept = Articles(tmp_path / "articles", addresses)
    assert dict(kept) == texts
    assert list(kept) == sorted(texts)
    assert len(kept) == 2


@pytest.mark.parametrize("address", ["nothing", "https://example.org/kg/doc/", "https://example.org/kg/doc/../secret"])
def test_other_addresses_have_no_text(tmp_path: Path, address: str) -> None:
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    save({}, tmp_path / "articles", Addresses())
    assert Articles(tmp_path / "articles", Addresses()).get(address) is None


def test_a_text_that_is_gone_or_damaged(tmp_path: Path) -> None:
    kept = Articles(tmp_path, Addresses())
    assert Addresses().document("a" * 16) not in kept
    (tmp_path / f"{'a' * 16}.txt").write_bytes(b"\xff")
    with pytest.raises(StoreError, match="build it again"):
        kept[Addresses().document("a" * 16)]


def test_held_texts_are_read_once(tmp_path: Path) -> None:
    addresses = Addresses()
    address = addresses.document("a" * 16)
    save({address: TEXT}, tmp_path / "articles", addresses)
    held = Held(Articles(tmp_path / "articles", addresses))
    assert dict(held) == {address: TEXT}
    assert len(held) == 1
    (tmp_path / "articles" / f"{'a' * 16}.txt").unlink()
    assert held[address] == TEXT
    assert addresses.document("b" * 16) not in held
