"""Any path, form or JSON gets an answer from the course's pages, and they never fail themselves."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from grader.core.course import load_course
from grader.sandbox.sandbox import Sandbox
from grader.serve.course_app import Session, build
from grader.serve.guard import Guard

ROOT = Path(__file__).parents[2]
PORT = 8001
# so many examples are cheap; no action grades anything twice
QUICK = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


@pytest.fixture(name="app", scope="module")
def _app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guard]:
    course, folder = load_course(ROOT), tmp_path_factory.mktemp("learner")
    for exercise in course.exercises:
        shutil.copy(exercise.stub, folder)
    with Sandbox() as sandbox:
        session = Session(course, folder, sandbox)
        yield build(session, port=PORT)
        session.actions.grader.close()


@pytest.fixture(name="client", scope="module")
def _client(app: Guard) -> TestClient:
    """Give a browser that is let in; what the application raises is raised in the test."""
    client = TestClient(app, base_url=f"http://127.0.0.1:{PORT}", follow_redirects=False)
    assert client.get(f"/?key={app.key}").status_code == 303
    return client


HALF = "\ud800"
WORDS = st.sampled_from(
    ["4", "ex4_update", "ex4_update.py", "9" * 5000, "-1", "", "\0", HALF, "x" * 100_000, "\u0663", "update([1], 0"]
) | st.text(st.characters(), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=5,
)
NAMES = st.sampled_from(["name", "text", "seen", "exercise", "expression", "files"])
ACTIONS = st.sampled_from(["save", "changes", "run", "hint", "stop", "nothing", "%00"])
ROUTES = st.sampled_from(["/", "/exercise/", "/do/", "/file/", "/quiz/final/", "/quiz/final/q/", "/quiz/", "/file/../"])
ESCAPED = st.binary(max_size=6).map(lambda raw: "".join(f"%{byte:02x}" for byte in raw))


def asked(client: TestClient, app: Guard, action: str, body: str) -> int:
    """Ask as the page's script does; return the status."""
    headers = {"x-grade-token": app.token, "content-type": "application/json"}
    return client.post(f"/do/{action}", content=body, headers=headers).status_code


@QUICK
@given(ACTIONS, st.dictionaries(NAMES, VALUES, max_size=4) | VALUES)
@example("save", {"name": "4", "text": "x = '" + HALF + "'", "seen": ""})
@example("changes", {"seen": {"ex4_update.py": HALF}})
@example("run", {"exercise": "4", "expression": "update(" + HALF})
@example("save", {"name": HALF, "text": "x", "seen": "x"})
@example("hint", {"exercise": "9" * 5000})
def test_any_json_has_an_answer(client: TestClient, app: Guard, action: str, value: Any) -> None:
    """Of a page that carries the token."""
    assert asked(client, app, action, json.dumps(value)) < 500


@pytest.mark.parametrize("body", ["[" * 100_000, "9" * 5000, '{"a": ' + "9" * 5000 + "}", "{", "\0", "nul"])
def test_what_is_no_json_is_refused(client: TestClient, app: Guard, body: str) -> None:
    """It is no request of ours."""
    assert asked(client, app, "save", body) == 400


@QUICK
@given(
    ROUTES,
    ESCAPED,
    st.sampled_from(["GET", "HEAD", "PUT"]),
)
@example("/quiz/final/q/", "9" * 5000, "GET")
@example("/quiz/final/picture/", "9" * 5000, "GET")
@example("/exercise/", "9" * 5000, "GET")
@example("/file/", "%00", "GET")
def test_any_path_has_an_answer(client: TestClient, route: str, rest: str, method: str) -> None:
    """Of somebody who is let in."""
    assert client.request(method, route + rest).status_code < 500


@QUICK
@given(
    st.sampled_from(["save", "run", "go-", "hint-", "nothing", ""]),
    st.dictionaries(st.sampled_from(["source", "seen", "expression", "answer"]), ESCAPED, max_size=3),
    st.sampled_from(["/exercise/4", "/quiz/final/q/1", "/quiz/final/q/" + "9" * 5000, "/exercise/9"]),
)
def test_any_form_has_an_answer(client: TestClient, app: Guard, do: str, fields: dict[str, str], path: str) -> None:
    """With the right token, whatever bytes the fields hold."""
    body = "&".join([f"token={app.token}", f"do={do}", *(f"{name}={value}" for name, value in fields.items())])
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post(path, content=body, headers=headers).status_code < 500
