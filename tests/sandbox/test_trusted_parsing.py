"""Course files and results, whatever is in them, give data or one of the grader's own diagnostics."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from grader.core.course import load_course
from grader.core.errors import ContentError, UsageError
from grader.core.results import CheckResult, ExerciseResult, Location, Mistake
from grader.core.schema import parse_yaml
from grader.core.yaml_tree import YamlFault, YamlTree
from grader.reports import render

COURSE = (Path(__file__).parent.parent / "course_other" / "exercises" / "course.yaml").read_bytes()
PIECES = [
    "points: ",
    "limits: {",
    "}",
    "[",
    "]",
    "- ",
    "stem: ",
    ".nan",
    "1e999",
    "-1",
    "0x",
    "&a ",
    "*a",
    "!!python/name:os ",
    "? ",
    "<<: ",
    "%YAML 9\n",
    "---\n",
    "\t",
    "depth: 999999999999",
    "'",
    '"',
    "|\n",
    "schema: 1\n",
    "\u2028",
    "9" * 500,
]
YAML = st.binary(max_size=100) | st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map(
    lambda pieces: "".join(pieces).encode()
)


@given(YAML)
@example(b"[" * 200_000)
@example(b"- " * 200_000)
@example(b"{a: " * 200_000)
@example(b"a: &a [*a]")
@example(b"? [1]\n: 2")
def test_any_yaml_is_a_document_or_a_complaint_with_a_place(raw: bytes) -> None:
    """Only ContentError is raised, and its place is in the file."""
    try:
        parse_yaml(raw, Path("x.yaml"))
    except ContentError as error:
        assert error.line is None or 1 <= error.line <= raw.count(b"\n") + raw.count(b"\r") + 5


# YAML takes the last three for the end of a line
TEXT = st.text(st.characters(exclude_characters="\x85\u2028\u2029", exclude_categories=["Cs"]), max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(TEXT, JSON, max_size=4), st.booleans(), st.sampled_from([None, 1, "\t"]))
@example({"a": "\U0001f600"}, True, None)
@example({"a": [1], "\x7f": 1e-7}, False, "\t")
def test_what_json_programs_write_is_read(data: dict[str, Any], ascii_only: bool, indent: int | str | None) -> None:
    """An answers file may be JSON of any program: with tabs, and with a character written as two escapes."""
    raw = json.dumps(data, ensure_ascii=ascii_only, indent=indent).encode()
    assert YamlTree(raw, most=1000).data == data


JSON_FAULTS = {
    '{"a": "\\ud800"}': "Unicode",
    '{"a": "\\ud83d\\ude00",\n\t"a": 1}': "twice",
    '{"a": "\\ud83d\\ude00",\n\t"b": ' + "[" * 40 + "]" * 40 + "}": "nested more than 30",
    '{"a": "\\ud83d\\ude00",\n\t"b": [' + "1, " * 99 + "1]}": "more than 100 values",
    '{"a": "\\ud83d\\ude00",\n\t"b": NaN}': "Unicode",
}


@pytest.mark.parametrize("text", JSON_FAULTS, ids=range(len(JSON_FAULTS)))
def test_json_has_the_bounds_of_yaml(text: str) -> None:
    """Read as JSON, a file may not hold more, or be deeper."""
    with pytest.raises(YamlFault, match=JSON_FAULTS[text]):
        YamlTree(text.encode(), most=100)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(COURSE)), st.integers(0, 30), st.sampled_from(PIECES) | st.text(max_size=5))
@example(COURSE.index(b"2.5"), 3, "1e999")
def test_any_damage_to_a_course_is_told(tmp_path: Path, at: int, cut: int, piece: str) -> None:
    """A course with a part cut out and another put in loads, or is unsound: nothing else."""
    folder = tmp_path / "exercises"
    folder.mkdir(exist_ok=True)
    (folder / "course.yaml").write_bytes(COURSE[:at] + piece.encode() + COURSE[at + cut :])
    try:
        course = load_course(tmp_path)
    except UsageError as error:
        assert "\n" not in str(error)
        return
    for exercise in course.exercises:
        assert all(math.isfinite(getattr(exercise.limits, name)) for name in exercise.limits.__struct_fields__)


TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
COLUMN = st.none() | st.integers(1, 99)
WHERE = st.builds(Location, TEXT, st.integers(1, 10**9), COLUMN, COLUMN, TEXT)
CHECKS = st.builds(
    CheckResult,
    TEXT,
    TEXT,
    st.sampled_from(["passed", "failed", "error"]),
    st.floats(0, 9),
    st.floats(0, 9),
    TEXT,
    TEXT,
    st.booleans(),
    st.none() | WHERE,
)
RESULTS = st.builds(
    ExerciseResult,
    exercise=st.integers(1, 9),
    name=TEXT,
    file=TEXT,
    status=st.sampled_from(["graded", "broken"]),
    score=st.floats(0, 9),
    max_score=st.floats(0, 9),
    bonus=st.floats(0, 9),
    checks=st.lists(CHECKS, max_size=3).map(tuple),
    misconception=st.none() | st.builds(Mistake, TEXT, TEXT),
    seed=st.integers(0, 2**63),
    stdout=TEXT,
    isolation=st.sampled_from(["full", "limited", "none"]),
    seconds=st.floats(0, 9),
    message=TEXT,
    notes=st.lists(TEXT, max_size=2).map(tuple),
    location=st.none() | WHERE,
)


@given(RESULTS)
def test_any_result_is_written_and_read_back(result: ExerciseResult) -> None:
    """As JSON that is plain ASCII and that a strict reader takes, and as text; half characters alone are replaced."""
    written = render(result, "json")
    assert written.isascii()
    back = msgspec.json.decode(written, type=ExerciseResult)
    try:
        json.dumps(msgspec.to_builtins(result), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        assert "\\ufffd" in written
    else:
        assert back == result
    render(result, "text")


@given(st.binary(max_size=80))
def test_any_bytes_are_a_result_or_msgspec_s_diagnostic(raw: bytes) -> None:
    """Reading results back raises nothing else."""
    with pytest.raises((msgspec.DecodeError, UnicodeDecodeError)):
        msgspec.json.decode(raw, type=ExerciseResult)
