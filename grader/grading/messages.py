"""What a learner is told of a check: what they gave, what came back, what was expected, and what to do.

The explanations are imported where one is needed: most submissions are right.
"""

from __future__ import annotations

import re
from dataclasses import replace

from grader.core.course import Exercise
from grader.core.exercise import PROGRAM
from grader.core.results import CheckStatus
from grader.grading.comparison import disagreement, place
from grader.grading.differences import keys_told
from grader.grading.explain.explanation import Explanation, Surroundings
from grader.grading.failure_messages import Circumstances, expected, failure_explained, try_your_own
from grader.grading.formatting import cut, safe, shown
from grader.sandbox.calls import function_of, names_of
from grader.sandbox.outcome import Answer, Failure
from grader.suite.agreement import Disagreement
from grader.suite.plugin import CheckRun
from grader.suite.proxy import Call, NoAnswer, WrongShape

_STATUSES: dict[str, CheckStatus] = {
    "not plain": "failed",
    "too large": "failed",
    "raised": "error",
    "syntax": "error",
    "forbidden": "forbidden",
    "timeout": "timeout",
    "exited": "crashed",
    "died": "crashed",
    "closed": "crashed",
    "broke protocol": "crashed",
}
_LONG = re.compile(r" of \d\d+$")
_ORDINALS = ("first", "second", "third", "fourth", "fifth")


def status_of(failure: Failure) -> CheckStatus:
    """Return the status of a check that got no answer."""
    return _STATUSES[failure.problem]


def describe_call(call: Call) -> str:
    """Return a call as the learner would write it, or as the suite has it told."""
    if call.shown:
        return safe(call.shown, 200)
    named = names_of(call.function)
    by_position = len(call.arguments) - len(named)
    told = [shown(argument) for argument in call.arguments[:by_position]]
    told += [f"{name}={shown(one)}" for name, one in zip(named, call.arguments[by_position:], strict=True)]
    return f"{function_of(call.function)}({cut(', '.join(told))})"


def asked_in_words(call: Call, exercise: Exercise) -> str:
    """Return a call as the course has it told."""
    function = exercise.asked.get(function_of(call.function))
    if function is PROGRAM and not call.shown:
        return _program_told(call)
    if call.shown or function is None or not function.shown:
        return describe_call(call)
    names = [*(name.lstrip("*") for name in function.takes), *names_of(call.function)]
    told = dict(zip(names, map(shown, call.arguments), strict=False))
    return safe(re.sub(r"\{(\w+)\}", lambda match: told.get(match[1], ""), function.shown), 200)


def _program_told(call: Call) -> str:
    """Return a run of a program in words."""
    given = dict(
        zip(
            [*PROGRAM.takes[: len(call.arguments) - len(names_of(call.function))], *names_of(call.function)],
            call.arguments,
            strict=False,
        )
    )
    lines = given.get("lines", ())
    read = lines.splitlines() if isinstance(lines, str) else list(lines)
    told = (
        f"your program with the input {cut(', '.join(shown(str(line)) for line in read))}"
        if read
        else "your program without input"
    )
    argv = given.get("argv", ())
    return told + (f" and the arguments {cut(' '.join(map(str, argv)))}" if argv else "")


def check_explained(run: CheckRun, exercise: Exercise, around: Surroundings) -> Explanation:
    """Return what to tell of a check that was not passed; of a closed one, no input and nothing the submission said."""
    from grader.grading.explain.definitions import explain_order
    from grader.grading.explain.iterators import explain_used_up

    found = _explained(run, exercise, around)
    more = explain_order(function_of(run.calls[-1].function), around) if run.calls else ""
    if run.verdict == "disagreed" and not more:
        more = explain_used_up(around)
    return replace(found, sentence=f"{found.sentence} {more}") if more else found


def _explained(run: CheckRun, exercise: Exercise, around: Surroundings) -> Explanation:
    last = run.calls[-1] if run.calls else None
    asked = asked_in_words(last, exercise) if last and run.check.open else "In a hidden test your function"
    error = run.error
    if isinstance(error, NoAnswer):
        name = function_of(last.function) if last else ""
        shape = exercise.asked[name].returns if last else None
        found = Circumstances(asked, exercise.limits, around, run.check.open, shape, name)
        return failure_explained(error.failure, found)
    if isinstance(error, WrongShape):
        told = _wrong_shape(error, asked, last, open_=run.check.open)
        return Explanation(told, (told,))  # the check's own hint does not say it
    elif isinstance(error, Disagreement):
        told = disagreement(error, asked, last, run.check.open, only_changed=run.only_changed)
        told += "" if run.check.open or run.only_changed else f" {try_your_own(around)}"
    elif run.verdict == "disagreed":
        told = f"{asked} did not give what this check asks for."
    else:
        told = f"{asked} gave a value of a form that this check cannot use."
    full = last is not None and isinstance(last.outcome, Answer) and last.outcome.memory_full
    return Explanation(told + (" It used up all the memory that it may use." if full else ""))


def _wrong_shape(error: WrongShape, asked: str, last: Call | None, *, open_: bool) -> str:
    from grader.grading.explain.answers import what_to_do

    found, path = error.misfit.found, error.misfit.path
    where = _which(path)
    if not open_:  # a length or a place that the code chooses would tell of the input
        found, where = _LONG.sub("", found), " as a part of its value" if path else ""
    elif error.misfit.missing or error.misfit.surplus:
        where += keys_told("key", error.misfit.missing, error.misfit.surplus)
    told = f"{asked} returned {found}{where}; {expected(error.misfit.wanted)}{' there' if path else ''}."
    if error.value is None and last and isinstance(last.outcome, Answer) and last.outcome.printed:
        return told + " It printed something instead. Only `return` hands a value back."
    return f"{told} {what_to_do(error.misfit, function_of(last.function) if last else 'the function')}".rstrip()


def _which(path: tuple[int | str, ...]) -> str:
    """Return where in a returned value something stands."""
    match path:
        case (int(index),) if index < len(_ORDINALS):
            return f" as its {_ORDINALS[index]} value"
    return place(path)
