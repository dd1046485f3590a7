"""Rules for what Python cannot read: misspelled words, words and signs of other languages, Python's own words as names."""

from __future__ import annotations

import keyword
import re

from grader.grading.explain.explanation import Explanation
from grader.grading.explain.trouble import Trouble

ENDS = "A block ends where the indentation goes back. Delete this line."


def explain_word_of_another_language(t: Trouble) -> Explanation | None:
    """Explain a word that another language has."""
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


_FIRST_WORDS = {
    "repeat": "To do something n times, write `for i in range(n):`.",
    "loop": "To do something n times, write `for i in range(n):`.",
    "do": "A loop begins with `for` or `while`.",
    "until": "Write `while not` and the condition.",
    "unless": "Write `if not` and the condition.",
    "switch": "Write `if`, `elif` and `else`.",
    "begin": "A block begins with a colon, and its lines are indented. Delete this line.",
    "then": "The lines after the colon are what is done then. Delete `then`.",
    "end": ENDS,
    "endif": ENDS,
    "endfor": ENDS,
    "fi": ENDS,
    "done": ENDS,
}


def explain_first_word(t: Trouble) -> Explanation | None:
    """Explain a word that begins a block elsewhere, or stands twice."""
    if (match := re.match(r"([a-z]+)\s+\1\b", t.code)) and keyword.iskeyword(match[1]):
        return Explanation(
            f"`{match[1]}` stands twice. Delete one of them.",
            (f"The line becomes: `{t.line.strip()[len(match[1]) :].strip()[:80]}`",),
        )
    if match := re.match(r"(?:foreach|for\s*each)\s+\(?(\w+)\s+in\s+(.+?)\s*:?$", t.code):
        return Explanation(
            f"A loop begins with `for` alone: `for {match[1]} in {match[2][:40]}:`.",
            (
                "Look at the first words of the line.",
                "A `for` loop goes through each item by itself, without the word `each`.",
                f"for {match[1]} in {match[2][:40]}:\n    ...",
            ),
        )
    if re.match(r"for\s*\(.*(;|\bto\b)", t.code):
        return Explanation(
            "Python counts with `range`: `for i in range(n):`.",
            (
                "Look at what stands in the parentheses after `for`.",
                "`range(n)` gives the numbers 0 to n - 1, one for each round.",
                "for i in range(n):\n    ...",
            ),
        )
    if t.first in _FIRST_WORDS and not re.match(rf"{t.first}\s*(=|\(|\[|\.)", t.code):
        return Explanation(
            f"`{t.first}` begins nothing in Python. {_FIRST_WORDS[t.first]}", (f"Look at the word `{t.first}`.",)
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


def explain_sign_of_another_language(t: Trouble) -> Explanation | None:
    """Explain a sign that another language has."""
    for pattern, (sign, meant) in _OTHER_SIGNS.items():
        if re.search(pattern, t.code):
            return Explanation(f"Python has no {sign}. Write {meant} instead.")
    if t.code.endswith("{") and re.match(r"(if|for|while|else|def|elif)\b", t.code):
        return Explanation(
            "Python uses a colon and indentation where other languages use `{` and `}`.",
            ("End the line with `:`, delete the braces, and indent the lines that belong to it by four spaces.",),
        )
    return None


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


def explain_misspelled(t: Trouble) -> Explanation | None:
    """Explain a misspelled first word."""
    match = re.match(r"([A-Za-z]+)\b(?=\s+[\w\[(\-\"']|\s*:)", t.code)
    if not match or keyword.iskeyword(match[1]):
        return None
    word = match[1]
    if word == "form" and " import" in t.code:
        meant = "from"
    elif word.lower() in _STATEMENTS and word not in _STATEMENTS:
        meant = word.lower()
    else:
        from difflib import get_close_matches

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


def explain_print_statement(t: Trouble) -> Explanation | None:
    """Explain `print` without parentheses."""
    if not re.match(r"print\s+[^=(\s]", t.line.strip()):
        return None
    if match := re.match(r"print\s+(return\b.*)", t.line.strip()):
        return Explanation(
            f"`return` cannot be printed. Write `{match[1][:60]}` alone.",
            (
                "Look at the two words at the beginning of the line.",
                "`return` hands a value back. `print` shows one on the screen. Put each on a separate line.",
                f"{match[1][:60]}",
            ),
        )
    what = t.line.strip()[5:].strip()
    return Explanation(
        f"`print` needs parentheses: `print({what[:60]})`.",
        (
            "Look at what comes after `print`.",
            "`print` is a function. What it prints stands in parentheses.",
            f"print({what[:60]})",
        ),
    )


def explain_keyword_as_name(t: Trouble) -> Explanation | None:
    """Explain one of Python's own words as a name."""
    if match := re.match(r"(None|True|False)\s*=(?!=)", t.code):
        return Explanation(
            f"`{match[1]}` is one of Python's own values, so it cannot be a name. Choose another name.",
            (f"Look at what stands to the left of `=`: `{match[1]}`.", "A name on the left of `=` gets the value."),
        )
    if match := re.match(r"return\s*=\s*(.+)", t.code):
        return Explanation(
            f"`return` takes no `=`. Write `return {match[1][:60]}`.",
            ("`return` is not a variable. It hands back the value that stands after it.", f"return {match[1][:60]}"),
        )
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
        f"`{word}` is one of Python's own words, so it cannot be a name. Choose another, such as `{word}_`.",
        (
            f"Look at `{word}` in the marked line.",
            f"Python keeps these words for itself: {', '.join(keyword.kwlist[3:])}.",
            f"Rename it everywhere in your function, for example to `{word}_`.",
        ),
    )


def explain_loop_without_in(t: Trouble) -> Explanation | None:
    """Explain a `for` loop without `in`."""
    if match := re.match(r"for\s+in\s+(.+?):?$", t.code):
        return Explanation(
            f"A name is missing between `for` and `in`: `for item in {match[1][:40]}:`.",
            ("The name stands for one item in each round.", f"for item in {match[1][:40]}:\n    ..."),
        )
    if match := re.match(r"for\s+(\w+)\s+in\s*:?$", t.code):
        return Explanation(
            f"What the loop goes through is missing after `in`: `for {match[1]} in items:`.",
            ("After `in` stands a list, or `range(…)`.", f"for {match[1]} in range(10):\n    ..."),
        )
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


def explain_import(t: Trouble) -> Explanation | None:
    """Explain an import in the wrong order."""
    if match := re.match(r"(from\s+\w+\s+import\s+\w+)\s*\(", t.code):
        return Explanation(
            f"An import names the function without parentheses: `{match[1]}`.",
            ("Parentheses call a function. Here it is only made known to your file.", match[1]),
        )
    if match := re.match(r"from\s+(\w+)\s+import$", t.code):
        return Explanation(
            f"After `import` the name of what you need from `{match[1]}` is missing.",
            ("To import the whole module, write `import` and its name.", f"import {match[1]}"),
        )
    if re.match(r"import\s+\w+\s+from\s+\w+|from\s+import\b|from\s+\w+$|import$|from\s+\w+\.py\b", t.code):
        return Explanation(
            "An import names the file first, then what it takes: `from file_name import function_name`.",
            ("The name of the file stands without `.py`.",),
        )
    return None
