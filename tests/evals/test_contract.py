"""A contract that nobody can break unseen: no case, a broken file, a line without a case, a drop without doubt are red."""

from pathlib import Path

import pytest

from evals.baseline import read_baseline, write_baseline
from evals.cases import BrokenCases, QueryCase, read_cases
from evals.contract import MeasureLine, SuiteLine, judge_suite, read_contract
from evals.outcomes import Check, ItemOutcome, SuiteResult
from evals.suites import list_suites

LINE = SuiteLine(title="x", gates={"holds": "it holds"}, measures={"share": MeasureLine(title="share")})


def make_items(scores: list[float], *, holds: bool = True, clusters: int | None = None) -> list[ItemOutcome]:
    return [
        ItemOutcome(
            suite="x",
            id=f"c{place:03}",
            cluster=f"g{place % clusters}" if clusters else "",
            checks=(Check(gate="holds", holds=holds, what="it does not"),),
            counts={"share": (score, 1.0)},
        )
        for place, score in enumerate(scores)
    ]


def judge(items: list[ItemOutcome], before: list[ItemOutcome] | None = None, line: SuiteLine = LINE) -> SuiteResult:
    return judge_suite("x", line, items, before, seconds=0.0, whole=True)


BROKEN = {
    "no JSON": ('{"id": "a", "query": "q", "relevant": {}}\n{"id": \n', "cases.jsonl:2"),
    "a field is missing": ('{"id": "a", "relevant": {}}\n', "cases.jsonl:1: 'query'"),
    "a field nobody knows": ('{"id": "a", "query": "q", "relevant": {}, "x": 1}\n', "cases.jsonl:1: 'x'"),
    "an empty line": ('{"id": "a", "query": "q", "relevant": {}}\n\n', "cases.jsonl:2"),
    "an id twice": ('{"id": "a", "query": "q", "relevant": {}}\n' * 2, "cases.jsonl:2"),
    "no case": ("", "holds no case"),
}


@pytest.mark.parametrize("label", BROKEN)
def test_a_broken_case_file_is_named_with_its_line(label: str, tmp_path: Path) -> None:
    text, says = BROKEN[label]
    (tmp_path / "cases.jsonl").write_text(text)
    with pytest.raises(BrokenCases, match=says):
        read_cases("cases.jsonl", QueryCase, folder=tmp_path)


@pytest.mark.parametrize(
    ("text", "says"),
    [("- id: a\n  query: q\n  relevant: {}\n- id: b\n", "cases.yaml:4"), ("a: [", "cases.yaml:1"), ("a: 1", "list")],
)
def test_a_broken_list_in_yaml_is_named_with_its_line(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "cases.yaml").write_text(text)
    with pytest.raises(BrokenCases, match=says):
        read_cases("cases.yaml", QueryCase, folder=tmp_path)


def test_a_missing_case_file_is_red(tmp_path: Path) -> None:
    with pytest.raises(BrokenCases, match="cannot be read"):
        read_cases("none.jsonl", QueryCase, folder=tmp_path)


def test_no_case_at_all_is_red() -> None:
    result = judge([])
    assert result.verdict == "red"
    assert any("no case ran" in trouble for trouble in result.troubles)


def test_a_line_without_a_case_is_red_and_so_is_a_figure_without_a_line() -> None:
    extra = SuiteLine(title="x", gates=LINE.gates | {"other": "y"}, measures=LINE.measures | {"lost": MeasureLine(title="z")})
    told = " ".join(judge(make_items([1.0]), line=extra).troubles)
    assert "'other' has no case" in told
    assert "'lost' has no case" in told
    assert "'share' has no line" in " ".join(judge(make_items([1.0]), line=SuiteLine(title="x", gates=LINE.gates)).troubles)


def test_a_case_that_breaks_is_red() -> None:
    items = [*make_items([1.0]), ItemOutcome(suite="x", id="broken", trouble="KeyError: 'a'")]
    assert "broken could not be run: KeyError: 'a'" in " ".join(judge(items).troubles)


