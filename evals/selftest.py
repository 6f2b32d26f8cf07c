"""Shows that the guards guard: each policy is replaced by one that lets all through, and at least one eval must turn red."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from copilot.domain.coaching import Diagnosis
from copilot.domain.one_on_one import NeedReading
from copilot.domain.plays import StatementVerdict
from copilot.domain.questions import CheckedQuestion
from copilot.policies.novelty import Shelf, Standing, Thresholds
from copilot.policies.one_on_ones.question_choice import Chosen as ChosenQuestions
from copilot.policies.policy_set import Policies
from evals.baseline import Baseline
from evals.contract import read_contract
from evals.desk import Bench
from evals.outcomes import SuiteResult
from evals.run import Chosen, Tell, judge_all, play_all

OPEN: Mapping[str, Callable[..., Any]] = {
    "judge_statement": lambda reading, *_: StatementVerdict(statement=reading.statement, depth=None),
    "set_shelf": lambda library, *_, **__: Shelf(standings=dict.fromkeys(library.play_by_id, Standing.NEW)),
    "keep_new": lambda play_ids, library, *_: tuple(dict.fromkeys(p for p in play_ids if library.play_by_id[p].sections)),
    "check_suggestion": lambda *_, **__: (),
    "refuse_use": lambda *_, **__: (),
    "diagnose": lambda *_: Diagnosis(
        step=None, title="", hypothesis="", facts=(), fact_fields=(), rival_explanation="", too_few_to_tell=False, focus=""
    ),
    "read_need": lambda *_, **__: NeedReading(need="unclear", occasion="ordinary", why="", offers_play=True),
    "lint_question": lambda text, *_, **__: CheckedQuestion(
        text=text, mentor=True, open=True, single=True, leading=False, admin_capture=False, evidence_tied=None, findings=()
    ),
    "check_question_draft": lambda *_, **__: (),
    "choose_questions": lambda sources, *_, **__: ChosenQuestions(tuple(each for some in sources for each in some)[:12], ()),
    "thresholds": lambda: Thresholds(**dict.fromkeys(Thresholds.model_fields, 2.0)),  # no likeness is ever enough
}
GUARDS = Chosen(  # a few cases of each kind are enough to see a guard missing
    suites=("novelty", "grounding", "plays", "questions", "refusals"),
    cases=("KN-001", "KN-036", "KN-039", "model/", "S-16", "S-17", "S-21", "S-23", "S-26", "UD-01"),
)


def list_policies() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Policies))


def switch_off(name: str) -> Policies:
    """Return the policies of the product with one of them letting all through. Raises KeyError for one nobody opened yet."""
    if not name:
        return Policies()
    opened = OPEN[name]
    return replace(Policies(), **{name: opened() if name == "thresholds" else opened})


def run_selftest(home: Path, *, cores: int, tell: Tell) -> tuple[str, bool]:
    """Return a table of which evals turn red without each policy, and whether every one of them turns at least one red."""
    contract = read_contract()
    clean = _reds(_play("", home, cores), contract)
    rows, proven = [], True
    for name in list_policies():
        tell(f"without {name}")
        if name not in OPEN:
            rows.append((name, 0, "nobody wrote what it is to let all through; add it to OPEN in evals/selftest.py"))
            proven = False
            continue
        reds = {
            what: cases for what, cases in _reds(_play(name, home, cores), contract).items() if cases - clean.get(what, set())
        }
        told = "; ".join(
            f"{what} ({', '.join(sorted(cases)[:3])}{' …' if len(cases) > 3 else ''})" for what, cases in reds.items()
        )
        rows.append((name, sum(map(len, reds.values())), told or "NOTHING turned red"))
        proven = proven and bool(reds)
    width = max(len(name) for name, _, _ in rows)
    table = [f"{'without':<{width}}  red  evals that turn red (cases)"]
    table += [f"{name:<{width}}  {count:>3}  {told}" for name, count, told in rows]
    if clean:
        table.append(f"Red with all policies on: {', '.join(clean)}")
    return "\n".join(table), proven and not clean


def _play(name: str, home: Path, cores: int) -> dict[str, Any]:
    return play_all(GUARDS, Bench(home=home, switched_off=name), cores=cores, tell=lambda _: None)


def _reds(played: dict[str, Any], contract: Any) -> dict[str, set[str]]:
    """Return the gates that are red with their cases; a case that breaks counts as red."""
    results: tuple[SuiteResult, ...] = judge_all(played, contract, Baseline(), GUARDS)
    reds: dict[str, set[str]] = {}
    for result in results:
        for gate in result.gates:
            if gate.failures:
                reds[f"{result.name}: {gate.name}"] = {case for case, _ in gate.failures}
        broken = {item.id for item in result.items if item.trouble}
        if broken:
            reds[f"{result.name}: could not be run"] = broken
    return reds
