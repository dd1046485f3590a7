"""What a mark is made of: four verdicts, an early slip paid once, hidden inputs kept hidden."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from grader.core.course import Course, load_course
from grader.core.errors import ContentError
from grader.core.results import ExerciseResult
from grader.grading.execution import SubmissionRun
from grader.grading.grader import Grader
from grader.sandbox.outcome import Failure
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Found, Submission, open_submission

Make = Callable[..., Path]
ROOT = Path(__file__).parents[1]
OTHER = ROOT / "tests" / "course_other"
TEMPERATURE = (OTHER / "solutions" / "temperature.py").read_text()
WORDS = (OTHER / "solutions" / "words.py").read_text()


@pytest.fixture(name="other", scope="module")
def _other() -> Iterator[Grader]:
    """Give a grader of the course on another subject, whose limits are short."""
    with Sandbox() as sandbox, Grader(load_course(OTHER), sandbox) as grader:
        yield grader


@pytest.fixture(name="grade_other")
def _grade_other(other: Grader, tmp_path: Path) -> Callable[..., ExerciseResult]:
    """Give a function that grades one exercise of it, the references standing in for what is not given."""

    def grade(which: str, **sources: str) -> ExerciseResult:
        folder = tmp_path / f"s{len(list(tmp_path.iterdir()))}"
        shutil.copytree(OTHER / "solutions", folder)
        for stem, source in sources.items():
            (folder / f"{stem}.py").write_text(source)
        return other.grade(other.course.find(which), open_submission(folder), 1)

    return grade


Grade = Callable[..., ExerciseResult]


def statuses(result: ExerciseResult) -> dict[str, str]:
    """Return the status of each check."""
    return {check.id: check.status for check in result.checks}


def test_the_engine_grades_a_course_on_another_subject(other: Grader) -> None:
    """Full marks for its references; texts, dicts, whole numbers and truth values cross the border."""
    result = other.grade_all(open_submission(OTHER / "solutions"), 3)
    assert (result.score, result.max_score, result.full_marks) == (10, 10, True)


def test_the_engine_names_no_exercise() -> None:
    """No word of the built-in course's subject stands in the engine."""
    engine = Path(__file__).parent.parent / "grader"
    words = ("sigmoid", "gradient", "neuron", "epoch")
    found = [(p.name, w) for p in engine.rglob("*.py") for w in words if w in p.read_text().lower()]
    assert found == []


TIRED = """
calls = 0


def update(w, b, gw, gb, eta):
    global calls
    calls += 1
    factor = eta if calls < 300 else 0.0
    return [wj - factor * gj for wj, gj in zip(w, gw)], b - factor * gb
"""


def test_a_faulty_earlier_file_that_its_suite_let_pass_costs_no_marks_later(tmp_path: Path) -> None:
    """The later exercise counts on the reference's parts, and the result names the file at fault."""
    for file in (ROOT / "solutions").glob("*.py"):
        shutil.copy(file, tmp_path)
    (tmp_path / "ex4_update.py").write_text(TIRED)
    course = load_course(ROOT)
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        submission = open_submission(tmp_path)
        fourth, fifth = (grader.grade(course.find(which), submission, 1) for which in ("update", "loop"))
    assert fourth.full_marks
    assert (fifth.full_marks, fifth.followed_through, fifth.suite_gap) == (True, True, "ex4_update")
    assert "ex4_update passes its own checks" in fifth.notes[-1]


def test_an_early_slip_is_paid_once(grade_other: Grade) -> None:
    """Where an earlier file is wrong, the later one is graded on the reference's, with a word about it."""
    wrong = TEMPERATURE.replace("(degrees - 32) / 1.8", "(degrees - 32) / 18")
    first = grade_other("temperature", temperature=wrong)
    assert first.score < first.max_score
    second = grade_other("words", temperature=wrong)
    assert (second.score, second.followed_through) == (6, True)
    assert "costs marks only once" in second.notes[-1]


@pytest.mark.parametrize(
    "earlier",
    [
        "def celsius(degrees)\n",
        "raise ValueError(3)\n",
        "def celsius(degrees):\n    raise NotImplementedError\n",
        "while True: pass\n",
    ],
    ids=["syntax error", "raises at import", "stub", "never ends"],
)
def test_an_earlier_file_that_does_not_work_costs_nothing_later(grade_other: Grade, earlier: str) -> None:
    """However the earlier file is broken, the later one can have full marks."""
    result = grade_other("words", temperature=earlier)
    assert (result.status, result.score, result.followed_through) == ("graded", 6, True)


