"""The tutorial of docs/author.md is true: its files are written, its commands run, and their output compared.

A file's text stands in a block behind a line that has only its path. To write the true outputs into the document:
python -m tests.engine.test_tutorial
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import grader.suite
from grader.core.constructs import KINDS
from grader.core.course import RawCourse
from grader.core.exercise import Limits
from grader.core.exercise_reader import RawExercise, RawFunction
from grader.core.shapes import DTYPE_KINDS, WORDS

DOCUMENT = Path(__file__).parents[2] / "docs" / "author.md"
_STEP = re.compile(r"(?:^`(?P<path>[\w./-]+)`\n\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def steps() -> Iterator[re.Match[str]]:
    """Give each file and each block of commands."""
    for step in _STEP.finditer(DOCUMENT.read_text(encoding="utf-8")):
        if step["path"] or step["kind"] == "console":
            yield step


def done(step: re.Match[str], folder: Path) -> str:
    """Do a step in a folder; return its text as it should be."""
    if step["path"]:
        (folder / step["path"]).parent.mkdir(parents=True, exist_ok=True)
        (folder / step["path"]).write_text(step["text"])
        return step["text"]
    shown = []
    environment = {**os.environ, "XDG_STATE_HOME": str(folder / ".state"), "COLUMNS": "80"}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command in re.findall(r"^\$ (.*)$", step["text"], re.MULTILINE):
        ran = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        shown.append(f"$ {command}\n{ran.stdout}")
    return "".join(shown)


def test_every_step_of_the_tutorial(tmp_path: Path) -> None:
    """In order, in one folder."""
    for step in steps():
        assert done(step, tmp_path) == step["text"]


def test_every_word_is_in_the_reference() -> None:
    """Each key of course.yaml, limit, word for a shape, construct and name in `grader.suite`."""
    text = DOCUMENT.read_text(encoding="utf-8")
    keys = {name for one in (RawCourse, RawExercise, RawFunction, Limits) for name in one.__struct_fields__}
    words = {
        *WORDS,
        *DTYPE_KINDS,
        *KINDS,
        "array",
        "table",
        "set of",
        "strict list of",
        "strict tuple",
        "either",
        "maybe",
    }
    for word in {*keys, *words, *grader.suite.__all__}:
        assert re.search(rf"`[^`\n]*\b{re.escape(word)}\b[^`\n]*`", text), word


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        document = DOCUMENT.read_text(encoding="utf-8")
        for one in list(steps()):
            document = document.replace(one[0], one[0].replace(one["text"], done(one, Path(place))), 1)
        DOCUMENT.write_text(document, encoding="utf-8")
