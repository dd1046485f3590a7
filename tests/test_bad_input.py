"""Whatever is in a submission's place gets one clear sentence, the right status and the right exit code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.core.course import Course
from grader.core.results import ExerciseResult
from grader.grading.grader import Grader
from grader.submissions.submission import open_submission

Make = Callable[..., Path]
GOOD = "def update(w, b, gw, gb, eta):\n    return [wj - eta * g for wj, g in zip(w, gw)], b - eta * gb\n"


@pytest.fixture(name="grade_update")
def _grade_update(course: Course, grader: Grader) -> Callable[[Path], ExerciseResult]:
    return lambda folder: grader.grade(course.find("update"), open_submission(folder), 1)


SENTENCES = {
    "latin-1 without a coding line": (
        f"# caf\u00e9\n{GOOD}".encode("latin-1"),
        "refused",
        "ex4_update.py:1:6 is not UTF-8 text (perhaps Latin-1); save the file as UTF-8 and grade it again.",
    ),
    "UTF-16": (
        GOOD.encode("utf-16"),
        "refused",
        "ex4_update.py is saved as UTF-16; save it as UTF-8 and grade it again.",
    ),
    "UTF-16 without a mark": (
        GOOD.encode("utf-16-le"),
        "refused",
        "ex4_update.py looks like UTF-16 without a mark; save it as UTF-8 and grade it again.",
    ),
    "NUL bytes": (
        GOOD.encode() + b"# \0\n",
        "refused",
        "ex4_update.py holds a NUL byte in line 3, which Python cannot read; delete it or save the file again.",
    ),
    "an unknown encoding": (
        f"# -*- coding: klingon -*-\n{GOOD}".encode(),
        "refused",
        "ex4_update.py says that its encoding is 'klingon', which is not read here; save it as UTF-8.",
    ),
    "empty": (
        b"",
        "broken",
        "ex4_update.py does not define update. The file is empty. Did you save it? `grade reset` brings the stub back.",
    ),
    "only a name": (
        b"update = 3\n",
        "broken",
        "ex4_update.py does not define update. `update` is a variable in your file, and a function was asked for.",
    ),
    "a syntax error": (
        b"def update(w, b, gw, gb, eta)\n    return w, b\n",
        "broken",
        "Python cannot read your file. A colon is missing at the end of the line that begins with `def`.",
    ),
    "an error at import": (
        b"import math\nx = math.log(0)\n" + GOOD.encode(),
        "broken",
        "Your code raised ValueError while your file was being loaded: math domain error.",
    ),
    "too big": (
        b"#" * (1 << 20) + b"\n" + GOOD.encode(),
        "refused",
        "ex4_update.py is too big: at most 1 MiB are read.",
    ),
}


@pytest.mark.parametrize(("content", "status", "sentence"), SENTENCES.values(), ids=SENTENCES)
def test_a_bad_file_is_told_in_one_sentence(
    submission_folder: Make, grade_update: Callable[[Path], ExerciseResult], content: bytes, status: str, sentence: str
) -> None:
    """The sentence says what is wrong and what to do; there are no marks."""
    result = grade_update(submission_folder({"ex4_update.py": content}))
    assert (result.status, result.score) == (status, 0)
    assert result.message.startswith(sentence)
    assert {check.message for check in result.checks} == {result.message} or status == "broken"


def test_a_syntax_error_shows_line_and_caret(
    submission_folder: Make, grade_cli: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """The learner's own line is shown, with a caret where Python stumbled."""
    folder = submission_folder({"ex4_update.py": "x = 1\ndef update(w, b, gw, gb, eta)\n    return w, b\n"})
    out = grade_cli("exercise", "4", folder, expect=1).stdout
    assert "ex4_update.py, line 2" in out
    line, caret = (
        out.splitlines()[i]
        for i in (out.splitlines().index("          |   def update(w, b, gw, gb, eta)") + k for k in (0, 1))
    )
    assert caret.rstrip().endswith("^")
    assert len(caret.rstrip()) == len(line.rstrip()) + 1


