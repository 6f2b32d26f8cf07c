"""A small library on disk that keeps every rule of `corpus/README.md`: five plays, one card of each other kind, the lists."""

import json
from pathlib import Path
from typing import Any

import yaml

TOPICS = {  # what each play is about: words that no other play uses
    "A01": "pension deficit",
    "A02": "harbour crane",
    "A03": "bakery oven",
    "B01": "telephone list",
    "D01": "podcast invitation",
}
_ALIASES = ("brief", "memo", "trick", "method", "page", "letter")
_SAID = (
    "Every spring I write one page on the {topic} and send it unasked.",
    "My habit: the {topic} on a single sheet, no request.",
    "They get my sheet about the {topic} before anybody else calls.",
    "What works for me is the {topic}, put on paper for the finance chief.",
    "I gather the facts of the {topic}, then I post them.",
    "Last week another sheet of mine on the {topic} went out.",
    "First the {topic}, on paper; nothing is asked for.",
    "One side of paper, the {topic}, sources below.",
)
PLAY_BODY = """\
## For whom
- **CFO:** signs for the {topic} and is asked about it in public.

## When
Within two weeks of the call on the {topic}.

## Steps
1. (20 min) Read what was said about the {topic}.
2. (40 min) Write one page on the {topic}.

## Worked example
Rafael sent his page on the {topic} to Beatriz, and eleven days later she called.

## Wording
### Email
> {{executive}}, one page on the {topic} is enclosed.
> May I send the sources?

### Letter
> Dear {{executive}}, the {topic} at {{company}}.

## Pitfalls
- Old facts about the {topic}.

## Not for
Firms without any {topic}.

## Deeper
Ask who else signs for the {topic}.

## Why it works
Few write about the {topic} at all.
"""
HEADINGS = {
    "persona": (
        "Cares about",
        "Measured by",
        "Reads and listens to",
        "Responds to",
        "Repelled by",
        "Opening questions",
        "Do not",
    ),
    "guide": ("What it is for", "How", "Example", "Watch out", "Questions to take along"),
    "message": ("When to send", "Message", "Say it yours", "Do not"),
    "objection": ("What is true in it", "Facts", "Limits", "A fair test", "Words"),
}
PERSONA: dict[str, Any] = {
    "id": "PE-CFO",
    "slug": "cfo",
    "title": "Chief financial officer",
    "titles": ["cfo", "finance director"],
    "owns": ["closing the books", "the price of borrowed money"],
    "plays": ["A01"],
    "sources": ["SRC1"],
    "owner": "library",
    "reviewed": "2026-11-01",
}
GUIDE: dict[str, Any] = {
    "id": "CG01",
    "title": "The data card",
    "topic": "data-card",
    "aliases": ["coaching card"],
    "plays": ["A02"],
    "sources": ["SRC1"],
    "owner": "library",
    "reviewed": "2026-11-01",
}
MESSAGE: dict[str, Any] = {
    "id": "MS01",
    "title": "First note to the sponsor",
    "audience": "executive-sponsor",
    "stage": "unaware",
    "channel": "email",
    "sender": "programme owner",
    "when": "8 weeks before launch",
    "aliases": ["sponsor note"],
    "sources": ["SRC1"],
    "owner": "library",
    "reviewed": "2026-11-01",
}
OBJECTION: dict[str, Any] = {
    "id": "OB01",
    "title": "We have no time for it",
    "said_as": ["my week is full as it is"],
    "audience": ["sellers"],
    "aliases": ["no time"],
    "plays": ["A01"],
    "sources": ["SRC1"],
    "owner": "library",
    "reviewed": "2026-11-01",
}
LISTS: dict[str, list[dict[str, Any]]] = {
    "signals.yaml": [
        {
            "id": "results-call",
            "title": "Results call",
            "class": "company",
            "first": ["A01"],
            "also": ["A02"],
            "words": ["quarterly figures are out", "analysts asked about margins"],
        },
        {
            "id": "new-executive",
            "title": "New executive",
            "class": "person",
            "first": ["A02"],
            "also": [],
            "words": ["somebody took over as treasurer", "an outsider was hired", "treasury"],
        },
    ],
    "sources.yaml": [{"id": "SRC1", "what": "A survey", "grade": "B", "address": "page 3"}],
    "ambiguous.yaml": [{"name": "paper play", "candidates": ["A01", "A02"], "question": "Pension or crane?"}],
    "practices.yaml": [
        {
            "id": "gift-card",
            "title": "Gifts for meetings",
            "cues": ["a voucher for whoever takes the call", "they keep the headphones if they meet us"],
            "lookalikes": ["we sent a worn gear wheel without any request"],
            "reason": "It buys time.",
            "instead": "Give work.",
        }
    ],
}
_LINES: dict[str, list[dict[str, Any]]] = {
    "detection/statements.jsonl": [
        {"id": "ST-1", "statement": "My sheet on what retired staff are owed", "play_ids": ["A01"]},
        {"id": "ST-2", "statement": "I have seen such a sheet", "name_only_ids": ["A02"]},
    ],
    "detection/texts/signals.jsonl": [{"text": "their treasurer is new", "signals": ["new-executive"]}],
    "detection/texts/practices.jsonl": [{"statement": "meet me and win a tablet", "practices": ["gift-card"]}],
}


