"""`grade report`: a class, or one learner, as a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import output_option, section_option
from grader.core.errors import UsageError

if TYPE_CHECKING:
    from grader.core.course import Course


@click.command()
@click.option(
    "--gradebook",
    "urls",
    metavar="URL",
    multiple=True,
    help="The gradebook; grades/gradebook.sqlite by default. Give several to compare them.",
)
@output_option("Write the page into FILE.", required=True)
@section_option()
@click.option("--bonus", is_flag=True, help="Add the bonus points to the score.")
@click.option("--learner", metavar="NAME", help="Only this learner, as the page that you can hand back.")
@click.pass_obj
def report(
    course: Path | None, urls: tuple[str, ...], output: Path, section: str | None, bonus: bool, learner: str | None
) -> None:
    """Show the class: where the chain breaks, who is stuck or missing, everybody's marks, mistakes, and the quiz.

    The page is one file that needs nothing from the network. It names learners: it is not for them.
    """
    from grader.classroom.gradebook.store import DEFAULT, Gradebook
    from grader.core.course import load_course
    from grader.core.files import write_file

    if learner is not None and (section or bonus or len(urls) > 1):
        raise UsageError(
            "--learner is the page of one learner of one gradebook; leave out --section, --bonus and others."
        )
    loaded = load_course(course)
    if len(urls) > 1:
        write_file(output, _compared(urls, loaded, section))
        return
    with Gradebook(urls[0] if urls else DEFAULT) as gradebook:
        if learner is None:
            from grader.classroom.report import render

            write_file(output, render(gradebook, loaded, section, bonus=bonus))
            return
        from grader.classroom.feedback import one_learner

        found = one_learner(gradebook, loaded, gradebook.people.key_of(learner))
    if found is None:
        raise UsageError(f"{learner!r} has not handed in anything, so there is no page yet.")
    write_file(output, found.as_html())


def _compared(urls: tuple[str, ...], course: Course, section: str | None) -> str:
    """Return the page over several gradebooks, each called by its file, or its folder where files are called alike."""
    from grader.classroom.gradebook.database import file_of
    from grader.classroom.gradebook.marks import of_section
    from grader.classroom.gradebook.store import Gradebook
    from grader.classroom.report import render_several

    files = [file_of(url) for url in urls]
    stems = [file.stem if file else url.rpartition("/")[2] for file, url in zip(files, urls, strict=True)]
    if len(set(stems)) < len(stems):
        stems = [
            f"{file.resolve().parent.name}/{file.stem}" if file else url for file, url in zip(files, urls, strict=True)
        ]
    named = []
    for title, url in zip(stems, urls, strict=True):
        with Gradebook(url) as gradebook:
            named.append((title, of_section(gradebook.marks(course), section)))
    return render_several(named)
