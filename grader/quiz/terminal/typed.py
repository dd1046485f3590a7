"""What a learner types in line mode, read as the answer that an answers file would hold, and written back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from grader.quiz import formula, phrases
from grader.quiz.marking.answers import plain
from grader.quiz.numbers import shown
from grader.quiz.present import QuestionView
from grader.quiz.terminal.markdown_text import clean, formula_text

LETTERS = "abcdefghijklmnop"
END = "."
_NAMES = re.compile(r"\b(?:options?|lines?|rows?|numbers?|answers?|choices?|blocks?|steps?|no|nr|is wrong)\b[.:]?|#")
_BETWEEN = re.compile(r"(?:->|=>|[\s,;|/&+>()\[\]{}\u2192\u21d2]|\b(?:and|then)\b|[.:](?=\s|$|,))+")
"""What may stand between the numbers of several options or lines."""


class MisreadError(Exception):
    """It cannot be read; the text says what to type."""


def how_to_type(asked: QuestionView) -> str:
    """Say what to type, in one sentence, where that is not plain."""
    count = len(asked.entries)
    if asked.type == "choice":
        return f"Type its number, 1 to {count}."
    if asked.type == "slip":
        return f"Type the number of the line, 1 to {count}."
    if asked.type == "multipart":
        return "Type one number after the other. Press Enter to leave a part open."
    if asked.type == "multi":
        return "Type their numbers, like 1, 3."
    if asked.type in ("order", "parsons"):
        return "Type the numbers in the right order, like " + " ".join(map(str, range(min(count, 4), 0, -1))) + "."
    if asked.type == "match":
        return "Type pairs of letter and number, like a3 b1."
    if any(blank.lines > 1 for blank in asked.blanks.values()):
        return "Type what goes into each gap. To end a gap of several lines, type a line with only a full stop."
    return "Type what goes into each gap, one after the other." if len(asked.blanks) > 1 else ""


def first_prompt(asked: QuestionView) -> str:
    """Return what stands before the line in which an answer begins."""
    if asked.parts:
        return _part_prompt(asked, 0)
    return f"Gap {next(iter(asked.blanks))}: " if len(asked.blanks) > 1 else "Your answer: "


def read_typed(asked: QuestionView, line: str, further: Callable[[str], str]) -> Any:
    """Return the answer in `line`, or None where there is none.

    Args:
        asked: the question.
        line: what was typed.
        further: reads another line, for the gaps of a program.

    Raises:
        MisreadError: it is no answer.
    """
    if asked.type == "code":
        return _program(asked, line, further)
    if asked.type == "multipart":
        return _numbers(asked, line, further)
    if not line.strip():
        return None
    if asked.type in ("choice", "slip"):
        return _one(asked, line)
    if asked.type in ("multi", "order", "parsons"):
        return _several(asked, line)
    return _pairs(asked, line) if asked.type == "match" else line.strip()


def retyped(asked: QuestionView, answer: Any) -> str:
    """Write an answer as the learner would type it."""
    places = {entry.key: str(place) for place, entry in enumerate(asked.entries, 1)}
    if isinstance(answer, dict) and asked.type == "match":
        rights = {entry.key: str(place) for place, entry in enumerate(asked.rights, 1)}
        lefts = {entry.key: letter for letter, entry in zip(LETTERS, asked.entries, strict=False)}
        return " ".join(f"{lefts.get(left, left)}{rights.get(right, right)}" for left, right in answer.items())
    if isinstance(answer, dict):
        return "; ".join(clean(str(text)) for text in answer.values())
    if isinstance(answer, list):
        return ", ".join(places.get(str(key), clean(str(key))) for key in answer)
    if isinstance(answer, int | float) and not isinstance(answer, bool):
        return shown(answer)
    return places.get(answer, clean(str(answer))) if asked.type in ("choice", "slip") else clean(str(answer))


def _one(asked: QuestionView, line: str) -> str:
    """Return the key of the option or line that is meant, by its number, as in `2`, `line 2` or `2)`, or by its text."""
    numbers = _numbers_in(line)
    by_text = [entry.key for entry in asked.entries if plain(entry.text) == plain(line)]
    if by_text and numbers not in [[str(place)] for place in range(1, len(asked.entries) + 1)]:
        return by_text[0]
    return _key(asked, numbers[0] if len(numbers) == 1 else line.strip())


def _several(asked: QuestionView, line: str) -> list[str]:
    """Return the keys of what is meant, by numbers: `1, 3`, `1 and 3`, `2 > 1 > 3`, of an order also `2-1-3`."""
    if asked.type != "multi" and re.fullmatch(r"\s*\d+(?:\s*[-\u2013]\s*\d+)+\s*", line):
        line = re.sub("[-\u2013]", " ", line)
    keys = [_key(asked, number) for number in _numbers_in(line) or [line.strip()]]
    twice = next((key for place, key in enumerate(keys) if key in keys[:place]), None)
    if twice is not None:
        raise MisreadError(f"You typed {[entry.key for entry in asked.entries].index(twice) + 1} twice.")
    return keys


def _numbers_in(line: str) -> list[str]:
    words = _NAMES.sub(" ", phrases.bare(unicodedata.normalize("NFKC", line).casefold()))
    return [word for word in _BETWEEN.split(words) if word]


def _key(asked: QuestionView, number: str) -> str:
    count = len(asked.entries)
    if not (number.isdecimal() and number.isascii() and len(number) < 4 and 1 <= int(number) <= count):
        raise MisreadError(f"'{clean(number)}' is not one of the numbers 1 to {count}.")
    return asked.entries[int(number) - 1].key


def _pairs(asked: QuestionView, line: str) -> dict[str, str]:
    lefts, rights = len(asked.entries), len(asked.rights)
    line = re.sub(r"\band\b|[()]", " ", unicodedata.normalize("NFKC", line).casefold())
    pairs = re.findall(r"([a-z])[\s.]*[-=:>\u2192\u2013]*\s*([0-9]{1,3})", line)
    if re.sub(r"([a-z])[\s.]*[-=:>\u2192\u2013]*\s*([0-9]{1,3})|[\s,;.]", "", line) or not pairs:
        raise MisreadError(
            f"Type pairs of a letter, a to {LETTERS[lefts - 1]}, and a number, 1 to {rights}, like a3 b1."
        )
    answer: dict[str, str] = {}
    for letter, number in pairs:
        place = LETTERS.find(letter)
        if not 0 <= place < lefts or not 1 <= int(number) <= rights:
            raise MisreadError(
                f"There is no {letter}{number}. Use the letters a to {LETTERS[lefts - 1]} and the numbers 1 to {rights}."
            )
        if asked.entries[place].key in answer:
            raise MisreadError(f"You typed {letter} twice.")
        answer[asked.entries[place].key] = asked.rights[int(number) - 1].key
    return answer


def _part_prompt(asked: QuestionView, place: int) -> str:
    label = formula.replace(asked.parts[place].text, formula_text)
    return f"{place + 1} of {len(asked.parts)}, {clean(label)}: "


def _numbers(asked: QuestionView, line: str, further: Callable[[str], str]) -> dict[str, str] | None:
    """Read one number for each part."""
    typed = [line, *(further(_part_prompt(asked, place)) for place in range(1, len(asked.parts)))]
    answer = {part.id: text.strip() for part, text in zip(asked.parts, typed, strict=True) if text.strip()}
    return answer or None


def _program(asked: QuestionView, line: str, further: Callable[[str], str]) -> dict[str, str] | None:
    """Read what goes into each gap: one line, or several up to a line with just a full stop."""
    answer: dict[str, str] = {}
    for name, blank in asked.blanks.items():
        lines = [line] if not answer else [further(f"Gap {name}: ")]
        while blank.lines > 1 and lines[-1].strip() != END and len(lines) <= blank.lines:
            lines.append(further("   ... "))
        text = "\n".join(one for one in lines if blank.lines == 1 or one.strip() != END)
        answer[name] = text if blank.lines > 1 else text.strip()
    return answer if any(text.strip() for text in answer.values()) else None
