"""What a beginner is told where Python cannot read a file.

Each rule looks at the marked line itself, not at Python's words, which differ from version to version. The first rule
that applies speaks. The idea of explaining an error by what the code looks like is futurecoder's.
"""

from __future__ import annotations

import itertools
import keyword
import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from grader.grading.explain.characters import explain_character
from grader.grading.explain.explanation import Explanation
from grader.grading.explain.source_lines import PAIRS, code_of, indent_of, open_string, unclosed


@dataclass(frozen=True)
class Trouble:
    """A place where Python stopped reading."""

    source: str
    number: int
    """The line, from one."""
    column: int
    """From one; 0 where it is not known."""
    kind: str
    """SyntaxError, IndentationError or TabError."""
    said: str
    """What Python says."""

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.source.split("\n")

    @cached_property
    def line(self) -> str:
        """The marked line, cut."""
        return self.lines[self.number - 1][:400] if 0 < self.number <= len(self.lines) else ""

    @cached_property
    def code(self) -> str:
        """The marked line without indentation, comment and strings."""
        return code_of(self.line).strip()

    @cached_property
    def first(self) -> str:
        """The first word of the line."""
        match = re.match(r"[A-Za-z_]\w*", self.code)
        return match[0] if match else ""

    @cached_property
    def before(self) -> tuple[int, str]:
        """The number and the text of the last line with code before the marked one; (0, "") where there is none."""
        for at in range(min(self.number, len(self.lines)) - 2, max(-1, self.number - 200), -1):
            if code_of(self.lines[at][:400]).strip():
                return at + 1, self.lines[at][:400]
        return 0, ""


Rule = Callable[[Trouble], "Explanation | None"]
_BLOCKS = ("def", "class", "if", "elif", "else", "for", "while", "try", "except", "finally", "with")
_FORMS = {
    "def": "def area(a, b):",
    "class": "class Point:",
    "if": "if n > 0:",
    "elif": "elif n < 0:",
    "else": "else:",
    "for": "for item in items:",
    "while": "while n < 10:",
    "try": "try:",
    "except": "except ValueError:",
    "finally": "finally:",
    "with": "with open(name) as file:",
}
_STATEMENTS = (
    "return",
    "import",
    "from",
    "def",
    "for",
    "while",
    "if",
    "elif",
    "else",
    "class",
    "print",
    "pass",
    "break",
)


def explain_syntax(trouble: Trouble) -> Explanation:
    """Return what to tell of a file that Python cannot read."""
    for rule in _RULES:
        if found := rule(trouble):
            return found
    return Explanation(
        "Look at the marked place and at the end of the line above it.",
        (
            "Read the marked line aloud, sign by sign. If it looks right, read the line above it too.",
            "Every opening bracket and quote needs its partner. A line that begins a block ends with a colon.",
            "Put a `#` in front of the line and run this again. If the error moves on, the line itself is wrong.",
        ),
    )


def _character(t: Trouble) -> Explanation | None:
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


def _tabs(t: Trouble) -> Explanation | None:
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


def _indentation(t: Trouble) -> Explanation | None:
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


def _word_of_another_language(t: Trouble) -> Explanation | None:
    match = re.match(
        r"(function|func|fun|fn|define|sub|procedure|Def|DEF|void|float|int|double|public)\s+(\w+)\s*\(([^)]*)", t.code
    )
    if match:
        return Explanation(
            f"In Python a function begins with `def`: `def {match[2]}({match[3]}):`.",
            (
                f"Look at the first word of the line: `{match[1]}` does not begin a function in Python.",
                "A function needs `def`, its name, its parameters in parentheses, and a colon at the end.",
                f"def {match[2]}({match[3]}):\n    return ...",
            ),
        )
    if match := re.match(r"(let|var|const)\s+(\w+)", t.code):
        return Explanation(f"Python has no `{match[1]}`. Write `{match[2]} = …` alone.")
    if re.match(r"(else\s+if|elseif|elsif)\b", t.code):
        return Explanation(
            "Write `elif` in place of `else if`.",
            (
                "Look at the first words of the line.",
                "A second condition begins with `elif`, and ends with a colon. `else` has no condition.",
                "if n > 0:\n    ...\nelif n < 0:\n    ...\nelse:\n    ...",
            ),
        )
    if re.search(r"\S\s*//\s*[^\W\d]+\s+\w+|^//", t.code) or t.code.startswith(("/*", "*/")):
        return Explanation(
            "`//` does not begin a comment in Python: it divides. A comment begins with `#`.",
            (
                "Look at the words at the end of the line. Python reads them as code.",
                "Put `#` in front of a comment.",
                "total = 0.0  # the sum so far",
            ),
        )
    return None


