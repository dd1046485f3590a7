"""The result as JUnit XML, as GitLab, Jenkins and others read it: a suite an exercise, a case a check.

What a learner got wrong is a `failure`, what gave no answer an `error`; what costs nothing (a stretch check, a fault of
the grader) is `skipped`. All words stand in the element's text: GitLab shows no `message`. Points are properties.
"""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from grader.core.points import format_points
from grader.core.results import CheckResult, ExerciseResult
from grader.reports.common import Result, exercises, one_line, title, told, unique

_MOST = 20_000  # characters in one element: GitLab takes files of up to 30 MB


def render(result: Result) -> str:
    """Return the XML."""
    root = Xml.Element("testsuites", name="grade")
    for exercise in exercises(result):
        root.append(_suite(exercise))
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def _suite(exercise: ExerciseResult) -> Xml.Element:
    suite = Xml.Element("testsuite", name=title(exercise), time=f"{exercise.seconds:.3f}")
    properties = Xml.SubElement(suite, "properties")
    for name, value in (("score", exercise.score), ("max_score", exercise.max_score), ("bonus", exercise.bonus)):
        Xml.SubElement(properties, "property", name=name, value=format_points(value))
    cases = []
    # GitLab counts only the first case of a name
    for check, name in zip(exercise.checks, unique([one_line(c.title) for c in exercise.checks]), strict=True):
        case = Xml.SubElement(suite, "testcase", classname=title(exercise), name=name, file=one_line(exercise.file))
        case.set("time", "0")
        cases.append(case)
        outcome = _outcome(exercise, check)
        if outcome:
            element = Xml.SubElement(case, outcome, type=check.status)
            element.text = told(exercise, check)[:_MOST]
    for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(count, str(sum(case.find(tag) is not None for case in cases)))
    suite.set("tests", str(len(cases)))
    return suite


def _outcome(exercise: ExerciseResult, check: CheckResult) -> str:
    if check.status == "passed":
        return ""
    if check.stretch or check.status == "ungraded" or exercise.bonus_exercise:
        return "skipped"
    return "failure" if check.status == "failed" else "error"
