"""Guesses what the columns of an export are by their names, as CRMs and Sales Navigator write them -> parts of the card."""

import re
from collections.abc import Iterable

from copilot.domain.card_tables import ColumnMapping, MappedColumn, Sureness
from copilot.policies.one_on_ones.card_evidence import PARTS

SELLER, PERIOD = "seller", "period"
SURE, LIKELY = 0.99, 0.66
NAMES: dict[str, str] = {  # a part: how exports call it, separated by |
    SELLER: "seller|seller id|seller name|owner|opportunity owner|account owner|owner name|sales rep|rep|rep name|"
    "user|user name|user email|account executive|salesperson|name|member name|full name|employee|id",
    PERIOD: "week|date|period|week ending|week beginning|week start|week of|month|day|reporting period|as of|"
    "report date|snapshot date|kw|fortnight",
    "pipeline_created.value": (
        "pipeline created|pipeline|pipeline value|self sourced pipeline|self generated pipeline|new pipeline|"
        "pipeline amount|amount|opportunity amount|sourced pipeline value|pipeline created value"
    ),
    "pipeline_created.count": (
        "pipeline created count|opportunities created|new opportunities|opps created|self sourced opportunities|"
        "opportunities sourced|number of opportunities|opportunity count|pipeline count"
    ),
    "executive_engaged_share": "executive engaged share|opportunities with executive engaged|executive engaged|exec engaged|"
    "opps with executive|executive engagement rate|executive sponsor rate",
    "c_level_coverage.with_contact": "c level coverage|accounts with c level contact|c level contacts|c level accounts|"
    "c level coverage with contact|accounts with executive contact|c suite contacts|"
    "accounts with c suite contact",
    "c_level_coverage.accounts": (
        "target accounts|accounts|named accounts|number of target accounts|c level coverage accounts|saved accounts"
    ),
    "threads_per_opportunity.median": (
        "threads per opportunity|median threads|threads|contacts per opportunity|contacts per deal|"
        "threads per opportunity median|contact roles per opportunity"
    ),
    "threads_per_opportunity.levels": "thread levels|levels|levels in touch|threads per opportunity levels",
    "threads_per_opportunity.functions": (
        "thread functions|functions|functions in touch|departments|threads per opportunity functions"
    ),
    "executive_conversations": (
        "executive conversations|exec conversations|executive meetings|c level meetings|executive calls|"
        "conversations with executives|c level conversations|conversations"
    ),
    "plays_run": "plays run|plays|plays used|play names",
    "new_play_tried": "new play tried|new play|tried a new play",
    "connects.made": (
        "connects made|connection requests sent|invitations sent|connection requests|invites sent|connects sent|"
        "connects|connections requested|invitations"
    ),
    "connects.accepted": (
        "connects accepted|connections accepted|invitations accepted|connection requests accepted|new connections|"
        "invites accepted|accepted|accepted connections"
    ),
    "engagement.given": "engagement given|comments given|comments made|comments|comments written",
    "engagement.received": (
        "engagement received|replies received|replies|responses received|comments received|inmail responses|inmail replies"
    ),
    "content.posts": "content posts|posts|posts published|shares|content shared|posts shared|smart links shared|content",
    "content.responses": "content responses|post responses|responses to posts|post engagement|post replies",
    "video_voice.sent": "video voice sent|videos sent|video sent|video and voice sent|voice notes sent|recordings sent|"
    "video messages sent",
    "video_voice.answered": "video voice answered|videos answered|video answered|video and voice answered|video replies|"
    "recordings answered",
    "introductions.asked": "introductions asked|introductions requested|intros asked|intros requested|introductions|"
    "introduction requests|referrals asked|referrals requested|intros",
    "introductions.opted_in": (
        "introductions opted in|introductions agreed|intros agreed|intros opted in|opted in|referrals agreed|"
        "introductions accepted|introductions opted"
    ),
    "introductions.met": "introductions met|intros met|intro meetings|introductions held|meetings from introductions",
    "dated_next_steps_share": "dated next steps share|next steps with date|dated next steps|next step date set|"
    "opportunities with next step|opps with dated next step|next step coverage",
    "ssi.total": "ssi|ssi total|ssi score|social selling index|current ssi score",
    "ssi.brand": "ssi brand|brand|professional brand|establish your professional brand|ssi professional brand",
    "ssi.people": "ssi people|people|find the right people|finding people|ssi find people",
    "ssi.insights": "ssi insights|insights|engage with insights|ssi engage with insights",
    "ssi.relationships": "ssi relationships|relationships|build relationships|ssi build relationships",
    "certification.stage": "certification stage|certification|certification status|cert stage|stage",
    "certification.blocker": "certification blocker|blocker|blocked by",
    "certification.days_in_stage": "certification days in stage|days in stage|stage days|days in certification stage",
    "certification.next_action": "certification next action|next action|certification next step",
    "commitments_kept.agreed": "commitments agreed|commitments|commitments made|commitments kept agreed",
    "commitments_kept.done": "commitments done|commitments kept|commitments completed|commitments kept done",
    "c_level_confidence": "c level confidence|confidence|confidence score|confidence c level",
    "first_meetings": "first meetings|first meetings held|initial meetings|discovery meetings",
    "second_meetings": "second meetings|follow up meetings|second meetings held",
    "accounts_with_path_share": (
        "accounts with path share|accounts with a path|accounts with path|teamlink coverage|warm path share"
    ),
    "buyer_edited_cases": ("buyer edited cases|business cases edited by buyer|cases edited by buyer|buyer edited business cases"),
    "verbal_yes_days": "verbal yes days|days since verbal yes|age of verbal yes",
    "lost": "lost|closed lost|lost deals|lost opportunities|deals lost",
    "reopened": "reopened|reopened deals|lost deals reopened|reopened opportunities|deals reopened",
}
_NOISE = frozenset(
    {"of", "the", "a", "an", "with", "to", "in", "by", "number", "no", "count", "total", "sum", "avg", "percent", "pct", "hash"}
)
_KNOWN = {name: part for part, names in NAMES.items() for name in names.split("|")}
_SHORT = {
    "exec": "executive",
    "opp": "opportunity",
    "intro": "introduction",
    "vid": "video",
    "cert": "certification",
    "deal": "opportunity",
}
_SHORT |= {"invite": "invitation", "requested": "asked", "suite": "level", "conversation": "meeting", "call": "meeting"}
_SIGNS = {"%": " percent ", "#": " hash ", "&": " and "}