_OTHER_SIGNS = {
    r"&&": ("`&&`", "`and`"),
    r"\|\|": ("`||`", "`or`"),
    r"=>|=<(?!=)": ("`=>` and `=<`", "`>=` and `<=`"),
    r"\+\+|--\s*$": ("`++` and `--`", "`n += 1` and `n -= 1`"),
    r"<>": ("`<>`", "`!=`"),
    r"(?<![!=<>])!(?!=)": ("`!`", "`not`"),
    r"===": ("`===`", "`==`"),
    r"\?": ("`?`", "`a if condition else b`"),
    r"\$": ("`$`", "the plain name"),
}


def _other_sign(t: Trouble) -> Explanation | None:
    for pattern, (sign, meant) in _OTHER_SIGNS.items():
        if re.search(pattern, t.code):
            return Explanation(f"Python has no {sign}. Write {meant} instead.")
    if t.code.endswith("{") and re.match(r"(if|for|while|else|def|elif)\b", t.code):
        return Explanation(
            "Python uses a colon and indentation where other languages use `{` and `}`.",
            ("End the line with `:`, delete the braces, and indent the lines that belong to it by four spaces.",),
        )
    return None


def _misspelled(t: Trouble) -> Explanation | None:
    match = re.match(r"([A-Za-z]+)\b(?=\s+[\w\[(\-\"']|\s*:)", t.code)
    if not match or keyword.iskeyword(match[1]):
        return None
    word = match[1]
    if word == "form" and " import" in t.code:
        meant = "from"
    elif word.lower() in _STATEMENTS and word not in _STATEMENTS:
        meant = word.lower()
    else:
        known = [one for one in _STATEMENTS if one != "print"]
        swapped = [one for one in known if sorted(one) == sorted(word.lower())]
        meant = next(iter(swapped or get_close_matches(word.lower(), known, 1, 0.72)), "")
    if not meant or re.match(rf"{word}\s*(=|\()", t.code):
        return None
    return Explanation(
        f"`{word}` is not a word that Python knows. Did you mean `{meant}`?",
        (
            f"Look at the first word of the line, `{word}`, letter by letter.",
            f"Python's own word is `{meant}`, in small letters.",
            f"The line becomes: `{meant}{t.line.strip()[len(word) :][:80]}`",
        ),
    )


def _print_statement(t: Trouble) -> Explanation | None:
    if not re.match(r"print\s+[^=(\s]", t.line.strip()):
        return None
    what = t.line.strip()[5:].strip()
    return Explanation(
        f"`print` needs parentheses: `print({what[:60]})`.",
        (
            "Look at what comes after `print`.",
            "`print` is a function. What it prints stands in parentheses.",
            f"print({what[:60]})",
        ),
    )


def _keyword_as_name(t: Trouble) -> Explanation | None:
    words = "|".join(w for w in keyword.kwlist if w not in ("None", "True", "False"))
    pattern = rf"(?:^|[,(]\s*|\bfor\s+|\bdef\s+|\bas\s+)({words})\s*(?==(?!=)|[,)]|\()"
    match = re.search(pattern, t.code)
    if not match or (
        match[1] in ("not", "lambda", "yield", "await") and not re.search(rf"\b{match[1]}\s*(=(?!=)|[,)])", t.code)
    ):
        return None
    if match[1] in (
        "if",
        "while",
        "return",
        "elif",
        "assert",
        "del",
        "and",
        "or",
        "in",
        "is",
        "else",
        "not",
    ) and not re.search(rf"\b{match[1]}\s*=(?!=)|\bdef\s+{match[1]}\b|[,(]\s*{match[1]}\s*[,)]", t.code):
        return None
    word = match[1]
    return Explanation(
        f"`{word}` is one of Python's own words, so it cannot be a name. Choose another, such as `{word}_` or `{word[:3]}`.",
        (
            f"Look at `{word}` in the marked line.",
            f"Python keeps these words for itself: {', '.join(keyword.kwlist[3:])}.",
            f"Rename it everywhere in your function, for example to `{word}_`.",
        ),
    )


