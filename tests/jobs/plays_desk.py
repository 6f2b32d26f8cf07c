"""The plays job at a desk of fakes: everything not named by the test is a sensible default."""

from copilot.domain.library import Library
from copilot.domain.plays import PlaysRequest, PlaysResult
from copilot.jobs.suggest_plays import suggest_plays
from copilot.policies.policy_set import Policies
from tests.fakes import FakeDrafter, FakeReader, FakeShelves, FakeStore
from tests.small_library import AS_OF, make_small_library


def suggest(
    request: PlaysRequest,
    *,
    library: Library | None = None,
    shelves: FakeShelves | None = None,
    reader: FakeReader | None = None,
    drafter: FakeDrafter | None = None,
    store: FakeStore | None = None,
    policies: Policies | None = None,
) -> PlaysResult:
    library = library or make_small_library()
    return suggest_plays(
        request,
        shelves=shelves or FakeShelves(library),
        reader=reader or FakeReader(library),
        model=None,
        playbook=drafter or FakeDrafter(),
        store=store or FakeStore(),
        policies=policies or Policies(),
        today=AS_OF,
    )


def offered(result: PlaysResult) -> list[str]:
    return [suggestion.play_id for suggestion in result.suggestions]
