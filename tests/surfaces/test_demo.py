"""The demonstration: three worked requests, and a seller of the second whose practices are declined."""

import pytest
from click.testing import Result

from api.demo import REQUESTS
from copilot.settings import Settings
from tests.surfaces.ways_in import Terminal

RULE = "=" * 100 + "\n"


@pytest.fixture
def shown(terminal: Terminal) -> Result:
    return terminal.run("demo")


def answers_in(shown: Result) -> list[str]:
    """Return the page of each request: heads and bodies stand between rules, in turn."""
    parts = shown.stdout.split(RULE)
    return [head + body for head, body in zip(parts[1::2], parts[2::2], strict=True)]


def test_it_shows_three_requests_with_the_command_that_asks_each(shown: Result) -> None:
    assert (shown.exit_code, shown.stderr) == (0, "")
    pages = answers_in(shown)
    assert len(pages) == len(REQUESTS) == 3
    for number, (page, (title, request)) in enumerate(zip(pages, REQUESTS, strict=True), 1):
        assert page.startswith(f"{number}. {title}\n")
        assert f'$ coach plays "{request.question}" --seller {request.seller.id}\n' in page
        assert page.rstrip().endswith(("Nothing was written by a model.", "--why shows what was left out."))


def test_it_declines_two_practices_in_the_second_request_and_says_what_to_do_instead(shown: Result) -> None:
    flat = [" ".join(page.split()) for page in answers_in(shown)]
    assert [page.count(" Instead: ") for page in flat] == [0, 2, 0]
    assert "Claiming a referral that nobody gave: " in flat[1]
    assert "Frightening people on the day of somebody else's trouble: " in flat[1]


def test_it_reads_the_same_on_any_day(terminal: Terminal, shown: Result) -> None:
    terminal.environment["COACH_TODAY"] = "2031-05-01"
    assert terminal.run("demo").stdout == shown.stdout


def test_it_writes_nothing_into_the_data_folder(terminal: Terminal, settings: Settings) -> None:
    before = {path: path.stat().st_mtime_ns for path in settings.home.rglob("*")}
    assert terminal.run("demo").exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in settings.home.rglob("*")} == before


def test_it_runs_before_there_is_any_index(terminal: Terminal, shown: Result, tmp_path_factory: pytest.TempPathFactory) -> None:
    terminal.environment["COACH_HOME"] = str(tmp_path_factory.mktemp("bare") / "home")
    ran = terminal.run("demo")
    assert (ran.exit_code, ran.stdout) == (0, shown.stdout)
