"""What a learner is told of a check: what they gave, what came back, what was expected, and what to do.

The explanations are imported where one is needed: most submissions are right.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from grader.core.course import Exercise, Limits
from grader.core.results import CheckStatus, Location
from grader.core.shapes import Shape
from grader.grading.comparison import disagreement, place
from grader.grading.explain.explanation import Explanation, Surroundings
from grader.grading.formatting import cut, safe, shown
from grader.grading.type_words import holding, indexes
from grader.sandbox.calls import function_of, names_of
from grader.sandbox.outcome import Answer, Failure
from grader.suite.agreement import Disagreement
from grader.suite.plugin import CheckRun
from grader.suite.proxy import Call, NoAnswer, WrongShape

_SIGNALS = {
    "SIGSEGV": "segmentation fault",
    "SIGABRT": "abort",
    "SIGBUS": "bus error",
    "SIGFPE": "arithmetic fault",
    "SIGILL": "illegal instruction",
}
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
_SIZE = re.compile(r"size (\d{1,15})")
_LONG = re.compile(r" of \d\d+$")
_TOO_LARGE = {
    "size": "a value that is too large to be graded",
    "depth": "a value that is nested too deeply to be graded (does it hold itself?)",
    "digits": "a whole number with too many digits to be graded",
}
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_ON_PURPOSE = ("raise", "assert")
"""What raises an error by the learner's own words: it might be chosen by a hidden input."""
_MOST_LINES = 2000
"""A hidden test names a line up to this one only: a number without bound could carry an input."""


@dataclass(frozen=True)
class Circumstances:
    """Where a failure happened, for its message."""

    asked: str
    """The call as the learner would write it, or what stands for it."""
    limits: Limits
    around: Surroundings
    open: bool = True
    shape: Shape | None = None
    """What should have been returned."""
    function: str = ""
    """What was called."""


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


def _asked(call: Call, exercise: Exercise) -> str:
    """Return a call as the course has it told."""
    function = exercise.asked.get(function_of(call.function))
    if call.shown or function is None or not function.shown:
        return describe_call(call)
    names = [*(name.lstrip("*") for name in function.takes), *names_of(call.function)]
    told = dict(zip(names, map(shown, call.arguments), strict=False))
    return safe(re.sub(r"\{(\w+)\}", lambda match: told.get(match[1], ""), function.shown), 200)


def check_explained(run: CheckRun, exercise: Exercise, around: Surroundings) -> Explanation:
    """Return what to tell of a check that was not passed; of a closed one, no input and nothing the submission said."""
    last = run.calls[-1] if run.calls else None
    asked = _asked(last, exercise) if last and run.check.open else "In a hidden test your function"
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
        told += "" if run.check.open or run.only_changed else f" {_try(around)}"
    elif run.verdict == "disagreed":
        told = f"{asked} did not give what this check asks for."
    else:
        told = f"{asked} gave a value of a form that this check cannot use."
    full = last is not None and isinstance(last.outcome, Answer) and last.outcome.memory_full
    return Explanation(told + (" It used up all the memory that it may use." if full else ""))


def _wrong_shape(error: WrongShape, asked: str, last: Call | None, *, open_: bool) -> str:
    from grader.grading.explain.answers import what_to_do

    found, path = error.misfit.found, error.misfit.path
    if not open_:  # a length or a place of its own choosing would tell of the input
        found, path = _LONG.sub("", found), ()
    told = f"{asked} returned {found}{_which(path)}; {_expected(error.misfit.wanted)}{' there' if path else ''}."
    if error.value is None and last and isinstance(last.outcome, Answer) and last.outcome.printed:
        return told + " It printed something instead. Only `return` hands a value back."
    return f"{told} {what_to_do(error.misfit, function_of(last.function) if last else 'the function')}".rstrip()


def _try(around: Surroundings) -> str:
    """Return what to do where the inputs are hidden."""
    return f"Try values of your own with `grade try {around.number}`."


def _which(path: tuple[int | str, ...]) -> str:
    """Return where in a returned value something stands."""
    match path:
        case (int(index),) if index < len(_ORDINALS):
            return f" as its {_ORDINALS[index]} value"
    return place(path)


def failure_explained(failure: Failure, at: Circumstances) -> Explanation:
    """Return what to tell of no answer: in a call, or while the file was loaded."""
    from grader.grading.explain.errors import STUB

    if failure.kind == "NotImplementedError" and failure.problem == "raised":
        asked = at.asked if at.open else "A hidden test"
        return Explanation(f"{asked}: {STUB}" if asked else STUB)
    return _TELLERS[failure.problem](failure, at)


