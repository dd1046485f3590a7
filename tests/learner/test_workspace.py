"""`grade init` and `grade reset`: files laid out, and one put back."""

import json
from pathlib import Path

import nbformat
import pytest

from grader.submissions.submission import open_submission


def test_init_writes_every_stub_and_says_how_to_go_on(grade_cli, course, tmp_path):
    """A new folder gets the stub of each exercise, byte for byte."""
    done = grade_cli("init", "mine")
    for exercise in course.exercises:
        assert (tmp_path / "mine" / exercise.stub.name).read_bytes() == exercise.stub.read_bytes()
    assert done.stdout.endswith("then: cd mine && grade exercise 1\n")


def test_init_leaves_what_is_there(grade_cli, tmp_path):
    """A file that is there stays as it is, and so does the notebook of the same exercise."""
    (tmp_path / "ex1_sigmoid.py").write_text("mine")
    (tmp_path / "ex2_loss.ipynb").write_text("mine too")
    done = grade_cli("init")
    assert (tmp_path / "ex1_sigmoid.py").read_text() == "mine"
    assert not (tmp_path / "ex2_loss.py").exists()
    assert "kept     ex1_sigmoid.py" in done.stdout
    assert "kept     ex2_loss.ipynb" in done.stdout


def test_init_where_nothing_can_be_written_says_so(grade_cli, tmp_path):
    """A folder that is a file ends with one sentence and exit status 2."""
    (tmp_path / "mine").write_text("a file")
    assert "mine: this is a file. Give a folder" in grade_cli("init", "mine", expect=2).stderr
    assert "cannot be written" in grade_cli("init", "mine/deeper", expect=2).stderr


@pytest.fixture(name="notebooks")
def _notebooks(grade_cli, tmp_path) -> Path:
    """Give a folder of notebooks made from the stubs."""
    grade_cli("init", "mine", "--notebooks")
    return tmp_path / "mine"


def test_notebooks_are_valid_and_hold_the_lesson_the_stub_a_try_and_a_check(notebooks, course):
    """Each notebook is valid by nbformat, and its cells come in the order in which one works."""
    for exercise in course.exercises:
        notebook = nbformat.read(notebooks / f"{exercise.stem}.ipynb", as_version=nbformat.NO_CONVERT)
        nbformat.validate(notebook)
        first, *_, last = notebook.cells
        assert first.cell_type == "markdown"
        assert first.source.startswith(f"# Exercise {exercise.number}")
        assert first.source.splitlines()[0].endswith(f": {exercise.title}")
        assert last.source == f"%grade {exercise.number}"
        sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
        assert sources[0] == "%load_ext grader"
        for name in exercise.functions:
            stub = next(i for i, source in enumerate(sources) if source.startswith(f"def {name}("))
            tried = next(i for i, source in enumerate(sources) if source.startswith(("print(", ">>>", "params", "X =")))
            assert stub < tried


def test_notebook_holds_all_of_the_stub_s_code(notebooks, course):
    """Nothing of a stub but its opening words is missing from the notebook's code cells."""
    for exercise in course.exercises:
        cells = nbformat.read(notebooks / f"{exercise.stem}.ipynb", as_version=4).cells
        code = "\n".join(cell.source for cell in cells if cell.id.startswith("stub"))
        stub = exercise.stub.read_text().split('"""\n', 1)[1]
        assert [line for line in code.splitlines() if line] == [line for line in stub.splitlines() if line]


def test_notebook_try_cell_prints_what_it_says(notebooks, course, capsys):
    """With the functions filled in, the cell to try them prints what stands beside each line."""
    exercise = course.exercises[0]
    cells = nbformat.read(notebooks / f"{exercise.stem}.ipynb", as_version=4).cells
    tried = next(cell.source for cell in cells if cell.id == "try")
    exec(exercise.reference.read_text() + "\n" + tried, {})
    assert capsys.readouterr().out.split() == [line.split("# ")[1] for line in tried.splitlines()]


def test_notebooks_ungraded_are_still_the_stub(notebooks, grader, course):
    """A notebook nobody has written in is told to be the stub, as a file is."""
    submission = open_submission(notebooks)
    for exercise in course.exercises:
        assert grader.grade(exercise, submission, 1).status == "unfilled"


def test_reset_keeps_what_was_written(grade_cli, course, tmp_path):
    """The stub is back, what was written lies beside it, and a second reset keeps both."""
    stub = course.find("4").stub
    mine = tmp_path / stub.name
    for number, text in enumerate(("first try", "second try"), 1):
        mine.write_text(text)
        done = grade_cli("reset", "update")
        assert mine.read_bytes() == stub.read_bytes()
        assert (tmp_path / f"ex4_update.old{number}.py").read_text() == text
        assert f"kept in ex4_update.old{number}.py" in done.stdout
    assert "is already the stub" in grade_cli("reset", "4").stdout


def test_reset_of_a_notebook_is_a_notebook(grade_cli, notebooks):
    """A notebook is put back as a notebook."""
    file = notebooks / "ex2_loss.ipynb"
    before = file.read_text()
    file.write_text(before.replace("loss", "lost"))
    grade_cli("reset", "2", notebooks)
    assert file.read_text() == before


def test_reset_of_nothing_writes_the_stub(grade_cli, tmp_path):
    """An exercise without a file gets its stub."""
    assert "was missing" in grade_cli("reset", "1").stdout
    assert (tmp_path / "ex1_sigmoid.py").is_file()


def test_reset_in_no_folder_is_wrong_usage(grade_cli):
    """A folder that is not there ends with one sentence and exit status 2."""
    assert "this is not a folder" in grade_cli("reset", "1", "nowhere", expect=2).stderr


def test_vscode_tasks_run_grade_and_are_kept(grade_cli, tmp_path):
    """tasks.json is JSON whose tasks call `grade`; one that is there stays."""
    grade_cli("init", "--vscode")
    file = tmp_path / ".vscode" / "tasks.json"
    tasks = json.loads(file.read_text())["tasks"]
    assert [task["command"] for task in tasks] == ["grade"] * 4
    file.write_text("{}")
    assert "kept     .vscode/tasks.json" in grade_cli("init", "--vscode").stdout
    assert file.read_text() == "{}"
