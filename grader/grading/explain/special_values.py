"""What is told of a value that cannot be used as it is: None, a function, a type, an iterator, a module."""

from __future__ import annotations

from collections.abc import Mapping

from grader.grading.explain.explanation import Explanation
from grader.grading.explain.values import FUNCTIONS, ITERATORS, root

Facts = Mapping[str, str]
IN_PLACE = {"append", "sort", "extend", "reverse", "insert", "remove", "clear", "update", "add"}
"""Methods that change a list, a dict or a set itself, and return None."""


def none_value(facts: Facts, side: str) -> Explanation:
    """Return what to tell of a None that is used like a value."""
    call = facts.get("none_call") or facts.get(f"{side}_call") or ""
    method = call.rpartition(".")[2]
    name = facts.get(f"{side}_name") or facts.get(f"{side}_text") or "a value"
    if call and "none_call" not in facts and method in IN_PLACE:
        return Explanation(
            f"`{call}(…)` changes the list itself and returns None. Write it on a separate line, and use the list after it.",
            (f"Python needs two lines here: the first calls `{method}`, the second uses the list.",),
        )
    if call and method in IN_PLACE:
        what = call.rpartition(".")[0]
        what = f"`{what}`" if what and what != "list" else "the list"
        return Explanation(
            f"`{name}` is None, because `{call}(…)` changes {what} itself and returns nothing. "
            f"Write `{call}(…)` on a separate line, without `{name} =` in front.",
            (
                f"Look at the line that sets `{name}`.",
                f"`{method}` changes the list in place. Its return value is None.",
                f"{call}(value)",
            ),
        )
    if method == "print":
        return Explanation(f"`{name}` is None, because `print` shows a value and returns nothing.")
    if call:
        return Explanation(
            f"`{name}` is None. Does `{call}` end without a `return`?",
            (
                f"Look at the end of the function `{call}`: a function without `return` gives None.",
                "Every way through a function must end with `return value`.",
            ),
        )
    return Explanation(
        f"`{name}` is None here. Where does it get its value? A function without a `return` gives None.",
        ("Print the value just before this line.",),
    )


def function_not_called(facts: Facts, side: str) -> Explanation:
    """Return what to tell of a function that is used like a value."""
    name = facts.get(f"{side}_text") or "This name"
    return Explanation(
        f"`{name}` is a function that is not called. Add parentheses, with its arguments in them.",
        (
            f"Look at `{name}` in the marked line.",
            "The name alone is the function itself. The parentheses after it call it and give its value.",
        ),
    )


def any_side(facts: Facts, *sides: str) -> Explanation | None:
    """Return what to tell where a value is None, a function, a type or an iterator, whatever is done with it."""
    for side in sides:
        kind, text = root(facts.get(side, "")), facts.get(f"{side}_text", "")
        if kind == "NoneType":
            return none_value(facts, side)
        if kind in FUNCTIONS:
            return function_not_called(facts, side)
        if kind == "type":
            return Explanation(
                f"`{text or 'This'}` is the name of one of Python's own types. Did you mean your own variable, with another name?",
                (f"Look at `{text}` in the marked line. Where does your function give it a value?",),
            )
        if kind == "module":
            return Explanation(
                f"`{text or 'This'}` is a module, not a value. Name what you need from it, as in `math.pi`.",
                ("Look at the sign after the name of the module: it must be a dot, not a comma.", "math.exp(1)"),
            )
        if kind in ITERATORS:
            return Explanation(
                f"`{text or kind}` is a `{kind}` object, which can only be gone through, once. Make a list of it: `list(…)`.",
                (f"`{kind}` gives its items one by one in a `for` loop. It has no length and no index.",),
            )
    return None
