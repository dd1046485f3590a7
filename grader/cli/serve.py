"""`grade serve`: the course hosted for a class."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from grader.cli.options import output_option
from grader.cli.parameters import course_for, seed
from grader.cli.serve_options import database_option, demand_extras, open_database, url_option
from grader.cli.serve_platform import platform, scores
from grader.core.errors import FULL_MARKS, UsageError
from grader.core.sentences import counted

_course_option = click.option(
    "--course",
    "own_course",
    metavar="PATH",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The course's folder.",
)


@click.group(invoke_without_command=True)
@_course_option
@database_option
@click.option(
    "--bind",
    metavar="HOST:PORT",
    default="127.0.0.1:8000",
    show_default=True,
    help="The address and port to listen on.",
)
@url_option
@click.option(
    "--graders",
    type=click.IntRange(1, 256),
    help="How many grading processes; by default one a core, at least two.",
)
@click.option(
    "--seed", "seed_", default="1", callback=lambda _, __, value: seed(value), help="The seed of the hidden inputs."
)
@click.option("--demo", is_flag=True, help="Try it with invented people. Their links are printed, and nothing is kept.")
@click.pass_context
def serve(
    context: click.Context,
    own_course: Path | None,
    database: str,
    bind: str,
    url: str | None,
    graders: int | None,
    seed_: int,
    demo: bool,
) -> int | None:
    """Serve the course to a class: accounts, hidden tests, marks in the gradebook.

    Learners sign in with personal links, which `grade serve people ROSTER` makes. Results are in the gradebook at
    --database: `grade gradebook export`, `report` and `feedback` work on it. Ctrl-C ends it when all is answered.
    """
    if context.invoked_subcommand is not None:
        return None
    demand_extras()
    import tempfile

    from grader.serve.hosted.isolation import demand_isolation

    demand_isolation()
    with tempfile.TemporaryDirectory(prefix="grade-demo-") as folder:
        where = f"{folder}/demo.sqlite" if demo else database
        _serve(own_course or context.obj, where, bind, url, graders or max(2, os.cpu_count() or 1), seed_, demo)
    return FULL_MARKS


def _serve(
    course: Path | None, database: str, bind: str, url: str | None, graders: int, seed_: int, demo: bool
) -> None:
    from grader.core.course import load_course
    from grader.serve.hosted.demo import invent
    from grader.serve.hosted.hosting import Hosting
    from grader.serve.hosted.server import listen, public_url, run_server
    from grader.serve.lti.routes import build_with_lti

    loaded = load_course(course_for(course))
    listening, place = listen(bind)
    address = public_url(url, place)
    opened = open_database(database)
    hosting = Hosting(loaded, opened, address, graders=graders, seed=seed_)

    def started() -> None:
        click.echo(f"{loaded.title} is at {address} ({opened.where}). Ctrl-C ends it.")
        for who, link in invent(hosting.accounts, address) if demo else ():
            click.echo(f"{who}: {link}")

    run_server(build_with_lti(hosting, quiet=demo), listening, started)


@serve.command()
@click.argument("roster", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@database_option
@url_option
@click.option(
    "--role",
    type=click.Choice(["learner", "assistant", "instructor"]),
    default="learner",
    show_default=True,
    help="The role of everybody in the roster.",
)
@click.option("--again", is_flag=True, help="Also make new links for people who have one. The old links stop working.")
def people(roster: Path, database: str, url: str | None, role: str, again: bool) -> int:
    """Add everybody of a ROSTER, a CSV as `grade submissions` takes, and print a sign-in link for each new one.

    A link works once, within 30 days. It is printed here and kept nowhere: only its hash is in the database.
    """
    demand_extras()
    from grader.classroom.roster_file import read_roster
    from grader.serve.hosted.audit import record
    from grader.serve.hosted.people import PLATFORM_PREFIX, Accounts

    persons = list(read_roster(roster))
    if wrong := next((one.key for one in persons if one.key.startswith(PLATFORM_PREFIX)), None):
        raise UsageError(f"{roster}: {wrong!r} begins with {PLATFORM_PREFIX}, which only people from a course site do.")
    opened = open_database(database)
    try:
        accounts = Accounts(opened)
        known = {one.key for one in accounts.all()}
        for one in persons:
            made = accounts.account(one.key, one.name, one.email, role, [one.section])  # type: ignore[arg-type]
            record(opened, "", "enrol", made.key, role)
            if again or made.key not in known:
                click.echo(f"{made.key}\t{(url or 'http://127.0.0.1:8000').rstrip('/')}/enter#{accounts.link(made)}")
    finally:
        opened.close()
    return FULL_MARKS


@serve.command()
@click.argument("key")
@database_option
def revoke(key: str, database: str) -> int:
    """End all sessions and unused links of the person called KEY."""
    demand_extras()
    from grader.serve.hosted.audit import record
    from grader.serve.hosted.people import Accounts, Sessions

    opened = open_database(database)
    try:
        found = Accounts(opened).find(key)
        if found is None:
            raise UsageError(f"There is no person {key!r} in this course.")
        count = Sessions(opened).revoke(found)
        record(opened, "", "revoke", key, f"{count} sessions")
    finally:
        opened.close()
    click.echo(f"{counted(count, '{} session', '{} sessions')} of {key} ended.")
    return FULL_MARKS


@serve.command()
@database_option
@_course_option
@output_option("Write the hand-ins into FILE.", required=True)
@click.pass_context
def export(context: click.Context, database: str, own_course: Path | None, output: Path) -> int:
    """Write every hand-in with its sources and its result into FILE, one JSON object a line."""
    demand_extras()
    from grader.core.course import load_course
    from grader.core.files import write_file
    from grader.serve.hosted.audit import record
    from grader.serve.hosted.hand_ins import HandIns

    opened = open_database(database)
    try:
        hand_ins = HandIns(opened, load_course(course_for(own_course or context.obj)))
        write_file(output, "".join(json.dumps(one) + "\n" for one in hand_ins.export()))
        record(opened, "", "export")
    finally:
        opened.close()
    return FULL_MARKS


serve.add_command(platform)
serve.add_command(scores)
