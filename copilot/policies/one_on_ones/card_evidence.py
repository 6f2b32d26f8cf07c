"""Numbers of a card, by name, as a step of the tree reads them: the newest period, or up to four put together.

Weekly cards hold few events a period. Where the newest alone has too few, the last four are added up, and the sum is always told
with its parts: '64 invitations accepted (12 + 18 + 16 + 18)'. What is no event (a share, a median) is never added up.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from copilot.domain.amounts import show_number, show_share
from copilot.domain.coaching import FIELDS, Card, Measures
from copilot.policies.one_on_ones.card_lines import WINDOW, is_known, tell_newest, title_of

NEWEST = (1,)  # offsets from the end: the newest period alone
_SHARES = frozenset({"executive_engaged_share", "dated_next_steps_share", "accounts_with_path_share"})
FLOWS = frozenset(
    {
        "pipeline_created.count",
        "executive_conversations",
        "connects.made",
        "connects.accepted",
        "engagement.given",
        "engagement.received",
        "content.posts",
        "content.responses",
        "video_voice.sent",
        "video_voice.answered",
        "introductions.asked",
        "introductions.opted_in",
        "introductions.met",
        "first_meetings",
        "second_meetings",
        "buyer_edited_cases",
        "lost",
        "reopened",
    }
)
STOCKS = frozenset(
    {
        "pipeline_created.value",
        "executive_engaged_share",
        "c_level_coverage.with_contact",
        "c_level_coverage.accounts",
        "threads_per_opportunity.median",
        "threads_per_opportunity.levels",
        "threads_per_opportunity.functions",
        "dated_next_steps_share",
        "ssi.total",
        "ssi.brand",
        "ssi.people",
        "ssi.insights",
        "ssi.relationships",
        "certification.stage",
        "certification.days_in_stage",
        "certification.next_action",
        "certification.blocker",
        "commitments_kept.agreed",
        "commitments_kept.done",
        "c_level_confidence",
        "accounts_with_path_share",
        "verbal_yes_days",
    }
)
TOLD = frozenset({"new_play_tried", "plays_run"})  # told as their line tells them
PARTS = FLOWS | STOCKS | TOLD
MEASURE_WORDS = {
    "first_meetings": "first meetings",
    "second_meetings": "second meetings",
    "accounts_with_path_share": "share of accounts with a path",
    "buyer_edited_cases": "cases the buyer has edited",
    "verbal_yes_days": "age of the spoken yes",
    "lost": "lost deals",
    "reopened": "reopened deals",
}
_PLACE = re.compile(r"\{([a-z_.]+)(?::([^}|]+)(?:\|([^}]+))?)?\}")


@dataclass(frozen=True)
class Evidence:
    """A card and the measures beside it. The periods to add up are chosen by `choose_periods` for one step."""

    card: Card
    measures: Measures = field(default_factory=Measures)

    def newest(self, part: str) -> Any:
        """Return the newest value of a part; None where it is unknown."""
        return self._at(part, 1)

    def sum(self, part: str, offsets: Sequence[int] = NEWEST) -> float | None:
        """Return a part over some periods; None where it is unknown in the newest of them."""
        if part not in FLOWS:
            return self._at(part, 1)  # type: ignore[no-any-return]
        parts = self.parts(part, offsets)
        return sum(parts) if parts else None

    def parts(self, part: str, offsets: Sequence[int]) -> tuple[float, ...]:
        """Return what is known of a part in some periods, oldest first; nothing where the newest of them is unknown."""
        known = [self._at(part, offset) for offset in sorted(offsets, reverse=True)]
        return tuple(each for each in known if each is not None) if known and known[-1] is not None else ()

    def choose_periods(self, enough: float, whole: str, *others: str) -> tuple[int, ...]:
        """Return the periods a step goes by: the newest where it holds enough, else those of the last four with all known."""
        if (self._at(whole, 1) or 0) >= enough or whole not in FLOWS:
            return NEWEST
        return tuple(
            offset
            for offset in range(1, WINDOW + 1)
            if offset == 1 or all(self._at(part, offset) is not None for part in (whole, *others))
        )

    def render(self, template: str, offsets: Sequence[int]) -> str | None:
        """Return a template with its numbers, or None where one of them is unknown."""
        missing = False

        def put(found: re.Match[str]) -> str:
            nonlocal missing
            part, one, many = found.groups()
            told = self._tell(part, offsets, one, many)
            missing = missing or told is None
            return told or ""

        text = _PLACE.sub(put, template)
        return None if missing else text

    def _tell(self, part: str, offsets: Sequence[int], one: str | None, many: str | None) -> str | None:
        value: Any = tell_newest(self.card, part) if part in TOLD else self.sum(part, offsets)
        if value is None or value == "":
            return None
        if isinstance(value, str):
            return value
        told = show_share(value) if part in _SHARES else show_number(value)
        if one:
            told = f"{told} {one if value == 1 else many or one + 's'}"
        summed = self.parts(part, offsets) if part in FLOWS else ()
        return f"{told} ({' + '.join(map(show_number, summed))})" if len(summed) > 1 else told

    def _at(self, part: str, offset: int) -> Any:
        name, _, inner = part.partition(".")
        periods = getattr(self.card if name in FIELDS else self.measures, name)
        if len(periods) < offset or not is_known(periods[-offset]):
            return None
        return getattr(periods[-offset], inner) if inner else periods[-offset]


def parts_in(template: str) -> tuple[str, ...]:
    """Return the parts a template names, in order."""
    return tuple(found.group(1) for found in _PLACE.finditer(template))


def name_part(part: str) -> str:
    """Return what a part is called on a page: the title of its line, or of its measure."""
    name = part.partition(".")[0]
    return MEASURE_WORDS.get(name) or title_of(name)


def count_activity(evidence: Evidence, enough: float) -> float:
    """Return how much the card shows that a seller did, over the periods that are put together."""
    acts = ("engagement.given", "content.posts", "video_voice.sent", "introductions.asked")
    talks = ("executive_conversations", "first_meetings", "lost")

    def seen(part: str) -> float:
        return evidence.sum(part, evidence.choose_periods(enough, part)) or 0

    invited = max(seen("connects.made"), seen("connects.accepted"))
    return invited + sum(seen(part) for part in (*acts, *talks))
