"""Runs the answer to a code question in the sandbox, as an exercise is run.

The suite `name` of a quiz lies in `solutions/suites/test_name.py` beside the quiz file, and the program as it should be
in `solutions/name.py`; the return annotations of its functions say what their answers look like.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from grader.core.errors import ContentError, Fault

if TYPE_CHECKING:
    import ast

    from grader.sandbox.sandbox import Sandbox


SEED = 1
_PROGRAM = "program"

_WORDS = {"float": "number", "int": "whole number", "str": "text", "bool": "true or false"}


class ProgramQuestion(Protocol):
    """What a question says of the program that it asks for."""

    @property
    def suite(self) -> str:
        """The name of the suite."""

    @property
    def limits(self) -> Any:
        """What the program may use, each limit or None where it is an exercise's."""


class Programs:
    """A quiz's CodeRunner; sandbox and suites start with the first program. Use as a context manager."""

    def __init__(self, course: Path | None, quiz: Path, sandbox: Sandbox | None = None) -> None:
        """Prepare.

        Args:
            course: the folder of the course, or None for the one that comes with the grader.
            quiz: the quiz file.
            sandbox: where programs run; a new one where not given.
        """
        self._sandbox: Any = sandbox
        self._course, self._folder = course, quiz.parent
        self._open = ExitStack()
        self._grader: Any = None
        self._lock = threading.Lock()

    def __call__(self, question: ProgramQuestion, source: str) -> tuple[float, str]:
        """Run `source` against the question's suite; return the share of its points and what to say, in Markdown.

        Raises:
            ContentError: the suite or its reference is missing or unsound.
            Fault: the suite or the sandbox failed.
        """
        from grader.submissions.submission import Submission

        with self._lock:
            grader = self._warm()
            exercise = self._exercise(grader, question)
            result = grader.grade(exercise, Submission(_MemoryFiles({f"{question.suite}.py": source})), SEED)
        if result.ungraded:
            raise Fault(f"The suite {exercise.suite} could not check this program. Please tell your instructor.")
        if result.full_marks:
            return 1.0, ""
        return result.score / result.max_score, _said(result)

    def prints(self, source: str) -> str:
        """Run a program that may import the reference solutions, and return what it prints.

        Raises:
            ContentError: the program fails.
            Fault: the sandbox failed.
        """
        from grader.core.course import Exercise, Limits
        from grader.grading.execution import SubmissionRun
        from grader.sandbox.outcome import Failure
        from grader.submissions.submission import Submission

        with self._lock:
            grader = self._warm()
            files = {f"{e.stem}.py": e.reference.read_text(encoding="utf-8") for e in grader.course.exercises}
            exercise = Exercise(
                number=1,
                stem=_PROGRAM,
                name=_PROGRAM,
                title=_PROGRAM,
                points=0,
                bonus=0,
                functions={},
                limits=Limits(),
                hints=(),
                root=self._folder,
            )
            submission = Submission(_MemoryFiles(files | {f"{_PROGRAM}.py": source}))
            run = SubmissionRun(self._sandbox, grader.course, exercise, submission, SEED)
            try:
                outcome = run.load()
            finally:
                run.close()
        if isinstance(outcome, Failure):
            raise ContentError(self._folder, f"the program fails: {outcome.kind} {outcome.text}".strip())
        return "".join(run.printed)

    def solves(self, stem: str, source: str) -> bool:
        """Say whether `source` gets full marks as the file of the exercise `stem`.

        Raises:
            Fault: the suite or the sandbox failed.
        """
        from grader.submissions.submission import Submission

        with self._lock:
            grader = self._warm()
            exercise = grader.course.find(stem)
            result = grader.grade(exercise, Submission(_MemoryFiles({f"{stem}.py": source})), SEED)
        if result.ungraded:
            raise Fault(f"The suite of {stem} could not check this program. Please tell your instructor.")
        return bool(result.full_marks)

    def full_marks(self, stems: Collection[str], folder: Path) -> frozenset[str]:
        """Return those of these exercises that have full marks in `folder`.

        Raises:
            Fault: a suite or the sandbox failed.
        """
        from grader.submissions.submission import open_submission

        submission = open_submission(folder)
        with self._lock:
            grader = self._warm()
            exercises = [exercise for exercise in grader.course.exercises if exercise.stem in stems]
            results = {exercise.stem: grader.grade(exercise, submission, SEED) for exercise in exercises}
        for stem, result in results.items():
            if result.ungraded:
                raise Fault(f"The suite of {stem} could not check your file. Please tell your instructor.")
        return frozenset(stem for stem, result in results.items() if result.full_marks)

    def _warm(self) -> Any:
        if self._grader is None:
            from grader.core.course import load_course
            from grader.grading.grader import Grader
            from grader.sandbox.sandbox import Sandbox

            self._sandbox = self._sandbox or self._open.enter_context(Sandbox())
            self._grader = self._open.enter_context(Grader(load_course(self._course), self._sandbox))
        return self._grader

    def _exercise(self, grader: Any, question: ProgramQuestion) -> Any:
        import msgspec

        from grader.core.course import Exercise, Limits

        suite, most = question.suite, Limits()
        asked = {name: value for name, value in msgspec.structs.asdict(question.limits).items() if value is not None}
        lower = {name: min(value, getattr(most, name)) for name, value in asked.items()}
        limits = msgspec.structs.replace(most, **lower)
        exercise = Exercise(
            number=1,
            stem=suite,
            name=suite,
            title=suite,
            points=0,
            bonus=0,
            functions=functions(self._folder / "solutions" / f"{suite}.py"),
            limits=limits,
            hints=(),
            root=self._folder,
        )
        points = sum(check.points for check in grader.checks(exercise) if not check.stretch)
        return msgspec.structs.replace(exercise, points=points)

    def __enter__(self) -> Programs:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()


