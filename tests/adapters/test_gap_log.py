"""Gaps: what the library lacks is kept and counted, without a word of anybody's and without standing in an answer's way."""

import json
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from copilot.adapters.gap_log import FileGapLog
from copilot.domain.evidence import Provenance
from copilot.domain.gaps import Gap, find_gap
from copilot.domain.people import Executive, Seller
from copilot.domain.plays import Ask, LeftOut, PlaysRequest, PlaysResult, ResolvedRequest
from copilot.errors import StoreUnavailable

DAY = date(2026, 11, 22)
SLUGS = st.sampled_from(["results-call", "new-executive", "merger"])
GAPS = st.builds(
    Gap,
    on=st.dates(),
    persona=st.sampled_from(["cfo", "gc", None]),
    signals=st.lists(SLUGS, unique=True, max_size=3).map(tuple),
    reason=st.sampled_from(["no_play_fits", "all_known", "signal_not_understood"]),
)


def gap(persona: str | None = "cfo", *signals: str, **changes: Any) -> Gap:
    return Gap.model_validate({"on": DAY, "persona": persona, "signals": signals, "reason": "no_play_fits"} | changes)


def result(**changes: Any) -> PlaysResult:
    """Return an answer that offers nothing, for a CFO after a results call."""
    fields: dict[str, Any] = dict.fromkeys(("suggestions", "known", "ask", "refused", "deeper", "left_out", "warnings"), ())
    fields |= {"read_as": ResolvedRequest(persona="cfo", signals=("results-call",)), "note": "", "drafted_by": "playbook"}
    fields["provenance"] = Provenance(corpus_digest="d", embedder="none", passages_shown=(), drafter="playbook", repairs=0)
    return PlaysResult.model_validate(fields | changes)


REQUEST = PlaysRequest(
    question="How do I reach Beatriz at Halden?",
    seller=Seller(id="orla", name="Orla Byrne", knows=("I send the crayon sheet",)),
    executive=Executive(name="Beatriz Fonseca", title="CFO", company="Halden Foods"),
    signals=("Beatriz fell ill last week",),
)


@given(gaps=st.lists(GAPS, max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
def test_what_is_noted_is_counted_by_persona_and_signals_most_frequent_first(
    gaps: list[Gap], tmp_path_factory: pytest.TempPathFactory
) -> None:
    log = FileGapLog(tmp_path_factory.mktemp("home"))
    for noted in gaps:
        log.note(noted)
    counts = log.list()
    assert {(row.persona, row.signals): row.count for row in counts} == Counter(
        (g.persona, tuple(sorted(g.signals))) for g in gaps
    )
    assert [row.count for row in counts] == sorted((row.count for row in counts), reverse=True)
    assert all(sum(row.reasons.values()) == row.count for row in counts)
    assert max((row.last for row in counts), default=None) == max((g.on for g in gaps), default=None)


def test_the_order_of_signals_does_not_count(tmp_path: Path) -> None:
    log = FileGapLog(tmp_path)
    log.note(gap("cfo", "merger", "cuts"))
    log.note(gap("cfo", "cuts", "merger", reason="all_known"))
    (row,) = log.list()
    assert (row.signals, row.count, row.reasons) == (("cuts", "merger"), 2, {"no_play_fits": 1, "all_known": 1})


def test_before_the_first_gap_there_is_neither_a_list_nor_a_file(tmp_path: Path) -> None:
    log = FileGapLog(tmp_path / "home")
    assert (log.list(), log.count_unread()) == ((), 0)
    assert not (tmp_path / "home").exists()


def test_a_later_process_adds_and_takes_nothing_away(tmp_path: Path) -> None:
    FileGapLog(tmp_path).note(gap("cfo"))
    first = (tmp_path / "gaps.jsonl").read_bytes()
    FileGapLog(tmp_path).note(gap("gc"))
    assert (tmp_path / "gaps.jsonl").read_bytes().startswith(first)
    assert len(FileGapLog(tmp_path).list()) == 2


@pytest.mark.parametrize(
    "damage",
    [b"{", b"\xff\xfe\x00", b"[]", b'{"on":"2026-11-22"}', b'{"on":"x","persona":null,"signals":[],"reason":"all_known"}'],
)
def test_a_damaged_line_is_skipped_and_counted(damage: bytes, tmp_path: Path) -> None:
    log = FileGapLog(tmp_path)
    log.note(gap("cfo"))
    with (tmp_path / "gaps.jsonl").open("ab") as file:
        file.write(damage)  # without an end of line, as a crash leaves it
    log.note(gap("gc"))
    assert {row.persona for row in log.list()} == {"cfo", "gc"}
    assert log.count_unread() == 1


def test_a_folder_that_cannot_be_written_loses_nothing_but_the_note(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    FileGapLog(tmp_path / "home").note(gap())
    (tmp_path / "other" / "gaps.jsonl").mkdir(parents=True)
    FileGapLog(tmp_path / "other").note(gap())
    assert (tmp_path / "home").read_text(encoding="utf-8") == "a file"


def test_a_record_that_cannot_be_read_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "gaps.jsonl").mkdir()
    with pytest.raises(StoreUnavailable, match=r"record of gaps .*cannot be read .*; give yourself the right to"):
        FileGapLog(tmp_path).list()


def test_processes_that_note_at_once_lose_no_line(tmp_path: Path) -> None:
    script = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from copilot.adapters.gap_log import FileGapLog; from copilot.domain.gaps import Gap\n"
        "log = FileGapLog(Path(sys.argv[1]))\n"
        "for _ in range(100): log.note(Gap(on=date(2026, 11, 22), persona='cfo', reason='all_known'))"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path)]) for _ in range(3)]
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0]
    (row,) = FileGapLog(tmp_path).list()
    assert (row.count, FileGapLog(tmp_path).count_unread()) == (300, 0)


@pytest.mark.parametrize(
    "field",
    [
        {"persona": "Beatriz Fonseca"},
        {"signals": ("she fell ill",)},
        {"reason": "Orla asked"},
        {"seller": "orla"},
        {"question": "?"},
    ],
)
def test_a_gap_has_no_room_for_words_or_names(field: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        gap(**field)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "no_play_fits"),
        ({"left_out": (LeftOut(play_id="F01", because="you do it already: …"),)}, "all_known"),
        ({"read_as": ResolvedRequest(persona="cfo", signals=())}, "signal_not_understood"),
        ({"ask": (Ask(statement="s", question="q", candidates=("F01",)),)}, None),
    ],
)
def test_an_answer_without_a_play_shows_a_gap_and_why(changes: dict[str, Any], reason: str | None) -> None:
    found = find_gap(REQUEST, result(**changes), DAY)
    assert (found.reason if found else None) == reason


def test_nothing_a_person_wrote_reaches_the_file(tmp_path: Path) -> None:
    found = find_gap(REQUEST, result(), DAY)
    assert found is not None
    FileGapLog(tmp_path).note(found)
    assert json.loads((tmp_path / "gaps.jsonl").read_bytes()) == {
        "on": "2026-11-22",
        "persona": "cfo",
        "signals": ["results-call"],
        "reason": "no_play_fits",
    }


def test_an_id_that_is_no_slug_is_left_out_and_stops_no_answer() -> None:
    read_as = ResolvedRequest(persona="Head of IT", signals=("Über Nacht", *(f"s-{number}" for number in range(30))))
    found = find_gap(REQUEST, result(read_as=read_as), DAY)
    assert found is not None
    assert found.persona is None
    assert len(found.signals) == 20
