"""Grades one submission for Classroom 50: installs the grader beside this file, and writes result.json.

It runs in the learner's checkout. -I keeps Python from importing anything there.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
RESULT = Path("result.json")


def main() -> int:
    """Return 0 if the submission was graded, whatever its score, or else the status of what failed."""
    RESULT.unlink(missing_ok=True)
    python = str(HERE / "venv" / "bin" / "python")
    subprocess.run([sys.executable, "-I", "-m", "venv", str(HERE / "venv")], check=True)
    install = [python, "-I", "-m", "pip", "install", "--quiet", "-r", "requirements.txt"]
    subprocess.run(install, cwd=HERE, env=os.environ | {"PWD": str(HERE)}, check=True)
    course = ["--course", str(HERE / "course")] if (HERE / "course").is_dir() else []
    grade = [python, "-I", "-m", "grader", *course, "exercise", "all", ".", "--format", "classroom50"]
    status = subprocess.run([*grade, "--output", str(RESULT)], check=False).returncode
    return 0 if status in (0, 1) else status


if __name__ == "__main__":
    sys.exit(main())
