"""The question bank that ships is sound, and every way to break one is a finding with its place and what to do."""

import shutil
from pathlib import Path

import pytest

from copilot.errors import BadLibrary
from copilot.retrieval.library import read_library
from copilot.retrieval.question_bank_file import AGENDAS, BANK, QuestionFolders, check_agendas, check_bank
from tests.coaching_cards import CORPUS

LIBRARY = read_library([CORPUS])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("questions", "coaching"):
        shutil.copytree(CORPUS / name, tmp_path / name)
    return tmp_path


def put(folder: Path, name: str, before: str, after: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert before in text
    (folder / name).write_text(text.replace(before, after, 1), encoding="utf-8")


def test_what_ships_is_sound() -> None:
    """Every text holds to the rules of a mentor's question, every quotation stands in its guide, every break has a whole set."""
    bank, findings = check_bank([CORPUS], LIBRARY)
    assert [str(finding) for finding in findings] == []
    assert check_agendas([CORPUS])[1] == []
    assert bank is not None
    assert {each.when for each in bank.sets} >= {*(f"step-{step}" for step in range(14)), "no-break", "too-few", "any"}
    assert all(len(each.questions) >= 11 for each in bank.sets if each.when.startswith("step-"))


def test_no_two_sets_hold_the_same_text() -> None:
    bank = QuestionFolders([CORPUS]).bank
    texts = [question.text for each in bank.sets for question in each.questions]
    assert sorted(texts) == sorted(set(texts))


BROKEN = {
    "an id that stands twice": ("id: BQ0002,", "id: BQ0001,", "the id stands here twice"),
    "a kind that is none": ("kind: Q1, text", "kind: Q77, text", "kind"),
    "an unknown key": ("listen: ", "hear: ", "unknown key"),
    "a fact that is none": ("fact: coverage,", "fact: weather,", "there is no fact 'weather'"),
    "a quote that is none": ("quote: was_there}", "quote: nobody}", "there is no quote 'nobody'"),
    "a part of the card that is none": (
        "{connects.accepted} of {connects.made",
        "{connects.won} of {connects.made",
        "there is no part",
    ),
    "words that stand nowhere": ("Ask for less.", "Ask for everything.", "the words do not stand in CG22"),
    "a guide that is none": ('{card: CG22, words: "Ask for less."}', '{card: CG99, words: "Ask"}', "there is no guide CG99"),
    "a closed question": ("Which line of this card do you least like to fill in?", "Do you like the card?", "QR1"),
    "a number of its own": (
        "a customer put your figures right",
        "3 customers put your figures right",
        "the number '3' stands in text",
    ),
    "a set that is none": ("when: step-3", "when: step-33", "there is no 'step-33'"),
    "no fact where one is needed": (
        "Suppose the terms of a fair test were yours. What would it look like?",
        "What would a fair test look like?",
        "rests on a fact",
    ),
}


@pytest.mark.parametrize("label", BROKEN)
def test_a_broken_bank_is_told_with_its_place(label: str, folder: Path) -> None:
    before, after, says = BROKEN[label]
    put(folder, BANK, before, after)
    _, findings = check_bank([folder], LIBRARY)
    told = [str(finding) for finding in findings]
    assert any(says in text for text in told), told
    assert all(finding.file == BANK and finding.line > 0 and finding.remedy for finding in findings)


def test_minutes_that_do_not_add_up_are_told(folder: Path) -> None:
    put(folder, AGENDAS, "minutes: 30\n", "minutes: 31\n")
    _, findings = check_agendas([folder])
    assert [finding.what for finding in findings] == ["one-on-one-30 says 31 minutes and its parts take 30"]
    with pytest.raises(BadLibrary, match="one-on-one-30 says 31 minutes"):
        _ = QuestionFolders([folder]).agendas


def test_a_bank_that_cannot_be_read_is_refused_in_one_sentence(folder: Path) -> None:
    (folder / BANK).write_text("sets: [", encoding="utf-8")
    with pytest.raises(BadLibrary, match="Run 'coach check-corpus'"):
        _ = QuestionFolders([folder]).bank


def test_a_company_s_own_bank_replaces_ours_and_need_not_be_there(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    put(folder, BANK, "Which line of this card do you least like to fill in?", "Which line of this card feels least like you?")
    empty = tmp_path_factory.mktemp("own")
    texts = [q.text for each in QuestionFolders([CORPUS, folder]).bank.sets for q in each.questions]
    assert "Which line of this card feels least like you?" in texts
    assert QuestionFolders([CORPUS, empty]).bank == QuestionFolders([CORPUS]).bank
    assert check_bank([empty], LIBRARY) == (None, [])
