"""Walks a reviewer through blinded items in the terminal, and says how far those who judged go together."""

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from evals.labels import Label, LabelItem, compare_judges, is_swapped, order_for, read_items, read_labels, write_label

_CHOICES = {"pair": {"1": "first", "2": "second", "=": "same"}, "question": {"y": "yes", "n": "no"}}
_LEVELS = ("1", "2", "3", "4")
LEAVE = "q"


def label(words: Sequence[str], ask: Callable[[str], str] = input, say: Callable[[str], None] = print) -> int:
    """Take judgements until the items end or the reviewer leaves; both keep what was judged."""
    asked = _parse(words)
    if asked.what == "agreement":
        say(tell_agreement(asked.labels))
        return 0
    items = order_for(read_items(asked.items), asked.by)
    done = {each.item for each in read_labels(asked.labels) if each.by == asked.by and each.rubric == asked.rubric}
    waiting = [item for item in items if item.id not in done]
    say(f"{len(waiting)} of {len(items)} items are yours to judge, by {asked.rubric}. '{LEAVE}' leaves; what you judged is kept.")
    for place, item in enumerate(waiting, 1):
        say(f"\n{place} of {len(waiting)}\n{item.asked}")
        swapped = is_swapped(item, asked.by)
        answers = _judge(item, swapped, ask, say)
        if answers is None:
            say(f"{place - 1} judged; call it again to go on.")
            return 0
        kept = Label(
            item=item.id, kind=item.kind, by=asked.by, on=datetime.now(UTC), rubric=asked.rubric, answers=answers, swapped=swapped
        )
        write_label(asked.labels, kept)
    say(f"\nThank you.\n{tell_agreement(asked.labels)}")
    return 0


def _judge(item: LabelItem, swapped: bool, ask: Callable[[str], str], say: Callable[[str], None]) -> tuple[str, ...] | None:
    """Return the answers, or None where the reviewer leaves. A pair is answered as its texts stand, whichever came first."""
    if item.kind == "levels":
        answers: list[str] = []
        for text in item.texts:
            say(text)
            given = _ask_for("level 1 to 4: ", dict(zip(_LEVELS, _LEVELS, strict=True)), ask, say)
            if given is None:
                return None
            answers.append(given)
        return tuple(answers)
    texts = item.texts[::-1] if swapped else item.texts
    for number, text in enumerate(texts, 1):
        say(f"[{number}] {text}" if item.kind == "pair" else text)
    prompt = "1, 2 or = : " if item.kind == "pair" else "would a mentor ask this, y or n: "
    given = _ask_for(prompt, _CHOICES[item.kind], ask, say)
    if given is not None and swapped and given != "same":
        given = "second" if given == "first" else "first"
    return None if given is None else (given,)


def _ask_for(prompt: str, choices: dict[str, str], ask: Callable[[str], str], say: Callable[[str], None]) -> str | None:
    while True:
        try:
            given = ask(prompt).strip().lower()
        except EOFError:
            return None
        if given == LEAVE:
            return None
        if given in choices:
            return choices[given]
        say(f"Please give one of {', '.join(choices)}, or {LEAVE} to leave.")


def tell_agreement(path: Path) -> str:
    """Return the agreement of all who judged, in words."""
    found = compare_judges(read_labels(path))
    if not found:
        return "Nobody shares ten judgements with anybody yet, so there is no agreement to tell."
    return "\n".join(
        f"{each.kind}: {each.first} and {each.second}, {each.items} items, "
        f"{'quadratic weighted ' if each.weighted else ''}kappa {each.kappa:.2f}"
        for each in found
    )


def _parse(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals", description="Ask people what they think of it, blind.")
    parser.add_argument("what", choices=["label", "agreement"])
    parser.add_argument("--items", type=Path, default=Path("evals-items.jsonl"), metavar="FILE", help="what is to be judged")
    parser.add_argument(
        "--labels", type=Path, default=Path("evals-labels.jsonl"), metavar="FILE", help="where judgements are kept"
    )
    parser.add_argument("--by", default="me", metavar="NAME", help="who judges")
    parser.add_argument("--rubric", default="story.v1", metavar="ID", help="the version of the rubric that is judged by")
    return parser.parse_args(list(words))
