"""The values that stand on a card's lines. A missing part is unknown, never zero; numbers may come as text ('64', '40%')."""

from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, SerializerFunctionWrapHandler, WrapSerializer

from copilot.domain.amounts import is_unknown, read_amount, read_share
from copilot.domain.noun import Received

T = TypeVar("T")
MOST_PERIODS = 520  # ten years of weeks


def _number(value: object) -> object:
    """Read a number that came as text; what is no number is left for the type to refuse."""
    if isinstance(value, bool):
        raise ValueError("a number is needed here, not yes or no")
    if not isinstance(value, str):
        return value
    if is_unknown(value):
        return None
    amount = read_amount(value)
    if amount is None:
        raise ValueError("a number is needed here, such as 12; leave it out where it is unknown")
    return amount


def _share(value: object) -> object:
    if isinstance(value, str) and not is_unknown(value):
        value = read_share(value)
        if value is None:
            raise ValueError("a share is a number from 0 to 1, or a text such as 40%")
    value = _number(value)
    if isinstance(value, int | float) and not 0 <= value <= 1:
        raise ValueError("a share is a number from 0 to 1, or a text such as 40%")
    return value


def _ten(value: object) -> object:
    return _number(value.partition("/")[0] if isinstance(value, str) and value.replace(" ", "").endswith("/10") else value)


def _names(value: object) -> object:
    """A list of names counts as how many there are."""
    return len(value) if isinstance(value, list | tuple) else _number(value)


class _Schema:
    """Says in the schema what is taken: one value, a list from oldest to newest, or null."""

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        listed = handler(schema)
        if "items" not in listed:
            return listed
        return {"anyOf": [*listed["items"].get("anyOf", [listed["items"]]), listed]}


def _periods(value: object) -> object:
    """Make a list of periods out of one value; null is no period."""
    if value is None or (isinstance(value, str) and is_unknown(value)):
        return ()
    periods = tuple(value) if isinstance(value, list | tuple) else (value,)
    return tuple(None if isinstance(each, str) and is_unknown(each) else each for each in periods)


def _write_periods(periods: Any, write: SerializerFunctionWrapHandler) -> Any:
    """What is unknown is written as null, so that an empty list of plays keeps its meaning: none was run."""
    return write(periods) if periods else None


def _runs(value: object) -> object:
    """Tell the plays of one period (a list of plays) from several periods (a list of lists)."""
    if isinstance(value, list | tuple) and all(isinstance(each, dict | str | PlayRun) for each in value):
        return (tuple(value),)
    return _periods(value)


Count = Annotated[Annotated[int, Field(ge=0, le=10**9)] | None, BeforeValidator(_number)]
Amount = Annotated[Annotated[float, Field(ge=0, le=10**15)] | None, BeforeValidator(_number)]
Share = Annotated[float | None, BeforeValidator(_share)]
Places = Annotated[Annotated[int, Field(ge=0, le=1000)] | None, BeforeValidator(_names)]
Pillar = Annotated[Annotated[float, Field(ge=0, le=25)] | None, BeforeValidator(_number)]
Hundred = Annotated[Annotated[float, Field(ge=0, le=100)] | None, BeforeValidator(_number)]
OutOfTen = Annotated[Annotated[float, Field(ge=0, le=10)] | None, BeforeValidator(_ten)]
Words = Annotated[str | None, Field(max_length=300)]
Periods = Annotated[
    tuple[T | None, ...], BeforeValidator(_periods), Field(max_length=MOST_PERIODS), WrapSerializer(_write_periods), _Schema()
]


class Pipeline(Received):
    value: Amount = None
    count: Count = None


class Coverage(Received):
    with_contact: Count = None
    accounts: Count = None


class Threads(Received):
    median: Amount = None
    levels: Places = None
    functions: Places = None


class PlayRun(Received):
    """One play that was run, as the card names it."""

    play: str = Field(max_length=200)
    account: Words = None
    executive: Words = None


class Connects(Received):
    made: Count = None
    accepted: Count = None


class Engagement(Received):
    given: Count = None
    received: Count = None


class Content(Received):
    posts: Count = None
    responses: Count = None


class VideoVoice(Received):
    sent: Count = None
    answered: Count = None


class Introductions(Received):
    asked: Count = None
    opted_in: Count = None
    met: Count = None


class Ssi(Received):
    """The social selling index: hygiene, never a target and never compared between people."""

    total: Hundred = None
    brand: Pillar = None
    people: Pillar = None
    insights: Pillar = None
    relationships: Pillar = None


class CertificationState(Received):
    stage: Annotated[Annotated[str, Field(max_length=300, coerce_numbers_to_str=True)] | None, Field()] = None
    blocker: Words = None
    days_in_stage: Count = None
    next_action: Words = None


class CommitmentsKept(Received):
    agreed: Count = None
    done: Count = None


def _run(value: object) -> object:
    return {"play": value} if isinstance(value, str) else value


Run = Annotated[PlayRun, BeforeValidator(_run)]
PeriodsOfRuns = Annotated[
    tuple[tuple[Run, ...] | Count, ...],
    BeforeValidator(_runs),
    Field(max_length=MOST_PERIODS),
    WrapSerializer(_write_periods),
    _Schema(),
]
NewPlay = Annotated[bool | Annotated[int, Field(ge=0, le=1000)] | Annotated[str, Field(max_length=200)], Field()]
