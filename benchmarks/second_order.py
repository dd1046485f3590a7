"""Make two wrong changes of a reference at once, and list what passes every check that counts without a known reason.

    python benchmarks/second_order.py STEM [PAIRS] [SEED]

A change is one of tests/mutants: of the code, or of types, containers, aliases and what is kept from call to call. A
pair of which both changes pass alone is not tried. What is printed needs a reason in tests/mutants/equivalent_pairs.yaml,
or the suite another question.

Found so far: of 4,000 pairs in exercise 1, 18 are alive, and each is right.
"""

from __future__ import annotations

import ast
import random
import sys
from pathlib import Path

import msgspec

from grader.core.content import load_module
from grader.core.course import Course, Exercise, load_course
from grader.core.schema import read_yaml
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Submission

ROOT = Path(__file__).parent.parent
CHANGES = ROOT / "tests" / "mutants"


class Sources:
    """The references, one of them changed."""

    def __init__(self, course: Course, stem: str, source: str) -> None:
        """Take the course, and the text in place of one reference."""
        self._folder, self._name, self._source = course.root / "solutions", f"{stem}.py", source

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return (self._folder / name).is_file()

    def read(self, name: str, limit: int) -> bytes | None:
        """Return its bytes."""
        return self._source.encode() if name == self._name else (self._folder / name).read_bytes()


def in_code(source: str) -> dict[str, str]:
    """Return every version of a source with one change of its code, by what was changed."""
    return {one.name: one.source for one in load_module(CHANGES, "mutator").mutants(source)}


def around(exercise: Exercise, source: str) -> dict[str, str]:
    """Return every version of a source with one function wrapped: types, containers, caches, aliases."""
    functions = {name: list(function.takes) for name, function in exercise.functions.items()}
    return {one.name: one.source for one in load_module(CHANGES, "wrappers").wrapped(source, functions)}


def main() -> None:
    """Try a sample of the pairs: ten second changes for each first one."""
    stem = sys.argv[1]
    pairs, seed = (int(argument) for argument in (*sys.argv[2:], *("1000", "1")[len(sys.argv) - 2 :]))
    course = load_course(ROOT)
    exercise = course.find(stem)
    limits = msgspec.structs.replace(exercise.limits, call_seconds=1.0, cpu_seconds=2.0)
    hurried = msgspec.structs.replace(exercise, limits=limits)
    source, chance = exercise.reference.read_text(), random.Random(seed)
    known = read_yaml(CHANGES / "equivalent_pairs.yaml").data.get(exercise.stem, {})
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:

        def passes(text: str) -> bool:
            return grader.passes(hurried, Submission(Sources(course, exercise.stem, text)), 1)

        code, wrapped = in_code(source), around(exercise, source)
        alone = {name: passes(text) for name, text in {**code, **wrapped}.items()}
        tried = alive = 0
        while tried < pairs:
            first = chance.choice(list(alone))
            # a wrapper is not changed itself
            seconds = around(exercise, {**code, **wrapped}[first]) | (in_code(code[first]) if first in code else {})
            for second in chance.sample(list(seconds), min(10, len(seconds))):
                restored = ast.dump(ast.parse(seconds[second])) == ast.dump(ast.parse(source))
                if first == second or (alone[first] and alone.get(second, False)) or restored:
                    continue
                tried += 1
                if passes(seconds[second]):
                    alive += 1
                    if (pair := f"{first}  AND  {second}") not in known:
                        print(pair, flush=True)
        print(f"{exercise.stem}: {tried} pairs, {alive} alive, of which those not printed have a reason")


if __name__ == "__main__":
    main()
