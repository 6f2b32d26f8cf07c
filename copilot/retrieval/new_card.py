"""A new play's card with every key and heading of the schema, and a line of guidance in [square brackets] under each.

It is an outline that keeps the rules of a card, so that the library can be used while it is being written.
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from copilot.domain.library import Library, Play
from copilot.errors import InvalidRequest
from copilot.policies.names import fold
from copilot.retrieval.card_file import slug_of
from copilot.retrieval.card_rules import ASSETS, CHANNELS, FAMILIES, LEAST_ALIASES, LEAST_SAID_AS, STAGES
from copilot.retrieval.library import read_and_check

MOST_TITLE = 120  # characters
_MOST_SLUG = 60
_ID = re.compile(r"(?!CG|MS|OB)[A-Z]{1,3}\d{2}")  # guides, messages and objections begin with these
_FAMILY_OF = {
    "A": "trigger-events",
    "B": "basics",
    "C": "community-and-teaching",
    "D": "account-preparation",
    "E": "events-and-co-creation",
    "F": "financial-documents",
    "G": "re-engagement-and-growth",
    "I": "insight-led",
    "M": "multi-thread",
    "P": "after-the-meeting",
    "R": "relationship-paths",
    "S": "social-presence",
    "V": "video-and-voice",
    "X": "executive-to-executive",
}
_GUIDANCE = {  # heading -> lines; a line of a card that still holds one is not written yet
    "For whom": ("- **Any:** [one bullet an executive, '- **CFO:** why this reaches that executive', as listed in 'personas']",),
    "When": ("[the moment, in dates or counts, and when not]",),
    "Steps": (
        "1. (20 min) [the first step: under 30 minutes, and it needs nobody else]",
        "2. (40 min) [the next step; the minutes add up to 'effort_minutes']",
    ),
    "Worked example": ("[invented people and firms: what was sent, what came back, and what did not work]",),
    "Wording": (
        "### Email",
        "> {executive}, [words to adapt; the copilot fills in the names, the seller whatever stands in square brackets]",
    ),
    "Pitfalls": ("- [what goes wrong, one bullet each]",),
    "Not for": ("[who not to use it on, or when it does harm]",),
    "Deeper": ("[the next level for somebody who runs this play already, and how they see that it worked]",),
    "Why it works": ("[the mechanism, and the evidence in plain words with its source ids; or say that no study was found]",),
}
_FRONT_MATTER = """\
---
id: {id}
title: {title}
family: {family}
# [one of: {families}]
tier: 2
# [how many sellers know it: 0 everyone, 1 most trained, 2 by name, 3 few]
stage: [open]
# [any of: {stages}]
personas: [any]
# [slugs such as cfo and cio, or any]
signals: []
# [ids of signals.yaml that this play answers]
channels: [email]
# [any of: {channels}]
effort_minutes: 60
# [minutes of the seller's own work, the sum of the steps]
assets: []
# [what else it takes, any of: {assets}]
fingerprint:
  signal: "[what must have happened]"
  path: "[who reaches the executive, and how]"
  give: "[what they have afterwards that they lacked before]"
  ask: "[what is asked of them, or none]"
  format: "[what it looks like]"
aliases:
{aliases}
said_as:
{said_as}
gestures:
  - {{said: "[a statement with the name of {id} but not all of its mechanism]", lacks: give}}
