"""A hosted course without a network: one server for all tests here, with an instructor, an assistant and three learners."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient

from grader.core.course import load_course
from grader.serve.hosted.app import build_hosted
from grader.serve.hosted.database import HostedDatabase
from grader.serve.hosted.hosting import Hosting
from tests.conftest import ROOT
from tests.gradebook.conftest import _server, _url  # noqa: F401  # fixtures

URL = "http://127.0.0.1:8000"
RIGHT = (ROOT / "solutions" / "ex4_update.py").read_text(encoding="utf-8")
UPHILL = (ROOT / "solutions" / "mistakes" / "ex4_update" / "ascends.py").read_text(encoding="utf-8")
FILE = "ex4_update.py"
NUMBERS = itertools.count()


def until(what: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def own(source: str, mark: str = "") -> str:
    """Return a source that nobody has handed in before."""
    return f"{source}\n# {mark}{next(NUMBERS)}\n"


@pytest.fixture(name="hosting", scope="session")
def _hosting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosting]:
    """Give a hosted course with two graders, served."""
    where = tmp_path_factory.mktemp("hosted") / "course.sqlite"
    hosting = Hosting(load_course(ROOT), HostedDatabase(str(where)), URL, graders=2)
    hosting.accounts.account("ira", "Ira", role="instructor")
    hosting.accounts.account("sam", "Sam", role="assistant", sections=["A"])
    for key, section in (("ada", "A"), ("ben", "B"), ("chi", "A")):
        hosting.accounts.account(key, key.capitalize(), f"{key}@example.org", "learner", [section])
    app = build_hosted(hosting, quiet=True)
    with TestClient(app, base_url=URL, follow_redirects=False):
        hosting.app = app  # type: ignore[attr-defined]
        yield hosting


@pytest.fixture(name="sign_in")
def _sign_in(hosting: Hosting) -> Callable[[str], TestClient]:
    """Give a function that returns the browser of a person who has just opened their link; of nobody for an empty key."""

    def sign_in(key: str) -> TestClient:
        hosting.asking._left.clear()  # what another test has asked is not this one's
        client = TestClient(hosting.app, base_url=URL, follow_redirects=False)  # type: ignore[attr-defined]
        if key:
            person = hosting.accounts.find(key)
            assert person is not None
            answer = client.post("/enter", data={"code": hosting.accounts.link(person)})
            assert answer.status_code == 303, answer.text
        return client

    return sign_in
