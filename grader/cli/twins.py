"""`grade gradebook twins`: programs that look alike, for a person to look at."""

from __future__ import annotations

import csv
import json
import sys

import click

from grader.cli.options import format_option, gradebook_option, section_option
from grader.core.text import safe_name


@click.command()
@section_option("Only pairs with a learner in this section of the roster.")
@format_option("How to write the pairs.", "text", "csv", "json")
@gradebook_option
def twins(section: str | None, format_: str, url: str | None) -> None:
    """List pairs of learners whose programs are the same, or the same except for names, comments and layout.

    Short exercises often look alike. Nothing is decided: look at both programs.
    """
    from grader.classroom.gradebook.cells import plain_cell
    from grader.classroom.gradebook.marks import of_section
    from grader.classroom.gradebook.store import DEFAULT, Gradebook
    from grader.classroom.twins import WARNING, pairs

    with Gradebook(url or DEFAULT) as gradebook:
        found = pairs(gradebook.programs())
        if section is not None:
            chosen = {one.key for one in of_section(gradebook.marks(), section)}
            found = [pair for pair in found if {pair.first, pair.second} & chosen]
    if format_ == "json":
        click.echo(json.dumps({"schema": 1, "warning": WARNING, "pairs": [pair._asdict() for pair in found]}, indent=1))
        return
    if format_ == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(["exercise", "first", "second", "identical", "nodes", "sharing"])
        for pair in found:
            names = map(plain_cell, pair[:3])
            writer.writerow([*names, "yes" if pair.identical else "no", pair.nodes, pair.sharing])
        return
    for pair in found:
        how = "the same file" if pair.identical else "the same except for names, comments and layout"
        more = f"; {pair.sharing} learners have it" if pair.sharing > 2 else ""
        who = f"{safe_name(pair.first)} and {safe_name(pair.second)}"
        click.echo(f"{safe_name(pair.exercise)}: {who}: {how}{more} (size {pair.nodes})")
    click.echo(WARNING if found else "No two programs look alike.")
