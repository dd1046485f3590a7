"""grader.core.content: the course's own code, loaded by path and kept to itself."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from grader.core import content
from grader.core.errors import ContentError

FIRST = "def double(t):\n    return 2 * t\n"
SECOND = "from first import double\n\ndef quadruple(t):\n    return double(double(t))\n"


@pytest.fixture(name="solutions")
def _solutions(tmp_path: Path) -> Path:
    (tmp_path / "first.py").write_text(FIRST)
    (tmp_path / "second.py").write_text(SECOND)
    mistakes = tmp_path / "mistakes" / "first"
    mistakes.mkdir(parents=True)
    (mistakes / "adds-two.py").write_text("def double(t):\n    return t + 2\n")
    return tmp_path


def test_a_module_imports_its_neighbour_by_stem(solutions: Path) -> None:
    """A content module finds another of the same folder as a learner's file would."""
    assert content.load_module(solutions, "second").quadruple(3) == 12


def test_what_a_module_prints_while_it_is_loaded_is_not_shown(
    solutions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reference that prints does not write into a learner's result, nor do the modules that it imports."""
    noise = "import sys\nprint('a hidden line')\nsys.stderr.write('another')\n"
    (solutions / "first.py").write_text(noise + FIRST)
    (solutions / "second.py").write_text(noise + SECOND)
    assert content.load_module(solutions, "second").quadruple(3) == 12
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")


def test_a_substitute_stands_in_for_its_stem(solutions: Path) -> None:
    """With a wrong version of an earlier exercise, the later one computes with it."""
    wrong = solutions / "mistakes" / "first" / "adds-two.py"
    assert content.load_module(solutions, "second", substitutes={"first": wrong}).quadruple(3) == 7
    assert content.load_module(solutions, "second").quadruple(3) == 12


def test_a_mistake_is_found_by_stem_and_id(solutions: Path) -> None:
    """load_mistake gives the wrong version of an exercise."""
    assert content.load_mistake(solutions, "first", "adds-two").double(3) == 5
    assert content.load_mistake(solutions, "first", "adds-two") is not content.load_mistake(
        solutions, "first", "adds-two"
    )


def test_a_module_is_loaded_once(solutions: Path) -> None:
    """The same folder, stem and substitutes give the same module each time."""
    first = content.load_module(solutions, "first")
    assert content.load_module(solutions, "first") is first


def test_the_interpreter_is_left_as_it_was(solutions: Path) -> None:
    """Loading changes neither sys.modules nor sys.path."""
    modules, path = set(sys.modules), list(sys.path)
    content.load_module(solutions, "second").quadruple(1)
    assert set(sys.modules) == modules
    assert sys.path == path


def test_the_standard_library_is_imported_as_usual(tmp_path: Path) -> None:
    """Any name that the course has not is an ordinary import, also within a function and with dots."""
    (tmp_path / "uses.py").write_text(
        "import math\nimport os.path\n\n"
        "def f():\n    from statistics import mean\n    return math.floor(mean([1, 2]))\n"
    )
    assert content.load_module(tmp_path, "uses").f() == 1


def test_dataclasses_work_in_content(tmp_path: Path) -> None:
    """A dataclass with plain annotations needs no place in sys.modules."""
    (tmp_path / "shape.py").write_text("from dataclasses import dataclass\n\n@dataclass\nclass P:\n    x: int = 3\n")
    assert content.load_module(tmp_path, "shape").P().x == 3


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("x = 1\ndef f(:\n", 2, "SyntaxError"),
        ("x = 1\ny = x / 0\n", 2, "ZeroDivisionError"),
        ("import math\nfrom first import halve\n", 2, "ImportError"),
        ("raise SystemExit\n", 1, "SystemExit"),
        ("import no_such_module_anywhere\n", 1, "ModuleNotFoundError"),
    ],
    ids=["syntax", "raises", "no such name", "exits", "no such module"],
)
def test_what_does_not_load_is_named_with_its_line(solutions: Path, source: str, line: int, words: str) -> None:
    """A content file that does not load is a ContentError with file and line."""
    (solutions / "broken.py").write_text(source)
    with pytest.raises(ContentError, match=words) as caught:
        content.load_module(solutions, "broken")
    assert (caught.value.path, caught.value.line) == (solutions / "broken.py", line)


def test_the_deepest_file_at_fault_is_named(solutions: Path) -> None:
    """Where an imported content file fails, the diagnostic is about that one."""
    (solutions / "first.py").write_text("1 / 0\n")
    with pytest.raises(ContentError) as caught:
        content.load_module(solutions, "second")
    assert (caught.value.path.name, caught.value.line) == ("first.py", 1)


def test_a_missing_file_is_a_content_error(tmp_path: Path) -> None:
    """A stem without a file is refused by its path."""
    with pytest.raises(ContentError, match=r"nothing\.py: this content file cannot be read"):
        content.load_module(tmp_path, "nothing")


def test_a_failed_load_leaves_nothing_behind(solutions: Path) -> None:
    """After the file is fixed it loads."""
    (solutions / "late.py").write_text("1 / 0\n")
    with pytest.raises(ContentError):
        content.load_module(solutions, "late")
    (solutions / "late.py").write_text("answer = 42\n")
    assert content.load_module(solutions, "late").answer == 42
