"""Rules for what Python cannot read: colons, parameters, quotes, brackets and operators."""

from __future__ import annotations

import builtins
import itertools
import keyword
import re

from grader.grading.explain.explanation import Explanation
from grader.grading.explain.source_lines import PAIRS, open_string, unclosed
from grader.grading.explain.trouble import FORMS, Trouble

_BLOCKS = ("def", "class", "if", "elif", "else", "for", "while", "try", "except", "finally", "with")


def explain_missing_colon(t: Trouble) -> Explanation | None:
    """Explain a block that begins without a colon."""
    if t.first not in _BLOCKS or t.code.endswith(":") or unclosed(t.line, 1)[0]:
        return None
    if t.code.endswith("\\") or re.search(r":\s*\S", _outside_brackets(t.code)):
        return None
    if t.first == "def" and "(" not in t.code:
        return None
    instead = f" Write it in place of the `{t.code[-1]}`." if t.code[-1] in ",;.=-" else ""
    return Explanation(
        f"A colon is missing at the end of the line that begins with `{t.first}`.{instead}",
        (
            "Look at the very end of the line.",
            f"A line that begins with `{t.first}` ends with a colon. The lines that belong to it come next, indented.",
            f"{FORMS[t.first]}\n    ...",
        ),
    )


def _outside_brackets(code: str) -> str:
    """Return a line with all that stands in brackets taken out."""
    for _ in range(20):
        shorter = re.sub(r"[(\[{][^()\[\]{}]*[)\]}]", "", code)
        if shorter == code:
            break
        code = shorter
    return code


def explain_definition(t: Trouble) -> Explanation | None:
    """Explain a `def` whose parameters are wrong."""
    if match := re.match(r"def\s+(\w+)\s*:?$", t.code):
        return Explanation(
            f"The parameters of `{match[1]}` are missing. Write them in parentheses: `def {match[1]}(…):`.",
            ("A function that takes nothing still needs its empty parentheses: `def main():`.",),
        )
    if match := re.match(r"def\s+(\w+(?:-\w+)+)\s*\(", t.code):
        return Explanation(
            f"A name cannot hold a `-`, which is a minus for Python. Write `{match[1].replace('-', '_')}`.",
            ("A name has letters, digits and `_`.",),
        )
    match = re.match(r"def\s+(\w+)\s*\(([^()]*)\)", t.code)
    return _parameters(match[1], [one.strip() for one in match[2].split(",")]) if match else None


def _parameters(name: str, parameters: list[str]) -> Explanation | None:
    """Explain what stands between the parentheses of a `def`."""
    if twice := next((one for one in parameters if one and parameters.count(one) > 1), None):
        return Explanation(
            f"The parameter `{twice}` stands twice in `def {name}`. Each needs its own name.",
            ("Each parameter takes one of the values of a call.", "def area(a, b):"),
        )
    if any(re.match(r"\w+\s+\w+", one) for one in parameters):
        return Explanation(
            f"A comma is missing between the parameters of `{name}`.",
            ("Each parameter stands alone, with a comma before the next: `def area(a, b):`.",),
        )
    return _plain_names(name, [one for one in parameters if one not in ("", "*", "/")])


def _plain_names(name: str, named: list[str]) -> Explanation | None:
    """Explain parameters that are no names, or whose default values stand in the wrong place."""
    if not all(re.match(r"\*{0,2}[A-Za-z_]\w*\s*(:[^=]+)?(=.*)?$", one) for one in named):
        return Explanation(
            f"The parameters of `{name}` must be plain names, such as `x`. Values are given when the function is called.",
            ("Between the parentheses of `def` stand names only: `def area(a, b):`.",),
        )
    optional = ["=" in one for one in named if not one.startswith("*")]
    if any(first and not then for first, then in itertools.pairwise(optional)):
        return Explanation(
            f"In `def {name}(…)`, parameters with a default value must come after those without one.",
            ("def draw(points, size=3):",),
        )
    return None


def explain_string(t: Trouble) -> Explanation | None:
    """Explain a text without its closing quote."""
    if "triple-quoted" in t.said:
        return Explanation(
            "A text that begins with three quotes is never closed. Add three quotes where it should end.",
            (
                "Look for the docstring that begins at the marked line. Where should it end?",
                'Each `"""` needs a second `"""`.',
                'def area(a, b):\n    """Return the area."""\n    return ...',
            ),
        )
    if not open_string(t.line):
        return None
    return Explanation(
        "A text in this line has an opening quote but no closing quote.",
        (
            "Look at the first and at the last quote. A text begins and ends with the same one, on one line.",
            "A text that holds an apostrophe, such as it's, stands between double quotes.",
            'print("done")',
        ),
    )


def explain_bracket(t: Trouble) -> Explanation | None:
    """Explain a bracket without its partner."""
    opened, wrong = unclosed(t.source, len(t.lines))
    if wrong and wrong.line >= t.number - 1 and wrong.line <= t.number:
        if opened and opened[-1].line == wrong.line and PAIRS[opened[-1].sign] != wrong.sign:
            return Explanation(
                f"`{opened[-1].sign}` is closed with `{wrong.sign}`. Close it with `{PAIRS[opened[-1].sign]}`.",
                ("Brackets close in reverse order: what opened last closes first, with its own kind.",),
            )
        return Explanation(
            f"There is a `{wrong.sign}` too many in line {wrong.line}, or its opening bracket is missing.",
            (
                f"Count the brackets of line {wrong.line} from left to right.",
                "Add 1 for each opening one, subtract 1 for each closing one. The count must end at 0 and never fall below 0.",
                "return 2 * (a + b)",
            ),
        )
    here, _ = unclosed(t.source, t.number)
    if here and (t.column == 0 or here[-1].line < t.number or "never closed" in t.said or here[-1].line == t.number):
        sign = here[-1]
        return Explanation(
            f"The `{sign.sign}` in line {sign.line} is never closed. Add the missing `{PAIRS[sign.sign]}`.",
            (
                f"Look at line {sign.line}, column {sign.column + 1}. Where should this bracket end?",
                "Count the brackets of the line: there must be as many closing as opening ones.",
                "return 2 * (a + b)",
            ),
        )
    return None


