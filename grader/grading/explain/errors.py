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
from grader.grading.explain.value_errors import explain_index, explain_key, explain_value, explain_zero
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
    "Look at the marked line. Which value does each name in it have at that moment? Print them on the line above.",
    "Read the marked line from the inside out: what does each call in it give, and what is done with that?",
)
"""Where there are no hints for an error."""


def _only_written(failure: Failure, around: Surroundings) -> dict[str, str]:
    """Return the facts that hold nothing but what stands in the learner's files: a value might be a hidden input."""
    words = set().union(*(set(_WORDS.findall(source)) for source in (around.sources or {}).values()))
    return {key: text for key, text in failure.facts.items() if text and _is_written(key, text, words)}


def _is_written(key: str, text: str, words: set[str]) -> bool:
    """Whether a fact is one of a type, of a sign, of a small count, or a word of the learner's files."""
    if key in _TYPES:
        return set(_WORDS.findall(text)) <= _TYPE_WORDS
    if key in _SIGNS:
        return len(text) <= 9 and not any(sign.isdigit() for sign in text)
    if key in ("arguments", "names") and text in "0123456":
        return True
    return key != "within" and text.isidentifier() and text in words and len(text) <= 40


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
            f"{match[1] or match[2]} is not installed where this is graded. Write your function without it.",
            (
                f"What do you use {match[1] or match[2]} for? A loop over the items does the same, one by one.",
                'If only a try-out of yours needs it, put that under `if __name__ == "__main__":`.',
            ),
        )
    found = explain_module(match[1] or match[2], around.earlier or {}) if match else None
    return found or Explanation("That file does not define it: is it spelled the same in both?")


_RULES: dict[str, Callable[[Mapping[str, str], str, Surroundings], Explanation]] = {
    "TypeError": _type,
    "AttributeError": _attribute,
    "NameError": _name,
    "UnboundLocalError": _unbound,
    "IndexError": explain_index,
    "KeyError": explain_key,
    "ValueError": explain_value,
    "ZeroDivisionError": explain_zero,
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
    "StopIteration": _said("`next` was called on an iterator that has no more items."),
    "ModuleNotFound": _said("This module is not installed where this is graded."),
}
PLAIN_KINDS = frozenset(_RULES) - {"NotImplementedError"}
"""Kinds of exceptions of Python's own; a learner's own kind may carry a hidden input in its name."""
