"""`grade ci`: the files that make grading run elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from grader.core.errors import UsageError

_NEXT = {
    "github": "Commit it to the learners' template repository; with a private course, add the secret COURSE_TOKEN.",
    "gitlab": "Commit it to the learners' project; with a private course, let its job token be used by theirs.",
    "gradescope": "Upload it as the assignment's autograder. It holds the solutions: keep it to yourself.",
}


@click.command()
@click.argument("where", type=click.Choice(list(_NEXT)))
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option(
    "--course-repository",
    "repository",
    metavar="OWNER/NAME",
    help="The private repository there that holds your course; by default the built-in one is used.",
)
@click.pass_obj
def ci(course: Path | None, where: str, folder: Path, repository: str | None) -> None:
    """Write into DIR what makes grading run on GitHub, GitLab or Gradescope."""
    from grader.classroom import ci as files
    from grader.core.course import load_course

    if where == "gradescope":
        if repository:
            raise UsageError(
                "The zip for Gradescope holds the course itself; give its folder: grade --course PATH ci …"
            )
        made = files.gradescope(load_course(course))
    else:
        if course is not None:
            raise UsageError("Name the repository that holds your course with --course-repository OWNER/NAME.")
        made = files.github(repository) if where == "github" else files.gitlab(repository)
    for path in files.write(folder, made):
        click.echo(f"wrote {path}")
    click.echo(_NEXT[where])
