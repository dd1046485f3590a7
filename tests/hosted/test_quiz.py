"""The quiz of a hosted course: the pages of `grade quiz --web`, marked on the server, with rows for all that is done."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from grader.classroom.gradebook.store import Gradebook
from grader.classroom.task import Graded
from grader.core.results import QUIZ
from grader.quiz import sitting as steps
from grader.quiz import sitting_result
from grader.quiz.course_index import read_course
from grader.quiz.load import Quiz, load_quiz
from grader.quiz.model import Numeric
from grader.quiz.present import explanation, present
from grader.quiz.sitting import Sitting
from grader.quiz.solution import reference_answer, worked_solution
from grader.serve.hosted.database import HostedDatabase
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.people import Accounts
from grader.serve.hosted.quiz_sittings import QuizSittings, SittingMoved
from grader.serve.hosted.requests import QuizStep
from grader.serve.hosted.tables import quiz_answer
from tests.conftest import ROOT
from tests.hosted.conftest import NUMBERS
from tests.web.test_same_bytes import fields

SignIn = Callable[[str], TestClient]
SEED = 5


@pytest.fixture(name="final", scope="module")
def _final() -> Quiz:
    return load_quiz(ROOT / "quiz" / "final.yaml", read_course(ROOT))


@pytest.fixture(name="taker")
def _taker(hosting: Hosting, sign_in: SignIn, final: Quiz) -> Taker:
    """Give somebody who has just opened the quiz; its questions are the same in every run of the tests."""
    key = f"quiz-{next(NUMBERS)}"
    person = hosting.accounts.account(key, "Quentin", "", "learner", ["A"])
    begun = QuizStep(steps.save(steps.start(final, SEED)).decode(), {}, begun=True)
    hosting.sittings.keep(hosting.sittings.last(person.id, "final"), begun, None)
    return Taker(hosting, sign_in(key), key)


class Taker:
    """A learner who takes the quiz in a browser without JavaScript."""

    def __init__(self, hosting: Hosting, client: TestClient, key: str) -> None:
        self.hosting, self.client, self.key = hosting, client, key
        found = hosting.accounts.find(key)
        assert found is not None
        self.id = found.id

    @property
    def sitting(self) -> Sitting:
        """What is kept of the last try."""
        import msgspec

        return msgspec.json.decode(self.hosting.sittings.last(self.id, "final").sitting, type=Sitting)

    def get(self, path: str = "") -> str:
        """Return a page of the quiz, wherever it leads."""
        self.hosting.quizzing._left.clear()
        answer = self.client.get(f"/quiz/final/{path}", follow_redirects=True)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, path: str, **given: Any) -> str:
        """Post a form, and return the page that it leads to."""
        self.hosting.quizzing._left.clear()
        answer = self.client.post(f"/quiz/final/{path}", data=given, follow_redirects=True)
        assert answer.status_code == 200, answer.text
        return answer.text

    def press(self, number: int, do: str, **given: Any) -> str:
        """Press a button of a question."""
        tries = len(self.sitting.items[number - 1].attempts)
        return self.post(f"q/{number}", do=do, tries=str(tries), **given)

    def answer(self, final: Quiz, *, after: int = 0) -> int:
        """Answer all after the first questions right, but for what wants a program; return how many."""
        seed, count = self.sitting.seed, 0
        for number, item in enumerate(self.sitting.items, 1):
            if number > after and (given := right(final, item.id, seed)) is not None:
                assert "Right" in self.press(number, "check", **fields(final, item.id, seed, given))
                count += 1
        return count

    def mark(self) -> tuple[float, float] | None:
        """Return what the gradebook has."""
        found = next(one for one in self.hosting.gradebook.marks(self.hosting.course) if one.key == self.key)
        score, most, _ = found.items.get((QUIZ, "final"), (0.0, 0.0, 0.0))
        return None if found.is_blank((QUIZ, "final")) else (score, most)


def right(final: Quiz, name: str, seed: int) -> Any:
    """Return the right answer to a question; None where it is a program."""
    return reference_answer(final.questions[name], final.variant(final.questions[name], seed))


def told(text: str) -> str:
    """Return what a page says, without tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def keys_of(quiz: Quiz, name: str, seed: int) -> list[str]:
    """Return the sentences that a page of an open question must not have: why an answer is right, feedback, hints."""
    from grader.pages.quiz_views import html as shown

    question: Any = quiz.questions[name]
    options = [one.feedback for one in getattr(question, "options", ()) if getattr(one, "feedback", "")]
    hints = [one.text for one in question.hints]
    texts = [explanation(quiz, name, seed), worked_solution(quiz, name, seed), *options, *hints]
    said = [told(str(shown(part))) for text in texts for part in re.split(r"(?<=[.:?])\s|\n", text)]
    view = present(quiz, name, seed)
    asked = told(
        " ".join([str(shown(view.prompt)), str(view.template), *(str(shown(one.text)) for one in view.entries)])
    )
    return [one for one in said if len(one) > 25 and "{{" not in one and one not in asked]


