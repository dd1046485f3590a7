"""What is told of a call: what is called is no function, or its arguments do not fit."""

from __future__ import annotations

import builtins
from collections.abc import Mapping

from grader.grading.explain.explanation import Explanation
from grader.grading.explain.special_values import IN_PLACE, any_side, none_value
from grader.grading.explain.values import NUMBERS, root, told

Facts = Mapping[str, str]
_NEEDS_NUMBER = {"exp", "log", "sqrt", "pow", "log1p", "expm1", "tanh", "abs", "round", "float", "int", "fabs", "isnan"}
_NEEDS_MANY = {
    "sum",
    "min",
    "max",
    "len",
    "zip",
    "enumerate",
    "list",
    "tuple",
    "sorted",
    "reversed",
    "map",
    "all",
    "any",
    "set",
}


def explain_call(facts: Facts, text: str) -> Explanation | None:
    name = facts.get("func_text", "")
    kind = root(facts.get("func", ""))
    if kind in NUMBERS:
        if hasattr(builtins, name):
            return Explanation(
                f"`{name}` is a number here, because your code gave that name a value. Rename it to `total`, for example.",
                (
                    f"Look for the line that says `{name} = …`. From there on, `{name}(…)` is no longer Python's function.",
                ),
            )
        return Explanation(
            f"`{name}` is a number, and parentheses after a value try to call it. Is a `*` missing between them?",
            ("Python does not multiply by writing side by side: `2 * (x + 1)`.",),
        )
    if kind in ("list", "tuple", "dict", "str"):
        return Explanation(
            f"`{name}` is {told(kind)}, and parentheses after a value try to call it. Use square brackets: `{name}[…]`."
        )
    if kind == "module":
        return Explanation(f"`{name}` is a module, not a function. Name the function in it: `{name}.…(…)`.")
    if kind == "NoneType":
        return none_value(facts, "func")
    return _arguments(facts, text)


def _arguments(facts: Facts, text: str) -> Explanation | None:
    """Return what to tell of a call whose arguments do not fit."""
    method = facts.get("attribute", "")
    callee = method or facts.get("func_text", "").rpartition(".")[2]
    if method == "append" and facts.get("arguments", "0") != "1":
        return Explanation(
            "`append` takes one value. To add a pair, append a tuple: `append((a, b))`.",
            ("Look at the number of values between the parentheses of `append`.",),
        )
    if found := any_side(facts, "argument0", "argument1", "argument2"):
        return found
    first = facts.get("argument0", "")
    if callee == "range" and first and root(first) != "int":
        return _range(facts, first)
    if callee in _NEEDS_NUMBER and root(first) in ("list", "tuple", "range"):
        return Explanation(
            f"`{callee}` takes one number, and `{facts.get('argument0_text', 'this')}` is {told(first)}. Go through its items.",
            (f"[{facts.get('func_text', callee)}(value) for value in {facts.get('argument0_text', 'values')}]",),
        )
    if callee in _NEEDS_MANY and (found := _many(facts, text, callee)):
        return found
    if "argument" in text:
        return Explanation(
            f"`{facts.get('func_text') or 'This function'}` is called with other arguments than its `def` names. "
            "Compare the two, one by one.",
        )
    return None


def _many(facts: Facts, text: str, callee: str) -> Explanation | None:
    """Return what to tell where a builtin function that takes a list gets something else."""
    if "NoneType" in text:
        calls = [f"argument{place}" for place in range(3) if f"argument{place}_call" in facts]
        in_place = [side for side in calls if facts[f"{side}_call"].rpartition(".")[2] in IN_PLACE]
        return none_value(facts, next(iter(in_place or calls), ""))
    for place in range(3):
        if root(facts.get(f"argument{place}", "")) in NUMBERS:
            return Explanation(
                f"`{callee}` takes a list, and `{facts.get(f'argument{place}_text', 'this')}` is a number.",
                ("Print the value just before this line. Is it one item of the list, where the list was meant?",),
            )
    return Explanation("`sum` adds numbers, and the items here are not all numbers.") if callee == "sum" else None


def _range(facts: Facts, kind: str) -> Explanation:
    text = facts.get("argument0_text", "…")
    if root(kind) in ("list", "tuple"):
        return Explanation(f"`range` takes a whole number, and `{text}` is {told(kind)}. Write `range(len({text}))`.")
    return Explanation(f"`range` takes a whole number, and `{text}` is not one. Use `//` to divide, or `int(…)`.")
