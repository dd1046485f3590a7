"""The name that was probably meant."""

from __future__ import annotations

import builtins
import keyword
import math
import re
import sys
from collections.abc import Iterable

from grader.grading.explain.explanation import Explanation, Surroundings

_WORD = re.compile(r"[A-Za-z_]\w*")
_MOST_WORDS = 5000
_IN_MATH = {"ln": "log", "Exp": "exp", "Log": "log", "power": "pow", "e": "e", "E": "e", "PI": "pi", "Pi": "pi"}
_LITERALS = {
    "true": "True",
    "false": "False",
    "none": "None",
    "null": "None",
    "nil": "None",
    "TRUE": "True",
    "FALSE": "False",
}
_METHODS = {
    "list": {
        "add": "append",
        "push": "append",
        "push_back": "append",
        "addAll": "extend",
        "appendleft": "insert",
        "length": "len(…)",
        "size": "len(…)",
        "count_all": "len(…)",
        "len": "len(…)",
        "sum": "sum(…)",
        "max": "max(…)",
        "min": "min(…)",
        "shape": "len(…)",
        "mean": "sum(…) / len(…)",
    },
    "str": {"length": "len(…)", "push": "+=", "append": "+=", "add": "+="},
    "dict": {"add": "d[key] = value", "append": "d[key] = value", "has_key": "key in d", "length": "len(…)"},
    "tuple": {"append": "a list, which can grow", "length": "len(…)"},
    "set": {"append": "add", "push": "add"},
}
_MODULES = {
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


def explain_name(name: str, around: Surroundings) -> Explanation:
    """Return what to tell of a name that has no value."""
    if name in _LITERALS:
        return Explanation(f"Python writes `{_LITERALS[name]}` in place of `{name}`.")
    for stem, functions in (around.earlier or {}).items():
        if name in functions:
            return Explanation(
                f"`{name}` is a function of an earlier exercise. Put `from {stem} import {name}` at the top of your file.",
                (
                    f"Your file uses `{name}`, but it neither defines nor imports it.",
                    "An import at the top of a file makes a function of another file known in it.",
                    f"from {stem} import {name}",
                ),
            )
    if name == "np" or name in sys.stdlib_module_names:
        return Explanation(f"Is `import {'numpy as np' if name == 'np' else name}` missing at the top of your file?")
    if name in _MODULES:
        return Explanation(
            f"The module is called `{_MODULES[name]}`. Write `import {_MODULES[name]}` at the top of your file."
        )
    if meant := _IN_MATH.get(name) or (name if callable(getattr(math, name, None)) or name == "pi" else None):
        return Explanation(f"Did you mean `math.{meant}`, with `import math` at the top of your file?")
    own = set().union(*(words_of(source) for source in (around.sources or {}).values()))
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
    return Explanation(
        f"`{name}` has no value here. Give it one first, or check the spelling.",
        (
            f"Look for the line that gives `{name}` its value. Does it run before this one, in the same function?",
            "Names that are set inside one function are not known in another: pass them as arguments.",
        ),
    )


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
    return Explanation(
        f"`{name}` is used before it has a value in this function. Set it before the loop or the `if`, for example `{name} = 0.0`.",
        (
            f"Look for the first line of the function that sets `{name}`. Does it run in every case, and before this line?",
            "A value that is set inside an `if` or a loop is missing where that block did not run.",
            f"{name} = 0.0\nfor item in items:\n    {name} += item",
        ),
    )


def explain_attribute(owner: str, name: str, base: str, around: Surroundings) -> Explanation:
    """Return what to tell of something that a value does not have: `base` is the text before the dot."""
    if owner == "module":
        return _in_module(name, base)
    if meant := _METHODS.get(owner, {}).get(name):
        form = meant.replace("…", base or "…") if "…" in meant else meant
        return Explanation(
            f"A {owner} has no `{name}`. Use `{form}`.",
            (f"Look at `{name}` after the dot.", f"For a {owner} Python has `{form}`."),
        )
    if owner in ("float", "int") and callable(getattr(math, name, None)):
        return Explanation(f"A number has no `{name}`. Write `math.{name}({base or '…'})`.")
    known = {"list": list, "str": str, "dict": dict, "tuple": tuple, "set": set, "float": float, "int": int}.get(owner)
    if known and (meant := near(name, [one for one in dir(known) if not one.startswith("_")])):
        return Explanation(f"A {owner} has no `{name}`. Did you mean `{meant}`?")
    if owner in ("float", "int"):
        return Explanation(f"`{base or 'This value'}` is a number, and a number has no `{name}`.")
    if owner in ("function", "builtin_function_or_method", "method"):
        return Explanation(f"`{base or 'This'}` is a function. Call it first, with parentheses after its name.")
    return Explanation(f"`{name}` is not there. Check the spelling, and what kind of value stands before the dot.")


def _in_module(name: str, base: str) -> Explanation:
    known = (
        dir(math)
        if base == "math"
        else dir(sys.modules[base])
        if base in ("random", "numpy") and base in sys.modules
        else []
    )
    meant = _IN_MATH.get(name) if base == "math" else None
    meant = meant or near(name, [one for one in known if not one.startswith("_")])
    if meant:
        return Explanation(f"There is no `{base}.{name}`. Did you mean `{base}.{meant}`?")
    if base == "math" and hasattr(builtins, name):
        return Explanation(f"`{name}` is Python's own. Write it without `math.` in front.")
    return Explanation(
        f"The module `{base or 'here'}` has no `{name}`. Is it your own function? Then call it without `{base}.`."
    )


def explain_module(name: str, stems: Iterable[str]) -> Explanation | None:
    """Return which module was probably meant by an import, or None."""
    stems = list(stems)
    meant = next((stem for stem in stems if name in (stem.partition("_")[0], stem.partition("_")[2])), None)
    meant = meant or _MODULES.get(name, "").partition(" ")[0] or near(name, [*stems, "math", "random", "numpy"])
    if not meant:
        return None
    return Explanation(
        f"There is no {name} among your files. Did you mean {meant}?",
        (
            f"Look at the name after `import` or `from`: `{name}`.",
            f"The name of the file, without `.py`, is `{meant}`.",
        ),
    )
