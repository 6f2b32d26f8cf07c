"""Runs the HTTP server on this machine only, and stops it gracefully."""

import ipaddress
from collections.abc import Callable

from api.http_app import make_app
from copilot.bootstrap import build_copilot
from copilot.errors import AddressRefused
from copilot.settings import Settings

SECONDS_TO_STOP = 5  # for answers under way; without a bound one open connection keeps the process for ever
LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})


def serve_http(settings: Settings, host: str, port: int, *, tell: Callable[[str], None]) -> None:
    """Serve until stopped. Raises AddressRefused for any address but this machine's own."""
    require_loopback(host)
    import uvicorn

    copilot = build_copilot(settings, tell=tell)  # before the port opens: a library that cannot be used is said in a sentence
    app = make_app(lambda: copilot, most_body_bytes=settings.most_body_bytes, hosts=hosts_at(host))
    tell(f"Serving on http://{host}:{port} (this machine only); /openapi.json says what can be asked. Stop with Ctrl-C.")
    uvicorn.run(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=SECONDS_TO_STOP, server_header=False)


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
