"""Conditions on an answer with plays."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from evals.scorers.conditions import Condition

_DRAFTED = ("why_this_executive", "why_now", "why_new", "opener")


def suggested(result: Mapping[str, Any]) -> list[str]:
    return [each["play_id"] for each in result["suggestions"]]


def drafted_text(result: Mapping[str, Any]) -> str:
    """Return everything that was drafted for somebody to say or read."""
    return "\n".join(each[part] for each in result["suggestions"] for part in _DRAFTED)


def not_new(result: Mapping[str, Any]) -> set[str]:
    """Return the plays that were told as known, known in name only, or asked about."""
    return {each["play_id"] for each in result["known"]} | {play for ask in result["ask"] for play in ask["candidates"]}


def _everything(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in ("provenance", "statement", "evidence"):
                yield from _everything(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _everything(inner)


def _found(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def _known(result: Mapping[str, Any], verdict: str) -> set[str]:
    return {each["play_id"] for each in result["known"] if each["verdict"] == verdict}


CONDITIONS: dict[str, Condition] = {
    "suggests_one_of": lambda r, ids: set(ids) & set(suggested(r)),
    "suggests": lambda r, play: play in suggested(r),
    "suggestions_at_least": lambda r, n: len(r["suggestions"]) >= n,
    "suggestions_more_than": lambda r, n: len(r["suggestions"]) > n,
    "known": lambda r, play: play in _known(r, "known"),
    "name_only": lambda r, play: play in _known(r, "name_only"),
    "not_taken_as_new": lambda r, play: play in not_new(r),
    "asks": lambda r, _: bool(r["ask"]),
    "asks_about": lambda r, ids: set(ids) & {play for ask in r["ask"] for play in ask["candidates"]},
    "refuses": lambda r, pattern: any(_found(pattern, each["practice"]) for each in r["refused"]),
    "offers_instead": lambda r, pattern: any(_found(pattern, each["instead"]) for each in r["refused"]),
    "first_step_within": lambda r, minutes: all(each["first_step"]["minutes"] <= minutes for each in r["suggestions"]),
    "goes_deeper_or_suggests": lambda r, ids: bool({d["play_id"] for d in r["deeper"]} | (set(ids) & set(suggested(r)))),
    "difference_told": lambda r, play: any((s["nearest_known"] or {}).get("play_id") == play for s in r["suggestions"]),
    "reads_executive_as": lambda r, persona: r["read_as"]["persona"] == persona,
    "reads_signal": lambda r, signal: signal in r["read_as"]["signals"],
    "says": lambda r, pattern: _found(pattern, "\n".join(_everything(r))),
    "drafts": lambda r, pattern: _found(pattern, drafted_text(r)),
}
