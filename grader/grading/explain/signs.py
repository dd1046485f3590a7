"""Rules for what Python cannot read: signs that are torn apart, put together wrongly, or mean something else elsewhere."""

from __future__ import annotations

import re

from grader.grading.explain.explanation import Explanation
from grader.grading.explain.trouble import Trouble


def explain_torn_sign(t: Trouble) -> Explanation | None:
    """Explain two signs that belong together, with a blank between them or in the wrong order."""
    if match := re.search(r"([<>=!+\-*/%])\s+=(?!=)", t.code):
        whole = f"{match[1]}="
        return Explanation(
            f"`{match[0]}` must be written without a blank: `{whole}`.",
            (
                f"Look at `{match[0]}` in the marked line.",
                f"`{whole}` is one sign for Python. A blank in it makes two signs.",
                "if n >= 10:" if match[1] in "<>=!" else "total += value",
            ),
        )
    if match := re.search(r"(?<![=<>!+\-*/%:|&^])=([<>])(?!=)", t.code):
        return Explanation(
            f"Python has no `{match[0]}`. Write `{match[1]}=` instead.",
            (f"Look at `{match[0]}` in the marked line: the `=` comes second.", "if n >= 10:"),
        )
    return None


def explain_stray_sign(t: Trouble) -> Explanation | None:
    """Explain a dot too many, bars, a backslash, a colon in front of `=`."""
    if re.search(r"[A-Za-z_)\]]\.\.+\w", t.code):
        return Explanation(
            "There is a dot too many in this line.",
            ("One dot stands between a module and its function.", "math.sqrt(2)"),
        )
    if match := re.search(r"(?<![|\w)\]])\s*\|([^|]+)\|", t.code):
        return Explanation(
            f"Python has no bars for the absolute value. Write `abs({match[1].strip()[:40]})`.",
            ("Look at the two `|` in the marked line.", "`abs` gives a number without its sign.", "abs(-2)"),
        )
    if "\\" in t.code and not t.code.endswith("\\"):
        return Explanation(
            "A backslash `\\` may only stand at the very end of a line. Delete it.",
            ("At the end of a line it says that the line goes on below. Division is written `/`.",),
        )
    if match := re.match(r"([A-Za-z_]\w*)\s*:=\s*(.+)", t.code):
        return Explanation(
            f"To give a value to a name, write `=` without a colon: `{match[1]} = {match[2][:40]}`.",
            ("Look at the sign after the name.", f"{match[1]} = {match[2][:40]}"),
        )
    return None


def explain_f_string(t: Trouble) -> Explanation | None:
    """Explain an f-string whose braces do not match."""
    match = re.search(r"\b[fF](\"[^\"]*\"?|'[^']*'?)", t.line)
    if not match:
        return None
    opened, closed = match[1].count("{"), match[1].count("}")
    if opened == closed and "{}" not in match[1]:
        return None
    what = (
        "An f-string has an empty pair of braces. Write a value in them."
        if opened == closed
        else f"An f-string has {opened} `{{` and {closed} `}}`. Each `{{` needs its `}}`."
    )
    return Explanation(
        what,
        (
            "Look at the text that begins with `f` and a quote.",
            "In an f-string, each value stands in its own pair of braces.",
            'print(f"the sum is {total}")',
        ),
    )
