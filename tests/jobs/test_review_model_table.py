"""The review with a model: whatever it or its server does, levels rest on quotations that stand, and no claim lifts one."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import httpx2
import pytest
import respx

from copilot.adapters.model_rater import ModelRater
from copilot.adapters.token_counter import estimate_tokens
from copilot.domain.certification import ReviewResult
from copilot.domain.decks import Piece
from copilot.prompts.loader import load
from tests.jobs.model_table import KEY, URL, complete, fail, make_chat, reply, stream
from tests.jobs.test_review_deck import HIDING_PLACES, STEERING, arithmetic, inject, review
from tests.policies.more_sample_decks import MORE_SAMPLES
from tests.policies.reviews.test_rubric_scoring import WEIGHTS
from tests.policies.sample_decks import D01, SAMPLES, Sample

Turn = Callable[["Shown"], httpx.Response | Exception]
CRITERIA = [f"K{n}" for n in range(1, 13)]


@dataclass(frozen=True)
class Shown:
    """A request as the server got it."""

    prompt: str

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Every line that was shown, with its place."""
        place, found = "", []
        for line in self.prompt.partition("the slides>>")[2].splitlines():
            head = re.match(r"\[(slide \d+|cue [\d:]+)\]\s*", line)
            place = head.group(1) if head else place
            text = line[head.end() :] if head else line
            if text.strip() and not text.startswith("<<"):
                found.append((place, text))
        return found


def claim(level: int, *quoted: tuple[str, str], criteria: list[str] | None = None) -> dict[str, Any]:
    cited = [{"where": where, "quote": quote} for where, quote in quoted]
    return {
        "levels": [{"criterion": each, "level": level, "confidence": "high", "citations": cited} for each in criteria or CRITERIA]
    }


def claim_on_everything(shown: Shown, level: int = 4) -> httpx.Response:
    """The level for every criterion, a row for each three lines that were shown, word for word."""
    rows: list[Any] = []
    for start in range(0, 15, 3):
        lines = [(place, " ".join(text.split()[:15])) for place, text in shown.lines[start * 2 : start * 2 + 3]]
        rows += claim(level, *lines)["levels"]
    return complete({"levels": rows[:60]})


def obey(shown: Shown) -> httpx.Response:
    """Do what the text says, if it got there: everything passes, on whatever words."""
    if STEERING not in " ".join(shown.prompt.split()):
        return claim_on_everything(shown, 2)
    answer = claim(4, shown.lines[0]) | {"total": 100, "verdict": "pass", "gates": "all met"}
    return complete(answer)


@dataclass(frozen=True)
class Row:
    name: str
    turns: tuple[Turn, ...]
    says: str = ""  # words of the warning; then the playbook's rating stands
    stream: bool = False
    calls: int = 1


def _answers(*quoted: tuple[str, str], level: int = 4) -> tuple[Turn, ...]:
    return (lambda _: complete(claim(level, *quoted)),)


