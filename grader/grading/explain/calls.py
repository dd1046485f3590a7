"""What is told of a call: what is called is no function, or its arguments do not fit."""

from __future__ import annotations

import builtins
import itertools
import re
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
    """Return what to tell of a call that failed before the function began."""
    name = facts.get("func_text", "")
    kind = root(facts.get("func", ""))
    if kind in NUMBERS or kind in ("list", "tuple", "dict", "str"):
        return _not_a_function(facts, name, kind)
    if kind == "module":
        return Explanation(
            f"`{name}` is a module, not a function. Name the function in it: `{name}.…(…)`.",
            ("A module holds functions. A dot stands between the module and the function.", "math.exp(1)"),
        )
    if kind == "NoneType":
        return none_value(facts, "func")
    return _arguments(facts, text)


def _not_a_function(facts: Facts, name: str, kind: str) -> Explanation:
    """Return what to tell of a value that is called."""
    if hasattr(builtins, name) or "takes" in facts:
        whose = "Python's function" if hasattr(builtins, name) else "your function"
        return Explanation(
            f"`{name}` is {told(kind)} here, because your code gave that name a value. Give your variable another name.",
            (f"Look for the line that says `{name} = …`. From there on, `{name}(…)` is no longer {whose}.",),
        )
    if kind in NUMBERS:
        return Explanation(
            f"`{name}` is a number, and parentheses after a value try to call it. Is a `*` missing between them?",
            ("Python does not multiply by writing side by side: `2 * (x + 1)`.",),
        )
    return Explanation(
        f"`{name}` is {told(kind)}, and parentheses after a value try to call it. Use square brackets: `{name}[…]`.",
        ("Parentheses call a function. Square brackets take an item of a list.", f"{name}[0]"),
    )


def _arguments(facts: Facts, text: str) -> Explanation | None:
    """Return what to tell of a call whose arguments do not fit."""
    method, given = facts.get("attribute", ""), facts.get("arguments", "0")
    callee = method or facts.get("func_text", "").rpartition(".")[2]
    if method == "append" and given != "1":
        what = (
            "Write the value between the parentheses."
            if given == "0"
            else "To add a pair, append a tuple: `append((a, b))`."
        )
        return Explanation(
            f"`append` takes one value. {what}", ("Look at the number of values between the parentheses of `append`.",)
        )
    if found := any_side(facts, "argument0", "argument1", "argument2") or _number_wanted(facts, callee):
        return found
    if callee in _NEEDS_MANY and (found := _many(facts, text, callee)):
        return found
    return _count(facts, text) if "argument" in text else None


def _number_wanted(facts: Facts, callee: str) -> Explanation | None:
    """Return what to tell where a builtin function that takes a number gets something else."""
    first, shown = facts.get("argument0", ""), facts.get("argument0_text", "this")
    if callee == "range" and first and root(first) != "int":
        return _range(facts, first)
    if callee not in _NEEDS_NUMBER:
        return None
    if root(first) == "str" and callee not in ("float", "int"):
        return Explanation(
            f"`{callee}` takes a number, and `{shown}` is a text. Leave out the quotes.",
            ("A number in quotes is a text. A name in quotes is a text, too, and not the variable.",),
        )
    if root(first) in ("list", "tuple", "range"):
        return Explanation(
            f"`{callee}` takes one number, and `{shown}` is {told(first)}. Go through its items.",
            (f"[{facts.get('func_text', callee)}(value) for value in {facts.get('argument0_text', 'values')}]",),
        )
    return None


def _count(facts: Facts, text: str) -> Explanation:
    """Return what to tell where a function is called with too many values, too few, or one of a name that it has not."""
    name, given = facts.get("func_text") or "This function", facts.get("arguments", "")
    texts = [facts.get(f"argument{place}_text", "") for place in range(3)]
    if any(one.isdigit() and two.isdigit() for one, two in itertools.pairwise(texts)):
        return Explanation(
            f"`{name}` gets {given} values here. Is one of the commas meant as a decimal point? Write `0.5`, not `0,5`.",
            ("A comma in a call begins the next value.", "round(0.5)"),
        )
    called = re.match(r"(?:\w+\.)*(\w+)\(\)", text)
    if called and called[1] != name.rpartition(".")[2]:
        return Explanation(
            f"`{name}` is the function `{called[1]}` here, and that does not take {given} values.",
            (f"Look for the line that gives `{name}` its meaning: an import, or an `=`.",),
        )
    takes = facts.get("takes")
    if takes is None:
        return Explanation(
            f"`{name}` does not take {given or 'so many'} value{'' if given == '1' else 's'}. "
            "Count what stands between its parentheses.",
            (f"Look up what `{name}` takes. Is a comma wrong, or a parenthesis closed too late?",),
        )
    if match := re.search(r"unexpected keyword argument '(\w+)'", text):
        return Explanation(
            f"`{name}` has no parameter `{match[1]}`. Its parameters are {takes}.",
            (f"Look at the line that begins with `def {name}`. The names before `=` in a call must stand there.",),
        )
    if match := re.search(r"missing \d+ required positional arguments?: (.+)", text):
        return Explanation(
            f"`{name}` takes {takes}. Here {match[1].replace(chr(39), '`')} "
            f"{'are' if ' and ' in match[1] else 'is'} missing.",
            ("Compare the call with the `def` line, one value after the other.",),
        )
    return Explanation(
        f"`{name}` takes {takes}. Here it gets {given} values.",
        ("Compare the call with the `def` line, one value after the other.",),
    )


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
    if callee != "sum":
        return None
    return Explanation(
        "`sum` adds numbers, and the items here are not all numbers.",
        ("Print the list that `sum` gets. What is its first item?", "sum(a * b for a, b in zip(first, second))"),
    )


def _range(facts: Facts, kind: str) -> Explanation:
    text = facts.get("argument0_text", "…")
    if root(kind) in ("list", "tuple"):
        return Explanation(f"`range` takes a whole number, and `{text}` is {told(kind)}. Write `range(len({text}))`.")
    return Explanation(f"`range` takes a whole number, and `{text}` is not one. Use `//` to divide, or `int(…)`.")
