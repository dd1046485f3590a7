"""Faults that show only when programs run: solutions that fail, outputs and slips that are not what the file says."""

from __future__ import annotations

from grader.core.diagnostics import DiagnosticSink
from grader.core.errors import GraderError
from grader.quiz.load import Quiz
from grader.quiz.marking.program import CodeRunner, ProgramRunner, mark_code
from grader.quiz.model import Code, Predict, Slip
from grader.quiz.variant import fill

RUNS = 5
"""With so many seeds the program of a predict question is run."""


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


def check_output(quiz: Quiz, sink: DiagnosticSink, question: Predict, programs: ProgramRunner) -> None:
    """Run the program of a predict question, and compare what it prints with what the file says."""
    for seed in range(1, RUNS + 1 if question.params else 2):
        variant = quiz.drawn(question, seed)
        said = fill(question.prints, variant.written)
        try:
            printed = programs.prints(fill(question.program, variant.written))
        except GraderError as error:
            sink.error(("program",), "C04", str(error).rstrip("."), "fix the program")
            return
        if printed.split() != said.split():
            problem = f"for seed {seed} the program prints {printed.strip()!r}, and `prints` says {said!r}"
            sink.error(("prints",), "C05", problem, "compute `prints` with `values`, or fix the program")
            return


def check_fix(quiz: Quiz, sink: DiagnosticSink, question: Slip, programs: ProgramRunner) -> None:
    """Grade the exercise of a slip with the wrong line, and then with the right one in its place."""
    stem, _, mistake = question.mistake.rpartition(".")
    path = quiz.course.solutions / "mistakes" / stem / f"{mistake}.py"
    lines = path.read_text(encoding="utf-8").splitlines()
    fixed = [
        line.replace(question.line.strip(), question.fix.strip()) if line.strip() == question.line.strip() else line
        for line in lines
    ]
    try:
        if not programs.solves(stem, "\n".join(fixed) + "\n"):
            problem = f"with the line of `fix` {question.mistake} does not get full marks"
            sink.error(("fix",), "C06", problem, "write the line as it should be, or choose another mistake")
        elif programs.solves(stem, "\n".join(lines) + "\n"):
            problem = f"{question.mistake} gets full marks as it is"
            sink.error(("mistake",), "C06", problem, "choose a mistake that the suite catches")
    except GraderError as error:
        sink.error(("mistake",), "C06", str(error).rstrip("."), "see docs/quiz.md for slips")


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
        return "the program passes its suite with nothing in its gaps", "put the gaps where the learner must decide"
    return None
