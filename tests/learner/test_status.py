"""`grade status`: the chain at a glance."""

import pytest


def test_all_full(grade_cli, submission_folder):
    """Full marks throughout are exit status 0 and no next exercise."""
    done = grade_cli("status", submission_folder())
    assert done.stdout.count(" full  ") == 7
    assert done.stdout.endswith("Every exercise has full marks.\n")


def test_the_first_exercise_not_full_is_next(grade_cli, submission_folder):
    """It is marked, and named with its file."""
    folder = submission_folder({"ex4_update.py": "def update(w, b, gw, gb, eta):\n    return w, b\n"})
    (folder / "ex2_loss.py").unlink()
    done = grade_cli("status", folder, expect=1)
    lines = done.stdout.splitlines()
    assert [line[:20].strip() for line in lines if line.startswith(">")] == ["> 2 loss       no fi"]
    assert next(line for line in lines if " 4 update" in line).split()[2] == "begun"
    assert lines[-1] == "Next: exercise 2, loss, in ex2_loss.py"


def test_bonus_is_next_once_all_that_counts_is_full(grade_cli, submission_folder, course):
    """A bonus exercise left is no loss of marks: the exit status is 0, and it is named as next."""
    folder = submission_folder({"ex6_minibatch.py": course.find("6").stub.read_bytes()})
    done = grade_cli("status", folder)
    assert "All that counts has full marks." in done.stdout
    assert done.stdout.endswith("Next: exercise 6, minibatch, in ex6_minibatch.py\n")


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_lines_fit_the_terminal(grader, course, submission_folder, width):
    """No line is longer than the terminal is wide."""
    from grader.reports import chain
    from grader.submissions.submission import open_submission

    result = grader.grade_all(open_submission(submission_folder({"ex1_sigmoid.py": "nothing"})), 1)
    titles = [exercise.title for exercise in course.exercises]
    shown = chain.lines(result, course.title, titles, width)
    assert max(len(text) for text, _ in shown) <= width


def test_of_nothing_is_wrong_usage(grade_cli):
    """A path that is not there ends with one sentence and exit status 2."""
    assert "there is no such file" in grade_cli("status", "nowhere", expect=2).stderr
