"""What an answer costs: calls and tokens of a model, texts for the embedder, and bytes to the caller. Counted, never timed."""

from collections.abc import Sequence
from typing import Any

from copilot.domain.one_on_one import QuestionsRequest
from copilot.domain.plays import PlaysRequest
from evals.cases import Case, ConditionCase, RequestCase, read_cases
from evals.deck_builder import hand_in
from evals.desk import Desk
from evals.outcomes import Check, ItemOutcome, Shown
from evals.suites import Suite

MOST_CALLS = {"plays": 3, "questions": 6, "review": 1}  # a second opinion, a draft, a repair; a one-on-one may offer a play too
MOST_BYTES = 100_000
# Calls of the embedder. A one-on-one may offer a play (3), and hears each question it asks and its follow-up once, a text a call:
# hearing the whole draft in one go takes fewer calls and twice the texts, and texts are what costs.
MOST_EMBEDDINGS = {"plays": 3, "questions": 3 + 2 * 5 + 1, "review": 0}


class CostCase(Case):
    job: str
    request: dict[str, Any] = {}


def read() -> Sequence[Case]:
    requests = read_cases("plays_requests.jsonl", RequestCase)[::23]
    plays = [
        CostCase(
            id=f"plays/{case.id}",
            job="plays",
            request={
                "question": case.question,
                "seller": {"knows": case.knows},
                "executive": {"title": case.title},
                "signals": case.signals,
            },
        )
        for case in requests
    ]
    meetings = [
        CostCase(id=f"questions/{c.id}", job="questions", request=c.request)
        for c in read_cases("one_on_ones.jsonl", ConditionCase)
    ]
    return [*plays, *meetings, *(CostCase(id=f"review/{name}", job="review") for name in ("dv-02", "dv-05", "dv-07"))]


def play(case: CostCase, desk: Desk) -> ItemOutcome:
    model, copilot = desk.honest
    model.prompts.clear()
    calls = getattr(desk.embedder, "calls", 0)
    if case.job == "plays":
        answer: Any = copilot.suggest_plays(PlaysRequest.model_validate(case.request), notes_gap=False)
    elif case.job == "questions":
        answer = copilot.draft_questions(QuestionsRequest.model_validate(case.request))
    else:
        answer = copilot.reviews.review_submission(hand_in(case.id.partition("/")[2]))
    embedded = getattr(desk.embedder, "calls", 0) - calls
    size, tokens = len(answer.model_dump_json()), sum(len(prompt) for prompt in model.prompts) / 4
    most = MOST_CALLS[case.job]
    return ItemOutcome(
        suite=SUITE.name,
        id=case.id,
        checks=(
            Check(gate="model_calls", holds=len(model.prompts) <= most, what=f"{len(model.prompts)} calls, at most {most}"),
            Check(
                gate="embedder_calls",
                holds=embedded <= MOST_EMBEDDINGS[case.job],
                what=f"{embedded} calls, at most {MOST_EMBEDDINGS[case.job]}",
            ),
            Check(gate="bytes", holds=size <= MOST_BYTES, what=f"{size} bytes"),
        ),
        counts={f"{case.job}_prompt_ktokens": (tokens / 1000, 1.0), f"{case.job}_kbytes": (size / 1000, 1.0)},
        shown=Shown(
            asked=str(case.request)[:300], answered=f"{len(model.prompts)} calls, about {tokens:.0f} tokens, {size} bytes"
        ),
    )


SUITE = Suite("cost", read, play, weight=1.0)