@pytest.mark.parametrize("slip", ["", ".upper()"])
def test_a_loop_without_end_in_an_earlier_file_is_not_waited_for_again(slip: str, tmp_path: Path) -> None:
    """The later file is tried on the reference first, and has the result that it has where nothing is known yet."""
    (tmp_path / "temperature.py").write_text(
        "def celsius(degrees):\n    while True:\n        pass\n\n\ntable = celsius\n"
    )
    (tmp_path / "words.py").write_text(WORDS.replace("text.lower()", f"text.lower(){slip}"))
    results = []
    for exercises in (["temperature", "words"], ["words"]):
        with Sandbox() as sandbox, Grader(load_course(OTHER), sandbox) as grader:
            submission = open_submission(tmp_path)
            results.append([grader.grade(grader.course.find(name), submission, 1) for name in exercises][-1])
    known, unknown = (msgspec.structs.replace(result, seconds=0.0) for result in results)
    assert known == unknown
    assert (known.followed_through, known.full_marks) == (True, not slip)


def test_an_earlier_file_that_is_missing_is_named(other: Grader, tmp_path: Path) -> None:
    """A submission of one file is graded on the reference's earlier parts; where it fails, the missing file is named."""
    (tmp_path / "words.py").write_text(WORDS)
    result = other.grade(other.course.find("words"), open_submission(tmp_path), 1)
    assert (result.score, result.followed_through) == (6, True)
    (tmp_path / "words.py").write_text("from temperature import celsius, kelvin\n")
    result = other.grade(other.course.find("words"), open_submission(tmp_path), 1)
    assert (result.status, result.score) == ("broken", 0)
    assert result.message == "Your file needs temperature, and there is no temperature.py (or .ipynb) here."


def test_nothing_the_submission_says_is_shown_of_the_second_run(grade_other: Grade) -> None:
    """The reference's source lies in the sandbox then: it must not come out by prints, errors or answers."""
    spy = (
        "import temperature\n"
        "def look():\n    return str(temperature.celsius.__code__.co_consts) + str(vars(temperature))\n"
        "print('SPY', look())\n"
        "def count(text):\n    print('SPY')\n    return [('SPY' + look(), 1)]\n"
        "def report(text):\n    if temperature.celsius(212) != 100: raise ValueError('SPY')\n"
        "    return {'words': 4, 'longest': 'degrees', 'warm': True}\n"
    )
    result = grade_other("words", words=spy, temperature="def celsius(d):\n    return 0.0\n")
    assert result.followed_through
    assert result.score == 1
    assert result.stdout == ""
    assert "SPY" not in str([(c.message, c.location) for c in result.checks]) + result.message


def test_a_later_file_that_is_itself_wrong_stays_wrong(grade_other: Grade) -> None:
    """The reference's earlier parts do not lend marks to what is wrong in its own right."""
    result = grade_other("words", temperature="def celsius(d):\n    return d\n", words=WORDS.replace(".lower()", ""))
    assert result.score == 2
    assert statuses(result) == {"count": "failed", "empty": "passed", "report": "passed"}


