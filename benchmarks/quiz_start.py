"""How soon `grade quiz` asks: from the start of the process to the first prompt, beside a bare `import click, yaml`.

150 ms more than that is the promise.

    python benchmarks/quiz_start.py [RUNS]

Both are run by turns in their own terminal, with bytecode compiled as after an installation; the wall clock and the
processor time of each are shown as the smallest and the median over all runs, which other work disturbs least.
"""

from __future__ import annotations

import os
import pty
import signal
import statistics
import sys
import tempfile
import time

PROMPT = b"Your answer: "
BARE = ["-c", f"import click, yaml; print({PROMPT.decode()!r}, end='', flush=True); input()"]
QUIZ = ["-m", "grader", "quiz", "--anew", "--seed"]
PROMISE = 150


def until_asked(arguments: list[str], folder: str) -> tuple[float, float]:
    """Run Python until it asks; return milliseconds of the wall clock and of processor time."""
    start = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.execv(sys.executable, [sys.executable, "-X", f"pycache_prefix={folder}", *arguments])
    said = b""
    while PROMPT not in said:
        said += os.read(terminal, 65536)
    wall = time.perf_counter() - start
    os.kill(pid, signal.SIGKILL)
    spent = os.wait4(pid, 0)[2]
    os.close(terminal)
    return wall * 1000, (spent.ru_utime + spent.ru_stime) * 1000


def main(runs: int) -> None:
    """Print the figures."""
    found: dict[str, list[tuple[float, float]]] = {"bare": [], "quiz": []}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(runs + 1):
            for name, arguments in (("bare", BARE), ("quiz", [*QUIZ, str(number)])):
                took = until_asked(arguments, folder)
                if number:  # the first run compiles, and fills the caches of the disk
                    found[name].append(took)
    broken = False
    for place, clock in enumerate(("wall clock", "processor")):
        bare, quiz = ([one[place] for one in found[name]] for name in ("bare", "quiz"))
        for word, pick in (("least", min), ("median", statistics.median)):
            over = pick(quiz) - pick(bare)
            broken |= over > PROMISE
            print(f"{clock}, {word}: bare {pick(bare):.0f} ms, quiz {pick(quiz):.0f} ms, over {over:.0f} ms")
    if broken:
        sys.exit(f"over the promise of {PROMISE} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
