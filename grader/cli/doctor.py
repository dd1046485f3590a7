"""`grade doctor`: what isolation this machine gives."""

from __future__ import annotations

import platform
import sys

import click

from grader.cli.console import fitted
from grader.core.errors import FULL_MARKS, NOT_FULL_MARKS


@click.command()
def doctor() -> int:
    """Test how well this machine isolates a submission, and say how to improve it."""
    from grader.sandbox.doctor import examine

    report = examine()
    system = f"{platform.system()} {platform.release()} ({platform.machine()})"
    _tell(f"Python {platform.python_version()} on {system}, {sys.executable}")
    for protection in report.protections:
        _tell(f"  {'holds' if protection.holds else 'MISSING':<8} {protection.what}: {protection.detail}", 11)
    click.echo(f"Isolation: {report.isolation}.")
    for advice in report.advice:
        _tell(advice)
    return FULL_MARKS if report.isolation == "full" else NOT_FULL_MARKS


def _tell(line: str, hang: int = 0) -> None:
    click.echo(fitted(line, sys.stdout, hang))
