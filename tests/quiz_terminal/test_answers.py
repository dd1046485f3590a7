"""`grade quiz --answers`: what other programs call."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

GradeCli = Callable[..., "CompletedProcess[str]"]
ROOT = Path(__file__).parents[2]
COURSE = ROOT / "tests" / "course_other"
KITCHEN = Path(__file__).parent / "course_kitchen" / "kitchen.yaml"
ALL = (
    "{quiz: kitchen, seed: 5, answers: {boil: hundred, scales: [celsius, reaumur], warm: 30 °C, opposite: Cold, "
    "tea: [boil, pour, wait], pairs: {kettle: water, oven: bread}, double: '2 * n'}}"
)


def test_full_marks_is_0(grade_cli: GradeCli, tmp_path: Path) -> None:
    """Every right answer, the program among them, is exit status 0 and the JSON of the contract."""
    (tmp_path / "a.yaml").write_text(ALL)
    done = grade_cli("--course", COURSE, "quiz", KITCHEN, "--answers", "a.yaml", "--format", "json")
    result = json.loads(done.stdout)
    assert {key: result[key] for key in ("schema", "quiz", "seed", "score", "max_score")} == {
        "schema": 1,
        "quiz": "kitchen",
        "seed": 5,
        "score": 7.0,
        "max_score": 7.0,
    }
    assert [item["correct"] for item in result["items"]] == [True] * 7
    assert result["items"][0]["exercise"] == 1
    assert result["items"][0]["feedback"] == "Right."


def test_less_is_1(grade_cli: GradeCli, tmp_path: Path) -> None:
    """A wrong answer is exit status 1, and the text says what to do again."""
    (tmp_path / "a.yaml").write_text(ALL.replace("hundred", "eighty"))
    done = grade_cli("--course", COURSE, "quiz", KITCHEN, "--answers", "a.yaml", expect=1)
    assert "6 of 7 points, passed (50 % is needed)." in done.stdout
    assert "Exercise 1, from Fahrenheit to Celsius (grade exercise 1)" in done.stdout
    assert "That is the scale of Réaumur." in done.stdout


def test_a_program_without_its_suite_is_not_graded(grade_cli: GradeCli, tmp_path: Path) -> None:
    """It costs no points, all else is marked, and exit status 3 says that it is not the learner's fault."""
    text = KITCHEN.read_text().replace("suite: double", "suite: triple")
    (tmp_path / "quiz.yaml").write_text(text)
    (tmp_path / "a.yaml").write_text(ALL)
    done = grade_cli("--course", COURSE, "quiz", "quiz.yaml", "--answers", "a.yaml", "--format", "json", expect=3)
    result = json.loads(done.stdout)
    assert (result["score"], result["max_score"]) == (6.0, 6.0)
    assert result["items"][-1]["status"] == "ungraded"
    assert "tell your instructor" in result["items"][-1]["feedback"]
    done = grade_cli("--course", COURSE, "quiz", "quiz.yaml", "--answers", "a.yaml", expect=3)
    assert "6 of 6 points" in done.stdout
    assert "do again" not in done.stdout


def test_what_was_not_asked_is_told(grade_cli: GradeCli, tmp_path: Path) -> None:
    """Answers to questions that the seed leaves out do not count, and standard error says which."""
    (tmp_path / "a.yaml").write_text("{quiz: final, seed: 1, answers: {bias-role: bias, saturated: hardly}}")
    done = grade_cli("quiz", "--answers", "a.yaml", "--format", "json", expect=1)
    assert json.loads(done.stdout)["score"] == 1.0
    assert done.stderr == (
        "a.yaml: not asked with seed 1, so not counted: bias-role. "
        "If the quiz was edited, it may ask other questions. Grade these answers with the version of the quiz that the learner saw.\n"
    )


def test_answers_from_before_an_edit_are_told_so(grade_cli: GradeCli, tmp_path: Path) -> None:
    """Where a question was taken out since, the answers are refused with the reason why that may be."""
    (tmp_path / "a.yaml").write_text(ALL)
    (tmp_path / "quiz.yaml").write_text(KITCHEN.read_text().replace("- id: opposite", "- id: another"))
    done = grade_cli("--course", COURSE, "quiz", "quiz.yaml", "--answers", "a.yaml", expect=2)
    assert (
        "this quiz has no question 'opposite'; it has boil, scales, warm, another, tea, pairs, double." in done.stderr
    )
    assert "Grade these answers with the version of the quiz that the learner saw" in done.stderr


def test_the_quiz_is_found_by_the_file(grade_cli: GradeCli, tmp_path: Path) -> None:
    """The answers file names its quiz; a course's own quiz needs no other word."""
    (tmp_path / "a.yaml").write_text("{quiz: final, seed: 7, answers: {}}")
    done = grade_cli("quiz", "--answers", "a.yaml", "--format", "json", expect=1)
    assert json.loads(done.stdout)["max_score"] == 17.0


