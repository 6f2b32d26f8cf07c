"""What a model call used, and which prompt it was given."""

from copilot.domain.noun import Noun


class Usage(Noun):
    """Tokens of one answer over all its calls. `estimated` says that the server did not count them itself."""

    model: str
    calls: int
    prompt_tokens: int
    answer_tokens: int
    passage_tokens: int = 0  # how many of the prompt's tokens were passages
    estimated: bool = False
    cost: float | None = None  # in the currency of the price settings, where prices are set

    def plus(self, other: "Usage | None") -> "Usage":
        """Return both together, as after a repair. The cost of the whole is known only where both are."""
        if other is None:
            return self
        both_known = self.cost is not None and other.cost is not None
        return Usage(
            model=self.model,
            calls=self.calls + other.calls,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            answer_tokens=self.answer_tokens + other.answer_tokens,
            passage_tokens=self.passage_tokens + other.passage_tokens,
            estimated=self.estimated or other.estimated,
            cost=(self.cost or 0.0) + (other.cost or 0.0) if both_known else None,
        )


class Prices(Noun):
    """What a million tokens cost, in whatever currency the owner of the account pays."""

    prompt: float
    answer: float

    def cost_of(self, prompt_tokens: int, answer_tokens: int) -> float:
        return (prompt_tokens * self.prompt + answer_tokens * self.answer) / 1_000_000


class PromptUsed(Noun):
    """The prompt file behind an answer; a shipped file is never edited, so the digest says it all."""

    id: str
    version: int
    digest: str
