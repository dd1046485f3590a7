"""What learners do with a quiz, as rows: each try, and each answer as it was marked, which are only ever added.

The first try that somebody hands in is their mark. It goes into the gradebook's tables in the transaction that hands it in.
Two requests for one learner, on whichever servers, never write over each other: the later one sees what has changed,
and is answered once more.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, update

from grader.classroom.gradebook.records import course_columns
from grader.classroom.gradebook.statements import Statements
from grader.classroom.quizzes import Quizzes, Sheet
from grader.classroom.task import Graded
from grader.core.course import Course
from grader.core.hashing import digest_of
from grader.core.results import QUIZ
from grader.serve.hosted.database import HostedDatabase, now
from grader.serve.hosted.gradebook_rows import result_number
from grader.serve.hosted.hand_ins import Listener
from grader.serve.hosted.people import Account
from grader.serve.hosted.requests import QuizStep
from grader.serve.hosted.tables import account, quiz_answer, quiz_sitting
from grader.submissions.course_record import version_of

ITEM = "quiz:"
"""How the name of a quiz begins where exercises and quizzes are named together."""
_COLUMNS = list(quiz_sitting.c)


class SittingMoved(Exception):
    """Another request of the same learner was quicker; ask again with what is there now."""


@dataclass(frozen=True)
class KeptSitting:
    """One try at a quiz, as it is kept."""

    id: int
    """0 where there is none yet."""
    account: int
    """The account's number."""
    quiz: str
    number: int
    """From 1, which is the one that counts."""
    version: int = 0
    sitting: str = ""
    """As JSON; empty where there is none yet."""
    notices: str = "{}"
    handed_in_at: str | None = None
    document: str | None = None
    """The result as JSON, once it is handed in."""
    answers: int = 0
    """How many answers were marked."""
    made_at: str = ""

    @property
    def counts(self) -> bool:
        """Whether its result is the mark."""
        return self.number <= 1

    @property
    def content(self) -> bytes:
        """Everything that its result depends on, besides the quiz."""
        plain = json.loads(self.sitting)
        told = [
            [one["id"], [[each["answer"], each["hints"], each.get("confidence")] for each in one.get("attempts", [])]]
            for one in plain["items"]
        ]
        return json.dumps([plain["seed"], plain.get("done", []), told], sort_keys=True).encode()


