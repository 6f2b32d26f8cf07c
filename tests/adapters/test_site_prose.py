"""Prose of cards becomes HTML that is whole, links what it names, and is never more than prose."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.adapters.site_prose import Prose
from tests.adapters.site_reader import read_page


@given(st.text(max_size=200))
def test_no_prose_makes_a_tag_of_its_own(text: str) -> None:
    prose = Prose({}, [], "")
    made = {"p", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "br", "h3", "a", "div", "table"}
    page = read_page(str(prose.block(text)))
    assert {tag for tag, _ in page.tags} <= made | {"thead", "tbody", "tr", "th", "td", "span"}
    assert all(not link["href"].lower().startswith("javascript") for link in page.all("a"))


@pytest.mark.parametrize("text", ["# Big", "Big\n===", "#### Small", "## Middle"])
def test_a_heading_inside_prose_never_rivals_that_of_the_page(text: str) -> None:
    assert str(Prose({}, [], "").block(text)).startswith("<h3>")


def test_pictures_in_cards_are_never_fetched() -> None:
    assert "<img" not in str(Prose({}, [], "").block("![a](https://example.org/a.png)"))


def test_ids_in_prose_become_links_and_a_card_never_links_to_itself() -> None:
    places = {"A01": ("plays/A01.html", "First"), "CG01": ("guides/CG01.html", "Guide")}
    prose = Prose(places, ["K10", "RB"], "../")
    html = str(prose.block("Use A01 or CG01 [K10, RB], not A011 or [Z9]. See [A01](x.html).", here="CG01"))
    assert re.findall(r'href="([^"]+)"', html) == ["../plays/A01.html", "#source-K10", "#source-RB", "x.html"]
    assert "[Z9]" in html
    assert prose.cited("one [RB]", "two [K10, RB] [nobody]") == ["RB", "K10"]
