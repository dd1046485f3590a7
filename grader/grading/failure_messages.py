"""What a learner is told where there is no answer: an error, a loop without end, a crash, what is not allowed.

The explanations are imported where one is needed: most submissions are right.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from grader.core.course import Limits
from grader.core.shapes import Shape
from grader.grading.explain.explanation import Explanation, Surroundings
from grader.grading.formatting import safe
from grader.grading.locations import ON_PURPOSE
from grader.grading.type_words import holding, indexes
from grader.sandbox.outcome import Failure

_SIGNALS = {
    "SIGSEGV": "segmentation fault",
    "SIGABRT": "abort",
    "SIGBUS": "bus error",
    "SIGFPE": "arithmetic fault",
    "SIGILL": "illegal instruction",
}
TRIED = "what you tried"
"""What stands for the call where a learner tries values."""
_LOCATION = re.compile(r" \((?:unknown location|[^()]*\.(?:so|pyd))\)$")
"""Where a module of Python's own lies."""
_SIZE = re.compile(r"size (\d{1,15})")
_TOO_LARGE = {
    "size": "a value that is too large to be graded",
    "depth": "a value that is nested too deeply to be graded (does it hold itself?)",
    "digits": "a whole number with too many digits to be graded",
}


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


def failure_explained(failure: Failure, at: Circumstances) -> Explanation:
    """Return what to tell of no answer: in a call, or while the file was loaded."""
    if failure.kind == "NotImplementedError" and failure.problem == "raised":
        return _stub(failure, at)
    return _TELLERS[failure.problem](failure, at)


def _stub(failure: Failure, at: Circumstances) -> Explanation:
    """Return what to tell where a function still is as the course gives it, in this file or in one that it calls."""
    from grader.grading.explain.errors import STUB

    told = STUB
    if failure.deepest is not None:
        callee, file = failure.facts.get("callee", ""), safe(failure.deepest.label, 60)
        what = f"`{callee}` in {file}" if callee.isidentifier() and at.open else f"a function of {file}"
        told = f"This line calls {what}, which is still the stub. Write that function first."
    asked = at.asked if at.open else "A hidden test"
    return Explanation(told if asked in ("", TRIED) else f"{asked}: {told}")


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
    return Explanation(f"{at.asked} returned {found}; {expected(wanted)}. {action}".rstrip())


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
        return Explanation(f"Your code raised an error {_doing(failure, at)}. {try_your_own(at.around)}")
    where, said = failure.place, safe(failure.text, 120).rstrip(".")
    if where is None or where.label not in (at.around.sources or {}):
        return Explanation(f"Python cannot read your file: {said}")
    source = (at.around.sources or {})[where.label]
    found = explain_syntax(Trouble(source, where.line, where.column, failure.kind, failure.text))
    which = "your file" if where.label.startswith(at.around.file) else safe(where.label, 60)
    sentence = f"Python cannot read {which}. {safe(found.sentence)} (Python says: {said})"
    return Explanation(sentence, found.hints)


def _forbidden(failure: Failure, at: Circumstances) -> Explanation:
    if not at.open:
        return Explanation(
            f"Your code tried something that is not allowed {_doing(failure, at)}. {try_your_own(at.around)}"
        )
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
    if not at.open and (failure.kind not in PLAIN_KINDS or failure.facts.get("op") in ON_PURPOSE):
        return Explanation(
            f"Your code raised an error {_doing(failure, at)}. What it was is not shown. {try_your_own(at.around)}"
        )
    text = _LOCATION.sub("", failure.text)
    said = f": {_ended(safe(text))}" if text and at.open else "."
    raised = f"Your code raised {safe(failure.kind, 60)} {_doing(failure, at)}{said}"
    if failure.deepest is not None:
        return Explanation(f"{raised} {_in_another_file(failure, at)}")
    found = explain_error(failure, at.around, open_=at.open)
    return Explanation(f"{raised} {safe(found.sentence)}".rstrip(), found.hints)


def _in_another_file(failure: Failure, at: Circumstances) -> str:
    """Return what the graded file gave to a function of another file, which raised the error."""
    from grader.grading.explain.values import passed

    assert failure.deepest is not None
    if failure.kind == "ImportError":
        from grader.grading.explain.imports import explain_circle

        if circle := explain_circle(failure.text, failure.deepest.label, at.around):
            return circle
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


def try_your_own(around: Surroundings) -> str:
    """Return what to do where the inputs are hidden."""
    if around.program:
        return "Run your program yourself, with input that you choose."
    return f"Try your own values with `grade try {around.number}`."


def expected(wanted: str) -> str:
    """Return that `wanted`, one thing or several, was expected."""
    return f"{wanted} {'were' if wanted[:1].isdigit() else 'was'} expected"
