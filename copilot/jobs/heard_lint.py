"""The check of a question with what the learned ear hears in it put before the rules."""

from collections.abc import Callable, Sequence

from copilot.domain.questions import CheckedQuestion
from copilot.ports import QuestionEar

Lint = Callable[..., CheckedQuestion]


def lint_by_ear(lint: Lint, ear: QuestionEar | None) -> Lint:
    """Return a check of text and facts that hears the text first; without an ear the check itself."""
    if ear is None:
        return lint

    def check(text: str, facts: Sequence[str] | None = None) -> CheckedQuestion:
        return lint(text, facts, heard=ear.hear([text])[0])

    return check
