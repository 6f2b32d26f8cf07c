"""The reader: everything of a request is compared in one go, and each text gets the vectors that are its own."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.domain.readings import RequestReading, TextsToRead
from copilot.retrieval.detection_model import DetectionModel
from copilot.retrieval.embedding import Vectors
from copilot.retrieval.index_version import IndexVersion, make_version
from copilot.retrieval.library import read_and_check
from copilot.retrieval.reader import MOST_LIKENESSES, LibraryReader
from copilot.retrieval.vector_cache import VectorCache
from tests.retrieval.cards import write_small_library
from tests.retrieval.embedders import HashEmbedder, MissingEmbedder
from tests.retrieval.models import SILENT, make_version_to_read, make_weights
from tests.small_library import AS_OF

STATEMENTS = (
    "They get my sheet about the bakery oven before anybody else calls. Last week I sent the harbour crane to her as well.",
    "paper play",
    "I have heard of the pension deficit, then I asked a colleague about the telephone list, but nothing came of it",
    "Somebody said podcast invitation",
    "",
)
SIGNALS = ("quarterly figures are out since last week", "somebody took over as treasurer on 14 November")
ASIDES = ("Analysts asked about margins, I am told. They keep the headphones if they meet us.", "How do I reach her?")
TITLE = "keeper of borrowed money"


class CallCounter(HashEmbedder):
    """Counts its calls beside its texts."""

    calls = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.calls += 1
        return super().embed(texts)


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> IndexVersion:
    return make_version_to_read(tmp_path_factory.mktemp("corpus"), HashEmbedder())


@pytest.fixture(scope="module")
def reader(version: IndexVersion) -> LibraryReader:
    return _make_reader(version, HashEmbedder())


def _make_reader(version: IndexVersion, embedder: HashEmbedder | None) -> LibraryReader:
    return LibraryReader(version, embedder, DetectionModel(make_weights(version), SILENT))


def _texts(**fields: object) -> TextsToRead:
    return TextsToRead.model_validate({"as_of": AS_OF} | fields)


def _read_everything(reader: LibraryReader) -> RequestReading:
    return reader.read(_texts(statements=STATEMENTS, signals=SIGNALS, asides=ASIDES, title=TITLE))


def test_reading_all_texts_at_once_equals_reading_each_alone(reader: LibraryReader) -> None:
    """Statements of one and of several sentences, an empty one, signals, asides and a title."""
    together = _read_everything(reader)
    statements = [reader.read(_texts(statements=(text,))) for text in STATEMENTS]
    signals = [reader.read(_texts(signals=(text,))) for text in SIGNALS]
    asides = [reader.read(_texts(asides=(text,))) for text in ASIDES]
    assert together.statements == tuple(alone.statements[0] for alone in statements)
    assert together.signals == tuple(alone.signals[0] for alone in (*signals, *asides))
    assert together.practices == tuple(item for alone in asides for item in alone.practices)
    assert together.owners == reader.read(_texts(title=TITLE)).owners


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(STATEMENTS), max_size=4), st.lists(st.sampled_from(ASIDES), max_size=2), st.booleans())
def test_readings_are_in_order_whatever_stands_beside_them(
    reader: LibraryReader, statements: list[str], asides: list[str], titled: bool
) -> None:
    read = reader.read(_texts(statements=statements, asides=asides, signals=SIGNALS, title=TITLE if titled else None))
    assert [reading.statement for reading in read.statements] == statements
    assert [(reading.text, reading.given) for reading in read.signals] == [
        *((text, True) for text in SIGNALS),
        *((text, False) for text in asides),
    ]
    for reading in read.statements:
        assert (reading,) == reader.read(_texts(statements=(reading.statement,))).statements


@pytest.mark.parametrize("reading", [pytest.param(0, id="the first"), pytest.param(2, id="after one of several sentences")])
def test_a_text_of_the_library_is_read_as_its_play_wherever_it_stands(reading: int, reader: LibraryReader) -> None:
    statements = list(STATEMENTS[:2])
    statements.insert(reading, "First the harbour crane, on paper; nothing is asked for.")
    (best, *_) = reader.read(_texts(statements=statements)).statements[reading].likenesses
    assert best.play_id == "A02"
    assert best.known > 0.9


def test_everything_is_embedded_in_one_call(version: IndexVersion) -> None:
    embedder = CallCounter()
    _read_everything(_make_reader(version, embedder))
    assert embedder.calls == 1
    assert {*STATEMENTS, *SIGNALS, *ASIDES, TITLE} <= set(embedder.given)


def test_nothing_to_read_embeds_nothing_and_reads_nothing(version: IndexVersion) -> None:
    embedder = CallCounter()
    assert _make_reader(version, embedder).read(_texts()) == RequestReading()
    assert embedder.calls == 0


@pytest.mark.parametrize("embedder", [None, MissingEmbedder()])
def test_without_vectors_the_words_are_read_alone(embedder: HashEmbedder | None, version: IndexVersion) -> None:
    read = _read_everything(_make_reader(version, embedder))
    assert [reading.statement for reading in read.statements] == list(STATEMENTS)
    assert read.statements[0].likenesses[0].play_id in ("A02", "A03")
    assert read.signals[0].likenesses[0][0] == "results-call"
    assert read.owners[0][0] == "cfo"


def test_an_index_of_words_alone_embeds_no_statement(tmp_path: Path) -> None:
    embedder = CallCounter()
    _read_everything(_make_reader(make_version_to_read(tmp_path, None), embedder))
    assert embedder.calls == 0


def test_likenesses_come_best_first_by_the_larger_figure(reader: LibraryReader) -> None:
    for reading in _read_everything(reader).statements:
        figures = [max(likeness.known, likeness.name_only) for likeness in reading.likenesses]
        assert figures == sorted(figures, reverse=True)
        assert len(figures) == 5 <= MOST_LIKENESSES


def test_a_likeness_says_what_the_gestures_of_its_play_lack(reader: LibraryReader) -> None:
    (reading,) = reader.read(_texts(statements=("I have heard of it",))).statements
    lacks = {likeness.play_id: likeness.lacks for likeness in reading.likenesses}
    assert lacks == {"A01": "give", "A02": "give", "A03": "give", "B01": None, "D01": "give"}


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("I do the bakery oven brief", {"named": ("A03",), "shared_name": (), "depth": 2, "denied": False}),
        ("the Paper-Play", {"named": (), "shared_name": ("A01", "A02"), "shared_question": "Pension or crane?"}),
        ("I do my paper play often", {"shared_name": ("A01", "A02")}),
        ("I do my paper play each week", {"shared_name": (), "shared_question": None}),
        ("I never write letters", {"denied": True}),
        ("I teach it to juniors", {"depth": 4}),
    ],
)
def test_a_reading_holds_what_the_words_say(statement: str, expected: dict[str, object], reader: LibraryReader) -> None:
    (reading,) = reader.read(_texts(statements=(statement,))).statements
    assert {name: getattr(reading, name) for name in expected} == expected


def test_signals_are_read_with_their_dates(reader: LibraryReader) -> None:
    read = reader.read(_texts(signals=SIGNALS))
    assert [(reading.likenesses[0][0], str(reading.on)) for reading in read.signals] == [
        ("results-call", "2026-11-15"),
        ("new-executive", "2026-11-14"),
    ]


def test_practices_are_read_out_of_asides_and_statements(reader: LibraryReader) -> None:
    read = reader.read(_texts(statements=("a voucher for whoever takes the call",), asides=ASIDES[1:]))
    (of_statement,) = read.statements[0].practices
    (of_aside,) = read.practices
    assert of_statement.practice == of_aside.practice == "gift-card"
    assert of_statement.likelihood > of_aside.likelihood


def test_an_unknown_title_finds_the_persona_that_owns_the_problem(reader: LibraryReader) -> None:
    assert reader.read(_texts(title="lady of servers that stand still")).owners[0][0] == "cio"
    assert reader.read(_texts(title=TITLE)).owners[0][0] == "cfo"
    assert reader.read(_texts(statements=STATEMENTS)).owners == ()


def test_an_empty_title_has_no_owner(reader: LibraryReader) -> None:
    read = reader.read(_texts(signals=("the bakery oven",), title=""))
    assert read.owners == ()


def test_a_library_without_personas_or_signals_reads_neither(tmp_path: Path) -> None:
    corpus = write_small_library(tmp_path)
    (corpus / "signals.yaml").write_text("[]", encoding="utf-8")
    (corpus / "detection" / "texts" / "signals.jsonl").unlink()
    for path in (corpus / "personas").glob("*.md"):
        path.unlink()
    library, _ = read_and_check([corpus])
    made, _ = make_version(library, HashEmbedder(), VectorCache())
    read = _make_reader(made, HashEmbedder()).read(_texts(signals=("the bakery oven",), title="Head of ovens"))
    assert (read.owners, read.signals[0].likenesses) == ((), ())