NO_ANSWERS = {
    "raised": ("return 1 / 0", "error", "Your code raised ZeroDivisionError in celsius(212): division by zero."),
    "timed out": (
        "while True: pass",
        "timeout",
        "Your code has a loop that never ends. It was stopped in celsius(212), in the `while` loop of line 2",
    ),
    "slept": ("import time; time.sleep(60)", "forbidden", "'time' cannot be imported here: it is none of your files"),
    "exited": ("import string; raise SystemExit(0)", "crashed", "Your program ended itself in celsius(212). Leave out"),
    "too large": (
        "return 'x' * (3 << 20)",
        "failed",
        "celsius(212) returned a value that is too large to be graded (3 MiB); at most 1 MiB can be.",
    ),
    "too deep": (
        "x = []\n    for _ in range(99): x = [x]\n    return x",
        "failed",
        "celsius(212) returned a value that is nested too deeply to be graded",
    ),
    "too long a number": (
        "return 10 ** 9999",
        "failed",
        "celsius(212) returned a whole number with too many digits to be graded.",
    ),
    "not plain": ("return {1, 2}", "failed", "celsius(212) returned a set; a number was expected."),
    "a generator": ("yield 1", "failed", "celsius(212) returned a generator; a number was expected."),
    "text": ("return '100'", "failed", "celsius(212) returned a text; a number was expected."),
    "nothing": ("print(degrees)", "failed", "celsius(212) returned None; a number was expected."),
    "too much memory": (
        "return len(bytearray(600 << 20))",
        "error",
        "Your code raised MemoryError in celsius(212). The memory that an exercise may use is full.",
    ),
    "a power": (
        "return (degrees - 32) ^ 2.0",
        "error",
        "Your code raised TypeError in celsius(212): unsupported operand type(s) for ^: 'int' and 'float'. "
        "A power is written `**` in Python. `^` is something else.",
    ),
    "a number that is called": (
        "five = 5; return five(degrees)",
        "error",
        "Your code raised TypeError in celsius(212): 'int' object is not callable. `five` is a number, and parentheses",
    ),
    "a function that is not called": (
        "import math; return degrees - math.exp",
        "error",
        "Your code raised TypeError in celsius(212): unsupported operand type(s) for -: 'int' and "
        "'builtin_function_or_method'. `math.exp` is a function that is not called. Add parentheses",
    ),
    "NaN": ("return float('nan')", "failed", "celsius(212) gave NaN (not a number); 100.0 was expected."),
    "a bool": ("return True", "failed", "celsius(212) returned a bool; a number was expected."),
    "a file": (
        "return len(open('/etc/hosts').read())",
        "forbidden",
        "Your code tried something that is not allowed in celsius(212)",
    ),
}


@pytest.mark.parametrize(("body", "status", "message"), NO_ANSWERS.values(), ids=NO_ANSWERS)
def test_every_way_of_not_answering_is_told_apart(grade_other: Grade, body: str, status: str, message: str) -> None:
    """The status and the sentence say what happened, and the other function keeps its marks."""
    source = f"def celsius(degrees):\n    {body}\n" + TEMPERATURE[TEMPERATURE.index("\ndef table") :].replace(
        "celsius(f)", "(f - 32) / 1.8"
    )
    result = grade_other("temperature", temperature=source)
    check = result.checks[0]
    assert (check.status, check.score) == (status, 0)
    assert check.message.startswith(message)
    assert statuses(result)["table"] == "passed"


def test_a_call_that_never_returns_costs_its_own_check(grade_other: Grade) -> None:
    """The checks after it run in a fresh worker; the total of points never shrinks."""
    source = TEMPERATURE.replace(
        "    return (degrees - 32)", "    while degrees == 212: pass\n    return (degrees - 32)"
    )
    result = grade_other("temperature", temperature=source)
    assert statuses(result) == {"boiling": "timeout", "anywhere": "passed", "table": "passed"}
    assert (result.score, result.max_score) == (3, 4)


def test_the_processor_time_of_an_exercise_is_bounded(grade_other: Grade) -> None:
    """Once it is used up, what is left is not even tried, and the status is timeout."""
    result = grade_other("temperature", temperature="def celsius(*d):\n    while True: pass\ntable = celsius\n")
    assert result.status == "timeout"
    assert [c.status for c in result.checks] == ["timeout"] * 3


def test_the_wall_clock_of_an_exercise_is_bounded(tmp_path: Path) -> None:
    """A submission that waits in every call, each time less than a call may take, is not waited for without end."""
    shutil.copytree(OTHER, tmp_path / "course")
    manifest = tmp_path / "course" / "exercises" / "course.yaml"
    text = manifest.read_text().replace("modules: [", "modules: [time, ")
    manifest.write_text(text.replace("limits: {", "limits: {total_seconds: 0.5, "))
    source = "import time\n" + TEMPERATURE.replace("    return (d", "    time.sleep(0.6); return (d")
    (tmp_path / "temperature.py").write_text(source)
    with Sandbox() as sandbox, Grader(load_course(tmp_path / "course"), sandbox) as grader:
        result = grader.grade(grader.course.find("temperature"), open_submission(tmp_path), 1)
    assert statuses(result) == {"boiling": "passed", "anywhere": "timeout", "table": "timeout"}
    assert result.checks[1].message.startswith("Your code used up the 0.5 s that this exercise may take.")