HARMLESS = {
    "a byte-order mark": b"\xef\xbb\xbf" + GOOD.encode(),
    "CRLF": GOOD.replace("\n", "\r\n").encode(),
    "old Mac line ends": GOOD.replace("\n", "\r").encode(),
    "Latin-1 with a coding line": f"# -*- coding: latin-1 -*-\n# caf\u00e9\n{GOOD}".encode("latin-1"),
    "unused os and sys": b"import os\nimport sys\n" + GOOD.encode(),
    "a demo": GOOD.encode() + b"if __name__ == '__main__':\n    input('go?')\n",
    "prints": GOOD.replace("    return", "    print(w, b)\n    return").encode(),
    "future annotations": b"from __future__ import annotations\n" + GOOD.encode(),
}


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS)
def test_an_odd_but_right_file_gets_full_marks(
    submission_folder: Make, grade_update: Callable[[Path], ExerciseResult], content: bytes
) -> None:
    """Habits of editors and of learners cost nothing."""
    result = grade_update(submission_folder({"ex4_update.py": content}))
    assert (result.status, result.score, result.isolation) == ("graded", 15.0, "full")


def test_what_is_no_file_is_refused_by_name(
    tmp_path: Path, submission_folder: Make, grade_update: Callable[[Path], ExerciseResult]
) -> None:
    """A folder, a named pipe and a link are told apart; none is followed, and opening never blocks."""

    def with_(make: Callable[[Path], object]) -> ExerciseResult:
        folder = submission_folder({})
        (folder / "ex4_update.py").unlink()
        make(folder / "ex4_update.py")
        return grade_update(folder)

    (tmp_path / "elsewhere.py").write_text(GOOD)
    for make, kind in (
        (Path.mkdir, "a folder"),
        (os.mkfifo, "a named pipe (FIFO)"),
        (lambda path: path.symlink_to(tmp_path / "elsewhere.py"), "a link"),
        (lambda path: path.symlink_to(tmp_path / "nowhere"), "a link"),
    ):
        result = with_(make)
        assert result.status == "refused"
        assert result.message == f"ex4_update.py is {kind}; a regular file was expected."


def test_a_missing_file_is_missing(submission_folder: Make, grade_update: Callable[[Path], ExerciseResult]) -> None:
    """The sentence says how to get the stub."""
    result = grade_update(submission_folder({"ex1_sigmoid.py": ""}, alone=True))
    assert result.status == "missing"
    assert result.message == "There is no ex4_update.py (or .ipynb) here. `grade init` writes the stub."
    assert (result.score, result.max_score, len(result.checks) > 2) == (0, 15, True)


@pytest.mark.parametrize(
    ("near", "name"),
    [
        ("EX4_Update.py", "ex4_update.py"),
        ("ex4-update.py", "ex4_update.py"),
        ("ex4_update (1).py", "ex4_update.py"),
        ("ex4_update - Copy.py", "ex4_update.py"),
        ("ex4_update copy 2.ipynb", "ex4_update.ipynb"),
        ("ex4_update.py.txt", "ex4_update.py"),
        ("ex4_update.ipynb.txt", "ex4_update.ipynb"),
        ("ex4_update", "ex4_update.py"),
    ],
)
def test_a_name_that_is_almost_right_is_told(
    near: str, name: str, submission_folder: Make, grade_update: Callable[[Path], ExerciseResult], tmp_path: Path
) -> None:
    """Not graded, since it is not imported by that name either; in a folder as in an archive of it."""
    folder = submission_folder(
        {near: "", "ex4_update_notes.md": "", "ex40_update.py": "", "ex4_update2.py": ""}, alone=True
    )
    archive = shutil.make_archive(str(tmp_path / "handed_in"), "zip", folder)
    for where in (folder, Path(archive)):
        result = grade_update(where)
        told = f"There is no ex4_update.py (or .ipynb) here, but there is {near}. Rename it to {name}."
        assert (result.status, result.message) == ("missing", told)


def test_every_stub_is_unfilled(course: Course, grader: Grader, submission_folder: Make) -> None:
    """A stub as it was earns nothing and is called unfilled, not wrong."""
    folder = submission_folder({e.stub.name: e.stub.read_bytes() for e in course.exercises})
    result = grader.grade_all(open_submission(folder), 1)
    assert [e.status for e in result.exercises] == ["unfilled"] * len(course.exercises)
    assert (result.score, result.bonus) == (0, 0)


def test_a_stub_with_another_beside_it_is_not_unfilled(course: Course, grader: Grader, submission_folder: Make) -> None:
    """Where only one function is written, its marks are earned, and the other is told to be the stub."""
    stub = course.find("sigmoid").stub.read_text()
    first = stub.index("raise NotImplementedError")
    written = stub[:first] + "return 1 / (1 + math.exp(-t))" + stub[first + len("raise NotImplementedError") :]
    result = grader.grade(
        course.find("sigmoid"), open_submission(submission_folder({"ex1_sigmoid.py": "import math\n" + written})), 1
    )
    assert result.status == "graded"
    assert 0 < result.score < result.max_score
    assert any("still the stub" in check.message for check in result.checks)


