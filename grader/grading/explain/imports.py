"""What is told of an import: the file or the module that was probably meant, and files that import themselves."""

from __future__ import annotations

import math
from collections.abc import Iterable

from grader.grading.explain.explanation import Explanation, Surroundings
from grader.grading.explain.names import MODULES, near


def explain_import_of(name: str, module: str, around: Surroundings) -> Explanation:
    """Return what to tell of a name that a module does not give."""
    home = next((stem for stem, functions in (around.earlier or {}).items() if name in functions), "")
    if around.file.rpartition(".")[0] == module:
        return Explanation(
            f"This file is {around.file}, so it imports from itself. Delete the line: what a file defines is known in it.",
            (f"Look at the name after `from`: `{module}`. Which file are you in?",),
        )
    if home and home != module:
        return Explanation(
            f"`{name}` is defined in {home}, not in {module}. Write `from {home} import {name}`.",
            (f"Look at the name after `from`: `{module}`.", f"from {home} import {name}"),
        )
    known = dir(math) if module == "math" else [one for ones in (around.earlier or {}).values() for one in ones]
    if meant := near(name, known):
        return Explanation(
            f"{module} does not define `{name}`. Did you mean `{meant}`?",
            (f"Look at the spelling of `{name}`.", f"from {module} import {meant}"),
        )
    return Explanation(f"{module} does not define `{name}`. Is it spelled the same in both files?")


def explain_circle(text: str, label: str, around: Surroundings) -> str:
    """Return what to tell where another file imports from the one that is graded, which imports it; nothing elsewhere.

    Args:
        text: what Python says.
        label: the other file.
        around: what else may be looked at.
    """
    own = around.file.rpartition(".")[0]
    if f"from '{own}'" not in text and f"from partially initialized module '{own}'" not in text:
        return ""
    other = label.rpartition(".")[0]
    return (
        f"{other} imports from {own}, and {own} imports from {other}, so neither can be loaded. "
        f"Delete the import of {other} here: only a later exercise may import an earlier one."
    )


def explain_module(name: str, stems: Iterable[str]) -> Explanation | None:
    """Return which module was probably meant by an import, or None."""
    stems = list(stems)
    folder, dot, last = name.rpartition(".")
    if dot and last in stems:
        return Explanation(
            f"All your files stand in one folder. Write `{last}` alone, without `{folder}.` in front.",
            (f"Look at the name after `import` or `from`: `{name}`.", f"from {last} import …"),
        )
    meant = next((stem for stem in stems if name in (stem.partition("_")[0], stem.partition("_")[2])), None)
    meant = meant or MODULES.get(name, "").partition(" ")[0] or near(name, [*stems, "math", "random", "numpy"])
    if not meant:
        return None
    return Explanation(
        f"There is no {name} among your files. Did you mean {meant}?",
        (
            f"Look at the name after `import` or `from`: `{name}`.",
            f"The name of the file, without `.py`, is `{meant}`.",
        ),
    )
