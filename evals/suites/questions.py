"""Questions: what the check finds in labelled ones, and whether what is asked of a seller holds up to independent eyes."""

from collections.abc import Sequence

from copilot.domain.one_on_one import QuestionsRequest
from copilot.domain.questions import CheckQuestionsRequest, QuestionToCheck
from evals.cases import Case, ConditionCase, QuestionCase, read_cases
from evals.desk import Desk
from evals.one_on_ones import find_faults
from evals.outcomes import Check, ItemOutcome, Shown
from evals.scorers.questions import find_question_faults
from evals.suites import Suite
from evals.suites.recorded import RecordedCase, ask_recorded, read_recorded

HELD_OUT = ("questions_heldout", "questions_heldout_2", "questions_heldout_3", "questions_heldout_4")
SETS = ("questions_dev", "questions", *HELD_OUT, "questions_blind", "questions_good", "questions_talk")
_KINDS = {"questions_dev": "dev", "questions": "dev", "questions_blind": "blind"}  # others are held out
_LABELS = ("mentor", "admin_capture", "leading")
_YES_OR_NO = ("open", "single", "evidence_tied")


class LabelledQuestion(QuestionCase):
    of: str


def read() -> Sequence[Case]:
    labelled = [
        LabelledQuestion(**case.model_dump(), of=name) for name in SETS for case in read_cases(f"{name}.jsonl", QuestionCase)
    ]
    return [*labelled, *read_cases("one_on_ones.jsonl", ConditionCase), *read_recorded("questions")]


def play(case: Case, desk: Desk) -> ItemOutcome:
    if isinstance(case, LabelledQuestion):
        return _play_labelled(case, desk)
    assert isinstance(case, ConditionCase | RecordedCase)
    return _play_one_on_one(case, desk)


def _play_labelled(case: LabelledQuestion, desk: Desk) -> ItemOutcome:
    asked = CheckQuestionsRequest(questions=(QuestionToCheck(text=case.question, facts=case.given),))
    checked = desk.copilot.check_questions(asked).questions[0]
    counts: dict[str, tuple[float, float]] = {}
    if case.of == "questions_good":
        counts["good_flagged"] = (float(not checked.mentor), 1.0)
    elif case.of == "questions_talk":
        counts["talk_open"] = (float(case.open == checked.open), 1.0)
    else:
        kind = _KINDS.get(case.of, "heldout")
        for label in (each for each in _LABELS if getattr(case, each) is not None):
            wanted, found = bool(getattr(case, label)), bool(getattr(checked, label))
            counts[f"{kind}_{label}_f1"] = (2.0 * (wanted and found), float(wanted) + float(found))
        for label in _YES_OR_NO:
            if getattr(case, label) is not None:
                counts[f"{kind}_{label}"] = (float(getattr(case, label) == getattr(checked, label)), 1.0)
    better = find_question_faults(checked.better) if checked.better else []
    return ItemOutcome(
        suite=SUITE.name,
        id=f"{case.of}/{case.id}",
        checks=(Check(gate="better", holds=not better, what=f"'{checked.better}': {'; '.join(better)}"),)
        if checked.better
        else (),
        counts=counts,
        shown=Shown(
            asked=case.question,
            answered=f"mentor {checked.mentor}, open {checked.open}, single {checked.single}, leading {checked.leading}",
            findings=tuple(f"{finding.rule}: {finding.why}" for finding in checked.findings),
        ),
    )


def _play_one_on_one(case: ConditionCase | RecordedCase, desk: Desk) -> ItemOutcome:
    request = QuestionsRequest.model_validate(case.request)
    if isinstance(case, RecordedCase):
        answer, checks = ask_recorded(case, desk, lambda copilot: copilot.draft_questions(request))
    else:
        answer, checks = desk.copilot.draft_questions(request), ()
    result = answer.model_dump(mode="json")
    own = list(checks)
    for question in result["questions"]:
        faults = find_question_faults(question["text"])
        own.append(Check(gate="drafted", holds=not faults, what=f"'{question['text']}': {'; '.join(faults)}"))
    texts = [question["text"] for question in result["questions"]]
    own.append(Check(gate="five_at_most", holds=len(set(texts)) == len(texts) <= 5, what=f"{len(texts)} questions"))
    found = result["diagnosis"]
    whole = bool(found["hypothesis"] and (found["rival_explanation"] or found["too_few_to_tell"]))
    closed = result["need"]["occasion"] == "human-first"
    own.append(Check(gate="diagnosed", holds=whole or closed, what="it does not say where it seems to break"))
    missing = find_faults(case, result)
    if isinstance(case, RecordedCase):  # a case of another scenario, with a model that breaks the rules: all of it must hold
        own += [Check(gate="held", holds=not missing, what="; ".join(missing))]
    broken = [fault for fault in missing if fault.startswith("must not")]
    own.append(Check(gate="must_not", holds=not broken, what="; ".join(broken)))
    return ItemOutcome(
        suite=SUITE.name,
        id=case.id,
        checks=tuple(own),
        counts={"must": (float(len(case.must) - (len(missing) - len(broken))), float(len(case.must)))},
        shown=Shown(
            asked=case.situation,
            answered="\n".join([f"step {result['diagnosis']['step']}, need {result['need']['need']}", *texts]),
            findings=tuple(missing),
        ),
    )


SUITE = Suite("questions", read, play, weight=0.08, live=True)
