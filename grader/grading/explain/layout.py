"""Rules for what Python cannot read: signs that do not belong in a file, indentation, blocks without their beginning."""

from __future__ import annotations

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


def explain_tabs(t: Trouble) -> Explanation | None:
    """Explain tabs and spaces that are mixed."""
    blanks = indent_of(t.line)
    if t.kind != "TabError" and not ("\t" in blanks and " " in blanks and t.kind == "IndentationError"):
        return None
    return Explanation(
        "This line mixes tabs and spaces at its beginning. Use four spaces for each step of indentation.",
        (
            "Tabs and spaces look alike in the editor, but Python tells them apart.",
            "Delete the blanks at the beginning of the line, and indent it with the space bar.",
            'Many editors can repair a whole file: look for "Convert Indentation to Spaces".',
        ),
    )


def explain_indentation(t: Trouble) -> Explanation | None:
    """Explain an indentation that does not fit."""
    if t.kind != "IndentationError":
        return None
    number, above = t.before
    # at the end of a file Python marks the line that begins the block
    opens = t.line if t.code.endswith(":") and not above.rstrip().endswith(":") else above
    at = t.number if opens is t.line else number
    here, there = len(indent_of(t.line)), len(indent_of(above))
    if code_of(opens).rstrip().endswith(":") and (opens is t.line or here <= there):
        return Explanation(
            f"The lines that belong to line {at} (`{opens.strip()[:60]}`) must be indented, and at least one must be there.",
            (
                f"Line {at} ends with a colon, so it begins a block. The next line has no more indentation than line {at}.",
                "The body of a function, a loop or an `if` stands four spaces further to the right than the line above it.",
                f"For example:\n{opens.strip()[:60]}\n    pass  # your code in place of this line",
            ),
        )
    if here > there:
        return Explanation(
            "This line is indented further than the line above it, which does not begin a block. "
            "Give both lines the same indentation.",
            (
                f"Line {number} and line {t.number} belong together, but they begin at different columns.",
                "Only a line that ends with a colon (`def`, `if`, `for`, `while`) is followed by a deeper indentation.",
                f"Put line {t.number} right under the first letter of line {number}, or check that line {number} ends with `:`.",
            ),
        )
    return Explanation(
        "The indentation of this line fits no line above it. Put it right under the line that it belongs with.",
        (
            f"Line {t.number} is indented by {here} spaces. No open block above it has that indentation.",
            "All lines of one block begin at the same column. A block ends where the indentation goes back.",
            "Use 4 spaces for the body of a function, 8 for the body of a loop in it, and so on.",
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
    return None


def explain_without_partner(t: Trouble) -> Explanation | None:
    """Explain an `else` without its `if`."""
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
