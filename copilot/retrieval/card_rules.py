"""The rules between cards and inside them that a schema alone cannot state. `corpus/README.md` is their prose."""

from collections.abc import Callable, Iterator, Mapping

from copilot.domain.findings import CardFinding
from copilot.domain.library import Card, Library, Play
from copilot.policies.names import fold
from copilot.retrieval.card_file import CardFile

FAMILIES = [
    "basics",
    "trigger-events",
    "financial-documents",
    "social-presence",
    "insight-led",
    "video-and-voice",
    "relationship-paths",
    "executive-to-executive",
    "events-and-co-creation",
    "community-and-teaching",
    "multi-thread",
    "after-the-meeting",
    "re-engagement-and-growth",
    "account-preparation",
]
STAGES = ["target", "open", "develop", "post", "re-engage", "expand"]
CHANNELS = [
    "linkedin-post",
    "linkedin-comment",
    "linkedin-message",
    "linkedin-invite",
    "inmail",
    "voice-note",
    "video",
    "email",
    "phone",
    "letter",
    "parcel",
    "event",
    "podcast",
    "community",
    "referral",
    "meeting",
    "shared-document",
    "newsletter",
    "web-page",
    "workshop",
    "research",
    "profile",
]
ASSETS = ["colleague", "executive", "marketing", "customer", "partner", "data"]
PLAY_HEADINGS = (
    "For whom",
    "When",
    "Steps",
    "Worked example",
    "Wording",
    "Pitfalls",
    "Not for",
    "Deeper",
    "Why it works",
)
PERSONA_HEADINGS = (
    "Cares about",
    "Measured by",
    "Reads and listens to",
    "Responds to",
    "Repelled by",
    "Opening questions",
    "Do not",
)
MESSAGE_HEADINGS = ("When to send", "Message", "Say it yours", "Do not")
OBJECTION_HEADINGS = ("What is true in it", "Facts", "Limits", "A fair test", "Words")
GUIDE_HEADINGS = ("What it is for", "How", "Example", "Watch out", "Questions to take along")
LEAST_ALIASES = 6
LEAST_SAID_AS = 8
FIRST_STEP_UNDER = 30  # minutes: a seller must be able to begin between two meetings


def check_cards(library: Library, files: Mapping[str, CardFile]) -> list[CardFinding]:
    """Return every finding over all cards of a library that were readable."""
    findings: list[CardFinding] = []

    def report(card: Card, key: str, what: str, remedy: str) -> None:
        card_file = files[card.id]
        findings.append(CardFinding(file=card_file.file, line=card_file.line_of(key), what=what, remedy=remedy))

    for play in library.plays:
        _check_vocabulary(play, library, report)
        _check_amounts(play, report)
        _check_references(play, library, report)
        if play.status == "active" or play.sections:
            _check_headings(play, PLAY_HEADINGS, files[play.id], findings)
            _check_body(play, report)
    for persona in library.personas:
        _check_headings(persona, PERSONA_HEADINGS, files[persona.id], findings)
        _check_play_ids(persona, persona.plays, library, report)
    for guide in library.guides:
        _check_headings(guide, GUIDE_HEADINGS, files[guide.id], findings)
        _check_play_ids(guide, guide.plays, library, report)
    for message in library.messages:
        _check_headings(message, MESSAGE_HEADINGS, files[message.id], findings)
    for objection in library.objections:
        _check_headings(objection, OBJECTION_HEADINGS, files[objection.id], findings)
        _check_play_ids(objection, objection.plays, library, report)
    for card in library.cards:
        name = files[card.id].file.rpartition("/")[2]
        if not name.startswith(f"{card.id}-"):
            report(card, "id", f"the file name does not begin with the id {card.id}", f"call it {card.id}-short-name.md")
    findings += _check_names(library, files)
    findings += _check_lists(library)
    return findings


Report = Callable[[Card, str, str, str], None]


def _check_vocabulary(play: Play, library: Library, report: Report) -> None:
    personas = [*library.persona_by_slug, "any"]
    allowed: tuple[tuple[str, tuple[str, ...], list[str]], ...] = (
        ("family", (play.family,), FAMILIES),
        ("stage", play.stage, STAGES),
        ("channels", play.channels, CHANNELS),
        ("assets", play.assets, ASSETS),
        ("personas", play.personas, personas),
    )
    for key, values, words in allowed:
        for value in values:
            if value not in words:
                report(play, key, f"'{value}' is no {key}", f"use one of: {', '.join(words)}")
    if not 0 <= play.tier <= 3:
        report(play, "tier", f"tier {play.tier} is not between 0 and 3", "0 everyone knows it, 3 few do")


