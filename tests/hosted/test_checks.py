"""A check on a hosted course: one request, the terminal's verdict, and one hand-in however often it is sent."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable

from starlette.testclient import TestClient

from grader.classroom.gradebook.store import Gradebook
from grader.core.course import load_course
from grader.grading.grader import Grader
from grader.pages.actions import MemoryFiles
from grader.reports import json as json_format
from grader.sandbox.sandbox import Sandbox
from grader.serve.hosted.hand_ins import HandIns
from grader.serve.hosted.hosting import Hosting
from grader.submissions.submission import Submission
from tests.conftest import ROOT
from tests.hosted.conftest import FILE, RIGHT, UPHILL, own, until

SignIn = Callable[[str], TestClient]
ENDLESS = "def update(*arguments):\n    while True:\n        pass\n"


def posted(source: str) -> dict[str, object]:
    """Return what the page's script sends for a check of exercise 4."""
    return {"exercise": 4, "files": {FILE: source}}


def test_the_verdict_is_the_terminals(sign_in: SignIn) -> None:
    """The result is the one that `grade exercise --format json` gives, but for the seconds it took."""
    course = load_course(ROOT)
    ada = sign_in("ada")
    with Sandbox() as sandbox:
        grader = Grader(course, sandbox)
        for source in (RIGHT, UPHILL, "def update(:\n", "import os\n", ENDLESS):
            result = grader.grade(course.find("4"), Submission(MemoryFiles({FILE: source})), 1)
            answer = ada.post("/do/check", json=posted(source))
            assert answer.status_code == 200, answer.text
            wanted, found = json.loads(json_format.render(result)), answer.json()["result"]
            assert {**found, "seconds": 0} == {**wanted, "seconds": 0}
        grader.close()


def test_a_request_sent_twice_is_one_hand_in(sign_in: SignIn, hosting: Hosting) -> None:
    """With a key or without one; a key that comes with other files is refused, and changes nothing."""
    ben, source = sign_in("ben"), own(UPHILL)
    account = hosting.accounts.find("ben")
    assert account is not None
    before = len(hosting.hand_ins.of(account.id))
    key = {"idempotency-key": source[-9:].strip()}
    answers = [ben.post("/do/check", json=posted(source), headers=key) for _ in range(2)]
    answers += [ben.post("/do/check", json=posted(own(UPHILL)), headers=key)]
    assert [answer.status_code for answer in answers] == [200, 200, 422]
    assert answers[0].json() == answers[1].json()
    draft = {"name": "ex2_loss.py", "text": "# an earlier exercise, saved meanwhile\n", "seen": ""}
    assert ben.post("/do/save", json=draft).status_code == 200
    assert ben.post("/do/check", json=posted(source), headers=key).json() == answers[0].json()
    source = own(RIGHT)
    pages = [ben.post("/exercise/ex4_update", data={"do": "check", "source": source}).text for _ in range(2)]
    assert all("15 of 15 points" in page for page in pages)
    assert len(hosting.hand_ins.of(account.id)) == before + 2
    keys = {"idempotency-key": "k" * 65}
    assert ben.post("/do/check", json=posted(source), headers=keys).status_code == 422


def test_the_best_result_counts_and_is_in_the_gradebook(sign_in: SignIn, hosting: Hosting) -> None:
    """A worse hand-in later takes no points away; both results are kept, and the class's other commands see them."""
    chi, file = sign_in("chi"), hosting.database.where
    with Gradebook(file) as gradebook:
        before = len(gradebook.known(["chi"]).get("chi", ()))  # of other tests
    told: list[tuple[int, str]] = []
    hosting.hand_ins.listeners.append(lambda connection, account, exercise: told.append((account, exercise)))
    for source in (own(UPHILL), own(RIGHT), own(UPHILL)):
        assert chi.post("/do/check", json=posted(source)).status_code == 200
    hosting.hand_ins.listeners.clear()
    account = hosting.accounts.find("chi")
    assert account is not None
    assert told == [(account.id, "update")] * 3
    with Gradebook(file) as gradebook:
        (marks,) = [one for one in gradebook.marks() if one.key == "chi"]
        assert marks.items["exercise", "update"] == (15.0, 15.0, 0.0)
        assert len(gradebook.known(["chi"])["chi"]) == before + 3
    assert "done" in chi.get("/").text


