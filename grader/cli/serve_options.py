"""What the commands of `grade serve` share: their options, and what they need to be installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.core.errors import UsageError

if TYPE_CHECKING:
    from grader.serve.hosted.database import HostedDatabase

MISSING = "Serving a class needs the extra `serve`: pip install 'primer-grader[serve]'."
_DATABASE = "grades/gradebook.sqlite"

database_option = click.option(
    "--database",
    metavar="URL",
    default=_DATABASE,
    show_default=True,
    help="Where everything is kept: an SQLite file, or postgresql://HOST/DATABASE. It is also the gradebook.",
)
url_option = click.option(
    "--url", metavar="URL", help="The address that learners open, if another web server is in front of this one."
)


def open_database(database: str) -> HostedDatabase:
    """Open the database of a hosted course; make it where there is none.

    Raises:
        UsageError: it cannot be opened.
    """
    from grader.serve.hosted.database import HostedDatabase

    return HostedDatabase(database)


def demand_extras() -> None:
    """Raise UsageError where a library that serving needs is missing."""
    try:
        import httpx2  # noqa: F401
        import jinja2  # noqa: F401
        import joserfc  # noqa: F401
        import latex2mathml.converter  # noqa: F401
        import markdown_it  # noqa: F401
        import sqlalchemy  # noqa: F401
        import uvicorn  # noqa: F401
    except ModuleNotFoundError:
        raise UsageError(MISSING) from None
