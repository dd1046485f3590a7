"""Rules for what Python cannot read: misspelled words, words and signs of other languages, Python's own words as names."""

from __future__ import annotations

import keyword
import re

from grader.grading.explain.explanation import Explanation
from grader.grading.explain.trouble import Trouble


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


def explain_loop_without_in(t: Trouble) -> Explanation | None:
    """Explain a `for` loop without `in`."""
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
    if re.match(r"import\s+\w+\s+from\s+\w+|from\s+import\b|from\s+\w+$|import$|from\s+\w+\.py\b", t.code):
        return Explanation(
            "An import names the file first, then what it takes: `from file_name import function_name`.",
            ("The name of the file stands without `.py`.",),
        )
    return None
