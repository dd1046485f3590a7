"""What is told of a return value of the wrong form, with what to do."""

from __future__ import annotations

from grader.core.shapes import Misfit

_NOT_PLAIN = {
    "builtin_function_or_method": "a function of Python's own that was not called; add parentheses after its name",
    "function": "a function that was not called; add parentheses, with its arguments in them",
    "method": "a method that was not called; add parentheses after its name",
    "generator": "a generator; put it in square brackets, or write `return` in place of `yield`",
    "map": "a `map` object; write `list(…)` around it",
    "zip": "a `zip` object; write `list(…)` around it",
    "filter": "a `filter` object; write `list(…)` around it",
    "range": "a `range` object; write `list(…)` around it",
    "enumerate": "an `enumerate` object; write `list(…)` around it",
    "reversed": "a `reversed` object; write `list(…)` around it",
    "set": "a set, which has no order; use square brackets in place of curly ones",
    "frozenset": "a frozenset, which has no order; return a list",
    "complex": "a complex number, as a root of a negative number gives it",
    "ndarray": "a numpy array; write `.tolist()` after it",
    "module": "a module; return a value",
    "type": "a type; return a value",
    "ellipsis": "`...`; write the value in its place",
    "bytes": "bytes",
    "bytearray": "a bytearray",
    "Fraction": "a Fraction; write `float(…)` around it",
    "Decimal": "a Decimal; write `float(…)` around it",
    "dict_keys": "the keys of a dict; write `list(…)` around them",
    "dict_values": "the values of a dict; write `list(…)` around them",
    "dict_items": "the items of a dict; write `list(…)` around them",
}


def not_plain(kind: str) -> str | None:
    """Return what a value that cannot be graded is, and what to do; None for a type that is not Python's own."""
    return _NOT_PLAIN.get(kind)


def what_to_do(misfit: Misfit, function: str) -> str:
    """Return what to do about an answer of the wrong form, or nothing."""
    found, wanted, inside = misfit.found, misfit.wanted, bool(misfit.path)
    if found == "None":
        return "" if inside else f"Does every way through `{function}` end with `return`?"
    if wanted == "a number" and found.startswith(("a list", "a tuple")):
        return "Is an index or a sum missing?"
    if wanted.startswith("a list") and found in ("a float", "an int"):
        return "Collect the numbers in a list, and return the whole list."
    if found == "a text":
        return "A number in quotes is a text. Leave out the quotes or `str(…)`."
    if found == "a bool" and wanted == "a number":
        return "Return the number itself, not a comparison."
    if wanted[:1].isdigit():
        return "Return them in this order, separated by commas."
    return ""
