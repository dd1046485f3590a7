"""Faults of code questions: the program as it should be gets full marks of its suite, and with empty gaps less."""

from __future__ import annotations

from grader.core.diagnostics import DiagnosticSink
from grader.core.errors import GraderError
from grader.quiz.markers import CodeRunner, mark_code
from grader.quiz.model import Code


def check_files(sink: DiagnosticSink, question: Code) -> None:
    """Find the suite of a code question, and the program as it should be."""
    missing = [name for name in _files(question) if not sink.has_file(name)]
    if missing:
        problem = f"there is no {' and no '.join(missing)} beside this file"
        sink.error(("suite",), "C03", problem, "write it as docs/quiz.md says, or name another suite")


def check_program(sink: DiagnosticSink, question: Code, run_code: CodeRunner) -> None:
    """Run the program as it should be on its suite, and then with nothing in its gaps."""
    program = sink.document.path.parent / _files(question)[0]
    fault = _fault(question, program.read_text(encoding="utf-8", errors="replace"), run_code)
    if fault:
        sink.error(("suite",), "C02", *fault)


def _files(question: Code) -> tuple[str, str]:
    return f"solutions/{question.suite}.py", f"solutions/suites/test_{question.suite}.py"


def _fault(question: Code, program: str, run_code: CodeRunner) -> tuple[str, str] | None:
    """Return the problem and its remedy, if there is one."""
    try:
        share, said = run_code(question, program)
        if share < 1:
            problem = f"solutions/{question.suite}.py fails its own suite: {' '.join(said.split())}"
            return problem, "fix the program or the suite"
        empty = mark_code(question, dict.fromkeys(question.blanks, ""), run_code)
    except GraderError as error:
        return str(error).rstrip("."), "see docs/quiz.md for what lies in solutions/"
    if empty.share == 1:
        return "the program passes its suite with nothing in its gaps", "put gaps where something is decided"
    return None