def notebook(*cells: str, version: int = 4) -> str:
    """Return a notebook of code cells."""
    if version == 3:
        sheet = {
            "cells": [
                {"cell_type": "code", "language": "python", "input": c, "outputs": [], "metadata": {}} for c in cells
            ],
            "metadata": {},
        }
        return json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [sheet]})
    made: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "source": c.splitlines(keepends=True),
            "outputs": [],
            "metadata": {},
            "execution_count": None,
        }
        for c in cells
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 0, "metadata": {}, "cells": made})


NOTEBOOKS = {
    "plain": notebook("# my answer", GOOD),
    "version 3": notebook("# my answer", GOOD, version=3),
    "magics and shell lines": notebook(
        "%matplotlib inline\n!pip install numpy\nimport math",
        "%%bash\nrm -rf /",
        "files = !ls\nupdate?",
        "%%time\n" + GOOD,
        "for i in range(2):\n    !echo $i",
        "%timeit update([1.0], 1.0, [1.0], 1.0, 0.1)",
    ),
    "percent and exclamation mark inside code": notebook(
        GOOD
        + "\ntext = '''\n%d percent!\n! not a shell line\n'''\nrest = (7\n        % 4)\nassert rest == 3 and text.startswith('\\n%d')",
    ),
    "a demo cell that raises": notebook(
        GOOD, "update(1, 2, 3, 4, 5)", "import matplotlib.pyplot as plt\nplt.plot([1])", "def (:"
    ),
    "an import that is not there": notebook("import matplotlib.pyplot as plt\nimport math\n\n" + GOOD),
}


@pytest.mark.parametrize("content", NOTEBOOKS.values(), ids=NOTEBOOKS)
def test_a_notebook_is_graded_like_a_file(
    submission_folder: Make, grade_update: Callable[[Path], ExerciseResult], content: str
) -> None:
    """Code cells count, in order; magics, shell lines and demo cells that fail harm nothing."""
    result = grade_update(submission_folder({"ex4_update.ipynb": content}))
    assert (result.status, result.score, result.file) == ("graded", 15.0, "ex4_update.ipynb")


BAD_NOTEBOOKS = {
    "no JSON": ("# not json", "is not a readable notebook: at line 1, column 1 it is not JSON"),
    "a list": ("[]", "it does not say its version"),
    "version 9": (json.dumps({"nbformat": 9, "cells": []}), "its version is 9"),
    "cells of the wrong form": (
        json.dumps({"nbformat": 4, "nbformat_minor": 0, "metadata": {}, "cells": [5]}),
        "its cells have no form",
    ),
    "deep": (
        '{"nbformat": 4, "cells": [{"cell_type": "code", "source": ' + "[" * 100_000 + "]" * 100_000 + "}]}",
        "it is nested too deeply",
    ),
    "cut short": ("[" * 100_000, "it is cut short"),
}


@pytest.mark.parametrize(("content", "reason"), BAD_NOTEBOOKS.values(), ids=BAD_NOTEBOOKS)
def test_a_broken_notebook_is_refused(
    submission_folder: Make, grade_update: Callable[[Path], ExerciseResult], content: str, reason: str
) -> None:
    """The sentence says in what way it cannot be read."""
    result = grade_update(submission_folder({"ex4_update.ipynb": content}))
    assert result.status == "refused"
    assert reason in result.message


def test_a_file_beside_a_notebook_says_which_was_taken(
    submission_folder: Make, grade_update: Callable[[Path], ExerciseResult]
) -> None:
    """The .py counts, and a note says so."""
    result = grade_update(submission_folder({"ex4_update.py": GOOD, "ex4_update.ipynb": "nonsense"}))
    assert result.score == 15.0
    assert result.notes == ("ex4_update.py was graded; ex4_update.ipynb beside it was not.",)


