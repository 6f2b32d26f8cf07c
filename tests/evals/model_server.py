"""A server on this machine that answers by a script, as any OpenAI-compatible one would."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from evals.scripts import write_answer


class Served:
    """What the server was asked, and how it answers."""

    def __init__(self, script: str = "honest", *, secret: str = "") -> None:
        self.script = script
        self.secret = secret
        self.calls = 0
        self.address = ""

    def reply(self, body: dict[str, Any]) -> dict[str, Any]:
        self.calls += 1
        prompt = "\n".join(message["content"] for message in body["messages"])
        shape = body["response_format"]["json_schema"]["name"]
        written = {"mentor": True, "why": "it is open"} if shape == "JudgeAnswer" else write_answer(self.script, prompt, shape)
        answer = json.dumps(written)
        if self.secret and shape == "PlaysAnswer":
            answer = answer.replace("The reason that was given", self.secret)
        return {
            "id": "c",
            "object": "chat.completion",
            "created": 1,
            "model": "loopback",
            "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": answer}}],
            "usage": {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100},
        }


@contextmanager
def serve(served: Served) -> Iterator[Served]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            data = json.dumps(served.reply(body)).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served.address = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
