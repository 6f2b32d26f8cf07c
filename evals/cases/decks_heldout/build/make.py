"""Makes every deck, transcript and label anew: `python evals/cases/decks_heldout/build/make.py [hv-01 ...]`."""

import copy
import json
import sys
from pathlib import Path
from typing import Any

import yaml
from canvas import build_deck
from label import label_of
from recording import cues_of, write_transcript

HERE = Path(__file__).resolve().parent


def read_case(name: str) -> dict[str, Any]:
    """A case as written, or a twin: another case with the injected text put in."""
    case = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    if "twin_of" not in case:
        return case
    twin = copy.deepcopy(read_case(case["twin_of"])) | {key: case[key] for key in ("id", "twin_of", "injections")}
    for injection in case["injections"]:
        inject(twin, injection)
    return twin


def inject(case: dict[str, Any], injection: dict[str, Any]) -> None:
    """Put one text where its channel is."""
    text, channel = injection["text"], injection["channel"]
    slide = case["slides"][injection.get("slide", 1) - 1]
    if channel.startswith("notes"):
        slide["notes"] = "\n".join(filter(None, (slide.get("notes"), text)))
    elif channel == "alt text":
        part = next(part for part in slide["parts"] if "chat" in part)
        part["alt"] = " ".join(filter(None, (part.get("alt"), text)))
    elif channel in {"white text", "tiny text", "off-slide"}:
        slide["parts"].append({"text": [text], **injection["style"]})
    elif channel == "transcript":
        paragraphs = case["story"].strip().split("\n\n")
        paragraphs[injection["paragraph"] - 1] += " " + text
        case["story"] = "\n\n".join(paragraphs)
    elif channel == "document properties":
        case.setdefault("properties", {})[injection["property"]] = text
    elif channel == "file name":
        case["upload_filename"] = text
    elif channel == "comment":
        case.setdefault("comments", []).append({"slide": injection["slide"], **injection["comment"], "text": text})
    else:
        raise ValueError(f"no such channel: {channel}")


def make(name: str) -> str:
    """Write the three files of one case and say what came out."""
    case = read_case(name)
    folder = HERE.parent / name
    folder.mkdir(exist_ok=True)
    told = cues_of(case["story"], case["recording"]["words_a_minute"])
    label = label_of(case, told)
    build_deck(case, folder / "deck.pptx")
    (folder / label["transcript_file"]).write_text(write_transcript(told, case["recording"]), encoding="utf-8")
    (folder / "label.json").write_text(json.dumps(label, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    figures = f"{label['total']:6.2f} {label['verdict']:15} {label['total_rater2']:6.2f} {label['verdict_rater2_same_gates']:15}"
    return f"{name} {figures} {label['story_words']} words, {label['story_seconds']} s"


if __name__ == "__main__":
    for wanted in sys.argv[1:] or sorted(path.stem for path in HERE.glob("hv-*.yaml")):
        print(make(wanted))
