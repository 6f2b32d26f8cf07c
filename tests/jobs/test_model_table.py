"""The whole job with a model: whatever it or its server does, the answer is valid, keeps every promise and says what happened.

Each row is played over HTTP to the real chat model, the real drafter and the real library; only the replies are scripted. The
checks here are written anew and use none of the product's rules.
"""

import re
import shutil
import unicodedata
from datetime import timedelta
from pathlib import Path

import pytest
import respx

from copilot import Copilot, Settings, build_copilot
from copilot.adapters.model_drafter import ModelDrafter
from copilot.adapters.token_counter import estimate_tokens
from copilot.domain.people import Executive, Seller
from copilot.domain.plays import PlaysRequest, PlaysResult, Suggestion
from tests.conftest import make_settings
from tests.jobs.model_table import KEY, LINK, ORDER, STRANGER, Row, make_chat, make_rows, serve
from tests.small_library import AS_OF

KNOWN = "F01"
QUESTION = "How do I reach the CFO of Halden Foods?"
SIGNALS = ("quarterly call was yesterday", "new CFO since 1 Nov")
ROWS = make_rows(KNOWN)


def make_request(row: Row) -> PlaysRequest:
    knows = ("I do the earnings-call mirror",)
    return PlaysRequest(
        question=f"{QUESTION} {ORDER}" if row.order == "question" else QUESTION,
        seller=Seller(id="orla", name="Orla", knows=(*knows, ORDER) if row.order == "statement" else knows),
        executive=Executive(name="Marit Sund", title="CFO", company="Halden Foods"),
        signals=SIGNALS,
        as_of=AS_OF,
    )


def open_copilot(row: Row, settings: Settings, tmp_path: Path) -> Copilot:
    if row.order == "card":
        settings = make_settings(tmp_path / "own-home", settings.corpus).model_copy(
            update={"library": str(copy_card_with_order(settings.corpus, tmp_path / "own"))}
        )
    drafter = ModelDrafter(make_chat(stream=row.stream), count=estimate_tokens)
    return build_copilot(settings, model=drafter)


def copy_card_with_order(corpus: Path, folder: Path) -> Path:
    """Make a company's folder with a card of its own that speaks to the model."""
    (folder / "plays").mkdir(parents=True)
    for play_id in ("A01", "F03"):
        source = next((corpus / "plays").glob(f"{play_id}-*.md"))
        card = shutil.copy(source, folder / "plays")
        text = Path(card).read_text(encoding="utf-8")
        Path(card).write_text(text.replace("## Why it works\n", f"## Why it works\n{ORDER}\n\n"), encoding="utf-8")
    return folder


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).translate(str.maketrans("\u2018\u2019\u201c\u201d", "''\"\""))
    return " ".join(plain.split())


def numbers_in(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def check_promises(result: PlaysResult, request: PlaysRequest, copilot: Copilot) -> None:
    """Nothing known is offered, every quotation stands in a passage that was shown, every number was given or cited."""
    assert PlaysResult.model_validate_json(result.model_dump_json()) == result
    assert 1 <= len(result.suggestions) <= request.limit
    offered = [suggestion.play_id for suggestion in result.suggestions]
    assert len(set(offered)) == len(offered)
    assert not {KNOWN, STRANGER} & set(offered)
    for suggestion in result.suggestions:
        check_suggestion(suggestion, result, request, copilot)
    assert KEY not in result.model_dump_json()


def check_suggestion(suggestion: Suggestion, result: PlaysResult, request: PlaysRequest, copilot: Copilot) -> None:
    card = copilot.get_play(suggestion.play_id)
    assert suggestion.citations
    for citation in suggestion.citations:
        assert citation.passage_id in result.provenance.passages_shown
        assert fold(citation.quote) in fold(" ".join(section.text.replace("\n> ", " ") for section in card.sections))
    drafted = " ".join([suggestion.why_this_executive, suggestion.why_now, suggestion.why_new, suggestion.opener])
    nearest = suggestion.nearest_known
    sources = [
        request.model_dump_json(),
        card.model_dump_json(),
        nearest.model_dump_json() if nearest else "",
        str(AS_OF - timedelta(days=1)),
    ]
    assert numbers_in(drafted) <= numbers_in(" ".join(sources))
    assert LINK not in drafted
    assert (suggestion.first_step.text, suggestion.leading_indicator) == (card.steps[0].text, card.indicator)


@pytest.mark.parametrize("row", [pytest.param(row, id=row.name) for row in ROWS])
def test_whatever_happens_the_answer_keeps_its_promises_and_says_what_happened(
    row: Row, settings: Settings, tmp_path: Path, httpx2_mock: respx.Router
) -> None:
    server = serve(httpx2_mock, row.turns)
    request, copilot = make_request(row), open_copilot(row, settings, tmp_path)
    result = copilot.suggest_plays(request)
    check_promises(result, request, copilot)
    assert server.drafts, "the model was asked"
    assert result.drafted_by == row.drafted_by
    assert row.says in " ".join(result.warnings)
    if row.drafted_by == "playbook":
        assert any("library's own words answer" in warning for warning in result.warnings)


def test_an_order_reaches_the_model_as_material_where_it_stands_in_a_card(
    settings: Settings, tmp_path: Path, httpx2_mock: respx.Router
) -> None:
    """Else the row above would prove nothing: the order was shown, and it stood between the fences."""
    row = next(row for row in ROWS if row.order == "card")
    server = serve(httpx2_mock, row.turns)
    open_copilot(row, settings, tmp_path).suggest_plays(make_request(row))
    before, _, rest = server.drafts[0].prompt.partition("passages of the cards>>")
    assert STRANGER in rest.partition("<<end of material")[0]
    assert STRANGER not in before
