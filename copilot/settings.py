"""What can be set from outside, read once from the environment. Nothing is read when this module is imported."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_SHIPPED_CORPUS = Path(__file__).resolve().parent.parent / "corpus"


class Settings(BaseSettings):
    """Every setting has a default that works on a fresh machine. docs/settings.md lists them."""

    model_config = SettingsConfigDict(env_prefix="COACH_", frozen=True, extra="ignore", populate_by_name=True)

    home: Path = Field(default_factory=lambda: Path.home() / ".coaching-copilot")
    """Where everything of yours is kept: the index and the sellers' ledgers."""

    corpus: Path = _SHIPPED_CORPUS
    """The library that came with the product."""

    library: str = ""
    """Folders with a company's own cards, separated by ':'; a card of the same id replaces ours."""

    embedder: Literal["auto", "minilm", "none"] = "auto"
    """auto: the embedder where its weights are installed, else words alone."""

    vector_search: Literal["auto", "exact", "chroma"] = "auto"
    """auto: an exact scan up to 25,000 passages, Chroma above."""

    dense_weight: float = Field(default=0.5, ge=0.0, le=1.0)
    """How much meaning counts against words in a search; 0.5 was the untuned middle and measured flat from 0.5 to 0.7."""

    model: str = ""
    """The model that drafts, as its server names it; empty: the library's own words answer (playbook mode)."""

    openai_base_url: str | None = Field(default=None, validation_alias="OPENAI_BASE_URL")
    """The OpenAI-compatible server of the model and of remote embeddings; empty: OpenAI's own."""

    openai_api_key: SecretStr | None = Field(default=None, validation_alias="OPENAI_API_KEY")
    """Its key; local servers take any."""

    model_timeout: float = Field(default=60.0, gt=0)
    """Seconds for one answer, its retries and the waits between them included."""

    model_retries: int = Field(default=2, ge=0, le=10)
    model_format: Literal["json_schema", "json_mode"] = "json_schema"
    """json_mode: for servers that do not hold an answer to a schema."""

    model_stream: bool = False
    """For slow servers: the time then also holds while an answer trickles in."""

    model_passage_tokens: int = Field(default=6000, ge=500)
    """How many tokens of a prompt may be passages."""

    model_answer_tokens: int = Field(default=8000, ge=200)
    """How long an answer may be."""

    model_tracing: bool = False
    """Whether LangSmith may see the prompts; never by an environment variable of its own alone."""

    price_prompt: float | None = Field(default=None, ge=0)
    price_answer: float | None = Field(default=None, ge=0)
    """What a million tokens of prompt and of answer cost, so that an answer can tell its cost."""

    embedding_model: str = ""
    """An embedding model of the same server in place of the built-in one; the index is then made anew."""

    transcribe_model: str = ""
    """A speech-to-text model of the same server for recorded stories; empty: a story is handed in as a transcript."""

    host: str = "127.0.0.1"
    port: int = 8484

    most_body_bytes: int = 256 * 1024
    """A larger request body is refused before it is read."""

    most_upload_bytes: int = 50 * 1024 * 1024
    """A larger deck, or deck and story together, is refused while it comes in; it is never read as a whole."""

    @property
    def library_folders(self) -> tuple[Path, ...]:
        """The folders cards are read from; a later one replaces cards of an earlier one."""
        own = [Path(part).expanduser() for part in self.library.split(":") if part.strip()]
        return (self.corpus, *own)

    @property
    def vector_folders(self) -> tuple[Path, Path]:
        """Where vectors may already stand: those shipped with the library, then those made here."""
        return (self.corpus / "vectors", self.home / "vectors")
