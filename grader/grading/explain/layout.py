"""Rules for what Python cannot read: signs that do not belong in a file, indentation, blocks without their beginning."""

from __future__ import annotations

import keyword
import re

from grader.grading.explain.characters import explain_character
from grader.grading.explain.explanation import Explanation
from grader.grading.explain.source_lines import code_of, indent_of
from grader.grading.explain.trouble import FORMS, Trouble


def explain_stranger(t: Trouble) -> Explanation | None:
    """Explain what is no Python at all: a fence, a prompt, a magic, a sign from elsewhere."""
    if t.line.lstrip().startswith("```"):
        return Explanation(
            "This line is a Markdown fence, not Python. Delete every line that begins with ```.",
            (
                "The three backticks come with code that is copied from a web page or a chat.",
                "Only the lines between the fences are Python. Delete the fences themselves.",
                "The file begins with `import` or `def`, not with ```python.",
            ),
        )
    if re.match(r"(<{7}|={7}|>{7})(\s|$)", t.line):
        return Explanation(
            "Git left this line where two versions of your code meet. Keep one version, and delete the marks.",
            (
                "The lines that begin with `<<<<<<<`, `=======` and `>>>>>>>` are the marks.",
                "One version stands above `=======`, the other one below it.",
            ),
        )
    if re.match(r"\s*<(!doctype|html|head|body|script|div|p|\?xml)\b", t.line, re.IGNORECASE):
        return Explanation(
            "This file holds a web page, not Python. Download the file itself, and save it under this name.",
            ("A page that shows a file is not the file. Look for `Raw` or `Download` on the page.",),
        )
    if re.match(r'\s*(""(?!")|\'\'(?!\'))\s*\w', t.line):
        return Explanation(
            "A docstring begins with three quotes, and here are two.",
            (
                "Count the quotes at the beginning and at the end of the line.",
                'def area(a, b):\n    """Return the area."""\n    return ...',
            ),
        )
    if match := re.match(r"\s*(>>>|\.\.\. |\$ |In \[\d*\]:)", t.line):
        return Explanation(
            f"`{match[1].strip()}` is a prompt, not part of the code. Delete it.",
            (
                "The line is copied from an interactive session, with the prompt in front.",
                "A file holds only the code that comes after the prompt, with its own indentation.",
                f"The line becomes: `{t.line.lstrip()[len(match[1]) :].strip()[:80]}`",
            ),
        )
    if re.match(r"\s*[%!]\w", t.line):
        return Explanation(
            "Lines that begin with `%` or `!` work in notebooks only. Delete the line from this file.",
            ("Python itself does not know `%` and `!` at the beginning of a line.",),
        )
    outside = t.line if t.said.startswith(("invalid non-printable", "invalid character")) else code_of(t.line)
    return explain_character(t.line, t.column) if outside and explain_character(outside, 0) else None


def explain_prose(t: Trouble) -> Explanation | None:
    """Explain a line of plain words."""
    words = t.line.strip().rstrip(".!?:").split()
    if len(words) < 3 or t.first in keyword.kwlist or t.first in ("print", "else", "elif"):
        return None
    if not all(re.fullmatch(r"[^\W\d_]+(['’-][^\W\d_]+)?,?", word) for word in words):
        return None
    if sum(word.strip(",") not in keyword.kwlist for word in words) < 3:
        return None
    return Explanation(
        "This line is plain text, which Python reads as code. Put a `#` in front of it to make it a comment.",
        ("Notes to yourself stand behind a `#`, or in a docstring.", f"# {t.line.strip()[:80]}"),
    )


def explain_tabs(t: Trouble) -> Explanation | None:
    """Explain tabs and spaces that are mixed."""
    if t.kind not in ("TabError", "IndentationError"):
        return None
    number, above = t.before
    here, there = indent_of(t.line), indent_of(above)
    if here and there and ("\t" in here) != ("\t" in there):
        what = f"The file mixes tabs and spaces: this line is indented with {_blanks(here)}, line {number} with {_blanks(there)}."
    elif t.kind == "TabError" or ("\t" in here and " " in here):
        what = "This line mixes tabs and spaces at its beginning."
    else:
        return None
    return Explanation(
        f"{what} Use four spaces for each step of indentation.",
        (
            "Tabs and spaces look alike in the editor, but Python tells them apart.",
            "Delete the blanks at the beginning of the line, and indent it with the space bar.",
            'Many editors can repair a whole file: look for "Convert Indentation to Spaces".',
        ),
    )


def _blanks(blanks: str) -> str:
    return "tabs" if "\t" in blanks else "spaces"