def test_a_closed_check_shows_nothing_of_a_syntax_error(grade_other: Grade) -> None:
    """A SyntaxError can be raised in a call, with any words and at any place: of these too nothing is shown."""
    source = (
        "def celsius(degrees):\n    if degrees == 212: return 100.0\n"
        "    error = SyntaxError(f'INPUT {degrees}')\n    error.filename, error.lineno = 'temperature.py', 1\n    raise error\n"
    )
    closed = grade_other("temperature", temperature=source + TEMPERATURE[TEMPERATURE.index("\ndef table") :]).checks[1]
    assert (closed.status, closed.location) == ("error", None)
    assert closed.message.startswith("Your code raised an error in a hidden test")


@pytest.mark.parametrize(
    "error", ["ValueError('INPUT')", "PermissionError(1, 'INPUT')", "NameError('INPUT')", "SyntaxError('INPUT')"]
)
def test_a_fresh_process_cannot_tell_what_the_one_before_was_asked(course: Course, error: str) -> None:
    """What ends in a closed check can pass a little on, by the clock: the words in which the next fails to load are kept."""
    ends, raises = "import os\ndef update(*a):\n    os._exit(0)\n", f"raise {error}\n"
    file = [ends]

    class Files:
        """A folder whose file stands for one that looks at the clock: as it is loaded again, it raises."""

        def has(self, name: str) -> bool:
            return True

        def read(self, name: str, limit: int) -> bytes:
            return file[0].encode()

    class Uncached(Submission):
        def find(self, name: str) -> Found | None:
            return self._find(name)

    with Sandbox() as sandbox:
        sandbox.prepare(course)
        exercise = msgspec.structs.replace(course.find("4"), number=1)
        asked = SubmissionRun(sandbox, course, exercise, Uncached(Files()), 1)
        for listening in (False, True):
            asked.listening, file[0] = listening, ends
            assert asked.call("update", [1]) == Failure("exited", "_exit", "0")
            file[0] = raises
            again = asked.call("update", [1])
            assert isinstance(again, Failure)
            assert ("INPUT" in again.text) is listening
            assert listening or again == Failure("raised", loading=True)
        asked.close()


def test_a_closed_check_shows_nothing_of_what_it_gave(grade_other: Grade) -> None:
    """No input, no value, no text of the submission: only that it failed, and the hint."""
    source = "def celsius(degrees):\n    if degrees == 212: return 100.0\n    print('INPUT', degrees)\n    raise ValueError(f'INPUT {degrees}')\n"
    result = grade_other("temperature", temperature=source + TEMPERATURE[TEMPERATURE.index("\ndef table") :])
    closed = result.checks[1]
    assert (closed.status, closed.location) == ("error", None)
    assert (
        closed.message
        == "Your code raised an error in a hidden test. What it was is not shown. Try your own values with `grade try 1`."
    )
    assert closed.hint == "Take 32 away first, then divide."
    assert "INPUT" not in closed.message


def test_prints_are_kept_apart_and_cut(grade_other: Grade) -> None:
    """What is printed is no answer, is shown for open checks, and is cut at the course's limit, and said to be cut."""
    source = "print('loading')\n" + TEMPERATURE.replace(
        "    return (degrees", "    print('called with', degrees)\n    return (degrees"
    )
    result = grade_other("temperature", temperature=source)
    assert result.score == 4
    assert result.stdout.startswith("loading\ncalled with 212\ncalled with 32\n")
    flood = grade_other("temperature", temperature="for i in range(30000): print(i)\n" + TEMPERATURE)
    assert flood.score == 4
    assert len(flood.stdout) < 70_000
    assert flood.stdout.endswith("[what was printed after this was cut]\n")


def test_what_may_be_imported_is_said(grade_other: Grade) -> None:
    """Any other module gives an ImportError that says what may be imported; own files may."""
    result = grade_other("temperature", temperature="import requests\n" + TEMPERATURE)
    assert (result.status, result.checks[0].status) == ("broken", "forbidden")
    assert (
        "'requests' cannot be imported here: it is none of your files, and none of the modules that may be used "
        '(collections, math, string). If only a try-out of yours needs it, put that under `if __name__ == "__main__":`.'
        in result.message
    )
    assert grade_other(
        "temperature", temperature=f"try:\n    import requests\nexcept ImportError:\n    pass\n{TEMPERATURE}"
    ).full_marks
    assert grade_other("temperature", temperature="from mine import *\n", mine=TEMPERATURE).full_marks
    assert grade_other("temperature", temperature="import mine.deeper\n", mine=TEMPERATURE).status == "broken"


