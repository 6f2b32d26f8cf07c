"""`coach label` and `coach label-items`: made, judged blind, compared; the same at a terminal, read aloud, or piped in."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from copilot.adapters import kappa
from copilot.adapters.label_file import LabelFiles
from copilot.domain.labels import Label, LabelItem
from copilot.settings import Settings
from tests.coaching_cards import make_breaking
from tests.surfaces.review_server import DECK, STORY, add_rubrics
from tests.surfaces.ways_in import Terminal

PAIRS = [
    LabelItem(id=f"p{n}", kind="pair", texts=(f"A{n}", f"B{n}"), sources=("hidden-model", "hidden-playbook")) for n in range(12)
]


@pytest.fixture
def whole(settings: Settings, tmp_path: Path) -> Terminal:
    """The terminal over a library that has a rubric."""
    return Terminal(add_rubrics(settings, tmp_path))


class Table:
    """A reviewer's folder: items, labels, and what is typed."""

    def __init__(self, terminal: Terminal, folder: Path) -> None:
        self.terminal, self.items, self.labels = terminal, folder / "i.jsonl", folder / "l.jsonl"

    def put(self, *items: LabelItem) -> None:
        LabelFiles().add_items(self.items, items)

    def judge(self, by: str, *typed: str, rubric: str = "r.v1") -> Any:
        words = ["label", "--items", str(self.items), "--labels", str(self.labels), "--by", by, "--rubric", rubric]
        return self.terminal.run(*words, stdin="".join(f"{line}\n" for line in typed))

    def kept(self) -> tuple[Label, ...]:
        return LabelFiles().read_labels([self.labels]).labels

    def agreement(self, *more: str) -> Any:
        return self.terminal.run("label", "--agreement", "--labels", str(self.labels), *more)


@pytest.fixture
def table(terminal: Terminal, tmp_path: Path) -> Table:
    return Table(terminal, tmp_path)


def test_judgements_are_kept_as_they_are_given_and_a_reviewer_may_leave_and_go_on(table: Table) -> None:
    table.put(*PAIRS)
    ran = table.judge("ana", "1", "nonsense", "2", "q")
    assert ran.exit_code == 0
    assert "Item 3 of 12" in ran.stdout
    assert "That is none of 1, 2, =" in ran.stdout
    assert "2 of 12 items are judged and kept." in ran.stdout
    assert [(each.by, each.rubric, each.kind) for each in table.kept()] == [("ana", "r.v1", "pair")] * 2
    assert "10 of 12 items wait for you." in table.judge("ana", "q").stdout


def test_the_end_of_what_is_piped_in_leaves_too(table: Table) -> None:
    table.put(*PAIRS)
    assert "1 of 12 items are judged and kept." in table.judge("ana", "1").stdout


def test_nothing_shows_where_a_text_comes_from(table: Table) -> None:
    table.put(*PAIRS)
    ran = table.judge("ana", *["1"] * 12)
    assert "Thank you, all 12 items are judged." in ran.stdout
    assert "hidden" not in ran.stdout


def test_one_may_go_back_and_what_is_said_then_counts(table: Table) -> None:
    table.put(*PAIRS)
    ran = table.judge("ana", "b", "1", "b", "=", "q")
    assert "There is no item before this one." in ran.stdout
    assert [each.answers for each in table.kept()][-1] == ("same",)
    assert len({each.item for each in table.kept()}) == 1
    assert "1 of 12 items are judged" in ran.stdout


def test_a_note_is_kept_with_the_judgement_and_no_is_still_no(table: Table) -> None:
    table.put(LabelItem(id="q", kind="question", asked="64 accepted", texts=("What made five of them talk?",)))
    ran = table.judge("ana", "n rests on the fact", "n it is open", "n")
    assert [(each.answers, each.note) for each in table.kept()] == [(("no",), "rests on the fact it is open")]
    assert "What is known:\n   64 accepted\n\nThe question:\n   What made five of them talk?" in ran.stdout


def test_a_deck_is_judged_criterion_by_criterion_and_half_a_deck_is_not_kept(table: Table) -> None:
    item = LabelItem(
        id="d", kind="levels", asked="Slide 1\nBrandt", texts=("K1 Who", "K2 When"), criteria=("K1", "K2"), rubric="story.v3"
    )
    table.put(item)
    ran = table.judge("ana", "3", "q")
    assert "0 of 1 items are judged and kept. Of the deck you were in nothing is." in ran.stdout
    assert not table.labels.exists()
    table.judge("ana", "3", "b", "4", "2")
    kept = table.kept()[0]
    assert (kept.answers, kept.criteria, kept.rubric) == (("4", "2"), ("K1", "K2"), "story.v3")


