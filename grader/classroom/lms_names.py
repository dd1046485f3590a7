"""The names that course sites give to what they let one download, and what is said of a file that nobody can use.

The forms of names: Moodle's mod/assign/locallib.php, Canvas's lib/content_zipper.rb.
"""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import datetime
from typing import Any

from grader.classroom.roster import Person
from grader.classroom.site_times import stamp
from grader.classroom.tree import OTHER_ARCHIVES, Tree
from grader.submissions.submission import SUFFIXES, Refused

MOODLE = re.compile(r"(.*?)(?:_(\d+))?_assignsubmission_([a-z]+)(?:_(.*))?", re.DOTALL)
# what otter exports ends in the time: primer_2026_01_02T10_00_00_000000.zip
CANVAS = re.compile(r"(?!.*_\d\d\d\d_\d\d_\d\dT\d\d_)(?:(LATE)_)?(.+?)(?:_(LATE))?_(\d+)_(\d+)_(.+)", re.DOTALL)
CANVAS_TEXT = re.compile(r"(.+?)(?:_LATE)?_(\d+)_(text|link)\.html", re.DOTALL)
GRADESCOPE = re.compile(r"submission_(\d+)")
TYPED = "is text typed into Moodle, not files; look at it yourself."
UNREAD = (
    "is an archive of a kind that is not read; put its files into a folder with the learner's name, or ask for a .zip."
)
STRANGER = "is not in the roster; graded anyway."
NAMESAKE = (
    "has a name that several learners have, so nobody in the roster got this; graded anyway. "
    "A column of the roster with what the site calls each of them (ID on Canvas, Identifier on Moodle) tells them apart."
)
SEVERAL = (
    "names more than one learner of the roster; graded anyway. For work of pairs or groups, give the roster a "
    "column `group`."
)
METADATA = ("submission_metadata.yml", "submission_metadata.yaml")


def useless(name: str, more: str = "") -> str:
    """Say why a file is not taken."""
    if name.lower().endswith(SUFFIXES):
        return "is none of the course's files, so it was ignored."
    if name.lower().endswith(OTHER_ARCHIVES):
        return UNREAD
    return f"is no {more}archive, Python file, notebook or answers to a quiz."


def of_entry(folder: str) -> bool:
    """Whether the name of a folder is one that a course site gives to what one learner handed in."""
    return bool(MOODLE.fullmatch(folder) or GRADESCOPE.fullmatch(folder))


def of_site(node: Tree) -> bool:
    """Whether the names in a folder are such as only a course site gives."""
    of_canvas = some = False
    for name, is_folder in node.entries():
        if name in METADATA or MOODLE.fullmatch(name):
            return True
        # a learner may well call a file so: on Canvas all are
        fits = not is_folder and bool(CANVAS.fullmatch(name) or CANVAS_TEXT.fullmatch(name))
        of_canvas, some = fits and (of_canvas or not some), True
    return of_canvas


def submitters(root: Tree, files: Container[str]) -> dict[str, tuple[list[Person], datetime | None]]:
    """Return who the folders of a Gradescope export belong to, of a group each, and when they were handed in.

    Raises:
        Refused: the file that says so cannot be read.
    """
    name = next((n for n in METADATA if n in files), None)
    if name is None:
        return {}
    import yaml

    found = {}
    try:
        raw = root.read(name, 64 << 20)
        # all of it as text: Ruby names its own types there, and a number may begin with 0
        data: Any = yaml.load(raw or b"", getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        for folder, symbols in data.items():
            entry = _without_colons(symbols)
            if group := _people(entry):
                found[folder] = group, stamp(str(entry.get("created_at") or ""))
    except (yaml.YAMLError, Refused, AttributeError, TypeError) as error:
        raise Refused(name, f"cannot be read ({type(error).__name__}); folders keep their numbers as names.") from None
    return found


def _without_colons(symbols: dict[Any, Any]) -> dict[str, Any]:
    """Return a mapping by its plain keys: Ruby writes a colon before the name of a symbol."""
    return {str(key).lstrip(":"): value for key, value in symbols.items()}


def _people(entry: dict[str, Any]) -> list[Person]:
    """Return the learners of one entry, each by the first of number, address and name that it has."""
    people = []
    for symbols in entry.get("submitters") or []:
        fields = {name: str(value or "") for name, value in _without_colons(symbols).items()}
        name, email = fields.get("name", ""), fields.get("email", "")
        if key := fields.get("sid") or email or name:
            people.append(Person(key, name, email))
    return people