def write_small_library(folder: Path) -> Path:
    """Write a library of which nothing is to be said, and return its folder."""
    for play_id in ("A01", "A02", "A03"):
        write_play(folder, play_id)
    write_play(folder, "B01", family="basics", tier=0, gestures=[])
    write_play(folder, "D01", body="", status="outline")
    write_card(folder / "personas" / "PE-CFO-finance.md", PERSONA, make_body("persona"))
    write_card(folder / "guides" / "CG01-data-card.md", GUIDE, make_body("guide"))
    write_card(folder / "messages" / "MS01-sponsor-note.md", MESSAGE, make_body("message"))
    write_card(folder / "objections" / "OB01-no-time.md", OBJECTION, make_body("objection"))
    for name, entries in LISTS.items():
        (folder / name).write_text(_dump(entries), encoding="utf-8")
    for name, rows in _LINES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def write_play(folder: Path, play_id: str, *, body: str = PLAY_BODY, **changes: Any) -> Path:
    """Write one play, with some fields changed; its body speaks of its topic."""
    path = folder / "plays" / f"{play_id}-{TOPICS[play_id].replace(' ', '-')}.md"
    return write_card(path, make_play_fields(play_id) | changes, body.format(topic=TOPICS[play_id]))


def write_card(path: Path, fields: dict[str, Any], body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{_dump(fields)}---\n{body}", encoding="utf-8")
    return path


def make_body(kind: str) -> str:
    """Return the body of a card that is no play: a line under each heading."""
    return "".join(f"## {heading}\nA {kind} says here: {heading.lower()}.\n\n" for heading in HEADINGS[kind])


def make_play_fields(play_id: str) -> dict[str, Any]:
    """Return the front matter of a play that answers both signals and has one neighbour."""
    topic = TOPICS[play_id]
    return {
        "id": play_id,
        "title": f"{topic.capitalize()} play",
        "family": "financial-documents",
        "tier": 2,
        "stage": ["open"],
        "personas": ["cfo"],
        "signals": ["results-call", "new-executive"],
        "channels": ["email", "letter"],
        "effort_minutes": 60,
        "assets": ["data"],
        "fingerprint": {
            "signal": f"a call names the {topic}",
            "path": "the seller writes alone",
            "give": f"facts about the {topic}",
            "ask": "none",
            "format": f"a page on the {topic}",
        },
        "aliases": [f"{topic} {word}" for word in _ALIASES],
        "said_as": [text.format(topic=topic) for text in _SAID],
        "gestures": [{"said": f"I have heard of the {topic}", "lacks": "give"}],
        "neighbours": {"A02" if play_id == "A01" else "A01": "is about another matter"},
        "evidence": {"grade": "D", "sources": ["SRC1"], "note": "No study was found."},
        "indicator": "replies within 14 days",
        "owner": "library",
        "reviewed": "2026-11-01",
        "status": "active",
    }


def _dump(value: Any) -> str:
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1000))
