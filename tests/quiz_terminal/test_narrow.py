"""The quiz in a terminal of 40 columns: every line fits, and every word stays whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from grader.quiz import sitting as steps
from grader.quiz.course_index import read_course
from grader.quiz.load import Quiz, load_quiz
from grader.quiz.model import Code, Predict, Slip
from grader.quiz.present import present
from grader.quiz.terminal.dialogue import Dialogue
from grader.quiz.terminal.markdown_text import hanging, wrapped
from grader.quiz.terminal.question_text import question_text

ROOT = Path(__file__).parents[2]
NARROW = 40


class Reader:
    """A learner who reads all that is said, and types something strange, then wrong answers, to the end."""

    def __init__(self, quiz: Quiz, seed: int) -> None:
        self.quiz, self.heard, self.turn = quiz, list[str](), 0
        sitting = steps.start(quiz, seed)
        self.dialogue = Dialogue(
            quiz, sitting, ask=self.type, say=self.hear, keep=lambda _: None, programs=self, width=NARROW
        )

    def hear(self, text: str) -> None:
        """Hear some lines."""
        self.heard += text.splitlines()

    def type(self, prompt: str) -> str:
        """Type the next thing; a question that needs a sandbox is skipped."""
        self.hear(prompt)
        self.turn += 1
        if "Hand in" in prompt:
            return "h" if any("Type h" in line for line in self.heard) else "zz"
        now = self.dialogue.sitting
        if isinstance(self.quiz.questions[now.items[now.at].id], Code | Predict) or self.turn % 60 == 0:
            return "s"
        return ("zz", "", "1, 1", "?", "1", "a1", "2", "3")[self.turn % 8]

    def __call__(self, *_: Any, **__: Any) -> Any:
        """Run no program: no question that has one is answered."""
        raise AssertionError

    prints = solves = __call__


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_all_that_the_quiz_says_fits_into_40_columns(seed: int) -> None:
    """Questions, what cannot be read, verdicts, right answers and the review; room is left for what is typed."""
    reader = Reader(load_quiz(ROOT / "quiz" / "final.yaml", read_course(ROOT)), seed)
    reader.dialogue.run()
    said = "\n".join(reader.heard)
    assert all(
        word in said for word in ("How sure", "Type h, q", "Type an answer, or s", "The right answer", "Hand in")
    )
    assert not [line for line in reader.heard if len(line) > NARROW]


def test_a_numbered_line_of_a_program_goes_on_further_in() -> None:
    """So the rest of a long line cannot be taken for a separate line."""
    quiz = load_quiz(ROOT / "quiz" / "final.yaml", read_course(ROOT))
    for name, question in quiz.questions.items():
        if isinstance(question, Slip):
            asked = present(quiz, name, 1)
            lines = question_text(asked, NARROW).splitlines()
            rows = [line for line in lines if line.startswith("  ")]
            assert max(map(len, rows)) <= NARROW
            joined = [row.split()[0] for row in rows if row[:4].strip()]
            assert joined == [str(place) for place in range(1, len(asked.entries) + 1)]
            wide = "".join(entry.text for entry in asked.entries)
            assert "".join("".join(row[4:] for row in rows).split()) == "".join(wide.split())


def test_what_has_no_room_beside_its_head_stands_below() -> None:
    """A title is not squeezed into a column of a few letters."""
    head = "   1. partly right, fairly sure  "
    assert hanging(head, "the range of each activation", NARROW) == (
        "   1. partly right, fairly sure\n       the range of each activation"
    )
    assert hanging("  1. ", "short", NARROW) == "  1. short"


def test_the_rest_of_a_long_line_stands_under_its_text() -> None:
    """In a list below the text, in a program to the right of the line."""
    assert wrapped("10. one two three", 12) == "10. one two\n    three"
    assert wrapped("- one two three", 10) == "- one two\n  three"
    assert wrapped("```\n    one two three\n```", 16) == "      one two\n        three"