def test_no_page_gives_an_answer_away_before_it_is_due(taker: Taker, final: Quiz) -> None:
    """Every response before an answer is checked: no explanation, no solution, no feedback of an option, no unbought hint."""
    pages = [taker.get(), taker.get("review"), taker.client.get("/").text]
    sitting = taker.sitting
    for number in range(1, len(sitting.items) + 1):
        pages += [taker.get(f"q/{number}"), taker.press(number, "check")]
    pages += [taker.get("result"), taker.get("review")]
    everything = told(" ".join(pages))
    keys = [(item.id, sentence) for item in sitting.items for sentence in keys_of(final, item.id, sitting.seed)]
    assert len(keys) > 3 * len(sitting.items)
    assert [key for key in keys if key[1] in everything] == []
    taker.post("hand-in")
    after = told(" ".join(taker.get(f"q/{number}") for number in range(1, len(sitting.items) + 1)))
    # the same sentences stand there once they are due
    assert len([key for key in keys if key[1] in after]) > len(sitting.items)


def test_the_first_try_is_the_mark_as_the_class_run_has_it(taker: Taker, final: Quiz) -> None:
    """Score and document are those of the engine; the second try is practice, and the page says which is which."""
    assert "What you hand in the first time is your mark" in told(taker.get())
    count = taker.answer(final, after=2)
    assert count > 10
    assert taker.mark() is None
    assert f"{count} answered, not handed in" in taker.client.get("/").text
    before = taker.sitting
    page = told(taker.post("hand-in"))
    expected = sitting_result.result(final, steps.finish(before))
    assert taker.mark() == (expected.score, expected.max_score)
    assert f"Your mark is {expected.score:g} of {expected.max_score:g} points." in page
    kept = taker.hosting.sittings.last(taker.id, "final")
    assert json.loads(kept.document or "")["items"][2]["attempts"] == 1
    learners = {one.key: one for one in taker.hosting.gradebook.learners(kind=QUIZ)}
    found = learners[taker.key].results["final"]
    assert found.pop("course")["id"] == taker.hosting.course.title
    assert found == json.loads(kept.document or "")
    assert f"{taker.hosting.url}/exercise/" in taker.get("result")
    again = told(taker.post("again"))
    assert "This is practice." in again
    assert len(taker.sitting.items) == 16 - count
    taker.answer(final)
    assert "This is practice. Your mark is" in told(taker.post("hand-in"))
    assert taker.mark() == (expected.score, expected.max_score)


def test_answers_are_rows_that_are_only_added(taker: Taker, final: Quiz, hosting: Hosting) -> None:
    """A wrong answer, the same form sent twice, then a right one: two rows, and the retry costs what it says."""
    taker.get()
    number, item = next(
        (n, one) for n, one in enumerate(taker.sitting.items, 1) if isinstance(final.questions[one.id], Numeric)
    )
    assert "Not" in taker.press(number, "check", answer="-987.5")
    page = taker.post(f"q/{number}", do="check", tries="0", answer="-987.5")  # a double click
    assert "2 tries are left" in told(page)
    answer = right(final, item.id, SEED)
    taker.press(number, "check", **fields(final, item.id, SEED, answer))
    query = select(quiz_answer.c.number, quiz_answer.c.question, quiz_answer.c.attempt)
    rows = hosting.database.read(query.where(quiz_answer.c.account == taker.id).order_by(quiz_answer.c.number))
    assert [(row.number, row.question) for row in rows] == [(1, item.id), (2, item.id)]
    assert [json.loads(row.attempt)["mark"]["status"] for row in rows] == ["wrong", "correct"]
    earned = json.loads(rows[1].attempt)["earned"]
    assert 0 < earned < final.questions[item.id].points


