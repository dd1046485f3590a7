"""What a learner is told of a check: what they gave, what came back, what was expected."""

from __future__ import annotations

import math
import re
from typing import Any

from grader.course import Exercise, Limits
from grader.results import CheckStatus, Location
from grader.sandbox.outcome import Answer, Failure
from grader.suite.agreement import Disagreement
from grader.suite.plugin import CheckRun
from grader.suite.proxy import Call, NoAnswer, WrongShape

MAX_TEXT = 400
_MAX_VALUE = 160

_SIGNALS = {"SIGSEGV": "segmentation fault", "SIGABRT": "abort", "SIGBUS": "bus error", "SIGFPE": "arithmetic fault",
            "SIGILL": "illegal instruction"}  # fmt: skip
_SOUNDS = {
    "ZeroDivisionError": "Something is divided by zero.",
    "IndexError": "An index goes past the end of a list.",
    "KeyError": "A key is asked for that the dict does not have.",
    "NameError": "A name is used that was not given a value: is it spelled the same everywhere?",
    "UnboundLocalError": "A variable is used before it is given a value inside the function.",
    "TypeError": "Values of kinds that do not go together meet here.",
    "AttributeError": "A value is asked for something that its kind does not have.",
    "OverflowError": "A number grew too large for a float.",
    "RecursionError": "A function calls itself without end.",
    "MemoryError": "The memory that an exercise may use is full.",
    "NotImplementedError": "This function is still the stub: write its body in place of the raise.",
}


# what CI systems obey wherever on a line it stands
_COMMANDS = re.compile(r"(##\w*)\[")


def status_of(failure: Failure) -> CheckStatus:
    """Return the status of a check that got no answer."""
    if failure.problem in ("not plain", "too large"):
        return "failed"
    statuses: dict[str, CheckStatus] = {
        "raised": "error", "syntax": "error", "forbidden": "forbidden", "timeout": "timeout", "exited": "crashed",
        "died": "crashed", "closed": "crashed", "broke protocol": "crashed",
    }  # fmt: skip
    return statuses[failure.problem]


def safe(text: str, most: int = MAX_TEXT) -> str:
    """Return a learner's text fit for any screen: control characters escaped, cut."""
    cut = text[:most]
    shown = "".join(c if c.isprintable() or c == " " else c.encode("unicode_escape").decode("ascii") for c in cut)
    shown = _COMMANDS.sub(r"\1\\x5b", shown)
    return shown if len(text) <= most else shown + " …"


def shown(value: Any, digits: int = 17) -> str:
    """Return a plain value as Python would write it, cut."""
    return _cut(_written(value, digits, 40))


