"""A model as a judge of questions. Its scores count only where its agreement with people is on file, by prompt and model."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError

from copilot.adapters.chat_model import ChatModel
from copilot.domain.labels import Label, LabelItem
from copilot.domain.noun import Noun
from copilot.errors import ModelError
from copilot.prompts.fencing import fence, new_boundary
from copilot.prompts.loader import RenderedPrompt
from evals.cases import BrokenCases
from evals.outcomes import Estimate, ItemOutcome, MeasureResult, SuiteResult
from evals.statistics import POWER, plain_kappa, share

FOLDER = Path(__file__).parent / "judges"
PROMPT = FOLDER / "question.v1.md"
AGREEMENTS = FOLDER / "agreement.jsonl"
LEAST_KAPPA = 0.6
LEAST_ITEMS = 50
MOST_UNREAD = 0.02  # of the answers may be unreadable, or there is no figure


class JudgeAnswer(BaseModel):
    mentor: bool
    why: Annotated[str, Field(max_length=400)]


class JudgeAgreement(Noun):
    """How far a judge went together with a person, on file."""

    prompt_digest: str
    model: str
    kappa: float
    items: int
    by: str
    rubric: str
    on: date


def digest_of_prompt(path: Path = PROMPT) -> str:
    return hashlib.sha256(path.read_text(encoding="utf-8").encode()).hexdigest()[:16]


def read_agreements(path: Path = AGREEMENTS) -> list[JudgeAgreement]:
    """Return what is on file; nothing where nobody calibrated. Raises BrokenCases with file and line."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else [], 1):
        try:
            found.append(JudgeAgreement.model_validate_json(line))
        except ValidationError as error:
            raise BrokenCases(f"{path.name}:{number}: this is no agreement of a judge; take the line out.") from error
    return found


def find_agreement(model: str, digest: str, kept: Sequence[JudgeAgreement]) -> JudgeAgreement | None:
    """Return the newest agreement of this prompt and model that is enough to count."""
    fitting = [each for each in kept if (each.model, each.prompt_digest) == (model, digest)]
    newest = max(fitting, key=lambda each: each.on, default=None)
    return newest if newest and newest.kappa >= LEAST_KAPPA and newest.items >= LEAST_ITEMS else None


def ask_judge(model: ChatModel, question: str, facts: str) -> JudgeAnswer | None:
    """Return what the judge says, or None where no answer can be read: it is counted, never dropped."""
    boundary = new_boundary()
    prompt = RenderedPrompt(
        system=PROMPT.read_text(encoding="utf-8"),
        user=f"{fence('the question', question, boundary)}\n\n{fence('the facts', facts or 'none', boundary)}",
        id="judge_question",
        version=1,
        digest=digest_of_prompt(),
    )
    try:
        return model.answer(prompt, JudgeAnswer).value
    except ModelError:
        return None


def calibrate(
    model: ChatModel, items: Sequence[LabelItem], labels: Sequence[Label], by: str, path: Path = AGREEMENTS
) -> JudgeAgreement:
    """Ask the judge what a person judged, and put on file how far they go together. Raises BrokenCases for too little."""
    judged = {label.item: label for label in labels if label.by == by and label.kind == "question"}
    pairs = []
    for item in items:
        if item.id in judged:
            answer = ask_judge(model, item.texts[0], item.asked)
            told = "unread" if answer is None else "yes" if answer.mentor else "no"
            pairs.append((judged[item.id].answers[0], told))
    if len(pairs) < LEAST_ITEMS:
        raise BrokenCases(f"{by} judged {len(pairs)} of these questions; at least {LEAST_ITEMS} are needed to calibrate a judge.")
    if len({person for person, _ in pairs}) < 2:
        raise BrokenCases(f"{by} judged all of these questions alike, so nothing tells a judge from a stopped clock; add others.")
    agreement = JudgeAgreement(
        prompt_digest=digest_of_prompt(),
        model=model.name,
        kappa=round(plain_kappa(pairs), 4),
        items=len(pairs),
        by=by,
        rubric=next(iter(judged.values())).rubric,
        on=datetime.now(UTC).date(),
    )
    with path.open("a", encoding="utf-8") as file:
        file.write(agreement.model_dump_json() + "\n")
    return agreement


def judge_questions(
    model: ChatModel, items: Sequence[ItemOutcome], kept: Sequence[JudgeAgreement]
) -> tuple[tuple[SuiteResult, ...], str]:
    """Return the judge's figure on questions of one-on-ones; nothing, and why, where no agreement with people is on file."""
    agreement = find_agreement(model.name, digest_of_prompt(), kept)
    if agreement is None:
        return (), (
            f"No question is judged: no agreement of {LEAST_KAPPA} with a person is on file for this model and prompt "
            f"({digest_of_prompt()}); 'python -m evals calibrate' puts one there."
        )
    asked = [line for item in items for line in item.shown.answered.splitlines()[1:] if line.endswith("?")]
    answers = [ask_judge(model, question, "") for question in asked]
    read = [answer for answer in answers if answer is not None]
    if not asked or len(asked) - len(read) > MOST_UNREAD * len(asked):
        return (), f"{len(asked) - len(read)} of {len(asked)} judgements could not be read, so there is no figure."
    counted = share(sum(answer.mentor for answer in read), len(read))
    measure = MeasureResult(
        suite="judge",
        name="mentor",
        title=f"a mentor's questions, says a judge (kappa {agreement.kappa:.2f} with {agreement.by}, {agreement.items} items)",
        better="higher",
        estimate=Estimate(value=counted.value, low=counted.low, high=counted.high, items=len(read), groups=len(read)),
        smallest_drop=POWER * 0.1**0.5 / len(read) ** 0.5,
    )
    judged = SuiteResult(
        name="judge", title="A calibrated judge", cases=len(read), seconds=0.0, gates=(), measures=(measure,), items=()
    )
    return (judged,), ""
