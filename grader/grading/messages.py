"""What a learner is told of a check: what they gave, what came back, what was expected."""

from __future__ import annotations

import math
import re
import sys

from grader.core.course import Exercise, Limits
from grader.core.results import CheckStatus, Location
from grader.core.shapes import Shape
from grader.grading.comparison import disagreement, place
from grader.grading.formatting import cut, safe, shown
from grader.grading.type_words import holding, indexes
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
_SOUNDS = {
    "ZeroDivisionError": "Something is divided by zero.",
    "IndexError": "An index goes past the end of a list.",
    "KeyError": "A key is asked for that the dict does not have.",
    "NameError": "A name is used that was not given a value: is it spelled the same everywhere?",
    "UnboundLocalError": "A variable is used before it is given a value inside the function.",
    "AttributeError": "A value is asked for something that its kind does not have.",
    "OverflowError": "A number grew too large for a float.",
    "RecursionError": "A function calls itself without end.",
    "ImportError": "That file does not define it: is it spelled the same in both?",
    "MemoryError": "The memory that an exercise may use is full.",
    "NotImplementedError": "This function is still the stub: write its body in place of the raise.",
}

_SAYINGS = {
    "operand type(s) for ^": "A power is written ** in Python; ^ is something else.",
    "object is not callable": "Brackets after what is no function call it: is a * missing there, or a name given to two things?",
    "'builtin_function_or_method'": "A function is named here but not called: its brackets are missing.",
    "'function'": "A function is named here but not called: its brackets are missing.",
    "cannot be interpreted as an integer": "Only a whole number can be used here, as in range().",
    "NoneType": "Something is None here: does a function that you call end without a return?",
    "math domain error": "A logarithm or a root was asked of a number that has none: what goes in here?",
    "positional argument": "A function is called with other arguments than its def names.",
    "unexpected keyword argument": "A function is called with other arguments than its def names.",
    "to unpack": "There are more or fewer values here than names for them.",
    "object is not subscriptable": "A number, or another thing without parts, is used like a list here.",
    "object is not iterable": "A number, or another thing without parts, is used like a list here.",
    "has no len()": "A number, or another thing without parts, is used like a list here.",
    "'list'": "A list is used like a number here: go through it item by item.",
    "sequence by non-int": "A list is used like a number here: go through it item by item.",
}


def status_of(failure: Failure) -> CheckStatus:
    """Return the status of a check that got no answer."""
    if failure.problem in ("not plain", "too large"):
        return "failed"
    statuses: dict[str, CheckStatus] = {
        "raised": "error",
        "syntax": "error",
        "forbidden": "forbidden",
        "timeout": "timeout",
        "exited": "crashed",
        "died": "crashed",
        "closed": "crashed",
        "broke protocol": "crashed",
    }
    return statuses[failure.problem]


def describe_call(call: Call) -> str:
    """Return a call as the learner would write it."""
    return f"{call.function}({cut(', '.join(shown(argument) for argument in call.arguments))})"


def check_message(run: CheckRun, exercise: Exercise) -> str:
    """Return what to tell of a check that was not passed; of a closed one, no input and nothing the submission said."""
    last = run.calls[-1] if run.calls else None
    asked = describe_call(last) if last and run.check.open else "A call with hidden input"
    shape = exercise.functions[last.function].returns if last else None
    wanted = shape.describe() if shape else "a plain value"
    error = run.error
    if isinstance(error, NoAnswer):
        return failure_message(error.failure, asked, exercise.limits, open_=run.check.open, wanted=wanted, shape=shape)
    if isinstance(error, WrongShape):
        found, path = error.misfit.found, error.misfit.path
        if not run.check.open:  # a length or a place of its own choosing would tell of the input
            found, path = _LONG.sub("", found), ()
        told = f"{asked} returned {found}{place(path)}; {_expected(error.misfit.wanted)}."
        if error.value is None and last and isinstance(last.outcome, Answer) and last.outcome.printed:
            told += " It printed something instead: only `return` hands a value back."
    elif isinstance(error, Disagreement):
        told = disagreement(error, asked, last, run.check.open, only_changed=run.only_changed)
    elif run.verdict == "disagreed":
        told = f"{asked} did not give what this check asks for."
    else:
        told = f"{asked} gave an answer of a form that this check cannot use."
    full = last is not None and isinstance(last.outcome, Answer) and last.outcome.memory_full
    return told + (" It ran out of memory: it used up all that it may use." if full else "")