neighbours: {{}}
# [B04: the difference in one sentence; a line for each play a reader could confuse with it]
evidence: {{grade: D, sources: [], note: "[how well it is known that it works, in plain words]"}}
indicator: "[what can be counted within 14 days and is moved by the seller's own act]"
owner: "[who answers for this card]"
reviewed: {today}
status: outline
# [active once your own words stand everywhere; until then the play is recognised but never suggested]
---
"""


def scaffold_play(folder: Path, play_id: str, title: str, today: date, *, others: Sequence[Path] = ()) -> Path:
    """Write `plays/<ID>-<slug>.md` in a folder and return its path.

    Raises InvalidRequest where the id is malformed or taken in this folder or in `others`, the title is no title or
    already a play's name, or the folder cannot be written. No file that exists is ever touched.
    """
    play_id, title = play_id.strip().upper(), " ".join(title.split())
    _require_form(play_id, title)
    folders = tuple(dict.fromkeys([*others, folder]))
    library, _ = read_and_check(folders)
    _require_new(play_id, title, library, folders)
    slug = slug_of(title)[:_MOST_SLUG].strip("-") or "play"
    path = folder / "plays" / f"{play_id}-{slug}.md"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_write_card(play_id, title, today))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InvalidRequest(f"The card cannot be written in {path.parent} ({reason}); name a folder of yours.") from error
    return path


def find_guidance(play: Play) -> tuple[str, ...]:
    """Return the keys and headings of a play under which the guidance of a new card still stands."""
    fields = {
        "aliases": play.aliases,
        "said_as": play.said_as,
        "gestures": tuple(gesture.said for gesture in play.gestures),
        "evidence": (play.evidence.note,),
        "indicator": (play.indicator,),
        "owner": (play.owner,),
        "fingerprint": tuple(play.fingerprint.model_dump().values()),
    }
    keys = [key for key, values in fields.items() if any(re.fullmatch(r"\[.*\]", value) for value in values)]
    for section in play.sections:
        guidance = [line for line in _GUIDANCE.get(section.heading, ()) if "[" in line]
        if any(line in section.text for line in guidance):
            keys.append(f"'{section.heading}'")
    return tuple(keys)


def _require_form(play_id: str, title: str) -> None:
    if not _ID.fullmatch(play_id):
        raise InvalidRequest(
            f"'{play_id}' is no id of a play; use one to three letters and two digits, such as Z01, but not CG, MS or OB."
        )
    if not title or len(title) > MOST_TITLE or not title.isprintable():
        raise InvalidRequest(f"A title has 1 to {MOST_TITLE} plain characters; give the play the name sellers should see.")


def _require_new(play_id: str, title: str, library: Library, folders: Sequence[Path]) -> None:
    taken = {card.id: card.file for card in library.cards}
    unread = (f"{path.parent.name}/{path.name}" for folder in folders for path in folder.glob(f"*/{play_id}-*.md"))
    owner = taken.get(play_id) or next(unread, None)  # a card that cannot be read has its id too
    if owner is not None:
        raise InvalidRequest(f"The id {play_id} belongs to {owner} already; choose a free one, since ids are never reused.")
    for play in library.plays:
        if fold(title) in {fold(name) for name in (play.title, *play.aliases, *play.said_as)}:
            raise InvalidRequest(f"'{title}' is a name of {play.id} already; choose another title, or deepen that card instead.")
    if fold(title) in {fold(entry.name) for entry in library.ambiguous}:
        raise InvalidRequest(f"'{title}' stands for several plays already; choose a title that means this one alone.")


def _write_card(play_id: str, title: str, today: date) -> str:
    front_matter = _FRONT_MATTER.format(
        id=play_id,
        title=json.dumps(title, ensure_ascii=False),  # a JSON string is a YAML string too
        family=_FAMILY_OF.get(play_id[0], "account-preparation") if len(play_id) == 3 else "account-preparation",
        families=" ".join(FAMILIES),
        stages=" ".join(STAGES),
        channels=" ".join(CHANNELS),
        assets=" ".join(ASSETS),
        aliases="\n".join(_placeholders("a name sellers use", play_id, LEAST_ALIASES)),
        said_as="\n".join(_placeholders("a whole statement of a seller who does all of it", play_id, LEAST_SAID_AS)),
        today=today.isoformat(),
    )
    return front_matter + "\n".join("\n".join([f"## {heading}", *lines, ""]) for heading, lines in _GUIDANCE.items())


def _placeholders(what: str, play_id: str, count: int) -> Iterator[str]:
    """The id makes them unique, since a name may stand for one play only."""
    for number in range(1, count + 1):
        yield f'  - "[{what}, {number} of at least {count}, {play_id}]"'
