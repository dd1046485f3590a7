"""`grade exercise 5 --picture`: the learner's own run beside the reference's."""

import math
import shutil
import struct
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from grader.core.content import load_module
from grader.core.course import load_course
from grader.core.errors import ContentError
from grader.grading.series import bars
from grader.reports.pictures import diagnostics

ROOT = Path(__file__).parent.parent.parent
SVG = "{http://www.w3.org/2000/svg}"


def drawn(path):
    """Return the SVG's tree, its title and its description."""
    tree = ElementTree.parse(path).getroot()
    assert tree.get("role") == "img"
    words = {part: tree.find(f"{SVG}{part}") for part in ("title", "desc")}
    assert tree.get("aria-labelledby").split() == [words["title"].get("id"), words["desc"].get("id")]
    return tree, words["title"].text, words["desc"].text


@pytest.mark.parametrize("which", ["3", "5"])
def test_the_svg_says_in_words_what_it_shows(grade_cli, submission_folder, tmp_path, which):
    """The picture is an SVG with a title and a description, and with something drawn."""
    done = grade_cli("exercise", which, submission_folder(), "--picture", "seen.svg")
    assert done.stderr == "The picture is in seen.svg.\n"
    assert "\nExercise" not in done.stdout
    assert done.stdout.startswith("Exercise")
    tree, title, description = drawn(tmp_path / "seen.svg")
    assert len(tree.findall(f".//{SVG}path")) > 20
    assert title
    assert "yours" in description.lower()


def test_the_same_run_gives_the_same_bytes(grade_cli, submission_folder, tmp_path):
    """A picture can be compared and kept under version control."""
    folder = submission_folder()
    for name in ("one.svg", "two.svg"):
        grade_cli("exercise", "5", folder, "--picture", name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_a_png_is_a_png(grade_cli, submission_folder, tmp_path):
    """With .png in its name it is a PNG of a size to look at."""
    grade_cli("exercise", "5", submission_folder(), "--picture", "seen.png")
    data = (tmp_path / "seen.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    assert width > 1000
    assert height > 500


def test_the_learner_s_own_run_is_drawn(grade_cli, submission_folder, tmp_path):
    """What the description tells of the learner's neuron is what theirs does, not the reference."""
    slow = (ROOT / "solutions" / "ex5_loop.py").read_text().replace("gb, eta)", "gb, eta / 10)")
    assert "eta / 10" in slow
    grade_cli("exercise", "5", submission_folder({"ex5_loop.py": slow}), "--picture", "seen.svg", expect=1)
    _, _, description = drawn(tmp_path / "seen.svg")
    reference, yours = description.split(". ")[0].split(";")
    assert reference.split(" over ")[0] != yours.split(" over ")[0]
    assert "yours goes from 0.693 to" in yours


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("[1.0, -2.0], -3.0, [0.5]", "yours has too few entries for a curve (1)"),
        ("[1.0, -2.0], -3.0, [0.5] * 9", "Your line is 1 x1 - 2 x2 - 3 = 0. The classes are 0, 0, 0, 0."),
        (
            "[0.0, 0.0], 0.0, [0.5] * 9",
            "Your line does not exist, because both weights are 0. The classes are 0, 0, 0, 0.",
        ),
    ],
    ids=["no curve", "a negative weight", "no line"],
)
def test_the_words_say_what_is_not_to_be_seen(grade_cli, submission_folder, tmp_path, answer, said):
    """Where there is no curve or no line of the learner's, the description says so, and why."""
    folder = submission_folder({"ex5_loop.py": f"def train(X, Y, eta=0.5, epochs=2000):\n    return {answer}\n"})
    grade_cli("exercise", "5", folder, "--picture", "seen.svg", expect=1)
    assert said in drawn(tmp_path / "seen.svg")[2]


def test_losses_below_zero_are_within_the_picture():
    """Where the minus of the loss was forgotten, the curve is seen anyway; else the losses are seen from zero up."""
    picture = load_module(
        ROOT / "solutions", "picture", substitutes={"picture": ROOT / "solutions/pictures/ex5_loop.py"}
    )
    right = [([7.4, 7.4], -11.3, [0.7, 0.02])]
    for history, inside in (([-0.7, -0.02], True), ([0.7, 0.5], False)):
        figure = Figure()
        picture.draw(figure, [([7.4, 7.4], -11.3, history)], right)
        lowest, _ = figure.axes[0].get_ylim()
        assert (lowest < min(history) < 0) if inside else lowest == 0


