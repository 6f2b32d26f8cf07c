"""The copilot as a case meets it: the real library, index, policies and prompts. Only the model may be replaced."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from copilot import Copilot, Settings, build_copilot
from copilot.adapters.chat_model import ChatModel
from copilot.bootstrap import build_reviews, choose_embedder
from copilot.policies.policy_set import Policies
from copilot.review_desk import ReviewDesk

AS_OF = date(2026, 11, 22)  # the day on which every case is played
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Bench:
    """What a run changes in the product: nothing by default. A value, so that it travels to another process."""

    home: Path
    corpus: Path | None = None
    dense_weight: float | None = None
    switched_off: str = ""  # a member of Policies, for the self-test
    wants_recordings: bool = True


@dataclass
class Desk:
    """Makes copilots over one data folder when a case first asks for them. One a process."""

    bench: Bench
    policies: Policies = field(default_factory=Policies)
    model: Callable[[], ChatModel] | None = None  # a real server's, in a live run
    seen_sellers: set[str] = field(default_factory=set)  # whose record was written already
    _clean: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    @cached_property
    def settings(self) -> Settings:
        changes: dict[str, Any] = {"corpus": self.bench.corpus} if self.bench.corpus else {}
        if self.bench.dense_weight is not None:
            changes["dense_weight"] = self.bench.dense_weight
        return Settings(home=self.bench.home, library="", model="", embedding_model="", vector_search="exact", **changes)

    @cached_property
    def embedder(self) -> Any:
        return choose_embedder(self.settings)

    @cached_property
    def copilot(self) -> Copilot:
        """The copilot under test: in playbook mode, or with the model of a live run."""
        return self.make(chat=self.model() if self.model is not None else None)

    @cached_property
    def digest(self) -> str:
        """Which library this is."""
        from copilot.retrieval.library import read_library

        return read_library(self.settings.library_folders).digest

    @cached_property
    def halves(self) -> dict[str, Copilot]:
        """Two copilots that search by words alone and by meaning alone, as a floor for the search of both together."""
        weights = {"words": 0.0, "meaning": 1.0}
        return {name: self.make(settings=self.settings.model_copy(update={"dense_weight": w})) for name, w in weights.items()}

    @cached_property
    def replaying(self) -> Any:
        """The model that answers from recordings, and a copilot that asks it."""
        from evals.suites.recorded import open_replay

        return open_replay(self)

    @cached_property
    def obedient(self) -> Any:
        """A model that obeys whatever it reads, and a copilot that asks it."""
        return self._with_stub("obeys")

    @cached_property
    def honest(self) -> Any:
        """A model that says nothing but what stands in the cards, and a copilot that asks it."""
        return self._with_stub("honest")

    def _with_stub(self, script: str) -> Any:
        from evals.stubs import StubModel

        model = StubModel(script)
        return model, self.make(chat=model)

    @cached_property
    def failing(self) -> Any:
        """A model that fails, in the way it is told to, and a copilot that asks it."""
        from evals.stubs import FailingModel

        model = FailingModel()
        return model, self.make(chat=model)

    @cached_property
    def poisoned(self) -> Any:
        """A model that obeys, and a copilot over a library whose cards hold every payload."""
        from evals.poisoned_library import poison
        from evals.stubs import StubModel

        model = StubModel("obeys")
        folder = poison(self.bench.home / "poisoned")
        settings = self.settings.model_copy(update={"library": str(folder), "home": self.bench.home / "poisoned-home"})
        return model, self.make(settings=settings, chat=model)

    @cached_property
    def plain_reviews(self) -> ReviewDesk:
        """The desk of certification for decks of our own making, which need no process each to be read."""
        return self._make_reviews(None)

    @cached_property
    def obedient_reviews(self) -> ReviewDesk:
        from evals.stubs import StubModel

        return self._make_reviews(StubModel("obeys"))

    def _make_reviews(self, chat: ChatModel | None) -> ReviewDesk:
        from evals.deck_reading import PlainSubmissionReader

        return build_reviews(self.settings, chat=chat, submissions=PlainSubmissionReader(), today=lambda: AS_OF)

    def clean_review(self, name: str, base: str, reviews: ReviewDesk) -> dict[str, Any]:
        """Return the review of an unchanged deck, made once."""
        from evals.deck_builder import hand_in

        if (name, base) not in self._clean:
            self._clean[name, base] = reviews.review_submission(hand_in(base)).model_dump(mode="json")
        return self._clean[name, base]

    def make(self, *, settings: Settings | None = None, chat: ChatModel | None = None, **parts: Any) -> Copilot:
        parts.setdefault("policies", self.policies)
        return build_copilot(settings or self.settings, embedder=self.embedder, chat=chat, today=lambda: AS_OF, **parts)