def explain_indentation(t: Trouble) -> Explanation | None:
    """Explain an indentation that does not fit."""
    if t.kind != "IndentationError":
        return None
    number, above = t.before
    if "expected an indented block" in t.said:
        return _no_body(t)
    here, there = len(indent_of(t.line)), len(indent_of(above))
    if "unindent" not in t.said:
        return _too_far_right(t, number, above)
    return Explanation(
        "The indentation of this line fits no line above it. Put it right under the line that it belongs with.",
        (
            f"Line {t.number} is indented by {here} spaces, and line {number} by {there}. "
            f"No open block above has {here}.",
            "All lines of one block begin at the same column. A block ends where the indentation goes back.",
            "Use 4 spaces for the body of a function, 8 for the body of a loop in it, and so on.",
        ),
    )


def _no_body(t: Trouble) -> Explanation:
    """Explain a block without a line in it."""
    match = re.search(r"on line (\d+)", t.said)
    at = int(match[1]) if match else t.before[0]
    opens = t.lines[at - 1].strip()[:60] if 0 < at <= len(t.lines) else ""
    between = [code_of(line[:400]).strip() for line in t.lines[at : at + 20]]
    only_comments = any(t.lines[at : at + 1]) and not any(between)
    why = (
        f"Below line {at} there are only comments, and a comment is not a line of code."
        if only_comments
        else f"Line {at} ends with a colon, so it begins a block. The next line has no more indentation than line {at}."
    )
    return Explanation(
        f"The lines that belong to line {at} (`{opens}`) must be indented, and at least one must be there.",
        (
            why,
            "The body of a function, a loop or an `if` stands four spaces further to the right than the line above it.",
            f"For example:\n{opens}\n    pass  # your code in place of this line",
        ),
    )


def _too_far_right(t: Trouble, number: int, above: str) -> Explanation:
    """Explain a line that is indented further than the one above it."""
    if not number or (not indent_of(above) and t.first in ("import", "from", "def", "class")):
        return Explanation(
            f"This line is indented, but it must begin at the left margin. Delete the blanks in front of `{t.first}`.",
            (
                f"Look at the blanks at the beginning of line {t.number}.",
                "A line that belongs to no function, loop or `if` begins at the left margin.",
                f"The line becomes: `{t.line.strip()[:80]}`",
            ),
        )
    return Explanation(
        "This line is indented further than the line above it, which does not begin a block. "
        "Give both lines the same indentation.",
        (
            f"Line {number} and line {t.number} belong together, but they begin at different columns.",
            "Only a line that ends with a colon (`def`, `if`, `for`, `while`) is followed by a deeper indentation.",
            f"Put line {t.number} right under the first letter of line {number}, or check that line {number} ends with `:`.",
        ),
    )


def explain_outside(t: Trouble) -> Explanation | None:
    """Explain a `return` or a `break` outside of what it belongs to."""
    if t.first == "return" and "outside function" in t.said:
        return Explanation(
            "This `return` stands outside every function. Indent it, so that it belongs to the function above.",
            (
                f"Line {t.number} begins at the left margin, so the function above has ended before it.",
                "Lines of a function are indented by four spaces, the `return` too.",
                "def area(a, b):\n    return ...",
            ),
        )
    if t.first in ("break", "continue") and t.kind == "SyntaxError" and "loop" in t.said:
        return Explanation(
            f"`{t.first}` works inside a loop only. Indent it, so that it belongs to the loop.",
            (f"`{t.first}` must stand among the indented lines of a `for` or a `while`.",),
        )
    if t.first in ("yield", "await") and "outside function" in t.said:
        return Explanation(f"`{t.first}` works inside a function only.")
    return None


def explain_without_partner(t: Trouble) -> Explanation | None:
    """Explain an `else` without its `if`, and a `try` without its `except`."""
    if "'except' or 'finally'" in t.said:
        return Explanation(
            "The `try` above has no `except`. Put `except ValueError:` under it, with the same indentation, or delete `try:`.",
            (
                "Look for the line that says `try:`. Which lines belong to it?",
                "After the lines that are tried, `except` says what to do if they fail.",
                "try:\n    ...\nexcept ValueError:\n    ...",
            ),
        )
    if match := re.match(r"except\s+(\w+)\s*,\s*(\w+)", t.code):
        return Explanation(
            f"Write `as` in place of the comma: `except {match[1]} as {match[2]}:`.",
            ("A comma there belongs to Python 2.", f"except {match[1]} as {match[2]}:"),
        )
    if t.first not in ("else", "elif", "except", "finally") or not t.code.endswith(":"):
        return None
    partner = "if" if t.first in ("else", "elif") else "try"
    return Explanation(
        f"This `{t.first}` has no `{partner}` that it belongs to. Put it right under its `{partner}`, with the same indentation.",
        (
            f"Look for the `{partner}` above. Does it begin at the same column as `{t.first}`?",
            f"Between the two stand only indented lines, which belong to the `{partner}`.",
            f"{FORMS[partner]}\n    ...\n{FORMS[t.first]}\n    ...",
        ),
    )