def functions(reference: Path) -> dict[str, Any]:
    """Return the functions that a program must have: those of the reference.

    Raises:
        ContentError: there is no reference, or a function does not say what it returns.
    """
    import ast

    from grader.core.course import Function
    from grader.core.shape_reader import parse_shape

    try:
        tree = ast.parse(reference.read_bytes())
    except OSError as error:
        problem = f"a code question needs the program as it should be here ({error.strerror})."
        raise ContentError(reference, problem) from None
    except (SyntaxError, ValueError) as error:
        raise ContentError(reference, f"this is not Python: {error}.", getattr(error, "lineno", None)) from None
    found = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            try:
                shape = parse_shape(_shape(node.returns))
            except ValueError:
                problem = f"say what {node.name} returns, such as -> float or -> list[float]."
                raise ContentError(reference, problem, node.lineno) from None
            takes = tuple(argument.arg for argument in node.args.args)
            found[node.name] = Function(node.name, takes, takes[len(takes) - len(node.args.defaults) :], shape)
    return found


def _shape(annotation: ast.expr | None) -> Any:
    """Return an annotation in the words of course.yaml; ValueError where it has none."""
    import ast

    match annotation:
        case ast.Name(id=name) if name in _WORDS:
            return _WORDS[name]
        case ast.Subscript(value=ast.Name(id="list"), slice=inner):
            return {"list of": _shape(inner)}
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=parts)):
            return [_shape(part) for part in parts]
    raise ValueError


class _MemoryFiles:
    """A submission from memory: the text of each file by its name."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files

    def read(self, name: str, limit: int) -> bytes | None:
        return self._files[name].encode() if name in self._files else None

    def has(self, name: str) -> bool:
        return name in self._files


def _said(result: Any) -> str:
    """Say which check fails first, and how; the program's output stands in a fence, where nothing is markup."""
    checks = [check for check in result.checks if not check.stretch]
    passed = sum(check.status == "passed" for check in checks)
    if result.status != "graded":
        said = result.message.replace("your file", "the program with your lines in it")
        return _fenced(said) if said else "It could not be run."
    first = next(check for check in checks if check.status != "passed")
    count = f"Checks passed: {passed} of {len(checks)}. The first failed check:"
    return "\n\n".join(part for part in (count, _fenced(f"{first.title}\n{first.message}".strip()), first.hint) if part)


def _fenced(text: str) -> str:
    # a quiz fills {{name}} in, and a fence ends at its like
    plain = text.replace("{{", "{ {").replace("```", "'''")
    return f"```\n{plain}\n```"
