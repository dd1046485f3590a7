"""A call followed line by line: which line ran, and which variables changed; runs in the sandbox, as `worker` does."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from types import FrameType
from typing import Any

Step = tuple[str, int, int, list[tuple[str, str]], str]
"""Label, line, depth of the call, (name, value) of each variable that changed, and what was returned or nothing."""
_LONGEST = 200


class Steps:
    """Follows calls in some files, up to so many lines."""

    def __init__(self, files: Collection[str], most: int) -> None:
        self._files, self._most = files, most
        self.steps: list[Step] = []
        self.more = False
        """Whether lines were run beyond the last that was kept."""
        self._before: dict[FrameType, tuple[int, dict[str, str]]] = {}
        self._depth = 0

    def follow(self, function: Callable[[], Any]) -> Any:
        """Call a function and return its value."""
        sys.settrace(self._called)
        try:
            return function()
        finally:
            sys.settrace(None)
            self._before.clear()

    def _called(self, frame: FrameType, event: str, _: object) -> Any:
        # of a comprehension only its own line is told, as Python 3.12 and later run it
        if frame.f_code.co_filename not in self._files or frame.f_code.co_name.startswith("<"):
            return None
        self._depth += 1
        self._before[frame] = (0, dict.fromkeys(frame.f_locals, ""))
        return self._inside

    def _inside(self, frame: FrameType, event: str, value: object) -> Any:
        if len(self.steps) >= self._most:
            self.more = True
            sys.settrace(None)
            frame.f_trace = None
            return None
        line, before = self._before.get(frame, (0, {}))
        now = {name: _text(one) for name, one in frame.f_locals.items()}
        if line == 0:
            changed = list(now.items())  # what the call was given
            line = frame.f_code.co_firstlineno
        else:
            changed = [(name, text) for name, text in now.items() if before.get(name) != text]
        returned = _text(value) if event == "return" else ""
        if event in ("line", "return"):
            self.steps.append((frame.f_code.co_filename, line, self._depth, changed, returned))
        self._before[frame] = (frame.f_lineno or 0, now)
        if event == "return":
            self._depth -= 1
            self._before.pop(frame, None)
        return self._inside


def _text(value: object) -> str:
    """Return a value as Python writes it, cut."""
    try:
        return repr(value)[:_LONGEST]
    except Exception:
        return "?"
