"""Take the README's picture anew: `python docs/picture.py`, after the example's graph or the page has changed.

Needs playwright, and a Chromium that GRAPHKIT_CHROMIUM names or that is on the path.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import graphkit
from graphkit.files import resources
from graphkit.visualisation import render_html

TARGET = Path(__file__).with_name("picture.png")


def take() -> None:
    """Build the example, open its page and save what is seen."""
    kg = graphkit.build(resources.example())
    html = render_html(kg.store, title="Who says what about Halden Bay", texts=kg.texts)
    chromium = os.environ.get("GRAPHKIT_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "graph.html"
        page_file.write_text(html, encoding="utf-8", newline="\n")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 860}, reduced_motion="reduce")
        page.goto(page_file.as_uri())
        page.wait_for_selector("[data-ready]")
        page.screenshot(path=TARGET)
        browser.close()


if __name__ == "__main__":
    take()
