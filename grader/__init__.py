"""The engine: grades what learners wrote, in a sandbox, and says what is wrong and why.

From Python: `load_course` and `grade`. What each package holds, and in which order to read them: CONTRIBUTING.md.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing's own takes longer to get than all of this
if TYPE_CHECKING:
    from pathlib import Path

    from grader.core.course import Course
    from grader.core.results import ExerciseResult, SubmissionResult

__all__ = ["__version__", "grade", "load_course"]
__version__ = "0.1.0"


def load_course(path: str | Path | None = None) -> Course:
    """Read a course: its folder, or None for the one that comes with the grader.

    Raises:
        grader.core.errors.UsageError: there is none, or it is unsound.
    """
    from pathlib import Path

    from grader.core.course import load_course

    return load_course(Path(path) if path is not None else None)


def grade(
    course: Course, submission: str | Path, which: str | int = "all", *, seed: int = 1
) -> ExerciseResult | SubmissionResult:
    """Grade one exercise of a submission, or all of them.

    Args:
        course: from load_course.
        submission: a folder, an archive, or one file.
        which: the exercise's number, name or stem, or "all".
        seed: what the suites draw their inputs from.

    Raises:
        grader.core.errors.GraderError: the submission or the course cannot be used, or the sandbox failed.
    """
    from pathlib import Path

    from grader.grading.grader import Grader
    from grader.sandbox.sandbox import Sandbox
    from grader.submissions.submission import open_submission

    exercise = None if str(which) == "all" else course.find(str(which))
    opened = open_submission(Path(submission), exercise, course)
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        return grader.grade(exercise, opened, seed) if exercise else grader.grade_all(opened, seed)


def load_ipython_extension(shell: object) -> None:
    """Give an IPython shell the magic `%grade`; this is what `%load_ext grader` calls."""
    from grader.notebook.extension import load

    load(shell)


def unload_ipython_extension(shell: object) -> None:
    """Take it back; this is what `%unload_ext grader` calls."""
    from grader.notebook.extension import unload

    unload(shell)
