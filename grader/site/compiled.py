"""Python's bytecode for the browser: compiled once, when a site is built, by the Python that will run it.

A browser then need not compile 500 modules at each visit, which takes longer than all the rest of its start.
"""

from __future__ import annotations

import functools
import io
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from grader.core.errors import UsageError
from grader.site.needs import of_use

_RUNNER = Path(__file__).with_name("compile.mjs")
_PROGRAM = Path(__file__).with_name("compile_inside.py")
_NODE = "Node.js 20 or newer"


def with_bytecode(
    pyodide: Path, stdlib: bytes, engine: Mapping[str, bytes]
) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    """Return the files of the standard library and of the engine, with bytecode in place of source.

    Compiled are the grader's own modules, and of all others those that it imports, and that most learners import: bytecode
    is larger than source, and the rest is rarely needed.

    Args:
        pyodide: the unpacked npm package.
        stdlib: its zip file of the standard library.
        engine: the engine's files by path.

    Raises:
        UsageError: Node.js is missing, or too old, or the engine cannot be imported.
    """
    return _compiled(pyodide, stdlib, tuple(sorted(engine.items())))


@functools.lru_cache(maxsize=2)
def _compiled(
    pyodide: Path, stdlib: bytes, engine: tuple[tuple[str, bytes], ...]
) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    node = shutil.which("node")
    if node is None:
        raise UsageError(f"Building a site needs {_NODE}, which compiles Python's modules for the browser. Install it.")
    with zipfile.ZipFile(io.BytesIO(stdlib)) as archive:
        library = of_use({name: archive.read(name) for name in archive.namelist() if not name.endswith("/")})
    with tempfile.TemporaryDirectory() as folder:
        for part, files in (("stdlib", library), ("engine", dict(engine))):
            for name, content in files.items():
                path = Path(folder) / part / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        ran = subprocess.run(
            [node, str(_RUNNER), str(pyodide.resolve()), str(_PROGRAM), folder],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", "")},
        )
        if ran.returncode:
            last = (ran.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise UsageError(
                f"Python's modules could not be compiled for the browser; this needs {_NODE}: {last[:300]}"
            )
        made = Path(folder) / "made"
        return _in_place(library, made / "stdlib"), _in_place(dict(engine), made / "engine")


def _in_place(files: Mapping[str, bytes], made: Path) -> Mapping[str, bytes]:
    """Return the files with bytecode where it was made."""
    found = {path.relative_to(made).as_posix(): path.read_bytes() for path in made.rglob("*.pyc")}
    kept = {name: content for name, content in files.items() if f"{name}c" not in found}
    return dict(sorted((kept | found).items()))
