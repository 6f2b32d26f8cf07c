"""The JSON document of the library holds every card, counts what it holds, and relates only what is there."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from copilot.adapters.library_export import export_library
from copilot.domain.library import AmbiguousName, Guide, HeardStatement, Library, Message, Objection, Section, Source
from copilot.retrieval.library import read_library
from tests.conftest import REAL_CORPUS
from tests.small_library import REVIEWED, make_library, make_persona, make_play, make_signal

COLLECTION_OF = {"neighbour": "plays", "play": "plays", "signal": "signals", "persona": "personas", "source": "sources"}
COLLECTION_FROM = {
    "play": "plays",
    "persona": "personas",
    "guide": "guides",
    "message": "messages",
    "objection": "objections",
    "signal": "signals",
    "practice": "practices",
    "ambiguous_name": "ambiguous_names",
}
CARDS = ("plays", "personas", "guides", "messages", "objections")


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library([REAL_CORPUS])


@pytest.fixture(scope="module")
def document(library: Library) -> dict[str, Any]:
    return export_library(library)


def test_the_document_survives_being_written_and_read_as_json(document: dict[str, Any]) -> None:
    assert json.loads(json.dumps(document)) == document


def test_the_same_library_gives_the_same_bytes(library: Library, document: dict[str, Any]) -> None:
    assert json.dumps(export_library(read_library([REAL_CORPUS]))) == json.dumps(document)
    assert document["digest"] == library.digest


def test_every_count_is_the_length_of_its_list(document: dict[str, Any]) -> None:
    lists = {name: len(value) for name, value in document.items() if isinstance(value, list)}
    assert document["counts"] == lists
    assert all(lists.values())


def test_every_card_of_the_library_is_in_the_document(library: Library, document: dict[str, Any]) -> None:
    exported = [card["id"] for name in CARDS for card in document[name]]
    assert Counter(exported) == Counter(card.id for card in library.cards)


def test_every_card_says_whose_it_is_when_it_was_read_and_its_version(document: dict[str, Any]) -> None:
    for name in CARDS:
        for card in document[name]:
            assert card["owner"], card["id"]
            assert card["reviewed"], card["id"]
            assert len(card["version"]) == 16, card["id"]


def test_sections_are_found_by_their_slug_with_heading_and_text(library: Library, document: dict[str, Any]) -> None:
    play = next(card for card in document["plays"] if card["id"] == "F03")
    assert play["sections"]["when"] == {"heading": "When", "text": library.play_by_id["F03"].section("when")}
    assert list(play["sections"])[:3] == ["for-whom", "when", "steps"]


def test_every_relation_resolves_at_both_ends_and_stands_once(document: dict[str, Any]) -> None:
    ids = {name: {item.get("id", item.get("name")) for item in document[name]} for name in set(COLLECTION_FROM.values())}
    ids["sources"] = {source["id"] for source in document["sources"]}
    for relation in document["relations"]:
        assert relation["from"] in ids[COLLECTION_FROM[relation["from_kind"]]], relation
        assert relation["to"] in ids[COLLECTION_OF[relation["kind"]]], relation
    ends = [tuple(relation[key] for key in ("from_kind", "from", "kind", "to")) for relation in document["relations"]]
    assert len(set(ends)) == len(ends)


def test_every_kind_of_relation_is_there(document: dict[str, Any]) -> None:
    assert {relation["kind"] for relation in document["relations"]} == set(COLLECTION_OF)
    assert {relation["from_kind"] for relation in document["relations"]} == set(COLLECTION_FROM)


def test_a_neighbour_comes_with_the_difference(library: Library, document: dict[str, Any]) -> None:
    pairs = {(r["from"], r["to"]): r["difference"] for r in document["relations"] if r["kind"] == "neighbour"}
    assert pairs == {(play.id, other): text for play in library.plays for other, text in play.neighbours.items()}


def test_a_relation_to_what_nobody_holds_is_left_out() -> None:
    play = make_play("A01", neighbours={"Z99": "is not there"}, signals=("gone",), personas=("any", "cfo", "nobody"))
    signals = (make_signal("results-call", "call", first=("A01", "Z98"), also=("A01",)),)
    library = make_library(play, personas=(make_persona("cfo", "Chief financial officer"),), signals=signals)
    relations = export_library(library)["relations"]
    assert [(r["from"], r["kind"], r["to"]) for r in relations] == [
        ("A01", "persona", "PE-CFO"),
        ("results-call", "play", "A01"),
    ]


def test_the_version_changes_with_what_a_card_says_and_not_with_where_it_stands() -> None:
    def version(**changes: Any) -> str:
        return str(export_library(make_library(make_play("A01", **changes)))["plays"][0]["version"])

    sections = make_play("A01").sections
    moved = tuple(section.model_copy(update={"line": section.line + 40}) for section in sections)
    reworded = (sections[0].model_copy(update={"text": "Later."}), *sections[1:])
    assert version(file="elsewhere/A01-renamed.md", sections=moved) == version()
    assert len({version(), version(sections=reworded), version(indicator="calls"), version(owner="acme")}) == 4


def test_statements_that_fit_the_detector_are_never_exported() -> None:
    heard = (HeardStatement(id="h1", statement="whispered in confidence", play_ids=("A01",)),)
    assert "whispered" not in json.dumps(export_library(make_library(make_play("A01"), heard=heard)))


def test_messages_objections_and_guides_keep_their_own_fields() -> None:
    card: dict[str, Any] = {"owner": "library", "reviewed": REVIEWED}
    words = (Section(slug="words", heading="Words", text="> Hello", line=3),)
    library = make_library(
        make_play("A01"),
        guides=(Guide(id="CG01", title="Card", topic="card", plays=("A01",), sources=("K1",), **card),),
        messages=(
            Message(
                id="MS01", title="Note", audience="sellers", stage="able", channel="chat", sender="coach", when="now", **card
            ),
        ),
        objections=(
            Objection(id="OB01", title="No", said_as=("no",), audience=("sellers",), plays=("A01",), sections=words, **card),
        ),
        sources=(Source(id="K1", what="A study.", grade="A", address="here"),),
        ambiguous=(AmbiguousName(name="intro", candidates=("A01", "Z99"), question="Which?"),),
    )
    document = export_library(library)
    assert document["messages"][0]["when"] == "now"
    assert document["objections"][0]["sections"]["words"]["text"] == "> Hello"
    found = [(r["from_kind"], r["from"], r["kind"], r["to"]) for r in document["relations"] if r["from"] != "A01"]
    assert found == [
        ("guide", "CG01", "play", "A01"),
        ("guide", "CG01", "source", "K1"),
        ("objection", "OB01", "play", "A01"),
        ("ambiguous_name", "intro", "play", "A01"),
    ]


def test_every_field_of_the_document_is_explained(document: dict[str, Any]) -> None:
    """What `docs/library-json.md` does not name is not promised, so a new field needs its line there."""
    page = (Path(__file__).parents[2] / "docs" / "library-json.md").read_text(encoding="utf-8")
    names = set(document) | {key for value in document.values() if isinstance(value, list) for item in value for key in item}
    assert {name for name in names if f"`{name}`" not in page} == set()
