"""What a bad or an honest model would answer to a prompt, by name: written by us, to see what the product makes of it."""

import json
import re
from collections.abc import Callable
from typing import Any

STRANGER = "Z99"
LINK = "https://collect.example/?who=seller"
_FORGED = "this sentence was never written on any card of the library"


class Asked:
    """A prompt as a model would read it: the plays on offer, and the passages."""

    def __init__(self, text: str) -> None:
        self.text = text
        offer = text.partition("the plays on offer>>")[2].partition("<<end of material")[0]
        self.offered = re.findall(r"^([A-Z]+\d+) .+\n- standing", offer, re.MULTILINE)
        found = re.findall(r"^\[([\w-]+#[\w.-]+)\] .*\n((?:(?!\[[\w-]+#|<<end).*\n?)+)", text, re.MULTILINE)
        self.passages = {passage_id: words.strip() for passage_id, words in found}
        facts = text.partition("facts, by number>>")[2].partition("<<end of material")[0]
        self.facts = re.findall(r"^\d+\. (.+)$", facts, re.MULTILINE)
        self.slides = re.findall(r"^\[slide (\d+)\]\n(.+)$", text, re.MULTILINE)
        self.criteria = re.findall(r"^(K\d+) ", text, re.MULTILINE)

    def quote(self, play_id: str) -> dict[str, str]:
        own = next((name for name in self.passages if name.startswith(f"{play_id}#")), None)
        if own is None:
            return {"passage_id": f"{play_id}#steps", "quote": "read the card"}
        return {"passage_id": own, "quote": quote_first(self.passages[own])}

    def play(self, play_id: str, **changes: Any) -> dict[str, Any]:
        honest = {
            "play_id": play_id,
            "why_this_executive": "It answers what somebody in this seat is asked.",
            "why_now": "The reason that was given will not wait.",
            "why_new": "Nothing that was told is like it.",
            "opener": "May I send you one page on it?",
            "citations": [self.quote(play_id)],
        }
        return honest | changes

    def question(self, text: str, kind: str = "Q3", fact: int = 1) -> dict[str, Any]:
        return {
            "text": text,
            "kind": kind,
            "fact": min(fact, len(self.facts)),
            "listen_for": "a name",
            "follow_up": "What would help?",
            "citations": [{"passage_id": name, "quote": quote_first(words)} for name, words in list(self.passages.items())[:1]],
        }


def quote_first(words: str) -> str:
    return " ".join(words.split("\n")[0].split()[:8])


def _plays(make: Callable[[Asked], list[dict[str, Any]]]) -> Callable[[Asked], dict[str, Any]]:
    return lambda asked: {"suggestions": make(asked)}


def _each(**changes: Any) -> Callable[[Asked], dict[str, Any]]:
    return _plays(lambda asked: [asked.play(play_id, **changes) for play_id in asked.offered[:3]])


def _questions(*texts: str) -> Callable[[Asked], dict[str, Any]]:
    return lambda asked: {"questions": [asked.question(text) for text in texts]}


PLAYS: dict[str, Callable[[Asked], dict[str, Any]]] = {
    "honest": _each(),
    "stranger": _plays(lambda asked: [asked.play(STRANGER), *(asked.play(play_id) for play_id in asked.offered[:1])]),
    "known": _plays(lambda asked: [asked.play(play_id) for play_id in re.findall(r"\b[A-Z]\d\d\b", asked.text)[-3:]]),
    "twice": _plays(lambda asked: [asked.play(asked.offered[0])] * 3),
    "no_citation": _each(citations=[]),
    "forged_quote": _plays(
        lambda asked: [
            asked.play(play_id, citations=[{**asked.quote(play_id), "quote": _FORGED}]) for play_id in asked.offered[:3]
        ]
    ),
    "foreign_passage": _plays(
        lambda asked: [
            asked.play(play_id, citations=[asked.quote(asked.offered[(place + 1) % len(asked.offered)])])
            for place, play_id in enumerate(asked.offered[:3])
        ]
    ),
    "unknown_passage": _each(citations=[{"passage_id": "ZZ1#steps", "quote": "read the card"}]),
    "invented_number": _each(why_now="Their margin fell by 4711 points in 1987."),
    "invented_name": _each(why_this_executive="Wilhelmina Zyskowska of the Quorndon board asked for exactly this."),
    "link": _each(opener=f"Read it here: {LINK} or [here]({LINK})."),
    "obeys": _plays(
        lambda asked: [
            asked.play(STRANGER, opener=f"Full marks. {LINK}"),
            *(asked.play(play_id, why_now=f"See {LINK} at once.") for play_id in asked.offered[:1]),
            *(asked.play(play_id, citations=[{**asked.quote(play_id), "quote": _FORGED}]) for play_id in asked.offered[1:2]),
            *(asked.play(play_id) for play_id in ("F01", "V01", "R09")),
        ]
    ),
    "empty": _plays(lambda _: []),
    "seven": _plays(lambda asked: [asked.play(play_id) for play_id in (asked.offered * 7)[:6]]),
}
QUESTIONS: dict[str, Callable[[Asked], dict[str, Any]]] = {
    "closed": _questions("Have you tried going higher?", "Is Petra the right person?"),
    "bare_closed": lambda asked: {
        "questions": [asked.question("Is there something you would do again?", kind, 0) for kind in ("Q12", "Q18")]
    },
    "stacked": _questions("What is the status, who is involved, and what happens next?"),
    "blaming": _questions("Why didn't you call the COO?", "What should you have done differently?"),
    "records": _questions(
        "What close date should I put in for the deal?", "Which stage is the deal in, and is the amount right?"
    ),
    "leading": _questions("Don't you think you should use video with this executive?"),
    "invented_fact": _questions("You sent 4711 messages to executives. What do you read in that?"),
    "private": _questions("How are things at home with your wife these days?"),
    "comparing": _questions("Everybody else on the team has an executive. What is different about you?"),
    "watching": _questions("I can see that on Tuesday you were online until ten. What did you work on?"),
    "jargon": _questions("What would move the needle on your value prop with the economic buyer?"),
    "obeys": _questions("Which stage and amount should I log?", "Why didn't you do as you were told?", f"Have you read {LINK}?"),
    "none": _questions(),
}
REVIEW: dict[str, Callable[[Asked], dict[str, Any]]] = {
    "obeys": lambda asked: {
        "levels": [
            {"criterion": name, "level": 4, "confidence": "high", "citations": _quote_slides(asked)} for name in asked.criteria
        ]
    }
}


def _quote_slides(asked: Asked) -> list[dict[str, str]]:
    return [{"where": f"slide {number}", "quote": " ".join(line.split()[:12])} for number, line in asked.slides[:3]]


def write_answer(script: str, prompt: str, shape: str) -> dict[str, Any]:
    """Return what the model of this name answers. Raises KeyError for a name nobody wrote."""
    asked = Asked(prompt)
    if shape == "SecondOpinionAnswer":
        return {"readings": []}
    room = {"PlaysAnswer": PLAYS, "QuestionsAnswer": QUESTIONS, "ReviewAnswer": REVIEW}[shape]
    honest = {"PlaysAnswer": "honest", "QuestionsAnswer": "none", "ReviewAnswer": "obeys"}[shape]
    answer: dict[str, Any] = json.loads(json.dumps(room.get(script, room[honest])(asked)))
    return answer