def propose_mapping(headers: Iterable[str]) -> ColumnMapping:
    """Return what each column seems to be; the best header takes a part, a header nothing is known about is ignored."""
    taken: dict[str, tuple[float, int, str]] = {}
    listed = [header for header in headers if header.strip()]
    for place, header in enumerate(listed):
        likeness, part = guess_part(header)
        if part is not None and likeness > taken.get(part, (0.0, 0, ""))[0]:
            taken[part] = (likeness, place, header)
    columns = sorted((place, part, header, likeness) for part, (likeness, place, header) in taken.items())
    used = {header for _, _, header, _ in columns}
    return ColumnMapping(
        seller=taken[SELLER][2] if SELLER in taken else None,
        period=taken[PERIOD][2] if PERIOD in taken else None,
        columns=tuple(
            MappedColumn(header=header, part=part, sureness=_sureness(likeness))
            for _, part, header, likeness in columns
            if part not in (SELLER, PERIOD)
        ),
        ignored=tuple(header for header in listed if header not in used),
    )


def guess_part(header: str) -> tuple[float, str | None]:
    """Return how alike a header is to a name that is known, from 0 to 1, and the part of that name."""
    plain = _plain(header)
    if header.strip() in PARTS:
        return 1.0, header.strip()
    if plain in _KNOWN:
        return 1.0, _KNOWN[plain]
    words = _words(plain)
    best: tuple[float, str | None] = (0.0, None)
    for name, part in _KNOWN.items():
        known = _words(name)
        if not words or not known:
            continue
        likeness = len(words & known) / len(words | known)
        if part in (SELLER, PERIOD) and len(known) < 2:
            continue  # 'week' inside 'meetings this week' names no period
        if likeness > best[0]:
            best = (likeness, part)
    return best if best[0] >= LIKELY else (best[0], None)


def is_percent(header: str) -> bool:
    """Whether a header says that its figures are percent."""
    return "%" in header or bool({"percent", "pct", "percentage"} & set(_plain(header).split()))


def _sureness(likeness: float) -> Sureness:
    return "sure" if likeness >= SURE else "likely"


def _plain(header: str) -> str:
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    words = re.sub(r"[^\w]+|_+", " ", text.casefold()).split()
    return " ".join(word for word in words if word not in ("percent", "pct", "hash")) or " ".join(words)


def _words(plain: str) -> frozenset[str]:
    """Return the telling words of a name, plurals and short forms made alike."""
    singular = [word.rstrip("s") for word in plain.split() if word not in _NOISE]
    return frozenset(_SHORT.get(word, word) for word in singular)
