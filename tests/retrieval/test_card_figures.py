"""Figures: what counts as one about the world, and which may appear nowhere."""

import pytest

from copilot.retrieval.card_figures import find_figure, find_folklore


@pytest.mark.parametrize(
    "text",
    [
        "New leaders spend 70% of their budget in the first 100 days.",
        "Within a hundred days seventy per cent of the budget is gone.",
        "Buyers are 57% through the journey before they call.",
        "67 % of the buying process is over.",
        "Two-thirds of the journey is done without sales.",
        "57% of C-level buyers prefer the phone.",
        "80% of sales need five follow-ups.",
        "Eighty per cent of deals take at least five contacts.",
        "Images are processed 60,000 times faster.",
        "They work 60 000 times as fast.",
        "People forget 87% of training within a month.",
        "87 per cent of it is forgotten.",
    ],
)
def test_folklore_is_known_in_several_wordings(text: str) -> None:
    assert find_folklore(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "27 chief executives logged 60,000 hours [CEOT].",
        "70% of risk factors are boilerplate.",
        "The plan covers the first 100 days and its budget.",
        "80% of sellers had a deal delayed by a job change.",
        "The journey takes 57 minutes by train.",
    ],
)
def test_a_decent_figure_is_no_folklore(text: str) -> None:
    assert find_folklore(text) is None


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("about 5.4% of dials", "5.4%"),
        ("thirty per cent say so", "per cent"),
        ("seven in ten found it useless", "seven in ten"),
        ("three sellers in four come unready", "three sellers in four"),
        ("over 300 million dialled calls", "300 million dialled calls"),
        ("it works 3x better", "3x"),
        ("two firms in one street", None),
        ("send 120 words on page 300", None),
        ("half an hour with the executives", None),
        ("ask three managers a quarter", None),
    ],
)
def test_a_figure_about_the_world_is_told_from_a_plain_count(text: str, figure: str | None) -> None:
    assert find_figure(text) == figure
