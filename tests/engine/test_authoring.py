"""A course is begun and extended by commands, and is sound at once; editors know its files by JSON Schemas."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from grader.authoring.course_check import check_course
from grader.authoring.scaffold import add_exercise, add_mistake, add_question, new_course
from grader.authoring.schemas import schema_text
from grader.authoring.templates import TEMPLATES
from grader.core.course import load_course
from grader.core.errors import UsageError

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", name="built")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a course of one exercise of every kind, and of two questions."""
    root = tmp_path_factory.mktemp("new") / "my-course"
    list(new_course(root))
    for kind in TEMPLATES:
        list(add_exercise(root, f"my_{kind}", kind))
    add_question(root, "another")
    return root


def test_a_new_course_is_sound(built: Path) -> None:
    """With an exercise of each kind: references, stubs, mistakes and the quiz."""
    course = load_course(built)
    assert [exercise.name for exercise in course.exercises] == ["first", *(f"my_{kind}" for kind in TEMPLATES)]
    report = check_course(course)
    assert [str(one) for one in report.diagnostics] == []
    assert report.named == report.mistakes == 2 * len(course.exercises)


def test_a_new_course_begins_with_your_exercise(tmp_path: Path) -> None:
    """Its name is yours to give, so nothing has to be renamed or removed."""
    list(new_course(tmp_path, "object", "bank_queue"))
    assert [exercise.stem for exercise in load_course(tmp_path).exercises] == ["ex1_bank_queue"]
    assert (tmp_path / "exercises" / "ex1_bank_queue.py").read_text().count("class BankQueue:") == 1


def test_a_new_mistake_is_told_as_none_yet(built: Path) -> None:
    """It begins as the reference, and `course check` says what is to be done."""
    path = add_mistake(built, "my_text", "still-right")
    report = check_course(load_course(built))
    assert [(one.path, one.code) for one in report.diagnostics] == [(path, "not-caught")]
    path.unlink()


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda root: list(new_course(root)), "is there already"),
        (lambda root: list(add_exercise(root, "first", "text")), "is there already"),
        (
            lambda root: list(add_exercise(root, "No Name", "text")),
            "cannot be an exercise's name; no_name would do: use",
        ),
        (lambda root: list(add_exercise(root, "if", "text")), "'if' cannot be an exercise's name; use small letters"),
        (lambda root: list(new_course(root / "in", "text", "class")), "'class' cannot be an exercise's name"),
        (lambda root: add_mistake(root, "first", "KeyError"), "is no id of a mistake; key-error would do: use"),
        (lambda root: add_question(root, "two_words"), "is no id of a question; two-words would do: use"),
        (lambda root: add_mistake(root, "fist", "id"), "did you mean first"),
        (lambda root: add_question(root, "another"), "is there already"),
    ],
)
def test_what_cannot_be_added_is_told(built: Path, act: object, told: str) -> None:
    """In a sentence, and nothing is written."""
    before = (built / "exercises" / "course.yaml").read_bytes()
    with pytest.raises(UsageError, match=told):
        act(built)  # type: ignore[operator]
    assert (built / "exercises" / "course.yaml").read_bytes() == before


@pytest.mark.parametrize("exercises", ["exercises: []\n", "exercises:\n", ""])
def test_the_first_exercise_of_a_course(tmp_path: Path, exercises: str) -> None:
    """It can be added to a course that has none, however course.yaml says so; the course is then sound."""
    (tmp_path / "exercises").mkdir()
    manifest = tmp_path / "exercises" / "course.yaml"
    manifest.write_text(f"# mine\nschema: 1\ntitle: Empty\nmodules: [math]\n{exercises}")
    list(add_exercise(tmp_path, "pitch", "table"))
    assert manifest.read_text().startswith("# mine\n")
    course = load_course(tmp_path)
    assert [exercise.stem for exercise in course.exercises] == ["ex1_pitch"]
    assert "math" in course.modules
    assert [str(one) for one in check_course(course).diagnostics] == []


def test_an_entry_goes_where_the_list_ends(tmp_path: Path) -> None:
    """Also where other keys follow the exercises, and where entries begin at the margin."""
    root = tmp_path / "c"
    list(new_course(root))
    manifest = root / "exercises" / "course.yaml"
    text = manifest.read_text()
    head, _, entries = text.partition("exercises:\n")
    shifted = "".join(line[2:] if line.startswith("  ") else line for line in entries.splitlines(keepends=True))
    manifest.write_text(f"{head}exercises:\n{shifted}\n# the end\nlimits: {{call_seconds: 2}}\n")
    list(add_exercise(root, "second", "table"))
    course = load_course(root)
    assert [(one.name, one.limits.call_seconds) for one in course.exercises] == [("first", 2.0), ("second", 2.0)]


@pytest.mark.parametrize("kind", ["course", "quiz"])
def test_the_schemas_take_what_the_readers_take(kind: str, built: Path) -> None:
    """Every course and quiz here fits; a key that is not known, or a wrong type, does not."""
    schema = json.loads(schema_text(kind))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    files = {
        "course": [
            ROOT / "exercises/course.yaml",
            built / "exercises/course.yaml",
            *ROOT.glob("examples/*/exercises/course.yaml"),
        ],
        "quiz": [ROOT / "quiz/final.yaml", built / "quiz/final.yaml"],
    }[kind]
    for file in files:
        data = yaml.safe_load(file.read_text())
        assert [error.message for error in validator.iter_errors(data)] == []
        assert list(validator.iter_errors({**data, "titel": "x"}))
        assert list(validator.iter_errors({**data, "title": 7}))
    assert files[1].read_text().startswith("# yaml-language-server: $schema=../.schemas/")