def test_a_gate_holds_in_every_case_or_is_red() -> None:
    assert judge(make_items([1.0])).verdict == "green"
    result = judge(make_items([1.0] * 9) + make_items([1.0], holds=False))
    assert result.gates[0].failures == (("c000", "it does not"),)
    assert result.verdict == "red"


def test_a_bar_is_held_to() -> None:
    held = SuiteLine(title="x", gates=LINE.gates, measures={"share": MeasureLine(title="s", at_least=0.9)})
    assert judge(make_items([1.0] * 9 + [0.0]), line=held).verdict == "green"
    assert judge(make_items([1.0] * 8 + [0.0] * 2), line=held).measures[0].reasons == ("0.800 is below 0.9",)


@pytest.mark.parametrize(("lost", "verdict"), [(0, "green"), (1, "green"), (2, "green"), (12, "red")])
def test_only_a_drop_without_doubt_is_red(lost: int, verdict: str) -> None:
    """One case of a hundred that turned worse may be chance; a dozen are not."""
    before = make_items([1.0] * 100)
    assert judge(make_items([0.0] * lost + [1.0] * (100 - lost)), before).verdict == verdict


def test_a_gain_is_never_red_and_less_of_a_bad_thing_is_a_gain() -> None:
    low, high = make_items([0.0] * 50), make_items([1.0] * 50)
    fewer = SuiteLine(title="x", gates=LINE.gates, measures={"share": MeasureLine(title="leaks", better="lower")})
    assert judge(high, low).verdict == "green"
    assert judge(low, high, fewer).verdict == "green"
    assert judge(high, low, fewer).verdict == "red"


def test_cases_of_one_seller_stand_or_fall_together() -> None:
    """Twelve that turned worse in one group are one event: the interval is wider than over twelve."""
    scores = [0.0 if place % 10 == 0 else 1.0 for place in range(100)]
    alone = judge(make_items(scores), make_items([1.0] * 100))
    together = judge(make_items(scores, clusters=10), make_items([1.0] * 100))
    assert alone.measures[0].change is not None
    assert together.measures[0].change is not None
    assert together.measures[0].change.low < alone.measures[0].change.low
    assert (alone.verdict, together.verdict) == ("red", "green")


def test_what_moved_is_named_the_worst_first_and_the_smallest_drop_is_told() -> None:
    measure = judge(make_items([1.0, 0.2, 0.6]), make_items([1.0, 1.0, 1.0])).measures[0]
    assert measure.change is not None
    assert [case for case, _ in measure.change.moved] == ["c001", "c002"]
    assert judge(make_items([1.0] * 100)).measures[0].smallest_drop == pytest.approx(0.0885, abs=0.001)


def test_a_baseline_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    items = make_items([1 / 3, 0.25], clusters=2)
    result = judge(items)
    path = tmp_path / "baseline.json"
    write_baseline([result], "abc", path)
    kept = read_baseline(path)
    change = judge(items, list(kept.of("x") or ())).measures[0].change
    assert change is not None
    assert (change.value, change.moved, kept.corpus_digest) == (pytest.approx(0, abs=1e-6), (), "abc")
    path.write_text("{")
    with pytest.raises(BrokenCases, match="--update-baseline"):
        read_baseline(path)


def test_every_suite_has_cases_and_a_line_of_its_own() -> None:
    contract, suites = read_contract(), list_suites()
    assert set(contract.suites) == set(suites)
    assert all(suite.read() for suite in suites.values())


def test_the_red_team_is_as_large_as_it_is_said_to_be() -> None:
    """At least 60 payloads in 14 channels, 150 bad inputs, 40 flaws with a clean twin each."""
    from evals.hiding_places import HIDING
    from evals.suites.fallback import BadInput
    from evals.suites.flaws import FlawCase
    from evals.suites.injection import Payload

    flaws = read_cases("flaws.yaml", FlawCase)
    assert len(read_cases("injections.yaml", Payload)) >= 60
    assert len(HIDING) == 14
    assert len(read_cases("bad_inputs.jsonl", BadInput)) >= 150
    assert len(flaws) >= 40
    assert all(flaw.twin.model_fields_set for flaw in flaws)