def explain_missing_operator(t: Trouble) -> Explanation | None:
    """Explain two values side by side."""
    match = re.search(r"(?<![\w.])(\d+\.?\d*)([A-Za-z_]\w*)", t.code)
    if match and not re.fullmatch(r"\d+(e\d+|j|x\w+|b[01]+|o[0-7]+)", match[0]):
        return Explanation(
            f"A sign is missing between `{match[1]}` and `{match[2]}`. To multiply, write `{match[1]} * {match[2]}`.",
            ("Python does not multiply by writing side by side: the `*` must be there.",),
        )
    for one, two in itertools.pairwise(re.finditer(r"[A-Za-z_]\w*|\d+\.?\d*|[)\]]", t.code)):
        gap = t.code[one.end() : two.start()]
        if (
            (gap.isspace() or (not gap and one[0] in ")]"))
            and not {one[0], two[0]} & set(keyword.kwlist)
            and two[0] not in ")]"
        ):
            return _gap(t, one[0], two[0])
    return None


def _gap(t: Trouble, one: str, two: str) -> Explanation:
    shown = one if one not in ")]" else f"…{one}"
    if callable(getattr(builtins, one, None)):
        return Explanation(
            f"What `{one}` is given stands in parentheses: `{one}({two})`.",
            (f"Look at `{one}` in the marked line.", "A function is called with parentheses.", f"{one}({two})"),
        )
    if re.search(rf"=[^=]*\b{re.escape(one)}\s+{re.escape(two)}\s*=(?!=)", t.code) if one not in ")]" else False:
        return Explanation(
            "There are two statements in this line. Put each one on its own line.",
            (f"The second one begins with `{two}`.",),
        )
    listed = bool(re.search(r"\[[^\]]*$", t.code[: t.code.find(two)])) or "(" in t.code[: t.code.find(two)]
    comma = f", or a comma: `{shown}, {two}`" if listed else ""
    return Explanation(
        f"Something is missing between `{shown}` and `{two}`: perhaps an operator, as in `{shown} * {two}`{comma}.",
        (
            f"Look at the gap between `{shown}` and `{two}`.",
            "Two values side by side mean nothing in Python. Say what to do with them: `+`, `-`, `*`, `/`, or a comma in a list.",
            f"{shown} * {two}",
        ),
    )


def explain_call_order(t: Trouble) -> Explanation | None:
    """Explain the order of arguments, one that is given twice, and numbers that begin with 0."""
    if match := re.search(r"[(,]\s*(\w+)\s*=(?!=)[^()]*,\s*\1\s*=(?!=)", t.code):
        return Explanation(
            f"`{match[1]}=` stands twice in this call. Give each argument once.",
            (f"Look at the places where `{match[1]}=` stands. Which one is meant?",),
        )
    if "positional argument follows" in t.said or re.search(r"\(\s*\w+\s*=[^=(),]+,\s*[^=(),]+\)", t.code):
        return Explanation(
            "In a call, plain values come first, and those with a name (`size=3`) after them.",
            ("draw(points, size=3)",),
        )
    if re.match(r"0\d", t.code.split("=")[-1].strip()):
        return Explanation("A whole number cannot begin with 0. Delete the zeros in front.")
    return None


def explain_inner_order(t: Trouble) -> Explanation | None:
    """Explain a comprehension or a lambda whose parts are missing or in another order."""
    if re.search(r"[\[(]\s*for\b", t.code):
        return Explanation(
            "In square brackets the value comes first, and `for` after it, without a colon: `[2 * x for x in items]`.",
            (
                "Look at the word after the opening bracket.",
                "A comprehension reads like a sentence: this value, for each item in the list.",
                "[2 * x for x in items]",
            ),
        )
    if re.search(r"\blambda\b[^:]*$", t.code):
        return Explanation(
            "A `lambda` needs a colon between its parameters and its value: `lambda x: x + 1`.",
            ("Before the colon stand names, after it one value.", "double = lambda x: 2 * x"),
        )
    if t.first in ("global", "nonlocal"):
        return Explanation(
            f"`{t.first}` only names variables. You need no `{t.first}` here: delete it."
            if "=" in t.code
            else f"There is no outer variable for this `{t.first}`. Delete the line.",
            ("A variable that is set in a function belongs to this function.",),
        )
    return None


def explain_unfinished_line(t: Trouble) -> Explanation | None:
    """Explain a line that ends where a value is still to come."""
    if re.search(r"(?:[+\-*/%=,]|\b(?:and|or|not|in|is))$", t.code) and not t.code.endswith(","):
        return Explanation(
            f"The line ends with `{t.code.split()[-1][-3:]}`, so a value is missing after it.",
            ("Every operator needs a value on its right side, on the same line.",),
        )
    return None
