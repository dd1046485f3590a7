"""What is told of an error that a learner's code raised: by the kind of the exception, the operation and the types."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from grader.grading.explain.attributes import explain_attribute
from grader.grading.explain.explanation import Explanation, Surroundings
from grader.grading.explain.imports import explain_import_of, explain_module
from grader.grading.explain.names import explain_name, explain_unbound
from grader.grading.explain.operations import explain_type_error
from grader.grading.explain.signatures import listed, parameters_of, sources_of
from grader.grading.explain.special_values import none_value
from grader.sandbox.outcome import Failure

STUB = "This function is still the stub: write its body in place of the `raise` line."
KEPT_FROM_RUNNING = frozenset(
    [
        "SyntaxError",
        "IndentationError",
        "TabError",
        "NameError",
        "UnboundLocalError",
        "TypeError",
        "AttributeError",
        "ImportError",
        "ModuleNotFoundError",
        "NotImplementedError",
        "EOFError",
        "AssertionError",
        "RecursionError",
    ]
)
"""After these a hint about the mathematics leads away from what is wrong."""
_LOGARITHMS = {"log", "log2", "log10", "log1p", "sqrt"}


def explain_error(failure: Failure, around: Surroundings, *, open_: bool) -> Explanation:
    """Return what to tell of an exception beside Python's own words; of a closed check, no value of an input.

    Args:
        failure: what the sandbox told of it.
        around: what else may be looked at.
        open_: whether the inputs may be shown.
    """
    rule = _RULES.get(failure.kind)
    facts = failure.facts if open_ else _only_written(failure, around)
    found = rule(facts, failure.text if open_ else "", around) if rule else Explanation("")
    return found if found.hints else replace(found, hints=_LOOK)


_LOOK = (
    "Look at the marked line. Which value does each name in it have at that moment? Print them on the line before.",
    "Read the marked line from the inside out: what does each call in it give, and what is done with that?",
)
"""Where there are no hints for an error."""


def _only_written(failure: Failure, around: Surroundings) -> dict[str, str]:
    """Return the facts that hold nothing but what stands in the learner's files: a value might be a hidden input."""
    words = set().union(*(set(_WORDS.findall(source)) for source in (around.sources or {}).values()))
    kept = {}
    for key, text in failure.facts.items():
        if key in _TYPES:
            kept[key] = text if set(_WORDS.findall(text)) <= _TYPE_WORDS else ""
        elif key in _SIGNS:
            kept[key] = text if len(text) <= 9 and not any(sign.isdigit() for sign in text) else ""
        elif (text.isidentifier() and text in words and len(text) <= 40) or (
            key in ("arguments", "names") and text in "0123456"
        ):
            kept[key] = text
    return {key: text for key, text in kept.items() if text}


_WORDS = re.compile(r"[A-Za-z_]\w*")
_TYPES = {"left", "right", "base", "index", "func", "item", "argument0", "argument1", "argument2", "owner"}
_SIGNS = {"op", "sign"}
_TYPE_WORDS = {
    "list",
    "tuple",
    "dict",
    "set",
    "float",
    "int",
    "bool",
    "str",
    "NoneType",
    "of",
    "empty",
    "function",
    "type",
    "zip",
    "map",
    "method",
    "builtin_function_or_method",
    "generator",
    "filter",
    "enumerate",
    "range",
    "module",
    "ndarray",
    "reversed",
}


def _type(facts: Mapping[str, str], text: str, around: Surroundings) -> Explanation:
    facts = dict(facts)
    callee, index = facts.get("func_text", ""), facts.get("index_text", "")
    if callee.isidentifier() and (takes := parameters_of(callee, around)) is not None:
        facts["takes"] = listed(takes) or "nothing"
    if index.isidentifier():
        loops = (re.search(rf"\bfor[ \t]+{index}[ \t]+in[ \t]+(\w+)[ \t]*:", source) for source in sources_of(around))
        facts["loop_over"] = next((match[1] for match in loops if match), "")
    return explain_type_error(facts, text)


