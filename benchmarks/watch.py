"""How long a save takes to its verdict in `grade watch`, beside a cold `grade exercise`: python benchmarks/watch.py [WHICH]."""

import os
import pty
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.core.course import load_course

TIMES = 15


def cold(folder, which):
    """Return the seconds of one cold `grade exercise`."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "grader", "exercise", which, folder], stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def seen(terminal, words):
    """Read from the terminal until these words are there."""
    text = b""
    while words not in text:
        text += os.read(terminal, 65536)


def warm(folder, stub, right, number, name):
    """Return the seconds from each save to its verdict, wrong and right by turns."""
    terminal, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", "watch", str(folder / stub.name)],
        stdin=theirs,
        stdout=theirs,
        env={**os.environ, "TERM": "xterm"},
    )
    seen(terminal, b"still the stub")
    found = []
    for _ in range(TIMES):
        for source, words in ((right, f"{name}: full marks"), (stub, "still the stub")):
            time.sleep(0.2)
            shutil.copy(source, folder / "next~")
            started = time.perf_counter()
            (folder / "next~").replace(folder / stub.name)
            seen(terminal, words.encode())
            found.append(time.perf_counter() - started)
    os.write(terminal, b"q")
    process.wait()
    return found


def main():
    """Measure and print."""
    course = load_course()
    for which in sys.argv[1:] or ["1", "4", "5"]:
        exercise = course.find(which)
        with tempfile.TemporaryDirectory() as where:
            folder = Path(where)
            for earlier in course.earlier(exercise):
                shutil.copy(earlier.reference, folder)
            shutil.copy(exercise.reference, folder)
            colds = [cold(folder, which) for _ in range(7)]
            shutil.copy(exercise.stub, folder)
            warms = warm(folder, exercise.stub, exercise.reference, exercise.number, exercise.name)[::2]
        a, b = statistics.median(colds), statistics.median(warms)
        sys.stdout.write(
            f"exercise {exercise.number}: cold {a * 1000:.0f} ms, save to verdict {b * 1000:.1f} ms, ratio {b / a:.3f}\n"
        )


if __name__ == "__main__":
    main()