def _assignment_for_comparison(t: Trouble) -> Explanation | None:
    if not re.match(r"(if|elif|while)\b.*[^=!<>:+\-*/%]=(?!=)", t.code):
        return None
    return Explanation(
        "`=` gives a value to a name. To compare two values, write `==`.",
        (
            f"Look at the condition after `{t.first}`.",
            "A condition compares: `==` asks whether two values are equal, `=` stores a value.",
            "if n == 1:",
        ),
    )


def _missing_in(t: Trouble) -> Explanation | None:
    match = re.match(r"for\s+(\w+)\s*(=|,?\s+(?:of|on|from|at)\s+|\s+(?=range|[A-Za-z]\w*\s*:?$)|:)(.*)", t.code)
    if not match or " in " in t.code:
        return None
    rest = match[3].strip().rstrip(":") or "range(n)"
    return Explanation(
        f"A `for` loop needs the word `in`: `for {match[1]} in {rest[:40]}:`.",
        (
            f"Look at what stands between `{match[1]}` and `{rest[:40]}`.",
            "A `for` loop names a variable, then `in`, then what to go through, then a colon.",
            "for n in range(10):\n    ...",
        ),
    )


def _missing_colon(t: Trouble) -> Explanation | None:
    if t.first not in _BLOCKS or t.code.endswith(":") or unclosed(t.line, 1)[0]:
        return None
    if t.code.endswith((",", "\\")) or re.search(r":\s*\S", _outside_brackets(t.code)):
        return None
    if t.first == "def" and "(" not in t.code:
        return None
    return Explanation(
        f"A colon is missing at the end of the line that begins with `{t.first}`.",
        (
            "Look at the very end of the line.",
            f"A line that begins with `{t.first}` ends with a colon. The lines that belong to it come next, indented.",
            f"{_FORMS[t.first]}\n    ...",
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


def _definition(t: Trouble) -> Explanation | None:
    if match := re.match(r"def\s+(\w+)\s*:?$", t.code):
        return Explanation(
            f"The parameters of `{match[1]}` are missing. Write them in parentheses: `def {match[1]}(…):`.",
            ("A function that takes nothing still needs its empty parentheses: `def main():`.",),
        )
    match = re.match(r"def\s+(\w+)\s*\(([^()]*)\)", t.code)
    if not match:
        return None
    parameters = [one.strip() for one in match[2].split(",")]
    if any(re.match(r"\w+\s+\w+", one) for one in parameters):
        return Explanation(
            f"A comma is missing between the parameters of `{match[1]}`.",
            ("Each parameter stands alone, with a comma before the next: `def area(a, b):`.",),
        )
    if any(
        one and not re.match(r"\*{0,2}[A-Za-z_]\w*\s*(:[^=]+)?(=.*)?$", one)
        for one in parameters
        if one not in ("*", "/")
    ):
        return Explanation(
            f"The parameters of `{match[1]}` must be plain names, such as `x`. Values are given when the function is called.",
            ("Between the parentheses of `def` stand names only: `def area(a, b):`.",),
        )
    optional = [bool(re.search(r"=", one)) for one in parameters if one and not one.startswith("*")]
    if any(first and not then for first, then in itertools.pairwise(optional)):
        return Explanation(
            f"In `def {match[1]}(…)`, parameters with a default value must come after those without one.",
            ("def draw(points, size=3):",),
        )
    return None


def _string(t: Trouble) -> Explanation | None:
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
            "Count the quotes in the line. There must be an even number of each kind.",
            "A text begins and ends with the same quote, on one line.",
            'print("done")',
        ),
    )


def _bracket(t: Trouble) -> Explanation | None:
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