COURSES = {
    "a typo in a key": (
        "pionts: 4",
        "exercises/course.yaml:10:5: the key 'pionts' is not known here; did you mean 'points'?",
    ),
    "text for a number": (
        "points: four",
        "exercises/course.yaml:10:13: 'points' should be a number, and this is text.",
    ),
    "a duplicate key": (
        "points: 4\n    points: 5",
        "exercises/course.yaml:11:5: the key 'points' is here twice (first at 10:5); keep one of them.",
    ),
    "no points": (
        "hints: []",
        "exercises/course.yaml:7:5: exercise 'temperature' needs either points or bonus, greater than 0.",
    ),
    "an unclosed bracket": ("points: [4", "exercises/course.yaml:11:14: this is not YAML:"),
    "a shape that is none": (
        "points: 4\n    limits: {}\n    functions: {celsius: {takes: [d], returns: nubmer}}\n    hints: []\n  - stem: more\n"
        "    name: more\n    title: more\n    points: 4",
        "exercises/course.yaml:12:48: 'nubmer' is no shape; did you mean number?",
    ),
}


@pytest.mark.parametrize(("instead", "sentence"), COURSES.values(), ids=COURSES)
def test_an_unsound_course_says_where_and_what(
    tmp_path: Path, grade_cli: Callable[..., subprocess.CompletedProcess[str]], instead: str, sentence: str
) -> None:
    """File, line and column, what is wrong and what would be right; exit status 2."""
    other = Path(__file__).parent / "course_other"
    text = (other / "exercises" / "course.yaml").read_text()
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "course.yaml").write_text(text.replace("points: 4", instead, 1))
    err = grade_cli("--course", ".", "exercise", "1", expect=2).stderr
    assert err.startswith(f"grade: {sentence}")
    assert err.count("\n") == 1


# what is done to a file of the other course, and how the sentence about it ends; None takes the file away
UNSOUND: dict[str, tuple[str, Callable[[str], str] | None, tuple[str, ...], str]] = {
    "a missing suite": (
        "solutions/suites/test_words.py",
        None,
        ("exercise", "words", "."),
        "test_words.py: the suite is missing; a course needs one for each exercise.",
    ),
    "a syntax error in a suite": (
        "solutions/suites/test_words.py",
        lambda text: "x = 1\ndef (\n" + text,
        ("exercise", "words", "."),
        "test_words.py:2: the suite cannot be loaded: SyntaxError: invalid syntax",
    ),
    "an error as a suite is loaded": (
        "solutions/suites/test_words.py",
        lambda text: "x = 1\n1 / 0\n" + text,
        ("exercise", "words", "."),
        "test_words.py:2: the suite cannot be loaded: ZeroDivisionError: division by zero",
    ),
    "no exercise": (
        "exercises/course.yaml",
        lambda text: text.partition("exercises:")[0] + "exercises: []\n",
        ("status", "."),
        "course.yaml:6:1: name at least one exercise; `grade course add exercise NAME` adds one.",
    ),
    "a missing stub": (
        "exercises/words.py",
        None,
        ("init", "my"),
        "words.py: the stub cannot be read (No such file or directory).",
    ),
}


@pytest.mark.parametrize(("file", "change", "command", "sentence"), UNSOUND.values(), ids=UNSOUND)
def test_unsound_content_is_named(
    tmp_path: Path,
    grade_cli: Callable[..., subprocess.CompletedProcess[str]],
    file: str,
    change: Callable[[str], str] | None,
    command: tuple[str, ...],
    sentence: str,
) -> None:
    """The file at fault and what is wrong with it, in one sentence: exit status 2, and no mark is given."""
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(Path(__file__).parent / "course_other", copy)
    text = (copy / file).read_text()
    (copy / file).unlink()
    if change:
        (copy / file).write_text(change(text))
    err = grade_cli("--course", copy, *command, expect=2).stderr
    assert err.strip().endswith(sentence)
    assert err.count("\n") == 1


@pytest.mark.parametrize("name", ["ex4.py", "update.py", "Update.ipynb"])
def test_half_of_a_file_name_is_told_with_the_whole_one(
    grade_update: Callable[[Path], ExerciseResult], tmp_path: Path, name: str
) -> None:
    """The number or the name alone is not what is graded."""
    (tmp_path / name).write_text(GOOD)
    message = grade_update(tmp_path).message
    assert f"but there is {name}. Rename it to ex4_update." in message


def test_a_file_in_the_folder_above_is_told(grade_update: Callable[[Path], ExerciseResult], tmp_path: Path) -> None:
    """The learner is one folder too deep."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "ex4_update.py").write_text(GOOD)
    assert "in the folder above" in grade_update(tmp_path / "deep").message
