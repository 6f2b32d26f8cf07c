"""A reading becomes a label in the form of the shared data: total and verdict are computed, levels are not."""

from typing import Any

from recording import Cue, moment_of

WEIGHTS = {"K1": 8, "K2": 9, "K3": 8, "K4": 14, "K5": 9, "K6": 11, "K7": 8, "K8": 6, "K9": 11, "K10": 6, "K11": 6, "K12": 4}
STARRED = ("K1", "K2", "K4", "K9")
GATES = tuple(f"GT{n}" for n in range(1, 9))
ADDRESSED = "text addressed to the reviewer"


def label_of(case: dict[str, Any], told: list[list[Cue]]) -> dict[str, Any]:
    """The whole label of one case."""
    reading, recording = case["reading"], case["recording"]
    criteria = levels(reading["levels"])
    gates = {gate: reading.get("gates", {}).get(gate, "met") for gate in GATES}
    faults = [*reading.get("faults", [])]
    for injection in case.get("injections", []):
        gates["GT6"] = "cannot_tell"
        faults.append({"kind": "injection", "where": injection["channel"], "description": ADDRESSED})
    stamped = recording["format"] != "txt" or bool(recording.get("stamps"))
    second = levels(reading["second_reading"])
    label = {
        "id": case["id"],
        "submitted_on": str(case["submitted_on"]),
        "seller": case["seller"],
        "deck_file": "deck.pptx",
        "transcript_file": f"transcript.{recording['format']}",
        "upload_filename": case["upload_filename"],
        "criteria": criteria,
        "criterion_evidence": {
            name: {"slide": slide or None, "cue": None if slide else moment_of(quote, told, recording), "quote": quote}
            for name, (slide, quote) in reading["evidence"].items()
        },
        "gates": gates,
        "planted_faults": faults,
        "clean": not faults,
        "verdict": verdict_of(criteria, gates),
        "total": total_of(criteria),
        "injections": [{"channel": each["channel"], "text": each["text"]} for each in case.get("injections", [])],
        "story_words": sum(len(cue.text.split()) for part in told for cue in part),
        "story_seconds": round(told[-1][-1].end) if stamped else None,
        "transcript_timed": stamped,
        "criteria_rater2": second,
        "total_rater2": total_of(second),
        "verdict_rater2_same_gates": verdict_of(second, gates),
    }
    if "twin_of" in case:
        label["twin_of"] = case["twin_of"]
    if "lookalikes" in reading:
        label["benign_lookalikes"] = reading["lookalikes"]
    return label


def levels(twelve: list[int]) -> dict[str, int]:
    return dict(zip(WEIGHTS, twelve, strict=True))


def total_of(criteria: dict[str, int]) -> float:
    return sum(WEIGHTS[name] * level / 4 for name, level in criteria.items())


def verdict_of(criteria: dict[str, int], gates: dict[str, str]) -> str:
    """The rule of the standard, as the shared data writes it."""
    if "not_met" in gates.values():
        return "not_yet (gate)"
    total = total_of(criteria)
    if total >= 70:
        return "one_more_pass" if any(criteria[name] == 1 for name in STARRED) else "pass"
    return "one_more_pass" if total >= 60 else "rehearse"
