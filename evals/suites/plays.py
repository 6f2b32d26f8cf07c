"""The scenarios of a seller: what a wise colleague's answer holds, and what it never holds."""

from collections.abc import Sequence

from copilot.domain.plays import PlaysRequest
from evals.cases import Case, ConditionCase, read_cases
from evals.desk import Desk
from evals.outcomes import Check, ItemOutcome, Shown
from evals.scorers.conditions import holds, tell
from evals.scorers.plays import CONDITIONS, drafted_text, suggested
from evals.suites import Suite

GENERAL = ({"suggestions_more_than": 3}, {"drafts": r"https?://|www\."})  # never, in any answer


def read() -> Sequence[Case]:
    return read_cases("scenarios.yaml", ConditionCase)


def play(case: ConditionCase, desk: Desk) -> ItemOutcome:
    request = PlaysRequest.model_validate(case.request)
    result = desk.copilot.suggest_plays(request, notes_gap=False).model_dump(mode="json")
    missing = [tell(each) for each in case.must if not holds(each, result, CONDITIONS)]
    checks = [
        Check(gate="must_not", holds=not holds(each, result, CONDITIONS), what=f"must not: {tell(each)}")
        for each in (*case.must_not, *GENERAL)
    ]
    told = [f"known {k['play_id']} ({k['verdict']})" for k in result["known"]]
    told += [f"asks about {', '.join(a['candidates'])}" for a in result["ask"]]
    told += [f"declines {r['practice']}" for r in result["refused"]]
    return ItemOutcome(
        suite=SUITE.name,
        id=case.id,
        checks=tuple(checks),
        counts={"must": (float(len(case.must) - len(missing)), float(len(case.must)))},
        shown=Shown(
            asked=f"{case.situation}\n{request.question}",
            answered="\n".join(
                [f"suggests {', '.join(suggested(result)) or 'nothing'}", *told, result["note"], drafted_text(result)]
            ),
            passages=", ".join(result["provenance"]["passages_shown"]),
            findings=tuple(f"must: {each}" for each in missing),
        ),
    )


SUITE = Suite("plays", read, play, weight=1.0, live=True)
