"""Measure how fast each format is read: articles of some 600 words, made by hand.

PYTHONPATH=tests/support python tests/benchmarks/inputs.py [SECONDS]
"""

from __future__ import annotations

import sys
import time

import articles

from graphkit.documents import Item, read_item

PARAGRAPH = " ".join(articles.PARAGRAPHS)
TEXT = [f"{PARAGRAPH} It was the {number}th time." for number in range(16)]


def make_items() -> dict[str, bytes]:
    lines = [line for paragraph in TEXT for line in (*(paragraph[at : at + 80] for at in range(0, 230, 80)), "")]
    return {
        "text": "\n\n".join(TEXT).encode(),
        "html": articles.page(*TEXT).encode(),
        "pdf": articles.pdf(lines[:40], lines[40:]),
        "docx": articles.docx(*TEXT),
        "email": articles.mail("\r\n\r\n".join(TEXT)),
        "feed": articles.rss(*TEXT),
    }


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    for form, data in make_items().items():
        item = Item(identifier="a", where="a", form=form, data=data)
        list(read_item(item, problems=[]))  # what is imported and compiled once
        number = 0
        started = time.perf_counter()
        while time.perf_counter() - started < seconds:
            number += sum(1 for _ in read_item(item, problems=[]))
        print(f"{form:6} {number / (time.perf_counter() - started):8,.0f} documents/s of {len(data) / 1000:,.0f} kB")


if __name__ == "__main__":
    main()
