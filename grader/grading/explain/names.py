"""The name that was probably meant."""

from __future__ import annotations

import builtins
import keyword
import math
import re
import sys
import unicodedata
from collections.abc import Iterable

from grader.grading.explain.explanation import Explanation, Surroundings
from grader.grading.explain.signatures import is_notebook, listed, own_source, parameters_of
from grader.grading.formatting import safe

_WORD = re.compile(r"[A-Za-z_]\w*")
_MOST_WORDS = 5000
_ENDS = {"end", "endif", "endfor", "endwhile", "fi", "done", "begin"}
IN_MATH = {
    "ln": "log",
    "Exp": "exp",
    "exponential": "exp",
    "exponent": "exp",
    "Log": "log",
    "power": "pow",
    "root": "sqrt",
    "squareroot": "sqrt",
    "arctan": "atan",
    "e": "e",
    "E": "e",
    "PI": "pi",
    "Pi": "pi",
}
_LITERALS = {
    "true": "True",
    "false": "False",
    "none": "None",
    "null": "None",
    "nil": "None",
    "TRUE": "True",
    "FALSE": "False",
}
MODULES = {
    "maths": "math",
    "Math": "math",
    "mat": "math",
    "nump": "numpy",
    "numpi": "numpy",
    "np": "numpy as np",
    "radom": "random",
}


def words_of(source: str) -> set[str]:
    """Return the words of a file, or the first of very many."""
    found: set[str] = set()
    for match in _WORD.finditer(source[:200_000]):
        found.add(match[0])
        if len(found) >= _MOST_WORDS:
            break
    return found