def _target(t: Trouble) -> Explanation | None:
    match = re.match(r"([^=!<>:+\-*/%]*[^=!<>:+\-*/%\s])\s*=(?!=)\s*(.+)", t.code) or re.match(
        r"([^=!<>:]*?[+\-*/%][^=!<>:]*?[\w)\]])\s*=(?!=)\s*(.+)", t.code
    )
    if not match or (re.fullmatch(r"[\w\s.,\[\]*()'\"]+", match[1]) and not re.search(r"\w\(|^\d", match[1])):
        return None
    left, right = match[1].strip()[:40], match[2].strip()[:40]
    return Explanation(
        f"On the left of `=` stands a name that gets the value. `{left}` is not a name.",
        (
            "Look at the left side of `=`.",
            "`name = value` computes the right side and stores it in the name on the left.",
            f"{right} = {left}" if re.fullmatch(r"\w+", right) and not right.isdigit() else "result = a - b",
        ),
    )


def _outside(t: Trouble) -> Explanation | None:
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


def _without_partner(t: Trouble) -> Explanation | None:
    if t.first not in ("else", "elif", "except", "finally") or not t.code.endswith(":"):
        return None
    partner = "if" if t.first in ("else", "elif") else "try"
    return Explanation(
        f"This `{t.first}` has no `{partner}` that it belongs to. Put it right under its `{partner}`, with the same indentation.",
        (
            f"Look for the `{partner}` above. Does it begin at the same column as `{t.first}`?",
            f"Between the two stand only indented lines, which belong to the `{partner}`.",
            f"{_FORMS[partner]}\n    ...\n{_FORMS[t.first]}\n    ...",
        ),
    )


def _import(t: Trouble) -> Explanation | None:
    if re.match(r"import\s+\w+\s+from\s+\w+|from\s+import\b|from\s+\w+$|import$|from\s+\w+\.py\b", t.code):
        return Explanation(
            "An import names the file first, then what it takes: `from file_name import function_name`.",
            ("The name of the file stands without `.py`.",),
        )
    return None


def _missing_operator(t: Trouble) -> Explanation | None:
    match = re.search(r"(?<![\w.])(\d+\.?\d*)([A-Za-z_]\w*)", t.code)
    if match and not re.fullmatch(r"\d+(e\d+|j|x\w+|b[01]+|o[0-7]+)", match[0]):
        return Explanation(
            f"A sign is missing between `{match[1]}` and `{match[2]}`. To multiply, write `{match[1]} * {match[2]}`.",
            ("Python does not multiply by writing side by side: the `*` must be there.",),
        )
    for one, two in itertools.pairwise(re.finditer(r"[A-Za-z_]\w*|\d+\.?\d*|[)\]]", t.code)):
        gap = t.code[one.end() : two.start()]
        if gap.isspace() and not {one[0], two[0]} & set(keyword.kwlist) and two[0] not in ")]":
            return _gap(t, one[0], two[0])
    return None


def _gap(t: Trouble, one: str, two: str) -> Explanation:
    shown = one if one not in ")]" else f"…{one}"
    if re.search(rf"=[^=]*\b{re.escape(one)}\s+{re.escape(two)}\s*=(?!=)", t.code) if one not in ")]" else False:
        return Explanation(
            "There are two statements in this line. Give each a line of its own.",
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


def _call_order(t: Trouble) -> Explanation | None:
    if re.search(r"\(\s*\w+\s*=[^=(),]+,\s*[^=(),]+\)", t.code):
        return Explanation(
            "In a call, plain values come first, and those with a name (`size=3`) after them.",
            ("draw(points, size=3)",),
        )
    if re.match(r"0\d", t.code.split("=")[-1].strip()):
        return Explanation("A whole number cannot begin with 0. Delete the zeros in front.")
    return None


def _decorated_end(t: Trouble) -> Explanation | None:
    """Explain a line that ends where a value is still to come."""
    if re.search(r"(?:[+\-*/%=,]|\b(?:and|or|not|in|is))$", t.code) and not t.code.endswith(","):
        return Explanation(
            f"The line ends with `{t.code.split()[-1][-3:]}`, so a value is missing after it.",
            ("Every operator needs a value on its right side, on the same line.",),
        )
    return None


_RULES: tuple[Rule, ...] = (
    _character,
    _tabs,
    _outside,
    _word_of_another_language,
    _misspelled,
    _indentation,
    _print_statement,
    _string,
    _keyword_as_name,
    _assignment_for_comparison,
    _missing_in,
    _other_sign,
    _import,
    _definition,
    _missing_colon,
    _bracket,
    _target,
    _call_order,
    _missing_operator,
    _without_partner,
    _decorated_end,
)
