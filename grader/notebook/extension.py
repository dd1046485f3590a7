"""The IPython extension: the magic `%grade`, with one warm grader in the kernel."""

from __future__ import annotations

import atexit
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from grader.core.errors import GraderError, UsageError, internal_failure
from grader.notebook.live import Run, edited, live_submission, saved_notebook
from grader.notebook.modules import NotebookFinder

if TYPE_CHECKING:
    from IPython.core.interactiveshell import ExecutionInfo, InteractiveShell

    from grader.core.course import Course, Exercise
    from grader.core.results import ExerciseResult, SubmissionResult
    from grader.grading.grader import Grader
    from grader.grading.tryout import Tried
    from grader.sandbox.sandbox import Sandbox
    from grader.submissions.submission import Submission

_USAGE = (
    "say which exercise: `%grade 4`, `%grade update` or `%grade all`; `%grade 4 --seed 7` draws other hidden inputs"
)


_UNSAVED = (
    "A cell counts as you last ran or saved it. If you edited one since, run it or press Ctrl+S, then grade again."
)
_TRY_USAGE = (
    "Say what to try: `%try 4 update([1.0], 0.5, [0.2], 0.1, 0.5)`; with `--steps` before the call, line by line."
)


class _Graded(NamedTuple):
    """One exercise, graded."""

    exercise: Exercise
    submission: Submission
    result: ExerciseResult