@pytest.mark.parametrize(
    "answer",
    [
        "raise ValueError",
        "return None",
        "return [float('nan')] * 2, 0.0, [float('inf')]",
        "return [], 0.0, []",
        "return [1e300, 1], 0.0, [1, 2]",
        "return [0.0, 0.0], 0.0, [0.5] * 4",
        "return [1.0] * 50, 2.0, [1.0]",
    ],
)
def test_whatever_the_learner_answers_a_picture_comes(grade_cli, submission_folder, tmp_path, answer):
    """A run that cannot be drawn leaves the reference alone in the picture."""
    folder = submission_folder({"ex5_loop.py": f"def train(X, Y, eta=0.5, epochs=2000):\n    {answer}\n"})
    grade_cli("exercise", "5", folder, "--picture", "seen.svg", expect=1)
    assert "reference" in drawn(tmp_path / "seen.svg")[2]


@pytest.mark.parametrize("answer", ["return [0.0], 0.0", "return [1.0, 2.0], 0.0", "return [float('nan')], 0.0"])
def test_whatever_the_gradient_is_a_picture_comes(grade_cli, submission_folder, tmp_path, answer):
    """A gradient of nothing, of another length, or of no number does not stop the picture."""
    folder = submission_folder({"ex3_gradient.py": f"def gradient(X, Y, w, b):\n    {answer}\n"})
    grade_cli("exercise", "3", folder, "--picture", "seen.svg", expect=1)
    assert drawn(tmp_path / "seen.svg")[1]


@pytest.mark.parametrize(
    ("which", "name", "said"),
    [
        ("4", "seen.svg", "There is no picture for exercise 4, update; there is one for 3 gradient and 5 loop."),
        ("all", "seen.svg", "Give its number or name instead of `all`"),
        ("5", "seen.pdf", "written as .svg or .png"),
        ("5", "nowhere/seen.svg", "cannot be written"),
    ],
    ids=["no such picture", "all", "no such format", "no such folder"],
)
def test_what_cannot_be_drawn_is_one_sentence(grade_cli, submission_folder, which, name, said):
    """A wrong wish ends with exit status 2 and what to do."""
    assert said in grade_cli("exercise", which, submission_folder(), "--picture", name, expect=2).stderr


def test_without_matplotlib_it_says_what_to_install(grade_cli, submission_folder, tmp_path):
    """In an environment without matplotlib there is one sentence with the command to run."""
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text(
        "import sys\nfrom importlib.machinery import PathFinder as P\nfound = P.find_spec\n"
        "P.find_spec = lambda name, *rest: None if name == 'matplotlib' else found(name, *rest)\n"
    )
    env = {"PYTHONPATH": str(hidden)}
    done = grade_cli("exercise", "5", submission_folder(), "--picture", "seen.svg", expect=2, env=env)
    assert "pip install 'primer-grader[pictures]'" in done.stderr
    assert not (tmp_path / "seen.svg").exists()


def test_a_course_without_pictures_says_so(grade_cli, tmp_path):
    """The engine itself has no pictures."""
    course = ROOT / "tests" / "course_other"
    folder = course / "solutions"
    done = grade_cli("--course", course, "exercise", "1", folder, "--picture", "seen.svg", expect=2)
    assert "this course has none" in done.stderr


def test_a_picture_that_breaks_is_the_course_s_fault(grade_cli, submission_folder, tmp_path):
    """A course file that raises is named, with what it raised."""
    for part in ("exercises", "solutions"):
        shutil.copytree(ROOT / part, tmp_path / "course" / part)
    (tmp_path / "course" / "solutions" / "pictures" / "ex5_loop.py").write_text(
        "CALLS = []\ndef draw(figure, yours, right):\n    raise IndexError('none there')\n"
    )
    done = grade_cli(
        "--course", tmp_path / "course", "exercise", "5", submission_folder(), "--picture", "s.svg", expect=2
    )
    assert "ex5_loop.py: this picture cannot be drawn: IndexError: none there" in done.stderr


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"figure.subplots()": "figure.subplot()"}, "this picture cannot be drawn: AttributeError"),
        (
            {"    if not told:": "    if None in yours:\n        raise ValueError('none')\n    if not told:"},
            "ValueError: none",
        ),
        ({'("gradient", [X,': '("gradients", [X,'}, "a picture needs CALLS, a list of (function, arguments)"),
        ({"[X, Y, [w], b])": "[X, [], [w], b])"}, "the reference does not answer CALLS: "),
        ({"def draw(": "def paint("}, "a picture needs a function draw(figure, yours, right)"),
        ({"    title = ": "    return None\n    title = "}, "draw should return (title, description)"),
        ({"import forward": "import forwards"}, "forwards"),
    ],
    ids=["draw", "draw of nothing", "calls", "reference", "no draw", "no words", "import"],
)
def test_a_course_is_told_what_is_wrong_with_its_pictures(tmp_path, changed, said):
    """Each picture of a course is drawn when the course is checked, of the reference's answers and of none."""
    for part in ("exercises", "solutions"):
        shutil.copytree(ROOT / part, tmp_path / part)
    file = tmp_path / "solutions" / "pictures" / "ex3_gradient.py"
    text = file.read_text()
    for old, new in changed.items():
        assert old in text
        text = text.replace(old, new)
    file.write_text(text)
    (diagnostic,) = diagnostics(load_course(tmp_path))
    assert diagnostic.path == file
    assert said in diagnostic.problem


