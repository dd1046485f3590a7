"""One answers file, replayed through the terminal, the page and the class: the same bytes of result."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from grader.grading.programs import Programs
from grader.quiz import sitting as steps
from grader.quiz import sitting_result
from grader.quiz.answers import grade, parse_answers, write_answers
from grader.quiz.load import Quiz
from grader.quiz.outcome import to_json
from grader.quiz.present import present
from grader.quiz.select import select
from grader.quiz.solution import reference_answer
from grader.quiz.terminal.dialogue import Dialogue
from grader.quiz.terminal.typed import retyped

COURSE = Path(__file__).parents[1] / "course_other"
ROOT = Path(__file__).parents[2]
Replay = Callable[..., bytes]


def fields(quiz: Quiz, name: str, seed: int, answer: Any) -> dict[str, object]:
    """Return what a browser posts for an answer."""
    asked = present(quiz, name, seed)
    places = {entry.key: str(n) for n, entry in enumerate(asked.entries, 1)}
    if asked.type in ("choice", "slip"):
        return {"answer": places[answer]}
    if asked.type == "multi":
        return {"answer": [places[key] for key in answer]}
    if asked.type in ("order", "parsons"):
        return {"order": ",".join(places[key] for key in answer)}
    if asked.type == "match":
        rights = {entry.key: str(n) for n, entry in enumerate(asked.rights, 1)}
        return {f"right-{places[left]}": rights[right] for left, right in answer.items()}
    if asked.type == "multipart":
        return {f"part-{part}": typed for part, typed in answer.items()}
    if asked.type == "code":
        return {f"gap-{gap}": text for gap, text in answer.items()}
    return {"answer": str(answer)}


def in_terminal(
    quiz: Quiz,
    seed: int,
    given: dict[str, Any],
    programs: Programs,
    levels: dict[str, str] | None = None,
    done: Collection[str] = (),
) -> bytes:
    """Type the answers into the dialogue, skip what has none, and hand in; `levels` say how sure they are."""
    sitting = steps.start(quiz, seed, done=done)
    lines: list[str] = []
    for item in sitting.items:
        if item.id not in given:
            lines.append("s")
            continue
        asked = present(quiz, item.id, seed)
        lines += given[item.id].values() if asked.type in ("code", "multipart") else [retyped(asked, given[item.id])]
        if levels is not None:
            lines.append(levels.get(item.id, ""))
        _, found = steps.answer(quiz, sitting, item.id, given[item.id], run_code=programs)
        # what is right is followed by Enter; the rest may be tried again, and is left
        lines.append("" if found.status == "correct" else "s")
    typed = iter([*lines, "h"])
    dialogue = Dialogue(
        quiz, sitting, ask=lambda _: next(typed), say=lambda _: None, keep=lambda _: None, programs=programs
    )
    finished = dialogue.run()
    assert finished.finished
    return to_json(sitting_result.result(quiz, finished))


def on_page(visitor: Any, given: dict[str, Any], levels: dict[str, str] | None = None) -> bytes:
    """Post the answers, and hand in; `levels` say how sure they are."""
    controller = visitor.controller
    for number, item in enumerate(controller.sitting.items, 1):
        if item.id in given:
            sure = {"confidence": levels[item.id]} if levels and item.id in levels else {}
            visitor.press(
                number, "check", **fields(controller.quiz, item.id, controller.sitting.seed, given[item.id]), **sure
            )
    visitor.post("/hand-in")
    return to_json(sitting_result.result(controller.quiz, controller.sitting))


ANSWERS: dict[str, dict[str, Any]] = {
    "all right": {
        "boil": "hundred",
        "scales": ["reaumur", "celsius"],
        "warm": "30 °C",
        "opposite": "Cold",
        "double": {"1": "2*n"},
        "tea": ["boil", "pour", "wait"],
        "pairs": {"kettle": "water", "oven": "bread"},
    },
    "mostly wrong": {
        "boil": "eighty",
        "scales": ["kelvin", "celsius"],
        "warm": "86",
        "opposite": "hot",
        "double": {"1": "n*3"},
        "tea": ["pour", "boil", "bake"],
        "pairs": {"kettle": "ice"},
    },
    "some blank, some unreadable": {"warm": "1.2.3", "scales": ["celsius"], "opposite": "   "},
}


@pytest.mark.parametrize("given", ANSWERS.values(), ids=ANSWERS)
def test_kitchen(
    visit: Callable[..., Any],
    kitchen: Quiz,
    grade_cli: Callable[..., CompletedProcess[str]],
    tmp_path: Path,
    given: dict[str, Any],
) -> None:
    """Every type of question, programs among them, by all three ways and by the command."""
    text = write_answers({"quiz": "kitchen", "seed": 5, "answers": given})
    with Programs(COURSE, kitchen.path) as programs:
        answers, seed = parse_answers(text.encode(), Path("a.yaml"), kitchen)
        expected = to_json(grade(kitchen, answers, seed, run_code=programs))
        typed = {name: answer for name, answer in given.items() if str(answer).strip()}
        page = on_page(visit(kitchen).enter(), typed)
        terminal = in_terminal(kitchen, 5, typed, programs)
    (tmp_path / "a.yaml").write_text(text)
    done = grade_cli(
        "--course",
        COURSE,
        "quiz",
        kitchen.path,
        "--answers",
        "a.yaml",
        "--format",
        "json",
        expect=int(json.loads(expected)["score"] < 7),
    )
    assert done.stdout.encode() == expected
    if "   " not in given.values():
        assert (page, terminal) == (expected, expected)
    else:  # spaces that were never typed are no answer either way: only what was typed differs
        blank = [item | {"answer": None} if item["answer"] == "   " else item for item in json.loads(expected)["items"]]
        assert json.loads(page)["items"] == json.loads(terminal)["items"] == blank


@pytest.mark.parametrize("stems", [(), ("temperature",), ("temperature", "words")], ids=["none", "one", "both"])
def test_how_sure_and_what_waits(
    visit: Callable[..., Any],
    sure: Quiz,
    grade_cli: Callable[..., CompletedProcess[str]],
    tmp_path: Path,
    stems: tuple[str, ...],
) -> None:
    """So too where the learner says how sure they are, with as many exercises done; and by a class."""
    given = {"boil": "eighty", "freeze": "0", "table": "Kelvin", "both": ["words", "degrees"]}
    levels = {"boil": "sure", "table": "guessing", "both": "fairly sure"}
    text = write_answers(
        {
            "quiz": "sure",
            "seed": 5,
            "answers": {
                name: {"answer": answer, "confidence": levels[name]} if name in levels else answer
                for name, answer in given.items()
            },
        }
    )
    folder = tmp_path / "class" / "anna"
    folder.mkdir(parents=True)
    (folder / "answers.yaml").write_text(text)
    for stem in stems:
        (folder / f"{stem}.py").write_bytes((COURSE / "solutions" / f"{stem}.py").read_bytes())
    shutil.copytree(COURSE, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(sure.path.parent, tmp_path / "course" / "quiz")
    of_course = ("--course", tmp_path / "course")
    done = grade_cli(*of_course, "quiz", "--answers", folder / "answers.yaml", "--format", "json", expect=1)
    expected = done.stdout.encode()
    assert [item["confidence"] for item in json.loads(expected)["items"]] == ["sure", None, "guessing", "fairly sure"][
        : 2 + len(stems)
    ]
    with Programs(COURSE, sure.path) as programs:
        assert in_terminal(sure, 5, given, programs, levels, stems) == expected
    assert on_page(visit(sure, done=stems).enter(), given, levels) == expected
    done = grade_cli(*of_course, "submissions", tmp_path / "class", "--allow-limited", "--format", "json", expect=1)
    told = json.loads(done.stdout)  # a result that is kept also names its course
    assert told["students"][0]["quizzes"] == [json.loads(expected) | {"course": told["course"]}]


@pytest.mark.parametrize("seed", range(4))
def test_final(visit: Callable[..., Any], final: Quiz, seed: int) -> None:
    """The final quiz too, right answers and wrong ones by turns."""
    given: dict[str, Any] = {}
    for place, name in enumerate(select(final, seed)):
        question = final.questions[name]
        asked = present(final, name, seed)
        right = reference_answer(question, final.variant(question, seed))
        wrong = {
            "choice": asked.entries[:1] and asked.entries[0].key,
            "multi": [e.key for e in asked.entries[:2]],
            "order": [e.key for e in asked.entries],
            "text": "a batch",
            "slip": "1",
            "parsons": [e.key for e in asked.entries],
            "predict": "17",
            "numeric": "0.123",
        }
        if asked.type == "code":
            right = {"1": "(a - y) * x", "2": "total / len(X)" if place % 4 else "total"}
        if asked.type == "multipart":
            right = {part: str(number) for part, number in right.items()}
        given[name] = str(right) if asked.type == "numeric" else right
        if place % 2:
            given[name] = wrong.get(asked.type, right)
    answers, _ = parse_answers(
        write_answers({"quiz": "final", "seed": seed, "answers": given}).encode(), Path("a"), final
    )
    with Programs(ROOT, final.path) as programs:
        expected = to_json(grade(final, answers, seed, run_code=programs))
        assert in_terminal(final, seed, given, programs, {}) == expected
    assert on_page(visit(final, seed=seed).enter(), given) == expected
