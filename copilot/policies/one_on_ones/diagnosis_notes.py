"""Patterns on a card that are easily misread, told beside the diagnosis. Each is a caution for the coach, none a finding."""

from collections.abc import Iterator

from copilot.domain.diagnosis_book import DiagnosisBook
from copilot.policies.one_on_ones.card_evidence import NEWEST, Evidence, count_activity
from copilot.policies.one_on_ones.card_lines import WINDOW, title_of, trend_of

NOTES = ("index_without_talks", "format_without_signal", "inheritance", "falling_coverage", "spike", "low_pillar")
PILLARS = {"brand": "brand", "people": "finding people", "insights": "insights", "relationships": "relationships"}
_ACTS = ("connects.made", "engagement.given", "content.posts", "video_voice.sent")


def find_notes(evidence: Evidence, book: DiagnosisBook) -> tuple[str, ...]:
    """Return the notes that hold for this card, in the order of the table."""
    found = dict(_find(evidence, book))
    return tuple(found[key] for key in NOTES if key in found)


def _find(evidence: Evidence, book: DiagnosisBook) -> Iterator[tuple[str, str]]:
    limits, say = book.thresholds, book.notes
    enough = limits.fewest_events.value
    index, talks = evidence.newest("ssi.total"), evidence.newest("executive_conversations")
    few_talks = talks is not None and talks < limits.fewest_talks.value
    silent = few_talks or evidence.newest("c_level_coverage.with_contact") == 0
    if index is not None and index > limits.high_index.value and silent:
        yield from _put("index_without_talks", evidence, say)
    sent, answered = evidence.newest("video_voice.sent"), evidence.newest("video_voice.answered")
    if sent is not None and answered is not None and sent >= enough and answered < limits.reply_rate.value * sent:
        yield from _put("format_without_signal", evidence, say)
    known = sum(evidence.newest(part) is not None for part in _ACTS)
    if known >= len(_ACTS) - 1 and count_activity(evidence, enough) < enough:
        yield from _put("inheritance", evidence, say)
    if trend_of(evidence.card, "c_level_coverage") == "down" and trend_of(evidence.card, "pipeline_created") in ("up", "flat"):
        yield from _put("falling_coverage", evidence, say)
    if jumped := next((part for part in _ACTS if _jumps(evidence, part, limits.spike.value, enough)), None):
        yield "spike", say["spike"].replace("{line}", title_of(jumped.partition(".")[0]).lower())
    pillars = {part: evidence.newest(f"ssi.{part}") for part in PILLARS}
    if all(value is not None for value in pillars.values()):
        lowest = min(pillars, key=lambda part: pillars[part])
        if pillars[lowest] < limits.low_pillar.value and sorted(pillars.values())[1] > pillars[lowest]:
            template = say["low_pillar"].replace("{pillar}", PILLARS[lowest]).replace("{value}", f"{{ssi.{lowest}}}")
            yield "low_pillar", evidence.render(template, NEWEST) or ""


def _put(key: str, evidence: Evidence, say: dict[str, str]) -> Iterator[tuple[str, str]]:
    text = evidence.render(say[key], NEWEST)
    if text is not None:
        yield key, text


def _jumps(evidence: Evidence, part: str, times: float, enough: float) -> bool:
    """Whether the newest period is far above each of the ones before it."""
    known = evidence.parts(part, range(1, WINDOW + 1))
    return len(known) > 2 and known[-1] >= enough and all(known[-1] >= times * earlier for earlier in known[:-1])
