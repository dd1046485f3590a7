"""One learner's quiz behind the page: what each button does, and every step kept."""

from __future__ import annotations

import threading
from typing import Any, Protocol

import msgspec

from grader.core.errors import GraderError
from grader.pages.forms import MOVES, Fields, moved, place_of, read_confidence, read_form
from grader.quiz import sitting as steps
from grader.quiz.load import Quiz
from grader.quiz.marking.program import ProgramRunner
from grader.quiz.model import Confidence
from grader.quiz.present import QuestionView, present
from grader.quiz.sitting import Sitting
from grader.quiz.terminal.sitting_store import Begun, hand_in


class PageNotice(msgspec.Struct, frozen=True):
    """What the next page has to say of the last button."""

    about: str
    """`answer`, `trouble`, `hint`, or a move such as `up-3`."""
    text: str = ""


class QuizHome(msgspec.Struct, frozen=True):
    """Where the pages of a quiz are shown, and what they say of that."""

    lasting: bool = False
    """Whether the pages stay after handing in, so that the quiz is begun again from its result."""
    course: str = ""
    """The address of the course that the quiz is part of, whole; empty where it stands alone."""
    exercises: dict[int, str] = {}
    """The addresses of the exercises' pages, whole, by their numbers; of others the command is named."""
    told: tuple[str, ...] = ()
    """What the quiz counts for, and when it is due."""


_ALONE = QuizHome()


class SittingShelf(Protocol):
    """Where sittings are kept."""

    def put(self, sitting: Sitting) -> None:
        """Keep a sitting."""

    def begin(self, *, missed: bool = False, anew: bool = False) -> Begun | None:
        """Begin another sitting; None where `missed` is asked for and nothing was."""


class Controller:
    """A sitting and where it is kept. One step at a time: every method takes the lock."""

    def __init__(
        self,
        quiz: Quiz,
        sitting: Sitting,
        shelf: SittingShelf,
        programs: ProgramRunner,
        *,
        home: QuizHome = _ALONE,
    ) -> None:
        self.quiz, self.sitting, self.home = quiz, sitting, home
        self._shelf, self._programs = shelf, programs
        self.lock = threading.Lock()
        self.notices: dict[str, PageNotice] = {}

    def asked(self, number: int) -> QuestionView | None:
        """Return question `number`, from 1, as it is asked, or None where there is none."""
        if not 1 <= number <= len(self.sitting.items):
            return None
        return present(self.quiz, self.sitting.items[number - 1].id, self.sitting.seed)

    def is_open(self, name: str) -> bool:
        """Whether the form takes another answer: attempts are left, and it is not right yet."""
        right = any(attempt.mark.status == "correct" for attempt in self.sitting.item(name).attempts)
        return not right and steps.open_for_answers(self.quiz, self.sitting, name)

    def printed(self, asked: QuestionView) -> str:
        """Run the program of a predict question, and return what it prints; nothing for other questions."""
        if asked.type != "predict":
            return ""
        try:
            return self._programs.prints(asked.template)
        except GraderError as error:
            return str(error)

    def in_form(self, name: str) -> Any:
        """Return what stands in the form: what was written last, else what was answered last."""
        state = self.sitting.item(name)
        if state.draft is not None:
            return state.draft
        return state.attempts[-1].answer if state.attempts else None

    def press(self, number: int, fields: Fields) -> str:
        """Do what a button of question `number` says, and return the path of the page to show then."""
        asked = self.asked(number)
        assert asked is not None
        do = next(iter(fields.get("do", [])), "")
        here = f"/q/{number}"
        self.notices.pop(asked.id, None)
        if self.is_open(asked.id):
            given = read_form(asked, fields)
            first = self.quiz.head.confidence and not self.sitting.item(asked.id).attempts
            confidence = read_confidence(fields) if first else None
            what, _, _ = do.partition("-")
            if what in MOVES and asked.type in ("order", "parsons"):
                given, told = moved(asked, given, do)
                self.notices[asked.id] = PageNotice(do, told)
            if do == "check":
                # the same form posted twice, as by a double click, is one answer
                if fields.get("tries") == [str(len(self.sitting.item(asked.id).attempts))]:
                    self._check(asked, given, confidence)
                return here
            self._write(asked, given, confidence)
            if do == "hint":
                self.sitting, hint = steps.take_hint(self.quiz, self.sitting, asked.id)
                if hint is not None:
                    self.notices[asked.id] = PageNotice("hint")
        path = self._way(do, number)
        self.put(steps.go(self.sitting, int(path[3:]) - 1) if path.startswith("/q/") else self.sitting)
        return path

    def _check(self, asked: QuestionView, given: Any, confidence: Confidence | None) -> None:
        if given is None:
            self._write(asked, None, confidence)
            self.put(self.sitting)
            self.notices[asked.id] = PageNotice("trouble", "There is no answer yet.")
            return
        self.sitting, found = steps.answer(
            self.quiz, self.sitting, asked.id, given, confidence=confidence, run_code=self._programs
        )
        self.put(self.sitting)
        trouble = found.status == "invalid"
        self.notices[asked.id] = PageNotice("trouble", found.feedback) if trouble else PageNotice("answer")

    def _write(self, asked: QuestionView, given: Any, confidence: Confidence | None) -> None:
        """Keep what stands in the form, unless it is what was answered last."""
        state = self.sitting.item(asked.id)
        same = bool(state.attempts) and state.attempts[-1].answer == given
        self.sitting = steps.keep(self.sitting, asked.id, None if same else given, confidence)

    def _way(self, do: str, number: int) -> str:
        count = len(self.sitting.items)
        if do == "review" or (do == "next" and number == count):
            return "/result" if self.sitting.finished else "/review"
        if do == "next":
            return f"/q/{number + 1}"
        if do == "back":
            return f"/q/{max(1, number - 1)}"
        what, _, to = do.partition("-")
        if what == "go" and 1 <= place_of(to) <= count:
            return f"/q/{place_of(to)}"
        return f"/q/{number}"

    def hand_in(self) -> None:
        """Check what was written and not checked yet, and hand in."""
        if not self.sitting.finished:
            self.put(hand_in(self.quiz, self.sitting, self._programs))

    def again(self) -> bool:
        """Begin with what was missed; False where nothing was."""
        if not self.sitting.finished:
            return True
        begun = self._shelf.begin(missed=True)
        if begun is None:
            return False
        self.notices.clear()
        self.put(begun.sitting)
        return True

    def anew(self) -> bool:
        """Begin the whole quiz with other questions and numbers; False where it is not handed in."""
        if not self.sitting.finished:
            return False
        begun = self._shelf.begin(anew=True)
        assert begun is not None
        self.notices.clear()
        self.put(begun.sitting)
        return True

    def put(self, sitting: Sitting) -> None:
        """Take the next state, and keep it."""
        self.sitting = sitting
        self._shelf.put(sitting)
