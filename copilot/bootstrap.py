"""Where the parts are put together: the only file that names concrete adapters. A test overrides any of them."""

import os
from collections.abc import Callable
from datetime import date, datetime

from copilot.adapters.playbook_drafter import PlaybookDrafter
from copilot.adapters.store import SqlSellerStore
from copilot.policies.policy_set import Policies
from copilot.ports import Drafter, Progress, SellerStore
from copilot.retrieval.detection_model import load_model
from copilot.retrieval.embedding import MiniLM
from copilot.retrieval.indexed_library import IndexedLibrary
from copilot.retrieval.keeper import CardKeeper
from copilot.retrieval.open_index import open_index
from copilot.retrieval.reader import LibraryReader
from copilot.retrieval.vector_cache import Embedder
from copilot.service import Copilot
from copilot.settings import Settings
from copilot.workshop import Workshop


def build_copilot(
    settings: Settings | None = None,
    *,
    embedder: Embedder | None = None,
    model: Drafter | None = None,
    playbook: Drafter | None = None,
    store: SellerStore | None = None,
    policies: Policies | None = None,
    today: Callable[[], date] | None = None,
    progress: Progress | None = None,
    tell: Callable[[str], None] | None = None,
) -> Copilot:
    """Return a copilot over the library and data folder of the settings.

    An index that is missing, stale or damaged is rebuilt first; `tell` hears why, `progress` how far it is.
    """
    settings = settings or Settings()
    embedder = embedder or choose_embedder(settings)
    opened = open_index(settings, embedder, progress=progress, tell=tell)
    shelves = IndexedLibrary(
        opened.version,
        embedder,
        dense_weight=settings.dense_weight,
        vector_search=settings.vector_search,
        warnings=opened.warnings,
    )
    policies = policies or Policies()
    return Copilot(
        shelves=shelves,
        reader=LibraryReader(opened.version, embedder, load_model(settings.corpus)),
        model=model,
        playbook=playbook or PlaybookDrafter(),
        store=store or SqlSellerStore(settings.home),
        policies=policies,
        today=today or _today,
    )


def build_workshop(settings: Settings | None = None, *, embedder: Embedder | None = None) -> Workshop:
    """Return the owners' workshop."""
    settings = settings or Settings()
    return Workshop(CardKeeper(settings, embedder or choose_embedder(settings)))


def choose_embedder(settings: Settings) -> Embedder | None:
    """Return the embedder of the settings, or None where words alone are to be compared."""
    if settings.embedder == "none":
        return None
    return MiniLM() if settings.embedder == "minilm" or MiniLM.is_available() else None


def _today() -> date:
    fixed = os.environ.get("COACH_TODAY")  # so that a demonstration reads the same on any day
    return date.fromisoformat(fixed) if fixed else datetime.now().astimezone().date()
