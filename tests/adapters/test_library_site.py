"""The site opens from a disk without a network, shows every card, and nothing a card says can become more than text."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from copilot.adapters.library_site import render_pages, write_site
from copilot.domain.library import Guide, Library, Section, Wording
from copilot.retrieval.library import read_library
from tests.adapters.site_reader import Page, read_page, read_site
from tests.conftest import REAL_CORPUS
from tests.small_library import REVIEWED, make_basic, make_library, make_outline, make_persona, make_play

ATTACK = "<script>alert('x')</script><img src=x onerror=alert(1)>\"' onload=\"alert(2)"


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library([REAL_CORPUS])


@pytest.fixture(scope="module")
def folder(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the real library. Shared: never write into it."""
    folder = tmp_path_factory.mktemp("site")
    write_site(library, folder)
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> dict[str, Page]:
    return read_site(folder)


def test_every_card_has_a_page_and_the_count_is_that_of_the_pages(library: Library, tmp_path: Path) -> None:
    written = write_site(library, tmp_path)
    pages = read_site(tmp_path)
    assert written == len(pages)
    assert {card.id for card in library.cards} <= {Path(name).stem for name in pages}


def test_every_link_leads_to_a_page_and_a_place_that_exist(site: dict[str, Page], folder: Path) -> None:
    broken = []
    for name, page in site.items():
        for link in (*page.all("a"), *page.all("link")):
            parts = urlsplit(link["href"])
            if parts.scheme == "data":
                continue
            target = (folder / name).parent / parts.path if parts.path else folder / name
            place = target.resolve().relative_to(folder.resolve()).as_posix()
            known = site[place].ids if place in site else []
            if not target.exists() or (parts.fragment and parts.fragment not in known):
                broken.append((name, link["href"]))
    assert broken == []


