"""The kitchen quiz, on a course that is not about networks, and a real terminal to take it in."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from grader.quiz.course_index import read_course
from grader.quiz.load import Quiz, load_quiz

HERE = Path(__file__).parent
COURSE = HERE.parent / "course_other"
KITCHEN = HERE / "course_kitchen" / "kitchen.yaml"
SURE = HERE / "course_sure" / "sure.yaml"


@pytest.fixture(name="kitchen", scope="session")
def _kitchen() -> Quiz:
    return load_quiz(KITCHEN, read_course(COURSE))


@pytest.fixture(name="terminal")
def _terminal(tmp_path: Path) -> Iterator[Callable[..., pexpect.spawn]]:
    """Give a function that starts `grade` in a pseudo-terminal of 80 columns, with tmp_path as its folder."""
    started: list[pexpect.spawn] = []

    def start(*arguments: str | Path) -> pexpect.spawn:
        child = pexpect.spawn(
            sys.executable,
            ["-m", "grader", *map(str, arguments)],
            cwd=tmp_path,
            encoding="utf-8",
            timeout=30,
            dimensions=(40, 80),
            env={**os.environ, "TERM": "dumb"},
            echo=False,
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


@pytest.fixture(name="ask_kitchen")
def _ask_kitchen(terminal: Callable[..., pexpect.spawn]) -> Callable[..., pexpect.spawn]:
    """Give a function that asks the kitchen quiz with seed 5, unless told otherwise."""

    def ask(*arguments: str | Path, seed: int | None = 5) -> pexpect.spawn:
        drawn = () if seed is None else ("--seed", seed)
        return terminal("--course", COURSE, "quiz", KITCHEN, *map(str, drawn), *arguments)

    return ask


@pytest.fixture(name="sure", scope="session")
def _sure() -> Quiz:
    return load_quiz(SURE, read_course(COURSE))


@pytest.fixture(name="ask_sure")
def _ask_sure(terminal: Callable[..., pexpect.spawn]) -> Callable[..., pexpect.spawn]:
    """Give a function that asks the quiz that asks how sure the learner is."""
    return lambda *arguments: terminal("--course", COURSE, "quiz", SURE, *map(str, arguments))


@pytest.fixture(name="do")
def _do(tmp_path: Path) -> Callable[..., None]:
    """Give a function that puts the right file for these exercises into the learner's folder."""

    def do(*stems: str) -> None:
        for stem in stems:
            (tmp_path / f"{stem}.py").write_bytes((COURSE / "solutions" / f"{stem}.py").read_bytes())

    return do
