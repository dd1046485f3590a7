"""Whether the modules that a course allows can be imported where submissions run, and the usual calls of them work."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from difflib import get_close_matches
from importlib.util import find_spec

from grader.authoring.course_files import line_of
from grader.authoring.definitions import diagnostic
from grader.core.course import Course, Exercise, Limits
from grader.core.diagnostics import Diagnostic
from grader.grading.execution import SubmissionRun
from grader.sandbox.outcome import Failure
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Submission

_STEM = "modules_tried"
_SECONDS = 60
# what imports a part of the module late, or needs a file: a call of each kind that learners make
_CALLS = {
    "datetime": "datetime.datetime.strptime('2024-02-29', '%Y-%m-%d')",
    "csv": "list(csv.DictReader(['a,b', '1,2']))",
    "json": "json.loads(json.dumps({'a': [1, None]}))",
    "decimal": "decimal.Decimal('1.10') * 3",
    "statistics": "statistics.linear_regression([1, 2], [1, 3])",
    "collections": "collections.Counter('aab').most_common()",
    "numpy": "numpy.fft.fft([1, 2]), numpy.ma.masked_less([1, 2], 2).mean(), numpy.linalg.inv([[2.0]]), "
    "numpy.random.default_rng(1).normal(), numpy.polynomial.Polynomial([1, 2])(3), numpy.char.upper(['a'])",
    "pandas": "pandas.DataFrame({'a': [1, 2], 'b': ['x', 'y']}).groupby('b')['a'].sum().to_csv(), "
    "pandas.to_datetime(['2024-01-02']).year, pandas.Series([1, 2]).describe().to_dict()",
    "matplotlib": "__import__('matplotlib.pyplot').pyplot.plot([1, 2])",
}


class _OneFile:
    """A submission of one text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def has(self, name: str) -> bool:
        """Whether this is its name."""
        return name == f"{_STEM}.py"

    def read(self, name: str, limit: int) -> bytes | None:
        """Return its bytes."""
        return self._text.encode() if self.has(name) else None


def module_diagnostics(course: Course, sandbox: Sandbox) -> Iterator[Diagnostic]:
    """Give what is wrong with the modules of a course; one that is not installed here is skipped."""
    manifest = course.root / "exercises" / "course.yaml"
    line = line_of(manifest, "modules:")
    for name in course.modules:
        near = [] if _is_here(name) else get_close_matches(name, sys.stdlib_module_names, 1, 0.8)
        if near:
            problem = f"there is no module {name!r}."
            yield diagnostic(manifest, line, "module", problem, f"did you mean {near[0]}?")
    for name, why in _failing(course, sandbox, [name for name in course.modules if _is_here(name)]):
        problem = f"the module {name} does not work where submissions run: {why}"
        yield diagnostic(manifest, line, "module", problem, "take it from `modules`, or another version of it.")


def _is_here(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _failing(course: Course, sandbox: Sandbox, names: list[str]) -> list[tuple[str, str]]:
    """Return the modules that fail in the sandbox, each with the reason."""
    lines = []
    for name in names:
        lines += ["try:", f"    import {name}", f"    {_CALLS.get(name, 'pass')}", "except Exception as error:"]
        lines += [f"    print('{name}', type(error).__name__, str(error)[:200].replace(chr(10), ' '))"]
    limits = Limits(load_seconds=_SECONDS, total_seconds=_SECONDS, cpu_seconds=_SECONDS, memory_mib=2048)
    exercise = Exercise(
        number=1,
        stem=_STEM,
        name=_STEM,
        title=_STEM,
        points=0,
        bonus=0,
        functions={},
        limits=limits,
        hints=(),
        root=course.root,
    )
    run = SubmissionRun(sandbox, course, exercise, Submission(_OneFile("\n".join(lines) + "\n")), 1)
    try:
        outcome = run.load()
    finally:
        run.close()
    if isinstance(outcome, Failure):
        return [(", ".join(names), f"{outcome.kind} {outcome.text}".strip())]
    said = [line.partition(" ") for line in "".join(run.printed).splitlines()]
    return [(name, why) for name, _, why in said if name in names]
