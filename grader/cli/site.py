"""`grade site`: the course as static files."""

from __future__ import annotations

from pathlib import Path

import click

from grader.core.errors import FULL_MARKS, UsageError


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--pyodide",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="The unpacked npm package pyodide: Python for the browser.",
)
@click.pass_obj
def site(course: Path | None, folder: Path, pyodide: Path | None) -> int:
    """Write the course into DIR as static files that run in any browser.

    Any web host can serve them, in any subfolder; nothing runs on the host. Learners' code runs in their own browser,
    and so do the tests: it is practice, not for marks. If DIR holds a site that this command wrote, it is replaced.
    """
    try:
        import jinja2  # noqa: F401
        import latex2mathml.converter  # noqa: F401
        import markdown_it  # noqa: F401
    except ModuleNotFoundError:
        raise UsageError("Building a site needs the extra `site`: pip install 'primer-grader[site]'.") from None
    from grader.cli.progress import Progress
    from grader.core.course import load_course
    from grader.site.build import PYODIDE, build

    if pyodide is None:
        raise UsageError(
            f"A site needs Python for the browser. Run `npm pack pyodide@{PYODIDE}`, unpack the file, and give its folder "
            "with --pyodide."
        )
    with Progress("Building the site"):
        files = build(load_course(course), folder, pyodide)
    size, sent = (sum(getattr(one, field) for one in files) / 1e6 for field in ("size", "gzip"))
    click.echo(f"{folder} holds the course: {len(files)} files, {size:.1f} MB, {sent:.1f} MB as a web host sends them.")
    click.echo(f"Try it: python -m http.server --directory {folder}")
    return FULL_MARKS
