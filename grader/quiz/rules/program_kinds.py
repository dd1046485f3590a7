"""What questions of several numbers, and questions about whole programs, must hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from grader.core.diagnostics import DiagnosticSink
from grader.core.schema import Place
from grader.quiz.model import Multipart, Parsons, Predict, Slip
from grader.quiz.parts import Near, Tolerance
from grader.quiz.symbols import SYMBOL

_NAME = re.compile(r"[a-z][a-z0-9_]*")
MOST_PARTS = 8
MOST_LINES = 40


def check_tolerances(
    sink: DiagnosticSink, at: Place, tolerance: Tolerance | None, decimals: int | None, near: Sequence[Near]
) -> None:
    """Check how exact the number at `at` is asked for, and the wrong numbers beside it."""
    for place, given in [((*at, "tolerance"), tolerance)] + [
        ((*at, "near", index, "tolerance"), entry.tolerance) for index, entry in enumerate(near)
    ]:
        if given is not None and (given.abs < 0 or given.rel < 0 or given.rel >= 1):
            sink.error(
                place, "N04", "a tolerance below 0, or of the whole answer", "abs at least 0, rel from 0 to below 1"
            )
            sink.doubt.add(place)
    if decimals is not None:
        unit = 10.0**-decimals
        if not 0 <= decimals <= 12:
            sink.error((*at, "decimals"), "Q09", f"{decimals} decimals", "0 to 12")
        elif tolerance is None or max(tolerance.abs, tolerance.rel) < unit * (1 - 1e-9):
            width = (tolerance or Tolerance()).abs
            sink.error(
                (*at, "tolerance"),
                "N02",
                f"tolerance {width:g} is tighter than the {decimals} decimals asked for",
                f"at least {unit:.{decimals}f}, so that a number that was cut off and not rounded is right too",
                rests=[(*at, "tolerance"), (*at, "decimals")],
            )
    for index, entry in enumerate(near):
        if not 0 <= entry.score < 1:
            place = (*at, "near", index, "score")
            sink.error(place, "Q09", f"a near value with the score {entry.score:g}", "0 to below 1")


def check_symbols(sink: DiagnosticSink, at: Place, symbols: Sequence[str]) -> None:
    """Check that each is a symbol such as `w`, `w1` or `eta`: only such a one is looked for in an answer."""
    for index, symbol in enumerate(symbols):
        if not re.fullmatch(SYMBOL, symbol.casefold()):
            sink.error(
                (*at, "symbols", index), "Q09", f"the symbol {symbol!r}", "a letter or eta, maybe with an index: w1"
            )


def check_multipart(sink: DiagnosticSink, question: Multipart) -> None:
    """Check the parts of a chain of numbers."""
    ids = [part.id for part in question.parts]
    if not 2 <= len(ids) <= MOST_PARTS:
        sink.error(("parts",), "Q11", f"the number of parts is {len(ids)}", f"give 2 to {MOST_PARTS}", rests=())
    for index, part in enumerate(question.parts):
        if not _NAME.fullmatch(part.id):
            fix = "small letters, digits and _, since later parts name it"
            sink.error(("parts", index, "id"), "Q08", f'the id "{part.id}" is not a plain word', fix)
        if part.id in ids[:index]:
            problem = f'the id "{part.id}" is used twice in this question'
            sink.error(("parts", index, "id"), "Q03", problem, "choose another")
        check_tolerances(sink, ("parts", index), part.tolerance, part.decimals, part.near)
        check_symbols(sink, ("parts", index), part.symbols)


def check_predict(sink: DiagnosticSink, question: Predict) -> None:
    """Check the program and what it is said to print."""
    for key in ("program", "prints"):
        if not getattr(question, key).strip():
            sink.error((key,), "Q02", f'"{key}" is empty', "write what the learner sees")
    if question.program.count("\n") > MOST_LINES:
        sink.error(("program",), "Q11", f"the program has more than {MOST_LINES} lines", "show a shorter one")
    if question.tolerance < 0:
        sink.error(("tolerance",), "N04", "a tolerance below 0", "0 or more")


def check_slip(sink: DiagnosticSink, question: Slip) -> None:
    """Check that a slip names a mistake, and another line in place of the wrong one."""
    if "." not in question.mistake:
        fix = "the exercise and the mistake, as in ex5_loop.steps-lost"
        sink.error(("mistake",), "R02", f'"{question.mistake}" does not name an exercise', fix)
    if question.line.split() == question.fix.split():
        sink.error(("fix",), "S02", "the line and its fix are the same", "write the line as it should be")


def check_parsons(sink: DiagnosticSink, question: Parsons) -> None:
    """Check that a Parsons question names a function, and that its extra lines are lines of Python."""
    if "." not in question.function:
        fix = "the exercise and the function, as in ex5_loop.train"
        sink.error(("function",), "P02", f'"{question.function}" does not name an exercise', fix)
    for index, extra in enumerate(question.extra):
        line = extra.text.strip()
        try:
            ast.parse(f"{line}\n    pass" if line.endswith(":") else line)
        except SyntaxError:
            problem = f'"{line}" is not a line of Python'
            sink.error(("extra", index, "text"), "C07", problem, "write a line that a learner might believe")
