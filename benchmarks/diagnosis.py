"""What naming a mistake adds to grading: cold, as one `grade exercise` pays for it, and warm, as a class does.

    python benchmarks/diagnosis.py [ROUNDS]

For every exercise: the milliseconds that a cold process takes over a wrong submission without naming and with it, for a
mistake that is named and for an error that none of the mistakes explains; then the same in a grader that is warm.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
_COLD = """
import sys, time
started = time.perf_counter()
from pathlib import Path
from grader.grading.diagnosis import Diagnosis, Finding
if sys.argv[4] == "off":
    Diagnosis.name = lambda *_: Finding(None)
from grader.core.course import load_course
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission
with Sandbox() as sandbox:
    course = load_course(Path(sys.argv[1]))
    exercise = course.find(sys.argv[2])
    with Grader(course, sandbox) as grader:
        for _ in range(int(sys.argv[5])):
            started = time.perf_counter() if _ else started
            result = grader.grade(exercise, open_submission(Path(sys.argv[3]), exercise.stem), 1)
            print(time.perf_counter() - started, result.misconception.id if result.misconception else "-")
"""


def main(rounds: int) -> None:
    """Print the table."""
    from grader.core.course import load_course

    course = load_course(ROOT)
    head = f"{'exercise':<10} {'wrong how':<24} " + "   ".join(
        f"{kind:>8} {'naming':>8} {'adds':>6}" for kind in ("cold", "warm")
    )
    print(head)
    for exercise in course.exercises:
        known = sorted(exercise.mistakes.glob("*.py"))
        sources = {
            known[len(known) // 2].stem: known[len(known) // 2].read_text(),
            "(no known mistake)": unknown(exercise.reference),
        }
        for how, source in sources.items():
            with tempfile.TemporaryDirectory() as folder:
                for reference in (ROOT / "solutions").glob("*.py"):
                    shutil.copy(reference, folder)
                (Path(folder) / f"{exercise.stem}.py").write_text(source)
                figures: dict[str, list[list[float]]] = {"off": [], "on": []}
                for _ in range(rounds):
                    for naming, runs in figures.items():
                        runs.append(run(exercise.stem, folder, naming))
            cold = [statistics.median(run[0] for run in figures[n]) * 1000 for n in ("off", "on")]
            warm = [statistics.median(t for run in figures[n] for t in run[1:]) * 1000 for n in ("off", "on")]
            cells = "   ".join(f"{a:>6.1f}ms {b:>6.1f}ms {b / a - 1:>+6.0%}" for a, b in (cold, warm))
            print(f"{exercise.name:<10} {how:<24} {cells}")


def run(stem: str, folder: str, naming: str) -> list[float]:
    """Return the seconds of the first and of five further gradings in a new process."""
    command = [sys.executable, "-c", _COLD, str(ROOT), stem, folder, naming, "6"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [float(line.split()[0]) for line in done.stdout.splitlines()]


def unknown(reference: Path) -> str:
    """Return a wrong version that is none of the mistakes: every number that comes back is off by 3 %."""
    return reference.read_text() + (
        "\n\ndef _off(value):\n"
        "    if isinstance(value, dict):\n        return {key: _off(item) for key, item in value.items()}\n"
        "    if isinstance(value, (list, tuple)):\n        return [_off(item) for item in value]\n"
        "    return value * 1.03\n\n"
        "def _wrap(function):\n    return lambda *arguments: _off(function(*arguments))\n\n"
        "for _name, _function in list(globals().items()):\n"
        "    if getattr(_function, '__module__', None) == __name__ and not _name.startswith('_'):\n"
        "        globals()[_name] = _wrap(_function)\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
