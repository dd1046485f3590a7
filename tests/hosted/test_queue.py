"""The queue of a hosted course: bounded, with a place in it for each learner, who is told how many are before them."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from grader.core.course import load_course
from grader.serve.hosted.app import build_hosted
from grader.serve.hosted.database import HostedDatabase
from grader.serve.hosted.graders import Graders
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.lanes import AlreadyAsked, QueueFull, WaitedTooLong
from grader.serve.hosted.requests import GradingAnswer, GradingRequest
from tests.conftest import ROOT
from tests.hosted.conftest import FILE, RIGHT, URL, own, until

Browser = Callable[[str], TestClient]
CHECK = GradingRequest("check", "update", {FILE: RIGHT})


@pytest.fixture(name="idle")
def _idle(tmp_path: Path) -> Iterator[Hosting]:
    """Give a hosted course whose graders have not started, so that all checks wait until they do."""
    hosting = Hosting(load_course(ROOT), HostedDatabase(str(tmp_path / "course.sqlite")), URL, graders=1)
    for part in (hosting.server, hosting.commits, hosting.drafts):
        part.start()
    yield hosting
    if not hosting.graders.ready:
        with contextlib.suppress(RuntimeError):  # the test has started them
            hosting.graders.start()
    hosting.close()


@pytest.fixture(name="browser")
def _browser(idle: Hosting) -> Browser:
    """Give a function that returns the browser of a new learner."""
    app = build_hosted(idle, quiet=True)

    def browser(key: str) -> TestClient:
        client = TestClient(app, base_url=URL, follow_redirects=False)
        client.cookies.set(idle.cookie, idle.sessions.open(idle.accounts.account(key)))
        return client

    return browser


def test_a_full_queue_refuses_at_once_and_a_learner_has_one_place() -> None:
    """What is expected to wait for over eight seconds is refused; places that are only reserved count."""
    graders = Graders(ROOT, 1, 2)
    graders.put(graders.reserve(0, is_check=True), CHECK)
    with pytest.raises(AlreadyAsked):
        graders.reserve(0, is_check=True)
    for learner in range(1, 321):  # with the first: more than 320 of 0.05 s each on two graders take over eight seconds
        graders.reserve(learner, is_check=True)
    with pytest.raises(QueueFull):
        graders.reserve(400, is_check=True)
    assert (graders.refused, graders.waiting) == (1, 321)


def test_who_just_hung_waits_in_a_lane_that_leaves_a_grader_to_the_others() -> None:
    """Of two graders, one takes such a check, and the other passes over the next, which came first."""
    graders = Graders(ROOT, 1, 2)
    for learner in (1, 2):
        place = graders.reserve(learner, is_check=True)
        graders.put(place, CHECK)
        assert graders.next_place() is place
        graders.done(place, GradingAnswer(hung=True), 1.0)
    places = [graders.reserve(learner, is_check=True) for learner in (1, 2, 3)]
    for place in places:
        graders.put(place, CHECK)
    assert graders.before(2) == 2
    assert graders.next_place() is places[0]
    assert graders.next_place() is places[2]


def test_nobody_waits_for_ten_seconds() -> None:
    """What still waits then is given up, from the oldest on; what came later keeps its place."""
    graders = Graders(ROOT, 1, 2)
    early, late = (graders.put(graders.reserve(learner, is_check=True), CHECK) for learner in (1, 2))
    first = graders.reserve(3, is_check=True)
    assert graders.give_up_late(time.monotonic()) == 0
    assert graders.give_up_late(time.monotonic() + 10.0) == 2
    for answer in (early, late):
        assert isinstance(answer.exception(timeout=0), WaitedTooLong)
    graders.put(first, CHECK)
    assert (graders.before(3), graders.before(1), graders.given_up) == (1, None, 2)


def test_a_learner_who_waits_is_told_how_many_are_before_them(idle: Hosting, browser: Browser) -> None:
    """The page's script asks while its check waits; the answer to the check comes when graders are there."""
    ada, ben = browser("ada"), browser("ben")
    assert ben.post("/do/place", json={}).json() == {"before": None, "told": "", "again": 1.0}
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(ada.post, "/do/check", json={"exercise": 4, "files": {FILE: own(RIGHT)}})
        until(lambda: idle.graders.waiting == 1)
        second = pool.submit(ben.post, "/do/check", json={"exercise": 4, "files": {FILE: own(RIGHT)}})
        until(lambda: idle.graders.waiting == 2)
        until(lambda: _told(ben) == "2 checks are before yours.")
        idle.graders.start()
        assert first.result().json()["full"]
        assert second.result().json()["full"]
    assert _told(ben) == ""


