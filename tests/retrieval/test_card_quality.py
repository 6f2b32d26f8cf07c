"""`check_quality`: what a sound card still lacks to be a good one, each with its file, its line and a remedy."""

from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.domain.findings import CardFinding
from copilot.domain.library import Library, Wording
from copilot.retrieval.card_prose import list_said, shingles_of, words_of
from copilot.retrieval.card_quality import check_quality, count_own, fill_longest, find_excess, is_stale
from copilot.retrieval.library import read_and_check
from copilot.retrieval.new_card import scaffold_play
from tests.retrieval.breaking import append, line_of, swap
from tests.retrieval.cards import write_play, write_small_library

TODAY = date(2026, 11, 22)
A01, A02 = "plays/A01-pension-deficit.md", "plays/A02-harbour-crane.md"
CFO, GUIDE = "personas/PE-CFO-finance.md", "guides/CG01-data-card.md"
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "wa")


def write_good_library(folder: Path) -> Path:
    """Write the small library with prose of each card's own, so that nothing is left to say about it."""
    write_small_library(folder)
    for place, play_id in enumerate(("A01", "A02", "A03", "B01")):
        write_play(folder, play_id, body=good_body(place), **({"family": "basics", "gestures": []} if play_id == "B01" else {}))
    return folder


def good_body(place: int, count: int = 400) -> str:
    """Return a body in words that no other place uses."""
    words = ["".join(parts) for parts in product(SYLLABLES, repeat=3)][place * 500 : place * 500 + count]
    prose = [" ".join(words[start : start + 10]).capitalize() + "." for start in range(0, len(words), 10)]
    texts = {
        "For whom": f"- **CFO:** {prose[0]}",
        "When": prose[1],
        "Steps": f"1. (20 min) {prose[2]}\n2. (40 min) {prose[3]}",
        "Worked example": "\n".join(prose[20:]),
        "Wording": f"### Connection note\n> {{{{executive}}}}, {prose[4]}\n\n### Email\n> {prose[5]}",
        "Pitfalls": f"- {prose[6]}\n- {prose[7]}",
        "Not for": prose[8],
        "Deeper": " ".join(prose[9:12]),
        "Why it works": " ".join(prose[12:20]),
    }
    return "\n".join(f"## {heading}\n{text}\n" for heading, text in texts.items())


def check(folder: Path, today: date = TODAY) -> list[CardFinding]:
    library, findings = read_and_check([folder])
    assert findings == []
    return check_quality(library, today)


def after(heading: str, text: str, file: str = A01) -> Callable[[Path], None]:
    """Put a line first under a heading of a card."""
    return swap(file, f"## {heading}\n", f"## {heading}\n{text}\n")


def swap_section(heading: str, text: str) -> Callable[[Path], None]:
    def swap_in(folder: Path) -> None:
        old = (folder / A01).read_text(encoding="utf-8")
        begin = old.index(f"## {heading}\n")
        end = old.index("\n## ", begin)
        (folder / A01).write_text(f"{old[:begin]}## {heading}\n{text}\n{old[end:]}", encoding="utf-8")

    return swap_in


def grow_second_card_like_the_first(folder: Path) -> None:
    """Let the second card repeat a fifth of the first."""
    first = (folder / A01).read_text(encoding="utf-8")
    example = first[first.index("## Worked example\n") : first.index("## Wording")].partition("\n")[2]
    after("Worked example", "\n".join(example.split("\n")[:8]), A02)(folder)


class Poor(NamedTuple):
    """One defect. `beside` stands in the line that must be named; empty for the first line."""

    name: str
    spoils: Callable[[Path], None]
    beside: str
    what: str
    file: str = A01