def test_a_loop_is_stopped_by_its_learner_and_holds_up_nobody(sign_in: SignIn, hosting: Hosting) -> None:
    """Meanwhile another learner's check is answered, and a second one of the same learner is refused, its text saved."""
    ada, ben, answers = sign_in("ada"), sign_in("ben"), []
    account = hosting.accounts.find("ada")
    assert account is not None
    slow = "import time\n" + own(ENDLESS)
    asking = threading.Thread(target=lambda: answers.append(ada.post("/do/check", json=posted(slow))))
    asking.start()
    while not hosting.graders.is_busy(account.id):
        time.sleep(0.01)  # between two looks at a grader that another thread keeps busy
    assert ben.post("/do/check", json=posted(own(RIGHT))).json()["full"]
    later = own(RIGHT)
    refused = sign_in("ada").post("/do/check", json=posted(later))
    if hosting.graders.is_busy(account.id):  # the loop's own limit may have ended it
        assert (refused.status_code, "still running" in refused.text) == (409, True)
    assert hosting.drafts.texts(account.id)["ex4_update"] == later
    assert ada.post("/do/stop", json={}).status_code == 200
    asking.join()
    assert answers[0].status_code == 200
    assert ada.post("/do/check", json=posted(own(RIGHT))).json()["full"]


def test_hints_come_one_at_a_time_and_are_remembered(sign_in: SignIn) -> None:
    """The second press shows one more, in another session of the same learner too."""
    source = own(UPHILL)
    counts = [sign_in("ada").post("/do/hint", json=posted(source)).json()["shown"] for _ in range(2)]
    assert counts == [1, 2]


def test_a_run_shows_what_the_learners_own_function_gives(sign_in: SignIn) -> None:
    """A wrong function's own value, with and without JavaScript, and never the reference's."""
    call = "update([1.0], 0.5, [0.2], 0.1, 0.5)"
    for answer in (
        sign_in("ada").post("/do/run", json={**posted(UPHILL), "expression": call}).json()["html"],
        sign_in("ada").post("/exercise/ex4_update", data={"do": "run", "source": UPHILL, "expression": call}).text,
    ):
        assert "[1.1]" in answer
        assert "[0.9]" not in answer


def test_a_hand_in_that_a_server_left_is_graded_by_the_next(hosting: Hosting) -> None:
    """What was accepted by a server that has ended is taken by another one, and graded."""
    account = hosting.accounts.find("ben")
    assert account is not None
    ended = HandIns(hosting.database, hosting.course, server_name="ended")
    one = ended.accept(account, hosting.course.find("4"), {FILE: own(RIGHT)}, "left")
    until(lambda: (found := hosting.hand_ins.find(one.id)) and found.document)
    found = hosting.hand_ins.find(one.id)
    assert found is not None
    assert json.loads(found.document or "")["score"] == 15.0


def test_without_javascript_no_text_is_lost(sign_in: SignIn, hosting: Hosting) -> None:
    """Reset, and a form of a page that was loaded before another one saved: what was there is under Your hand-ins."""
    ada, account = sign_in("ada"), hosting.accounts.find("ada")
    assert account is not None
    first, second = own("first = 1"), own("second = 2")
    for do, source, seen in (("save", first, ""), ("save", second, "of an older page"), ("reset", second, "")):
        assert ada.post("/exercise/ex2_loss", data={"do": do, "source": source, "seen": seen}).status_code == 200
    stub = hosting.course.find("2").stub.read_text(encoding="utf-8")
    assert hosting.drafts.texts(account.id)["ex2_loss"] == stub
    page = ada.get("/hand-ins").text
    assert first.strip() in page
    assert second.strip() in page
