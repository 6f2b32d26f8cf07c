"""Every policy has an eval that turns red without it. The whole table is `make evals-selftest`; here each has its witness."""

from pathlib import Path

import pytest

from evals.desk import Bench
from evals.run import Chosen, make_desk, play_one, read_suites
from evals.selftest import OPEN, list_policies, switch_off

WITNESS = {  # a policy, and cases that fail without it
    "judge_statement": ("novelty", "KN-001"),
    "set_shelf": ("novelty", "KN-036"),
    "keep_new": ("novelty", "KN-036"),
    "check_suggestion": ("grounding", "model/forged_quote"),
    "refuse_use": ("refusals", "UD-01"),
    "diagnose": ("questions", "S-17"),
    "read_need": ("questions", "S-21"),
    "lint_question": ("questions", "model/bare_closed"),
    "check_question_draft": ("questions", "model/closed"),
    "choose_questions": ("questions", "S-17"),
    "thresholds": ("novelty", "KN-039"),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("evals-home")


def test_every_policy_has_a_witness_and_can_be_opened() -> None:
    assert set(list_policies()) == set(OPEN) == set(WITNESS)


@pytest.mark.parametrize("policy", sorted(WITNESS))
def test_without_the_policy_its_witness_turns_red(policy: str, home: Path) -> None:
    suite_name, case_id = WITNESS[policy]
    ((suite, cases),) = read_suites(Chosen(suites=(suite_name,), cases=(case_id,))).values()
    sound, opened = make_desk(Bench(home=home)), make_desk(Bench(home=home, switched_off=policy))
    for case in cases[:1]:
        before = play_one(suite, case, sound)
        assert (before.failed, before.trouble) == ((), "")
        after = play_one(suite, case, opened)
        assert (bool(after.failed), after.trouble) == (True, ""), f"nothing in {case.id} sees that {policy} is off"


def test_only_one_policy_is_opened_at_a_time() -> None:
    for name in list_policies():
        changed = [other for other in list_policies() if getattr(switch_off(name), other) != getattr(switch_off(""), other)]
        assert changed == [name]
