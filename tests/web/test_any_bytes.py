"""Whatever bytes come to the page, in a path, a form, a header or a query, it answers and never fails itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from grader.quiz.load import Quiz

from .conftest import PORT, Visitor

NUMBER = st.sampled_from([b"1", b"9" * 5000, b"-1", b"1e9", "\u0663".encode(), b"0", b"", b"1.5"]) | st.binary(
    max_size=9
)
ROUTES = st.sampled_from(
    [b"/q/", b"/picture/", b"/", b"/review", b"/result", b"/hand-in", b"/again", b"/style.css", b"/q"]
)
PATHS = st.tuples(ROUTES, NUMBER).map(b"".join) | st.binary(max_size=30).map(lambda raw: b"/" + raw)
DO = st.sampled_from([b"go-", b"up-", b"add-", b"hint", b"check", b"next", b"back", b"review"])
PRESSES = st.tuples(DO, NUMBER).map(lambda pair: b"do=" + b"".join(pair))
FIELDS = st.lists(
    st.tuples(st.sampled_from([b"answer", b"order", b"right-1", b"gap-1", b"tries", b"confidence"]), NUMBER).map(
        b"=".join
    ),
    max_size=4,
)


@pytest.fixture(name="visitor")
def _visitor(visit: Callable[..., Visitor], kitchen: Quiz) -> Visitor:
    return visit(kitchen)


def answered(
    visitor: Visitor, method: str, path: bytes, query: bytes, headers: list[tuple[bytes, bytes]], body: bytes
) -> int:
    """Return the status of one request, given as a server gives it; what the application raises is raised here."""
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path.decode("latin-1")),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": [(b"host", f"127.0.0.1:{PORT}".encode()), *headers],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", PORT),
    }
    said: list[int] = []
    sent: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        return sent.pop() if sent else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            said.append(message["status"])

    asyncio.run(visitor.app(scope, receive, send))
    return said[0]


def key(visitor: Visitor) -> tuple[bytes, bytes]:
    """Return the cookie that lets one in."""
    return b"cookie", f"grade-quiz-{PORT}={visitor.app.key}".encode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(PATHS, st.binary(max_size=20), st.sampled_from(["GET", "HEAD", "POST", "PUT"]))
@example(b"/q/" + b"9" * 5000, b"", "GET")
@example(b"/picture/" + b"9" * 5000, b"", "GET")
@example(b"/q/%00", b"", "GET")
def test_any_path_has_an_answer(visitor: Visitor, path: bytes, query: bytes, method: str) -> None:
    """Of somebody who has the key."""
    assert answered(visitor, method, path, query, [key(visitor)], b"") < 500


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(NUMBER, PRESSES, FIELDS)
@example(b"1", b"do=go-" + b"9" * 5000, [])
@example(b"1", b"do=up-" + b"9" * 5000, [])
def test_any_form_has_an_answer(visitor: Visitor, number: bytes, do: bytes, fields: list[bytes]) -> None:
    """With the right token, whatever button is pressed and whatever the fields hold."""
    body = b"&".join([b"token=" + visitor.app.token.encode(), do, *fields])
    kind = (b"content-type", b"application/x-www-form-urlencoded")
    assert answered(visitor, "POST", b"/q/" + number, b"", [key(visitor), kind], body) < 500


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    st.binary(max_size=30).map(lambda raw: b"key=" + raw) | st.binary(max_size=30),
    st.lists(
        st.tuples(st.sampled_from([b"cookie", b"origin", b"host", b"content-length"]), st.binary(max_size=30)),
        max_size=3,
    ),
    st.sampled_from(["GET", "POST"]),
    st.binary(max_size=40),
)
@example(b"key=%C3%A9", [], "GET", b"")
def test_any_stranger_is_turned_away(
    visitor: Visitor, query: bytes, headers: list[tuple[bytes, bytes]], method: str, body: bytes
) -> None:
    """Whatever key, cookie and origin they bring."""
    assert 300 <= answered(visitor, method, b"/", query, headers, body) < 500


def test_a_number_of_a_question_is_short(visitor: Visitor) -> None:
    """A number that no quiz has is none, however it is written."""
    visitor.enter()
    assert visitor.controller.asked(1) is not None
    for path in ("/q/" + "9" * 5000, "/q/\u0661", "/q/01x", "/q/-1", "/picture/" + "1" * 5000):
        assert visitor.client.get(path).status_code == 404