def _check_amounts(play: Play, report: Report) -> None:
    if len(play.aliases) < LEAST_ALIASES:
        report(play, "aliases", f"{len(play.aliases)} aliases", f"give at least {LEAST_ALIASES} names sellers use")
    if len(play.said_as) < LEAST_SAID_AS:
        report(play, "said_as", f"{len(play.said_as)} statements", f"give at least {LEAST_SAID_AS}, each in another voice")
    if not play.is_basic and not play.gestures:
        report(play, "gestures", "no gesture", "give statements that have the name of the play but lack a part")


def _check_references(play: Play, library: Library, report: Report) -> None:
    for other in play.neighbours:
        if other not in library.play_by_id or other == play.id:
            report(play, "neighbours", f"there is no other play {other}", "name an existing play or remove the line")
    for signal in play.signals:
        if signal not in library.signal_by_id:
            report(play, "signals", f"there is no signal '{signal}'", "use an id of signals.yaml")
    sources = {source.id for source in library.sources}
    for source in play.evidence.sources:
        if source not in sources:
            report(play, "evidence", f"there is no source '{source}'", "use an id of sources.yaml")


def _check_body(play: Play, report: Report) -> None:
    if not play.steps:
        report(play, "id", "no step begins with its minutes", "write '1. (20 min) what to do'")
        return
    if play.steps[0].minutes >= FIRST_STEP_UNDER:
        report(play, "id", f"the first step takes {play.steps[0].minutes} min", f"make it under {FIRST_STEP_UNDER}")
    total = sum(step.minutes for step in play.steps)
    if total != play.effort_minutes:
        remedy = "make the two agree"
        report(play, "effort_minutes", f"the steps take {total} min, the field says {play.effort_minutes}", remedy)
    for persona in play.personas:
        if persona not in play.fits:
            report(play, "personas", f"'For whom' has no line for {persona}", f"add '- **{persona.upper()}:** why'")
    if not any(wording.text for wording in play.wordings):
        report(play, "id", "'Wording' has no quoted block", "add '### Email' and a block of lines with '>'")


def _check_headings(card: Card, headings: tuple[str, ...], file: CardFile, findings: list[CardFinding]) -> None:
    have = {section.heading: section for section in reversed(card.sections)}  # the first of a name
    for heading in headings:
        if heading not in have:
            what, remedy = f"the heading '## {heading}' is missing", "add it with its text"
            findings.append(CardFinding(file=file.file, line=1, what=what, remedy=remedy))
    for section in card.sections:
        if section.heading not in headings:
            what, remedy = f"unknown heading '## {section.heading}'", f"use one of: {', '.join(headings)}"
            findings.append(CardFinding(file=file.file, line=section.line, what=what, remedy=remedy))
        elif not section.text:
            what, remedy = f"the heading '## {section.heading}' is empty", "write its text or take the card off active"
            findings.append(CardFinding(file=file.file, line=section.line, what=what, remedy=remedy))
        elif have[section.heading] is not section:
            what, remedy = f"the heading '## {section.heading}' stands here twice", "merge the two"
            findings.append(CardFinding(file=file.file, line=section.line, what=what, remedy=remedy))


def _check_play_ids(card: Card, play_ids: tuple[str, ...], library: Library, report: Report) -> None:
    for play_id in play_ids:
        if play_id not in library.play_by_id:
            report(card, "plays", f"there is no play {play_id}", "name an existing play or remove it")


def _check_names(library: Library, files: Mapping[str, CardFile]) -> Iterator[CardFinding]:
    """A name or a statement belongs to one play; a name for several stands in ambiguous.yaml and nowhere else."""
    shared = {fold(entry.name): "ambiguous.yaml" for entry in library.ambiguous}
    owners: dict[str, str] = dict(shared)
    for play in library.plays:
        for key, names in (("title", (play.title,)), ("aliases", play.aliases), ("said_as", play.said_as)):
            for name in names:
                owner = owners.setdefault(fold(name), play.id)
                if owner != play.id:
                    file = files[play.id]
                    yield CardFinding(
                        file=file.file,
                        line=file.line_of(key),
                        what=f"'{name}' also stands for {owner}",
                        remedy="keep it in one card, or move it to ambiguous.yaml",
                    )


def _check_lists(library: Library) -> Iterator[CardFinding]:
    known = library.play_by_id

    def dead(file: str, entry: str, play_id: str) -> CardFinding:
        return CardFinding(file=file, line=1, what=f"'{entry}' names no play {play_id}", remedy="use an existing play id")

    for signal in library.signals:
        for play_id in (*signal.first, *signal.also):
            if play_id not in known:
                yield dead("signals.yaml", signal.id, play_id)
            elif signal.id not in known[play_id].signals:
                what = f"'{signal.id}' lists {play_id}, whose card does not carry this signal"
                yield CardFinding(file="signals.yaml", line=1, what=what, remedy="add the signal to the card or drop it here")
    for entry in library.ambiguous:
        for play_id in entry.candidates:
            if play_id not in known:
                yield dead("ambiguous.yaml", entry.name, play_id)
