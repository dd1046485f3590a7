"""What is told of a TypeError: which operation met which types, in a beginner's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from grader.grading.explain.calls import explain_call
from grader.grading.explain.explanation import Explanation
from grader.grading.explain.special_values import any_side, function_not_called
from grader.grading.explain.values import FUNCTIONS, NUMBERS, root, told

Facts = Mapping[str, str]
_UNSUPPORTED = re.compile(r"unsupported operand type\(s\) for (\S+)(?: or pow\(\))?: '([\w.]+)' and '([\w.]+)'")
_COMPARED = re.compile(r"between instances of '([\w.]+)' and '([\w.]+)'")
_QUOTED = re.compile(r"'([\w.]+)'")


def explain_type_error(facts: Facts, text: str) -> Explanation:
    """Return what to tell of a TypeError."""
    if "unhashable" in text:
        return Explanation(
            "A list cannot be in a set or be a key of a dict. Use a tuple there.",
            ("A key must not change later, and a list can.", "tuple(items)"),
        )
    rule = _RULES.get(facts.get("op", ""), _other)
    return rule(_completed(facts, text), text) or _other(facts, text) or Explanation("")


def _completed(facts: Facts, text: str) -> Facts:
    """Return the facts with the types that only Python's own text tells."""
    found = dict(facts)
    if match := _UNSUPPORTED.match(text):
        found.setdefault("sign", match[1].removesuffix("="))
        found.setdefault("left", match[2])
        found.setdefault("right", match[3])
    elif match := _COMPARED.search(text):
        found.setdefault("left", match[1])
        found.setdefault("right", match[2])
    elif quoted := _QUOTED.findall(text):
        side = {"subscript": "base", "iterate": "item", "call": "func"}.get(found.get("op", ""))
        if side and side not in found and (side != "func" or "not callable" in text):
            found[side] = quoted[0]
    return found


def _binary(facts: Facts, text: str) -> Explanation | None:
    left, right, sign = root(facts.get("left", "")), root(facts.get("right", "")), facts.get("sign", "")
    if sign == "^":
        return Explanation("A power is written `**` in Python. `^` is something else.", ("x ** 2",))
    if found := any_side(facts, "left", "right"):
        return found
    kinds = {left, right}
    if "tuple" in kinds and kinds & NUMBERS:
        return Explanation(
            "One side is a tuple, that is several values. If you wrote a number with a comma, such as `0,5`, write `0.5`.",
            ("Python writes decimals with a point. A comma between two numbers makes a tuple.",),
        )
    if "str" in kinds and len(kinds) > 1:
        return Explanation(
            "One side is a text, the other is not. Turn the text into a number with `float(…)`, or leave out the quotes.",
            ('A number in quotes, such as "0.5", is a text. So is what `input()` returns.',),
        )
    if "list" in kinds:
        return _list_arithmetic(facts, sign, kinds)
    if "dict" in kinds or "set" in kinds:
        return Explanation(
            f"One side is {told('dict' if 'dict' in kinds else 'set')}. Take the values out of it by their keys first."
        )
    return None


def _list_arithmetic(facts: Facts, sign: str, kinds: set[str]) -> Explanation:
    sides = [side for side in ("left", "right") if root(facts.get(side, "")) == "list" and f"{side}_text" in facts]
    name = facts[f"{sides[0]}_text"] if sides else ""
    which = f"`{name}`" if name else "One side"
    hints = (
        f"Which value in the marked line is a list? {which}.",
        "Python has no arithmetic for whole lists. Go through the list, item by item, in a `for` loop or a comprehension.",
        "[a - b for a, b in zip(first, second)]",
    )
    if sign == "+" and (found := _added_to_list(facts, name, which, hints, kinds)):
        return found
    if kinds == {"list"}:
        return Explanation(
            f"Both sides are lists, and `{sign}` does not work on whole lists. Go through both with `zip`.", hints
        )
    if sign == "*" and name.startswith("["):
        return Explanation(
            f"{which} is a list. It is repeated a whole number of times, and the other side is not a whole number.",
            ("`[0.0] * 3` makes a list with three items. Use `len(…)`, `//` or `int(…)` for the number.", "[0.0] * 3"),
        )
    return Explanation(
        f"{which} is a list, and `{sign or 'this operation'}` works on single numbers. Go through the list item by item.",
        hints,
    )


def _added_to_list(facts: Facts, name: str, which: str, hints: tuple[str, ...], kinds: set[str]) -> Explanation | None:
    """Return what to tell of a single value that is added to a list."""
    if facts.get("augmented") and root(facts.get("left", "")) == "list":
        return Explanation(
            f"{which} is a list, and `+=` adds the items of another list. To add one value, write `{name or 'items'}.append(…)`.",
            ("`+=` on a list needs a list on its right side, too.", f"{name or 'items'}.append(value)"),
        )
    if not kinds & NUMBERS:
        return None
    append = f" To add it as a new item, write `{name}.append(…)`." if name.isidentifier() else ""
    return Explanation(
        f"{which} is a list, and `+` cannot add a number to a list.{append} "
        "To add it to every item, go through the list item by item.",
        hints,
    )


