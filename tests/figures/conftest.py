"""The real library, the real index, the real embedder; nothing is replaced. The index is made once for all figures."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from copilot import Copilot, Settings, build_copilot

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(home=tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def copilot(settings: Settings) -> Copilot:
    return build_copilot(settings, today=lambda: AS_OF)


@pytest.fixture(scope="session", autouse=True)
def figures() -> Iterator[list[str]]:
    """Collect the figures and print them together at the end."""
    lines: list[str] = []
    yield lines
    if lines:
        print("\n\n" + "\n".join(lines))


def repository() -> Path:
    return Path(__file__).resolve().parent.parent.parent
