"""Reads the story as it was handed in: a transcript (WebVTT, SRT, text), or a recording, of which only the length is read here.

Words in a transcript are material. Speech is turned into text by whoever is set to do it, never in this process.
"""

import io
import re
from collections.abc import Callable
from pathlib import PurePath
from typing import Any, cast

from copilot.domain.decks import Cue, Story
from copilot.errors import UnreadableDeck

MB = 1024 * 1024
MOST_TRANSCRIPT = 5 * MB
MOST_RECORDING = 500 * MB
MOST_CUES = 20_000
MOST_CUE_CHARACTERS = 2000
RECORDINGS = frozenset(
    {".mp3", ".m4a", ".m4b", ".mp4", ".m4v", ".wav", ".flac", ".ogg", ".oga", ".ogv", ".opus", ".wma", ".wmv", ".aiff", ".aif"}
)
_TAG = re.compile(r"<[^>\n]{0,200}>")
_STAMP = re.compile(r"^\s*[\[(]?(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?[\])]?\s*[-\u2013\u2014:]?\s*")
_SPOKEN = 150 / 60  # words a second, for the end of a last paragraph that has only a start

Transcribe = Callable[[bytes, str], str]


def read_story(data: bytes, file_name: str, *, transcribe: Transcribe | None = None) -> Story:
    """Return the cues of a story and how long it was told. Raises UnreadableDeck in one sentence."""
    kind = PurePath(file_name).suffix.lower()
    if kind in RECORDINGS:
        return _read_recording(data, file_name, kind, transcribe)
    if not data.strip():
        raise UnreadableDeck("The transcript is empty; export it again from the recording tool.")
    if len(data) > MOST_TRANSCRIPT:
        raise UnreadableDeck(f"The transcript is larger than {MOST_TRANSCRIPT // MB} MB; seven minutes take a few kB.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableDeck("The transcript is not text in UTF-8; save it as UTF-8, or as WebVTT or SRT.") from error
    if "\0" in text:
        raise UnreadableDeck("The transcript is not a text file; hand in WebVTT, SRT or plain text.")
    if kind == ".vtt" or text.lstrip().startswith("WEBVTT"):
        return _read_captions(text, file_name, "vtt")
    if kind == ".srt" or re.match(r"\s*\d+\s*\n\s*\d\d:\d\d:\d\d,\d{3} -->", text):
        return _read_captions(text, file_name, "srt")
    if kind in (".txt", ".md", ""):
        return _read_text(text, file_name)
    raise UnreadableDeck("This kind of file is not read as a story; hand in a transcript (.vtt, .srt, .txt) or a recording.")


def _read_captions(text: str, file_name: str, form: str) -> Story:
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    try:
        captions: list[Any] = list(cast(Any, webvtt.from_buffer(io.BytesIO(text.encode("utf-8")), format=form)))
    except (MalformedFileError, MalformedCaptionError, ValueError, IndexError) as error:
        raise UnreadableDeck("The captions cannot be read; export them again as WebVTT or SRT.") from error
    if not captions:
        raise UnreadableDeck("The captions hold no line of speech; export them again, or hand in plain text.")
    if len(captions) > MOST_CUES:
        raise UnreadableDeck(f"The captions hold more than {MOST_CUES} lines, which is no story of seven minutes.")
    cues: list[Cue] = []
    dropped = text.count("-->") - len(captions)
    for caption in captions:
        start, end = float(caption.start_in_seconds), float(caption.end_in_seconds)
        start += caption.start_time.milliseconds / 1000 if hasattr(caption, "start_time") else 0.0
        end += caption.end_time.milliseconds / 1000 if hasattr(caption, "end_time") else 0.0
        words = _clean(caption.text)
        if end < start or not words:
            dropped += 1
            continue
        cues.append(Cue(number=len(cues) + 1, start=start, end=end, text=words))
    if not cues:
        raise UnreadableDeck("The captions hold no line of speech; export them again, or hand in plain text.")
    cues = [cue.model_copy(update={"number": number}) for number, cue in enumerate(sorted(cues, key=_start_of), 1)]
    warnings = (f"{dropped} line(s) of the captions have no words or times that run backwards; they were left out.",)
    seconds = max(cue.end or 0.0 for cue in cues)
    return Story(file_name=file_name, cues=tuple(cues), seconds=seconds, warnings=warnings if dropped > 0 else ())


def _read_text(text: str, file_name: str) -> Story:
    """Read paragraphs, each with a stamp before it or none."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
    if len(paragraphs) == 1 and sum(bool(_STAMP.match(line)) for line in paragraphs[0].split("\n")) > 1:
        paragraphs = paragraphs[0].split("\n")
    starts = [_read_stamp(part) for part in paragraphs]
    cues = []
    for number, (part, start) in enumerate(zip(paragraphs, starts, strict=True), 1):
        words = _clean(_STAMP.sub("", part, count=1) if start is not None else part)
        following = next((later for later in starts[number:] if later is not None), None)
        end = following if following is not None else start + len(words.split()) / _SPOKEN if start is not None else None
        cues.append(Cue(number=number, start=start, end=end if start is not None else None, text=words))
    told = [cue.end for cue in cues if cue.end is not None]
    timed = all(cue.start is not None for cue in cues)
    warnings = () if timed else ("The transcript has no times, so the length of the story is judged by its words.",)
    return Story(file_name=file_name, cues=tuple(cues), seconds=max(told) if timed and told else None, warnings=warnings)


def _read_recording(data: bytes, file_name: str, kind: str, transcribe: Transcribe | None) -> Story:
    from tinytag import TinyTag, TinyTagException

    if len(data) > MOST_RECORDING:
        raise UnreadableDeck(
            f"The recording is larger than {MOST_RECORDING // MB} MB; export it smaller, or hand in a transcript."
        )
    try:
        seconds = TinyTag.get(filename=f"story{kind}", file_obj=io.BytesIO(data)).duration
    except (TinyTagException, ValueError, KeyError, IndexError, OSError, TypeError, ArithmeticError) as error:
        raise UnreadableDeck("The recording cannot be opened; export it again as MP4 or MP3, or hand in a transcript.") from error
    if not seconds:
        raise UnreadableDeck("The recording holds nothing that plays; export it again as MP4 or MP3, or hand in a transcript.")
    if transcribe is None:
        raise UnreadableDeck(
            "No speech-to-text service is set, so a recording alone cannot be read; hand in its transcript (.vtt, .srt or .txt)."
        )
    told = read_story(transcribe(data, file_name).encode("utf-8"), "transcript.txt")
    return told.model_copy(update={"file_name": file_name, "seconds": seconds, "warnings": ()})


def _read_stamp(text: str) -> float | None:
    found = _STAMP.match(text)
    if found is None:
        return None
    hours, minutes, seconds, part = found.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + (float(f"0.{part}") if part else 0.0)


def _clean(text: str) -> str:
    """Return spoken words without marks of captions; a cue longer than anybody speaks at once is cut."""
    return " ".join(_TAG.sub("", text).split())[:MOST_CUE_CHARACTERS]


def _start_of(cue: Cue) -> float:
    return cue.start or 0.0
