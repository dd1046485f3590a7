"""What `--help` says: every command, option and argument is explained."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from grader.cli import group


def test_every_command_option_and_argument_has_help() -> None:
    """An option has a text of its own; an argument, or each choice of it, is named in the text of its command."""
    context = click.Context(group)
    found = list(_commands(group, "grade", context))
    assert len(found) > 50
    assert [fault for name, command in found for fault in _unexplained(name, command, context)] == []


def test_what_has_no_help_is_found() -> None:
    """A command, an option, an argument, and one of several choices."""
    context = click.Context(group)
    bare = click.Command("bare", params=[click.Option(["--fast"]), click.Argument(["file"])])
    assert list(_unexplained("bare", bare, context)) == ["bare", "bare --fast", "bare FILE"]
    choice = click.Argument(["kind"], type=click.Choice(["moodle", "canvas50"]))
    partly = click.Command("partly", params=[choice], help="Write for Moodle.")
    assert list(_unexplained("partly", partly, context)) == ["partly canvas50"]
    partly.help = "Write for Moodle or Canvas 50."
    assert list(_unexplained("partly", partly, context)) == []


def _commands(command: click.Command, name: str, context: click.Context) -> Iterator[tuple[str, click.Command]]:
    """Give a command and all below it, with their full names."""
    yield name, command
    if isinstance(command, click.Group):
        for word in command.list_commands(context):
            below = command.get_command(context, word)
            assert below is not None
            yield from _commands(below, f"{name} {word}", context)


def _unexplained(name: str, command: click.Command, context: click.Context) -> Iterator[str]:
    """Give what of a command nothing explains."""
    if not command.help:
        yield name
    text = (command.help or "").replace(" ", "").casefold()
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            if not (parameter.help or parameter.hidden):
                yield f"{name} {parameter.opts[0]}"
            continue
        for word in re.findall(r"\b(?!or\b)\w+", parameter.make_metavar(context)):
            if word.casefold() not in text:
                yield f"{name} {word}"
