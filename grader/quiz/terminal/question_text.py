"""A question as plain lines: what is asked, the picture in words, a program, and the numbered things to choose from."""

from __future__ import annotations

from grader.quiz.present import QuestionView
from grader.quiz.terminal.markdown_text import clean, hanging, wrapped
from grader.quiz.terminal.typed import LETTERS


def question_text(asked: QuestionView, width: int) -> str:
    """Return the lines of a question, none longer than `width` but those of a program."""
    blocks = [wrapped(asked.prompt, width)]
    if asked.image and not asked.image.decorative:
        blocks.append(wrapped(f"Picture: {asked.image.alt} {asked.image.long}".strip(), width))
    lines = [*("  " + clean(line) for line in asked.template.splitlines()), *_entries(asked, width)]
    return "\n\n".join([*blocks, "\n".join(lines)] if lines else blocks)


def _entries(asked: QuestionView, width: int) -> list[str]:
    if asked.code:
        return [f"  {place:>2}  {clean(entry.text)}" for place, entry in enumerate(asked.entries, 1)]
    if asked.type == "match":
        lefts = zip(LETTERS, asked.entries, strict=False)
        rights = enumerate(asked.rights, 1)
        return [
            *(hanging(f"  {letter}. ", entry.text, width) for letter, entry in lefts),
            "",
            *(hanging(f"  {number}. ", right.text, width) for number, right in rights),
        ]
    return [hanging(f"  {place}. ", entry.text, width) for place, entry in enumerate(asked.entries, 1)]
