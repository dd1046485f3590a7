"""A terminal taken over for a while: keys one by one, a separate screen, and everything put back at the end."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from types import FrameType

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
# a separate screen, no wrapping of long lines, no cursor; and the way back
_ENTER, _LEAVE = "\x1b[?1049h\x1b[?7l\x1b[?25l", "\x1b[?25h\x1b[?7h\x1b[?1049l"

# an arrow, a function key or Alt with a letter: several characters, and no letter is meant
_SPECIAL = re.compile(r"\x1b+(\[\[.|\[[0-?]*[ -/]*[@-~]|O.|.?)")


def is_interactive() -> bool:
    """Whether keys can be read one by one and a screen drawn."""
    try:
        import termios  # noqa: F401
    except ImportError:
        return False
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


class Terminal:
    """The terminal of standard input and output. Use as a context manager."""

    def __init__(self, key: Callable[[str], None], redraw: Callable[[], None]) -> None:
        """Prepare.

        Args:
            key: called, in a thread, with each key; with "q" where the terminal has gone.
            redraw: called where the size has changed or the learner comes back; it may only leave a word.
        """
        self._key, self._redraw = key, redraw
        # kept, since a running suite has sys.stdout redirected
        self._stream, self._in, self._out = sys.stdout, sys.stdin.fileno(), sys.stdout.fileno()
        self._colour = not os.environ.get("NO_COLOR")
        self._stop, self._stopped = os.pipe()
        self._drawn = ""

    def size(self) -> tuple[int, int]:
        """Return columns and lines."""
        try:
            columns, lines = os.get_terminal_size(self._out)
        except OSError:
            columns, lines = 80, 24
        return columns or 80, lines or 24

    def draw(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show these lines and nothing else."""
        # each line is erased first: after its last column there is no room for that
        body = "\r\n".join(f"\x1b[K{self._styled(text, style)}" for text, style in lines)
        if body != self._drawn:
            self._drawn = body
            self._write(f"\x1b[H{body}\x1b[J")

    def _styled(self, text: str, style: str) -> str:
        code = _CODES.get(style, "")
        if not code or (not self._colour and style not in ("bold", "dim")):
            return text
        return f"\x1b[{code}m{text}\x1b[0m"

    def _write(self, text: str) -> None:
        # not through the stream: a signal may come while it writes, and it cannot be entered twice
        data = text.encode(self._stream.encoding, self._stream.errors or "strict")
        while data:
            data = data[os.write(self._out, data) :]

    def _read(self) -> None:
        while True:
            ready, _, _ = select.select([self._in, self._stop], [], [])
            if self._stop in ready:
                return
            try:
                data = os.read(self._in, 1024)
            except OSError:
                data = b""
            if not data:
                self._key("q")
                return
            for letter in _SPECIAL.sub("", data.decode("utf-8", "ignore")).lower():
                self._key("q" if letter == "\x04" else letter)

    def _take(self) -> None:
        import termios
        import tty

        tty.setcbreak(self._in, termios.TCSANOW)
        self._write(_ENTER)

    def _in_background(self) -> bool:
        """Whether a shell has given the terminal to another job."""
        try:
            return os.tcgetpgrp(self._in) != os.getpgrp()
        except OSError:  # it is no terminal that a shell gives away
            return False

    def _give_back(self) -> None:
        import contextlib
        import termios

        with contextlib.suppress(OSError, termios.error):  # the terminal may be gone
            if not self._in_background():  # else the shell has it already, and we would be stopped again
                self._write(_LEAVE)
                termios.tcsetattr(self._in, termios.TCSADRAIN, self._modes)

    def _resized(self, number: int, frame: FrameType | None) -> None:
        self._drawn = ""
        self._redraw()

    def _suspended(self, number: int, frame: FrameType | None) -> None:
        """Let the learner have the terminal back, stop as they wish, and go on when they do."""
        self._give_back()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._suspended)
        self._take()
        self._resized(number, frame)

    def _must_go(self, number: int, frame: FrameType | None) -> None:
        sys.exit(128 + number)

    def __enter__(self) -> Terminal:
        import termios

        self._modes = termios.tcgetattr(self._in)
        self._handlers = {
            signal.SIGWINCH: signal.signal(signal.SIGWINCH, self._resized),
            signal.SIGTSTP: signal.signal(signal.SIGTSTP, self._suspended),
            signal.SIGHUP: signal.signal(signal.SIGHUP, self._must_go),
            signal.SIGQUIT: signal.signal(signal.SIGQUIT, self._must_go),
        }
        self._take()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        os.write(self._stopped, b".")
        self._reader.join()
        self._give_back()
        os.close(self._stop)
        os.close(self._stopped)
