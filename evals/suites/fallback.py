"""It always answers: with a model that fails in any way, and for input that nobody should send, in one kind sentence."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from copilot import Copilot
from copilot.domain.one_on_one import QuestionsRequest
from copilot.domain.plays import KnownRequest, PlaysRequest
from copilot.domain.questions import CheckQuestionsRequest
from copilot.domain.submissions import HandedIn, HandedInFile
from copilot.errors import AnswerUnusable, CallerError, ModelError, ModelRefused, ModelUnavailable
from evals.cases import Case, ConditionCase, RequestCase, read_cases
from evals.deck_builder import hand_in
from evals.desk import Desk
from evals.outcomes import Check, ItemOutcome, Shown
from evals.suites import Suite

FAILURES: Mapping[str, ModelError | str] = {
    "away": ModelUnavailable("The model server cannot be reached; see that it runs."),
    "declines": ModelRefused("The model declined to answer."),
    "garbles": AnswerUnusable("The model's answer could not be read."),
    "prose": "Certainly! Here are three plays for you.",
    "other_shape": json.dumps({"answer": 42}),
    "half": '{"suggestions": [{"play_id": "A0',
    "list": "[1, 2, 3]",
    "nothing": "",
}
_BY_PLAYBOOK = 4  # requests that each failure meets


class FailureCase(Case):
    failure: str
    job: str
    request: dict[str, Any] = {}


class BadInput(Case):
    """Something a caller might send, and what becomes of it: an answer, or one sentence that blames nobody."""

    job: str
    send: Any
    then: str  # answers, or refuses


def read() -> Sequence[Case]:
    requests = read_cases("plays_requests.jsonl", RequestCase)[: _BY_PLAYBOOK * 20 : 20]
    meetings = read_cases("one_on_ones.jsonl", ConditionCase)[:2]
    cases = []
    for failure in FAILURES:
        cases += [
            FailureCase(
                id=f"{failure}/{c.id}", failure=failure, job="plays", request={"question": c.question, "signals": c.signals}
            )
            for c in requests
        ]
        cases += [FailureCase(id=f"{failure}/{c.id}", failure=failure, job="questions", request=c.request) for c in meetings]
        cases.append(FailureCase(id=f"{failure}/deck", failure=failure, job="review"))
    return [*cases, *read_cases("bad_inputs.jsonl", BadInput)]


def play(case: FailureCase | BadInput, desk: Desk) -> ItemOutcome:
    return _play_bad(case, desk) if isinstance(case, BadInput) else _play_failure(case, desk)


def _play_failure(case: FailureCase, desk: Desk) -> ItemOutcome:
    model, broken = desk.failing
    model.failure = FAILURES[case.failure]
    own, answer = (_ask(case, copilot) for copilot in (desk.copilot, broken))
    same = _substance(own) == _substance(answer)
    said = answer["drafted_by"] == "playbook" and any("library's own" in w or "playbook's" in w for w in answer["warnings"])
    return ItemOutcome(
        suite=SUITE.name,
        id=case.id,
        checks=(
            Check(gate="same_answer", holds=same, what="it answers otherwise than without a model"),
            Check(gate="says_so", holds=said, what=f"no warning says who answered: {answer['warnings']}"),
        ),
        shown=Shown(asked=f"{case.failure}: {json.dumps(case.request)[:300]}", answered="; ".join(answer["warnings"])),
    )


def _ask(case: FailureCase, copilot: Copilot) -> dict[str, Any]:
    if case.job == "plays":
        return copilot.suggest_plays(PlaysRequest.model_validate(case.request), notes_gap=False).model_dump(mode="json")
    if case.job == "questions":
        return copilot.draft_questions(QuestionsRequest.model_validate(case.request)).model_dump(mode="json")
    return copilot.reviews.review_submission(hand_in("dv-02")).model_dump(mode="json")


def _substance(answer: Mapping[str, Any]) -> dict[str, Any]:
    parts = ("suggestions", "known", "ask", "questions", "agenda", "criteria", "gates", "total", "verdict", "feedback")
    return {part: answer[part] for part in parts if part in answer}


def _play_bad(case: BadInput, desk: Desk) -> ItemOutcome:
    try:
        _JOBS[case.job](desk, case.send)
        then, said = "answers", ""
    except (CallerError, ValidationError) as error:
        then, said = "refuses", str(error.errors()[0]["msg"]) if isinstance(error, ValidationError) else str(error)
    return ItemOutcome(
        suite=SUITE.name,
        id=case.id,
        checks=(
            Check(gate="bad_input", holds=then == case.then, what=f"it {then}, and should have: {case.then}. {said}"),
            Check(
                gate="one_sentence",
                holds="Traceback" not in said and len(said) < 400 and "\n" not in said.strip(),
                what=said[:200],
            ),
        ),
        shown=Shown(asked=f"{case.job}: {json.dumps(case.send)[:300]}", answered=said or then),
    )


def _review_bytes(desk: Desk, send: Any) -> object:
    data = bytes.fromhex(send["hex"]) * send.get("times", 1) if "hex" in send else str(send.get("text", "")).encode()
    sound = hand_in("dv-02")
    file = HandedInFile(name=send.get("name", "deck.pptx"), data=data)
    if send.get("as") == "story":
        return desk.plain_reviews.review_submission(sound.model_copy(update={"story": file}))
    return desk.copilot.reviews.review_submission(HandedIn(deck=file, as_of=sound.as_of))


_JOBS: Mapping[str, Callable[[Desk, Any], object]] = {
    "plays": lambda desk, send: desk.copilot.suggest_plays(PlaysRequest.model_validate(send), notes_gap=False),
    "known": lambda desk, send: desk.copilot.recognise_plays(KnownRequest.model_validate(send)),
    "check": lambda desk, send: desk.copilot.check_questions(CheckQuestionsRequest.model_validate(send)),
    "questions": lambda desk, send: desk.copilot.draft_questions(QuestionsRequest.model_validate(send)),
    "search": lambda desk, send: desk.copilot.search_library(send["query"], send.get("limit", 5)),
    "play": lambda desk, send: desk.copilot.get_play(send["name"]),
    "cards": lambda desk, send: desk.copilot.read_cards(HandedInFile(name=send["name"], data=send["text"].encode())),
    "review": _review_bytes,
}

SUITE = Suite("fallback", read, play, weight=0.5)