class Extension:
    """What one kernel keeps: what was run in it, and a grader once one was asked for."""

    def __init__(self, shell: InteractiveShell) -> None:
        """Take a shell; the cells that it ran before count too."""
        self._shell = shell
        history: list[str] = shell.history_manager.input_hist_raw if shell.history_manager else []
        self._runs = [Run(None, source, 0.0) for source in history if source]
        self._course: Course | None = None
        self._sandbox: Sandbox | None = None
        self._grader: Grader | None = None
        self._finder = NotebookFinder(lambda: [exercise.stem for exercise in self.course.exercises])

    @property
    def course(self) -> Course:
        """The course that is graded on."""
        if self._course is None:
            from grader.core.course import load_course
            from grader.submissions.course_record import course_of

            self._course = load_course(course_of(Path.cwd()))
        return self._course

    def open(self) -> None:
        """Give the shell its magic, and let it import exercises that are notebooks."""
        self._shell.magics_manager.register_function(self.grade, magic_kind="line", magic_name="grade")
        self._shell.magics_manager.register_function(self.try_out, magic_kind="line", magic_name="try")
        self._shell.events.register("pre_run_cell", self._ran)
        self._finder.install()
        atexit.register(self.close)

    def close(self) -> None:
        """End the grader; what was given to the shell is taken back."""
        atexit.unregister(self.close)
        for name in ("grade", "try"):
            self._shell.magics_manager.magics["line"].pop(name, None)
        if self._ran in self._shell.events.callbacks["pre_run_cell"]:
            self._shell.events.unregister("pre_run_cell", self._ran)
        self._finder.remove()
        self._end()

    def _end(self) -> None:
        """End the grader; the next %grade begins with another."""
        grader, sandbox, self._grader, self._sandbox = self._grader, self._sandbox, None, None
        if grader:
            grader.close()
        if sandbox:
            sandbox.close()

    def grade(self, line: str) -> None:
        """Grade an exercise: `%grade 4`, by its number or name, or `%grade all`.

        What counts is what this notebook holds now: its cells as they were last run or saved. They are graded in a
        separate sandbox, so nothing that happens to be in this kernel's memory matters.
        """
        from IPython.core.error import UsageError as OneSentence
        from IPython.display import display

        from grader.notebook.display import DecidingLine, NotebookResult

        try:
            result, graded = self._grade(*_arguments(line))
            display(NotebookResult(result))  # type: ignore[no-untyped-call]
            if told := self._deciding_line(graded):
                display(DecidingLine(told))  # type: ignore[no-untyped-call]
        except GraderError as error:
            raise OneSentence(str(error)) from None
        except KeyboardInterrupt:  # its traceback would show the hidden suite
            raise OneSentence("Grading was stopped; run the cell again to grade.") from None
        except Exception as error:
            if os.environ.get("GRADE_DEBUG"):
                raise
            raise OneSentence(internal_failure(error, "Set GRADE_DEBUG=1 before you start Jupyter")) from None

    def try_out(self, line: str) -> None:
        """Run your function on your own values: `%try 4 update([1.0], 0.5, [0.2], 0.1, 0.5)`, or `%try 4 --steps …`."""
        from IPython.core.error import UsageError as OneSentence

        from grader.reports import tried

        try:
            print(tried.render(self._try_out(line)), end="")  # noqa: T201
        except GraderError as error:
            raise OneSentence(str(error)) from None
        except KeyboardInterrupt:
            raise OneSentence("The run was stopped.") from None

    def _try_out(self, line: str) -> Tried:
        from grader.grading.tryout import examples_of, statements_of, try_out

        which, _, rest = line.strip().partition(" ")
        if not which:
            raise UsageError(_TRY_USAGE)
        exercise = self.course.find(which)
        steps = rest.strip().startswith("--steps")
        text = rest.strip().removeprefix("--steps").strip()
        statements = statements_of(text) if text else examples_of(exercise)
        saved = saved_notebook(Path.cwd(), exercise.stem, self._runs, self._shell.user_ns)
        submission = live_submission(Path.cwd(), self.course, exercise, saved, self._runs)
        try:
            self._warm()
            assert self._sandbox is not None
            return try_out(self._sandbox, self.course, exercise, submission, statements, steps=steps)
        except BaseException:
            self._end()
            raise

    def _grade(self, which: str, seed: int) -> tuple[ExerciseResult | SubmissionResult, _Graded | None]:
        """Return what is shown, and where one exercise was asked for, what the search for the line goes on with."""
        from grader.core.results import SubmissionResult

        if which != "all":
            graded = self._grade_one(self.course.find(which), seed)
            return graded.result, graded
        results = tuple(self._grade_one(exercise, seed).result for exercise in self.course.exercises)
        return SubmissionResult.of(results), None

    def _deciding_line(self, graded: _Graded | None) -> str:
        """Return which line decides, as `grade exercise` tells it after its report."""
        if graded is None:
            return ""
        try:
            return self._warm().deciding_line(*graded)
        except BaseException:
            self._end()
            raise

    def _grade_one(self, exercise: Exercise, seed: int) -> _Graded:
        folder = Path.cwd()
        saved = saved_notebook(folder, exercise.stem, self._runs, self._shell.user_ns)
        submission = live_submission(folder, self.course, exercise, saved, self._runs)
        try:
            grader = self._warm()
            result = grader.grade(exercise, submission, seed)
            grader.fork_ahead(exercise, submission)
            return _Graded(exercise, submission, _with_notes(result, edited(saved, self._runs)))
        except BaseException:
            self._end()  # it may have been stopped in the middle of a sentence
            raise

    def _warm(self) -> Grader:
        from grader.grading.grader import Grader
        from grader.sandbox.sandbox import Sandbox

        if self._grader is None:
            self._sandbox = Sandbox()
            self._grader = Grader(self.course, self._sandbox)
        return self._grader

    def _ran(self, info: ExecutionInfo) -> None:
        if isinstance(info.raw_cell, str):
            self._runs.append(Run(getattr(info, "cell_id", None), info.raw_cell, time.time()))


def _with_notes(result: ExerciseResult, notes: list[str]) -> ExerciseResult:
    """Return the result with what the notebook's state means for it."""
    if not result.full_marks and result.status != "unfilled":
        notes = [*notes, _UNSAVED]
    return msgspec.structs.replace(result, notes=(*result.notes, *notes))


def _arguments(line: str) -> tuple[str, int]:
    """Return which exercise and the seed.

    Raises:
        UsageError: the line says neither.
    """
    words = line.split()
    seed = "1"
    if len(words) == 3 and words[1] == "--seed":
        seed = words.pop()
        words.pop()
    if len(words) != 1 or not (seed.isascii() and seed.isdigit() and len(seed) < 19):
        raise UsageError(_USAGE[0].upper() + _USAGE[1:] + ".")
    return words[0], int(seed)


_LOADED: dict[int, Extension] = {}


def load(shell: Any) -> None:
    """Load the extension into an IPython shell, once."""
    if id(shell) not in _LOADED:
        _LOADED[id(shell)] = Extension(shell)
        _LOADED[id(shell)].open()


def unload(shell: Any) -> None:
    """Take the extension out of a shell."""
    if extension := _LOADED.pop(id(shell), None):
        extension.close()
