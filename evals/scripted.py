"""Makes the scripted recordings anew: plays every recorded case once with its script and keeps what it answered."""

from datetime import UTC, datetime
from pathlib import Path

from copilot.adapters.chat_model import Answered, Shape
from copilot.prompts.loader import RenderedPrompt
from evals.desk import Bench, Desk
from evals.replay import SCRIPTED, Recording, key_of, read_recordings, write_line
from evals.stubs import StubModel
from evals.suites import list_suites
from evals.suites.recorded import RecordedCase

ROOMS = ("grounding", "questions")


class KeepingStub(StubModel):
    """Answers by the script it is told, and keeps every answer as a recording."""

    def __init__(self) -> None:
        super().__init__("honest")
        self.kept: dict[str, Recording] = {}
        self.used: list[Recording] = []

    @property
    def model(self) -> str:
        return f"scripted:{self.script}"

    @model.setter
    def model(self, name: str) -> None:
        self.script = name.partition(":")[2]

    @property
    def name(self) -> str:
        return self.model

    def answer(self, prompt: RenderedPrompt, shape: type[Shape]) -> Answered[Shape]:
        answered = super().answer(prompt, shape)
        recording = Recording(
            key=key_of(prompt, shape, self.model),
            provenance="scripted",
            model=self.model,
            on=datetime.now(UTC).date(),
            prompt=f"{prompt.id}.v{prompt.version}",
            prompt_digest=prompt.digest[:16],
            shape=shape.__name__,
            answer=answered.value.model_dump(mode="json"),
            prompt_tokens=answered.usage.prompt_tokens,
            answer_tokens=answered.usage.answer_tokens,
        )
        self.kept[recording.key] = recording
        self.used.append(recording)
        return answered


def open_scripts(desk: Desk) -> KeepingStub:
    """Have the scripts themselves answer at a desk, in place of their recordings."""
    stub = KeepingStub()
    desk.__dict__["replaying"] = (stub, desk.make(chat=stub))
    return stub


def remake_scripted(home: Path, path: Path = SCRIPTED) -> tuple[int, int]:
    """Write the scripted recordings; return how many there are, and how many are new. An answer that stands keeps its day."""
    desk = Desk(Bench(home=home))
    stub = open_scripts(desk)
    for name in ROOMS:
        suite = list_suites()[name]
        for case in suite.read():
            if isinstance(case, RecordedCase):
                suite.play(case, desk)
    before = read_recordings(path)
    kept = [_as_it_was(recording, before.get((recording.key, 0))) for recording in stub.kept.values()]
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        "".join(write_line(each) + "\n" for each in sorted(kept, key=lambda each: (each.model, each.key))), encoding="utf-8"
    )
    return len(kept), sum((each.key, 0) not in before for each in kept)


def _as_it_was(recording: Recording, before: Recording | None) -> Recording:
    same = before is not None and before.model_copy(update={"on": recording.on}) == recording
    return before if same and before is not None else recording