POOR = [
    Poor("no Deeper to speak of", swap_section("Deeper", "Do it twice."), "## Deeper", "'Deeper' has 3 words"),
    Poor("a text repeated", grow_second_card_like_the_first, "", "of its text with A01", A02),
    Poor(
        "long note",
        swap("plays/A01-pension-deficit.md", "> {executive},", "> " + "ab cd " * 35 + "{executive},"),
        "### Conn",
        "limit is 300",
    ),
    Poor("long voice note", after("Wording", "### Voice note\n> " + "so " * 111), "### Voice", "has 111 words"),
    Poor("long video", after("Wording", "### Video\n> " + "so " * 151), "### Video", "has 151 words"),
    Poor("percentage in When", after("When", "Only 41% of them wait."), "41%", "'41%' under 'When' has no source"),
    Poor("bullet in Pitfalls", after("Pitfalls", "- Late.\n- Two\n  in three executives leave."), "- Two", "'Two in three"),
    Poor("multiple in Why", after("Why it works", "It is three times as likely."), "three times", "'three times as'"),
    Poor("share in For whom", after("For whom", "- **COO:** half of the firms fail."), "half of", "'half of the firms'"),
    Poor("count in a guide", after("How", "They asked 632 buyers.", GUIDE), "632", "'632 buyers' under 'How'", GUIDE),
    Poor("source one sentence off", after("Why it works", "It was 41%. Others agree [SRC1]."), "41%", "has no source"),
    Poor("cited source unknown", after("Why it works", "It was 41% [SRC9]."), "SRC9", "no source 'SRC9'"),
    Poor("one of two unknown", after("Steps", "It is so [SRC1, SRC9]."), "SRC9", "no source 'SRC9'"),
    Poor("listed source unknown", swap(CFO, "- SRC1", "- SRC9"), "", "no source 'SRC9'", CFO),
    Poor(
        "folklore in wording", swap_section("Wording", "### Email\n> Visuals are read 60,000 times faster."), "60,000", "nowhere"
    ),
    Poor("folklore in a field", swap(A01, "No study was found.", "Some say 87% is forgotten."), "", "may appear nowhere"),
    Poor("stale", swap(A01, "reviewed: '2026-11-01'", "reviewed: '2025-05-21'"), "", "last reviewed on 2025-05-21"),
    Poor("hard to read", append(A01, "unquestionably incomprehensible " * 400), "", "reading level is LIX"),
]


def test_of_a_good_library_nothing_is_to_be_said(tmp_path: Path) -> None:
    assert check(write_good_library(tmp_path)) == []


@pytest.mark.parametrize("poor", [pytest.param(poor, id=poor.name) for poor in POOR])
def test_a_poor_card_gives_one_finding_with_file_line_and_remedy(poor: Poor, tmp_path: Path) -> None:
    folder = write_good_library(tmp_path)
    poor.spoils(folder)
    (finding,) = check(folder)
    assert finding.file == poor.file
    assert finding.line == line_of(folder / poor.file, poor.beside)
    assert poor.what in finding.what
    assert finding.remedy


@pytest.mark.parametrize(
    ("heading", "text", "file"),
    [
        ("Steps", "Ring 41% of them.", A01),
        ("Worked example", "She won 41% of them.", A01),
        ("Example", "She won 41% of them.", GUIDE),
        ("Why it works", "It was 41% [SRC1].", A01),
        ("Pitfalls", "- It was 41%,\n  as a survey says. It is old [SRC1].", A01),
        ("Watch out", "Mission 100% is a name.", GUIDE),
        ("When", "Three of the five people you named, half of your accounts, within 30 days, in 2025 too.", A01),
        ("When", "Fill [the date] and [CFO name] first.", A01),
        ("Wording", "### Letter\n> Dear [CEO], 41% of us wait.", A01),
    ],
)
def test_an_invented_figure_a_sourced_one_and_a_plain_count_are_left_alone(
    heading: str, text: str, file: str, tmp_path: Path
) -> None:
    folder = write_good_library(tmp_path)
    after(heading, text, file)(folder)
    assert [finding.what for finding in check(folder) if "source" in finding.what] == []


def test_a_play_under_300_words_of_its_own_is_named_with_its_count(tmp_path: Path) -> None:
    folder = write_good_library(tmp_path)
    write_play(folder, "A01", body=good_body(0, count=280))
    (finding,) = check(folder)
    assert finding.file == A01
    assert "words of its own, the least is 300" in finding.what


