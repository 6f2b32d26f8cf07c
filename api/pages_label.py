"""Items and agreement as plain text for a terminal: lines alone, no colour and no boxes, so that it can be read aloud."""

from collections.abc import Sequence

from api.pages import wrap
from copilot.domain.labels import Agreement, AgreementReport, LabelItem, LabelKind

KEYS: dict[LabelKind, dict[str, str]] = {
    "pair": {"1": "first", "2": "second", "=": "same"},
    "question": {"y": "yes", "n": "no"},
    "levels": {"1": "1", "2": "2", "3": "3", "4": "4"},
}
PROMPTS: dict[LabelKind, str] = {
    "pair": "Which would you rather have, 1, 2 or =",
    "question": "Would a mentor ask this, y or n",
    "levels": "Level, 1 to 4",
}
_KINDS: dict[LabelKind, str] = {
    "pair": "Pairs of answers",
    "question": "Questions",
    "levels": "Levels of decks",
}
_ASKED: dict[LabelKind, str] = {"pair": "The request", "question": "What is known", "levels": "The deck"}
_WHAT: dict[LabelKind, str] = {
    "pair": "Two answers to the same request. Give 1 or 2 for the one you would rather be given, = where neither is better.",
    "question": "A question for a one-on-one, under the facts the manager has. Give y where a mentor would ask it, n where not.",
    "levels": "A deck as an audience meets it. Give each criterion the highest level of which all is there, 1 to 4.",
}
_OTHERS = """   s  shows it again
   b  goes back; what you say then counts
   n  and some words keeps a note, such as: n the second names nobody
   q  leaves; what you judged is kept
   ?  says this again"""


def show_item(item: LabelItem, texts: Sequence[str]) -> str:
    """Return a pair or a question, under what is told first."""
    told = [f"{_ASKED[item.kind]}:\n{_body(item.asked)}"] if item.asked.strip() else []
    if item.kind == "question":
        told.append(f"The question:\n{_body(texts[0])}")
    else:
        told += [f"Answer {number}:\n{_body(text)}" for number, text in enumerate(texts, 1)]
    return "\n\n".join(told) + "\n"


def show_deck(item: LabelItem) -> str:
    """Return what an audience of a deck sees and hears."""
    return f"{_ASKED[item.kind]}:\n{_body(item.asked)}" if item.asked.strip() else ""


def show_criterion(text: str, number: int, of: int) -> str:
    return f"\nCriterion {number} of {of}:\n{_body(text)}\n"


def explain(kind: LabelKind) -> str:
    """Return what is judged and what can be typed."""
    return f"{wrap(_WHAT[kind])}\n{_OTHERS}"


def show_agreement(report: AgreementReport) -> str:
    """Return who judged how much, and for every two how far they go together."""
    if not report.judged:
        return "There is no label in these files yet; 'coach label --help' says how to give some.\n"
    parts = ["\n".join(f"{name} judged {_tell_counts(counts)}." for name, counts in sorted(report.judged.items()))]
    for kind, title in _KINDS.items():
        rows = [each for each in report.agreements if each.kind == kind]
        for rubric, first, second in dict.fromkeys((each.rubric, each.first, each.second) for each in rows):
            shared = [each for each in rows if (each.rubric, each.first, each.second) == (rubric, first, second)]
            head = f"{title} by {rubric}: {first} and {second}{'' if shared[0].blind else ', not blind'}"
            parts.append("\n".join([wrap(head), *(_row(each) for each in shared)]))
    if not report.agreements:
        parts.append("No two people judged the same item under the same rubric yet, so there is no agreement to tell.")
    parts += [wrap(f"! {warning}") for warning in report.warnings]
    return "\n\n".join(parts) + "\n"


def clean(text: str) -> str:
    """Return a text without what would steer a terminal: whatever a deck holds is shown, and does nothing."""
    return "".join(sign if sign == "\n" or sign.isprintable() else " " if sign.isspace() else "" for sign in text)


def _row(each: Agreement) -> str:
    name = each.criterion or "all"
    same = f"{each.same} of {each.answers} the same" if each.answers != each.items else f"{each.same} of {each.items} the same"
    items = "1 item" if each.items == 1 else f"{each.items} items"
    return f"   {name:<5} {items:>9}   {same:<20}   {_tell_kappa(each)}".rstrip()


def _tell_kappa(each: Agreement) -> str:
    if each.kappa is None:
        return ""
    weighted = "weighted kappa" if each.kind == "levels" else "kappa"
    return f"{weighted} {each.kappa.value:.2f} (95 % {each.kappa.low:.2f} to {each.kappa.high:.2f})"


def _tell_counts(counts: dict[LabelKind, int]) -> str:
    names: dict[LabelKind, tuple[str, str]] = {
        "pair": ("pair", "pairs"),
        "question": ("question", "questions"),
        "levels": ("deck", "decks"),
    }
    return ", ".join(f"{count} {names[kind][count != 1]}" for kind, count in sorted(counts.items()))


def _body(text: str) -> str:
    return "\n".join(wrap(line, "   ") if line.strip() else "" for line in clean(text).split("\n"))
