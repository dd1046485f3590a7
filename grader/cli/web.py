"""`grade web`: the course as a page in the browser, over a folder."""

from __future__ import annotations

from pathlib import Path

import click

from grader.core.errors import FULL_MARKS, UsageError

MISSING = "The page needs the extra `web`: pip install 'primer-grader[web]'."


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="The port; a free one if left out.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser, only print the address.")
@click.pass_obj
def web(course: Path | None, path: Path, port: int, no_browser: bool) -> int:
    """Open the course as a page in the browser: lessons, an editor over the files of PATH, Check, hints.

    What you write on the page is saved into the files, and what you save in an editor shows on the page. Ctrl-C ends it.
    """
    from grader.sandbox.sandbox import Sandbox

    if not path.is_dir():
        raise UsageError(
            f"{path}: this is not a folder. Give the folder of your files, or create one with `grade init {path}`."
        )
    with Sandbox() as sandbox:
        try:
            import jinja2  # noqa: F401
            import latex2mathml.converter  # noqa: F401
            import markdown_it  # noqa: F401
            import uvicorn  # noqa: F401

            from grader.serve.course_app import build
            from grader.serve.loopback import run
            from grader.serve.session import Session
        except ModuleNotFoundError as error:
            if (error.name or "").startswith("grader"):
                raise
            raise UsageError(MISSING) from None
        import threading

        from grader.cli.parameters import course_for
        from grader.core.course import load_course

        loaded = load_course(course_for(course, path))
        session = Session(loaded, path, sandbox)
        threading.Thread(target=session.look, daemon=True).start()
        run(
            lambda port, close: build(session, port=port),
            port=port,
            browser=not no_browser,
            say=lambda address: click.echo(
                f"The course is at {address}\nYour files are in {path.resolve()}. Press Ctrl-C here to stop."
            ),
        )
    return FULL_MARKS
