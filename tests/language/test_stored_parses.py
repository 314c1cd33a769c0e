"""The stored parses are what the model gives, and hold no words of others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from parses import STORE, Vector, find_vector, parse_paragraphs, read_store


def test_the_store_is_small_and_made_with_the_releases_that_are_installed() -> None:
    assert STORE.stat().st_size < 1_000_000
    assert read_store().texts, "python tests/support/store_parses.py"


@pytest.mark.model
@pytest.mark.slow
def test_the_model_gives_what_is_stored() -> None:
    stale = [text for text, paragraphs in read_store().texts.items() if paragraphs != parse_paragraphs(text)]
    assert not stale, "python tests/support/store_parses.py"


@pytest.mark.model
@pytest.mark.slow
def test_the_model_has_the_vectors_that_are_stored() -> None:
    def is_same(stored: Vector | None, found: Vector | None) -> bool:
        return (stored is None and found is None) or (
            stored is not None and found is not None and np.array_equal(stored, found)
        )

    assert all(is_same(vector, find_vector(word)) for word, vector in read_store().vectors.items())


def test_nothing_of_a_real_article_is_stored(shared: Path) -> None:
    articles = [path.read_text(encoding="utf-8") for path in (shared / "data").rglob("*.txt")]
    stored = [text for text in read_store().texts if len(text) > 40]
    assert articles
    assert [text for text in stored if any(text in article for article in articles)] == []
