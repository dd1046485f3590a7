"""The result as GitHub's Markdown, for a step summary or a comment; a learner's text is shown as it is, not obeyed."""

from __future__ import annotations

import re

from grader.core.points import format_points
from grader.core.results import CheckResult, ExerciseResult, SubmissionResult
from grader.reports.common import InstructorNotes, Result, clean, exercises, first_hint, grouped_notes, one_line, title

LIMIT = 1_000_000  # bytes: a step summary over 1 MiB is dropped whole
_MARKS = {"passed": "✅", "ungraded": "❔"}
# joins words without a width: breaks up mentions, references and links, which no backslash does
_JOINER = "\u2060"


def render(result: Result, notes: InstructorNotes | None = None) -> str:
    """Return the Markdown, at most LIMIT bytes."""
    parts = [_exercise(exercise) for exercise in exercises(result)]
    if isinstance(result, SubmissionResult) and result.exercises:
        bonus = f", and {format_points(result.bonus)} bonus" if result.bonus else ""
        parts.insert(0, f"## {format_points(result.score)} of {format_points(result.max_score)} points{bonus}\n")
    if notes:
        parts.insert(1, _notes(notes))
    kept, size = [], 0
    for part in parts:
        size += len(part.encode()) + 1
        if size > LIMIT:
            kept.append("The rest was left out because it is too long.\n")
            break
        kept.append(part)
    return "\n".join(kept)


def escape(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line."""
    quoted = re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~&$^=:])", r"\\\1", one_line(text))
    return re.sub(r"(@|\\#|\\:(?=//))", lambda m: m[1] + _JOINER, quoted)


def _notes(notes: InstructorNotes) -> str:
    """Return what an instructor decided and said."""
    lines = ["### From your instructor\n", *(f"- {escape(note)}" for note in grouped_notes(notes.notes))]
    if notes.counts:
        score, most, bonus = map(format_points, notes.counts)
        extra = f", and {bonus} bonus" if notes.counts[2] else ""
        lines.append(f"\nWhat counts now: {score} of {most} points{extra}.")
    return "\n".join(lines) + "\n"


def _exercise(exercise: ExerciseResult) -> str:
    if exercise.bonus_exercise:
        score = f"{format_points(exercise.bonus)} bonus points"
    else:
        score = f"{format_points(exercise.score)} of {format_points(exercise.max_score)} points"
        score += f", and {format_points(exercise.bonus)} bonus" if exercise.bonus else ""
    lines = [f"### {escape(title(exercise))}: {score}", ""]
    if exercise.message:
        lines += [escape(exercise.message), ""]
    if exercise.misconception:
        lines += [f"**Likely cause:** {escape(exercise.misconception.hint)}", ""]
    if exercise.checks:
        first = first_hint(exercise)
        lines += ["| | check | points |", "| --- | --- | ---: |"]
        lines += [_row(exercise, check, open_=check is first) for check in exercise.checks] + [""]
    if exercise.stdout.strip():
        printed = clean(exercise.stdout).rstrip("\n")
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", printed)), default=0))
        lines += [
            "<details><summary>What your program printed</summary>",
            "",
            fence,
            printed,
            fence,
            "",
            "</details>",
            "",
        ]
    lines += [f"Note: {escape(note)}\n" for note in exercise.notes]
    return "\n".join(lines)


def _row(exercise: ExerciseResult, check: CheckResult, *, open_: bool) -> str:
    """Return the row of a check; the hint is folded unless it is the first."""
    mark = _MARKS.get(check.status, "➖" if check.stretch else "❌")
    words = [escape(check.title)]
    if check.status != "passed" and exercise.status == "graded":
        at = f"{check.location.file}, line {check.location.line}" if check.location else ""
        words += [escape(text) for text in (check.message, at) if text]
        hint = f"*{escape(check.hint)}*"
        folded = f"<details><summary>Hint</summary>{hint}</details>"
        words += [hint if open_ else folded] if check.hint else []
    bonus = " bonus" if check.stretch else ""
    return f"| {mark} | {'<br>'.join(words)} | {format_points(check.score)}/{format_points(check.max_score)}{bonus} |"
