"""A story is read from captions, text or a recording; what cannot be read ends in one sentence."""

import io
import wave

import pytest

from copilot.adapters.story_file import MOST_TRANSCRIPT, read_story
from copilot.errors import UnreadableDeck
from tests.surfaces.ways_in import is_one_sentence

VTT = (
    b"WEBVTT\n\n00:00:01.500 --> 00:00:04.000\n<v Orla>Kiln two</v> stands still\n\n"
    b"00:00:04.000 --> 00:05:10.250\nand I asked why.\n"
)
SRT = b"1\n00:00:01,500 --> 00:00:04,000\nKiln two stands still\n\n2\n00:00:04,000 --> 00:05:10,250\nand I asked why.\n"
STAMPED = b"[0:01] Kiln two stands still\n\n[5:06] and I asked why, in a few words more."
PLAIN = b"Kiln two stands still\n\nand I asked why."


def record(seconds: float) -> bytes:
    stream = io.BytesIO()
    with wave.open(stream, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * int(8000 * seconds))
    return stream.getvalue()


@pytest.mark.parametrize(("data", "name"), [(VTT, "story.vtt"), (SRT, "story.srt"), (VTT, "story.txt"), (SRT, "story")])
def test_captions_have_words_and_times(data: bytes, name: str) -> None:
    story = read_story(data, name)
    assert [(cue.number, cue.start, cue.end, cue.text) for cue in story.cues] == [
        (1, 1.5, 4.0, "Kiln two stands still"),
        (2, 4.0, 310.25, "and I asked why."),
    ]
    assert (story.seconds, story.words, story.timed) == (310.25, 8, True)


def test_text_with_stamps_has_times() -> None:
    story = read_story(STAMPED, "story.txt")
    assert [(cue.start, cue.text[:8]) for cue in story.cues] == [(1.0, "Kiln two"), (306.0, "and I as")]
    assert story.cues[0].end == 306.0
    assert story.seconds == pytest.approx(306 + 9 / 2.5)


def test_text_without_stamps_has_words_alone_and_says_so() -> None:
    story = read_story(PLAIN, "story.txt")
    assert (story.seconds, story.timed, story.words) == (None, False, 8)
    assert "judged by its words" in story.warnings[0]


def test_lines_whose_times_run_backwards_are_left_out_and_said() -> None:
    backwards = VTT + b"\n00:00:09.000 --> 00:00:08.000\nnever\n"
    story = read_story(backwards, "story.vtt")
    assert len(story.cues) == 2
    assert "1 line(s)" in story.warnings[0]


def test_of_a_recording_the_length_is_read_and_its_words_are_asked_for() -> None:
    with pytest.raises(UnreadableDeck, match="hand in its transcript"):
        read_story(record(2), "story.wav")
    story = read_story(record(2), "story.wav", transcribe=lambda data, name: PLAIN.decode())
    assert (story.seconds, story.words) == (pytest.approx(2.0, abs=0.01), 8)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(b"", "story.vtt", id="nothing"),
        pytest.param(b"  \n", "story.txt", id="blanks"),
        pytest.param(b"\xff\xfe\x00", "story.txt", id="not UTF-8"),
        pytest.param(b"a\0b", "story.txt", id="binary"),
        pytest.param(b"WEBVTT\n\nno times at all", "story.vtt", id="captions without times"),
        pytest.param(b"hello", "story.vtt", id="no captions"),
        pytest.param(b"hello", "story.srt", id="no subtitles"),
        pytest.param(b"a " * MOST_TRANSCRIPT, "story.txt", id="far too long"),
        pytest.param(b"hello", "story.docx", id="another kind"),
        pytest.param(b"no sound", "story.wav", id="no recording"),
        pytest.param(b"\0" * 400, "story.mp4", id="no film"),
    ],
)
def test_what_cannot_be_read_ends_in_one_sentence(data: bytes, name: str) -> None:
    with pytest.raises(UnreadableDeck) as caught:
        read_story(data, name, transcribe=lambda data, name: "x")
    assert is_one_sentence(str(caught.value))
