"""What ties a sign-in to the browser that began it: its own cookie, or the course site's storage where it offers one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from grader.core.errors import UsageError
from grader.serve.hosted.people import hash_of
from grader.serve.lti.addresses import origin_of
from grader.serve.lti.platforms import Platform

SECONDS = 600.0
"""How long a sign-in at the course site may take."""
_STORAGE = re.compile(r"[\w-]{1,100}")


class BrowserBinding:
    """Sets and reads the cookie of a sign-in; each has its own, so several frames of one page do not mix."""

    def __init__(self, secure: bool) -> None:
        """Take whether the course is served over HTTPS, without which a browser keeps no cookie in a frame."""
        self._secure = secure

    def name(self, state: str) -> str:
        """Return the name of a sign-in's cookie, and of its value in a course site's storage."""
        return f"{'__Host-' if self._secure else ''}lti-{hash_of(state)[:16]}"

    def set(self, response: Response, state: str, secret: str) -> None:
        """Put the cookie into a response."""
        self._cookie(response, state, secret, SECONDS)

    def end(self, response: Response, state: str) -> None:
        """Remove the cookie."""
        self._cookie(response, state, "", 0.0)

    def _cookie(self, response: Response, state: str, value: str, seconds: float) -> None:
        # Starlette knows `Partitioned` only with Python 3.14
        kind = "Secure; SameSite=None; Partitioned" if self._secure else "SameSite=Lax"
        cookie = f"{self.name(state)}={value}; Path=/; HttpOnly; {kind}; Max-Age={int(seconds)}"
        response.headers.append("set-cookie", cookie)

    def secret(self, request: Request, state: str) -> str:
        """Return the cookie's value, or nothing."""
        return request.cookies.get(self.name(state), "")


def storage_of(one: Platform, target: str) -> tuple[str, str]:
    """Return the frame and the origin of a course site's storage.

    Args:
        one: the platform.
        target: `lti_storage_target`: a frame's name, or `_parent`.

    Raises:
        UsageError: it is no name of a frame.
    """
    if not _STORAGE.fullmatch(target):
        raise UsageError("The course site does not name a frame for its storage.")
    return target, origin_of(one.auth_url)


def is_framed(request: Request) -> bool:
    """Whether a browser opens a page in a frame; one that does not say so is taken to do it."""
    return request.headers.get("sec-fetch-dest", "iframe") in ("iframe", "frame", "embed", "object")


def query_joined(url: str, query: str) -> str:
    """Return an address with a query added to its own."""
    return f"{url}{'&' if urlsplit(url).query else '?'}{query}"