def _written(value: Any, digits: int, room: int) -> str:
    if isinstance(value, bool) or value is None:
        return repr(value)
    if isinstance(value, float):
        return _number(value, digits)
    if isinstance(value, int):
        return (
            str(value)
            if value.bit_length() < 200
            else f"a whole number of about {int(value.bit_length() * 0.30103)} digits"
        )
    if isinstance(value, str):
        return safe(repr(value[:80])) + ("…" if len(value) > 80 else "")
    if isinstance(value, dict):
        items = [f"{_written(k, digits, 4)}: {_written(v, digits, room // 2)}" for k, v in list(value.items())[:room]]
        return "{" + ", ".join(items) + (", …" if len(value) > room else "") + "}"
    items = [_written(item, digits, max(2, room // 2)) for item in value[: max(2, room)]]
    inside = ", ".join(items) + (", …" if len(value) > max(2, room) else "")
    return f"[{inside}]" if isinstance(value, list) else f"({inside}{',' if len(value) == 1 else ''})"


def _number(value: float, digits: int) -> str:
    if not math.isfinite(value):
        return "NaN (not a number)" if math.isnan(value) else ("infinity" if value > 0 else "-infinity")
    short = repr(value)
    rounded = f"{value:.{digits}g}"
    if digits >= 17 or len(short) <= len(rounded):
        return short
    return rounded if set(rounded) & set(".en") else rounded + ".0"


def _cut(text: str) -> str:
    return text if len(text) <= _MAX_VALUE else text[: _MAX_VALUE - 2] + " …"


def digits_that_differ(one: float, other: float) -> int:
    """Return the fewest significant digits, 6 or more, at which two numbers are written differently."""
    for digits in range(6, 17):
        if f"{one:.{digits}g}" != f"{other:.{digits}g}":
            return digits + 1 if digits < 16 else 17
    return 17


def describe_call(call: Call) -> str:
    """Return a call as the learner would write it."""
    return f"{call.function}({_cut(', '.join(shown(argument) for argument in call.arguments))})"


def check_message(run: CheckRun, exercise: Exercise) -> str:
    """Return what to tell of a check that was not passed; of a closed one, no input and nothing the submission said."""
    last = run.calls[-1] if run.calls else None
    asked = describe_call(last) if last and run.check.open else "A call with hidden input"
    wanted = exercise.functions[last.function].returns.describe() if last else "a plain value"
    error = run.error
    if isinstance(error, NoAnswer):
        return failure_message(error.failure, asked, exercise.limits, open_=run.check.open, wanted=wanted)
    if isinstance(error, WrongShape):
        found, path = error.misfit.found, error.misfit.path
        if not run.check.open:  # a length or a place of its own choosing would tell of the input
            found, path = _LONG.sub("", found), ()
        told = f"{asked} returned {found}{_path(path)}; {error.misfit.wanted} was expected."
    elif isinstance(error, Disagreement):
        told = _disagreement(error, asked, last, run.check.open)
    elif run.verdict == "disagreed":
        told = f"{asked} did not give what this check asks for."
    else:
        told = f"{asked} gave an answer of a form that this check cannot use."
    full = last is not None and isinstance(last.outcome, Answer) and last.outcome.memory_full
    return told + (" It ran out of memory: it used up all that it may use." if full else "")


_LONG = re.compile(r" of \d\d+$")


def _disagreement(error: Disagreement, asked: str, last: Call | None, open_: bool) -> str:
    actual, expected = _at(error.actual, error.path), _at(error.expected, error.path)
    if isinstance(actual, float) and not math.isfinite(actual):
        place = _path(error.path) if open_ else ""
        return f"{asked} gave {shown(actual)}{place}" + (f"; {shown(expected)} was expected." if open_ else ".")
    if not open_:
        return f"{asked} gave a value that differs from the expected one."
    if error.expected is None and error.actual is None:
        return f"{asked}: {error.reason}" + ("" if error.reason.endswith(".") else ".")
    digits = 17
    if isinstance(actual, int | float) and isinstance(expected, int | float) and not isinstance(actual, bool):
        try:
            digits = digits_that_differ(float(actual), float(expected))
        except OverflowError:
            digits = 17
    gave = "gave" if last is None or _is_answer(error.actual, last) else "led to"
    if error.path and len(shown(error.actual)) > 70:
        return f"{asked} {gave} {shown(actual, digits)}{_path(error.path)}; {shown(expected, digits)} was expected."
    reason = f" ({error.reason})" if "items" in error.reason else ""
    return f"{asked} {gave} {shown(error.actual, digits)}; {shown(error.expected, digits)} was expected{reason}."


def _is_answer(actual: Any, last: Call) -> bool:
    """Whether the value that was compared is (a part of) what the last call returned."""
    if not isinstance(last.outcome, Answer):
        return False
    value = last.outcome.value
    return value is actual or (isinstance(value, list | tuple) and any(part is actual for part in value))


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def _path(path: tuple[Any, ...]) -> str:
    return " at " + "".join(f"[{step!r}]" for step in path) if path else ""


def failure_message(failure: Failure, asked: str, limits: Limits, *, open_: bool, wanted: str = "a plain value") -> str:
    """Return what to tell of no answer: in a call, or while the file was loaded."""
    loading = failure.loading
    doing = "while your file was being loaded" if loading else "in " + asked if open_ else "on hidden input"
    match failure.problem:
        case "timeout":
            if failure.kind in ("cpu", "budget"):
                return (
                    f"Your code used up the {limits.cpu_seconds:g} s of processor time that this exercise may take"
                    f"{'' if failure.kind == 'budget' else ', ' + doing}. Is there a loop that never ends?"
                )
            seconds = limits.load_seconds if loading else limits.call_seconds
            return f"Your code ran out of time {doing}: it was stopped after {seconds:g} s. Is there a loop that never ends?"
        case "exited":
            return f"Your program ended itself {doing}; leave out exit() and the like, and return the value instead."
        case "died":
            name = _SIGNALS.get(failure.kind)
            return f"Your program crashed {doing}{f' ({name})' if name else ''}."
        case "closed" | "broke protocol":
            what = (
                "closed its connection to the grader"
                if failure.problem == "closed"
                else "broke the protocol of the grader"
            )
            return f"Your program {what} {doing}, so it could not answer."
        case "not plain":
            kind = failure.kind if open_ or failure.kind in _KINDS else "value that is not plain"
            return f"{asked} returned a {safe(kind, 60)}; {wanted} was expected."
        case "too large":
            return f"{asked} returned {_TOO_LARGE.get(failure.text, 'a value that is too large to be graded')}."
        case "syntax":
            return f"Python cannot read your file: {safe(failure.text)}."
        case "forbidden":
            return f"Your code tried what is not allowed {doing}" + (
                f": {safe(failure.text)}" if open_ or loading else "."
            )
    if failure.kind == "NameError" and failure.place is None and loading:
        return f"{safe(failure.text)} in your file."
    if failure.kind == "NotImplementedError":
        return f"{asked}: {_SOUNDS[failure.kind]}"
    if not (open_ or loading):
        return "Your code raised an error on hidden input; what it was is not shown, so try values of your own."
    text = f": {safe(failure.text)}" if failure.text else ""
    tutor = f" {_SOUNDS[failure.kind]}" if failure.kind in _SOUNDS else ""
    return f"Your code raised {safe(failure.kind, 60)} {doing}{text}{'' if text.endswith('.') else '.'}{tutor}"


# what learners return by mistake; any other name may be of their own making, and carry a hidden input
_KINDS = {
    "set", "frozenset", "generator", "function", "method", "builtin_function_or_method", "map", "zip", "filter", "range",
    "enumerate", "reversed", "complex", "bytes", "bytearray", "module", "type", "Fraction", "Decimal", "ellipsis",
    "dict_keys", "dict_values", "dict_items", "ndarray",
}  # fmt: skip
_TOO_LARGE = {
    "size": "a value that is too large to be graded",
    "depth": "a value that is nested too deeply to be graded (does it hold itself?)",
    "digits": "a whole number with too many digits to be graded",
}


def location_of(failure: Failure, sources: dict[str, str]) -> Location | None:
    """Return the learner's line that a failure speaks of, with columns in characters from one."""
    place = failure.place
    if place is None or place.label not in sources:
        return None
    lines = sources[place.label].split("\n")
    if not 0 < place.line <= len(lines):
        return Location(place.label, max(place.line, 1))
    text = lines[place.line - 1]
    if failure.problem == "syntax":
        start, end = place.column, place.end_column
    else:
        raw = text.encode(errors="surrogatepass")
        start = len(raw[: place.column].decode(errors="ignore")) + 1
        end = len(raw[: place.end_column].decode(errors="ignore")) + 1
    whole = not (0 < start <= len(text) + 1) or (place.column == place.end_column == 0)
    if whole:
        return Location(place.label, place.line, text=safe(text, 200))
    return Location(place.label, place.line, start, end if end > start else start + 1, safe(text, 200))


def printed(parts: list[str]) -> str:
    """Return what was printed, fit for any screen: lines kept, other control characters escaped."""
    return "\n".join(safe(line, 100_000) for line in "".join(parts).split("\n"))
