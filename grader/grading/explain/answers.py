"""What is told of a return value of the wrong form, with what to do."""

from __future__ import annotations

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
    found, wanted, inside = misfit.found, misfit.wanted, bool(misfit.path)
    if found == "None":
        if inside:
            return "A method such as `append` or `sort` changes a list and returns None."
        return f"Does every way through `{function}` end with `return`?"
    if found.startswith("a tuple of 1") and not found[12:13].isdigit() and not wanted.startswith(("a list", "a tuple")):
        return "Is there a comma at the end of the `return` line? It makes a tuple."
    if wanted == "a number" and found.startswith(("a list", "a tuple")):
        return "Is an index or a sum missing?"
    if wanted.startswith("a list") and found in ("a float", "an int"):
        return "Collect the numbers in a list, and return the whole list."
    if found == "a text" and "number" in wanted and not wanted.startswith("a dict"):
        return "A number in quotes is a text. Leave out the quotes or `str(…)`."
    if found == "a bool" and wanted == "a number":
        return "Return the number itself, not a comparison."
    if wanted[:1].isdigit():
        return "Return them in this order, separated by commas."
    return ""
