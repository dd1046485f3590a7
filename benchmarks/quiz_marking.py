"""Mark 10,000 answers files of 16 questions, each with its own seed: under 10 s of processor time is the promise.

    python benchmarks/quiz_marking.py [FILES]

Reading the YAML of an answers file is part of it, as in a class; loading the quiz is not.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from grader.quiz.answers import grade, parse_answers, write_answers
from grader.quiz.course_index import read_course
from grader.quiz.draw import Stream
from grader.quiz.load import Quiz, load_quiz
from grader.quiz.outcome import to_json
from grader.quiz.select import select
from grader.quiz.solution import reference_answer

ROOT = Path(__file__).parent.parent
PROMISE = 10.0


def answers_file(quiz: Quiz, seed: int) -> bytes:
    """Return a learner's file: most answers right, some another question's, some missing."""
    stream = Stream("benchmark", seed)
    given = {}
    for name in select(quiz, seed):
        question = quiz.questions[name]
        right = reference_answer(question, quiz.drawn(question, seed))
        given[name] = stream.pick([right, right, right, "0.5", "up", None])
    return write_answers({"quiz": quiz.head.id, "seed": seed, "answers": given}).encode()


def main() -> None:
    """Write the files, mark them with a fresh quiz, and print the figure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    course = read_course(ROOT)
    path = ROOT / "quiz" / "final.yaml"
    quiz = load_quiz(path, course)
    files = [answers_file(quiz, seed) for seed in range(count)]
    fresh = load_quiz(path, course)
    started = time.process_time()
    written = 0
    for raw in files:
        answers, seed = parse_answers(raw, path, fresh)
        written += len(to_json(grade(fresh, answers, seed)))
    seconds = time.process_time() - started
    print(f"{count} answers files of 16 questions: {seconds:.2f} s of CPU, {written / 1e6:.1f} MB of JSON")
    if count == 10_000 and seconds > PROMISE:
        sys.exit(f"over the promise of {PROMISE:g} s")


if __name__ == "__main__":
    main()
