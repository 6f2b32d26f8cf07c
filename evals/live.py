"""The same cases with a real model: every answer is kept as it comes, so that a run goes on where it stopped and can be replayed.

No more tokens are used than the budget allows: before each call, its prompt and the longest answer are held against what is left.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from copilot import Settings
from copilot.adapters.chat_model import Answered, ChatModel, Shape
from copilot.adapters.label_file import LabelFiles
from copilot.adapters.model_server import ModelServer
from copilot.adapters.token_counter import estimate_tokens
from copilot.bootstrap import build_chat
from copilot.errors import CopilotError, ModelError
from copilot.policies.labelling import standing_judgements
from copilot.prompts.loader import RenderedPrompt
from evals.baseline import Baseline
from evals.cases import BrokenCases
from evals.contract import read_contract
from evals.desk import Bench, Desk
from evals.judge import calibrate, judge_questions, read_agreements
from evals.live_measures import measure_self_agreement
from evals.outcomes import ItemOutcome, ModelUse, RunResult, SuiteResult
from evals.replay import MissingRecording, Recording, ReplayModel, key_of, raise_again, read_recordings, write_line
from evals.run import Chosen, Tell, judge_all, play_one, read_suites
from evals.suites.recorded import RecordedCase


class BudgetSpent(Exception):
    """The next call might use more tokens than are left; what was answered is kept."""


class KeepingModel(ChatModel):
    """Asks the real model once for each prompt and take, and keeps every answer in the log."""

    def __init__(self, inner: ChatModel, log: Path, most_tokens: int, secrets: Iterable[str]) -> None:
        super().__init__(ModelServer(model=inner.name), count=estimate_tokens)
        self._inner = inner
        self._log = log
        self._most_tokens = most_tokens
        self._secrets = tuple(secrets)
        self._kept = read_recordings(log)
        self.take = 0
        self.used: list[Recording] = []

    @property
    def name(self) -> str:
        return self._inner.name

    @property
    def spent(self) -> int:
        """Tokens of all answers in the log, those of earlier runs included."""
        return sum(each.prompt_tokens + each.answer_tokens for each in self._kept.values())

    def raise_if_resting(self) -> None:
        self._inner.raise_if_resting()

    def answer(self, prompt: RenderedPrompt, shape: type[Shape]) -> Answered[Shape]:
        key = key_of(prompt, shape, self.name)
        recording = self._kept.get((key, self.take))
        if recording is not None:
            self.used.append(recording)
            replay = ReplayModel({(key, 0): recording}, self.name)
            return replay.answer(prompt, shape)
        self._keep_within(prompt)
        try:
            answered = self._inner.answer(prompt, shape)
        except ModelError as error:
            asked = estimate_tokens(prompt.system + prompt.user)
            self._keep(prompt, key, shape, None, f"{type(error).__name__}: {error}", asked, 0)
            raise_again(f"{type(error).__name__}: {error}")
            raise
        usage = answered.usage
        self._keep(prompt, key, shape, answered, "", usage.prompt_tokens, usage.answer_tokens)
        return answered

    def _keep_within(self, prompt: RenderedPrompt) -> None:
        tries = 1 + self._inner.server.retries
        most = tries * (estimate_tokens(prompt.system + prompt.user) + self._inner.server.most_answer_tokens)
        if self.spent + most > self._most_tokens:
            raise BudgetSpent(
                f"{self.spent} of {self._most_tokens} tokens are used and the next answer may take {most}; "
                "raise --most-tokens and call it again: what was answered is kept."
            )

    def _keep(
        self,
        prompt: RenderedPrompt,
        key: str,
        shape: type[Shape],
        answered: Answered[Shape] | None,
        failed: str,
        asked: int,
        told: int,
    ) -> None:
        recording = Recording(
            key=key,
            provenance="recorded",
            model=self.name,
            on=datetime.now(UTC).date(),
            prompt=f"{prompt.id}.v{prompt.version}",
            prompt_digest=prompt.digest[:16],
            shape=shape.__name__,
            answer=answered.value.model_dump(mode="json") if answered is not None else None,
            failed=failed,
            prompt_tokens=asked,
            answer_tokens=told,
            take=self.take,
        )
        line = write_line(recording, self._secrets)
        self._kept[key, self.take] = recording
        self.used.append(recording)
        with self._log.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def run_live(asked: argparse.Namespace, chosen: Chosen, tell: Tell) -> RunResult:
    """Play the suites in which a model takes part, so many takes, with the model of the settings or from a log."""
    model = _open_log(asked.replay) if asked.replay else _open_server(asked)
    troubles: list[str] = []
    takes: list[dict[str, tuple[list[ItemOutcome], float]]] = []
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Bench(home=Path(folder)), model=lambda: model)
        for take in range(asked.takes if not asked.replay else _count_takes(asked.replay)):
            model.take = take
            try:
                takes.append(play_take(desk, chosen, lambda what, take=take: tell(f"take {take + 1}, {what}")))  # type: ignore[misc]
            except BudgetSpent as error:
                troubles.append(str(error))
                break
        digest = desk.digest
    if not takes:
        raise BrokenCases(troubles[0] if troubles else "No take was played; give --takes 1 or more.")
    suites = judge_all(takes[0], read_contract(), Baseline(), chosen)
    agreement = measure_self_agreement(takes)
    judged: tuple[SuiteResult, ...] = ()
    if not troubles and "questions" in takes[0]:
        meetings = [item for item in takes[0]["questions"][0] if item.id.startswith("S-")]
        judged, why_not = judge_live(model, meetings)
        tell(why_not or "The judge has judged.")
    return RunResult(
        suites=(*suites, *agreement, *judged),
        model=_describe(model, "recorded" if asked.replay else "live"),
        corpus_digest=digest,
        troubles=tuple(troubles),
    )


def judge_live(model: ReplayModel | KeepingModel, meetings: list[ItemOutcome]) -> tuple[tuple[SuiteResult, ...], str]:
    """Have the questions judged where that counts; a spent budget or a missing answer ends it, and is told."""
    model.take = 0
    try:
        return judge_questions(model, meetings, read_agreements())
    except (BudgetSpent, MissingRecording) as error:
        return (), f"The judge was not asked to the end: {error}"


def run_calibrate(words: Sequence[str], tell: Tell) -> int:
    """Have the model of the settings judge what a person judged, and put their agreement on file."""
    parser = argparse.ArgumentParser(prog="python -m evals calibrate", description="How far does a judging model go with people?")
    for name in ("items", "labels"):
        parser.add_argument(f"--{name}", type=Path, required=True, metavar="FILE")
    parser.add_argument("--by", required=True, metavar="NAME", help="whose judgement counts")
    parser.add_argument("--log", type=Path, default=Path("evals-live.jsonl"), metavar="FILE")
    parser.add_argument("--most-tokens", type=int, default=200_000, metavar="N")
    asked = parser.parse_args(list(words)[1:])
    try:
        files = LabelFiles()
        items, labels = files.read_items(asked.items), standing_judgements(files.read_labels([asked.labels]).labels)
        found = calibrate(_open_server(asked), items, labels, asked.by)
    except (BudgetSpent, CopilotError) as error:
        raise BrokenCases(str(error)) from error
    tell(f"kappa {found.kappa:.2f} with {found.by} over {found.items} questions is on file for {found.model}.")
    return 0


def play_take(desk: Desk, chosen: Chosen, tell: Callable[[str], None]) -> dict[str, tuple[list[ItemOutcome], float]]:
    """Play every chosen case in which a model takes part, once."""
    played: dict[str, tuple[list[ItemOutcome], float]] = {}
    for name, (suite, cases) in read_suites(chosen).items():
        if not suite.live:
            continue
        items = []
        for case in cases:
            if not isinstance(case, RecordedCase):  # its model is a script, and says nothing about this one
                items.append(_play(suite, case, desk))
                tell(f"{name}: {len(items)} cases")
        played[name] = (items, 0.0)
    return played


def _play(suite, case, desk: Desk) -> ItemOutcome:  # type: ignore[no-untyped-def]
    try:
        return suite.play(case, desk)
    except BudgetSpent:
        raise
    except Exception:
        return play_one(suite, case, desk)


def _open_server(asked: argparse.Namespace) -> KeepingModel:
    settings = Settings()
    if not settings.model:
        raise BrokenCases("No model is set; set COACH_MODEL, and OPENAI_BASE_URL or OPENAI_API_KEY, as docs/settings.md says.")
    inner = build_chat(settings, estimate_tokens)  # type: ignore[arg-type]
    assert inner is not None
    secrets = [settings.openai_api_key.get_secret_value()] if settings.openai_api_key else []
    return KeepingModel(inner, asked.log, asked.most_tokens, secrets)


def _open_log(path: Path) -> ReplayModel:
    recordings: Mapping[tuple[str, int], Recording] = read_recordings(path)
    if not recordings:
        raise BrokenCases(f"{path} holds no answer; 'python -m evals --live --log {path}' makes them.")
    model = next(iter(recordings.values())).model
    return ReplayModel(recordings, model, remake=f"python -m evals --live --log {path}")


def _count_takes(path: Path) -> int:
    return 1 + max(take for _, take in read_recordings(path))


def _describe(model: ReplayModel | KeepingModel, provenance: str) -> ModelUse:
    used = {(each.key, each.take): each for each in model.used}.values()
    return ModelUse(
        provenance=provenance,  # type: ignore[arg-type]
        model=model.name,
        dates=tuple(sorted({each.on.isoformat() for each in used})),
        answers=len(used),
        prompt_tokens=sum(each.prompt_tokens for each in used),
        answer_tokens=sum(each.answer_tokens for each in used),
        cost=_cost_of(used),
    )


def _cost_of(used: Iterable[Recording]) -> float | None:
    settings = Settings()
    if settings.price_prompt is None or settings.price_answer is None:
        return None
    return sum(e.prompt_tokens * settings.price_prompt + e.answer_tokens * settings.price_answer for e in used) / 1_000_000
