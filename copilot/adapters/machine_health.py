"""How the data folder, the record of sellers, the model and the extras are: looked at, never mended here."""

import importlib.metadata
import importlib.util
import platform
import shutil
import tempfile
from pathlib import Path

from copilot.adapters.chat_model import ChatModel
from copilot.adapters.store import SqlSellerStore
from copilot.adapters.token_counter import TokenCounter
from copilot.domain.health import PartHealth
from copilot.errors import ModelError, StoreUnavailable

LEAST_FREE = 200 * 1024 * 1024  # bytes: two versions of the index and room for the record
_SHOWN = ("pydantic", "sqlalchemy", "chromadb", "langchain", "openai", "mcp", "fastapi")


def examine_program() -> PartHealth:
    """Which Python and which packages run."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _SHOWN)
    return PartHealth(part="program", condition="ok", says=f"Python {platform.python_version()}; {versions}.")


def examine_folder(home: Path) -> PartHealth:
    """Whether the data folder can be written, and has room. A folder that is not there yet is made by the first question."""
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    try:
        if not there.is_dir():
            raise NotADirectoryError
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError:
        return PartHealth(
            part="data folder",
            condition="broken",
            says=f"{home} cannot be written.",
            remedy="give yourself the right to, or set COACH_HOME to a folder of yours",
        )
    free = shutil.disk_usage(there).free
    if free < LEAST_FREE:
        says = f"{home} has {free // 1024 // 1024} MB left."
        return PartHealth(part="data folder", condition="attention", says=says, remedy="free some space")
    return PartHealth(part="data folder", condition="ok", says=f"{home} can be written; {free // 1024**3} GB left.")


def examine_store(store: SqlSellerStore) -> PartHealth:
    """Whether the record of sellers opens. Only how many there are is said, never who."""
    try:
        count = len(store.sellers())
    except StoreUnavailable as error:
        return PartHealth(part="record of sellers", condition="broken", says=str(error), remedy="mend what it names")
    return PartHealth(
        part="record of sellers", condition="ok", says=f"It opens; {count} seller{'s' if count != 1 else ''} in it."
    )


def examine_model(chat: ChatModel | None) -> PartHealth:
    """Whether the model answers: it is asked for one tiny answer."""
    if chat is None:
        return PartHealth(
            part="model",
            condition="ok",
            says="None is set, so the library's own words answer (playbook mode).",
            remedy="set COACH_MODEL, OPENAI_BASE_URL and OPENAI_API_KEY for drafts by a model",
        )
    try:
        usage = chat.check()
    except ModelError as error:
        return PartHealth(
            part="model",
            condition="attention",
            says=f"{error} Until then the library's own words answer.",
            remedy="mend what it names, then run 'coach doctor' again",
        )
    return PartHealth(
        part="model", condition="ok", says=f"{chat.name} answered, with {usage.prompt_tokens + usage.answer_tokens} tokens."
    )


def examine_counter(count: TokenCounter) -> PartHealth:
    """Whether tokens are counted or estimated."""
    if count.estimated:
        return PartHealth(
            part="token counter",
            condition="attention",
            says="Tokens are estimated: the vocabulary is not installed, or cannot be unpacked into the data folder.",
            remedy="install the extra 'tokens', and see that the data folder can be written",
        )
    return PartHealth(part="token counter", condition="ok", says="Tokens are counted, offline.")
