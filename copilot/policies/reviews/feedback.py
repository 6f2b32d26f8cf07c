"""Feedback that helps: a fact that works, the gap that matters most, one question, one move within a week. Never more than three.

Which gaps come first is arithmetic: a gate that is not met before any points, then the points a level costs.
"""

from collections.abc import Mapping, Sequence

from copilot.domain.certification import TOP_LEVEL, FeedbackBook, FeedbackItem, FeedbackText, GateState, RatedCriterion, Rubric
from copilot.policies.decks.features import Features

MOST_GAPS = 3
LEADER_QUESTIONS = 5
_GATE_OF = {"GT1": "K1", "GT2": "K1", "GT3": "K4", "GT4": "K9", "GT5": "K11"}  # a gate and the criterion that says the same


def write_feedback(
    book: FeedbackBook, rubric: Rubric, criteria: Sequence[RatedCriterion], gates: Sequence[GateState], features: Features
) -> tuple[FeedbackItem, ...]:
    """Return at most three gaps in four parts; for a deck that lacks nothing, one question that stretches."""
    words = slots_of(features)
    works = iter(_works(book, criteria, words))
    chosen = [*_gate_texts(book, gates), *_level_texts(book, rubric, criteria, gates)][:MOST_GAPS]
    if not chosen:
        chosen = list(book.stretch[:1])
    general = f"{words['account']} and the people of the story can be followed."
    items = []
    for text in chosen:
        items.append(
            FeedbackItem(
                works=next(works, general),
                gap=_fill(text.gap, words),
                question=_fill(text.question, words),
                move=_fill(text.move, words),
            )
        )
    return tuple(items)


def ask_leaders(book: FeedbackBook, rubric: Rubric, criteria: Sequence[RatedCriterion], features: Features) -> tuple[str, ...]:
    """Return five questions for the leaders in the room: first where most points are open, then what is always asked."""
    words = slots_of(features)
    weakest = sorted(criteria, key=lambda each: (-_open_points(rubric, each), each.id))
    asked = [book.leader_questions[each.id] for each in weakest if each.id in book.leader_questions]
    always = list(book.leader_always)
    chosen = [*always[:1], *asked[: LEADER_QUESTIONS - 1], *always[1:], *asked[LEADER_QUESTIONS - 1 :]]
    return tuple(_fill(text, words) for text in dict.fromkeys(chosen))[:LEADER_QUESTIONS]


def slots_of(features: Features) -> dict[str, str]:
    """Return the names feedback may use, with plain words where a name is missing."""
    executive = features.cast.executive
    answered = [
        event.person for event in features.events if event.person and event.direction == "answer" and event.person != executive
    ]
    contact = next((person.name or f"the {person.role}" for person in answered if person), "your contact")
    return {
        "executive": executive.name if executive else "the executive",
        "account": features.cast.account or "the account",
        "contact": contact,
    }


def _gate_texts(book: FeedbackBook, gates: Sequence[GateState]) -> list[FeedbackText]:
    return [book.gates[gate.id] for gate in gates if gate.state == "not_met" and gate.id in book.gates]


def _level_texts(
    book: FeedbackBook, rubric: Rubric, criteria: Sequence[RatedCriterion], gates: Sequence[GateState]
) -> list[FeedbackText]:
    """The costliest gaps, without those a failed gate already names."""
    said = {_GATE_OF.get(gate.id) for gate in gates if gate.state == "not_met"}
    ranked = sorted(criteria, key=lambda each: (-_open_points(rubric, each), each.id))
    return [
        book.criteria[each.id][each.level]
        for each in ranked
        if each.level < TOP_LEVEL and each.id not in said and each.level in book.criteria.get(each.id, {})
    ]


def _works(book: FeedbackBook, criteria: Sequence[RatedCriterion], words: Mapping[str, str]) -> list[str]:
    """Return what works, best first, each with its quotation."""
    strong = sorted((each for each in criteria if each.citations), key=lambda each: (-each.level, -each.points, each.id))
    facts = []
    for each in strong:
        if each.id in book.works and each.level >= 2:
            citation = each.citations[0]
            place = f"slide {citation.slide}" if citation.slide is not None else f"story {citation.cue}"
            facts.append(
                _fill(
                    book.works[each.id] if each.level >= 3 else "This is a start: “{quote}” ({place}).",
                    {**words, "quote": citation.quote, "place": place},
                )
            )
    return facts


def _open_points(rubric: Rubric, criterion: RatedCriterion) -> float:
    weight = rubric.criterion(criterion.id).weight
    return weight * (TOP_LEVEL - criterion.level) / TOP_LEVEL


def _fill(text: str, words: Mapping[str, str]) -> str:
    for name, value in words.items():
        text = text.replace("{" + name + "}", value)
    return text[:1].upper() + text[1:]