def _told(client: TestClient) -> str:
    return str(client.post("/do/place", json={}).json()["told"])


def test_without_a_script_the_page_loads_itself_again_until_the_result_is_there(
    idle: Hosting, browser: Browser
) -> None:
    """The button leads to a page that says how many are before it; then to the exercise with the result. Others see neither."""
    ada, ben, source = browser("ada"), browser("ben"), own(RIGHT)
    answer = ada.post("/exercise/ex4_update", data={"do": "check", "source": source})
    assert answer.status_code == 303
    waiting = answer.headers["location"]
    page = ada.get(waiting)
    assert "1 check is before yours. Your work is saved." in page.text
    assert page.headers["refresh"] == "2"
    assert ben.get(waiting).status_code == 404
    idle.graders.start()
    until(lambda: ada.get(waiting).status_code == 303)
    result = ada.get(waiting).headers["location"]
    assert "15 of 15 points" in ada.get(result).text
    assert "15 of 15 points" not in ben.get(result).text


def test_a_check_sent_again_while_it_waits_gets_the_same_answer(idle: Hosting, browser: Browser) -> None:
    """A connection that was lost costs nothing; another check of the same learner is refused, and its text is saved."""
    account, body = idle.accounts.account("ada"), {"exercise": 4, "files": {FILE: own(RIGHT)}}
    other = {"exercise": 4, "files": {FILE: own(RIGHT)}}
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(browser("ada").post, "/do/check", json=body)
        until(lambda: idle.graders.waiting == 1)
        refused = browser("ada").post("/do/check", json=other)
        assert (refused.status_code, "still running" in refused.text) == (409, True)
        assert idle.drafts.texts(account.id) == {"ex4_update": other["files"][FILE]}  # type: ignore[index]
        again = pool.submit(browser("ada").post, "/do/check", json=body)
        until(lambda: idle.drafts.texts(account.id) == {"ex4_update": body["files"][FILE]})  # type: ignore[index]
        idle.graders.start()
        assert first.result().json() == again.result().json()
    assert len(idle.hand_ins.of(account.id)) == 1


def test_a_full_course_saves_the_work_and_says_so(idle: Hosting, browser: Browser) -> None:
    """503 with the sentence, before anything is handed in; the draft is there."""
    for learner in range(1000, 1161):
        idle.graders.reserve(learner, is_check=True)
    source, account = own(RIGHT), idle.accounts.account("ada")
    answer = browser("ada").post("/do/check", json={"exercise": 4, "files": {FILE: source}})
    assert (answer.status_code, "Your work is saved" in answer.text) == (503, True)
    assert idle.drafts.texts(account.id) == {"ex4_update": source}
    assert idle.hand_ins.of(account.id) == []
    for learner in range(1000, 1161):
        idle.graders.give_back(idle.graders._busy[learner, True], GradingAnswer())


def test_what_waited_too_long_is_kept_and_graded_later(idle: Hosting, browser: Browser) -> None:
    """The learner is told so; the result appears under their hand-ins without another request."""
    account = idle.accounts.account("ada")
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(browser("ada").post, "/do/check", json={"exercise": 4, "files": {FILE: own(RIGHT)}})
        until(lambda: idle.graders.before(account.id) == 1)
        assert idle.graders.give_up_late(time.monotonic() + 10.0) == 1
        assert (answer.result().status_code, "will be graded" in answer.result().text) == (503, True)
    idle.graders.start()
    assert idle.grade_left_behind() == 1
    (one,) = idle.hand_ins.of(account.id)
    assert json.loads(one.document or "")["score"] == 15.0
