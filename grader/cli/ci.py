"""`grade ci`: the files that make grading run elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from grader.core.errors import UsageError

_NEXT = {
    "github": "Commit it to the learners' template repository; with a private course, add the secret COURSE_TOKEN.",
    "gitlab": "Commit it to the learners' project; with a private course, let its job token be used by theirs.",
    "classroom50": "Commit it to your classroom50 repository, in CLASSROOM/autograders/ASSIGNMENT.",
    "gradescope": "Upload it as the assignment's autograder. It holds the solutions: keep it to yourself.",
}
_INSTALLS = ("github", "gitlab", "classroom50")
_FETCHES = ("github", "gitlab")


@click.command()
@click.argument("where", type=click.Choice(list(_NEXT)))
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option(
    "--from",
    "source",
    metavar="SOURCE",
    help="The grader that GitHub, GitLab or Classroom 50 installs: its wheel file, or git+https://HOST/REPOSITORY@COMMIT.",
)
@click.option(
    "--course-repository",
    "repository",
    metavar="OWNER/NAME",
    help="The private repository there that holds your course; by default the built-in one is used.",
)
@click.option(
    "--image",
    metavar="NAME@sha256:DIGEST",
    help="The container image of GitLab's job, with Python 3.11 or newer, pip and git; by default the official Python.",
)
@click.pass_obj
def ci(
    course: Path | None, where: str, folder: Path, source: str | None, repository: str | None, image: str | None
) -> None:
    """Write the files into DIR with which GitHub, GitLab, Classroom 50 or Gradescope grade."""
    from grader.classroom import ci as files
    from grader.classroom.ci.source import read_source
    from grader.core.course import load_course

    if source and where not in _INSTALLS:
        raise UsageError("The zip for Gradescope holds this grader itself; leave --from out.")
    if repository and where not in _FETCHES:
        raise UsageError("The course itself is written here; give its folder: grade --course PATH ci …")
    if course is not None and where in _FETCHES:
        raise UsageError("Name the repository that holds your course with --course-repository OWNER/NAME.")
    if image and where != "gitlab":
        raise UsageError("Only GitLab's job runs in an image; leave --image out.")
    if where == "gradescope":
        made = files.gradescope(load_course(course))
    elif where == "classroom50":
        made = files.classroom50(read_source(source), load_course(course) if course else None)
    elif where == "gitlab":
        made = files.gitlab(read_source(source), repository, image)
    else:
        made = files.github(read_source(source), repository)
    for path in files.write(folder, made):
        click.echo(f"wrote {path}")
    click.echo(_NEXT[where])
