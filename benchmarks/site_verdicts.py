"""Every known mistake and reference, graded in Chromium and natively: python benchmarks/site_verdicts.py --pyodide FOLDER.

Prints where marks, statuses or names differ, and how many are equal. Tests compare every thirteenth.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.site import browser  # noqa: E402
from grader.core.course import load_course  # noqa: E402
from grader.site.build import build  # noqa: E402
from tests.site.tools import Page, differences, known_cases, native, serving  # noqa: E402


def main() -> int:
    """Compare, and print; return 1 where any differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pyodide", type=Path, required=True)
    parser.add_argument("--transport", default="port", choices=("port", "shared", "single"))
    given = parser.parse_args()
    course = load_course(ROOT)
    cases = [(exercise, {}) for exercise in course.exercises] + list(known_cases(course))
    with tempfile.TemporaryDirectory() as scratch:
        build(course, Path(scratch) / "site", given.pyodide)
        address, end = serving(Path(scratch) / "site")
        chromium = browser(f"{scratch}/profile")
        page = Page(chromium, f"{address}ex4_update.html?transport={given.transport}")
        page.open()
        page.begin_checks([(exercise.number, files) for exercise, files in cases])
        expected = native(course, cases)
        found = differences(cases, expected, page.finished_checks(len(cases)))
        chromium.quit()
        end()
    for stem, mine, theirs in found:
        print(f"{stem}\n  native  {mine}\n  browser {theirs}")
    print(f"{len(cases) - len(found)} of {len(cases)} equal")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
