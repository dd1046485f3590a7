"""The warm pytest session runs a suite as pytest would, whatever of pytest the suite makes use of."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from grader.core.course import Function
from grader.core.shape_reader import parse_shape
from grader.grading.session import SuiteSession
from grader.suite.proxy import Direct, Proxy

SUITE = '''
import pytest
from grader.suite import agree, check

said = []

def check_(**more):
    return check(points=1, hint="Look.", **more)

def setup_module():
    said.append("module")

{setup}

@check_()
def test_plain(submission, reference, random):
    """the plain one"""
    x = random.uniform(0, 1)
    agree(submission.double(x), reference.double(x))
    assert said == {after}

@check_()
def test_more(submission):
    """one more"""
    agree(submission.double(2.0), 4.0)
    assert said == {after_two}
'''
FUNCTIONS = {"double": Function("double", ("x",), (), parse_shape("number"))}


def verdicts(suite: Path, factor: float = 2) -> dict[str, str]:
    """Return what comes of each check, twice over, where the submission multiplies by `factor`."""
    with SuiteSession() as session:
        found: dict[str, str] = {}
        for _ in range(2):
            asked, right = (Proxy(FUNCTIONS, Direct({"double": lambda x, f=f: f * x})) for f in (factor, 2))
            found |= {
                run.check.id: run.verdict if run.check.id not in found else f"{found[run.check.id]}, {run.verdict}"
                for run in session.run(suite, asked, right, 1)
            }
        return found


def write(folder: Path, text: str) -> Path:
    """Write a suite."""
    (folder / "test_double.py").write_text(text)
    return folder / "test_double.py"


@pytest.mark.parametrize(
    ("setup", "once", "twice"),
    [
        ("", ["module"], ["module"]),
        (
            "def setup_function():\n    said.append('function')",
            ["module", "function"],
            ["module", "function", "function"],
        ),
        (
            "@pytest.fixture(autouse=True)\ndef fixture():\n    said.append('in')\n    yield\n    said.append('out')",
            ["module", "in"],
            ["module", "in", "out", "in"],
        ),
    ],
    ids=["setup_module", "setup_function", "autouse"],
)
def test_what_a_suite_sets_up_is_set_up(tmp_path: Path, setup: str, once: list[str], twice: list[str]) -> None:
    """Before each of its tests, in the order in which pytest does it; the module's before the first alone."""
    suite = write(tmp_path, SUITE.format(setup=setup, after=once, after_two=twice))
    with SuiteSession() as session:
        asked, right = (Proxy(FUNCTIONS, Direct({"double": lambda x: 2 * x})) for _ in range(2))
        assert [run.verdict for run in session.run(suite, asked, right, 1)] == ["passed", "passed"]


def test_a_fixture_of_the_suites_own_takes_the_place_of_ours(tmp_path: Path) -> None:
    """One called `random` is what a test of that suite gets; another name is found as well."""
    suite = write(
        tmp_path,
        '''
import pytest
from grader.suite import agree, check

@pytest.fixture
def random():
    return 7.0

@pytest.fixture
def eight(random):
    return random + 1

@check(points=1, hint="Look.")
def test_own(submission, random):
    """its own"""
    agree(submission.double(random), 14.0)

@check(points=1, hint="Look.")
def test_eight(submission, eight):
    """another"""
    agree(submission.double(eight), 16.0)
''',
    )
    assert verdicts(suite) == dict.fromkeys(["own", "eight"], "passed, passed")
    assert verdicts(suite, 3) == dict.fromkeys(["own", "eight"], "disagreed, disagreed")


def test_parameters_and_classes_are_checks_too(tmp_path: Path) -> None:
    """Each set of parameters is a separate check; a test in a class has its instance."""
    suite = write(
        tmp_path,
        '''
import pytest
from grader.suite import agree, check

@pytest.mark.parametrize("x", [1.0, 2.0])
@check(points=1, hint="Look.")
def test_each(submission, x):
    """each"""
    agree(submission.double(x), 2 * x)

class TestMore:
    y = 5.0

    @check(points=1, hint="Look.")
    def test_inside(self, submission):
        """inside"""
        agree(submission.double(self.y), 10.0)
''',
    )
    assert verdicts(suite) == dict.fromkeys(["each[1.0]", "each[2.0]", "inside"], "passed, passed")


def test_a_check_that_is_a_coroutine_breaks_and_does_not_pass(tmp_path: Path) -> None:
    """Called and not awaited it would have done nothing, whatever the submission answers."""
    suite = write(
        tmp_path,
        """
from grader.suite import agree, check

@check(points=1, hint="Look.")
async def test_later(submission):
    'later'
    agree(submission.double(1.0), 2.0)
""",
    )
    assert verdicts(suite, 3) == {"later": "suite error, suite error"}


def test_a_check_that_is_interrupted_leaves_nothing_to_the_next_run(tmp_path: Path) -> None:
    """As in a notebook, whose kernel goes on: the next submission gets its own fixtures, set up again."""
    suite = write(
        tmp_path,
        '''
import pytest
from grader.suite import agree, check

@pytest.fixture
def two():
    return 2.0

@check(points=1, hint="Look.")
def test_first(submission, two):
    """first"""
    agree(submission.double(two), 4.0)

@check(points=1, hint="Look.")
def test_second(submission, two):
    """second"""
    agree(submission.double(two), 4.0)
''',
    )

    def interrupted(x: float) -> float:
        raise KeyboardInterrupt

    right = Proxy(FUNCTIONS, Direct({"double": lambda x: 2 * x}))
    with SuiteSession() as session:
        for stopped in ("first", "second"):
            with pytest.raises(KeyboardInterrupt):
                list(session.run(suite, Proxy(FUNCTIONS, Direct({"double": interrupted})), right, 1, [stopped]))
            asked = Proxy(FUNCTIONS, Direct({"double": lambda x: 2 * x}))
            assert [run.verdict for run in session.run(suite, asked, right, 1)] == ["passed", "passed"]


class _Lazy(ModuleType):
    """Another module is there as soon as one asks for anything of this one."""

    def __getattr__(self, name: str) -> object:
        sys.modules["lazy.more"] = ModuleType("lazy.more")
        raise AttributeError(name)


def test_a_suite_is_read_while_modules_are_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lazy module imports others when it is looked at, and in `grade watch` another thread may."""
    monkeypatch.setitem(sys.modules, "lazy", _Lazy("lazy"))
    with SuiteSession() as session:
        assert session.checks(write(tmp_path, SUITE.format(setup="", after=[], after_two=[])))
    monkeypatch.delitem(sys.modules, "lazy.more")
