"""Compile for the browser, in the Python that will run there; compile.mjs runs this. See compiled.py."""

from __future__ import annotations

import importlib
import py_compile
import sys
from pathlib import Path

FOLDER = Path("/folder")
LIBRARY = next(path for path in sys.path if path.endswith(".zip"))
HOMES = {"stdlib": LIBRARY, "engine": "/lib/course"}
"""Where the browser has what is compiled here: tracebacks name these places."""
LEARNERS = (
    "math",
    "random",
    "itertools",
    "functools",
    "operator",
    "collections",
    "typing",
    "re",
    "copy",
    "dataclasses",
)


def _compile(part: str, name: str) -> None:
    py_compile.compile(
        str(FOLDER / part / name),
        str(FOLDER / "made" / part / f"{name}c"),
        f"{HOMES[part]}/{name}",
        doraise=True,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )


sys.dont_write_bytecode = True
sys.path.insert(0, str(FOLDER / "engine"))
for _module in ("grader.site.browser", *LEARNERS, "statistics"):
    importlib.import_module(_module)
importlib.import_module("grader.grading.session").SuiteSession().close()  # it imports what pytest needs
_imported = {getattr(module, "__file__", None) or "" for module in list(sys.modules.values())}
for _file in sorted(_imported):
    if _file.startswith(f"{LIBRARY}/"):
        _compile("stdlib", _file.removeprefix(f"{LIBRARY}/"))
for _path in sorted((FOLDER / "engine").rglob("*.py")):
    _name = _path.relative_to(FOLDER / "engine").as_posix()
    if str(_path) in _imported or _name.startswith("grader/"):
        _compile("engine", _name)
