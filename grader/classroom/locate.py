"""Where in what was given the class lies: the folder that has an entry for each learner."""

from __future__ import annotations

import os
import zipfile
from itertools import islice
from pathlib import Path

from grader.classroom.attempts import folder_attempt
from grader.classroom.disk_dict import DiskDict
from grader.classroom.files import canonical
from grader.classroom.lms_names import of_site
from grader.classroom.roster import Roster
from grader.classroom.tree import Node, Tree, open_tree
from grader.core.errors import UsageError

_WITHIN = ("submitted", "submissions")
_TEAMS = "Submitted files"
_LOOKED_AT = 50  # so many folders tell what the others are
Names = DiskDict[None]
"""The names in a folder, in order."""


def lying_in(root: Tree, stems: tuple[str, ...], grades: Path | None, roster: Roster) -> tuple[Tree, Names, Names]:
    """Go down to the folder that has an entry for each learner; return it, and the names of its folders and files.

    Raises:
        UsageError: it cannot be told whether a folder is one learner's, or holds a folder for each.
    """
    while True:
        folders, files = _names_in(root, grades)
        alone = not files
        named = [n for n in folders if n in _WITHIN or (n.endswith("-submissions") and alone)]
        inner = root.folder(next(iter(folders))) if len(folders) == 1 else None
        if len(named) == 1 and (named[0] == "submitted" or inner):
            root = root.folder(named[0])
        elif inner and ("submitted", True) in inner.entries():
            root = inner  # the folder that an nbgrader course lies in
        elif inner and alone and of_site(inner):
            root = inner  # the folder that a download was unpacked into
        elif _TEAMS in folders:
            root = root.folder(_TEAMS)
        elif inner and alone and root.name not in (*_WITHIN, _TEAMS) and _is_class(inner, stems, roster):
            root = inner  # the assignment's folder, as Sakai, MarkUs and others have it
        elif inner and alone and not hasattr(root, "path") and _plain(inner, stems):
            root = inner  # an archive of the class's folder
        elif (unpacked := _download(root, folders, files)) is not None:
            root = unpacked
        else:
            return root, folders, files


def prefix(root: Tree, folders: Names, roster: Roster) -> str:
    """Return what the names of repositories begin with, where these are clones."""
    if root.name.endswith("-submissions"):
        slug = root.name.removesuffix("-submissions") + "-"
        if any(name.startswith(slug) for name in folders):
            return slug
    clones = Names()
    if hasattr(root, "path") and any("-" in name for name in folders):  # a prefix ends so
        for name in folders:
            if os.path.exists(os.path.join(root.where, name, ".git")):  # noqa: PTH110, PTH118  # for each learner
                clones[name] = None
    if len(clones) < 2:
        return ""
    first, last = min(clones), max(clones)
    common = first[: next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))]
    cuts = [common[: i + 1] for i, c in enumerate(common) if c == "-"]
    known = {cut: sum(roster.find(name[len(cut) :]) is not None for name in clones) for cut in cuts}
    return max(reversed(cuts), key=known.__getitem__, default="")


def _names_in(node: Tree, grades: Path | None) -> tuple[Names, Names]:
    """Return the names of its folders, and of everything else in it; not of the gradebook, or of the folder that it has."""
    folders, files = Names(), Names()
    ours = grades.resolve() if grades and hasattr(node, "path") else Path()
    here = Path(node.where).resolve()
    for name, is_folder in node.entries():
        if ours.parent == here and name.startswith(ours.name):  # SQLite has files beside it
            continue
        if is_folder and ours.parent.parent == here and name == ours.parent.name:
            continue
        (folders if is_folder else files)[name] = None
    return folders, files


def _is_class(inner: Tree, stems: tuple[str, ...], roster: Roster) -> bool:
    """Whether the only folder holds a folder for each learner, and is not a learner's own.

    Raises:
        UsageError: it could be either.
    """
    folders = list(islice((name for name, is_folder in inner.entries() if is_folder), _LOOKED_AT))
    if roster:
        if known(roster, inner.name):
            return False
        if any(known(roster, name) for name in folders):
            return True
    if any(folder_attempt(name) for name in folders):
        return True
    if len(folders) < 2 or folder_attempt(inner.name):
        return False
    held = [_stems_in(inner.folder(name), stems) for name in folders]
    if sum(map(bool, held)) < 2:
        return False
    seen: set[str] = set()
    for some in held:
        if seen & some:
            return True
        seen |= some
    raise UsageError(
        f"{inner.where}: this may be one learner's work, in a folder for each exercise, or a class of {len(folders)}: "
        f"{', '.join(sorted(folders)[:3])}{' and more' if len(folders) > 3 else ''}. "
        f"For one learner use `grade exercise all {inner.where}`; for a class give that folder itself, or a roster."
    )


def known(roster: Roster, name: str) -> bool:
    """Whether a name is that of one person of the roster, or holds such a name."""
    return roster.find(name) is not None or roster.within(name) is not None


def _stems_in(node: Node, stems: tuple[str, ...]) -> set[str]:
    """Return the exercises of which a file lies in a folder, or one or two below it."""
    level, found = [node], set[str]()
    for _ in range(3):
        for one in level:
            names = (canonical(file, stems) for file in one.files())
            found |= {name[0].rpartition(".")[0] for name in names if name} & set(stems)
        level = [inner for one in level for inner in one.folders().values()][:_LOOKED_AT]
    return found


def _plain(node: Node, stems: tuple[str, ...]) -> bool:
    return not any(canonical(file, stems) for file in node.files()) and len(node.folders()) != 1


def _download(root: Tree, folders: Names, files: Names) -> Tree | None:
    """Return the one thing that lies in a folder, where it is the .zip that a course site gave of the class."""
    if folders or len(files) != 1 or not hasattr(root, "path"):
        return None
    path = Path(root.where) / next(iter(files))
    if path.is_symlink() or not path.is_file() or not zipfile.is_zipfile(path):  # a named pipe is waited for
        return None
    tree = open_tree(path)
    inner = list(islice(tree.entries(), 2))
    wrapped = len(inner) == 1 and inner[0][1] and of_site(tree.folder(inner[0][0]))
    return tree if wrapped or of_site(tree) else None
