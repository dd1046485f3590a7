"""Run the programs of a quiz's code questions: each as it should be has to get full marks, and with empty gaps less."""

from __future__ import annotations

from pathlib import Path

from grader.errors import GraderError
from grader.quiz.check.complaint import Complaint, Desk
from grader.quiz.facts import Course
from grader.quiz.load import build
from grader.quiz.markers import mark_code
from grader.quiz.model import Code
from grader.runner.programs import Programs
from grader.schema import read_yaml


def check_programs(root: Path | None, file: Path, course: Course) -> list[Complaint]:
    """Return what is wrong with the suites of the code questions of a quiz that is sound in all else.

    Args:
        root: the folder of the course, or None for the one that comes with the grader.
        file: the quiz file.
        course: the same course, as a quiz knows it.

    Raises:
        UsageError: the file cannot be read.
        ContentError: the quiz is unsound.
    """
    document = read_yaml(file)
    desk = Desk(document)
    with Programs(root, file) as programs:
        for place, question in enumerate(build(document, course).questions.values()):
            if isinstance(question, Code):
                fault = _fault(question, file.parent / "solutions" / f"{question.suite}.py", programs)
                if fault:
                    desk.error(("questions", place, "suite"), "C02", *fault)
    return desk.complaints


def _fault(question: Code, reference: Path, programs: Programs) -> tuple[str, str] | None:
    """Return the problem and its remedy, if there is one."""
    try:
        share, said = programs(question, reference.read_text(encoding="utf-8") if reference.is_file() else "")
        if share < 1:
            return f"{reference} fails its own suite: {' '.join(said.split())}", "mend the program or the suite"
        empty = mark_code(question, dict.fromkeys(question.blanks, ""), programs)
    except GraderError as error:
        return str(error).rstrip("."), f"see docs/quiz.md for what lies in {reference.parent}"
    if empty.share == 1:
        return "the program passes its suite with nothing in its gaps", "put gaps where something is decided"
    return None