def test_the_keys_are_told_once_and_again_when_asked_for_and_so_is_the_item(table: Table) -> None:
    table.put(*PAIRS)
    plain, asked = table.judge("ana", "q").stdout, table.judge("ana", "?", "s", "q").stdout
    assert (plain.count("goes back"), asked.count("goes back")) == (1, 2)
    assert (plain.count("Answer 1:"), asked.count("Answer 1:")) == (1, 2)


def test_what_a_text_holds_does_nothing_to_the_terminal(table: Table) -> None:
    table.put(LabelItem(id="q", kind="question", texts=("Why\x1b]0;owned\x07 \x1b[2Jnow\u202e?",)))
    shown = table.judge("ana", "q").stdout
    assert not set(shown) & {"\x1b", "\x07", "\u202e"}


def test_agreement_is_a_row_for_every_two_with_its_interval_or_how_few_they_share(table: Table) -> None:
    table.put(*PAIRS)
    by_text = {"ana": "first", "ben": "first", "cy": "second"}
    for by in by_text:
        table.judge(by, *["1", "2", "="] * 4)
    page = table.agreement().stdout
    assert "ana judged 12 pairs." in page
    assert re.search(
        r"Pairs of answers by r\.v1: ana and ben\n   all +12 items   \d+ of 12 the same +kappa -?\d\.\d\d \(95 % ", page
    )
    document = json.loads(table.agreement("--json").stdout)
    assert {(each["first"], each["second"], each["items"]) for each in document["agreements"]} == {
        ("ana", "ben", 12),
        ("ana", "cy", 12),
        ("ben", "cy", 12),
    }


def test_without_the_packages_it_says_how_to_get_kappa(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kappa, "find_spec", lambda name: None)
    table.put(*PAIRS)
    table.judge("ana", *["1"] * 12)
    ran = table.judge("ben", *["1"] * 12)
    assert ran.exit_code == 0
    assert "of 12 the same" in ran.stdout
    assert "coaching-copilot[labels]" in " ".join(ran.stdout.split())
    assert "kappa 0" not in ran.stdout


def test_a_file_without_a_label_says_so(table: Table) -> None:
    table.labels.touch()
    assert "There is no label in these files yet" in table.agreement().stdout