def _compare(facts: Facts, text: str) -> Explanation | None:
    if facts.get("sign") in ("in", "not in"):
        kind = facts.get("right") or next(iter(_QUOTED.findall(text)), "")
        facts = {**facts, "right": kind, "left": ""}
        if found := any_side(facts, "right"):
            return found
        return Explanation(
            f"`in` looks for a value in a list, and `{facts.get('right_text', 'the right side')}` is {told(kind)}."
        )
    if found := any_side(facts, "left", "right"):
        return found
    if "left" in facts and "right" in facts:
        return Explanation(f"Here {told(facts['left'])} is compared with {told(facts['right'])}. Compare two numbers.")
    return Explanation(
        "The two sides are of different kinds, and Python cannot say which is larger. Compare two numbers."
    )


def _unary(facts: Facts, text: str) -> Explanation | None:
    if found := any_side(facts, "right"):
        return found
    return Explanation(
        f"`-` in front of a value works on a number; `{facts.get('right_text', 'this')}` is {told(facts.get('right', ''))}."
    )


def _subscript(facts: Facts, text: str) -> Explanation | None:
    base, index = root(facts.get("base", "")), root(facts.get("index", ""))
    name = facts.get("base_text", "This value")
    if base in FUNCTIONS:
        return Explanation(f"`{name}` is a function. A function is called with parentheses: `{name}(…)`.")
    if found := any_side(facts, "base"):
        return found
    if base in NUMBERS:
        return Explanation(
            f"`{name}` is a number here, and a number has no items. Leave out the square brackets, or use the list that was meant.",
            (f"Print `{name}` just before this line.",),
        )
    if base in ("tuple", "str") and "item assignment" in text:
        return Explanation(f"`{name}` is {told(base)}, whose items cannot be changed. Make a list: `list({name})`.")
    if index == "tuple":
        return Explanation(f"A list in a list takes two pairs of brackets: `{name}[i][j]`, not `{name}[i, j]`.")
    if index == "float" and (over := facts.get("loop_over")):
        j = facts["index_text"]
        return Explanation(
            f"`{j}` is an item of `{over}` here, and not an index. For the index, write `for {j} in range(len({over})):`.",
            (
                f"Look at the line that begins with `for {j} in`. What does `{j}` hold in each round?",
                "`for item in items` gives the items. `for j in range(len(items))` gives the indexes 0, 1, 2, …",
                f"for {j} in range(len({over})):\n    ... {over}[{j}] ...",
            ),
        )
    if index in ("float", "str", "list", "NoneType"):
        return Explanation(
            f"`{facts.get('index_text', 'The index')}` is {told(facts.get('index', ''))}, and an index is a whole number. "
            + ("Use `//` to divide, or `int(…)`." if index == "float" else "In `for j in range(len(x))`, `j` is one."),
        )
    if "indices must be integers" in text:
        return Explanation("An index is a whole number. Use `//` to divide, or loop over `range(len(…))`.")
    return None


def _iterate(facts: Facts, text: str) -> Explanation | None:
    name, kind = facts.get("item_text", "This value"), root(facts.get("item", ""))
    if kind in FUNCTIONS:
        return function_not_called(facts, "item")
    if found := any_side(facts, "item"):
        return found
    if kind in NUMBERS:
        return Explanation(
            f"A `for` loop goes through a list, and `{name}` is a number. To count, write `range({name})`.",
            ("for j in range(n):\n    ...",),
        )
    return None


def _unpack(facts: Facts, text: str) -> Explanation | None:
    return Explanation(
        f"{facts.get('names', 'Several')} names stand on the left, but the value is not a group of values. "
        "What does the right side return?",
    )


def _other(facts: Facts, text: str) -> Explanation | None:
    """Return what Python's own text tells where the operation is not known."""
    kinds = _QUOTED.findall(text)
    if "non-int of type" in text:
        return _list_arithmetic({}, "*", {"list", "float"})
    if match := _UNSUPPORTED.match(text):
        return _binary({"left": match[2], "right": match[3], "sign": match[1]}, text)
    if "not iterable" in text and kinds:
        return _iterate({"item_text": facts.get("item_text", "This value"), "item": kinds[0]}, text)
    if ("subscriptable" in text or "has no len" in text) and kinds:
        name = facts.get("argument0_text" if "len" in text else "base_text", "This value")
        return _subscript({"base": kinds[0], "base_text": name}, text)
    if "cannot be interpreted as an integer" in text:
        return Explanation("Only a whole number can be used here, as in `range(n)`. Use `//` to divide, or `int(…)`.")
    if "positional argument" in text or "keyword argument" in text or "takes" in text:
        return Explanation(
            "A function is called with other arguments than its `def` names. Compare the two, one by one."
        )
    return None


_RULES: dict[str, Callable[[Facts, str], Explanation | None]] = {
    "binary": _binary,
    "compare": _compare,
    "unary": _unary,
    "call": explain_call,
    "subscript": _subscript,
    "iterate": _iterate,
    "unpack": _unpack,
}
