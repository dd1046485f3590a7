"""What a notebook holds now: its cells as saved, and in their place those that were run since.

The kernel knows what was run, and, from frontends that tell it, in which cell; the file knows what was saved. Of each
cell the later one counts. None of it is run here: the sources go to the sandbox, as those of a file do.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.core.course import Course, Exercise
from grader.core.files import open_regular
from grader.sandbox.reader import Unopened, reader
from grader.submissions.folder import Folder
from grader.submissions.submission import MAX_NOTEBOOK, Submission


@dataclass(frozen=True)
class Run:
    """A cell that was run."""

    cell: str | None
    """The cell's id, where the frontend tells it."""
    source: str
    at: float
    """The time; 0 where it was before the extension was loaded."""


@dataclass(frozen=True)
class Saved:
    """A notebook file."""

    path: Path
    cells: tuple[tuple[str | None, str], ...]
    """(id, source) of each code cell."""
    at: float


def saved_notebook(folder: Path, stem: str, runs: Sequence[Run], names: Mapping[str, Any]) -> Saved | None:
    """Return the file of the notebook that is being worked in, or None where there is none or it is not known.

    Args:
        folder: the kernel's working folder.
        stem: the exercise that is asked for: the file is perhaps called by it.
        runs: what was run; the last is the cell that asks.
        names: what the kernel's user has defined; VS Code tells the file there.
    """
    for told in (os.environ.get("JPY_SESSION_NAME"), names.get("__vsc_ipynb_file__")):
        if isinstance(told, str) and told.endswith(".ipynb") and (saved := _read(Path(told))):
            return saved
    saved = _read(folder / f"{stem}.ipynb")
    # a guess, so it has to hold the very cell that asks
    asking = runs[-1] if runs else None
    if saved and asking and any(asking.source == source for _, source in saved.cells):
        return saved
    return None


def _read(path: Path) -> Saved | None:
    reader().new_learner()
    try:
        at = path.stat().st_mtime
        with open_regular(path) as file:
            found = json.loads(reader().notebook(file, MAX_NOTEBOOK))
    except (OSError, Unopened):
        return None
    if found["nbformat"] != 4:
        return None
    return Saved(path, tuple((cell.get("id"), cell["source"]) for cell in found["cells"]), at)


def current_cells(saved: Saved | None, runs: Sequence[Run]) -> list[str]:
    """Return the sources of the code cells as they are now, in order."""
    last = {run.cell: run for run in runs if run.cell is not None}
    standing = [run for run in runs if run.cell is None or last[run.cell] is run]
    if saved is None:
        return [run.source for run in standing]
    found = []
    for cell, source in saved.cells:
        later = last.get(cell) if cell is not None else None
        found.append(later.source if later and later.at > saved.at else source)
    return found + [run.source for run in standing if _is_new(run, saved)]


def _is_new(run: Run, saved: Saved) -> bool:
    """Whether a run was of a cell that is not saved yet."""
    if run.at <= saved.at or run.cell in {cell for cell, _ in saved.cells if cell is not None}:
        return False
    # what comes without an id may be a saved cell that was run as it is
    return run.cell is not None or run.source not in {source for _, source in saved.cells}


def edited(saved: Saved | None, runs: Sequence[Run]) -> list[str]:
    """Return a sentence for each cell whose saved words are not those that ran last, on which of the two was graded."""
    last = {run.cell: run for run in runs if run.cell is not None}
    told = []
    for number, (cell, source) in enumerate(saved.cells if saved else (), 1):
        ran = last.get(cell) if cell is not None else None
        if saved and ran and ran.source.strip() != source.strip():
            if ran.at > saved.at:
                told.append(f"Cell {number} was graded as you last ran it. The file on disk holds an older version.")
            else:
                told.append(f"Cell {number} was edited since it last ran. The edited version was graded.")
    return told


def live_submission(
    folder: Path, course: Course, exercise: Exercise, saved: Saved | None, runs: Sequence[Run]
) -> Submission:
    """Return the submission that a kernel's notebook and the files beside it make, wherever the kernel has gone since.

    The notebook stands for the exercise that its file is called by. One called otherwise stands for the exercise asked
    for, and for every other that has no file.
    """
    reader().new_learner()
    name = saved.path.name if saved else f"{exercise.stem}.ipynb"
    own = saved.path.stem if saved else ""
    stands_for = {own} if own in {e.stem for e in course.exercises} else None
    cells = current_cells(saved, runs)
    beside = Folder(saved.path.parent if saved else folder)
    return Submission(LiveFiles(beside, name, cells, exercise.stem, stands_for))


class LiveFiles:
    """The files of a folder, with a notebook that is open in the place of some."""

    def __init__(
        self, folder: Folder, name: str, cells: Sequence[str], asked: str, stands_for: set[str] | None
    ) -> None:
        """Take the folder and the cells.

        Args:
            folder: where the other files are.
            name: the notebook's file name.
            cells: the sources of its code cells.
            asked: the exercise that is graded.
            stands_for: the exercises that the notebook is; None where its name tells none.
        """
        self._folder, self._name, self._asked, self._stands_for = folder, name, asked, stands_for
        self._cells = cells

    def _live(self, file: str) -> bool:
        stem = file.rpartition(".")[0]
        if self._stands_for is not None:
            return stem in self._stands_for
        return stem == self._asked or not (self._folder.has(f"{stem}.py") or self._folder.has(f"{stem}.ipynb"))

    def has(self, name: str) -> bool:
        """Whether there is anything of this name."""
        return name.endswith(".ipynb") if self._live(name) else self._folder.has(name)

    def read(self, name: str, limit: int) -> bytes | None:
        """Return the bytes of a file, or of the notebook as it is now."""
        if not self._live(name):
            return self._folder.read(name, limit)
        import nbformat
        from nbformat.v4 import new_code_cell, new_notebook

        cells = [new_code_cell(source) for source in self._cells]
        return str(nbformat.writes(new_notebook(cells=cells))).encode("utf-8", "surrogatepass")
