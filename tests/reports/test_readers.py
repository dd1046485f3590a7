"""Each format is read back by what reads it in the world, or by its written rules."""

from __future__ import annotations

import base64
import html.parser
import json
import re
from pathlib import Path
from typing import Any

import junitparser
import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from grader.core.errors import UsageError
from grader.core.results import CheckResult, SubmissionResult
from grader.reports import render, write

from .conftest import NASTY, exercise, whole

# docs of gradescope/autograder_samples; nothing else is sent, so nothing else is allowed
VISIBILITY = {"enum": ["visible", "hidden", "after_due_date", "after_published"]}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
GRADESCOPE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["score", "tests"],
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "number"},
        "output": {"type": "string"},
        "output_format": FORMAT,
        "test_output_format": FORMAT,
        "test_name_format": FORMAT,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["name", "status"],
                "properties": {
                    "score": {"type": "number"},
                    "max_score": {"type": "number"},
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"},
                    "number": {"type": "string", "pattern": r"^\d+\.\d+$"},
                    "output": {"type": "string"},
                    "visibility": VISIBILITY,
                    "extra_data": {"type": "object"},
                },
            },
        },
    },
}
# schema classroom50/result/v1
UTC, URL, WHOLE = (
    {"pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
    {"pattern": "^https?://"},
    {"type": "integer", "minimum": 0},
)
CLASSROOM50 = {
    "type": "object",
    "additionalProperties": False,
    "required": [
        "schema",
        "classroom",
        "assignment",
        "assignment_type",
        "owner",
        "submission",
        "commit",
        "release",
        "review",
        "datetime",
        "score",
        "max-score",
        "tests",
    ],
    "properties": {
        "schema": {"const": "classroom50/result/v1"},
        "classroom": {"type": "string"},
        "assignment": {"type": "string"},
        "assignment_type": {"enum": ["individual", "group"]},
        "owner": {"type": "string"},
        "submission": {"pattern": "^submit/"},
        "commit": URL,
        "release": URL,
        "review": URL,
        "datetime": UTC,
        "score": WHOLE,
        "max-score": WHOLE,
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["test-name", "passed", "score", "max-score"],
                "properties": {
                    "test-name": {"type": "string", "minLength": 1},
                    "passed": {"type": "boolean"},
                    "score": WHOLE,
                    "max-score": WHOLE,
                },
            },
        },
    },
}


def test_junit_is_read_by_junitparser(result: SubmissionResult, tmp_path: Path) -> None:
    """Suites, cases, outcomes and points come back; names are unique, as GitLab needs them."""
    path = tmp_path / "report.xml"
    path.write_text(render(result, "junit"), encoding="utf-8")
    suites = list(junitparser.JUnitXml.fromfile(str(path)))
    assert [s.name for s in suites] == ["Exercise 1, one", "Exercise 2, two", "Exercise 3, three", "Exercise 4, four"]
    assert [(s.tests, s.failures, s.errors, s.skipped) for s in suites] == [
        (6, 1, 2, 2),
        (2, 0, 2, 0),
        (1, 0, 0, 0),
        (1, 0, 0, 0),
    ]
    cases = [case for suite in suites for case in suite]
    assert len({(case.classname, case.name) for case in cases}) == len(cases)
    assert {p.name: p.value for p in suites[0].properties()} == {"score": "2.5", "max_score": "6", "bonus": "0"}
    (failure,) = cases[1].result
    assert failure.text.startswith("f(1.0) gave ")


def test_gradescope_takes_it(result: SubmissionResult) -> None:
    """It fits Gradescope's schema; the score is that of what counts, and so is the sum of its tests."""
    data = json.loads(render(result, "gradescope"))
    Draft202012Validator(GRADESCOPE).validate(data)
    assert data["score"] == result.score == sum(test.get("score", 0) for test in data["tests"])
    assert sum(test.get("max_score", 0) for test in data["tests"]) == pytest.approx(13.0)
    assert {data[f] for f in ("output_format", "test_output_format", "test_name_format")} == {"text"}


@pytest.mark.usefixtures("classroom50")
def test_classroom_50_takes_it(result: SubmissionResult) -> None:
    """It fits the schema; half points are made whole, and the time is the tag's, whenever it is graded."""
    data = json.loads(render(result, "classroom50"))
    Draft202012Validator(CLASSROOM50).validate(data)
    assert (data["score"], data["max-score"]) == (11, 26)
    assert data["score"] == sum(test["score"] for test in data["tests"])
    assert data["datetime"] == "2026-02-03T04:05:06Z"


def test_classroom_50_needs_its_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere it says so, by name."""
    monkeypatch.delenv("SUBMISSION_TAG", raising=False)
    with pytest.raises(UsageError, match="SUBMISSION_TAG"):
        render(whole("x"), "classroom50")


def read_as_the_reporter(data: dict[str, Any]) -> tuple[float, float]:
    """Return Points T/M as the autograding reporter's notice has them (its src/notify-classroom.js)."""
    assert data["status"] in ("pass", "fail", "error")
    assert all(test["status"] in ("pass", "fail", "error") for test in data["tests"])
    return sum(test["score"] for test in data["tests"]), data["max_score"]


