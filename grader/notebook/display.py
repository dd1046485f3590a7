"""A result in a notebook: HTML that reads in light and in dark, and plain text elsewhere.

All text has the notebook's own colour, on its own ground. Colour is only in the bars at the side, and the words beside
them say the same. Everything is escaped; there is no script.
"""

from __future__ import annotations

from html import escape

from grader.core.points import format_points
from grader.core.results import CheckResult, ExerciseResult, Location, SubmissionResult
from grader.reports import terminal

# at least 3:1 on white and on near black
_BARS = {"passed": "#2e9e5b", "not yet": "#b07d00", "ungraded": "#b07d00"}
_WRONG = "#d1495b"
_SIGNS = {"passed": "✓", "not yet": "○", "ungraded": "?"}
_MONO = "font-family:var(--jp-code-font-family,ui-monospace,monospace);font-size:0.95em"


class NotebookResult:
    """A result that a notebook can show."""

    def __init__(self, result: ExerciseResult | SubmissionResult) -> None:
        self.result = result

    def __repr__(self) -> str:
        """Return the report as plain text."""
        return terminal.render(self.result).rstrip("\n")

    def _repr_html_(self) -> str:
        """Return the report as HTML, which Jupyter asks for by this name."""
        result = self.result
        if isinstance(result, ExerciseResult):
            parts = [_exercise(result)]
        else:
            bonus = f", and {format_points(result.bonus)} bonus" if result.bonus else ""
            total = f"Together: {format_points(result.score)} of {format_points(result.max_score)} points{bonus}"
            parts = [*(_exercise(exercise) for exercise in result.exercises), f"<p><strong>{total}</strong></p>"]
        return f'<div style="max-width:52em;line-height:1.5;color:inherit">{"".join(parts)}</div>'


class DecidingLine:
    """Which line decides, below the result that a notebook shows already."""

    def __init__(self, told: str) -> None:
        self._told = told

    def __repr__(self) -> str:
        """Return the sentence."""
        return self._told

    def _repr_html_(self) -> str:
        """Return the sentence as HTML, which Jupyter asks for by this name."""
        return f'<p style="max-width:52em;line-height:1.5;color:inherit;margin:0">{escape(self._told)}</p>'


def _exercise(result: ExerciseResult) -> str:
    heading = f"Exercise {result.exercise}, {escape(result.name)}"
    parts = [
        f'<p style="display:flex;justify-content:space-between;margin:0 0 .4em;font-size:1.15em">'
        f"<strong>{heading}</strong><strong>{escape(terminal.score(result))}</strong></p>"
    ]
    if result.message:
        parts.append(f'<p style="margin:0 0 .4em">{escape(result.message)}</p>{_place(result.location)}')
    if result.misconception:
        parts.append(_note("Likely cause", result.misconception.hint))
    if result.status in ("graded", "timeout"):
        items = "".join(_check(check) for check in terminal.told(result))
        parts.append(f'<ul style="list-style:none;margin:0;padding:0">{items}</ul>')
    if result.stdout.strip():
        parts.append(
            '<details><summary style="cursor:pointer">Your program printed</summary>'
            f'<pre style="{_MONO};color:inherit;background:none;white-space:pre-wrap">{escape(result.stdout)}</pre>'
            "</details>"
        )
    parts += [_note("Note", note) for note in result.notes]
    if result.isolation == "limited":
        parts.append(_note("Note", "this ran with limited isolation; grade doctor says why."))
    return f'<section aria-label="{heading}" style="margin:0 0 1.2em">{"".join(parts)}</section>'


def _check(check: CheckResult) -> str:
    status = "not yet" if check.stretch and check.status != "passed" else check.status
    worth = f"{format_points(check.score)}/{format_points(check.max_score)}" + (" bonus" if check.stretch else "")
    parts = [
        '<div style="display:flex;gap:.6em">'
        f'<span style="flex:0 0 6em"><span aria-hidden="true">{_SIGNS.get(status, "✗")}</span> {status}</span>'
        f'<span style="flex:1">{escape(check.title)}</span><span style="white-space:nowrap">{worth}</span></div>'
    ]
    detail = ""
    if check.message:
        detail += f'<div style="{_MONO};overflow-wrap:anywhere">{escape(check.message)}</div>'
    detail += _place(check.location)
    if check.hint:
        detail += f"<div><strong>Hint:</strong> {escape(check.hint)}</div>"
    if detail:
        parts.append(f'<div style="margin-left:6.6em">{detail}</div>')
    bar = _BARS.get(status, _WRONG)
    return f'<li style="border-left:5px solid {bar};margin:.25em 0;padding:.1em 0 .1em .7em">{"".join(parts)}</li>'


def _place(at: Location | None) -> str:
    if at is None:
        return ""
    line = escape(at.text.rstrip())
    if at.column is not None and at.end_column is not None:
        start, end = at.column - 1, at.end_column - 1
        # marked by a line beneath, not by colour
        line = (
            f'{escape(at.text[:start])}<u style="text-decoration-thickness:2px">{escape(at.text[start:end])}</u>'
            f"{escape(at.text[end:].rstrip())}"
        )
    shown = f"{escape(at.file)}, line {at.line}\n{line}"
    return f'<pre style="{_MONO};color:inherit;background:none;margin:.2em 0;white-space:pre-wrap">{shown}</pre>'


def _note(label: str, words: str) -> str:
    return f'<p style="margin:.3em 0"><strong>{label}:</strong> {escape(words)}</p>'
