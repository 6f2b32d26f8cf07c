"""Speech to text by any OpenAI-compatible endpoint: timed where the server can, and one sentence whatever the server does."""

from typing import Any

import httpx
import httpx2
import pytest
import respx
from pydantic import SecretStr

from copilot.adapters.story_file import MOST_TRANSCRIPT, read_story
from copilot.adapters.transcriber import RemoteTranscriber
from copilot.errors import UnreadableDeck
from tests.adapters.test_story_file import record
from tests.jobs.model_table import KEY
from tests.surfaces.ways_in import is_one_sentence

BASE_URL = "http://speech.test/v1"
URL = f"{BASE_URL}/audio/transcriptions"
SEGMENTS = [
    {"id": 0, "start": 0.5, "end": 2.0, "text": " Kiln two stands still."},
    {"id": 1, "start": 2.0, "end": 61.25, "text": "Why?"},
]
TIMED = {"text": "Kiln two stands still. Why?", "duration": 62.0, "language": "en", "segments": SEGMENTS}
RECORDING = record(2)


def make_transcriber(**changes: Any) -> RemoteTranscriber:
    return RemoteTranscriber("whisper-1", **({"base_url": BASE_URL, "api_key": SecretStr(KEY), "retries": 0} | changes))


def test_what_was_said_becomes_cues_with_their_times(httpx2_mock: respx.Router) -> None:
    route = httpx2_mock.post(URL).respond(json=TIMED)
    story = read_story(RECORDING, "Orla Brandt private.wav", transcribe=make_transcriber())
    assert [(cue.start, cue.end, cue.text) for cue in story.cues] == [
        (0.5, 2.0, "Kiln two stands still."),
        (2.0, 61.25, "Why?"),
    ]
    assert story.seconds == pytest.approx(2.0, abs=0.01), "the length is the recording's own"
    assert b"whisper-1" in route.calls[0].request.content
    assert b"Orla" not in route.calls[0].request.content, "the name of the file stays here"


def test_a_server_without_times_is_asked_again_and_its_text_is_read(httpx2_mock: respx.Router) -> None:
    answers = [
        httpx.Response(400, json={"error": {"message": "no verbose_json"}}),
        httpx.Response(200, json={"text": "It stood."}),
    ]
    route = httpx2_mock.post(URL).mock(side_effect=answers)
    story = read_story(RECORDING, "story.wav", transcribe=make_transcriber())
    assert [cue.text for cue in story.cues] == ["It stood."]
    assert route.call_count == 2


@pytest.mark.parametrize(
    "segments",
    [None, [], [{"id": 0, "start": 5.0, "end": 2.0, "text": "back"}], [{"id": 0, "start": 0.0, "end": 1.0, "text": " "}]],
    ids=["none", "no segment", "times that run backwards", "silence"],
)
def test_times_that_cannot_be_used_cost_nothing_but_the_times(segments: Any, httpx2_mock: respx.Router) -> None:
    httpx2_mock.post(URL).respond(json=TIMED | {"segments": segments})
    story = read_story(RECORDING, "story.wav", transcribe=make_transcriber())
    assert [cue.text for cue in story.cues] == ["Kiln two stands still. Why?"]


FAILURES: list[tuple[str, Any, str]] = [
    ("429", httpx.Response(429, json={"error": {"message": KEY}}), "takes no more requests"),
    ("500", httpx.Response(500, json={"error": {"message": KEY}}), "HTTP 500"),
    ("401", httpx.Response(401, json={"error": {"message": KEY}}), "OPENAI_API_KEY"),
    ("404", httpx.Response(404, json={}), "COACH_TRANSCRIBE_MODEL"),
    ("a recording too large for it", httpx.Response(413, json={}), "of this size"),
    ("timeout", httpx2.ReadTimeout("slow"), "in time"),
    ("out of reach", httpx2.ConnectError("gone"), "cannot be reached"),
    ("a page instead of an answer", httpx.Response(200, html="<h1>Sign in</h1>"), "cannot be read"),
    ("cut JSON", httpx.Response(200, headers={"content-type": "application/json"}, content=b'{"te'), "cannot be read"),
    ("no text", httpx.Response(200, json={"text": ""}), "cannot be read"),
    ("text of another type", httpx.Response(200, json={"text": 5}), "cannot be read"),
    ("far too much text", httpx.Response(200, json={"text": "a " * MOST_TRANSCRIPT}), "larger than"),
]


@pytest.mark.parametrize(("reply", "says"), [row[1:] for row in FAILURES], ids=[row[0] for row in FAILURES])
def test_whatever_the_server_does_ends_in_one_sentence(reply: Any, says: str, httpx2_mock: respx.Router) -> None:
    httpx2_mock.post(URL).mock(side_effect=[reply] if isinstance(reply, httpx.Response) else reply)
    with pytest.raises(UnreadableDeck, match=says) as caught:
        read_story(RECORDING, "story.wav", transcribe=make_transcriber())
    assert is_one_sentence(str(caught.value))
    assert KEY not in str(caught.value)


def test_a_recording_is_sent_nowhere_before_it_is_known_to_be_one(httpx2_mock: respx.Router) -> None:
    with pytest.raises(UnreadableDeck, match="cannot be opened"):
        read_story(b"no sound", "story.wav", transcribe=make_transcriber())
    assert not httpx2_mock.calls