def test_the_autograding_reporter_reads_it(result: SubmissionResult) -> None:
    """The notice has the points; no hidden test's code is in it."""
    data = json.loads(render(result, "autograding"))
    assert read_as_the_reporter(data) == (5.5, 13.0)
    assert {test["test_code"] for test in data["tests"]} == {""}
    assert [test["line_no"] for test in data["tests"]][:3] == [0, 3, 0]


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Return the workflow commands that a runner would obey (actions/runner, ActionCommandManager.cs)."""
    found, stopped = [], ""
    for line in re.split(r"\r\n|\r|\n", text):
        if stopped:
            stopped = "" if line.strip() == f"::{stopped}::" else stopped
        elif match := re.match(r"\s*::([^ :]+)(?: ([^:]*(?:[^:]|:(?!:))*?))?::(.*)", line):
            name, properties, data = match.groups()
            if name == "stop-commands":
                stopped = data
            else:
                pairs = dict(part.split("=", 1) for part in (properties or "").split(",") if part)
                read = {k: v.replace("%2C", ",").replace("%3A", ":") for k, v in pairs.items()}
                found.append((name, read, data))
    return found


def test_the_runner_obeys_no_word_of_the_learner(result: SubmissionResult) -> None:
    """Only our annotations are commands, whatever is printed, and the token is new each time."""
    found = commands(render(result, "github"))
    assert [name for name, _, _ in found] == ["notice", "error", "error", "error", "error", "warning"]
    assert found[0][2] == "5.5 of 13 points"
    assert found[1][1] == {"file": "two.py", "line": "7", "col": "1", "endColumn": "2", "title": "Exercise 2, two"}
    assert found[2][1]["line"] == "3"
    assert "line" not in found[3][1]
    assert "cell 2, line 1" in found[3][2]
    token = re.compile(r"::stop-commands::(\w+)")
    assert token.search(render(result, "github"))[1] != token.search(render(result, "github"))[1]  # type: ignore[index]


def test_no_more_annotations_than_github_shows() -> None:
    """Where there are more, the last that is shown says so."""
    many = tuple(CheckResult(str(i), f"check {i}", "failed", 0.0, 1.0, "no", "hint") for i in range(30))
    errors = [c for c in commands(render(exercise("x", checks=many), "github")) if c[0] == "error"]
    assert len(errors) == 10
    assert "21 more" in errors[-1][2]


def test_the_step_gets_its_summary_and_output(
    result: SubmissionResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are added to what other steps wrote; the output is the reporter's object in base64."""
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        (tmp_path / name).write_text("before\n")
        monkeypatch.setenv(name, str(tmp_path / name))
    write(result, "github", None)
    assert capsys.readouterr().out.startswith("::notice")
    assert (tmp_path / "GITHUB_STEP_SUMMARY").read_text().startswith("before\n## 5.5 of 13 points")
    _, output = (tmp_path / "GITHUB_OUTPUT").read_text().splitlines()
    assert read_as_the_reporter(json.loads(base64.b64decode(output.removeprefix("result=")))) == (5.5, 13.0)


def test_markdown_shows_a_learners_text_as_it_is() -> None:
    """No link, image, HTML, heading, mention or row of a table comes of it."""
    plain, nasty = (_shape(render(whole(text), "markdown")) for text in ("0.25", NASTY))
    assert nasty == plain
    written = render(whole(NASTY), "markdown")
    outside = re.sub(r"(?s)\n````\n.*?\n````\n", "", written)
    assert "@everyone" not in outside
    assert "http://" not in outside


def _shape(text: str) -> list[str]:
    """Return the kinds of everything that Markdown makes of a text, words and their escapes aside."""
    tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(text)
    words = ("text", "text_special", "softbreak")
    return [t.type for token in tokens for t in (token, *(token.children or [])) if t.type not in words]


def test_markdown_stays_under_the_limit_of_a_summary() -> None:
    """One over 1 MiB would be dropped whole."""
    long = SubmissionResult.of(tuple(exercise("x", i, stdout="ö" * 200_000) for i in range(9)))
    written = render(long, "markdown")
    assert len(written.encode()) < 1 << 20
    assert "too long" in written


class _Page(html.parser.HTMLParser):
    """Collects the tags of a page, and what they load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]
        self.loads += [value or "" for name, value in attrs if name in ("src", "href", "action", "data")]


def test_a_page_is_one_file_and_obeys_no_learner() -> None:
    """It loads nothing, runs nothing, and words that attack make the same page as plain ones, but for code in backticks."""
    plain, nasty = (_Page(render(whole(text), "html")) for text in ("0.25", NASTY))
    assert [tag for tag in nasty.tags if tag != "code"] == plain.tags
    assert not nasty.loads
    assert "script" not in nasty.tags
