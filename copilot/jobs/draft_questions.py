"""From a card to half an hour that a seller is glad of: the first break, what is in the way, five questions, a play, the minutes.

Read the card, decline what it is not for, settle skill or will or situation, draft, check every question against the rules and
the card, choose, and offer a play where knowledge is what is lacking. Nothing is written: what was asked and promised is kept
only when a person writes it down.
"""

from dataclasses import dataclass, replace
from datetime import date

from copilot.domain.card_values import PlayRun
from copilot.domain.coaching import Card, Commitment, Diagnosis
from copilot.domain.one_on_one import (
    NeedReading,
    QuestionsDraftRequest,
    QuestionsRequest,
    QuestionsResult,
)
from copilot.domain.plays import PlaysResult
from copilot.jobs.checked_questions import Desk, draft_checked
from copilot.jobs.heard_lint import lint_by_ear
from copilot.jobs.one_on_one_answer import (
    CLOSED,
    add_what_is_written,
    ask_for_play,
    choose_play,
    list_given,
    list_passages,
    state_provenance,
)
from copilot.jobs.suggest_plays import suggest_plays
from copilot.policies.one_on_ones.agenda import set_agenda
from copilot.policies.one_on_ones.card_evidence import Evidence
from copilot.policies.one_on_ones.card_lines import find_missing, newest, read_lines
from copilot.policies.one_on_ones.coaching_refusals import drop_private
from copilot.policies.one_on_ones.commitments import tell_promises
from copilot.policies.one_on_ones.question_fill import names_of, state_facts
from copilot.policies.one_on_ones.question_sets import list_guides
from copilot.policies.policy_set import Policies
from copilot.ports import Drafter, OneOnOneParts, Reader, SellerStore, Shelves

STEPS_WITHOUT_PLAY = (0, 13)  # a blank card names no play, and an untold story needs a listener


@dataclass(frozen=True)
class PlaysDesk:
    """What the plays job needs, since a one-on-one may offer a play."""

    shelves: Shelves
    reader: Reader
    model: Drafter | None
    playbook: Drafter
    store: SellerStore


def draft_questions(
    request: QuestionsRequest, *, parts: OneOnOneParts, desk: PlaysDesk, policies: Policies, today: date
) -> QuestionsResult:
    """Return a one-on-one, prepared."""
    policies = replace(policies, lint_question=lint_by_ear(policies.lint_question, parts.ear))
    as_of = request.as_of or today
    request, promises, trouble = add_what_is_written(request, desk.store)
    refused = policies.refuse_use(request.notes)
    diagnosis, need = _read(request, promises, parts, policies)
    closed = need.occasion == "human-first"
    lines = () if closed else read_lines(request.card)
    missing = () if closed else find_missing(request.card)
    asked = _ask(request, diagnosis, need, missing, parts, desk.shelves, as_of)
    promise = next((stated.text for stated in asked.facts if stated.key == "promise"), None)
    names = tuple(name for name in (request.executive.name, asked.account, request.seller.name) if name)
    rules = Desk(given=list_given(request, diagnosis, lines), names=names, promise=promise, minutes=request.minutes)
    drafted = draft_checked(asked, None if closed else parts.model, parts.playbook, policies, rules)
    seller = request.seller.name or request.seller.id
    offer = _offer(request, diagnosis, need, desk, policies, as_of)
    play, no_play = choose_play(offer, diagnosis, need, seller, request.signals)
    slots = names_of(asked) | {"seller": seller, "play": f"{play.title} ({play.play_id})" if play else None}
    return QuestionsResult(
        seller=seller,
        as_of=as_of,
        account=asked.account,
        executive=slots["executive"],
        diagnosis=diagnosis,
        need=need,
        agenda=set_agenda(
            parts.questions.agendas,
            minutes=request.minutes,
            occasion=need.occasion,
            names=slots,
            has_promise=any(each.is_open for each in request.commitments),
        ),
        last_time=() if closed else tell_promises(request.commitments),
        questions=drafted.questions,
        play_to_offer=play,
        no_play_because=no_play,
        not_asked=drafted.not_asked,
        lines=lines,
        missing=missing,
        refused=refused,
        warnings=(*trouble, *_list_warnings(request, desk.shelves, drafted.warnings)),
        drafted_by=drafted.drafted_by,
        provenance=state_provenance(desk.shelves, (parts.model, parts.playbook), asked, drafted, desk.shelves.library),
    )


def _read(
    request: QuestionsRequest, promises: tuple[Commitment, ...], parts: OneOnOneParts, policies: Policies
) -> tuple[Diagnosis, NeedReading]:
    """Settle where it seems to break, and whether skill, will or the situation is in the way."""
    book = parts.diagnosis.book
    diagnosis = policies.diagnose(request.card, request.measures, book)
    evidence = Evidence(request.card, request.measures)
    need = policies.read_need(request.card, diagnosis, request.notes, promises, evidence, book.thresholds.fewest_events.value)
    return (CLOSED, need) if need.occasion == "human-first" else (diagnosis, need)


def _ask(
    request: QuestionsRequest,
    diagnosis: Diagnosis,
    need: NeedReading,
    missing: tuple[str, ...],
    parts: OneOnOneParts,
    shelves: Shelves,
    as_of: date,
) -> QuestionsDraftRequest:
    bank = parts.questions.bank
    asked = QuestionsDraftRequest(
        seller_name=request.seller.name,
        executive=request.executive,
        account=request.executive.company or _find_account(request.card),
        card=Card() if need.occasion == "human-first" else request.card,
        measures=request.measures,
        diagnosis=diagnosis,
        need=need,
        facts=(),
        commitments=request.commitments,
        notes=drop_private(request.notes),
        missing=missing,
        asked=request.previous_questions,
        passages=list_passages(list_guides(bank, diagnosis, need, talked=bool(request.notes)), shelves),
        enough=parts.diagnosis.book.thresholds.fewest_events.value,
        as_of=as_of,
        limit=5,
    )
    return asked.model_copy(update={"facts": state_facts(bank, asked)})


def _find_account(card: Card) -> str | None:
    """Return the account of the newest play that names one."""
    runs = newest(card, "plays_run")
    named = [run.account for run in runs if isinstance(run, PlayRun) and run.account] if isinstance(runs, tuple) else []
    return named[-1] if named else None


def _offer(
    request: QuestionsRequest, diagnosis: Diagnosis, need: NeedReading, desk: PlaysDesk, policies: Policies, as_of: date
) -> PlaysResult | None:
    if not need.offers_play or diagnosis.step in STEPS_WITHOUT_PLAY:
        return None
    return suggest_plays(
        ask_for_play(request, as_of),
        shelves=desk.shelves,
        reader=desk.reader,
        model=desk.model,
        playbook=desk.playbook,
        store=desk.store,
        policies=policies,
        today=as_of,
        prefer=diagnosis.play_ids,
    )


def _list_warnings(request: QuestionsRequest, shelves: Shelves, drafted: tuple[str, ...]) -> tuple[str, ...]:
    unknown = tuple(f"I do not know the field '{name}'; it was ignored." for name in request.ignored_fields())
    return (*shelves.warnings, *drafted, *unknown)
