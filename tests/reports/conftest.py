"""Results to write: an ordinary one, and one in which every text tries to be more than text."""

from __future__ import annotations

import pytest

from grader.core.results import CheckResult, ExerciseResult, Location, Mistake, SubmissionResult

NASTY = (
    "::error::forged\n::set-output name=x::1\r\n]]></failure><script>alert(1)</script> `code` **bold** | @everyone #1 "
    "[link](http://evil.example) <img src=x onerror=alert(2)> \x00\x1b[31m\x07\ud800\u202egnorw %0A {{ 7*7 }} =1+1 "
    "``` 🎓"
)


def exercise(text: str, number: int = 1, **values: object) -> ExerciseResult:
    """Return an exercise with a check of each kind, whose words are `text`."""
    checks = (
        CheckResult("a", "the first holds", "passed", 2.0, 2.0),
        CheckResult(
            "b",
            "the second holds",
            "failed",
            0.0,
            1.5,
            f"f(1.0) gave {text}",
            "Look at the sign.",
            location=Location("one.py", 3, 5, 9, "    return 1 - x"),
        ),
        CheckResult(
            "c",
            "the third holds",
            "error",
            0.0,
            1.0,
            f"Your code raised ValueError: {text}",
            "Look again.",
            location=Location("one.ipynb, cell 2", 1, None, None, "boom()"),
        ),
        CheckResult("c2", "the third holds", "timeout", 0.0, 1.0, "It was stopped after 5 s.", "Does it end?"),
        CheckResult("d", "it is exact", "failed", 0.0, 2.0, "not yet", "Go on.", stretch=True),
        CheckResult("e", "it can be judged", "ungraded", 0.5, 0.5, "This is not your fault."),
    )
    standard: dict[str, object] = {
        "exercise": number,
        "name": "one",
        "file": "one.py",
        "status": "graded",
        "score": 2.5,
        "max_score": 6.0,
        "bonus": 0.0,
        "checks": checks,
        "misconception": Mistake("sign", f"The sign is turned. {text}"),
        "seed": 1,
        "stdout": f"{text}\n",
        "isolation": "full",
        "seconds": 0.25,
        "notes": (f"one.ipynb beside it was not graded. {text}",),
    }
    return ExerciseResult(**{**standard, **values})  # type: ignore[arg-type]


def whole(text: str) -> SubmissionResult:
    """Return a submission: graded, broken, full marks, and one beyond."""
    broken = tuple(CheckResult(i, f"check {i}", "error", 0.0, 2.0, f"Python cannot read it: {text}") for i in "xy")
    full = (CheckResult("z", "all is well", "passed", 3.0, 3.0),)
    return SubmissionResult.of(
        (
            exercise(text),
            exercise(
                text,
                2,
                name="two",
                file="two.py",
                status="broken",
                score=0.0,
                max_score=4.0,
                checks=broken,
                message=f"Python cannot read it: {text}",
                misconception=None,
                stdout="",
                notes=(),
                location=Location("two.py", 7, 1, 2, "def ("),
            ),
            exercise(
                text,
                3,
                name="three",
                file="three.py",
                score=3.0,
                max_score=3.0,
                checks=full,
                misconception=None,
                stdout="",
                notes=(),
            ),
            exercise(
                text,
                4,
                name="four",
                file="four.py",
                score=0.0,
                max_score=0.0,
                bonus=3.0,
                checks=full,
                misconception=None,
                stdout="",
                notes=(),
                bonus_exercise=True,
            ),
        )
    )


@pytest.fixture(name="result", params=["plain", "nasty"])
def _result(request: pytest.FixtureRequest) -> SubmissionResult:
    """Give a submission's result, once with plain words and once with words that attack."""
    return whole("0.25" if request.param == "plain" else NASTY)


@pytest.fixture(name="classroom50")
def _classroom50(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set what Classroom 50 sets."""
    for name, value in {
        "CLASSROOM": "cs1",
        "ASSIGNMENT": "primer",
        "ASSIGNMENT_TYPE": "individual",
        "OWNER": "anna",
        "USERNAME": "anna",
        "SUBMISSION_TAG": "submit/2026-02-03T04-05-06Z-abc1234",
        "COMMIT_URL": "https://example.org/c",
        "RELEASE_URL": "https://example.org/r",
        "REVIEW_URL": "https://example.org/v",
    }.items():
        monkeypatch.setenv(name, value)