def near(name: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """Return the known name that is spelled most like this one, or None where none is so much like it (0 to 1)."""
    from difflib import get_close_matches

    names = [one for one in known if one != name and len(one) > 1]
    for one in names:
        if one.lower() == name.lower():
            return one
    return next(iter(get_close_matches(name[:60], names, 1, max(least, 0.75 if len(name) > 3 else 0.6))), None)


def explain_name(name: str, around: Surroundings, within: str = "") -> Explanation:
    """Return what to tell of a name that has no value.

    Args:
        name: the name.
        around: what else may be looked at.
        within: the function whose line uses it.
    """
    found = _of_other_language(name, around) or _of_earlier_exercise(name, around) or _of_module(name)
    return found or _of_own(name, around) or _without_value(name, around, within)


def _of_other_language(name: str, around: Surroundings) -> Explanation | None:
    """Return what to tell of a word that other languages have, or a notebook's text."""
    if name in _LITERALS and is_notebook(own_source(around)):
        return Explanation(
            "The file holds a notebook. Rename it, so that its name ends with `.ipynb`.",
            ("A notebook is a different kind of file, not a Python file.",),
        )
    if name in _ENDS:
        return Explanation(
            f"Python has no `{name}`. A block ends where the indentation goes back. Delete this line.",
            ("Only the blanks at the beginning of a line say to which block it belongs.",),
        )
    return Explanation(f"Python writes `{_LITERALS[name]}` in place of `{name}`.") if name in _LITERALS else None


def _of_earlier_exercise(name: str, around: Surroundings) -> Explanation | None:
    """Return what to tell of a function of an earlier exercise, which is not imported, or is hidden by a variable."""
    stem = next((stem for stem, functions in (around.earlier or {}).items() if name in functions), None)
    if stem is None:
        return None
    if re.search(rf"^[ \t]*(from|import)\b.*\b{name}\b", own_source(around), re.MULTILINE):
        return explain_unbound(name, around)
    return Explanation(
        f"`{name}` is a function of an earlier exercise. Put `from {stem} import {name}` at the top of your file.",
        (
            f"Your file uses `{name}`, but it neither defines nor imports it.",
            "An import at the top of a file makes a function of another file known in it.",
            f"from {stem} import {name}",
        ),
    )


def _of_module(name: str) -> Explanation | None:
    """Return what to tell of a module, or of something in `math`, that is not imported."""
    if name == "np" or name in sys.stdlib_module_names:
        return Explanation(f"Is `import {'numpy as np' if name == 'np' else name}` missing at the top of your file?")
    if name in MODULES:
        return Explanation(
            f"The module is called `{MODULES[name]}`. Write `import {MODULES[name]}` at the top of your file."
        )
    meant = IN_MATH.get(name) or (name if callable(getattr(math, name, None)) or name == "pi" else None)
    return Explanation(f"Did you mean `math.{meant}`, with `import math` at the top of your file?") if meant else None


def _of_own(name: str, around: Surroundings) -> Explanation | None:
    """Return what to tell of a name that is spelled much like one that is known."""
    own = _words(around)
    defined = {*own, *around.functions} - set(keyword.kwlist)
    if meant := near(name, defined - {name}) or near(name, dir(builtins), 0.8):
        return Explanation(
            f"`{name}` has no value here. Did you mean `{meant}`?",
            (
                f"Look at the spelling of `{name}`: capital and small letters count, too.",
                "A name must be spelled the same everywhere, and must get its value before it is used.",
                f"Write `{meant}` in place of `{name}`.",
            ),
        )
    if meant := _spelled_out(name, own):
        return Explanation(
            f"`{name}` has no value here. Did you mean `{meant}`?",
            (f"The letter `{name}` is another one than the name `{meant}`.", f"Write `{meant}` in place of `{name}`."),
        )
    return None


def _without_value(name: str, around: Surroundings, within: str) -> Explanation:
    """Return what to tell of a name that is like no other, with what the function gets."""
    takes = parameters_of(within, around) if within.isidentifier() else None
    what = f" `{within}` gets {listed(takes)}." if takes else ""
    return Explanation(
        f"`{name}` has no value here. Give it one first, or check the spelling.{what}",
        (
            f"Look for the line that gives `{name}` its value. Does it run before this one, in the same function?",
            "Names that are set inside one function are not known in another: pass them as arguments.",
        ),
    )


def _words(around: Surroundings) -> set[str]:
    return set().union(*(words_of(source) for source in (around.sources or {}).values()))


def _like(name: str, around: Surroundings) -> str:
    """Return another name of the file that differs in capital letters, or in one letter at the end."""
    own = words_of(own_source(around)) - {name}
    same = [word for word in own if word.lower() == name.lower() or (len(name) > 3 and word in (f"{name}s", name[:-1]))]
    return min(same, default="")


def _spelled_out(name: str, own: set[str]) -> str:
    """Return the name of a Greek letter, where the learner's files have a variable of this name."""
    if len(name) != 1 or name.isascii():
        return ""
    spelled = unicodedata.name(name, "").rpartition(" ")[2].lower()
    return spelled if spelled in own else ""


def explain_unbound(name: str, around: Surroundings) -> Explanation:
    """Return what to tell of a variable that is used before it has a value in its function."""
    if name in around.functions or any(name in functions for functions in (around.earlier or {}).values()):
        return Explanation(
            f"Your function sets a variable `{name}`, which hides the function `{name}`. Give the variable another name.",
        )
    if hasattr(builtins, name):
        return Explanation(
            f"Your function sets a variable `{name}`, which hides Python's own `{name}`. Give the variable another name."
        )
    loop = re.search(rf"^[ \t]+for[ \t]+{name}[ \t]+in[ \t]+(.+?)[ \t]*:", own_source(around), re.MULTILINE)
    if loop and not re.search(rf"\b{name}\b", loop[1]):
        return Explanation(
            f"`{name}` gets its value in a `for` loop. Did that loop not run at all, because `{safe(loop[1], 40)}` is empty?",
            (
                f"Look at the line that begins with `for {name} in`. Does it run before the marked line, and at least once?",
                "A loop over an empty list does nothing. Decide what your function returns then, before the loop.",
                "if len(items) == 0:\n    return ...",
            ),
        )
    if meant := f"math.{name}" if name in ("e", "pi") else _like(name, around):
        return Explanation(
            f"`{name}` is used before it has a value in this function. Did you mean `{meant}`?",
            (
                f"Which line of the function gives `{name}` its value? It must run before the marked line.",
                f"Write `{meant}` in place of `{name}`, if that is what you mean.",
            ),
        )
    return Explanation(
        f"`{name}` is used before it has a value in this function. Set it before the loop or the `if`, for example `{name} = 0.0`.",
        (
            f"Look for the first line of the function that sets `{name}`. Does it run in every case, and before this line?",
            "A value that is set inside an `if` or a loop is missing where that block did not run.",
            f"{name} = 0.0\nfor item in items:\n    {name} += item",
        ),
    )