def _attribute(facts: Mapping[str, str], text: str, around: Surroundings) -> Explanation:
    name = facts.get("name") or facts.get("attribute", "")
    if "read-only" in text:
        return Explanation(
            f"`{name}` is a function of the value before the dot. Call it with parentheses: `{name}(…)`.",
            (f"Look at the `=` after `{name}`: no value can be put in the place of a function.", "items.append(value)"),
        )
    if facts.get("owner") == "NoneType":
        return none_value(facts, "base")
    return explain_attribute(facts.get("owner", ""), name, facts.get("base_text", ""), around)


def _name(facts: Mapping[str, str], text: str, around: Surroundings) -> Explanation:
    if "free variable" in text:
        return _unbound(facts, text, around)
    match = re.match(r"name '(\w+)'", text)
    name = facts.get("name") or facts.get("item_name") or (match[1] if match else "")
    return (
        explain_name(name, around, facts.get("within", ""))
        if name
        else Explanation("A name is used that has no value: is it spelled the same everywhere?")
    )


def _unbound(facts: Mapping[str, str], text: str, around: Surroundings) -> Explanation:
    name = facts.get("name") or facts.get("item_name") or next(iter(re.findall(r"variable '(\w+)'", text)), "")
    return (
        explain_unbound(name, around)
        if name
        else Explanation("A variable is used before it has a value in this function.")
    )


def _index(facts: Mapping[str, str], text: str, around: Surroundings) -> Explanation:
    name, index, length = facts.get("base_text", "the list"), facts.get("index_text", ""), facts.get("length", "")
    if length == "0" and "assignment" in text:
        return Explanation(
            f"`{name}` is empty, so it has no item to replace. To add one, write `{name}.append(…)`.",
            (
                f"Look at the line that sets `{name}`. How many items does it have then?",
                "`items[j] = value` replaces an item that is there. `append` adds one at the end.",
                f"{name}.append(value)",
            ),
        )
    if length == "0" or text.startswith("pop from empty"):
        return Explanation(f"`{name}` is empty, so it has no item to take.")
    if facts.get("attribute") == "pop":
        return Explanation(
            f"`pop` takes an item that is there. `{name}` has {_items(length)}."
            if length.isdigit()
            else "`pop` takes an item that is there, and the list has no such item."
        )
    if length.isdigit() and facts.get("index_value"):
        return Explanation(
            f"`{name}` has {_items(length)}, and `{index}` is {facts['index_value']}.",
            (
                "Look at the range of your loop. Where does it begin, and where does it end?",
                "`range(len(x))` gives the indexes 0 to len(x) - 1, which is all of them. The index len(x) is one too far.",
                "for j in range(len(x)):\n    ... x[j] ...",
            ),
        )
    return Explanation(
        "An index goes past the end of a list. The indexes of a list of n items are 0 to n - 1.",
        ("Is the list as long as you think? `range(len(x))` gives exactly its indexes.",),
    )


def _items(length: str) -> str:
    """Return how many items there are, with their indexes."""
    return "1 item, with the index 0" if length == "1" else f"{length} items, with the indexes 0 to {int(length) - 1}"


def _key(facts: Mapping[str, str], text: str, around: Surroundings) -> Explanation:
    what = f"`{facts['base_text']}`" if facts.get("base_text") else "The dict"
    return Explanation(
        f"{what} has no such key. Print its keys: is the key spelled the same, with the same capital letters?"
    )


def _value(facts: Mapping[str, str], text: str, around: Surroundings) -> Explanation:
    callee = facts.get("attribute") or facts.get("func_text", "").rpartition(".")[2]
    if facts.get("op") == "unpack" or "unpack" in text:
        return _unpacked(text)
    if "must not be zero" in text:
        return Explanation(
            "The third value of `range` is the size of a step, which cannot be 0.",
            ("`range(n)` counts by 1. You need no third value for that.", "for j in range(len(x)):\n    ..."),
        )
    if callee in _LOGARITHMS:
        return Explanation(
            "You took `log` or `sqrt` of a number that has none, such as 0 or a negative number. Print it first.",
            (f"Print the value that `{callee}` gets. Where does a 0 or a negative number come from?",),
        )
    if callee in ("max", "min"):
        return Explanation(f"`{callee}` was asked of an empty list.")
    if callee in ("index", "remove"):
        return Explanation(f"`{callee}` looks for a value that is not in the list.")
    if callee in ("int", "float"):
        return Explanation(f"`{callee}` cannot read this text as a number. Decimals are written with a point: `0.5`.")
    if callee == "zip":
        return Explanation("The lists that `zip` goes through are not equally long.")
    if "ambiguous" in text:
        return Explanation("A numpy array cannot be used as a condition. Compare single numbers instead.")
    return Explanation("")


