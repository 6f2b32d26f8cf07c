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


class PromptUsed(Noun):
    """The prompt file behind an answer; a shipped file is never edited, so the digest says it all."""

    id: str
    version: int
    digest: str
