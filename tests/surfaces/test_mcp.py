"""Inside an assistant the same jobs answer alike: over standard streams and over HTTP, in both eras of the protocol."""

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from mcp import types

from copilot.bootstrap import build_copilot
from copilot.domain.people import LedgerEntry
from copilot.domain.plays import KnownRequest, PlaysRequest
from copilot.service import Copilot
from copilot.settings import Settings
from tests.conftest import make_settings
from tests.surfaces.mcp_cases import FILLED, MISTAKES, NEXT_STEP, NOWHERE, REQUESTS, SECRET, UNFILLED
from tests.surfaces.mcp_visit import ERAS, Visit, http_server, pay_visit, stdio_server, text_of, whole_app
from tests.surfaces.ways_in import TODAY, is_one_sentence

WAYS = [(transport, mode) for transport in ("stdio", "http") for mode in ERAS]


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: "-".join(way))
def way(request: pytest.FixtureRequest) -> tuple[str, str]:
    found: tuple[str, str] = request.param
    return found


@pytest.fixture(scope="module")
def visited(indexed_home: Path, small_corpus: Path, way: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a data folder that one visit has to itself."""
    home = shutil.copytree(indexed_home, tmp_path_factory.mktemp("-".join(way)) / "home")
    return make_settings(home, small_corpus)


@pytest.fixture(scope="module")
def visit(way: tuple[str, str], visited: Settings) -> Visit:
    transport, mode = way
    if transport == "stdio":
        return asyncio.run(pay_visit(stdio_server(visited), mode))
    with http_server(whole_app(visited)) as address:
        return asyncio.run(pay_visit(f"{address}/mcp", mode))


@pytest.fixture(scope="module")
def copilot(visit: Visit, visited: Settings) -> Copilot:
    """The service itself, over the data folder of the visit."""
    return build_copilot(visited, today=lambda: TODAY)


def said_by_service(label: str, copilot: Copilot) -> Any:
    """Return what the service itself answers to a request that writes nothing."""
    tool, arguments = REQUESTS[label]
    if tool == "suggest_plays":
        return copilot.suggest_plays(PlaysRequest.model_validate(arguments)).model_dump(mode="json")
    if tool == "known_plays":
        return copilot.recognise_plays(KnownRequest.model_validate(arguments)).model_dump(mode="json")
    if tool == "get_play":
        return copilot.get_play("F03").model_dump(mode="json")
    return {"passages": [found.model_dump(mode="json") for found in copilot.search_library("results call", 4)]}


def test_both_eras_are_spoken(visit: Visit, way: tuple[str, str]) -> None:
    assert visit.era == ERAS[way[1]]
    offered = visit.capabilities
    assert None not in (offered.tools, offered.resources, offered.prompts)


@pytest.mark.parametrize("label", [label for label, (tool, _) in REQUESTS.items() if tool != "record_play"])
def test_a_tool_returns_the_document_of_the_service(label: str, visit: Visit, copilot: Copilot) -> None:
    answer = visit.answers[label]
    assert not answer.is_error, text_of(answer)
    assert answer.structured_content == said_by_service(label, copilot)
    assert json.loads(text_of(answer)) == answer.structured_content, "hosts that pass on nothing but text lose nothing"


def test_a_field_nobody_knows_is_named_in_a_warning(visit: Visit) -> None:
    answer = visit.answers["plays, and a field nobody knows"].structured_content or {}
    assert "I do not know the field 'seller.shoe'; it was ignored." in answer["warnings"]


def test_only_record_play_writes_and_it_writes_what_was_said(visit: Visit, copilot: Copilot) -> None:
    entry = LedgerEntry(play_id="F03", kind="tried", on=TODAY, outcome="her controller asked for it")
    assert copilot.list_ledger("orla") == (entry,)
    assert visit.answers["record"].structured_content == entry.model_dump(mode="json")
    assert copilot.export_seller("orla")["seller_id"] == "orla"
    with pytest.raises(Exception, match="bo"):
        copilot.export_seller("bo")


@pytest.mark.parametrize("label", MISTAKES)
def test_a_mistake_is_answered_in_one_sentence_that_says_what_to_do(label: str, visit: Visit) -> None:
    answer = visit.answers[label]
    assert answer.is_error
    assert answer.structured_content is None
    sentence = text_of(answer)
    assert is_one_sentence(sentence), sentence
    assert NEXT_STEP[label] in sentence


def test_nothing_that_was_typed_is_repeated_in_an_error(visit: Visit) -> None:
    said = [text_of(visit.answers[label]) for label in MISTAKES] + [error.message for error in visit.refused.values()]
    assert [sentence for sentence in said if SECRET in sentence or SECRET.split()[0] in sentence] == []


@pytest.mark.parametrize("label", [*NOWHERE, *UNFILLED, "send_mail"])
def test_what_is_not_there_is_an_error_of_the_protocol_that_points_on(label: str, visit: Visit) -> None:
    error = visit.refused[label]
    assert error.code == types.INVALID_PARAMS
    assert is_one_sentence(error.message)
    assert error.data == ({"uri": label} if label in NOWHERE else None)


def test_every_card_is_listed_as_a_resource(visit: Visit, copilot: Copilot) -> None:
    cards = [f"coach://plays/{play.id}" for play in copilot.list_plays()]
    executives = [f"coach://personas/{persona.slug}" for persona in copilot.list_personas()]
    assert [resource.uri for resource in visit.resources] == ["coach://plays", "coach://personas", *cards, *executives]
    assert all(resource.title and resource.description and resource.mime_type == "text/markdown" for resource in visit.resources)
    assert [template.uri_template for template in visit.templates] == ["coach://plays/{name}", "coach://personas/{name}"]


def test_a_card_is_read_in_the_librarys_own_words(visit: Visit, copilot: Copilot) -> None:
    play = copilot.get_play("F03")
    page = visit.pages["coach://plays/F03"]
    assert page.startswith("# F03 Analyst-question echo\n")
    assert [section.slug for section in play.sections if section.text.strip() not in page] == []
    assert play.evidence.note in page
    assert visit.pages["coach://plays/Q%26A%20echo"] == page, "an alias leads to the same card"


def test_an_executive_is_read_by_short_name(visit: Visit, copilot: Copilot) -> None:
    persona = next(persona for persona in copilot.list_personas() if persona.slug == "cfo")
    page = visit.pages["coach://personas/cfo"]
    assert page.startswith("# PE-CFO Chief financial officer\n")
    assert [section.slug for section in persona.sections if section.text.strip() not in page] == []


def test_the_lists_name_every_card(visit: Visit, copilot: Copilot) -> None:
    assert all(f"(coach://plays/{play.id})" in visit.pages["coach://plays"] for play in copilot.list_plays())
    assert all(f"(coach://personas/{p.slug})" in visit.pages["coach://personas"] for p in copilot.list_personas())


def test_the_usual_asks_are_prompts_with_a_title(visit: Visit) -> None:
    assert set(visit.prompts) == set(FILLED)
    assert all(prompt.title and prompt.description and prompt.arguments for prompt in visit.prompts.values())


@pytest.mark.parametrize("name", FILLED)
def test_a_prompt_holds_what_was_given_and_no_empty_slot(name: str, visit: Visit) -> None:
    text = visit.filled[name]
    given = [value for value in FILLED[name].values() if value]
    assert [value for value in given if value not in text] == []
    assert "Company:" not in text, "a line whose value was left empty is left out"
    assert any(tool in text for tool in visit.tools), "it says which tool to use"
