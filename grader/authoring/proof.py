"""Grade what a course holds: references, stubs, mistakes and right neighbours, each for the marks it should have."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from pathlib import Path

from grader.authoring.course_files import line_of
from grader.authoring.definitions import diagnostic
from grader.authoring.module_proof import module_diagnostics
from grader.authoring.pairs import pairs_diagnostics
from grader.core.content import line_in
from grader.core.course import Course, Exercise
from grader.core.diagnostics import Diagnostic
from grader.core.errors import ContentError
from grader.core.points import format_points
from grader.core.results import ExerciseResult
from grader.grading.alternatives import alternatives_of
from grader.grading.diagnosis.mistakes import known_mistakes
from grader.grading.grader import Grader
from grader.grading.harnesses import functions_of
from grader.grading.programs import Programs
from grader.grading.suite_points import points_problem
from grader.quiz.check import check_quiz
from grader.quiz.course_index import read_course
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import SUFFIXES, Submission


class _Chosen:
    """A submission of files that lie apart, by the names that they are to have."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        self._paths = paths

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return name in self._paths

    def read(self, name: str, limit: int) -> bytes | None:
        """Return its bytes."""
        return self._paths[name].read_bytes() if name in self._paths else None


class Proof:
    """One course under proof."""

    def __init__(self, course: Course, seed: int, tell: Callable[[str], None]) -> None:
        self._course, self._seed, self._tell = course, seed, tell
        self.diagnostics: list[Diagnostic] = []
        self.mistakes = self.named = self.right = 0

    def run(self, right: Path | None) -> None:
        """Try everything."""
        with Sandbox() as sandbox, Grader(self._course, sandbox) as grader:
            self._tell("modules")
            self.diagnostics += module_diagnostics(self._course, sandbox)
            sound = [exercise for exercise in self._course.exercises if self._suite(grader, exercise)]
            for exercise in sound:
                self._tell(exercise.stem)
                if self._reference(grader, exercise) and self._mistakes_answer(grader, exercise):
                    self._stub(grader, exercise)
                    for path in alternatives_of(exercise):
                        self._alternative(grader, exercise, path)
                    self.diagnostics += pairs_diagnostics(grader, exercise, self._seed)
                    for path in sorted(exercise.mistakes.glob("*.py")):
                        self._mistake(grader, exercise, path)
            for folder in sorted(right.iterdir()) if right else []:
                if folder.is_dir():
                    self._right(grader, folder, sound)
        self._quizzes()

    def _add(self, path: Path, line: int, code: str, problem: str, fix: str) -> None:
        self.diagnostics.append(diagnostic(path, line, code, problem, fix))

    def _suite(self, grader: Grader, exercise: Exercise) -> bool:
        """Whether the suite can be used, with points that add up and every check explained."""
        suite = exercise.suite
        try:
            checks = grader.checks(exercise)
        except ContentError as error:
            self._add(error.path, error.line or 1, "suite", error.problem, "correct the suite.")
            return False
        for check in checks:
            line = line_of(suite, f"def test_{check.id}(")
            if not check.hint.strip():
                self._add(
                    suite, line, "no-hint", f"the check {check.id} has no hint.", "say in `hint=` what to look at."
                )
            if check.points < 0:
                self._add(
                    suite,
                    line,
                    "points",
                    f"the check {check.id} is worth {format_points(check.points)} points.",
                    "give it 0 or more.",
                )
            known = {path.stem.partition("--")[0] for path in exercise.mistakes.glob("*.py")}
            if check.names is not None and check.names not in known:
                self._add(
                    suite,
                    line,
                    "unknown-name",
                    f"the check {check.id} names {check.names!r}, no known mistake.",
                    f"add solutions/mistakes/{exercise.stem}/{check.names}.py, or correct `names=`.",
                )
        if problem := points_problem(exercise, checks):
            self._add(suite, 1, "points", problem, "change the points of a check, or of the exercise.")
        return True

    def _reference(self, grader: Grader, exercise: Exercise) -> bool:
        """Whether the reference earns everything there is; without that nothing else can be judged."""
        path = exercise.reference
        if not self._answers(grader, exercise, path, by_itself=True):
            return False
        try:
            functions_of(exercise)
        except ContentError as error:
            self._add(error.path, error.line or 1, "reference", error.problem, "correct it.")
            return False
        result = self._grade(grader, exercise, path)
        lost = [check for check in result.checks if check.status != "passed"]
        broke = {run.check.id: run.error for run in grader.attempt if run.error and run.verdict == "suite error"}
        for check in lost:
            line = line_of(exercise.suite, f"def test_{check.id}(")
            problem = f"the reference does not pass the check {check.id}: {check.message or result.message}"
            if raised := broke.get(check.id):
                line = line_in(raised, exercise.suite) or line
                problem = f"the check {check.id} breaks on the reference, {type(raised).__name__}: {raised}."
            self._add(exercise.suite, line, "reference", problem, f"correct the check, or {path.name}.")
        return not lost

    def _answers(self, grader: Grader, exercise: Exercise, path: Path, *, by_itself: bool = False) -> bool:
        """Whether a file ends when it is asked: tried in the sandbox, before it is trusted in this process."""
        failure = grader.silence(exercise, self._on_references(exercise, path), self._seed, by_itself=by_itself)
        if failure:
            line = failure.place.line if failure.place else 1
            what = "does not return" if failure.problem == "timeout" else "crashes"
            self._add(
                path,
                line,
                "no-end",
                f"a call of this file {what}.",
                "let every call return a value, even a wrong one: without a value no mistake can be recognized.",
            )
        return failure is None

    def _mistakes_answer(self, grader: Grader, exercise: Exercise) -> bool:
        """Whether every mistake can be asked; of one that cannot, grading anything wrong would complain."""
        before = len(self.diagnostics)
        for known in known_mistakes(exercise):
            if not self._answers(grader, exercise, known.path):
                continue
            try:
                known.fresh()
            except ContentError as error:
                self._add(error.path, error.line or 1, "mistake", error.problem, "correct it.")
        return len(self.diagnostics) == before

    def _stub(self, grader: Grader, exercise: Exercise) -> None:
        result = self._grade(grader, exercise, exercise.stub)
        earned = result.score + result.bonus
        if exercise.stub_runs and result.full_marks:
            problem = "the stub gets full marks as it is."
        elif earned and not exercise.stub_runs:
            passed = ", ".join(check.id for check in result.checks if check.status == "passed")
            problem = f"the stub earns {format_points(earned)} points as it is, by {passed}."
        elif exercise.stub_runs:
            runs = all(check.status == "forbidden" for check in result.checks) or result.status in (
                "graded",
                "unfilled",
            )
            problem = "" if runs else f"the stub does not run: {result.message}"
        elif result.status != "unfilled":
            problem = f"the stub is taken for an answer (its status is {result.status!r})."
        else:
            return
        fix = (
            "with stub_runs: true, let the stub run and give at least one wrong answer."
            if exercise.stub_runs
            else "let every function of the stub raise NotImplementedError, or say stub_runs: true if it is code to correct."
        )
        if problem:
            self._add(exercise.stub, 1, "stub", problem, fix)

    def _alternative(self, grader: Grader, exercise: Exercise, path: Path) -> None:
        """Try another way to write it: it is shown as right, so every check must pass, a bonus too."""
        result = self._grade(grader, exercise, path)
        lost = [check.id for check in result.checks if check.status != "passed"]
        if not ast.get_docstring(ast.parse(path.read_bytes())):
            self._add(
                path, 1, "no-sentence", "this alternative has no docstring.", "say in a sentence what is different."
            )
        if lost or result.status != "graded":
            problem = f"this alternative does not pass {', '.join(lost) or 'the suite'}."
            self._add(path, 1, "alternative", problem, "correct it, or remove it.")

    def _mistake(self, grader: Grader, exercise: Exercise, path: Path) -> None:
        self.mistakes += 1
        result = self._grade(grader, exercise, path, alone=True)
        wanted, found = path.stem.partition("--")[0], result.misconception
        if result.full_marks:
            self._add(
                path,
                1,
                "not-caught",
                "this mistake gets full marks.",
                f"let {exercise.suite.name} check what is different from a right answer; if nothing is, it is no mistake.",
            )
        elif result.status in ("broken", "refused", "unfilled"):
            told = self._grade(grader, exercise, path).message
            self._add(path, 1, "mistake", f"this mistake cannot be graded: {told}", "correct it.")
        elif found is None:
            silent = {c.status for c in result.checks} & {"timeout", "crashed", "forbidden"}
            fix = (
                "let it return a value: all code that crashes or does not return looks the same."
                if silent
                else "if another mistake gives the same answers, give both one id; if its answers are random, or no "
                "values, add a check with names= to the suite."
            )
            self._add(path, 1, "not-named", "this mistake loses points, but is not recognized.", fix)
        elif found.id != wanted:
            self._add(
                path,
                1,
                "misnamed",
                f"this mistake is recognized as {found.id!r}.",
                "give both one id, or let the suite check what is different.",
            )
        else:
            self.named += 1

    def _right(self, grader: Grader, folder: Path, exercises: list[Exercise]) -> None:
        self._tell(folder.name)
        own = {path.name: path for path in folder.iterdir() if path.is_file()}
        stems = {path.stem for path in own.values()}
        references = {e.reference.name: e.reference for e in self._course.exercises if e.stem not in stems}
        for exercise in exercises:
            file = next((own[f"{exercise.stem}{s}"] for s in SUFFIXES if f"{exercise.stem}{s}" in own), None)
            if file is None:
                continue
            self.right += 1
            result = grader.grade(exercise, Submission(_Chosen({**references, **own})), self._seed)
            problem = _wronged(result)
            if problem:
                self._add(file, 1, "right", problem, "correct the suite.")

    def _quizzes(self) -> None:
        folder = self._course.root / "quiz"
        for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else []:
            self._tell(path.name)
            facts = read_course(self._course.root)
            with Programs(self._course.root, path) as programs:
                found = check_quiz(path, facts, seeds=50, run_code=programs, programs=programs)
            self.diagnostics += [one for one in found if not one.warning]

    def _grade(self, grader: Grader, exercise: Exercise, path: Path, *, alone: bool = False) -> ExerciseResult:
        """Grade one file; alone, no earlier part is proved or replaced again, and nothing that it says is told."""
        return grader.grade(exercise, self._on_references(exercise, path, alone=alone), self._seed)

    def _on_references(self, exercise: Exercise, path: Path, *, alone: bool = False) -> Submission:
        """Return one file as a submission, on top of the references."""
        paths = {earlier.reference.name: earlier.reference for earlier in self._course.earlier(exercise)}
        return Submission(_Chosen({**paths, f"{exercise.stem}.py": path}), alone=alone)


def _wronged(result: ExerciseResult) -> str:
    """Say what is wrong with the result of a right submission; nothing where it is right."""
    if not result.full_marks:
        lost = [check for check in result.checks if check.status != "passed" and not check.stretch]
        return (
            "this right submission loses marks: "
            f"{'; '.join(f'{check.id}: {check.message}' for check in lost) or result.message}"
        )
    return f"this right submission gets the likely cause {result.misconception.id!r}." if result.misconception else ""