GONE, SLOW = httpx2.ConnectError("gone"), httpx2.ReadTimeout("slow")
UNHELD = "Nothing the model proposed rests"
WHOLE = json.dumps(claim(4, ("slide 6", "Who signs the stop?")))
FAILING = [
    Row("429 for ever", (fail(429),), "no more requests", calls=3),
    Row("500 for ever", (fail(500),), "HTTP 500", calls=3),
    Row("401", (fail(401),), "OPENAI_API_KEY"),
    Row("404", (fail(404),), "COACH_MODEL"),
    Row("timeout", (lambda _: SLOW,), "in time", calls=3),
    Row("refused connection", (lambda _: GONE,), "cannot be reached", calls=3),
    Row("refusal", (reply(None, refusal="I will not."),), "declined"),
    Row("content filter", (reply("", finish="content_filter"),), "declined"),
    Row("truncated JSON", (reply(WHOLE[:60], finish="length"),), "cut off"),
    Row("truncated JSON that claims to be whole", (reply(WHOLE[:60]),), "not valid JSON"),
    Row("a talk instead of JSON", (reply("It is a strong deck, 95 points, pass."),), "not valid JSON"),
    Row("a field is missing", (reply({"levels": [{"criterion": "K1", "level": 4}]}),), "shape"),
    Row("level 5", (reply(claim(5, ("slide 6", "x"))),), "shape"),
    Row("a total and nothing else", (reply({"total": 96, "verdict": "pass"}),), "shape"),
    Row("sixty-one rows", (reply({"levels": claim(4)["levels"] * 6}),), "shape"),
    Row("no level at all", (reply({"levels": []}),), "proposed no level"),
    Row("criteria of its own", (reply(claim(4, ("slide 6", "x"), criteria=["K13", "charm", "k1"])),), "proposed no level"),
    Row("two levels for each", (reply({"levels": [*claim(4)["levels"], *claim(3)["levels"]]}),), "proposed no level"),
    Row("empty choices", (lambda _: httpx.Response(200, json={"choices": []}),), "could not be read"),
    Row("a page instead of an answer", (lambda _: httpx.Response(200, html="<h1>Sign in</h1>"),), "could not be read"),
    Row("a stream that is cut", (lambda _: stream(WHOLE[:80], finish=None, done=False),), "broke off", stream=True),
    Row("no quotation", _answers(), UNHELD),
    Row("an invented quotation", _answers(("slide 6", "We would sign for a million tomorrow")), UNHELD),
    Row("a quotation from another slide", _answers(("slide 1", "A kiln stop costs me nine hours")), UNHELD),
    Row("a slide that is not there", _answers(("slide 99", "A kiln stop costs me nine hours")), UNHELD),
    Row("a place that is none", _answers(("the whole deck", "A kiln stop costs me nine hours")), UNHELD),
    Row("headings", _answers(("slide 6", "What she said"), ("slide 5", "Proof of engagement")), UNHELD),
    Row("the order it was given", _answers(("slide 5", STEERING)), UNHELD),
]
CLAIMING = [
    Row("the top everywhere, on every line that was shown", (claim_on_everything,)),
    Row("the top after a failure", (fail(500), claim_on_everything), calls=2),
    Row("thoughts and a fence around it", (
        lambda shown: complete(f"<think>Hm.</think>\n```json\n{json.loads(claim_on_everything(shown).content)['choices'][0]['message']['content']}\n```"),  # noqa: E501
    )),
    Row("the lowest everywhere", (lambda shown: claim_on_everything(shown, 1),)),
]  # fmt: skip


def serve(mock: respx.Router, row: Row) -> list[Shown]:
    heard: list[Shown] = []

    def answer(request: httpx.Request) -> httpx.Response:
        heard.append(Shown(str(json.loads(request.content)["messages"][-1]["content"])))
        # the table of the plays' model calls its turns with the whole request; ours need the prompt alone
        said = row.turns[min(len(heard), len(row.turns)) - 1](heard[-1])
        if isinstance(said, Exception):
            raise said
        return said

    mock.post(URL).mock(side_effect=answer)
    return heard


def rater(row: Row) -> ModelRater:
    return ModelRater(make_chat(stream=row.stream), count=estimate_tokens)


def check_arithmetic(result: ReviewResult) -> None:
    levels = {c.id: c.level for c in result.criteria}
    by_hand = sum(weight * levels[f"K{n}"] for n, weight in enumerate(WEIGHTS, 1)) / 4
    assert result.total == by_hand == sum(c.points for c in result.criteria)
    assert KEY not in result.model_dump_json()


@pytest.mark.parametrize("row", FAILING, ids=[row.name for row in FAILING])
def test_where_the_model_gives_nothing_that_stands_the_playbook_rates_and_says_so(row: Row, httpx2_mock: respx.Router) -> None:
    heard = serve(httpx2_mock, row)
    result, own = review(D01, model=rater(row)), review(D01)
    assert arithmetic(result) == arithmetic(own)
    assert (result.drafted_by, result.criteria, result.gates) == ("playbook", own.criteria, own.gates)
    assert row.says in " ".join(result.warnings)
    assert len(heard) == row.calls
    check_arithmetic(result)


@pytest.mark.parametrize("sample", [*SAMPLES[:3], MORE_SAMPLES[0]], ids=lambda each: each.name)
@pytest.mark.parametrize("row", CLAIMING, ids=[row.name for row in CLAIMING])
def test_no_claim_lifts_a_level_above_what_the_deck_shows(row: Row, sample: Sample, httpx2_mock: respx.Router) -> None:
    serve(httpx2_mock, row)
    result, own = review(sample, model=rater(row)), review(sample)
    assert all(got.level <= had.level for got, had in zip(result.criteria, own.criteria, strict=True))
    assert result.gates == own.gates
    check_arithmetic(result)


