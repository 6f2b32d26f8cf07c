"""What each step of the tree looks at, as a table: thirteen signs, each read from a card to one of four verdicts.

A sign is broken, sound, shown by too few events, or unreadable because something is unknown. It judges work, never a person.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from copilot.domain.diagnosis_book import Thresholds
from copilot.policies.one_on_ones.card_evidence import NEWEST, Evidence, name_part
from copilot.policies.one_on_ones.card_lines import stage_number, trend_of

State = Literal["broken", "sound", "too_few", "unreadable"]
_SLOW_STAGES = range(3, 6)
_CERTIFIED = 11


@dataclass(frozen=True)
class Verdict:
    """What one step shows, why it could not be read, and the periods it went by."""

    state: State
    why: str = ""
    offsets: tuple[int, ...] = NEWEST


SOUND = Verdict("sound")
Sign = Callable[[Evidence, Thresholds], Verdict]


@dataclass(frozen=True)
class Rate:
    """Broken where a part is a smaller share of the whole than the limit."""

    part: str
    whole: str
    limit: str

    def __call__(self, evidence: Evidence, limits: Thresholds) -> Verdict:
        unknown = _unknown(evidence, self.whole, self.part)
        if unknown:
            return unknown
        enough = limits.fewest_events.value
        offsets = evidence.choose_periods(enough, self.whole, self.part)
        whole, part = evidence.sum(self.whole, offsets) or 0, evidence.sum(self.part, offsets) or 0
        if whole == 0:
            return Verdict("unreadable", f"nothing to go by: 0 in {name_part(self.whole).lower()}")
        if part >= getattr(limits, self.limit).value * whole:
            return SOUND
        return _weigh(evidence, whole, enough, offsets, self.whole)


@dataclass(frozen=True)
class Below:
    """Broken where a figure that is no event is below the limit."""

    part: str
    limit: str

    def __call__(self, evidence: Evidence, limits: Thresholds) -> Verdict:
        value = evidence.newest(self.part)
        if value is None:
            return _unknown(evidence, self.part) or SOUND
        return Verdict("broken") if value < getattr(limits, self.limit).value else SOUND


@dataclass(frozen=True)
class Above:
    """Broken where a figure is above the limit."""

    part: str
    limit: str

    def __call__(self, evidence: Evidence, limits: Thresholds) -> Verdict:
        value = evidence.newest(self.part)
        if value is None:
            return _unknown(evidence, self.part) or SOUND
        return Verdict("broken") if value > getattr(limits, self.limit).value else SOUND


@dataclass(frozen=True)
class AnyOf:
    """Broken where one of several signs is; sound where one is and none is broken."""

    signs: Sequence[Sign]

    def __call__(self, evidence: Evidence, limits: Thresholds) -> Verdict:
        verdicts = [sign(evidence, limits) for sign in self.signs]
        order: tuple[State, ...] = ("broken", "sound", "too_few", "unreadable")
        best = min(verdicts, key=lambda verdict: order.index(verdict.state))
        if best.state != "unreadable":
            return best
        return Verdict("unreadable", "; ".join(dict.fromkeys(verdict.why for verdict in verdicts)))


def read_level(evidence: Evidence, limits: Thresholds) -> Verdict:
    """Broken where there are talks, few target accounts have a C-level contact, and their number does not rise."""
    contact, accounts = evidence.newest("c_level_coverage.with_contact"), evidence.newest("c_level_coverage.accounts")
    unknown = _unknown(evidence, "c_level_coverage.with_contact", "c_level_coverage.accounts")
    if unknown:
        return unknown
    if accounts == 0:
        return Verdict("unreadable", "there is no target account")
    if contact >= limits.executive_coverage.value * accounts or trend_of(evidence.card, "c_level_coverage") == "up":
        return SOUND
    enough = limits.fewest_events.value
    known = [part for part in ("executive_conversations", "first_meetings") if evidence.newest(part) is not None]
    if not known:
        return _unknown(evidence, "executive_conversations") or SOUND
    read = [(part, evidence.choose_periods(enough, part)) for part in known]
    talks, part, offsets = max((evidence.sum(part, offsets) or 0, part, offsets) for part, offsets in read)
    if talks < limits.fewest_talks.value:
        return _weigh(evidence, 0, enough, offsets, part)
    return _weigh(evidence, max(talks, accounts), enough, offsets, part)


def read_newness(evidence: Evidence, limits: Thresholds) -> Verdict:
    """Broken where neither of the last two periods shows a new play, or many runs are of one or two plays."""
    tried = [each for each in evidence.card.new_play_tried[-2:] if each is not None and each != ""]
    if evidence.newest("new_play_tried") is not None:
        return SOUND if any(tried) else Verdict("broken")
    runs = evidence.newest("plays_run")
    if not isinstance(runs, tuple):
        return _unknown(evidence, "new_play_tried") or SOUND
    if len(runs) < limits.fewest_events.value:
        return Verdict("unreadable", "new play tried is unknown, and the plays run are too few to show a habit")
    return Verdict("broken") if len({run.play.casefold() for run in runs}) <= limits.distinct_plays.value else SOUND


def read_story(evidence: Evidence, limits: Thresholds) -> Verdict:
    """Broken where certification stands longer in its stage than stages usually take; whoever is certified has told the story."""
    stage, days = evidence.newest("certification.stage"), evidence.newest("certification.days_in_stage")
    number = stage_number(stage)
    if (number is not None and number >= _CERTIFIED) or (stage or "").casefold().startswith("certified"):
        return SOUND
    if days is None:
        return Verdict("unreadable", "how long certification has stood in its stage is unknown")
    slow = number in _SLOW_STAGES
    return Verdict("broken") if days > (limits.slow_stage_days if slow else limits.stage_days).value else SOUND


SIGNS: dict[int, Sign] = {  # step 0, the data themselves, is read first: how much is unknown
    1: Below("accounts_with_path_share", "path_share"),
    2: Rate("connects.accepted", "connects.made", "acceptance"),
    3: AnyOf(
        (
            Rate("engagement.received", "engagement.given", "reply_rate"),
            Rate("video_voice.answered", "video_voice.sent", "reply_rate"),
        )
    ),
    4: Rate("executive_conversations", "connects.accepted", "talks_per_acceptance"),
    5: read_level,
    6: Rate("introductions.opted_in", "introductions.asked", "opt_in"),
    7: Rate("second_meetings", "first_meetings", "second_meeting"),
    8: AnyOf(
        (Below("threads_per_opportunity.median", "width_people"), Below("threads_per_opportunity.functions", "width_functions"))
    ),
    9: Below("buyer_edited_cases", "edited_cases"),
    10: AnyOf((Below("dated_next_steps_share", "dated_steps"), Above("verbal_yes_days", "verbal_yes_days"))),
    11: Rate("reopened", "lost", "reopened"),
    12: read_newness,
    13: read_story,
}


def _unknown(evidence: Evidence, *parts: str) -> Verdict | None:
    missing = dict.fromkeys(name_part(part).lower() for part in parts if evidence.newest(part) is None)
    return Verdict("unreadable", f"unknown: {', '.join(missing)}") if missing else None


def _weigh(evidence: Evidence, events: float, enough: float, offsets: tuple[int, ...], part: str) -> Verdict:
    """A broken sign counts from about ten events on."""
    if events < enough:
        told = evidence.render(f"{{{part}}}", offsets)
        return Verdict("too_few", f"too few to tell: {told} in {name_part(part).lower()}", offsets)
    return Verdict("broken", offsets=offsets)