def test_code_above_the_raise_is_not_called_a_stub(course: Course, grader: Grader, submission_folder: Make) -> None:
    """A learner who wrote the code and left the raise reads so, with its line; one who wrote nothing reads that it is the stub."""
    stub = (course.root / "exercises" / "ex4_update.py").read_text()
    whole = submission_folder({"ex4_update.py": stub}, alone=True)
    result = grader.grade(course.find("4"), open_submission(whole), 1)
    assert (result.status, result.location) == ("unfilled", None)
    assert result.message.startswith("ex4_update.py is still the stub")
    written = stub.replace("    raise", "    w = [wj - eta * gj for wj, gj in zip(w, gw)]\n    raise")
    result = grader.grade(
        course.find("4"), open_submission(submission_folder({"ex4_update.py": written}, alone=True)), 1
    )
    assert result.status == "unfilled"
    assert result.message.startswith("ex4_update.py still says `raise NotImplementedError`. Put your code in place")
    assert result.location is not None
    assert "raise" in written.splitlines()[result.location.line - 1]


def test_a_fault_of_the_suite_costs_no_marks_and_cannot_be_provoked(tmp_path: Path) -> None:
    """A check that breaks on the reference too is ungraded; one that breaks on an odd answer alone is failed."""
    copy = tmp_path / "course"
    shutil.copytree(OTHER, copy)
    suite = copy / "solutions" / "suites" / "test_temperature.py"
    suite.write_text(
        suite.read_text()
        .replace("(degrees - 32) / 1.8)", "(degrees - 32) / 1.8)\n    1 / 0")
        .replace(
            "agree(submission.table(32, 52),", "submission.table(32, 52)[2][1]\n    agree(submission.table(32, 52),"
        )
    )
    with Sandbox() as sandbox, Grader(load_course(copy), sandbox) as grader:
        exercise = grader.course.find("temperature")
        right = grader.grade(exercise, open_submission(OTHER / "solutions"), 1)
        assert statuses(right) == {"boiling": "passed", "anywhere": "ungraded", "table": "passed"}
        assert (right.score, right.ungraded) == (4, True)
        (tmp_path / "temperature.py").write_text(TEMPERATURE.replace("return [(", "return []\n    return [("))
        odd = grader.grade(exercise, open_submission(tmp_path), 1)
        assert statuses(odd)["table"] == "failed"


def test_numbers_of_numpy_reach_a_submission_as_plain_ones(tmp_path: Path) -> None:
    """A suite may compute its inputs with numpy; what the learner gets, and is told, are numbers and lists."""
    shutil.copytree(OTHER, tmp_path / "course")
    suite = tmp_path / "course" / "solutions" / "suites" / "test_temperature.py"
    given = "submission.celsius(__import__('numpy').float64(212)), 101"
    suite.write_text(suite.read_text().replace("submission.celsius(212), 100.0", given))
    with Sandbox() as sandbox, Grader(load_course(tmp_path / "course"), sandbox) as grader:
        result = grader.grade(grader.course.find("temperature"), open_submission(OTHER / "solutions"), 1)
    assert result.checks[0].message == "celsius(212.0) gave 100.0; 101 was expected."


def test_a_suite_that_cannot_be_loaded_says_why(tmp_path: Path) -> None:
    """A suite's own mistake is the author's: the file and the reason."""
    copy = tmp_path / "course"
    shutil.copytree(OTHER, copy)
    suite = copy / "solutions" / "suites" / "test_temperature.py"
    for text, reason in (
        ("import nonsense\n", "No module named 'nonsense'"),
        ("def test_a(submission):\n    '''a'''\n", "test_a has no @check"),
        (
            "from grader.suite import check\n@check(points=1, hint='h')\ndef test_a(submission):\n    pass\n",
            "has no docstring",
        ),
        ("x = 1\n", "the suite has no check"),
        ("from grader.suite import check\n@check(pionts=1)\ndef test_a(submission):\n    pass\n", "pionts"),
    ):
        suite.write_text(text)
        with Sandbox() as sandbox, Grader(load_course(copy), sandbox) as grader:
            with pytest.raises(ContentError) as caught:
                grader.grade(grader.course.find("temperature"), open_submission(OTHER / "solutions"), 1)
            assert caught.value.path == suite
            assert reason in str(caught.value)


