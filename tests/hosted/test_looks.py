"""The pages of the hosted quiz and of the staff in Debian's Chromium: axe-core on each, in both themes, narrow and wide."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from grader.serve.hosted.app import build_hosted
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.server import listen
from tests.hosted.conftest import FILE, NUMBERS, UPHILL, own
from tests.web.conftest import _axe, _browser, _chromium, diagnostics, look  # noqa: F401  # fixtures

WAIT = 120.0
EVERY_LOOK = [(width, scheme) for width in (320, 1200) for scheme in ("light", "dark")]


@pytest.fixture(name="address", scope="module")
def _address(hosting: Hosting) -> Iterator[str]:
    """Give the address of a server of the same course that a browser can reach."""
    listening, place = listen("127.0.0.1:0")
    served = Hosting(hosting.course, hosting.database, f"http://{place}", graders=1)
    served.graders, served.drafts = hosting.graders, hosting.drafts  # these run already
    server = uvicorn.Server(uvicorn.Config(build_hosted(served, quiet=True), log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    deadline = time.monotonic() + WAIT
    while not server.started:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    yield f"http://{place}"
    server.should_exit = True
    thread.join()


@pytest.fixture(name="worked", scope="module")
def _worked(hosting: Hosting) -> tuple[str, str]:
    """Give a learner who has taken the quiz and handed an exercise in, and one who is in the middle of the quiz."""
    keys = []
    for finished in (True, False):
        person = hosting.accounts.account(f"looks-{next(NUMBERS)}", "Lola", "", "learner", ["A"])
        client = TestClient(hosting.app, base_url=hosting.url, follow_redirects=False)  # type: ignore[attr-defined]
        client.post("/enter", data={"code": hosting.accounts.link(person)})
        assert client.get("/quiz/final/").status_code == 200
        client.post("/quiz/final/q/1", data={"do": "check", "tries": "0", "answer": "1", "confidence": "sure"})
        if finished:
            for mark in ("one", "two"):
                body = {"exercise": 4, "files": {FILE: own(UPHILL, mark)}}
                assert client.post("/do/check", json=body).status_code == 200
            assert client.post("/quiz/final/hand-in").status_code == 303
        keys.append(person.key)
    return keys[0], keys[1]


def test_axe_finds_nothing(
    hosting: Hosting,
    address: str,
    worked: tuple[str, str],
    browser: Any,
    axe: str,
    sign_in: Callable[[str], TestClient],
) -> None:
    """The quiz of a learner before and after, their marks, and what an instructor sees of them."""
    done, begun = (hosting.accounts.find(key) for key in worked)
    assert done is not None
    assert begun is not None
    sitting = hosting.sittings.last(done.id, "final").id
    last = hosting.hand_ins.of(done.id)[0].id
    some = [(320, "dark")]
    pages = [
        (begun.key, ["/quiz/final/", "/quiz/final/q/1", "/quiz/final/review"], EVERY_LOOK),
        (done.key, ["/quiz/final/result"], EVERY_LOOK),
        (done.key, ["/hand-ins"], some),
        ("ira", ["/class", f"/class/learner/{done.id}", f"/class/hand-ins/{last}", f"/class/quiz/{sitting}"], some),
        ("ira", ["/class/dates", "/class/regrade", "/class/audit"], some),
    ]
    for key, paths, looks in pages:
        browser.get(f"{address}/enter")
        browser.delete_all_cookies()
        browser.add_cookie({"name": hosting.cookie, "value": sign_in(key).cookies[hosting.cookie], "path": "/"})
        for path in paths:
            browser.get(address + path)
            assert "That did not work" not in browser.title, path
            for width, scheme in looks:
                look(browser, width=width, scheme=scheme)
                assert diagnostics(browser, axe) == [], (path, width, scheme)
                assert browser.execute_script("return document.documentElement.scrollWidth") <= width, (path, width)
