"""`grade doctor`: what isolation this machine gives."""

from __future__ import annotations

import platform
import sys

import click

from grader.errors import FULL_MARKS, NOT_FULL_MARKS


@click.command()
def doctor() -> int:
    """Say what keeps a submission in on this machine, and what to do for more."""
    from grader.runner.doctor import examine

    report = examine()
    click.echo(
        f"Python {platform.python_version()} on {platform.system()} {platform.release()} ({platform.machine()}), {sys.executable}"
    )
    for protection in report.protections:
        click.echo(f"  {'holds' if protection.holds else 'MISSING':<8} {protection.what}: {protection.detail}")
    click.echo(f"Isolation: {report.isolation}.")
    for advice in report.advice:
        click.echo(advice)
    return FULL_MARKS if report.isolation == "full" else NOT_FULL_MARKS
