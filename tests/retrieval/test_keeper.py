"""The owners' work: making the index, checking cards, and searching any folder of Markdown or JSONL."""

import json
from pathlib import Path

import pytest

from copilot.domain.evidence import FoundPassage
from copilot.errors import InvalidRequest
from copilot.retrieval.keeper import CardKeeper
from tests.retrieval.breaking import swap
from tests.retrieval.broken_cards import A03
from tests.retrieval.cards import write_play, write_small_library
from tests.retrieval.embedders import HashEmbedder, MissingEmbedder
from tests.retrieval.indexes import find_version, make_settings


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_small_library(tmp_path / "corpus")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of documents of both kinds, one in a folder below, and files of other kinds."""
    folder = tmp_path / "documents"
    (folder / "below").mkdir(parents=True)
    (folder / "ovens.md").write_text("# Ovens\n\nThe bakery oven is hot.", encoding="utf-8")
    (folder / "below" / "cranes.md").write_bytes("The harbour crane is t\xe4ll.".encode("latin-1"))
    rows = [{"id": "d1", "text": "A pension deficit."}, {"_id": "d2", "title": "Podcasts", "text": "An invitation to speak."}]
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (folder / "notes.txt").write_text("The bakery oven, again.", encoding="utf-8")
    return folder


def _keep(tmp_path: Path, embedder: HashEmbedder | None, **changes: object) -> CardKeeper:
    return CardKeeper(make_settings(tmp_path / "home", tmp_path / "corpus", **changes), embedder)


def _ids(found: tuple[FoundPassage, ...]) -> list[str]:
    return [passage.passage_id for passage in found]


def test_making_the_index_reports_what_is_in_it(corpus: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    report = _keep(tmp_path, HashEmbedder()).build_index(lambda what, done, total: told.append((what, done, total)))
    assert (report.plays, report.passages, report.embedder, report.warnings) == (5, 4 * 9 + 7 + 5 + 4 + 5, "hashed-words", ())
    assert {what for what, done, total in told if done == total} == {"Embedding the library", "Writing the index"}
    manifest = json.loads((find_version(make_settings(tmp_path / "home", corpus)) / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["corpus_digest"], manifest["phrases"]) == (report.corpus_digest, report.phrases)
    assert manifest["has_chroma"] is True


def test_making_the_index_without_an_embedder_says_so(corpus: Path, tmp_path: Path) -> None:
    report = _keep(tmp_path, None).build_index(None)
    assert report.embedder == "none"
    assert report.warnings[0].startswith("Only words are compared")


def test_checking_counts_the_cards_and_lists_every_finding(corpus: Path, tmp_path: Path) -> None:
    keeper = _keep(tmp_path, None)
    assert keeper.check([]).findings == ()
    swap(A03, "tier: 2", "tier: 9")(corpus)
    report = keeper.check([])
    assert (report.plays, report.outlines, report.personas, report.guides) == (5, 1, 1, 1)
    assert [(finding.file, finding.what) for finding in report.findings] == [(A03, "tier 9 is not between 0 and 3")]


def test_checking_takes_the_folders_it_is_given(corpus: Path, tmp_path: Path) -> None:
    write_play(tmp_path / "other", "A01", neighbours={})
    assert _keep(tmp_path, None).check([tmp_path / "other"]).plays == 1


@pytest.mark.parametrize("embedder", [HashEmbedder(), None])
@pytest.mark.parametrize(
    ("query", "document"),
    [
        pytest.param("hot bakery oven", "ovens.md", id="Markdown"),
        pytest.param("harbour crane", "below/cranes.md", id="in a folder below, not UTF-8"),
        pytest.param("pension deficit", "d1", id="JSONL"),
        pytest.param("podcasts", "d2", id="JSONL by its title"),
        pytest.param("speak", "d2", id="JSONL by its text"),
    ],
)
def test_a_folder_of_markdown_and_jsonl_is_searched(
    query: str, document: str, embedder: HashEmbedder | None, folder: Path, tmp_path: Path
) -> None:
    found = _keep(tmp_path, embedder).search_folder(folder, {"q": query}, 3, None)
    assert _ids(found["q"])[0] == document
    assert "notes.txt" not in _ids(found["q"])


def test_each_query_is_answered_under_its_own_id_up_to_the_limit(folder: Path, tmp_path: Path) -> None:
    queries = {"q1": "bakery oven", "q2": "harbour crane"}
    found = _keep(tmp_path, HashEmbedder()).search_folder(folder, queries, 2, None)
    assert {key: (_ids(passages)[0], len(passages)) for key, passages in found.items()} == {
        "q1": ("ovens.md", 2),
        "q2": ("below/cranes.md", 2),
    }


def test_a_long_document_counts_once_by_its_best_passage(folder: Path, tmp_path: Path) -> None:
    paragraphs = [f"{'word ' * 150}number {n}." for n in range(4)]
    (folder / "long.md").write_text("\n\n".join([*paragraphs, "A drawbridge is here."]), encoding="utf-8")
    found = _keep(tmp_path, HashEmbedder()).search_folder(folder, {"q": "drawbridge number word"}, 5, None)["q"]
    assert _ids(found)[0] == "long.md"
    assert len(set(_ids(found))) == len(found)


def test_a_folder_is_embedded_once(folder: Path, tmp_path: Path) -> None:
    _keep(tmp_path, HashEmbedder()).search_folder(folder, {}, 1, None)
    embedder = HashEmbedder()
    _keep(tmp_path, embedder).search_folder(folder, {"q": "oven"}, 1, None)
    assert embedder.given == ["oven"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("{text}", id="not JSON"),
        pytest.param('{"id": "d3"}', id="no text"),
        pytest.param('{"text": "no id"}', id="no id"),
        pytest.param('["d3", "a list"]', id="a list"),
        pytest.param('"a word"', id="a word"),
    ],
)
def test_a_bad_line_is_named(line: str, folder: Path, tmp_path: Path) -> None:
    path = folder / "rows.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + line + '\n{"id": "d4", "text": "good"}\n', encoding="utf-8")
    with pytest.raises(InvalidRequest, match=r'^rows\.jsonl:3 is not \{"id", "text"\}; mend the line'):
        _keep(tmp_path, None).search_folder(folder, {"q": "x"}, 1, None)


@pytest.mark.parametrize("exists", [True, False])
def test_a_folder_without_text_is_refused(exists: bool, tmp_path: Path) -> None:
    if exists:
        (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidRequest, match=r"no Markdown or JSONL text in .*empty; name a folder"):
        _keep(tmp_path, None).search_folder(tmp_path / "empty", {"q": "x"}, 1, None)


def test_a_document_of_many_passages_does_not_crowd_out_others(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "long"
    folder.mkdir()
    (folder / "long.md").write_text("\n\n".join(f"The bakery oven {'and so on ' * 70}." for _ in range(12)), encoding="utf-8")
    for name in ("one", "two"):
        (folder / f"{name}.md").write_text(f"A bakery {name}.", encoding="utf-8")
    found = _keep(tmp_path, HashEmbedder()).search_folder(folder, {"q": "bakery oven"}, 3, None)
    assert sorted(_ids(found["q"])) == ["long.md", "one.md", "two.md"]


def test_a_folder_is_searched_by_words_where_the_embedder_fails(corpus: Path, folder: Path, tmp_path: Path) -> None:
    found = _keep(tmp_path, MissingEmbedder()).search_folder(folder, {"q": "bakery oven"}, 1, None)
    assert _ids(found["q"]) == ["ovens.md"]


def test_a_folder_is_searched_where_nothing_can_be_kept(corpus: Path, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    keeper = CardKeeper(make_settings(tmp_path / "file" / "home", corpus), HashEmbedder())
    assert _ids(keeper.search_folder(folder, {"q": "bakery oven"}, 1, None)["q"]) == ["ovens.md"]
