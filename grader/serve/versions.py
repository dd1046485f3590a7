"""Earlier versions of a learner's files, kept in `.grade/` of their folder, so that a page can bring one back."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from grader.core.course import Exercise
from grader.core.errors import UsageError
from grader.core.files import write_file
from grader.submissions.submission import MAX_SOURCE

MOST = 20
"""So many are kept of each file."""
FOLDER = Path(".grade") / "versions"


class VersionStore:
    """The versions of each exercise's file, each in a file named by when it was kept, in milliseconds."""

    def __init__(self, workspace: Path) -> None:
        """Take the learner's folder."""
        self._folder = workspace / FOLDER

    def of(self, exercise: Exercise) -> list[dict[str, Any]]:
        """Return an exercise's versions, the oldest first: `time` and `text` of each that can be read."""
        found = []
        for file in self._files(exercise):
            try:
                if file.stat().st_size <= MAX_SOURCE:
                    found.append({"time": int(file.stem), "text": file.read_bytes().decode("utf-8", "surrogatepass")})
            except (OSError, ValueError):
                continue  # not one of ours, or gone meanwhile
        return found

    def keep(self, exercise: Exercise, text: str) -> None:
        """Keep a text, unless it is the last one; the oldest go where there are too many.

        Raises:
            UsageError: it is too large, or cannot be written.
        """
        raw = text.encode("utf-8", "surrogatepass")
        if len(raw) > MAX_SOURCE:
            raise UsageError(f"{exercise.stem}.py is too big. At most {MAX_SOURCE >> 20} MiB are kept.")
        files = self._files(exercise)
        try:
            if files and files[-1].read_bytes() == raw:
                return
            folder = self._folder / exercise.stem
            folder.mkdir(parents=True, exist_ok=True)
            last = int(files[-1].stem) if files else 0
            write_file(folder / f"{max(last + 1, time.time_ns() // 1_000_000)}.py", raw)
            for file in files[: max(0, len(files) + 1 - MOST)]:
                file.unlink(missing_ok=True)
        except OSError as error:
            raise UsageError(f"{self._folder}: cannot be written ({error.strerror}).") from None

    def _files(self, exercise: Exercise) -> list[Path]:
        found = [
            file for file in (self._folder / exercise.stem).glob("*.py") if file.stem.isascii() and file.stem.isdigit()
        ]
        return sorted(found, key=lambda file: int(file.stem))
