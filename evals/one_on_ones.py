"""Cases of one-on-ones: what a wise mentor's preparation holds, and what it never holds, as conditions on the answer.

A condition looks at the result as it travels. It knows no rule of the product, so that no rule marks its own homework.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

CASES = Path(__file__).parent / "cases" / "one_on_ones.jsonl"
_ADMIN = re.compile(r"\b(?:close date|stage|amount|log(?:ged)?|field|crm|how many|forecast|update the)\b", re.IGNORECASE)
_STRETCHING, _GIVING = {"Q3", "Q4", "Q5", "Q6", "Q7"}, {"Q8", "Q9"}


class OneOnOneCase(NamedTuple):
    id: str
    situation: str
    request: Mapping[str, Any]
    must: tuple[Mapping[str, Any], ...]
    must_not: tuple[Mapping[str, Any], ...]


def read_cases(path: Path = CASES) -> tuple[OneOnOneCase, ...]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(OneOnOneCase(r["id"], r["situation"], r["request"], tuple(r["must"]), tuple(r["must_not"])) for r in rows)


def find_faults(case: OneOnOneCase, result: Mapping[str, Any]) -> list[str]:
    """Return the conditions that a result breaks, in words; nothing where all hold."""
    missing = [f"must: {json.dumps(each)}" for each in case.must if not _holds(each, result)]
    return missing + [f"must not: {json.dumps(each)}" for each in case.must_not if _holds(each, result)]


def _holds(condition: Mapping[str, Any], result: Mapping[str, Any]) -> bool:
    (name, value), *more = condition.items()
    assert not more, f"one condition at a time: {condition}"
    return bool(_CONDITIONS[name](result, value))


def _texts(result: Mapping[str, Any]) -> list[str]:
    """Everything that would be said to the seller."""
    return [text for each in result["questions"] for text in (each["text"], each["follow_up"])]


def _found(pattern: str, texts: list[str]) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for text in texts)


def _said(result: Mapping[str, Any]) -> list[str]:
    """Everything on the page but the questions."""
    diagnosis = result["diagnosis"]
    texts = [diagnosis[part] for part in ("title", "hypothesis", "rival_explanation", "separates", "focus")]
    return [*texts, *diagnosis["notes"], result["need"]["why"], *(part["item"] for part in result["agenda"]), *_texts(result)]


def _in_set(result: Mapping[str, Any], what: str) -> bool:
    kinds = [each["kind"] for each in result["questions"]]
    return {
        "five questions": len(kinds) == 5,
        "four kinds": len(set(kinds)) >= 4,
        "one stretches": bool(_STRETCHING & set(kinds)),
        "one gives": bool(_GIVING & set(kinds)),
        "commitment last": bool(kinds) and kinds[-1] == "Q19" and kinds.count("Q19") == 1,
    }[what]


_CONDITIONS: dict[str, Callable[[Mapping[str, Any], Any], object]] = {
    "step": lambda r, value: r["diagnosis"]["step"] == value,
    "then": lambda r, value: (r["diagnosis"]["then"] or {}).get("step") == value,
    "too_few": lambda r, value: r["diagnosis"]["too_few_to_tell"] is value,
    "hypothesis": lambda r, value: _found(value, [r["diagnosis"]["hypothesis"]]),
    "facts": lambda r, value: len(r["diagnosis"]["facts"]) >= value,
    "rival": lambda r, _: bool(r["diagnosis"]["rival_explanation"]),
    "notes": lambda r, value: _found(value, r["diagnosis"]["notes"]),
    "said": lambda r, value: _found(value, _said(r)),
    "need": lambda r, value: r["need"]["need"] == value,
    "occasion": lambda r, value: r["need"]["occasion"] == value,
    "set": _in_set,
    "kind": lambda r, value: bool(set(value) & {each["kind"] for each in r["questions"]}),
    "asked": lambda r, value: _found(value, _texts(r)),
    "names": lambda r, value: any(value in text for text in _texts(r)),
    "listens": lambda r, _: all(each["listen_for"] and each["follow_up"] for each in r["questions"]),
    "admin": lambda r, _: any(_ADMIN.search(text) for text in _texts(r)),
    "questions_at_least": lambda r, value: len(r["questions"]) >= value,
    "questions_at_most": lambda r, value: len(r["questions"]) <= value,
    "agenda": lambda r, value: _found(value, [part["item"] for part in r["agenda"]]),
    "refused": lambda r, value: _found(value, [each["practice"] for each in r["refused"]]),
    "refusal_reason": lambda r, value: _found(value, [each["reason"] for each in r["refused"]]),
    "instead": lambda r, value: _found(value, [each["instead"] for each in r["refused"]]),
    "refusals_longer_than": lambda r, value: any(len(f"{x['reason']} {x['instead']}".split()) > value for x in r["refused"]),
    "play": lambda r, _: r["play_to_offer"] is not None,
    "play_among": lambda r, value: (r["play_to_offer"] or {}).get("play_id") in value,
    "no_play": lambda r, value: _found(value, [r["no_play_because"] or ""]),
    "lines": lambda r, _: bool(r["lines"]),
}