def _doing(failure: Failure, at: Circumstances) -> str:
    if failure.loading:
        return "while your file was being loaded"
    return "in " + at.asked if at.open else "in a hidden test"


def _timeout(failure: Failure, at: Circumstances) -> Explanation:
    from grader.grading.explain.loops import explain_hang

    doing, limits = _doing(failure, at), at.limits
    if failure.kind == "clock":
        return Explanation(
            f"Your code used up the {limits.total_seconds:g} s that this exercise may take. Does it wait for something?"
        )
    if failure.kind in ("cpu", "budget"):
        during = "" if failure.kind == "budget" else f", {doing}"
        return Explanation(
            f"Your code used up the {limits.cpu_seconds:g} s of processor time that this exercise may take{during}. "
            "Is there a loop that never ends?"
        )
    return explain_hang(
        failure, doing, failure.seconds or (limits.load_seconds if failure.loading else limits.call_seconds)
    )


def _exited(failure: Failure, at: Circumstances) -> Explanation:
    return Explanation(
        f"Your program ended itself {_doing(failure, at)}. Leave out `exit()` and `quit()`, and return the value instead."
    )


def _died(failure: Failure, at: Circumstances) -> Explanation:
    name = _SIGNALS.get(failure.kind)
    return Explanation(f"Your program crashed {_doing(failure, at)}{f' ({name})' if name else ''}.")


def _closed(failure: Failure, at: Circumstances) -> Explanation:
    return Explanation(
        f"Your program closed its connection to the grader {_doing(failure, at)}, so it could not answer."
    )


def _broke_protocol(failure: Failure, at: Circumstances) -> Explanation:
    return Explanation(f"Your program broke the protocol of the grader {_doing(failure, at)}, so it could not answer.")


def _not_plain(failure: Failure, at: Circumstances) -> Explanation:
    from grader.grading.explain.answers import not_plain

    # a type of the learner's own may carry a hidden input in its name
    own = (safe(failure.kind, 60) if at.open else "value that is not plain", "")
    kind, action = not_plain(failure.kind) or own
    path = indexes(failure.text)
    if path and at.open and at.shape is not None:
        found = holding(at.shape, path, kind)
    else:
        found = f"something that holds a {kind}" if path else f"a {kind}"
    wanted = at.shape.describe() if at.shape else "a plain value"
    return Explanation(f"{at.asked} returned {found}; {_expected(wanted)}. {action}".rstrip())


def _too_large(failure: Failure, at: Circumstances) -> Explanation:
    if not at.open or not failure.text.startswith("size"):
        return Explanation(f"{at.asked} returned {_TOO_LARGE.get(failure.text, _TOO_LARGE['size'])}.")
    known = _SIZE.fullmatch(failure.text)
    size = int(known[1]) if known else 0
    of_arrays = failure.kind == "" and size > at.limits.array_mib << 20
    most = at.limits.array_mib << 20 if of_arrays else at.limits.answer_kib << 10
    how_large = f" ({_bytes(size)})" if size > most else ""
    return Explanation(f"{at.asked} returned {_TOO_LARGE['size']}{how_large}; at most {_bytes(most)} can be.")


def _bytes(size: int) -> str:
    return f"{size / (1 << 20):.3g} MiB" if size >= 1 << 20 else f"{max(1, size >> 10)} KiB"


def _syntax(failure: Failure, at: Circumstances) -> Explanation:
    from grader.grading.explain.syntax import explain_syntax
    from grader.grading.explain.trouble import Trouble

    if not at.open:
        return Explanation(f"Your code raised an error {_doing(failure, at)}. {_try(at.around)}")
    where, said = failure.place, safe(failure.text, 120).rstrip(".")
    if where is None or where.label not in (at.around.sources or {}):
        return Explanation(f"Python cannot read your file: {said}.")
    source = (at.around.sources or {})[where.label]
    found = explain_syntax(Trouble(source, where.line, where.column, failure.kind, failure.text))
    which = "your file" if where.label.startswith(at.around.file) else safe(where.label, 60)
    sentence = f"Python cannot read {which}. {safe(found.sentence)} (Python says: {said}.)"
    return Explanation(sentence, found.hints)


def _forbidden(failure: Failure, at: Circumstances) -> Explanation:
    if not at.open:
        return Explanation(f"Your code tried something that is not allowed {_doing(failure, at)}. {_try(at.around)}")
    if failure.kind == "ImportError":
        return Explanation(safe(failure.text))
    said = re.sub(r"^\[Errno \d+\] ", "", failure.text)
    return Explanation(
        f"Your code tried something that is not allowed {_doing(failure, at)}" + (f": {safe(said)}." if said else ".")
    )


