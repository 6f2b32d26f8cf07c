"""What may be said of a server's address: its host, and never a password in it."""

from urllib.parse import urlsplit, urlunsplit


def host_of(address: str | None, otherwise: str = "api.openai.com") -> str:
    """Return the host a person would recognise."""
    return (urlsplit(address).hostname if address else None) or otherwise


def without_password(address: str | None) -> str | None:
    """Return an address without user and password: HTTP clients write addresses into logs, and a key has a setting of its own."""
    if not address:
        return None
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
