"""Addresses of a platform: which of them this server asks, sends people to, or is shown in a frame of."""

from __future__ import annotations

from urllib.parse import urlsplit

from grader.core.errors import UsageError
from grader.core.text import safe_name

LONGEST_ADDRESS = 2000
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def origin_of(url: str) -> str:
    """Return the origin of an address, such as `https://moodle.example.org`.

    Raises:
        UsageError: it is none that a platform may have: HTTPS, or HTTP on this machine alone.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise UsageError(f"{safe_name(url)!r} is not an address.") from None
    host = parts.hostname or ""
    plain = not url.isascii() or not url.isprintable() or " " in url or "\\" in url or len(url) > LONGEST_ADDRESS
    if plain or not host or parts.username is not None or parts.password is not None:
        raise UsageError(f"{safe_name(url)!r} is not an address.")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOOPBACK):
        raise UsageError(f"{safe_name(url)!r}: a platform's addresses begin with https://.")
    shown = f"[{host}]" if ":" in host else host
    default = {"https": 443, "http": 80}[parts.scheme]
    return f"{parts.scheme}://{shown}" + (f":{port}" if port not in (None, default) else "")
