"""Who may talk to the page: a browser on this machine, with the key that the terminal printed, through our own forms."""

from __future__ import annotations

import hmac
import json
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 64 * 1024
MAX_FIELDS = 200
HEADERS = {
    # no script at all; nothing from anywhere else; nobody frames it
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """ASGI middleware: Host, key, origin, size and token of every request; the posted fields in `scope["fields"]`."""

    def __init__(
        self, app: ASGIApp, *, port: int, key: str | None = None, scripts: bool = False, max_body: int = MAX_BODY
    ) -> None:
        """Guard `app`.

        Args:
            app: the page.
            port: where it is served; other Host headers are refused, so that no other name leads here.
            key: what the first address carries; drawn where not given.
            scripts: whether the pages have scripts, from this server only; these may post JSON, with the token in a header.
            max_body: how many bytes may be posted.
        """
        self._scripts, self._max_body = scripts, max_body
        self._app, self._hosts = app, {f"127.0.0.1:{port}", f"localhost:{port}"}
        self.key = key or secrets.token_urlsafe(24)
        self.token = secrets.token_urlsafe(24)
        # cookies do not know ports: two pages on one machine must not share one
        self._cookie = f"grade-quiz-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        # what a script of ours writes as a style is told from what anybody else does by a number used once
        scope["nonce"] = secrets.token_urlsafe(16) if self._scripts else ""
        headers = HEADERS | {"content-security-policy": _scripted(scope["nonce"])} if self._scripts else HEADERS

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableHeaders(raw=[*message.get("headers", [])])
                for name, value in headers.items():
                    given.setdefault(name, value)
                message["headers"] = given.raw
            await send(message)

        refused = await self._refused(scope, receive)
        await (refused or self._app)(scope, receive, send_with_headers)

    async def _refused(self, scope: Scope, receive: Receive) -> Response | None:
        headers = Headers(scope=scope)
        if not scope["query_string"].isascii():  # what is built from an address takes it for text
            return _no(400, "This address does not belong to this page.")
        if headers.get("host") not in self._hosts:
            return _no(400, "This page can only be opened on this machine. Open the address that grade printed.")
        if scope["path"] == "/" and "key" in (query := QueryParams(scope["query_string"])):
            return self._let_in(query["key"])
        if not _same(self._brought(headers), self.key):
            return _no(
                403, "Open the address that grade printed in the terminal. It has a key, and this address does not."
            )
        scope["token"] = self.token
        if scope["method"] == "POST":
            return await self._refused_post(scope, receive, headers)
        return None if scope["method"] in ("GET", "HEAD") else _no(405, "Only GET and POST are used here.")

    async def _refused_post(self, scope: Scope, receive: Receive, headers: Headers) -> Response | None:
        origin = headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in self._hosts}:
            return _no(403, "This request came from another page.")
        body = await _body(receive, self._max_body)
        if body is None:
            return _no(413, f"This is too much data. At most {self._max_body >> 10} KiB are allowed.")
        if self._scripts and headers.get("content-type") == "application/json":
            return self._refused_json(scope, headers, body)
        try:
            fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=MAX_FIELDS)
        except (ValueError, UnicodeDecodeError):
            return _no(400, "This form does not belong to this page.")
        if not _same(next(iter(fields.get("token", [])), ""), self.token):
            return _no(403, "This form is from an earlier start. Load the page again. Your answers are kept.")
        scope["fields"] = fields
        return None

    def _refused_json(self, scope: Scope, headers: Headers, body: bytes) -> Response | None:
        if not _same(headers.get("x-grade-token", ""), self.token):
            return _no(403, "This page is from an earlier start. Load it again. Your files are as you saved them.")
        try:
            scope["json"] = json.loads(body)
        except (ValueError, RecursionError):
            return _no(400, "This request does not come from this page.")
        return None if isinstance(scope["json"], dict) else _no(400, "This request does not come from this page.")

    def _let_in(self, key: str) -> Response:
        if not _same(key, self.key):
            return _no(403, "This address is from an earlier start. Open the address that grade printed last.")
        response = RedirectResponse("/", status_code=303)
        response.set_cookie(self._cookie, self.key, httponly=True, samesite="lax", path="/")
        return response

    def _brought(self, headers: Headers) -> str:
        jar: Any = SimpleCookie()
        try:
            jar.load(headers.get("cookie", ""))
        except CookieError:
            return ""
        return jar[self._cookie].value if self._cookie in jar else ""


def _scripted(nonce: str) -> str:
    """Return the policy of pages with their own scripts, and with styles that these write."""
    return (
        f"default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; style-src 'self' 'nonce-{nonce}'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


async def _body(receive: Receive, most: int) -> bytes | None:
    """Return what was posted, or None where it is too much."""
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > most:
            return None
        if not message.get("more_body"):
            return body


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def _no(status: int, words: str) -> Response:
    return PlainTextResponse(words + "\n", status_code=status)
