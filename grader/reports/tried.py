"""The outcome of values that a learner tried: each line that ran with what it changed, what was printed, what came back."""

from __future__ import annotations

import textwrap

from grader.grading.tryout import Step, Tried
from grader.reports.terminal import Line, place_lines, printed_lines

_WIDEST_CODE = 44
_NARROW = 60


def lines(tried: Tried, width: int) -> list[Line]:
    """Return the lines of the report with their styles."""
    found = [line for step in tried.steps for line in _step(step, tried.steps, width)]
    if tried.more_steps:
        found.append((f"… and more lines; the first {len(tried.steps)} are shown.", "dim"))
    if found:
        found.append(("", ""))
    if tried.printed.strip():
        found += printed_lines(tried.printed, width)
    for statement, value in tried.values:
        found += [(line, "") for line in _wrapped(f">>> {statement}", width, "... ")]
        found += [(line, "bold") for line in _wrapped(value, width, "")]
    if tried.error:
        found += [(line, "red") for line in textwrap.wrap(tried.error, width, break_on_hyphens=False)]
        found += place_lines(tried.location, width)
    return found


def render(tried: Tried, width: int = 80) -> str:
    """Return the report as plain text."""
    return "".join(f"{text}\n" for text, _ in lines(tried, width))


def _step(step: Step, steps: tuple[Step, ...], width: int) -> list[Line]:
    """Return one line that ran, and beside it what it changed."""
    least = min(len(one.text) - len(one.text.lstrip()) for one in steps)
    code = f"{step.line:>4}  {'  ' * (step.depth - 1)}{step.text[least:].rstrip()}"
    notes = [f"{name} = {value}" for name, value in step.changed]
    notes += [f"returns {step.returned}"] if step.returned else []
    told = ", ".join(notes)
    column = min(_WIDEST_CODE, width // 2)
    if not told:
        return [(code[:width], "")]
    if width >= _NARROW and len(code) < column and column + len(told) <= width:
        return [(f"{code:<{column}}{told}", "")]
    room = width - 8
    cut = [note if len(note) <= room * 2 else f"{note[: room * 2 - 2]} …" for note in notes]
    return [(code[:width], ""), *((f"        {line}", "cyan") for line in textwrap.wrap(", ".join(cut), room))]


def _wrapped(text: str, width: int, following: str) -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent=following, break_long_words=True) if text else []