def test_into_a_file(grade_cli: GradeCli, tmp_path: Path) -> None:
    """--output gets the same bytes, and the screen stays empty."""
    (tmp_path / "a.yaml").write_text("{quiz: final, seed: 7, answers: {}}")
    arguments = ("quiz", "--answers", "a.yaml", "--format", "json")
    shown = grade_cli(*arguments, expect=1)
    assert grade_cli(*arguments, "--output", "r.json", expect=1).stdout == ""
    assert (tmp_path / "r.json").read_text() == shown.stdout


def test_the_seed_of_the_file_goes_before(grade_cli: GradeCli, tmp_path: Path) -> None:
    """Where the file has no seed, --seed counts, else 1."""
    for text, seed, expected in (
        ("{quiz: final, answers: {}}", (), 1),
        ("{quiz: final, answers: {}}", ("--seed", 9), 9),
    ):
        (tmp_path / "a.yaml").write_text(text)
        done = grade_cli("quiz", "--answers", "a.yaml", "--format", "json", *seed, expect=1)
        assert json.loads(done.stdout)["seed"] == expected


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "There is no terminal here. Grade a file with --answers FILE"),
        (("--answers", "none.yaml"), "none.yaml: cannot be read"),
        (("--answers", "broken.yaml"), "this is not YAML"),
        (("--answers", "other.yaml"), "There is no quiz 'other'; this course has final."),
        (("--answers", "a.yaml", "--missed"), "--answers grades a file and asks nothing"),
        (("--answers", "a.yaml", "--format", "xml"), "'xml' is not one of 'text', 'json'"),
        (("nothing", "--answers", "a.yaml"), "There is no quiz 'nothing'; this course has final."),
        (("nothing",), "There is no quiz 'nothing'; this course has final."),
        (("nothing.yaml",), "nothing.yaml: cannot be read"),
        (("--answers", "a.json", "--output", "a.json"), "a.json: this would overwrite a file that is being graded"),
        (
            ("--answers", "a.yaml", "--output", "ex1_sigmoid.py"),
            "ex1_sigmoid.py: this would overwrite a file that is being graded",
        ),
        (("--answers", "a.yaml", "--output", "b.yml"), "b.yml: this would overwrite a file that is being graded"),
        (("nothing.yaml", "--answers", "a.yaml"), "nothing.yaml: cannot be read"),
    ],
    ids=[
        "no terminal",
        "no file",
        "broken",
        "other quiz",
        "missed",
        "format",
        "name",
        "name, no terminal",
        "quiz file, no terminal",
        "over the answers",
        "over an exercise",
        "over other answers",
        "quiz file",
    ],
)
def test_wrong_usage_is_2(grade_cli: GradeCli, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    """Each is one sentence on standard error, nothing on standard output, and exit status 2."""
    (tmp_path / "a.yaml").write_text("{quiz: final, answers: {}}")
    (tmp_path / "a.json").write_text('{"quiz": "final", "answers": {}}')
    (tmp_path / "other.yaml").write_text("{quiz: other, answers: {}}")
    (tmp_path / "broken.yaml").write_text("{quiz: ")
    done = grade_cli("quiz", *arguments, expect=2)
    assert words in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    "program", ["while True: pass", "__import__('socket')", "1/0", "'x' * 10**10", "(lambda f: f(f))(lambda f: f(f))"]
)
def test_a_hostile_program_costs_its_own_points(grade_cli: GradeCli, tmp_path: Path, program: str) -> None:
    """Whatever a program does, the other answers keep their points and the grader its health."""
    (tmp_path / "a.yaml").write_text(
        json.dumps({"quiz": "kitchen", "seed": 5, "answers": {"boil": "hundred", "double": program}})
    )
    done = grade_cli("--course", COURSE, "quiz", KITCHEN, "--answers", "a.yaml", "--format", "json", expect=1)
    items = {item["id"]: item for item in json.loads(done.stdout)["items"]}
    assert (items["boil"]["score"], items["double"]["score"]) == (1.0, 0.0)
    assert items["double"]["feedback"]


@pytest.mark.parametrize("answer", ["$" + "{" * 3000 + "$", "$" + "x" * 50_000 + "$", "##vso[task]x" + "y" * 9999])
def test_an_answer_that_is_no_option_is_shown_cut(grade_cli: GradeCli, tmp_path: Path, answer: str) -> None:
    """However long, whatever formula or command to a CI system it looks like: it is wrong, and costs nothing to show."""
    (tmp_path / "a.yaml").write_text(json.dumps({"quiz": "kitchen", "seed": 5, "answers": {"boil": answer}}))
    out = grade_cli("--course", COURSE, "quiz", KITCHEN, "--answers", "a.yaml", expect=1).stdout
    assert "is not one of the options" in " ".join(out.split())
    assert len(out) < 3000
    assert "##vso[" not in out
