"""Rules for what Python cannot read: `=` where values are compared, and what stands on the left of it."""

from __future__ import annotations

import keyword
import re

from grader.grading.explain.explanation import Explanation
from grader.grading.explain.trouble import Trouble


def explain_assignment_for_comparison(t: Trouble) -> Explanation | None:
    """Explain `=` in a condition."""
    if not re.match(r"(if|elif|while)\b.*[^=!<>:+\-*/%\s]\s*=(?![=<>])", t.code):
        return None
    return Explanation(
        "`=` gives a value to a name. To compare two values, write `==`.",
        (
            f"Look at the condition after `{t.first}`.",
            "A condition compares: `==` asks whether two values are equal, `=` stores a value.",
            "if n == 1:",
        ),
    )


def explain_two_assignments(t: Trouble) -> Explanation | None:
    """Explain a calculation between two `=`."""
    match = re.match(r"([A-Za-z_]\w*)\s*=(?!=)\s*([^=]*[-+*/%()][^=]*[^=!<>\s])\s*=(?!=)\s*[^=]+$", t.code)
    if not match or match[2].count("(") != match[2].count(")"):
        return None
    return Explanation(
        f"There are two `=` in this line, and `{match[2].strip()[:40]}` between them is not a name.",
        (
            "Read the line from left to right. Which of the two `=` stores the value?",
            "`name = value` computes the right side and stores it in the name on the left. To compare, write `==`.",
            f"{match[1]} = {match[2].strip()[:40]}",
        ),
    )


def explain_target(t: Trouble) -> Explanation | None:
    """Explain an assignment to what is no name."""
    if found := _bad_name(t):
        return found
    augmented = re.match(r"(.*[)\]\d])\s*([+\-*/])=(?!=)\s*(.+)", t.code)
    match = (
        augmented
        or re.match(r"([^=!<>:+\-*/%]*[^=!<>:+\-*/%\s])\s*(=)(?!=)\s*(.+)", t.code)
        or re.match(r"([^=!<>:]*?[+\-*/%][^=!<>:]*?[\w)\]])\s*(=)(?!=)\s*(.+)", t.code)
    )
    if not match or (re.fullmatch(r"[\w\s.,\[\]*()'\"]+", match[1]) and not re.search(r"\w\(|^\d", match[1])):
        return None
    left, right = match[1].strip()[:40], match[3].strip()[:40]
    sign = f"{match[2]}=" if augmented else "="
    return Explanation(
        f"On the left of `{sign}` stands a name that gets the value. `{left}` is not a name.",
        (
            f"Look at the left side of `{sign}`.",
            "`name = value` computes the right side and stores it in the name on the left.",
            f"{right} {sign} {left}" if re.fullmatch(r"[A-Za-z_]\w*", right) else "result = a - b",
        ),
    )


_TYPES = {"int", "float", "double", "str", "string", "bool", "boolean", "list", "char", "long", "auto"}


def _bad_name(t: Trouble) -> Explanation | None:
    """Explain a name on the left of `=` that holds what no name can hold."""
    if match := re.match(r"(\d+[A-Za-z_]\w*)\s*=(?!=)", t.code):
        return Explanation(
            f"`{match[1]}` is not a name, because a name cannot begin with a digit.",
            ("A name begins with a letter or with `_`. Digits may come after it.", "total2 = 0.0"),
        )
    match = re.match(r"([A-Za-z_]\w*)(\s+|-)([A-Za-z_]\w*)\s*=(?!=)\s*(.+)", t.code)
    if not match or keyword.iskeyword(match[1]) or keyword.iskeyword(match[3]):
        return None
    if match[2].isspace() and match[1].lower() in _TYPES:
        return Explanation(
            f"Python needs no type in front of a name. Write `{match[3]} = {match[4][:40]}`.",
            ("A variable begins where it gets its first value.", f"{match[3]} = {match[4][:40]}"),
        )
    sign = "a blank" if match[2].isspace() else "a `-`, which is a minus for Python"
    return Explanation(
        f"A name cannot hold {sign}. Write `{match[1]}_{match[3]}`.",
        ("A name has letters, digits and `_`.", f"{match[1]}_{match[3]} = {match[4][:40]}"),
    )