def test_no_page_loads_or_sends_anything_outside_its_folder(site: dict[str, Page], folder: Path) -> None:
    for name, page in site.items():
        outside = [address for address in page.loads if urlsplit(address).netloc or urlsplit(address).scheme not in ("", "data")]
        assert outside == [], name
        policy = next(meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
        assert policy.startswith("default-src 'none';"), name
    for asset in ("site.css", "site.js"):
        assert not re.search(r"https?:|//[a-z]|@import|url\(|fetch\(|XMLHttp|import\(", (folder / asset).read_text("utf-8")), (
            asset
        )


def test_every_page_has_one_heading_of_its_own_a_language_and_a_title(site: dict[str, Page]) -> None:
    for name, page in site.items():
        assert len(page.all("h1")) == 1, name
        assert page.all("html")[0]["lang"] == "en-GB", name
        assert page.text["title"][0].split(" · ")[0].strip(), name
    titles = [page.text["title"][0] for page in site.values()]
    assert len(set(titles)) == len(titles)


def test_every_page_is_whole_and_no_id_stands_twice(site: dict[str, Page]) -> None:
    for name, page in site.items():
        assert page.unbalanced == [], name
        assert len(set(page.ids)) == len(page.ids), name


def test_headings_never_skip_a_level(site: dict[str, Page]) -> None:
    for name, page in site.items():
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
        in_body = levels[levels.index(1) :]
        assert all(after - before <= 1 for before, after in pairwise(in_body)), (name, levels)


def test_a_reader_without_a_mouse_or_eyes_finds_the_way(site: dict[str, Page]) -> None:
    for name, page in site.items():
        assert page.all("a")[0] == {"class": "skip", "href": "#main"}, name
        assert {"header", "main", "footer", "nav"} <= {tag for tag, _ in page.tags}, name
        assert all(nav.get("aria-label") for nav in page.all("nav")), name
        labelled = {label.get("for") for label in page.all("label")}
        assert all(box["id"] in labelled for box in page.all("input") if box.get("type") == "search"), name
    home = site["index.html"].tags
    assert any(attributes.get("aria-live") == "polite" and "data-count" in attributes for _, attributes in home)


def test_the_same_library_gives_the_same_bytes(library: Library, folder: Path, tmp_path: Path) -> None:
    write_site(read_library([REAL_CORPUS]), tmp_path)
    files = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    assert files == {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert [file for file in sorted(files) if (folder / file).read_bytes() != (tmp_path / file).read_bytes()] == []


def test_a_play_page_shows_the_whole_card(library: Library, folder: Path) -> None:
    html = (folder / "plays" / "F03.html").read_text(encoding="utf-8")
    text = " ".join(read_page(html).text["main"][0].split()).replace("“", '"').replace("”", '"').replace("’", "'")
    play = library.play_by_id["F03"]
    expected = [
        *play.fingerprint.model_dump().values(),
        *play.fits.values(),
        *(step.text for step in play.steps),
        *(f"{step.minutes} min" for step in play.steps),
        play.section("when"),
        play.section("worked-example"),
        play.section("deeper"),
        play.section("not-for"),
        play.indicator,
        play.evidence.note,
        *play.neighbours.values(),
        *play.aliases,
        "Few sellers do it",
        "common practice, no study found",
        "22 November 2026",
    ]
    missing = [words for words in expected if words[1:] not in text]  # a first letter may have become a capital
    assert missing == []


def test_every_wording_can_be_copied_and_says_how_long_it_is() -> None:
    long = Wording(channel="Connection note", text="{executive}, " + "x" * 300)
    short = Wording(channel="Voice note", text="one [two] three")
    html = page_of("plays/A01.html", make_library(make_play("A01", wordings=(long, short), sections=sections("wording"))))
    lengths = [text for text in read_page(html).text["span"] if "character" in text]
    assert lengths == [
        "3 words, 314 characters; over the limit of 300 characters",
        "3 words, 15 characters; limit 110 words",
    ]
    assert html.count("data-copy hidden") == 2
    assert '<span class="slot" data-name="executive">[first name]</span>' in html


def test_sources_are_spelled_out_with_their_grade_in_words(library: Library, folder: Path) -> None:
    html = (folder / "plays" / "A01.html").read_text(encoding="utf-8")
    trigger = next(source for source in library.sources if source.id == "TRIG")
    assert f'id="source-{trigger.id}"' in html
    assert trigger.address in html
    assert f"Grade {trigger.grade}: practitioners say so" in html


@pytest.mark.parametrize("place", ["title", "indicator", "aliases", "said_as", "neighbours", "section", "wording", "owner"])
def test_what_a_card_says_stays_text(place: str) -> None:
    every: dict[str, dict[str, Any]] = {
        "title": {"title": ATTACK},
        "indicator": {"indicator": ATTACK},
        "aliases": {"aliases": (ATTACK,)},
        "said_as": {"said_as": (ATTACK,)},
        "neighbours": {"neighbours": {"A02": ATTACK}},
        "section": {"sections": sections("when", f"Before.\n\n{ATTACK}\n\n| a |\n|---|\n| {ATTACK} |")},
        "wording": {"wordings": (Wording(channel=ATTACK, text=ATTACK),), "sections": sections("wording")},
        "owner": {"owner": ATTACK},
    }
    changes = every[place]
    library = make_library(make_play("A01", **changes), make_play("A02", neighbours={"A01": "differs"}))
    own = page_of("plays/A01.html", library)
    assert "alert(2)" in "".join(read_page(own).text["main"])
    for name, html in render_pages(library):
        page = read_page(html)
        assert {script["src"].split("/")[-1] for script in page.all("script")} <= {"site.js", "search-index.js"}, name
        assert "alert" not in "".join(page.text.get("script", [])), name
        assert page.all("img") == [], name
        assert not [key for _, attributes in page.tags for key in attributes if key.startswith("on")], name


def test_the_four_orders_of_the_home_page_lead_to_every_play(site: dict[str, Page], library: Library) -> None:
    for name in ("families.html", "tiers.html"):
        linked = {Path(link["href"]).stem for link in site[name].all("a")}
        assert {play.id for play in library.plays} <= linked, name
    home = {link["href"].split("#")[0] for link in site["index.html"].all("a")}
    assert {"executives.html", "signals.html", "families.html", "tiers.html"} <= home


def test_a_library_of_plays_alone_has_no_link_to_what_it_lacks(tmp_path: Path) -> None:
    play, basic = make_play("A01", neighbours={"Z99": "gone"}, signals=("gone",)), make_basic("B01")
    write_site(make_library(play, basic, make_outline("C01"), personas=(), signals=(), practices=(), ambiguous=()), tmp_path)
    pages = read_site(tmp_path)
    assert not {"guides.html", "messages.html", "objections.html"} & set(pages)
    for name, page in pages.items():
        for link in page.all("a"):
            assert (tmp_path / name).parent.joinpath(urlsplit(link["href"]).path).exists(), (name, link)


def test_an_id_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    library = make_library(make_play("../../A01"), personas=(make_persona("../x", "Sly"),))
    write_site(library, tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (tmp_path / "site" / "plays" / "------A01.html").exists()


def test_the_page_of_a_card_that_is_gone_goes_too_and_other_files_stay(tmp_path: Path) -> None:
    write_site(make_library(make_play("A01"), make_play("A02")), tmp_path)
    (tmp_path / "plays" / "mine.html").write_text("mine", encoding="utf-8")
    (tmp_path / "files.txt").write_text((tmp_path / "files.txt").read_text("utf-8") + "../outside.txt\n", encoding="utf-8")
    outside = tmp_path.parent / "outside.txt"
    outside.write_text("stays", encoding="utf-8")
    write_site(make_library(make_play("A01")), tmp_path)
    assert sorted(path.name for path in (tmp_path / "plays").iterdir()) == ["A01.html", "mine.html"]
    assert outside.exists()


def test_a_message_is_pasted_as_plain_paragraphs() -> None:
    text = "> **One thing.** Said\n> in two lines.\n>\n> 1. First\n> 2. Second\n\nNot quoted."
    guide = Guide(id="CG01", title="G", topic="t", owner="o", reviewed=REVIEWED, sections=sections("how", text))
    assert "data-copy" not in page_of("guides/CG01.html", make_library(make_play("A01"), guides=(guide,)))
    library = read_library([REAL_CORPUS])
    message = library.messages[0].model_copy(update={"sections": sections("message", text)})
    html = page_of(f"messages/{message.id}.html", library.model_copy(update={"messages": (message,)}))
    plain = next(figure["data-plain"] for figure in read_page(html).all("figure"))
    assert plain == "One thing. Said in two lines.\n\n1. First\n2. Second"
    assert "Not quoted." in html


def page_of(address: str, library: Library) -> str:
    return dict(render_pages(library))[address]


def sections(slug: str, text: str = "x") -> tuple[Section, ...]:
    return (Section(slug=slug, heading=slug.capitalize(), text=text, line=1),)