WRONG = {
    "nothing to judge": (["label", "--labels", "l.jsonl"], "Say what is judged and who judges"),
    "nobody judges": (["label", "--items", "i.jsonl", "--labels", "l.jsonl"], "Say what is judged and who judges"),
    "items that are not there": (["label", "--items", "/no.jsonl", "--labels", "l", "--by", "a"], "name a file that is there"),
    "labels that are not there": (["label", "--agreement", "--labels", "/no.jsonl"], "name a file that is there"),
    "a name without end": (["label", "--items", "i", "--labels", "l", "--by", "a" * 121], "at most 120 characters"),
    "no questions": (["label-items", "question", "--items", "i.jsonl"], "--written FILE, one a line"),
    "no deck": (["label-items", "levels", "--items", "i.jsonl"], "Name one deck, or a kept review"),
    "no such review": (["label-items", "decided", "rv-none", "--labels", "l.jsonl"], "There is no such review here"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_call_ends_in_one_sentence(
    what: str, terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words, says = WRONG[what]
    ran = terminal.run(*words)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert says in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert list(tmp_path.glob("*.jsonl")) == []


def test_questions_come_from_prepared_one_on_ones_and_from_a_file(whole: Terminal, tmp_path: Path) -> None:
    items = tmp_path / "i.jsonl"
    (tmp_path / "card.json").write_text(make_breaking(7, 1).model_dump_json(), encoding="utf-8")
    (tmp_path / "written.txt").write_text(
        "What made her ring?\n\n  What made her   ring?\nIs the date right?\n", encoding="utf-8"
    )
    words = ["label-items", "question", "--items", str(items), "--written", str(tmp_path / "written.txt")]
    assert whole.run(*words).stdout == f"2 item(s) added to {items}.\n"
    assert "; 2 stood there already." in whole.run(*words).stdout
    ran = whole.run("label-items", "question", "--items", str(items), "--card", str(tmp_path / "card.json"))
    assert (ran.exit_code, ran.stderr) == (0, "")
    written, prepared = LabelFiles().read_items(items)[:2], LabelFiles().read_items(items)[2:]
    assert [(item.asked, item.sources) for item in written] == [("", ("written by hand",))] * 2
    assert len(prepared) == 5
    assert all(item.asked and item.sources == ("playbook",) for item in prepared)


def test_a_deck_becomes_a_text_a_criterion_and_its_proposed_levels_stand_elsewhere(whole: Terminal, tmp_path: Path) -> None:
    items, proposals, labels = tmp_path / "i.jsonl", tmp_path / "p.jsonl", tmp_path / "l.jsonl"
    words = ["label-items", "levels", "--items", str(items), str(DECK), "--story", str(STORY), "--proposals", str(proposals)]
    assert whole.run(*words, "--as-of", "2026-11-22").exit_code == 0
    item = LabelFiles().read_items(items)[0]
    proposed = LabelFiles().read_labels([proposals]).labels[0]
    assert (item.kind, item.criteria, item.id) == ("levels", proposed.criteria, proposed.item)
    assert "Slide 1\n" in item.asked
    assert "The story\n" in item.asked
    for text, criterion in zip(item.texts, item.criteria, strict=True):
        assert text.startswith(f"{criterion} ")
        assert [line[:3] for line in text.splitlines()[1:]] == ["1: ", "2: ", "3: ", "4: "]
    typed = "".join(f"{level}\n" for level in proposed.answers)
    whole.run("label", "--items", str(items), "--labels", str(labels), "--by", "ana", stdin=typed)
    told = json.loads(whole.run("label", "--agreement", "--labels", str(labels), "--labels", str(proposals), "--json").stdout)
    assert {each["same"] / each["answers"] for each in told["agreements"]} == {1.0}


def test_what_leaders_decided_is_exported_beside_what_was_proposed_and_said_not_to_be_blind(
    whole: Terminal, tmp_path: Path
) -> None:
    labels = tmp_path / "l.jsonl"
    review = json.loads(whole.run("review", str(DECK), "--story", str(STORY), "--keep", "--json").stdout)
    first = review["criteria"][0]
    other = 1 if first["level"] != 1 else 2
    export = ["label-items", "decided", review["review_id"], "--labels", str(labels)]
    assert "has no decision yet" in whole.run(*export).stderr
    whole.run(
        "decide",
        review["review_id"],
        "--verdict",
        "rehearse",
        "--by",
        "Ruth",
        "--level",
        f'{first["id"]}={other}:"nobody is named"',
    )
    assert "2 label(s) added" in whole.run(*export).stdout
    assert "0 label(s) added" in whole.run(*export).stdout
    proposed, decided = LabelFiles().read_labels([labels]).labels
    assert (proposed.by, decided.by, proposed.blind, decided.blind) == ("the review (playbook)", "Ruth", True, False)
    assert decided.answers == (str(other), *proposed.answers[1:])
    assert decided.note == f'{first["id"]}: "nobody is named"'
    assert "not blind" in whole.run("label", "--agreement", "--labels", str(labels)).stdout
    items = tmp_path / "i.jsonl"
    assert whole.run("label-items", "levels", "--items", str(items), "--review", review["review_id"]).exit_code == 0
    assert LabelFiles().read_items(items)[0].id == decided.item


PLAYS = ("plays", "How do I reach the CFO? Results were last week.", "--json")


def test_two_answers_to_one_request_become_a_pair_that_says_nothing_of_who_wrote_it(terminal: Terminal, tmp_path: Path) -> None:
    answer = json.loads(terminal.run(*PLAYS).stdout)
    other = answer | {"suggestions": answer["suggestions"][1:]}
    (tmp_path / "a.json").write_text(json.dumps(answer), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps(other), encoding="utf-8")
    words = ["label-items", "pair", "--items", str(tmp_path / "i.jsonl"), str(tmp_path / "a.json")]
    assert terminal.run(*words, str(tmp_path / "b.json"), "--asked", "Reach the CFO").exit_code == 0
    item = LabelFiles().read_items(tmp_path / "i.jsonl")[0]
    assert (item.asked, item.sources) == ("Reach the CFO", ("a.json (playbook)", "b.json (playbook)"))
    assert answer["suggestions"][0]["title"] in item.texts[0]
    assert "playbook" not in " ".join((item.id, item.asked, *item.texts))
    same = terminal.run(*words, str(tmp_path / "a.json"))
    assert (same.exit_code, same.stderr.startswith("Every two answers read the same")) == (2, True)


def test_lines_of_answers_are_paired_by_the_id_of_their_request(terminal: Terminal, tmp_path: Path) -> None:
    rows = {"a": [("r1", "Ring her"), ("r2", "Wait")], "b": [("r2", "Write"), ("r3", "Go")]}
    for name, lines in rows.items():
        text = "".join(
            json.dumps({"id": key, "asked": f"of {key}", "answer": told, "source": name}) + "\n" for key, told in lines
        )
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    files = [str(tmp_path / f"{name}.jsonl") for name in rows]
    terminal.run("label-items", "pair", "--items", str(tmp_path / "i.jsonl"), *files)
    (item,) = LabelFiles().read_items(tmp_path / "i.jsonl")
    assert (item.asked, item.texts, item.sources) == ("of r2", ("Wait", "Write"), ("a", "b"))
    (tmp_path / "b.jsonl").write_text('{"id": "r2"}\n', encoding="utf-8")
    ran = terminal.run("label-items", "pair", "--items", str(tmp_path / "i.jsonl"), *files)
    assert (ran.exit_code, ran.stderr.startswith("b.jsonl:1 is no answer")) == (2, True) or "b.jsonl is no answer" in ran.stderr