_LONG = re.compile(r" of \d\d+$")


def failure_message(
    failure: Failure,
    asked: str,
    limits: Limits,
    *,
    open_: bool,
    wanted: str = "a plain value",
    shape: Shape | None = None,
) -> str:
    """Return what to tell of no answer: in a call, or while the file was loaded."""
    loading = failure.loading
    doing = "while your file was being loaded" if loading else "in " + asked if open_ else "on hidden input"
    if not open_ and failure.problem in _THEIR_WORDS and not _missing(failure):
        if failure.kind == "NotImplementedError":
            return f"{asked}: {_SOUNDS[failure.kind]}"
        did = "tried what is not allowed" if failure.problem == "forbidden" else "raised an error"
        return f"Your code {did} {doing}; what it was is not shown, so try values of your own."
    match failure.problem:
        case "timeout":
            if failure.kind == "clock":
                return f"Your code used up the {limits.total_seconds:g} s that this exercise may take. Does it wait for something?"
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
            kind = safe(failure.kind if open_ or failure.kind in _KINDS else "value that is not plain", 60)
            path = indexes(failure.text)
            if path and open_ and shape is not None:
                return f"{asked} returned {holding(shape, path, kind)}; {_expected(wanted)}."
            return f"{asked} returned {'something that holds a' if path else 'a'} {kind}; {_expected(wanted)}."
        case "too large":
            return f"{asked} returned {_TOO_LARGE.get(failure.text, 'a value that is too large to be graded')}."
        case "syntax":
            return f"Python cannot read your file: {_ended(safe(failure.text))}"
        case "forbidden":
            if failure.kind == "ImportError":
                return safe(failure.text)
            said = re.sub(r"^\[Errno \d+\] ", "", failure.text)
            return f"Your code tried what is not allowed {doing}" + (f": {safe(said)}." if said else ".")
    if _missing(failure):
        return f"{safe(failure.text)} in your file."
    if failure.kind == "NotImplementedError":
        return f"{asked}: {_SOUNDS[failure.kind]}"
    text = f": {safe(failure.text)}" if failure.text else ""
    said = next((saying for words, saying in _SAYINGS.items() if words in failure.text), "")
    missing = re.match(r"name '(\w+)' is not defined", failure.text)
    if missing and (meant := _meant(missing[1])):
        return f"Your code raised NameError {doing}{text}. {meant}"
    tutor = (
        said
        if said and failure.kind in ("TypeError", "ValueError", "AttributeError")
        else _SOUNDS.get(failure.kind, "")
    )
    return f"Your code raised {safe(failure.kind, 60)} {doing}{_ended(text)} {tutor}".rstrip()


def _ended(text: str) -> str:
    """Return a text as the end of a sentence."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _meant(name: str) -> str:
    """Return what to ask about a name that is not defined, where it is one that an import gives."""
    if name == "np" or name in sys.stdlib_module_names:
        return f"Is `import {'numpy as np' if name == 'np' else name}` missing at the top of your file?"
    if callable(getattr(math, name, None)):
        return f"Is `math.{name}` meant, with `import math` at the top of your file?"
    return ""


_THEIR_WORDS = ("raised", "syntax", "forbidden")  # the problems whose text the submission chooses


def _missing(failure: Failure) -> bool:
    """Whether the file does not define the function, or a name in it was not defined as it was loaded."""
    return failure.kind == "NameError" and failure.place is None and failure.loading


# what learners return by mistake; any other name may be of their own making, and carry a hidden input
_KINDS = {
    "set",
    "frozenset",
    "generator",
    "function",
    "method",
    "builtin_function_or_method",
    "map",
    "zip",
    "filter",
    "range",
    "enumerate",
    "reversed",
    "complex",
    "bytes",
    "bytearray",
    "module",
    "type",
    "Fraction",
    "Decimal",
    "ellipsis",
    "dict_keys",
    "dict_values",
    "dict_items",
    "ndarray",
}
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
    """Return what was printed, fit for any screen: lines kept, other control characters and commands to CI escaped."""
    return "\n".join(safe(line, 100_000) for line in "".join(parts).split("\n"))


def _expected(wanted: str) -> str:
    """Return that `wanted`, one thing or several, was expected."""
    return f"{wanted} {'were' if wanted[:1].isdigit() else 'was'} expected"