def test_what_a_suite_holds_cannot_be_changed_for_the_next_submission(tmp_path: Path) -> None:
    """A list of the suite's own that a submission empties is whole again at the next check, and for the next submission."""
    copy = tmp_path / "course"
    shutil.copytree(OTHER, copy)
    suite = copy / "solutions" / "suites" / "test_temperature.py"
    mean = '\n\n@check(points={}, hint="h")\ndef test_{}(submission, reference):\n    """a mean"""\n'
    mean += "    agree(submission.celsius(TABLE), reference.celsius(TABLE))\n"
    suite.write_text(
        "from grader.suite import agree, check\n\nTABLE = [[1, 2.0]]\n"
        + mean.format(1, "first")
        + mean.format(3, "second")
    )
    right = "def celsius(degrees):\n    return degrees[0][1] / len(degrees)\ntable = celsius\n"
    for folder in (copy / "solutions", tmp_path):
        (folder / "temperature.py").write_text(right)
    (tmp_path / "hostile").mkdir()
    (tmp_path / "hostile" / "temperature.py").write_text(
        "def celsius(degrees):\n    degrees.clear()\n    return 0.0\ntable = celsius\n"
    )
    with Sandbox() as sandbox, Grader(load_course(copy), sandbox) as grader:
        exercise = grader.course.find("temperature")
        whole = [grader.calls(exercise, check, 1)[0] for check in grader.checks(exercise)]
        hostile = grader.grade(exercise, open_submission(tmp_path / "hostile"), 1)
        assert statuses(hostile) == {"first": "failed", "second": "failed"}
        assert [call.arguments for call in whole] == [([[1, 2.0]],)] * 2
        assert grader.grade(exercise, open_submission(tmp_path), 1).full_marks


def test_state_of_one_submission_does_not_reach_the_next(grade_other: Grade) -> None:
    """Each is loaded into a fresh worker."""
    spoil = "import math, collections\nmath.pi = 3\ncollections.Counter = None\ndef celsius(d):\n    return 0.0\n"
    assert not grade_other("temperature", temperature=spoil).full_marks
    assert grade_other("words").full_marks


def test_learners_random_is_seeded(course: Course, grader: Grader, submission_folder: Make) -> None:
    """Code that draws random numbers gets the same ones at every seed of the suite, and so the same marks."""
    source = "import random\nprint(random.random())\ndef update(w, b, gw, gb, eta):\n    return w, b\n"
    folder = open_submission(submission_folder({"ex4_update.py": source}))
    first, again, other = (grader.grade(course.find("4"), folder, seed).stdout for seed in (1, 1, 2))
    assert first == again == other != ""


@pytest.mark.parametrize(
    "drawn",
    [
        "np.random.default_rng().random()",
        "np.random.default_rng(None).integers(9**9)",
        "np.random.RandomState().rand()",
        "(np.random.seed(), np.random.rand())",
        "random.Random().random()",
        "(random.seed(), random.random())",
    ],
)
def test_a_generator_without_a_seed_draws_the_same_numbers_each_time(
    course: Course, grader: Grader, submission_folder: Make, drawn: str
) -> None:
    """`default_rng()` and its kin are usual in learners' code; their marks may not change from one run to the next."""
    source = f"import random\nimport numpy as np\nprint({drawn})\nprint({drawn})\ndef update(*a):\n    return a[:2]\n"
    folder = open_submission(submission_folder({"ex4_update.py": source}))
    first, again, other = (grader.grade(course.find("4"), folder, seed).stdout for seed in (1, 1, 2))
    assert first == again == other
    assert len(first.split()) > 1


def test_learners_random_does_not_tell_the_seed(course: Course, grader: Grader, submission_folder: Make) -> None:
    """Hidden inputs are drawn from the seed; the state of the learner's generator is not that of one with a small seed."""
    source = "import random\nprint(any(random.Random(n).getstate() == random.getstate() for n in range(20)))\n"
    folder = open_submission(submission_folder({"ex4_update.py": source + "def update(*a):\n    return a[:2]\n"}))
    assert grader.grade(course.find("4"), folder, 7).stdout == "False\n"


