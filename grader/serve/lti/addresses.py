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
    if not _is_plain(url) or not host or parts.username is not None or parts.password is not None:
        raise UsageError(f"{safe_name(url)!r} is not an address.")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOOPBACK):
        raise UsageError(f"{safe_name(url)!r}: a platform's addresses begin with https://.")
    shown = f"[{host}]" if ":" in host else host
    default = {"https": 443, "http": 80}[parts.scheme]
    return f"{parts.scheme}://{shown}" + (f":{port}" if port not in (None, default) else "")


def _is_plain(url: str) -> bool:
    """Whether an address has no character that programs read differently."""
    return (
        len(url) <= LONGEST_ADDRESS
        and url.isascii()
        and url.isprintable()
        and not set(url) & {" ", "\\", '"', "<", ">"}
    )
