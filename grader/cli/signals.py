"""Somebody asks the process to stop: it does wherever it is, and the request is neither lost nor taken for a fault."""

from __future__ import annotations

import signal
import sys
from typing import Any

_NUMBERS = (signal.SIGINT, signal.SIGTERM)
_AGAIN_AFTER = 0.01  # seconds

ignored = False  # set as the process ends: it has its last words to say
_asked: list[int] = []  # the signals that came, the latest last


class Terminated(KeyboardInterrupt):
    """Another program asked the process to end."""


def listen() -> None:
    """From now on a stop raises KeyboardInterrupt: Ctrl-C the plain one, SIGTERM `Terminated`.

    So does one that was held back meanwhile.
    """
    signal.signal(signal.SIGTERM, _stop)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where who began us has it ignored
        signal.signal(signal.SIGINT, _stop)
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _ask_again)
        sys.unraisablehook = _unraisable
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _NUMBERS)


def behind(error: BaseException | None) -> KeyboardInterrupt | None:
    """Return the stop that an error is or comes of: before Python 3.12 a class statement makes a RuntimeError of it."""
    while error:
        if isinstance(error, KeyboardInterrupt):
            return error
        error = error.__cause__
    return None


def _stop(number: int, _: object) -> None:
    if ignored:
        return
    _asked.append(number)
    raise Terminated if number == signal.SIGTERM else KeyboardInterrupt


def _unraisable(what: Any) -> None:
    """Ask once more a little later, where Python had to drop a stop: in a finalizer, or as a module's lock goes."""
    if isinstance(what.exc_value, KeyboardInterrupt) and _asked:
        signal.setitimer(signal.ITIMER_REAL, _AGAIN_AFTER)
    else:
        sys.__unraisablehook__(what)


def _ask_again(*_: object) -> None:
    signal.raise_signal(_asked[-1])
