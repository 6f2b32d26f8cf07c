"""Runs the HTTP server on this machine only, and stops it gracefully."""

import ipaddress
import os
import sys
from collections.abc import Callable
from contextlib import suppress

from api.http_app import make_app
from copilot.bootstrap import build_copilot
from copilot.errors import AddressRefused
from copilot.settings import Settings

SECONDS_TO_STOP = 5  # for answers under way; without a bound one open connection keeps the process for ever
NOT_STARTED = 3
LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})


def serve_http(settings: Settings, host: str, port: int, *, tell: Callable[[str], None]) -> None:
    """Serve until stopped. Raises AddressRefused for any address but this machine's own."""
    require_loopback(host)
    import uvicorn

    copilot = build_copilot(settings, tell=tell)  # before the port opens: a library that cannot be used is said in a sentence
    app = make_app(
        lambda: copilot,
        most_body_bytes=settings.most_body_bytes,
        most_upload_bytes=settings.most_upload_bytes,
        hosts=hosts_at(host),
    )
    tell(f"Serving on http://{host}:{port} (this machine only); /openapi.json says what can be asked. Stop with Ctrl-C.")
    server = uvicorn.Server(
        uvicorn.Config(
            app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=SECONDS_TO_STOP, server_header=False
        )
    )
    app.state.is_stopping = lambda: server.should_exit
    with suppress(KeyboardInterrupt):
        server.run()
    if not copilot.reviews.close():
        sys.stderr.flush()
        os._exit(0)  # a step of a review is under way: it is done anew by whoever comes next, and is not waited for
    if not server.started:
        sys.exit(NOT_STARTED)


def hosts_at(host: str) -> frozenset[str]:
    """Return the names under which a server at this address answers."""
    return LOOPBACK_HOSTS | {f"[{host.strip('[]')}]" if ":" in host else host.lower()}


def require_loopback(host: str) -> None:
    """Raises AddressRefused unless the host is a loopback address."""
    try:
        is_loopback = host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        raise AddressRefused(
            f"There are no accounts yet, so serving on {host} would let anybody on the network read your sellers' records; "
            "use 127.0.0.1."
        )
