"""A prepared one-on-one as a page for a terminal, and what was written down after one."""

from collections.abc import Sequence

from api.pages import wrap
from copilot.domain.coaching import Commitment
from copilot.domain.one_on_one import AgendaItem, LastTime, MeetingRecord, QuestionDraft, QuestionsResult, SavedNotes
from copilot.domain.plays import Suggestion

_LABEL = 25
_BECAME = {"kept": "kept", "partly": "kept in part", "not": "not kept", "dropped": "dropped"}


def show_one_on_one(result: QuestionsResult) -> str:
    """Return the page: where it seems to stop, last time, the minutes with the questions in them, the play, what is unknown."""
    parts = [_show_head(result), _show_break(result)]
    if result.last_time:
        told = [_tell_last(each) for each in result.last_time]
        parts.append("\n".join(_row("Last time" if place == 0 else "", text) for place, text in enumerate(told)))
    parts.append(_show_minutes(result))
    play = result.play_to_offer
    if play is not None and all(part.kind != "play" for part in result.agenda):  # a talk without minutes for it
        parts.append(_row("A play to offer", f"{play.title} ({play.play_id}). {_tell_play(play)}"))
    if play is None and result.no_play_because:
        parts.append(_row("No play today", result.no_play_because))
    if result.need.occasion != "human-first":
        parts.append(_row("The commitment", "what ______________ for whom ______________ by when ________ seen by ________"))
    parts += _show_foot(result)
    drafted = "Nothing was written by a model." if result.drafted_by == "playbook" else "Drafted by a model, checked by rules."
    parts.append(f"{drafted} A guess about work, never about a person.")
    return "\n\n".join(part for part in parts if part) + "\n"


def _show_head(result: QuestionsResult) -> str:
    minutes = sum(part.minutes for part in result.agenda)
    about = f" · {result.account}" if result.account else ""
    day = f"{result.as_of.day} {result.as_of:%B %Y}"
    return wrap(f"{result.seller}, {minutes} minutes{about} · {day} · {result.seller} sees this page too")


def _show_break(result: QuestionsResult) -> str:
    diagnosis = result.diagnosis
    broken = diagnosis.step is not None and not diagnosis.too_few_to_tell
    facts = f" {'; '.join(diagnosis.facts)}." if diagnosis.facts else ""
    rows = [
        _row("Where it seems to stop" if broken else "What the card says", f"{diagnosis.title}: {diagnosis.hypothesis}{facts}")
    ]
    if result.need.occasion != "human-first":
        rows.append(_row("It could also be", f"{diagnosis.rival_explanation} {diagnosis.separates}".strip()))
    rows.append(_row("In the way", result.need.why))
    rows += [_row("", note) for note in diagnosis.notes]
    return "\n".join(rows)


def _tell_last(each: LastTime) -> str:
    due = f", due {each.due.day} {each.due:%B}" if each.due else ""
    return f'"{each.text}"{due}: {each.told}'


def _show_minutes(result: QuestionsResult) -> str:
    rows = []
    for part in result.agenda:
        rows.append(_show_part(part))
        if part.kind == "questions":
            rows += [_show_question(number, question) for number, question in enumerate(result.questions, 1)]
        if part.kind == "play" and result.play_to_offer is not None:
            rows.append(wrap(_tell_play(result.play_to_offer), " " * 8))
    return "\n".join(rows)


def _tell_play(play: Suggestion) -> str:
    return f"{play.why_new} First step, {play.first_step.minutes} minutes: {play.first_step.text}"


def _show_part(part: AgendaItem) -> str:
    return wrap(f"{part.minutes:>3} min  {part.item}", hang=9)


def _show_question(number: int, question: QuestionDraft) -> str:
    told = [f"rests on: {question.fact}"] if question.fact and question.kind != "Q16" else []  # a promise is in its question
    told += [f"listen for: {question.listen_for}", f"then: {question.follow_up}"]
    cited = f"  [{question.citations[0].passage_id}]" if question.citations else ""
    return wrap(f"     {number}  {question.text}", hang=8) + "\n" + wrap(" · ".join(told) + cited, " " * 8)


def _show_foot(result: QuestionsResult) -> list[str]:
    parts = [wrap(f'Not asked, because {each.why}: "{each.text}"', hang=3) for each in result.not_asked]
    parts += [wrap(f"For you alone. {each.practice}: {each.reason} {each.instead}", hang=3) for each in result.refused]
    if result.missing:
        places = ", ".join(str(line.place) for line in result.lines if not line.known)
        parts.append(wrap(f"Unknown on the card: {places}"))
    if result.warnings:
        parts.append("\n".join(wrap(f"! {warning}") for warning in result.warnings))
    return parts


def show_meetings(seller: str, meetings: Sequence[MeetingRecord], still: Sequence[Commitment]) -> str:
    """Return what was written down, oldest first, and then what is still open by the numbers that `--became` takes."""
    rows = [f"What was written down after one-on-ones with {seller}"]
    for meeting in meetings:
        rows.append(f"   {meeting.on.isoformat()}")
        for heard in meeting.became:
            why = f" ({heard.why})" if heard.why else ""
            rows.append(wrap(f"{_BECAME[heard.became]}{why}: {heard.commitment}", " " * 6))
        for each in meeting.commitments:
            due = f" (due {each.due.isoformat()})" if each.due else ""
            rows.append(wrap(f"commitment: {each.text}{due}", " " * 6))
        rows += [wrap(f"asked: {text}", " " * 6) for text in meeting.asked]
        rows += [wrap(f"already does: {text}", " " * 6) for text in meeting.knows]
    rows += ["Still open"] if still else []
    rows += [wrap(f"{number:>4}  {each.text}", hang=6) for number, each in enumerate(still, 1)]
    return "\n".join(rows) + "\n"


def show_saved(saved: SavedNotes) -> str:
    told = [
        f"{count} {word}{'' if count == 1 else 's'}"
        for word, count in (
            ("outcome", saved.became),
            ("commitment", saved.commitments),
            ("question", saved.asked),
            ("play", saved.tried),
            ("statement", saved.knows),
        )
        if count
    ]
    page = f"Written down for {saved.seller_id}, {saved.on.isoformat()}: {', '.join(told)}.\n"
    return page + "".join(f"! {warning}\n" for warning in saved.warnings)


def _row(label: str, text: str) -> str:
    return wrap(f"{label:<{_LABEL}}{' '.join(text.split())}", hang=_LABEL)
