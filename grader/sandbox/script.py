"""A learner's file run as a program: lines to read, arguments, and what it prints; runs in the sandbox, too."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping, Sequence
from types import CodeType, ModuleType
from typing import Any

from grader.sandbox import wire

FUNCTION = "run"
"""By this name a suite runs the program."""


class _Screen(io.BytesIO):
    """Keeps what is printed, up to a limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._left = limit

    def write(self, data: Any) -> int:
        """Keep bytes; TooLarge where they are too many in all."""
        self._left -= len(data)
        if self._left < 0:
            raise wire.TooLarge("size")
        return super().write(data)


class Script:
    """A program that can be run again and again, each time from the beginning."""

    def __init__(self, name: str, codes: Sequence[CodeType], names: Mapping[str, Any], limit: int) -> None:
        """Take it.

        Args:
            name: its file, which it sees as `sys.argv[0]`.
            codes: what is run, one after the other.
            names: the built-in functions that it has.
            limit: how many bytes it may print.
        """
        self._name, self._codes, self._names, self._limit = name, codes, names, limit

    def run(self, lines: str | Sequence[Any] = (), argv: Sequence[Any] = ()) -> tuple[str, int]:
        """Run it.

        Args:
            lines: what it can read, as one text or as lines.
            argv: its arguments.

        Returns:
            What it printed, and its exit status.
        """
        text = lines if isinstance(lines, str) else "".join(f"{line}\n" for line in lines)
        reader = io.TextIOWrapper(io.BytesIO(text.encode("utf-8", "surrogatepass")), "utf-8", "surrogatepass")
        screen = _Screen(self._limit)
        writer = io.TextIOWrapper(screen, "utf-8", "surrogatepass", newline="\n", write_through=True)
        module = ModuleType("__main__")
        module.__dict__.update(__file__=self._name, __builtins__={**self._names, "input": _input})
        before = sys.stdin, sys.stdout, sys.argv, sys.modules.get("__main__")
        sys.stdin, sys.stdout, sys.argv = reader, writer, [self._name, *map(str, argv)]
        sys.modules["__main__"] = module
        status = 0
        try:
            for code in self._codes:
                exec(code, module.__dict__)
        except SystemExit as error:
            status = _status(error.code)
        finally:
            sys.stdin, sys.stdout, sys.argv = before[:3]
            if before[3] is None:
                sys.modules.pop("__main__", None)
            else:
                sys.modules["__main__"] = before[3]
        return screen.getvalue().decode("utf-8", "surrogatepass"), status


def _status(code: object) -> int:
    """Return the exit status that a system gets to see; a text is told, and is 1."""
    if code is None:
        return 0
    if isinstance(code, int):
        return int(code) & 0xFF
    sys.stderr.write(f"{code}\n")
    return 1


def _input(prompt: object = "") -> str:
    """Read a line, as `input` does where nobody types."""
    sys.stdout.write(str(prompt))
    line = sys.stdin.readline()
    if not line:
        raise EOFError("the program reads one more line than it is given")
    return line.removesuffix("\n")
