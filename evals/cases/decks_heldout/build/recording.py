"""A story told becomes a transcript: cues of one breath each, at the pace of the speaker."""

import re
from dataclasses import dataclass
from typing import Any

BREATH, PAUSE, PARAGRAPH = 15, 0.2, 0.9


@dataclass(frozen=True)
class Cue:
    """What was said between two moments, in seconds."""

    start: float
    end: float
    text: str


def cues_of(story: str, words_a_minute: float) -> list[list[Cue]]:
    """The cues of every paragraph."""
    now, told = 0.8, []
    for paragraph in paragraphs_of(story):
        cues = []
        for breath in breaths_of(paragraph):
            end = now + len(breath.split()) * 60 / words_a_minute - PAUSE
            cues.append(Cue(now, end, breath))
            now = end + PAUSE
        told.append(cues)
        now += PARAGRAPH
    return told


def paragraphs_of(story: str) -> list[str]:
    return [" ".join(part.split()) for part in story.strip().split("\n\n")]


def breaths_of(paragraph: str) -> list[str]:
    """Sentences; a long one in equal pieces."""
    pieces = []
    for sentence in re.split(r"(?<=[.?!])\s+", paragraph):
        words = sentence.split()
        count = -(-len(words) // BREATH)
        size = -(-len(words) // max(count, 1))
        pieces += [" ".join(words[at : at + size]) for at in range(0, len(words), size)]
    return pieces


def write_transcript(told: list[list[Cue]], recording: dict[str, Any]) -> str:
    """The text of the transcript file in the form the recorder gave."""
    cues, form = [cue for part in told for cue in part], recording["format"]
    if form == "vtt":
        voice = f"<v {recording['voice']}>" if "voice" in recording else ""
        blocks = [f"{stamp(cue.start, '.')} --> {stamp(cue.end, '.')}\n{voice}{cue.text}" for cue in cues]
        return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"
    if form == "srt":
        return "\n\n".join(f"{n}\n{stamp(cue.start, ',')} --> {stamp(cue.end, ',')}\n{cue.text}" for n, cue in enumerate(cues, 1))
    said = [(part[0].start, " ".join(cue.text for cue in part)) for part in told]
    return "\n\n".join(f"[{minutes(at)}] {text}" if recording.get("stamps") else text for at, text in said) + "\n"


def stamp(seconds: float, mark: str) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3600000:02d}:{whole // 60000 % 60:02d}:{whole // 1000 % 60:02d}{mark}{whole % 1000:03d}"


def minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def moment_of(quote: str, told: list[list[Cue]], recording: dict[str, Any]) -> str | None:
    """Where the words begin, as minutes and seconds; nothing where the recorder kept no time."""
    if recording["format"] == "txt" and not recording.get("stamps"):
        return None
    for part in told:
        text = " ".join(cue.text for cue in part)
        if quote in text:
            reached = 0
            for cue in part:
                reached += len(cue.text) + 1
                if text.index(quote) < reached:
                    return minutes(part[0].start if recording["format"] == "txt" else cue.start)
    raise ValueError(f"never said: {quote}")
