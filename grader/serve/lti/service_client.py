"""Requests to a platform's services, bounded in size and time. Redirects are not followed."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2

from grader.core.errors import Fault
from grader.core.text import safe

SECONDS = 10.0
"""How long one request may take as a whole."""
MAX_ANSWER = 4 << 20


class PlatformTrouble(Fault):
    """A platform did not answer as it should."""

    def __init__(self, told: str, status: int = 0, retry_after: float = 0.0) -> None:
        """Take what to tell; the HTTP status, or 0 where there was no answer; and how many seconds to wait."""
        super().__init__(told)
        self.status, self.retry_after = status, retry_after


@dataclass(frozen=True)
class ServiceAnswer:
    """What a platform answered."""

    status: int
    body: bytes
    next_url: str = ""
    """The address of the next page, from the header Link."""
    headers: Mapping[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        """Return the body as data.

        Raises:
            PlatformTrouble: it is not JSON.
        """
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise PlatformTrouble("The platform's answer is not JSON.", self.status) from None


class ServiceClient:
    """Sends requests to platforms. Any thread may use it."""

    def __init__(self, seconds: float = SECONDS) -> None:
        """Take how many seconds one request may take."""
        self._seconds = seconds
        # proxies of the environment are the operator's way out; cookies are not kept, since none is expected
        self._client = httpx2.Client(timeout=seconds, follow_redirects=False)

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        form: Mapping[str, str] | None = None,
        most: int = MAX_ANSWER,
    ) -> ServiceAnswer:
        """Send a request, and return its answer, whose status is 2xx.

        Args:
            method: the HTTP method.
            url: the address; the caller has made sure that it is the platform's.
            headers: of the request.
            content: the body.
            form: the body, as the fields of a form.
            most: bytes that the answer may have.

        Raises:
            PlatformTrouble: there was no such answer in time.
        """
        deadline = time.monotonic() + self._seconds
        try:
            with self._client.stream(method, url, headers=dict(headers or {}), content=content, data=form) as answer:
                body = bytearray()
                for piece in answer.iter_bytes():
                    body += piece
                    if len(body) > most:
                        raise PlatformTrouble(f"The platform's answer is larger than {most >> 10} KiB.")
                    if time.monotonic() > deadline:
                        raise PlatformTrouble("The platform's answer took too long.")
                next_url = str(answer.links.get("next", {}).get("url", ""))
                status, told = answer.status_code, dict(answer.headers)
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
            raise PlatformTrouble(f"The platform does not answer ({type(error).__name__}).") from None
        finally:
            self._client.cookies.clear()
        if not 200 <= status < 300:
            said = safe(bytes(body[:200]).decode("utf-8", "replace"))
            raise PlatformTrouble(f"The platform answered {status}: {said}", status, _seconds(told.get("retry-after")))
        return ServiceAnswer(status, bytes(body), next_url, told)

    def close(self) -> None:
        """End all connections."""
        self._client.close()


def _seconds(text: str | None) -> float:
    return min(float(text), 24 * 3600.0) if text and text.isdecimal() else 0.0
