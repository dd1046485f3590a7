"""`grade report`: a class, or one learner, as a page."""

from __future__ import annotations

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
        from grader.classroom.feedback import one_learner

        found = one_learner(gradebook, load_course(course), learner)
    if found is None:
        raise UsageError(f"There is nobody called {learner!r} in the gradebook; `grade gradebook export` lists all.")
    write_file(output, found.as_html())
