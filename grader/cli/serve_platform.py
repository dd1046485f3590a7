"""`grade serve platform` and `grade serve scores`: course sites that open the course by LTI, and scores on their way there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from grader.cli.serve_options import database_option, demand_extras, open_database, url_option
from grader.core.errors import FULL_MARKS, UsageError

if TYPE_CHECKING:
    from grader.serve.hosted.database import HostedDatabase
    from grader.serve.lti.platforms import Platforms

_CANVAS = "https://sso.canvaslms.com"

Option = Callable[[Any], Any]
_origin_option: Option = click.option(
    "--origin",
    "origins",
    multiple=True,
    metavar="URL",
    help="Another address of the course site, for example the address of its services.",
)


@contextmanager
def _opened(database: str) -> Iterator[tuple[HostedDatabase, Platforms]]:
    demand_extras()
    from grader.serve.lti.platforms import Platforms
    from grader.serve.lti.tables import prepare_lti

    opened = open_database(database)
    try:
        prepare_lti(opened)
        yield opened, Platforms(opened)
    finally:
        opened.close()


@click.group()
def platform() -> None:
    """Let course sites such as Moodle and Canvas open the course, and send them the scores (LTI 1.3)."""


@platform.command()
@click.argument("name")
@click.option("--moodle", metavar="URL", help="The address of a Moodle site. Its other addresses follow from it.")
@click.option("--canvas", metavar="URL", help="The address of a school's Canvas. Canvas's own addresses are known.")
@click.option(
    "--issuer",
    metavar="URL",
    help="For any other site: its issuer, with the three addresses below.",
)
@click.option("--auth-url", metavar="URL", help="Where browsers sign in.")
@click.option("--token-url", metavar="URL", help="Where access tokens are given.")
@click.option("--key-set-url", metavar="URL", help="Where the site's public keys are.")
@click.option("--client-id", metavar="ID", required=True, help="What the site calls this tool.")
@click.option("--deployment", "deployments", multiple=True, metavar="ID", help="What the site calls a deployment.")
@click.option("--any-deployment", is_flag=True, help="Let every deployment of this site open the course.")
@_origin_option
@database_option
@url_option
def add(
    name: str,
    moodle: str | None,
    canvas: str | None,
    issuer: str | None,
    auth_url: str | None,
    token_url: str | None,
    key_set_url: str | None,
    client_id: str,
    deployments: tuple[str, ...],
    any_deployment: bool,
    origins: tuple[str, ...],
    database: str,
    url: str | None,
) -> int:
    """Register a course site as NAME, with what it shows of this tool."""
    demand_extras()
    from grader.serve.hosted.audit import record
    from grader.serve.lti.addresses import origin_of
    from grader.serve.lti.platforms import Platform

    given: tuple[str, ...]
    if moodle:
        site = moodle.rstrip("/")
        given = (site, *(f"{site}/mod/lti/{name}.php" for name in ("auth", "token", "certs")))
    elif canvas:
        own = [
            f"{_CANVAS}/{path}"
            for path in ("api/lti/authorize_redirect", "login/oauth2/token", "api/lti/security/jwks")
        ]
        given = ("https://canvas.instructure.com", *own)
        origins = (*origins, origin_of(canvas))
    elif issuer and auth_url and token_url and key_set_url:
        given = (issuer, auth_url, token_url, key_set_url)
    else:
        raise UsageError("Give --moodle URL, --canvas URL, or all of --issuer, --auth-url, --token-url, --key-set-url.")
    if not deployments and not any_deployment:
        raise UsageError("Give the site's --deployment ID, or --any-deployment.")
    site_issuer, auth, token, key_set = given
    with _opened(database) as (opened, platforms):
        one = Platform(0, name, site_issuer, client_id, auth, token, "", key_set, origins, any_deployment)
        platforms.add(one, deployments)
        record(opened, "", "register platform", name, site_issuer)
    click.echo(f"{name} may open the course.")
    if url:
        _tell_addresses(url)
    return FULL_MARKS


def _tell_addresses(url: str) -> None:
    site = url.rstrip("/")
    for what, path in (
        ("tool and redirect address", "/lti/launch"),
        ("login address", "/lti/login"),
        ("key set", "/lti/keys"),
    ):
        click.echo(f"{what}\t{site}{path}")


@platform.command()
@click.argument("name")
@click.argument("site")
@_origin_option
@database_option
@url_option
def invite(name: str, site: str, origins: tuple[str, ...], database: str, url: str | None) -> int:
    """Print an address with which the course site at SITE can register itself as NAME, once and within an hour."""
    with _opened(database) as (_, platforms):
        code = platforms.invite(name, [site, *origins])
    click.echo(f"{(url or 'http://127.0.0.1:8000').rstrip('/')}/lti/register/{code}")
    return FULL_MARKS


@platform.command("list")
@database_option
def list_platforms(database: str) -> int:
    """Print every course site: name, issuer, client id, deployments, and what went wrong with its lists of people."""
    with _opened(database) as (opened, platforms):
        from grader.serve.lti.contexts import troubles

        for one in platforms.all():
            known = ", ".join(platforms.deployments(one)) or "no deployment yet"
            click.echo(f"{one.name}\t{one.issuer}\t{one.client_id}\t{known}")
            for section, trouble in troubles(opened, one):
                click.echo(f"\t{section}: {trouble}")
    return FULL_MARKS


@platform.command()
@click.argument("name")
@click.argument("deployment_id")
@database_option
def deployment(name: str, deployment_id: str, database: str) -> int:
    """Let one more deployment, DEPLOYMENT_ID, of the course site NAME open the course."""
    with _opened(database) as (opened, platforms):
        from grader.serve.hosted.audit import record

        platforms.add_deployment(platforms.called(name), deployment_id)
        record(opened, "", "add deployment", name, deployment_id)
    return FULL_MARKS


@platform.command()
@click.argument("name")
@click.argument("address")
@database_option
def origin(name: str, address: str, database: str) -> int:
    """Let the course site NAME have services and pages at ADDRESS, too."""
    with _opened(database) as (opened, platforms):
        from grader.serve.hosted.audit import record

        platforms.add_origin(platforms.called(name), address)
        record(opened, "", "add origin", name, urlsplit(address).netloc)
    return FULL_MARKS


@platform.command()
@click.argument("name")
@database_option
def remove(name: str, database: str) -> int:
    """Remove the course site NAME: its people are signed out, and no score goes there. Their work and marks stay."""
    with _opened(database) as (opened, platforms):
        from grader.serve.hosted.audit import record

        platforms.remove(platforms.called(name))
        record(opened, "", "remove platform", name)
    return FULL_MARKS


@platform.command("rotate-keys")
@database_option
def rotate_keys(database: str) -> int:
    """Sign with the next key from now on. Course sites know it already: two keys are always published."""
    with _opened(database) as (opened, _):
        from grader.serve.hosted.audit import record
        from grader.serve.lti.tool_keys import ToolKeys

        ToolKeys(opened).rotate()
        record(opened, "", "rotate keys")
    return FULL_MARKS


@click.command()
@click.option("--again", is_flag=True, help="Try again the scores that could not be sent.")
@database_option
def scores(again: bool, database: str) -> int:
    """Print the scores that have not arrived at a course site: whose, of what, state, tries, and the last trouble."""
    with _opened(database) as (opened, _):
        from grader.serve.hosted.audit import record
        from grader.serve.lti.score_jobs import ScoreJobs

        jobs = ScoreJobs(opened)
        if again:
            record(opened, "", "send scores again", detail=f"{jobs.retry_failed()} scores")
        for key, item, state, tries, trouble in jobs.troubles():
            click.echo("\t".join([key, item or "course", state, str(tries), trouble]))
    return FULL_MARKS
