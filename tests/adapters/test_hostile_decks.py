"""What is made to hurt is refused in one sentence, or read; in time; and this process does not grow with it."""

import resource
import shutil
import subprocess
import sys
import time
from importlib.util import cache_from_source
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import copilot
from copilot.adapters.deck_check import DeckLimits
from copilot.adapters.deck_file import read_deck
from copilot.adapters.pictures import read_pictures
from copilot.errors import UnreadableDeck
from tests.adapters.deck_maker import make_deck
from tests.adapters.hostile_decks import MB, READ, REFUSED
from tests.surfaces.ways_in import is_one_sentence

SOUND = make_deck()
PACKAGE = Path(copilot.__file__).parent


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_made_to_hurt_is_refused_in_one_sentence_within_ten_seconds(name: str) -> None:
    data = REFUSED[name]()
    start = time.monotonic()
    with pytest.raises(UnreadableDeck) as caught:
        read_deck(data, "deck.pptx")
    assert time.monotonic() - start < 10
    assert is_one_sentence(str(caught.value))


@pytest.mark.parametrize("name", READ)
def test_what_is_only_large_or_odd_is_read_within_twenty_seconds(name: str) -> None:
    data = READ[name]()
    start = time.monotonic()
    deck = read_deck(data, "deck.pptx")
    assert time.monotonic() - start < 20
    assert deck.slides
    assert read_pictures(data, deck).slides


def test_this_process_does_not_grow_with_what_is_uploaded() -> None:
    """The largest of them, made before the measurement begins."""
    made = [REFUSED[name]() for name in ("spaces, 60 MB of them", "entities inside entities", "groups nested 5,000 deep")]
    made += [READ["ten thousand shapes"]()]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for data in made:
        try:
            read_deck(data, "deck.pptx")
        except UnreadableDeck:
            continue
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 64


def test_a_parser_that_hangs_or_grows_is_stopped() -> None:
    for limits in (DeckLimits(parse_seconds=0), DeckLimits(parse_memory=30 * MB)):
        with pytest.raises(UnreadableDeck):
            read_deck(SOUND, "deck.pptx", limits=limits)


def test_the_parser_is_compiled_once_where_it_never_was_and_not_with_every_deck(tmp_path: Path) -> None:
    """As after a fresh install: a process that reads a deck may write nothing, so it could not keep what it compiled."""
    copy = shutil.copytree(PACKAGE, tmp_path / "copilot", ignore=shutil.ignore_patterns("__pycache__"))
    parser = copy / "adapters" / "deck_parser.py"
    asked = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from copilot.adapters.deck_file import compile_parser as c; c()"
    subprocess.run([sys.executable, "-I", "-B", "-c", asked], check=True, timeout=120)
    assert Path(cache_from_source(str(parser))).exists()
    assert not Path(cache_from_source(str(copy / "adapters" / "deck_file.py"))).exists(), "what is cached, that process cached"


@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), min_size=1, max_size=12), st.integers(0, 400))
@settings(max_examples=25)
def test_a_sound_deck_with_bytes_changed_or_cut_is_read_or_refused(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(SOUND)
    for place, value in changes:
        data[place] = value
    said = ""
    try:
        assert read_deck(bytes(data[: len(data) - cut]), "deck.pptx").slides
    except UnreadableDeck as error:
        said = str(error)
    assert not said or is_one_sentence(said)
