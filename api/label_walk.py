"""Walks a reviewer through a sitting, line by line: typed at a terminal, read aloud, or piped in."""

from collections.abc import Callable
from typing import Any, BinaryIO, Literal, NamedTuple

from api import pages_label
from copilot.domain.labels import MOST_NOTE, LabelItem, LabelKind

Say = Callable[[str], Any]
Move = Literal["leave", "back"]


class Given(NamedTuple):
    """What came of asking: answers, or a move in their place; and the note as it is by now."""

    answers: tuple[str, ...] = ()
    move: Move | None = None
    note: str = ""
    begun: bool = False  # whether some criteria of a deck have their level, and not all


def walk(sitting: Any, lines: BinaryIO, say: Say) -> bool:
    """Take judgements until all items are judged or the reviewer leaves; return whether all are."""
    of = len(sitting.items)
    place = sitting.next_place()
    say(f"{of - sitting.done} of {of} items wait for you." if place is not None else f"You have judged all {of} items.")
    told: set[str] = set()
    while place is not None:
        item = sitting.items[place]
        say(f"\nItem {place + 1} of {of}")
        if item.kind not in told:
            say(f"{pages_label.explain(item.kind)}\n")
            told.add(item.kind)
        given = _judge(item, sitting.texts_of(place), lines, say)
        if given.move == "leave":
            rest = " Of the deck you were in nothing is." if given.begun else ""
            say(f"\n{sitting.done} of {of} items are judged and kept.{rest} The same command goes on from here.")
            return False
        if given.move == "back":
            say("There is no item before this one." if place == 0 else "Back; what you say now counts.")
            place = max(place - 1, 0)
            continue
        sitting.judge(place, given.answers, given.note)
        place = sitting.next_place(place)
    return True


def _judge(item: LabelItem, texts: tuple[str, ...], lines: BinaryIO, say: Say) -> Given:
    try:
        if item.kind == "levels":
            return _judge_levels(item, texts, lines, say)
        page = pages_label.show_item(item, texts)
        say(page)
        return _ask(item.kind, page, lines, say, "")
    except KeyboardInterrupt:
        return Given(move="leave")


def _judge_levels(item: LabelItem, texts: tuple[str, ...], lines: BinaryIO, say: Say) -> Given:
    """Ask for one criterion after the other; going back goes back one criterion, and from the first one an item."""
    deck = pages_label.show_deck(item)
    say(deck)
    levels: tuple[str, ...] = ()
    note = ""
    while len(levels) < len(texts):
        criterion = pages_label.show_criterion(texts[len(levels)], len(levels) + 1, len(texts))
        say(criterion)
        given = _ask(item.kind, f"{deck}\n{criterion}", lines, say, note)
        note = given.note
        if given.move == "back" and levels:
            levels = levels[:-1]
            continue
        if given.move is not None:
            return given._replace(begun=bool(levels))
        levels += given.answers
    return Given(levels, note=note)


def _ask(kind: LabelKind, page: str, lines: BinaryIO, say: Say, note: str) -> Given:
    """Ask until there is an answer or a move. The end of the input leaves."""
    keys = pages_label.KEYS[kind]
    while True:
        line = _read(f"{pages_label.PROMPTS[kind]}: ", lines)
        typed = " ".join((line or "").split())
        word = typed.lower()
        if line is None or word in ("q", "b"):
            return Given(move="back" if word == "b" else "leave", note=note)
        if word in keys:
            return Given((keys[word],), note=note)
        if word.startswith("n "):
            note = f"{note} {typed[2:]}".strip()[:MOST_NOTE]
            say("Noted. And your answer?")
        elif word == "s":
            say(page)
        elif word == "?":
            say(pages_label.explain(kind))
        else:
            say(f"That is none of {', '.join(keys)}; ? says what can be typed.")


def _read(prompt: str, lines: BinaryIO) -> str | None:
    """Return the next line, or None at the end. What is piped in is shown, so that the talk can be read afterwards."""
    import click

    click.echo(prompt, nl=False)
    line = lines.readline().decode("utf-8", "replace")
    if not line or not lines.isatty():
        click.echo(pages_label.clean(line.strip()))
    return line or None
