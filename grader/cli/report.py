"""`grade report`: a class, or one learner, as a page."""

from __future__ import annotations

import json
from pathlib import Path

import click

from grader.core.errors import UsageError


@click.command()
@click.option("--gradebook", "url", metavar="URL", help="The gradebook; grades/gradebook.sqlite by default.")
@click.option(
    "--output",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the page into FILE.",
)
@click.option("--learner", metavar="NAME", help="Only this learner, as the page that you can hand back.")
@click.pass_obj
def report(course: Path | None, url: str | None, output: Path, learner: str | None) -> None:
    """Show the class: scores, where the chain breaks, each check, misconceptions, wrong answers that nothing explains.

    The page is one file that needs nothing from the network. It names learners: it is not for them.
    """
    from grader.classroom.gradebook.store import DEFAULT, Gradebook
    from grader.core.course import load_course
    from grader.core.files import write_file

    with Gradebook(url or DEFAULT) as gradebook:
        if learner is None:
            from grader.classroom.report import render

            write_file(output, render(gradebook, load_course(course)))
            return
        found = next(gradebook.learners([learner]), None)
        answered = next(gradebook.learners([learner], kind="quiz"), None)
    who = found or answered
    if who is None:
        raise UsageError(f"There is nobody called {learner!r} in the gradebook; `grade gradebook export` lists all.")
    from grader.classroom.quiz_report import taken
    from grader.classroom.task import from_json
    from grader.core.results import SubmissionResult
    from grader.reports.html import render as render_learner

    results = [from_json(json.dumps(document)) for document in (found.results if found else {}).values()]
    whole = SubmissionResult.of(tuple(sorted(results, key=lambda result: result.exercise)))
    quizzes = taken(answered.results if answered else {}, load_course(course).root)
    write_file(output, render_learner(whole, who.name or who.key, quizzes))
