"""What is told of something that a value does not have: methods of other languages, functions that stand elsewhere."""

from __future__ import annotations

import math
import sys

from grader.grading.explain.explanation import Explanation, Surroundings
from grader.grading.explain.names import IN_MATH, near
from grader.grading.explain.signatures import parameters_of

_METHODS = {
    "list": {
        "add": "append",
        "push": "append",
        "push_back": "append",
        "addAll": "extend",
        "appendleft": "insert",
        "length": "len(…)",
        "size": "len(…)",
        "count_all": "len(…)",
        "len": "len(…)",
        "sum": "sum(…)",
        "max": "max(…)",
        "min": "min(…)",
        "shape": "len(…)",
        "mean": "sum(…) / len(…)",
    },
    "str": {"length": "len(…)", "push": "+=", "append": "+=", "add": "+="},
    "dict": {"add": "d[key] = value", "append": "d[key] = value", "has_key": "key in d", "length": "len(…)"},
    "tuple": {"append": "list(…)", "length": "len(…)"},
    "set": {"append": "add", "push": "add"},
}
_TYPES: dict[str, type] = {"list": list, "str": str, "dict": dict, "tuple": tuple, "set": set}
_OF_LISTS = {"append", "extend", "insert", "pop", "sort", "add", "push"}
_NOT_IN_MATH = {"abs", "sum", "max", "min", "round", "len", "range", "float", "int"}


def explain_attribute(owner: str, name: str, base: str, around: Surroundings) -> Explanation:
    """Return what to tell of something that a value does not have: `base` is the text before the dot."""
    if owner == "module":
        return _in_module(name, base)
    if meant := _METHODS.get(owner, {}).get(name):
        form = meant.replace("…", base or "…") if "…" in meant else meant
        return Explanation(
            f"A {owner} has no `{name}`. Use `{form}`.",
            (f"Look at `{name}` after the dot.", f"For a {owner} Python has `{form}`."),
        )
    if owner in ("float", "int"):
        return _of_number(name, base, around)
    known = _TYPES.get(owner)
    if known and (meant := near(name, [one for one in dir(known) if not one.startswith("_")])):
        return Explanation(f"A {owner} has no `{name}`. Did you mean `{meant}`?")
    if owner in ("function", "builtin_function_or_method", "method"):
        return Explanation(f"`{base or 'This'}` is a function. Call it first, with parentheses after its name.")
    if not name:  # it was asked for outside the learner's files, by a probe
        return Explanation("")
    return Explanation(f"`{name}` is not there. Check the spelling, and what kind of value stands before the dot.")


def _of_number(name: str, base: str, around: Surroundings) -> Explanation:
    """Return what to tell of something that a number does not have."""
    if base in sys.stdlib_module_names or parameters_of(base, around) is not None:
        return Explanation(
            f"`{base}` is a number here, because your code gave that name a value. Give your variable another name.",
            (f"Look for the line that says `{base} = …`. From there on, `{base}.{name}` looks into that number.",),
        )
    if callable(getattr(math, name, None)):
        return Explanation(f"A number has no `{name}`. Write `math.{name}({base or '…'})`.")
    if meant := near(name, [one for one in dir(float) if not one.startswith("_")]):
        return Explanation(f"A number has no `{name}`. Did you mean `{meant}`?")
    collect = f" To collect values, begin with an empty list: `{base or 'items'} = []`." if name in _OF_LISTS else ""
    return Explanation(f"`{base or 'This value'}` is a number, and a number has no `{name}`.{collect}")


def _in_module(name: str, base: str) -> Explanation:
    known = (
        dir(math)
        if base == "math"
        else dir(sys.modules[base])
        if base in ("random", "numpy") and base in sys.modules
        else []
    )
    if base == "math" and name in _NOT_IN_MATH:
        return Explanation(
            f"There is no `math.{name}`. `{name}` is Python's own: write it without `math.` in front.",
            (f"Look at `math.{name}` in the marked line.", f"{name}(…)"),
        )
    meant = IN_MATH.get(name) if base == "math" else None
    meant = meant or near(name, [one for one in known if not one.startswith("_")])
    if meant:
        return Explanation(f"There is no `{base}.{name}`. Did you mean `{base}.{meant}`?")
    return Explanation(
        f"The module `{base or 'here'}` has no `{name}`. Is it your own function? Then call it without `{base}.`."
    )