def test_a_hidden_test_says_that_a_part_of_the_value_has_another_type(
    course: Course, grader: Grader, submission_folder: Make
) -> None:
    """Two weights in place of weights and bias: the list holds floats, and nothing says that it is a float."""
    source = "def update(w, b, gw, gb, eta):\n    return [u - eta * v for u, v in zip(w, gw)]\n"
    result = grader.grade(course.find("4"), open_submission(submission_folder({"ex4_update.py": source})), 1)
    told = [check.message for check in result.checks]
    part = (
        "In a hidden test your function returned a float as a part of its value; a list of numbers was expected there."
    )
    assert any(message.startswith(part) for message in told)
    assert not any(message.startswith("In a hidden test your function returned a float;") for message in told)


def test_numpy_is_loaded_where_it_is_asked_for(course: Course, grader: Grader, submission_folder: Make) -> None:
    """Scalars and arrays of numpy count as the plain numbers and lists that they are."""
    source = (
        "import numpy as np\n"
        "def update(w, b, gw, gb, eta):\n    return np.array(w) - eta * np.array(gw), np.float64(b) - eta * gb\n"
    )
    assert grader.grade(course.find("4"), open_submission(submission_folder({"ex4_update.py": source})), 1).full_marks


def test_the_public_api_grades_without_the_command_line(submission_folder: Make) -> None:
    """grader.load_course and grader.grade do what `grade exercise` does."""
    import grader as api

    course = api.load_course(Path(__file__).parent.parent)
    result = api.grade(course, submission_folder(), 4)
    assert isinstance(result, ExerciseResult)
    assert result.full_marks


def test_a_check_that_is_there_for_a_name_is_shown_where_it_proves_it(
    grader: Grader, submission_folder: Callable[..., Path]
) -> None:
    """A random start fails it. Code that raises proves nothing, and the check is not shown."""
    random_start = (ROOT / "solutions" / "mistakes" / "ex5_loop" / "random-start.py").read_text()
    loop = grader.course.find("loop")
    shown = []
    for source in (random_start, "def train(*given, **more):\n    raise ValueError\n"):
        result = grader.grade(loop, open_submission(submission_folder({"ex5_loop.py": source})), 1)
        shown.append({check.id: check.status for check in result.checks}.get("same_start"))
    assert shown == ["failed", None]


NAIVE_SIGMOID = """
import math


def sigmoid(t):
    return 1.0 / (1.0 + math.exp(-t))


def forward(x, w, b):
    return sigmoid(b + sum(wj * xj for xj, wj in zip(x, w)))
"""


@pytest.mark.parametrize(
    ("source", "bonus"),
    [((ROOT / "solutions" / "ex1_sigmoid.py").read_text(), True), (NAIVE_SIGMOID, False)],
    ids=["all", "without the stretch check"],
)
def test_a_stretch_check_is_paid_as_a_bonus_alone(
    source: str, bonus: bool, grader: Grader, submission_folder: Make
) -> None:
    """The marks are full with it and without it; its points are the bonus."""
    folder = submission_folder({"ex1_sigmoid.py": source})
    result = grader.grade(grader.course.find("1"), open_submission(folder), 1)
    points = sum(check.max_score for check in result.checks if check.stretch)
    assert points > 0
    assert (result.score, result.full_marks) == (result.max_score, True)
    assert result.bonus == (points if bonus else 0)


TWO_LINES = """def celsius(degrees):
    return degrees / 0


def table(first, last, step=10):
    return first / 0
"""
SECOND_ANYWHERE = '''

@check(points=1, hint="Take 32 away first, then divide.")
def test_again(submission):
    """zero is right"""
    agree(submission.celsius(0), -32 / 1.8)
'''


def test_hidden_checks_show_one_line_together(tmp_path: Path) -> None:
    """Each of several lines could carry a part of an input: the first that failed has its line, a second on it too."""
    course = tmp_path / "course"
    shutil.copytree(OTHER, course)
    suite = course / "solutions" / "suites" / "test_temperature.py"
    again = suite.read_text().replace("open=True", "open=False") + SECOND_ANYWHERE
    suite.write_text(again.replace("points=2", "points=1"))
    (tmp_path / "temperature.py").write_text(TWO_LINES)
    with Sandbox() as sandbox, Grader(load_course(course), sandbox) as grader:
        result = grader.grade(grader.course.find("temperature"), open_submission(tmp_path), 1)
    lines = {check.id: check.location and check.location.line for check in result.checks}
    assert lines == {"boiling": 2, "anywhere": 2, "table": None, "again": 2}
