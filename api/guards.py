"""What stands before the routes: whom the server answers, and how much it reads."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem

TOO_LARGE = "The request body is larger than {size} kB; shorten it."
FOREIGN = "This server answers on this machine only; call it as 127.0.0.1 or localhost."


class LoopbackOnly:
    """Refuses a request whose Host or Origin is not this machine: a web page could else reach it under another name."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        host = _name_of(headers.get(b"host", b"").decode("latin-1"))
        origin = headers.get(b"origin", b"").decode("latin-1")
        if host not in self._hosts:
            await problem(421, "misdirected", "The request is for another host", FOREIGN)(scope, receive, send)
        elif origin and _name_of(origin.partition("://")[2]) not in self._hosts:
            await problem(403, "foreign-origin", "The request comes from another site", FOREIGN)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


class BodyLimit:
    """Refuses a body over the limit, before it is read where its length is told, and while it is read where it is not.

    The routes of `streamed` take larger bodies, and count them themselves while they put them on the disk.
    """

    def __init__(self, app: ASGIApp, most_bytes: int, streamed: frozenset[str] = frozenset()) -> None:
        self._app = app
        self._most = most_bytes
        self._streamed = streamed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in self._streamed:
            await self._app(scope, receive, send)
            return
        told = dict(scope["headers"]).get(b"content-length", b"0")
        refusal = problem(413, "too-large", "The request is too large", TOO_LARGE.format(size=self._most // 1024))
        if told.isdigit() and int(told) > self._most:
            await refusal(scope, receive, send)
            return
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > self._most:
                await refusal(scope, receive, send)
                return
        await self._app(scope, _replay(bytes(body), receive), send)


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def again() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _name_of(host: str) -> str:
    """Return a host without its port: 'localhost:8484' -> 'localhost', '[::1]:8484' -> '[::1]'."""
    if host.startswith("["):
        name, _, rest = host.partition("]")
        return name + "]" if not rest or rest.startswith(":") else host  # '[::1].elsewhere' is another host
    return host.partition(":")[0].lower()
