"""Which quiz a command means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli import parameters
from grader.core.errors import UsageError

if TYPE_CHECKING:
    from grader.quiz.load import Quiz


def load_named(course: Path | None, which: str | None, answers: Path | None) -> Quiz:
    """Load the quiz that is meant: by its file, its name, the name in an answers file, or as the only one."""
    from grader.core.course import builtin_course
    from grader.core.text import safe
    from grader.quiz.course_index import read_course
    from grader.quiz.load import load_quiz

    root = course or builtin_course()
    root = root.parent.parent if root.suffix in parameters.YAML else root
    if which is not None and (which.endswith(parameters.YAML) or Path(which).is_file()):
        return load_quiz(Path(which), read_course(root))
    if which is None and answers is not None:
        which = _named_in(answers)
    names = sorted(path.stem for path in (root / "quiz").glob("*.yaml"))
    if not names:
        raise UsageError(f"{root / 'quiz'}: this course has no quiz; give the path of a quiz file.")
    if which is None and len(names) > 1:
        raise UsageError(f"This course has several quizzes; name one of {', '.join(names)}.")
    name = which or names[0]
    if name not in names:
        raise UsageError(
            f"There is no quiz {safe(repr(name), 60)}; this course has {', '.join(names)}. A file ends in .yaml."
        )
    return load_quiz(root / "quiz" / f"{name}.yaml", read_course(root))


def _named_in(answers: Path) -> str | None:
    """Return the quiz that an answers file names."""
    from grader.quiz.answers_file import read_answers_file

    data = read_answers_file(answers).data
    named = data.get("quiz") if isinstance(data, dict) else None
    return named if isinstance(named, str) else None
