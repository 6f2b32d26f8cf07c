"""Speech -> captions by any OpenAI-compatible transcription endpoint. Without one set, a recording is sent to nobody."""

import math
from functools import cached_property
from pathlib import PurePath
from typing import Any

from pydantic import SecretStr

from copilot.errors import UnreadableDeck
from copilot.policies.addresses import host_of, without_password

_ELSE = "; try again later, or hand in the transcript (.vtt, .srt or .txt)."
_MOST_SEGMENTS = 20_000


class RemoteTranscriber:
    """Turns a recording into WebVTT, or plain text where the server gives no times. Raises UnreadableDeck in one sentence."""

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        api_key: SecretStr | None = None,
        timeout: float = 300.0,
        retries: int = 1,
    ) -> None:
        self._model = model
        self._base_url = without_password(base_url)
        self._host = host_of(base_url)
        self._api_key = api_key
        self._timeout = timeout
        self._retries = retries

    def __call__(self, data: bytes, file_name: str) -> str:
        import openai  # here: seconds of import that nobody needs who hands in transcripts

        what = "gave an answer that cannot be read"
        try:
            return self._ask(data, f"story{PurePath(file_name).suffix.lower()}")  # whoever named the file is nobody's business
        except openai.APITimeoutError:
            what = "did not answer in time"
        except openai.APIConnectionError:
            what = "cannot be reached"
        except (openai.AuthenticationError, openai.PermissionDeniedError):
            what = "refused the key (OPENAI_API_KEY)"
        except openai.NotFoundError:
            what = f"does not know {self._model} (COACH_TRANSCRIBE_MODEL)"
        except openai.RateLimitError:
            what = "takes no more requests for now"
        except openai.APIStatusError as error:
            what = "takes no recording of this size" if error.status_code == 413 else f"failed (HTTP {error.status_code})"
        except Exception:  # noqa: S110 - a strange server breaks a client in ways no list foresees; it is said below
            pass
        raise UnreadableDeck(f"The speech-to-text service at {self._host} {what}{_ELSE}") from None

    def _ask(self, data: bytes, name: str) -> str:
        """Ask with times first; a server that has none turns that down."""
        import openai

        create = self._client.audio.transcriptions.create
        try:
            return _captions_of(create(model=self._model, file=(name, data), response_format="verbose_json"))
        except (openai.BadRequestError, openai.UnprocessableEntityError):
            return _text_of(create(model=self._model, file=(name, data), response_format="json"))

    @cached_property
    def _client(self) -> Any:
        import openai

        key = self._api_key.get_secret_value() if self._api_key else ""
        return openai.OpenAI(base_url=self._base_url, api_key=key or "none", timeout=self._timeout, max_retries=self._retries)


def _captions_of(answer: Any) -> str:
    """Return an answer as WebVTT where every stretch of it has its times, else its text. Raises ValueError where it has none."""
    segments = list(getattr(answer, "segments", None) or ())
    if not segments or len(segments) > _MOST_SEGMENTS:
        return _text_of(answer)
    captions = ["WEBVTT"]
    for segment in segments:
        start, end, words = float(segment.start), float(segment.end), " ".join(str(segment.text).split())
        if not (math.isfinite(start) and math.isfinite(end) and 0 <= start <= end):
            return _text_of(answer)
        if words:
            captions.append(f"{_stamp(start)} --> {_stamp(end)}\n{words.replace('-->', '')}")
    return "\n\n".join(captions) if len(captions) > 1 else _text_of(answer)


def _text_of(answer: Any) -> str:
    text = getattr(answer, "text", None)
    if not isinstance(text, str) or not text.strip():
        raise ValueError("no text")
    return text


def _stamp(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes) // 60:02d}:{int(minutes) % 60:02d}:{rest:06.3f}"
