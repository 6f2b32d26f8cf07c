"""What a model adds to a suggestion, but for the model itself: time around the call, and the tokens of prompt and answer.

The model is scripted: a server of this process answers at once with a draft that holds. So the time is that of everything else:
the prompt, the request, the checks.
"""

import json
import re
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from copilot import Copilot, Settings, build_copilot
from copilot.domain.plays import PlaysRequest
from evals.bench import REQUEST

RUNS = 15
RESTING_MS = 50  # at most, before the playbook answers where the circuit is open


class ScriptedModel(BaseHTTPRequestHandler):
    """Drafts the plays on offer, each with a quotation of its own first passage; a second opinion says nothing."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        prompt = body["messages"][-1]["content"]
        answer = json.dumps(_draft(prompt) if "the plays on offer" in prompt else {"readings": []})
        message = {"role": "assistant", "content": answer}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        reply = json.dumps({"id": "c", "object": "chat.completion", "created": 1, "model": "scripted", "choices": [choice]})
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(reply.encode())))
        self.end_headers()
        self.wfile.write(reply.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serve_scripted() -> Iterator[str]:
    """Serve the scripted model on this machine, and return its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), ScriptedModel)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as folder, serve_scripted() as address:
        home = Path(folder)
        playbook = build_copilot(Settings(home=home))
        model = {"model": "scripted", "openai_base_url": address, "openai_api_key": "none", "model_retries": 0}
        measure_around_the_call(playbook, build_copilot(Settings(home=home, **model)))
        measure_open_circuit(playbook, build_copilot(Settings(home=home, **model | {"openai_base_url": "http://127.0.0.1:9/v1"})))


def measure_around_the_call(playbook: Copilot, copilot: Copilot) -> None:
    """All but the model, against playbook mode in turn; and the tokens of an answer."""
    pairs = [(_time(playbook, REQUEST), _time(copilot, REQUEST)) for _ in range(RUNS)][1:]
    ratio = statistics.median(ours / theirs for theirs, ours in pairs)
    around = statistics.median(ours for _, ours in pairs) * 1000
    result = copilot.suggest_plays(REQUEST)
    usage = result.provenance.usage
    assert usage is not None, result.warnings
    print(f"all around a model call {around:.0f} ms, {ratio:.2f} times a suggestion in playbook mode")
    print(
        f"  {result.drafted_by} drafted; prompt {usage.prompt_tokens} tokens, of which {usage.passage_tokens} "
        f"({usage.passage_tokens / usage.prompt_tokens:.0%}) are passages; answer {usage.answer_tokens} tokens"
    )


def measure_open_circuit(playbook: Copilot, copilot: Copilot) -> None:
    """Once the server was found away, how much longer than playbook mode an answer takes."""
    for _ in range(6):
        copilot.suggest_plays(REQUEST)
    pairs = [(_time(playbook, REQUEST), _time(copilot, REQUEST)) for _ in range(RUNS)]
    extra = statistics.median(ours - theirs for theirs, ours in pairs) * 1000
    print(f"with an open circuit the playbook answers {extra:.0f} ms later than without a model (at most {RESTING_MS} ms)")


def _time(copilot: Copilot, request: PlaysRequest) -> float:
    start = time.perf_counter()
    copilot.suggest_plays(request)
    return time.perf_counter() - start


def _draft(prompt: str) -> dict[str, object]:
    offer = prompt.partition("the plays on offer>>")[2].partition("<<end of material")[0]
    offered = re.findall(r"^([A-Z]+\d+) .+\n- standing", offer, re.MULTILINE)
    passages = dict(re.findall(r"^\[([\w-]+#[\w.-]+)\] .*\n(.+)", prompt, re.MULTILINE))
    return {"suggestions": [_suggest(play_id, passages) for play_id in offered[:3]]}


def _suggest(play_id: str, passages: dict[str, str]) -> dict[str, object]:
    own = next(passage_id for passage_id in passages if passage_id.startswith(f"{play_id}#"))
    return {
        "play_id": play_id,
        "why_this_executive": "It answers what they are asked.",
        "why_now": "It is due.",
        "why_new": "Nothing told is like it.",
        "opener": "May I send it?",
        "citations": [{"passage_id": own, "quote": " ".join(passages[own].split()[:6])}],
    }


if __name__ == "__main__":
    main()
