"""A question as plain lines: what is asked, the picture in words, a program, and the numbered things to choose from."""

from __future__ import annotations

import textwrap

from grader.quiz.present import QuestionView
from grader.quiz.terminal.markdown_text import clean, hanging, wrapped
from grader.quiz.terminal.typed import LETTERS


def question_text(asked: QuestionView, width: int) -> str:
    """Return the lines of a question, none longer than `width`."""
    blocks = [wrapped(asked.prompt, width)]
    if asked.image and not asked.image.decorative:
        blocks.append(wrapped(f"Picture: {asked.image.alt} {asked.image.long}".strip(), width))
    lines = [
        *(_program_line("  ", clean(line), width) for line in asked.template.splitlines()),
        *_entries(asked, width),
    ]
    return "\n\n".join([*blocks, "\n".join(lines)] if lines else blocks)


def _entries(asked: QuestionView, width: int) -> list[str]:
    if asked.code:
        return [
            _program_line(f"  {place:>2}  ", clean(entry.text), width) for place, entry in enumerate(asked.entries, 1)
        ]
    if asked.type == "match":
        lefts = zip(LETTERS, asked.entries, strict=False)
        rights = enumerate(asked.rights, 1)
        return [
            *(hanging(f"  {letter}. ", entry.text, width) for letter, entry in lefts),
            "",
            *(hanging(f"  {number}. ", right.text, width) for number, right in rights),
        ]
    return [hanging(f"  {place}. ", entry.text, width) for place, entry in enumerate(asked.entries, 1)]


def _program_line(head: str, line: str, width: int) -> str:
    """Return a line of a program after `head`; where it is too long, the rest stands below and further in."""
    depth = len(line) - len(line.lstrip())
    rest = " " * (len(head) + depth + 6)
    return textwrap.fill(head + line, width, subsequent_indent=rest, break_on_hyphens=False)
