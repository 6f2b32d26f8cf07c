"""The plain words the site uses for what cards write as numbers, letters and slugs."""

from datetime import date
from typing import NamedTuple

TIERS = {
    3: ("Few sellers do it", "Hardly anybody comes to it alone. Start here with an experienced seller."),
    2: ("Known by name, seldom done whole", "Many have heard of it; few do the part that makes it work."),
    1: ("Most trained sellers know it", "Worth a refresher, seldom news."),
    0: ("Everybody does it", "Listed so that it can be recognised. It is never offered as new."),
}
GRADES = {
    "A": "observed data or academic work, directly on the point",
    "B": "a survey or data set of an interested party",
    "C": "practitioners say so",
    "D": "common practice, no study found",
}
STAGES = {
    "target": "choosing whom",
    "open": "opening the door",
    "develop": "moving a deal along",
    "post": "after a meeting",
    "re-engage": "picking up again",
    "expand": "growing a customer",
}
ASSETS = {
    "colleague": "a colleague",
    "executive": "an executive of your own",
    "marketing": "marketing",
    "customer": "a customer",
    "partner": "a partner",
    "data": "data of your own",
}
SIGNAL_KINDS = {
    "person": "Somebody arrives, moves or speaks",
    "relationship": "Somebody you both know",
    "document": "Something was published",
    "firm": "Something changes at the firm",
    "market": "Something changes around the firm",
    "behaviour": "They look, search or fall silent",
    "internal": "Where your own deal stands",
}
READER_STATES = {
    "unaware": "not aware of it yet",
    "sceptical": "sceptical",
    "interested": "interested",
    "able": "able to begin",
    "doing": "doing it",
    "stuck": "stuck",
    "certified": "certified",
    "owner": "owners of it",
}
LACKS = {"give": "what the executive gets", "path": "who or what carries it", "signal": "what makes it timely"}
PARTS = {
    "signal": "What makes it timely",
    "path": "Who carries it",
    "give": "What they get",
    "ask": "What is asked",
    "format": "What it looks like",
}
_NAMES = ("LinkedIn", "InMail", "HR")  # begin with a capital wherever they stand
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SPOKEN = {
    "linkedin-post": "LinkedIn post",
    "linkedin-comment": "LinkedIn comment",
    "linkedin-message": "LinkedIn message",
    "linkedin-invite": "LinkedIn invitation",
    "inmail": "InMail",
    "insight-led": "Insight-led",
    "re-engagement-and-growth": "Re-engagement and growth",
    "events-and-co-creation": "Events and co-creation",
    "multi-thread": "Multi-thread",
    "hr-works-council-legal": "HR, works council and legal",
    "in-house-executives": "In-house executives",
    "one-on-one": "One-on-one",
}


class Limit(NamedTuple):
    """How long wording may be: `most` is refused beyond, `aim` is better."""

    unit: str
    most: int
    aim: int = 0


LIMITS = {
    "connection note": Limit("characters", 300),
    "comment": Limit("characters", 1250),
    "inmail": Limit("characters", 1900, aim=400),
    "linkedin message": Limit("characters", 1900, aim=600),
    "post": Limit("characters", 3000),
    "voice note": Limit("words", 110),
    "video": Limit("words", 150),
}


def spoken(slug: str) -> str:
    """Return a slug as words: `financial-documents` -> `Financial documents`."""
    return _SPOKEN.get(slug) or slug.replace("-", " ").capitalize()


def spoken_list(slugs: tuple[str, ...], words: dict[str, str] | None = None) -> str:
    """Return slugs as one phrase: `("email", "voice-note")` -> `Email, voice note`."""
    said = [lower_first((words or {}).get(slug) or spoken(slug)) for slug in slugs]
    phrase = ", ".join(said)
    return upper_first(phrase)


def short_title(title: str) -> str:
    """Return what stands before the first comma or colon: `Board: chair, committee head` -> `Board`."""
    return title.replace(":", ",").split(",")[0]


def duration(minutes: int) -> str:
    """Return minutes as somebody would say them: 150 -> `2 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part)


def day(value: date) -> str:
    """Return a date in full: `22 November 2026`, whatever language the machine speaks."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def count_of(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 play`, `12 plays`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def length_of(text: str, channel: str) -> str:
    """Return how long wording is, and its limit in words where the channel has one. `site.js` says the same while filling."""
    words, characters = len(text.split()), len(text)
    said = f"{count_of(words, 'word')}, {count_of(characters, 'character')}"
    limit = LIMITS.get(channel.lower())
    if limit is None:
        return said
    used = words if limit.unit == "words" else characters
    if used > limit.most:
        return f"{said}; over the limit of {limit.most:,} {limit.unit}"
    if limit.aim and used > limit.aim:
        return f"{said}; allowed up to {limit.most:,}, better under {limit.aim:,}"
    return f"{said}; limit {limit.most:,} {limit.unit}"


def upper_first(text: str) -> str:
    """Return text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return text as it stands inside a sentence, unless it is a name or an abbreviation."""
    return text if text.startswith(_NAMES) or text[1:2].isupper() else text[:1].lower() + text[1:]
