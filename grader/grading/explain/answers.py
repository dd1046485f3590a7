"""What is told of a return value of the wrong form, with what to do."""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.core.shapes import Misfit

_CALL = "Add parentheses after its name, with its arguments in them."
_LIST = "Write `list(…)` around it."
_ACTIONS = {
    "builtin_function_or_method": _CALL,
    "function": _CALL,
    "method": _CALL,
    "generator": "Put it in square brackets, or write `return` in place of `yield`.",
    "map": _LIST,
    "zip": _LIST,
    "filter": _LIST,
    "range": _LIST,
    "enumerate": _LIST,
    "reversed": _LIST,
    "dict_keys": _LIST,
    "dict_values": _LIST,
    "dict_items": _LIST,
    "set": "A set has no order. Use square brackets in place of curly ones.",
    "frozenset": "A frozenset has no order. Return a list.",
    "complex": "A root of a negative number gives it. Print that number first.",
    "ndarray": "Write `.tolist()` after it.",
    "Fraction": "Write `float(…)` around it.",
    "Decimal": "Write `float(…)` around it.",
    "module": "Name the function of the module that you mean, and call it.",
    "type": "Return a value, not its type.",
    "ellipsis": "Write the value in place of `...`.",
    "coroutine": "Leave out `async` in front of `def`.",
    "bytes": "",
    "bytearray": "",
}
_NAMES = {
    "builtin_function_or_method": "function that was not called",
    "function": "function that was not called",
    "method": "method that was not called",
    "complex": "complex number",
    "ndarray": "numpy array",
}


def not_plain(kind: str) -> tuple[str, str] | None:
    """Return what a value that cannot be graded is, and what to do; None for a type that is not Python's own."""
    return (_NAMES.get(kind, kind), _ACTIONS[kind]) if kind in _ACTIONS else None


def what_to_do(misfit: Misfit, function: str) -> str:
    """Return what to do about an answer of the wrong form, or nothing."""
    found, wanted = misfit.found, misfit.wanted
    if found == "None":
        inner = "A method such as `append` or `sort` changes a list and returns None."
        return inner if misfit.path else f"Does every way through `{function}` end with `return`?"
    return next((told for fits, told in _MISFITS if fits(found, wanted)), "")


_MISFITS: tuple[tuple[Callable[[str, str], object], str], ...] = (
    (
        lambda found, wanted: re.match(r"a tuple of 1\b", found) and not wanted.startswith(("a list", "a tuple")),
        "Is there a comma at the end of the `return` line? It makes a tuple.",
    ),
    (
        lambda found, wanted: wanted == "a number" and found.startswith(("a list", "a tuple")),
        "Is an index or a sum missing?",
    ),
    (
        lambda found, wanted: wanted.startswith("a list") and found in ("a float", "an int"),
        "Collect the numbers in a list, and return the whole list.",
    ),
    (
        lambda found, wanted: found == "a text" and "number" in wanted and not wanted.startswith("a dict"),
        "A number in quotes is a text. Leave out the quotes or `str(…)`.",
    ),
    (
        lambda found, wanted: found == "a bool" and wanted == "a number",
        "Return the number itself, not a comparison.",
    ),
    (lambda found, wanted: wanted[:1].isdigit(), "Return them in this order, separated by commas."),
)
"""What fits an answer that was found and what was wanted, and what to do then; the first counts."""
