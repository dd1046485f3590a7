"""What every request of a hosted course passes: Host, Origin, size, headers, a line in the log, a count for the metrics."""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from grader.serve.hosted.database import now
from grader.serve.hosted.limits import RateLimit

MAX_BODY = 4 << 20
MAX_FIELDS = 200
BODY_SECONDS = 20.0
MACHINES = ("/health", "/ready", "/metrics")
"""Paths for programs of the operator's: any Host, and no session."""
DirectAction = Callable[[Scope], Awaitable[Response]]
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Gate:
    """ASGI middleware. It puts the posted fields into `scope["fields"]` or `scope["json"]`."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        url: str,
        foreign: Sequence[str] = (),
        ancestors: Callable[[], Sequence[str]] = tuple,
        direct: Mapping[str, DirectAction] | None = None,
        quiet: bool = False,
    ) -> None:
        """Guard `app`.

        Args:
            app: the pages.
            url: the public address, such as `https://course.example.org`.
            foreign: the beginnings of paths that other sites may post to; what is there checks its requests itself.
            ancestors: gives the origins whose pages may show these in a frame.
            direct: what answers posts to some paths, past the routes of `app`; what it raises, `app` would not see.
            quiet: whether to write no log.
        """
        self._direct = direct or {}
        parts = urlsplit(url)
        self.origin, self._host = f"{parts.scheme}://{parts.netloc}", parts.netloc
        self._app, self._foreign, self._quiet = app, tuple(foreign), quiet
        self._ancestors = ancestors
        self._secure = parts.scheme == "https"
        always = HEADERS | ({"strict-transport-security": "max-age=31536000"} if self._secure else {})
        self._always = [(name.encode(), value.encode()) for name, value in always.items()]
        self._for_data = [(b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"), *self._always]
        # a school has one address for all of its learners, who save their text all the time
        self._addresses = RateLimit(per_second=1500.0, burst=5000)
        self.counts: Counter[tuple[str, int]] = Counter()
        self.seconds = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.monotonic(), 500
        if scope["path"].startswith("/do/"):  # data for a script: no page, and it has no style
            headers = self._for_data
        else:
            scope["nonce"] = secrets.token_urlsafe(16)
            headers = self._headers(scope["nonce"])

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                given = list(message.get("headers", []))
                there = {name for name, _ in given}
                message["headers"] = given + [header for header in headers if header[0] not in there]
            await send(message)

        try:
            answer: ASGIApp | None = await self._refused(scope, receive)
            if answer is None and scope["method"] == "POST" and (direct := self._direct.get(scope["path"])):
                answer = await direct(scope)
            await (answer or self._app)(scope, receive, send_with_headers)
        finally:
            self._note(scope, status, time.monotonic() - began)

    def _headers(self, nonce: str) -> list[tuple[bytes, bytes]]:
        framers = " ".join(self._ancestors()) or "'none'"
        policy = (
            "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
            f"style-src 'self' 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors {framers}"
        )
        return [(b"content-security-policy", policy.encode()), *self._always]

    async def _refused(self, scope: Scope, receive: Receive) -> Response | None:
        headers, path = Headers(scope=scope), scope["path"]
        if not scope["query_string"].isascii() or "\0" in path:
            return _no(400, "This address does not belong to this course.")
        if path in MACHINES:
            return None if scope["method"] in ("GET", "HEAD") else _no(405, "Only GET is used here.")
        if headers.get("host") != self._host:
            return _no(400, f"This course is at {self.origin}.")
        if not self._addresses.allows((scope.get("client") or ("",))[0]):
            return _no(429, "Too many requests from your address. Wait a moment, then try again.")
        if scope["method"] == "POST" and not path.startswith(self._foreign or ("\0",)):
            return await self._refused_post(scope, receive, headers)
        return None if scope["method"] in ("GET", "HEAD", "POST") else _no(405, "Only GET and POST are used here.")

    async def _refused_post(self, scope: Scope, receive: Receive, headers: Headers) -> Response | None:
        # a browser names the page that a form was on; a program has none, and no cookie that it did not put there
        if headers.get("origin", self.origin) != self.origin or headers.get("sec-fetch-site", "same-origin") not in (
            "same-origin",
            "none",
        ):
            return _no(403, "This request came from another page.")
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _body(receive)
        except TimeoutError:
            return _no(408, "The request took too long to arrive.")
        if isinstance(body, Response):
            return body
        try:
            if headers.get("content-type", "").partition(";")[0] == "application/json":
                scope["json"] = json.loads(body)
                return (
                    None
                    if isinstance(scope["json"], dict)
                    else _no(400, "This request does not come from this course.")
                )
            scope["fields"] = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=MAX_FIELDS)
        except (ValueError, RecursionError):
            return _no(400, "This request does not come from this course.")
        return None

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        direct = self._direct.get(scope["path"])
        route = getattr(scope.get("endpoint", direct), "__name__", "none")
        self.counts[route, status] += 1
        self.seconds += seconds
        # what comes from every page all the time is counted, and not written down
        if self._quiet or (status == 200 and (direct or scope["path"] in MACHINES)):
            return
        line: dict[str, Any] = {"at": now(), "method": scope["method"], "route": route, "status": status}
        line |= {"ms": round(seconds * 1000, 1), "account": scope.get("account")}
        sys.stderr.write(msgspec.json.encode(line).decode() + "\n")


async def _body(receive: Receive) -> bytes | Response:
    """Return what was posted, whole, or why not."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":  # what has come so far is not what was meant
            return _no(400, "The request was not complete.")
        body += message.get("body", b"")
        if len(body) > MAX_BODY:
            return _no(413, f"This is too much data. At most {MAX_BODY >> 20} MiB are allowed.")
        if not message.get("more_body"):
            return bytes(body)


def _no(status: int, words: str) -> Response:
    return PlainTextResponse(words + "\n", status_code=status)
