"""The search in the browser finds a card by every name people give it; its index can be nothing but data."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from copilot.adapters.library_site import write_site
from copilot.adapters.site_search import words_of
from copilot.domain.library import Library
from copilot.retrieval.library import read_library
from tests.adapters.site_reader import read_index, read_site
from tests.conftest import REAL_CORPUS
from tests.small_library import make_library, make_play


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library([REAL_CORPUS])


@pytest.fixture(scope="module")
def folder(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the real library. Shared: never write into it."""
    folder = tmp_path_factory.mktemp("site")
    write_site(library, folder)
    return folder


def test_the_index_of_the_search_is_one_value_that_no_card_can_leave(tmp_path: Path) -> None:
    write_site(make_library(make_play("A01", title='"};alert(1);//\u2028')), tmp_path)
    assert '"};alert(1);//\u2028' in [page[3] for page in read_index(tmp_path)["pages"]]
    assert (tmp_path / "search-index.js").read_bytes().isascii()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("dodged question", "F03"),
        ("Q&A echo", "F03"),
        ("honeymoon play", "A01"),
        ("einkaufsleiter", "PE-CPO"),
        ("executives never answer", "OB01"),
        ("Sponsor wants one hundred per cent", "MS04"),
    ],
)
def test_the_search_finds_a_card_by_another_name(said: str, expected: str, folder: Path) -> None:
    index = read_index(folder)
    found = [{place // 4 for place in index["words"][word]} for word in words_of(said)]
    assert expected in {index["pages"][number][2] for number in set.intersection(*found)}


def test_every_alias_of_every_play_is_in_the_search(library: Library, folder: Path) -> None:
    index = read_index(folder)
    number_of = {page[2]: number for number, page in enumerate(index["pages"]) if page[2]}
    lost = [
        (play.id, alias)
        for play in library.plays
        for alias in play.aliases
        for word in words_of(alias)
        if number_of[play.id] not in {place // 4 for place in index["words"][word]}
    ]
    assert lost == []


def test_every_result_of_the_search_leads_to_a_page(folder: Path) -> None:
    site = read_site(folder)
    for address, *_ in read_index(folder)["pages"]:
        parts = urlsplit(address)
        assert not parts.fragment or parts.fragment in site[parts.path].ids, address
        assert parts.path in site, address


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Analysts' questions", ["analyst", "question"]),
        ("Café ÉCLAIR", ["cafe", "eclair"]),
        ("loss of 3 CFOs", ["loss", "cfo"]),
        ("F03", ["f03"]),
        ("and of the", []),
    ],
)
def test_words_are_compared_without_case_accents_plurals_and_little_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words