def test_words_that_another_card_has_too_are_not_a_cards_own() -> None:
    words = [f"w{number}" for number in range(20)]
    shingles = shingles_of(words)
    owners = dict.fromkeys(shingles, 1) | {shingles[2]: 2, shingles[3]: 2}
    assert count_own(words, shingles, owners) == 20 - 9


def test_two_plays_of_one_mechanism_are_one_play(tmp_path: Path) -> None:
    folder = write_good_library(tmp_path)
    for place, play_id in enumerate(("A01", "A02")):
        parts = {"signal": "A call.", "path": "self", "give": "a page", "ask": f"ask {place}", "format": f"form {place}"}
        write_play(folder, play_id, body=good_body(place), fingerprint=parts)
    swap(A02, "signal: A call.", "signal: a  CALL")(folder)
    (finding,) = check(folder)
    assert (finding.file, finding.what) == (A02, "has the same signal, path and give as A01")


def test_new_cards_are_named_once_each_and_held_against_nobody(tmp_path: Path) -> None:
    folder = write_good_library(tmp_path)
    names = [scaffold_play(folder, play_id, f"Play {play_id}", TODAY).name for play_id in ("Z01", "Z02")]
    findings = check(folder)
    assert [finding.file for finding in findings] == [f"plays/{name}" for name in names]
    assert all("guidance" in finding.what for finding in findings)


@pytest.mark.parametrize(
    ("channel", "unit", "most"),
    [
        ("Connection note", "x", 300),
        ("Comment", "x", 1250),
        ("InMail", "x", 1900),
        ("LinkedIn message", "x", 1900),
        ("Post", "x", 3000),
        ("Voice note", "x ", 110),
        ("Video", "x ", 150),
    ],
)
def test_wording_fits_up_to_the_limit_and_not_one_more(channel: str, unit: str, most: int) -> None:
    assert find_excess(Wording(channel=channel, text=unit * most)) is None
    assert str(most) in (find_excess(Wording(channel=channel, text=unit * (most + 1))) or "")


def test_an_email_may_be_as_long_as_it_is() -> None:
    assert find_excess(Wording(channel="Email", text="x" * 9000)) is None


def test_names_count_at_their_longest_and_slots_by_their_hint() -> None:
    filled = fill_longest("{executive} of {company}: [one fact]. {seller}")
    assert "{" not in filled
    assert "one fact." in filled
    assert len(filled) > 100


@pytest.mark.parametrize(
    ("reviewed", "stale"),
    [
        (date(2025, 5, 22), False),
        (date(2025, 5, 21), True),
        (date(2025, 6, 1), False),
        (date(2024, 12, 31), True),
        (TODAY, False),
    ],
)
def test_a_review_is_stale_after_eighteen_months_and_not_on_the_day(reviewed: date, stale: bool) -> None:
    assert is_stale(reviewed, TODAY) is stale


@given(st.lists(st.sampled_from(["A b. C d!", "- one", "  more of it", "", "> said", "### Email", "| a | b |"]), max_size=12))
def test_every_word_of_a_section_is_said_once_and_in_its_line(lines: list[str]) -> None:
    text = "\n".join(lines).strip()
    section = make_section(text)
    said = list(list_said(section))
    assert sum(len(words_of([make_section(piece.text)])) for piece in said) == len(words_of([section]))
    for piece in said:
        begin = piece.text.split()[0]
        assert begin in text.split("\n")[piece.line - 11]


def test_the_library_that_is_shipped_is_good() -> None:
    library, _ = read_and_check([Path(__file__).resolve().parents[2] / "corpus"])
    newest = max(card.reviewed for card in library.cards)
    assert [str(finding) for finding in check_quality(library, newest)] == []


def test_an_empty_library_has_no_findings() -> None:
    assert check_quality(Library(digest="empty", plays=()), TODAY) == []


def make_section(text: str) -> Any:
    from copilot.domain.library import Section

    return Section(slug="how", heading="How", text=text, line=10)