def _raised(failure: Failure, at: Circumstances) -> Explanation:
    from grader.grading.explain.definitions import explain_signature
    from grader.grading.explain.errors import PLAIN_KINDS, explain_error

    if is_missing(failure):
        return Explanation(f"{safe(failure.text)} in your file.")
    learners = at.function in at.around.functions
    if failure.kind == "TypeError" and failure.place is None and not failure.loading and learners:
        return explain_signature(at.function, at.around)
    if not at.open and (failure.kind not in PLAIN_KINDS or failure.facts.get("op") in _ON_PURPOSE):
        return Explanation(
            f"Your code raised an error {_doing(failure, at)}. What it was is not shown. {_try(at.around)}"
        )
    said = f": {_ended(safe(failure.text))}" if failure.text and at.open else "."
    raised = f"Your code raised {safe(failure.kind, 60)} {_doing(failure, at)}{said}"
    if failure.deepest is not None:
        return Explanation(f"{raised} {_in_another_file(failure, at)}")
    found = explain_error(failure, at.around, open_=at.open)
    return Explanation(f"{raised} {safe(found.sentence)}".rstrip(), found.hints)


def _in_another_file(failure: Failure, at: Circumstances) -> str:
    """Return what the graded file gave to a function of another file, which raised the error."""
    from grader.grading.explain.values import passed

    assert failure.deepest is not None
    callee = failure.facts.get("callee", "")
    known = any(callee in functions for functions in (at.around.earlier or {}).values())
    where = f"The error was raised in {safe(failure.deepest.label, 60)}, line {failure.deepest.line}."
    if not known:
        return where
    given = passed(failure.facts.get("passed", ""))
    called = f"This line calls `{callee}` with {given}." if given else f"This line calls `{callee}`."
    return f"{called} Is that what `{callee}` takes? {where}"


_TELLERS: dict[str, Callable[[Failure, Circumstances], Explanation]] = {
    "timeout": _timeout,
    "exited": _exited,
    "died": _died,
    "closed": _closed,
    "broke protocol": _broke_protocol,
    "not plain": _not_plain,
    "too large": _too_large,
    "syntax": _syntax,
    "forbidden": _forbidden,
    "raised": _raised,
}


def _ended(text: str) -> str:
    """Return a text as the end of a sentence."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def is_missing(failure: Failure) -> bool:
    """Whether the file does not define the function that was called."""
    return failure.kind == "NameError" and failure.place is None and failure.loading


def location_of(failure: Failure, sources: dict[str, str], *, open_: bool = True) -> Location | None:
    """Return the learner's line that a failure speaks of, with columns in characters from one.

    Of a hidden test it is the line alone, and none where the learner's code raised the error on purpose.
    """
    place = failure.place
    if place is None or place.label not in sources:
        return None
    lines = sources[place.label].split("\n")
    if not open_ and (
        failure.problem != "raised"
        or place.line > min(_MOST_LINES, len(lines))
        or failure.facts.get("op") in _ON_PURPOSE
    ):
        return None
    if not 0 < place.line <= len(lines):
        return Location(place.label, max(place.line, 1))
    text = lines[place.line - 1]
    if not open_ or place.column == place.end_column == 0:
        return Location(place.label, place.line, text=safe(text, 200))
    start, end = _columns(text, place.column, place.end_column, in_bytes=failure.problem != "syntax")
    if not 0 < start <= len(text) + 1:
        return Location(place.label, place.line, text=safe(text, 200))
    return Location(place.label, place.line, start, max(end, start + 1), safe(text, 200))


def _columns(text: str, start: int, end: int, *, in_bytes: bool) -> tuple[int, int]:
    """Return columns in characters from one, of columns in bytes from zero or as they are."""
    if not in_bytes:
        return start, end
    raw = text.encode(errors="surrogatepass")
    return len(raw[:start].decode(errors="ignore")) + 1, len(raw[:end].decode(errors="ignore")) + 1


def printed(parts: list[str]) -> str:
    """Return what was printed, fit for any screen: lines kept, other control characters and commands to CI escaped."""
    return "\n".join(safe(line, 100_000) for line in "".join(parts).split("\n"))


def _expected(wanted: str) -> str:
    """Return that `wanted`, one thing or several, was expected."""
    return f"{wanted} {'were' if wanted[:1].isdigit() else 'was'} expected"