class QuizSittings:
    """The tries at the quizzes of a course."""

    def __init__(
        self, database: HostedDatabase, course: Course, quizzes: Collection[str], listeners: Sequence[Listener]
    ) -> None:
        """Take where they are kept, the quizzes by name, and what is told of a new mark, as with hand-ins."""
        self._database, self._listeners = database, listeners
        self._quizzes = Quizzes(course.root)
        self.versions = {name: self._quizzes.identity(Sheet(name, "", b"", "")).right for name in quizzes}
        """A hash of each quiz as it was when the server started, with all that marks depend on."""
        self._statements = Statements(database.insert)
        self._course_columns = course_columns(version_of(course))

    def last(self, person: int, quiz: str) -> KeptSitting:
        """Return the last try of an account at a quiz; an empty one where there is none yet."""
        mine = (quiz_sitting.c.account == person) & (quiz_sitting.c.quiz == quiz)
        rows = self._database.read(select(*_COLUMNS).where(mine).order_by(quiz_sitting.c.number.desc()).limit(1))
        return self._whole(rows[0]) if rows else KeptSitting(0, person, quiz, 0)

    def of(self, person: int) -> list[KeptSitting]:
        """Return the tries of an account at all quizzes, the newest first."""
        mine = select(*_COLUMNS).where(quiz_sitting.c.account == person).order_by(quiz_sitting.c.id.desc())
        return [self._whole(row) for row in self._database.read(mine)]

    def find(self, number: int) -> KeptSitting | None:
        """Return a try by its own number."""
        rows = self._database.read(select(*_COLUMNS).where(quiz_sitting.c.id == number))
        return self._whole(rows[0]) if rows else None

    def marks_of(self, quiz: str) -> list[int]:
        """Return the numbers of the tries at a quiz that are somebody's mark."""
        counts = (quiz_sitting.c.quiz == quiz) & quiz_sitting.c.result.is_not(None)
        return [row.id for row in self._database.read(select(quiz_sitting.c.id).where(counts))]

    def states(self, person: Account) -> dict[str, str]:
        """Return in words how somebody is with the quizzes that they have begun."""
        answered = select(func.count(quiz_answer.c.question.distinct())).where(
            quiz_answer.c.sitting == quiz_sitting.c.id
        )
        columns = (quiz_sitting.c.quiz, quiz_sitting.c.number, quiz_sitting.c.handed_in_at)
        mine = quiz_sitting.c.account == person.id
        query = select(*columns, answered.scalar_subquery().label("answered")).where(mine)
        found = {}
        for row in self._database.read(query.order_by(quiz_sitting.c.number)):
            if row.number == 1:
                found[row.quiz] = "handed in" if row.handed_in_at else f"{row.answered} answered, not handed in"
        return found

    def export(self) -> Iterator[dict[str, Any]]:
        """Give every try with its answers and its result, the oldest first, as plain data."""
        keys = {row.id: row.key for row in self._database.read(select(account.c.id, account.c.key))}
        for row in self._database.read(select(quiz_sitting.c.id).order_by(quiz_sitting.c.id)):
            if (one := self.find(row.id)) is not None:  # its learner may be removed meanwhile
                yield {
                    "id": one.id,
                    "learner": keys[one.account],
                    "quiz": one.quiz,
                    "try": one.number,
                    "handed_in_at": one.handed_in_at,
                    "sitting": json.loads(one.sitting),
                    "result": json.loads(one.document) if one.document else None,
                }

    def keep(self, kept: KeptSitting, step: QuizStep, graded: Graded | None) -> None:
        """Keep what a request has made of a try: another one, or the next state of it, with new answers.

        Args:
            kept: the try that the request was given.
            step: what has become of it.
            graded: its result, where it is handed in now.

        Raises:
            SittingMoved: it is another one by now.
        """
        plain = json.loads(step.sitting)
        new = [] if step.begun else _new_answers(kept, plain)
        if not step.begun and not graded and not new and _same(kept, plain, step.notices):
            return
        values = {"state": json.dumps(_without_answers(plain)), "notices": json.dumps(step.notices)}
        with self._database.transaction() as connection:
            if step.begun:
                row = {"account": kept.account, "quiz": kept.quiz, "number": kept.number + 1, "version": 1}
                made = self._database.insert(quiz_sitting).values(**row, **values, made_at=now())
                if connection.execute(made.on_conflict_do_nothing().returning(quiz_sitting.c.id)).first() is None:
                    raise SittingMoved
                return
            unchanged = (quiz_sitting.c.id == kept.id) & (quiz_sitting.c.version == kept.version)
            moved = update(quiz_sitting).where(unchanged).values(**values, version=kept.version + 1)
            if connection.execute(moved).rowcount != 1:
                raise SittingMoved
            rows = [
                {"account": kept.account, "sitting": kept.id, "number": kept.answers + n, "answered_at": now(), **one}
                for n, one in enumerate(new, 1)
            ]
            if rows:
                connection.execute(quiz_answer.insert(), rows)
            if graded:
                whole = KeptSitting(kept.id, kept.account, kept.quiz, kept.number, sitting=step.sitting)
                self._hand_in(connection, whole, graded)

    def _hand_in(self, connection: Connection, kept: KeptSitting, graded: Graded) -> None:
        """Keep the result of a try, and the mark where it is one."""
        at = now()
        done: dict[str, Any] = {"handed_in_at": at, "document": graded.document}
        if kept.counts:
            whose = select(account.c.key, account.c.name, account.c.email).where(account.c.id == kept.account)
            person = connection.execute(whose).one()._asdict()
            row = {**vars(graded), "of": person["key"], "kind": QUIZ, "identity": self.identity(kept)}
            row |= {"content": digest_of([kept.content]), "graded_at": at, "handed_at": at, "late": False, "kept": ""}
            row |= self._course_columns
            connection.execute(self._statements.learner, [person])
            connection.execute(self._statements.result, [row])
            connection.execute(self._statements.standing, [row])
            done["result"] = result_number(connection, person["key"], QUIZ, graded.name, row["identity"])
        connection.execute(update(quiz_sitting).where(quiz_sitting.c.id == kept.id).values(done))
        if kept.counts:
            for listener in self._listeners:
                listener(connection, kept.account, f"{ITEM}{kept.quiz}")

    def identity(self, kept: KeptSitting) -> str:
        """Return what the result of a try depends on: what was answered, and the quiz as it was when the server started."""
        return self._quizzes.identity(Sheet(kept.quiz, "", kept.content, "")).right

    def _whole(self, row: Any) -> KeptSitting:
        """Return a row with its answers put back into the sitting."""
        columns = (quiz_answer.c.question, quiz_answer.c.digest, quiz_answer.c.attempt)
        mine = quiz_answer.c.sitting == row.id
        answers = self._database.read(select(*columns).where(mine).order_by(quiz_answer.c.number))
        plain = json.loads(row.state)
        for item in plain["items"]:
            item["attempts"] = [
                json.loads(attempt) for question, digest, attempt in answers if (question, digest) == _name(item)
            ]
        fixed = {
            "handed_in_at": row.handed_in_at,
            "document": row.document,
            "answers": len(answers),
            "made_at": row.made_at,
        }
        return KeptSitting(
            row.id, row.account, row.quiz, row.number, row.version, json.dumps(plain), row.notices, **fixed
        )


def _name(item: dict[str, Any]) -> tuple[str, str]:
    return item["id"], item["digest"]


def _new_answers(kept: KeptSitting, plain: dict[str, Any]) -> list[dict[str, str]]:
    """Return as rows the answers that a sitting has now and had not before."""
    known = {_name(item): len(item["attempts"]) for item in json.loads(kept.sitting)["items"]}
    return [
        {"question": item["id"], "digest": item["digest"], "attempt": json.dumps(one)}
        for item in plain["items"]
        for one in item.get("attempts", [])[known.get(_name(item), 0) :]
    ]


def _without_answers(plain: dict[str, Any]) -> dict[str, Any]:
    return {**plain, "items": [{**item, "attempts": []} for item in plain["items"]]}


def _same(kept: KeptSitting, plain: dict[str, Any], notices: dict[str, list[str]]) -> bool:
    before = _without_answers(json.loads(kept.sitting))
    return before == _without_answers(plain) and json.loads(kept.notices) == notices