def test_two_requests_never_write_over_each_other(taker: Taker, hosting: Hosting) -> None:
    """Of two servers that have read the same state, the second is told that it has moved, and reads again."""
    taker.get()
    kept = hosting.sittings.last(taker.id, "final")
    taker.press(3, "next")
    plain = json.loads(kept.sitting) | {"at": 9}
    with pytest.raises(SittingMoved):
        hosting.sittings.keep(kept, QuizStep(json.dumps(plain), {}), None)
    with pytest.raises(SittingMoved):
        hosting.sittings.keep(
            hosting.sittings.last(0, "final").__class__(0, taker.id, "final", 0),
            QuizStep(kept.sitting, {}, begun=True),
            None,
        )
    assert taker.sitting.at == 3


def test_a_learner_sees_nothing_of_anothers_quiz(taker: Taker, hosting: Hosting) -> None:
    """There is no address that names a person or a try: what is shown is the session's own."""
    taker.get()
    taker.press(1, "next", answer="only-mine")
    other = Taker(hosting, TestClient(hosting.app, base_url=hosting.url, follow_redirects=False), "chi")  # type: ignore[attr-defined]
    assert other.client.get("/quiz/final/q/1").headers["location"] == "/enter"
    assert taker.client.get("/quiz/final/q/99").status_code == 404
    assert taker.client.get("/quiz/other/").status_code == 404
    assert taker.client.post("/quiz/final/q/1", data={"do": "check", "answer": "x" * 70_000}).status_code == 413
    assert taker.client.post("/quiz/final/hand-in", headers={"origin": "https://evil.example"}).status_code == 403


def test_rows_are_kept_and_removed_on_every_database(url: str, hosting: Hosting) -> None:
    """A try, an answer, a second server that is too late, handing in, the export; and nothing is left of who is removed."""
    database = HostedDatabase(url)
    heard: list[str] = []
    sittings = QuizSittings(database, hosting.course, ["final"], [lambda _, __, item: heard.append(item)])
    people = Accounts(database)
    person = people.account("ada", "Ada")
    item = {"id": "q", "digest": "d", "attempts": [], "hints": 0}
    plain: dict[str, Any] = {"seed": 1, "items": [item], "at": 0}
    answered = {**plain, "items": [{**item, "attempts": [{"answer": "\0 ä", "hints": 0, "mark": {}}]}]}
    first = sittings.last(person.id, "final")
    sittings.keep(first, QuizStep(json.dumps(plain), {}, begun=True), None)
    with pytest.raises(SittingMoved):
        sittings.keep(first, QuizStep(json.dumps(plain), {}, begun=True), None)
    now = sittings.last(person.id, "final")
    sittings.keep(now, QuizStep(json.dumps(answered), {}), None)
    with pytest.raises(SittingMoved):
        sittings.keep(now, QuizStep(json.dumps(answered), {}), None)
    assert sittings.states(person) == {"final": "1 answered, not handed in"}
    marked = Graded("final", "{}", "graded", 1.0, 2.0, 0.0, False, False, kind=QUIZ)
    sittings.keep(sittings.last(person.id, "final"), QuizStep(json.dumps(answered), {}), marked)
    assert heard == ["quiz:final"]
    assert sittings.states(person) == {"final": "handed in"}
    assert Gradebook(database=database).marks()[0].items == {(QUIZ, "final"): (1.0, 2.0, 0.0)}
    (told,) = sittings.export()
    assert (told["learner"], told["try"], told["result"]) == ("ada", 1, {})
    assert told["sitting"]["items"][0]["attempts"][0]["answer"] == "\0 ä"
    assert people.forget("ada")
    assert list(sittings.export()) == []
    assert database.read(select(quiz_answer.c.id)) == []
    database.close()
