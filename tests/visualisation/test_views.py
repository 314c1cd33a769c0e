"""One table says what can be shown; the page, the figures and the command line follow it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click
import pytest
from pyoxigraph import Store

from graphkit.cli.show import show
from graphkit.errors import OutputError
from graphkit.visualisation import FIGURE_VIEWS, PAGE_VIEWS, render_html
from graphkit.visualisation.layout import Picture
from graphkit.visualisation.views import VIEWS, load_figure_view, load_pictures

JS = Path(str(files("graphkit.visualisation") / "js" / "views"))


def test_every_view_of_the_page_has_a_module_and_a_button() -> None:
    assert {path.stem for path in JS.glob("*.js")} == set(PAGE_VIEWS)
    page = render_html(Store(), title="x")
    at = [page.index(f'<button type="button" data-view="{v.name}">{v.title}</button>') for v in VIEWS if v.title]
    assert at == sorted(at)
    for name in PAGE_VIEWS:
        assert f'name: "{name}"' in (JS / f"{name}.js").read_text(encoding="utf-8")


def test_every_picture_and_every_figure_is_found_where_the_table_says() -> None:
    pictures = load_pictures()
    assert set(pictures) <= set(PAGE_VIEWS)
    assert all(isinstance(picture, Picture) for picture in pictures.values())
    titles = [load_figure_view(name).title for name in FIGURE_VIEWS]
    assert len(set(titles)) == len(titles)


def test_the_command_offers_every_view() -> None:
    [option] = [parameter for parameter in show.params if parameter.name == "view"]
    assert isinstance(option.type, click.Choice)
    assert tuple(option.type.choices) == tuple(view.name for view in VIEWS)


def test_a_view_that_is_none_is_named_with_those_that_there_are() -> None:
    with pytest.raises(OutputError, match=r"no view 'disputes'; a page can show brief, claims, .* or summary$"):
        render_html(Store(), title="x", view="disputes")
