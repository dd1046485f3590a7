"""What is told of a value that an operation cannot take: an index past the end, a missing key, a logarithm of 0."""

from __future__ import annotations

import re
from collections.abc import Mapping

from grader.grading.explain.explanation import Explanation, Surroundings

_LOGARITHMS = {"log", "log2", "log10", "log1p", "sqrt"}


def explain_index(facts: Mapping[str, str], text: str, around: Surroundings) -> Explanation:
    """Return what to tell of an index that a list does not have."""
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
            else "`pop` takes an item that is there, but this item is not in the list."
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


def explain_key(facts: Mapping[str, str], text: str, around: Surroundings) -> Explanation:
    """Return what to tell of a key that a dict does not have."""
    what = f"`{facts['base_text']}`" if facts.get("base_text") else "The dict"
    return Explanation(
        f"{what} does not have this key. Print its keys: is the key spelled the same, with the same capital letters?"
    )


def explain_value(facts: Mapping[str, str], text: str, around: Surroundings) -> Explanation:
    """Return what to tell of a value of the right type that an operation cannot take."""
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
        return Explanation(f"`{callee}` was called on an empty list.")
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


def explain_zero(facts: Mapping[str, str], text: str, around: Surroundings) -> Explanation:
    """Return what to tell of a division by zero."""
    divisor = facts.get("right_text", "")
    if re.fullmatch(r"len\(\w+\)", divisor):
        return Explanation(f"`{divisor}` is 0 here: the list is empty.")
    return Explanation(
        f"Something is divided by zero: `{divisor}` is 0 here." if divisor else "Something is divided by zero."
    )