def test_the_pictures_of_the_course_are_sound():
    """Nothing is wrong with those that come with the grader, and a course may have none."""
    assert diagnostics(load_course(ROOT)) == diagnostics(load_course(ROOT / "tests" / "course_other")) == []


def test_checking_a_course_draws_its_pictures(grade_cli, tmp_path):
    """`grade course check` ends with status 2 where a picture cannot be drawn."""
    shutil.copytree(ROOT / "tests" / "course_other", tmp_path / "course")
    manifest = tmp_path / "course" / "exercises" / "course.yaml"
    manifest.write_text(manifest.read_text().replace("    title:", "    hints: [Look., Think.]\n    title:"))
    name = next((tmp_path / "course" / "exercises").glob("*.py")).name
    (tmp_path / "course" / "solutions" / "pictures").mkdir()
    picture = tmp_path / "course" / "solutions" / "pictures" / name
    picture.write_text("CALLS = []\n\n\ndef draw(figure, yours, right):\n    return 'a title', 'in words'\n")
    grade_cli("course", "check", "course")
    picture.write_text("CALLS = []\n")
    done = grade_cli("course", "check", "course", expect=2)
    assert f"{name}:1:1: error[picture]: a picture needs a function draw" in done.stdout


def test_the_loss_is_a_line_of_bars_in_the_report(grade_cli, submission_folder):
    """Exercise 5 shows the learner's loss, with its ends in numbers for learners who do not see bars."""
    line = grade_cli("exercise", "5", submission_folder()).stdout.splitlines()[-1]
    assert line == "  Note: your loss, first to last of 2000: 0.693 █▃▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁ 0.0174"


@pytest.mark.parametrize("history", ["[0.5, 0.4]", "['a', 'b', 'c']", "None", "[10 ** 400] * 5", "[True] * 9"])
def test_what_is_no_curve_makes_no_bars(grade_cli, submission_folder, history):
    """An answer without a list of three numbers or more leaves the line out."""
    body = f"def train(X, Y, eta=0.5, epochs=2000):\n    return [0.0, 0.0], 0.0, {history}\n"
    assert "your loss" not in grade_cli("exercise", "5", submission_folder({"ex5_loop.py": body}), expect=1).stdout


@pytest.mark.parametrize(
    ("curve", "said"),
    [
        ("{function: trains, at: [2], name: loss}", "'trains' is no function of this exercise"),
        ("{function: train, at: [1], name: loss}", "train returns no list of numbers there"),
        ("{function: train, at: [3], name: loss}", "train returns no list of numbers there"),
    ],
    ids=["no such function", "a number", "past the end"],
)
def test_a_curve_that_is_none_is_an_unsound_course(tmp_path, curve, said):
    """course.yaml is told its place and what is wrong."""
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises")
    file = tmp_path / "exercises" / "course.yaml"
    text = file.read_text()
    assert "{function: train, at: [2], name: loss}" in text
    file.write_text(text.replace("{function: train, at: [2], name: loss}", curve))
    with pytest.raises(ContentError, match=said) as error:
        load_course(tmp_path)
    assert error.value.line


@given(st.lists(st.floats(), min_size=1, max_size=200))
def test_bars_of_any_numbers(values):
    """Any floats make one sign each, and at most twenty; what is no number has its own sign."""
    shown = bars(values)
    assert len(shown) == min(20, len(values))
    assert set(shown) <= set("▁▂▃▄▅▆▇█×")
    assert (shown[0] == "×") == (not math.isfinite(values[0]))


def test_bars_rise_with_the_numbers():
    """The heights follow the values."""
    assert bars([0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█"
    assert bars([sys.float_info.max, -sys.float_info.max, 0.0]) == "█▁▅"
    assert bars([1.0, 1.0, 1.0]) == "▁▁▁"


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252", "cp437", "latin-1"])
def test_any_console_encoding(grade_cli, submission_folder, encoding):
    """On a console without the signs the report has plain letters for them, and never a question mark or an escape."""
    import subprocess

    done = subprocess.run(
        [sys.executable, "-m", "grader", "exercise", "5", submission_folder()],
        env={"PATH": "/usr/bin:/bin", "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=True,
    )
    line = done.stdout.decode(encoding).splitlines()[-1]
    assert "\\" not in line
    assert "?" not in line
    if encoding in ("ascii", "cp1252", "latin-1"):
        assert line.endswith("0.693 #:._________________ 0.0174")