def _unpacked(text: str) -> Explanation:
    """Return what to tell where names and values are not equally many."""
    match = re.search(r"expected (\d+)(?:, got (\d+))?", text)
    names = f"{match[1]} name{'' if match[1] == '1' else 's'}" if match else ""
    values = f"{match[2]} value{'' if match[2] == '1' else 's'}" if match and match[2] else "more values than that"
    return Explanation(
        f"On the left there {'is' if names.startswith('1 ') else 'are'} {names}, and on the right {values}. Make them equally many."
        if names
        else "There are more or fewer values here than names for them. Count the names on the left and the values on the right.",
        (
            "Print the right side. How many values does it have?",
            "With `enumerate`, a pair needs parentheses: `for i, (a, b) in enumerate(zip(first, second)):`.",
            "first, second = pair",
        ),
    )


def _zero(facts: Mapping[str, str], text: str, around: Surroundings) -> Explanation:
    divisor = facts.get("right_text", "")
    if re.fullmatch(r"len\(\w+\)", divisor):
        return Explanation(f"`{divisor}` is 0 here: the list is empty.")
    return Explanation(
        f"Something is divided by zero: `{divisor}` is 0 here." if divisor else "Something is divided by zero."
    )


def _said(sentence: str, *hints: str) -> Callable[[Mapping[str, str], str, Surroundings], Explanation]:
    return lambda facts, text, around: Explanation(sentence, hints)


def _import(facts: Mapping[str, str], text: str, around: Surroundings) -> Explanation:
    match = re.search(r"cannot import name '(\w+)' from (?:partially initialized module )?'(\w+)'", text)
    if match:
        return explain_import_of(match[1], match[2], around)
    if "relative import" in text:
        return Explanation(
            "Leave out the dot in front of the name of the file: `from file_name import function_name`.",
            ("Look at the sign after `from`.", "All your files stand in one folder, so the name alone is enough."),
        )
    if match := re.match(r"No module named '((\w+)\.(\w+))'", text):
        return Explanation(
            f"`{match[2]}` is one module. Import it alone, and name what is in it later: `{match[2]}.{match[3]}`.",
            (f"Look at what stands after `import`: `{match[1]}`.", f"import {match[2]}"),
        )
    match = re.match(r"No module named '(\w+)'|'(\w+)' ", text)
    if match and "is not installed" in text:
        return Explanation(
            f"{match[1] or match[2]} is not installed where this is graded. The exercises need lists and `math` only.",
            (f"Write the loop without {match[1] or match[2]}: go through the lists with `zip`, and add up.",),
        )
    found = explain_module(match[1] or match[2], around.earlier or {}) if match else None
    return found or Explanation("That file does not define it: is it spelled the same in both?")


_RULES: dict[str, Callable[[Mapping[str, str], str, Surroundings], Explanation]] = {
    "TypeError": _type,
    "AttributeError": _attribute,
    "NameError": _name,
    "UnboundLocalError": _unbound,
    "IndexError": _index,
    "KeyError": _key,
    "ValueError": _value,
    "ZeroDivisionError": _zero,
    "ImportError": _import,
    "ModuleNotFoundError": _import,
    "OverflowError": _said("A number grew too large for a float."),
    "RecursionError": _said(
        "A function calls itself again and again, without end.",
        "Look for a function whose body calls its own name. What makes it stop?",
    ),
    "MemoryError": _said("The memory that an exercise may use is full. Does a list grow without end?"),
    "NotImplementedError": _said(STUB),
    "EOFError": _said(
        "`input()` waits for somebody to type, and nobody is there. Your function gets its values through its parameters.",
        "Delete the `input()` line. The values come in through the names in the parentheses of `def`.",
    ),
    "AssertionError": _said("One of your own `assert` statements was not true."),
    "StopIteration": _said("`next` was asked of an iterator that has no more items."),
    "ModuleNotFound": _said("This module is not installed where this is graded."),
}
PLAIN_KINDS = frozenset(_RULES) - {"NotImplementedError"}
"""Kinds of exceptions of Python's own; a learner's own kind may carry a hidden input in its name."""