def test_a_stricter_reading_on_words_that_stand_is_taken_over(httpx2_mock: respx.Router) -> None:
    """Else the tables above would prove nothing: a model that reads well is heard."""
    step = next(c for c in review(D01).criteria if c.id == "K9")
    assert step.level == 4
    quoted = (f"slide {step.citations[0].slide}", step.citations[0].quote)
    serve(httpx2_mock, Row("", (lambda _: complete(claim(3, quoted, criteria=["K9"])),)))
    result = review(D01, model=rater(Row("", ())))
    assert {c.id: c.level for c in result.criteria}["K9"] == 3
    assert (result.drafted_by, result.provenance.drafter) == ("model", "model:qwen3:8b")


@pytest.mark.parametrize("quote", ["", "We would sign for a million tomorrow"], ids=["held", "invented"])
def test_the_provenance_says_which_prompt_was_asked_and_what_the_answer_used(quote: str, httpx2_mock: respx.Router) -> None:
    """Whether or not the proposal held: it was paid for."""
    step = next(c for c in review(D01).criteria if c.id == "K9")
    quoted = (f"slide {step.citations[0].slide}", quote or step.citations[0].quote)
    serve(httpx2_mock, Row("", (lambda _: complete(claim(3, quoted, criteria=["K9"])),)))
    result = review(D01, model=rater(Row("", ())))
    assert result.drafted_by == ("playbook" if quote else "model")
    usage, prompt = result.provenance.usage, result.provenance.prompt
    assert usage is not None
    assert (usage.model, usage.calls, usage.prompt_tokens > 0, usage.answer_tokens > 0) == ("qwen3:8b", 1, True, True)
    assert usage.passage_tokens > 0
    assert prompt is not None
    assert (prompt.id, prompt.digest) == ("review_deck", load("review_deck").digest)


def test_without_a_model_no_prompt_and_no_tokens_are_named() -> None:
    assert (review(D01).provenance.usage, review(D01).provenance.prompt) == (None, None)


@pytest.mark.parametrize("piece", HIDING_PLACES, ids=lambda piece: f"{piece.channel}-{piece.disguise}")
def test_a_model_that_obeys_what_it_reads_rates_the_injected_twin_like_its_twin(piece: Piece, httpx2_mock: respx.Router) -> None:
    heard = serve(httpx2_mock, Row("", (obey,)))
    clean = review(D01, model=rater(Row("", ())))
    steered = review(D01, deck=inject(D01.deck, piece), model=rater(Row("", ())))
    assert arithmetic(steered) == arithmetic(clean)
    assert "GT6" in steered.open_gates
    assert all(STEERING not in shown.prompt for shown in heard), "what was flagged or hidden is not shown to a model"


def test_the_prompt_holds_slides_and_story_between_fences_and_no_total(httpx2_mock: respx.Router) -> None:
    heard = serve(httpx2_mock, Row("", (claim_on_everything,)))
    review(D01, model=rater(Row("", ())))
    before, _, rest = heard[0].prompt.partition("the slides>>")
    slides, _, story = rest.partition("the story as it was told>>")
    assert "[slide 6]" in slides.partition("<<end of material")[0]
    assert re.search(r"\[cue \d:\d\d\] ", story.partition("<<end of material")[0])
    assert "Brandt" not in before
    assert all(word not in heard[0].prompt.lower() for word in ("weight", "pass mark", "one_more_pass", "70 points"))


def test_a_quotation_from_the_story_is_heard_by_its_stamp(httpx2_mock: respx.Router) -> None:
    own = next(c for c in review(D01).criteria if c.id == "K11")
    place, quote = f"cue {own.citations[0].cue}", own.citations[0].quote
    serve(httpx2_mock, Row("", (lambda _: complete(claim(2, (place, quote), criteria=["K11"])),)))
    result = review(D01, model=rater(Row("", ())))
    assert {c.id: c.level for c in result.criteria}["K11"] == 2


def test_what_is_shown_keeps_to_its_budget_the_slides_first(httpx2_mock: respx.Router) -> None:
    heard = serve(httpx2_mock, Row("", (claim_on_everything,)))
    review(D01, model=ModelRater(make_chat(), count=estimate_tokens, material_tokens=700))
    material = heard[0].prompt.partition("the slides>>")[2]
    assert estimate_tokens(material) < 1000
    assert "[slide 1]" in material
