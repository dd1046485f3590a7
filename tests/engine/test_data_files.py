"""Data files are read by numpy and pandas as by `open`; what needs a file of the system is told so."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest

from grader.sandbox.served_files import ServedFiles
from tests.engine.conftest import GradeText, MakeCourse

READS = {
    "loadtxt": 'np.loadtxt("grid.csv", delimiter=",")[1].tolist()',
    "genfromtxt": 'np.genfromtxt(pathlib.Path("grid.csv"), delimiter=",")[1].tolist()',
    "load": 'np.load("grid.npy")[1].tolist()',
    "read_csv": 'pd.read_csv("grid.csv", header=None).iloc[1].tolist()',
    "by_python": 'pd.read_csv("grid.csv", header=None, engine="python").iloc[1].tolist()',
}


@pytest.fixture(name="root")
def _root(make_course: MakeCourse) -> Path:
    functions = "".join(f"      {name}: {{takes: [], returns: {{list of: number}}}}\n" for name in READS)
    text = "import pathlib\n\nimport numpy as np\nimport pandas as pd\n"
    text += "".join(f"\n\ndef {name}():\n    return {code}\n" for name, code in READS.items())
    checks = (
        '@check(points=1, hint="Look.", open=True)\ndef test_reads(submission, reference):\n    """each reader"""\n'
    )
    for name in READS:
        checks += f"    agree([submission.{name}(), reference.{name}()], [[3.0, 4.5], [3.0, 4.5]])\n"
    root = make_course(functions + "    files: [grid.csv, grid.npy]\n", text, checks, "numpy, pandas, pathlib")
    grid = np.array([[1.0, 2.0], [3.0, 4.5]])
    np.savetxt(root / "exercises" / "grid.csv", grid, delimiter=",")
    np.save(root / "exercises" / "grid.npy", grid)
    return root


def test_numpy_and_pandas_read_them(root: Path, grade_text: GradeText) -> None:
    """In the learner's code and in the reference, though numpy was imported before the files are served."""
    result = grade_text(root, (root / "solutions" / "task.py").read_text())
    assert [(one.status, one.message) for one in result.checks] == [("passed", "")]


def test_what_needs_a_number_of_the_system_is_told(root: Path, grade_text: GradeText) -> None:
    """`np.fromfile` and a mapped file read no memory; the message says what does."""
    text = (root / "solutions" / "task.py").read_text().replace('np.load("grid.npy")[1]', 'np.fromfile("grid.npy")')
    message = grade_text(root, text).checks[0].message
    assert "a data file is in memory and has no file number; read it with open, np.load, np.loadtxt" in message


def test_other_files_are_read_as_ever_afterwards(tmp_path: Path) -> None:
    """What ends the serving gives numpy, too, the files of the system back."""
    path = tmp_path / "grid.csv"
    path.write_text("7\n")
    end = ServedFiles({"grid.csv": b"8\n"}, str(tmp_path), io.open).install()
    served = np.loadtxt(path)
    end()
    assert (float(served), float(np.loadtxt(path))) == (8.0, 7.0)
