"""What the commands of `grade serve` share: their options, and what they need to be installed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from grader.core.errors import UsageError

if TYPE_CHECKING:
    from grader.serve.hosted.database import HostedDatabase
    from grader.serve.oidc.provider import OidcSettings

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

oidc_options = (
    click.option(
        "--oidc", metavar="ISSUER", help="Let people sign in at this OpenID provider, such as their school's."
    ),
    click.option(
        "--oidc-client", metavar="ID", help="The course's client ID there. Its secret is in GRADE_OIDC_SECRET."
    ),
    click.option("--oidc-claim", metavar="NAME", default="email", show_default=True, help="What names a person there."),
)
"""Those of a sign-in with a school's own accounts."""


def school_of(issuer: str | None, client: str | None, claim: str) -> OidcSettings | None:
    """Return a school's sign-in as it is asked for, or None for none.

    Raises:
        UsageError: the issuer or the client is missing, or the issuer is no address.
    """
    if issuer is None and client is None:
        return None
    if not issuer or not client:
        raise UsageError("Signing in at an OpenID provider needs both --oidc and --oidc-client.")
    from grader.serve.oidc.provider import OidcSettings

    settings = OidcSettings(issuer, client, os.environ.get("GRADE_OIDC_SECRET", ""), claim)
    settings.check()
    return settings


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
