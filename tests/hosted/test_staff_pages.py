"""What an instructor does in an hour: due dates, comments that learners read, two hand-ins side by side, tries at the quiz."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from grader.serve.hosted.audit import entries
from grader.serve.hosted.hosting import Hosting
from tests.hosted.conftest import FILE, NUMBERS, RIGHT, UPHILL, own

SignIn = Callable[[str], TestClient]


@pytest.fixture(name="lea")
def _lea(hosting: Hosting, sign_in: SignIn) -> tuple[int, TestClient]:
    """Give a learner of section B: the account's number, and the browser."""
    person = hosting.accounts.account(f"lea-{next(NUMBERS)}", "Lea", "", "learner", ["B"])
    return person.id, sign_in(person.key)


def test_due_dates_are_set_and_shown(hosting: Hosting, sign_in: SignIn, lea: tuple[int, TestClient]) -> None:
    """What is no date or no rule is refused with a sentence; a date stands on the learner's pages until it is taken away."""
    ira, (_, learner) = sign_in("ira"), lea
    due = {"do": "set", "exercise": "update", "due": "2030-05-01 18:00 UTC", "percent": "10", "per": "day", "cap": "50"}
    for wrong in (
        {"due": "soon"},
        {"due": "2030-05-01"},
        {"percent": "x"},
        {"percent": "10, until: 2031-01-01 UTC"},
        {"percent": "120"},
        {"exercise": "nine"},
    ):
        answer = ira.post("/class/dates", data=due | wrong)
        assert answer.status_code == 400, wrong
        assert 'role="alert"' in answer.text
        assert "--late" not in answer.text
    assert ira.post("/class/dates", data=due).status_code == 303
    told = "2030-05-01 18:00 UTC; late: 10 % a day, at most 50 %"
    assert told in ira.get("/class/dates").text
    assert f"due {told}" in learner.get("/exercise/ex4_update").text
    quiz = {"do": "set", "exercise": "final", "due": "2030-06-01 18:00 UTC"}
    assert ira.post("/class/dates", data=quiz).status_code == 303
    assert "This quiz is due 2030-06-01 18:00 UTC." in learner.get("/quiz/final/").text
    for name in ("update", "final"):
        assert ira.post("/class/dates", data={"do": "remove", "exercise": name}).status_code == 303
    assert "2030-05-01" not in learner.get("/exercise/ex4_update").text
    assert learner.get("/class/dates").status_code == sign_in("sam").get("/class/dates").status_code == 403
    log = [(one.who, one.detail) for one in entries(hosting.database) if one.did == "due date"]
    assert log[-1] == ("ira", f"update: due {told}")
    assert log[0] == ("ira", "final: taken away")


def test_learners_read_what_was_decided_and_said(sign_in: SignIn, lea: tuple[int, TestClient]) -> None:
    """A comment, points by hand and an excuse from the quiz stand under the learner's own marks."""
    ira, (number, learner) = sign_in("ira"), lea
    for form in (
        {"do": "comment", "text": "Come and see me."},
        {"do": "set", "exercise": "update", "points": "7.5", "text": "Shown at the board."},
        {"do": "excuse", "exercise": "final", "text": "was ill"},
    ):
        assert ira.post(f"/class/learner/{number}", data=form).status_code == 303
    page = learner.get("/hand-ins").text
    for told in ("Come and see me.", "7.5 of 15", "Shown at the board.", "excused"):
        assert told in page
    refused = ira.post(
        f"/class/learner/{number}", data={"do": "set", "exercise": "update", "points": "x", "text": "kept"}
    )
    assert refused.status_code == 400
    assert ">kept</textarea>" in refused.text  # what was typed is not lost


def test_a_hand_in_shows_what_has_changed(hosting: Hosting, sign_in: SignIn, lea: tuple[int, TestClient]) -> None:
    """The lines that differ from the hand-in before, and links to both sides."""
    ira, (number, learner) = sign_in("ira"), lea
    for source in (UPHILL, RIGHT):
        assert learner.post("/do/check", json={"exercise": 4, "files": {FILE: own(source)}}).status_code == 200
    second, first = (one.id for one in hosting.hand_ins.of(number))
    page = ira.get(f"/class/hand-ins/{second}").text
    assert "<ins>+" in page
    assert "<del>-" in page
    assert f'href="/class/hand-ins/{first}"' in page
    page = ira.get(f"/class/hand-ins/{first}").text
    assert "<ins>" not in page
    assert f'href="/class/hand-ins/{second}"' in page


def test_staff_see_the_tries_of_their_sections(hosting: Hosting, sign_in: SignIn, lea: tuple[int, TestClient]) -> None:
    """Every answer with its mark, for an instructor; not for an assistant of another section, and not for learners."""
    ira, sam, (number, learner) = sign_in("ira"), sign_in("sam"), lea
    assert learner.get("/quiz/final/").status_code == 200
    assert learner.post("/quiz/final/hand-in").status_code == 303
    one = hosting.sittings.last(number, "final").id
    assert f'href="/class/quiz/{one}"' in ira.get(f"/class/learner/{number}").text
    page = ira.get(f"/class/quiz/{one}").text
    assert "This try is the mark." in page
    assert page.count("0 of 1<") > 10
    assert sam.get(f"/class/quiz/{one}").status_code == 404
    assert learner.get(f"/class/quiz/{one}").status_code == 403
