"""Where in what was given the class lies: the folder that has an entry for each learner."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from itertools import islice, takewhile
from pathlib import Path

from grader.classroom.attempts import current, file_attempt, folder_attempt
from grader.classroom.disk_dict import DiskDict
from grader.classroom.files import canonical
from grader.classroom.lms_names import of_entry, of_site
from grader.classroom.packed import open_tree
from grader.classroom.roster import Roster
from grader.classroom.tree import Node, Tree
from grader.core.errors import UsageError

_WITHIN = ("submitted", "submissions")
_TEAMS = "Submitted files"
_LOOKED_AT = 50  # so many folders tell what the others are
_CHAIN = 20  # folders that hold nothing but the next one
Names = DiskDict[None]
"""The names in a folder, in order."""


def lying_in(root: Tree, stems: tuple[str, ...], grades: Path | None, roster: Roster) -> tuple[Tree, Names, Names]:
    """Go down to the folder that has an entry for each learner; return it, and the names of its folders and files.

    Raises:
        UsageError: it cannot be told whether a folder is one learner's, or holds a folder for each.
    """
    while True:
        folders, files = _names_in(root, grades)
        inner = root.folder(next(iter(folders))) if len(folders) == 1 else None
        below = _of_form(root, folders, files, inner) or _download(root, folders, files)
        if below is None and inner and not files and root.name not in (*_WITHIN, _TEAMS):
            # the assignment's folder, as Sakai, MarkUs and others have it, or one that a download was unpacked into
            below = inner if _holds_class(inner, stems, roster) else None
            if below is None and not hasattr(root, "path") and _plain(inner, stems):
                below = inner  # an archive of the class's folder
        if below is None:
            refuse_sections(root, folders, stems, roster)
            return root, folders, files
        root = below


def _of_form(root: Tree, folders: Names, files: Names, inner: Tree | None) -> Tree | None:
    """Return the folder below that a tool or a site keeps the class in; None where there is none of such a name."""
    named = [n for n in folders if n in _WITHIN or (n.endswith("-submissions") and not files)]
    if len(named) == 1 and (named[0] == "submitted" or inner):
        return root.folder(named[0])
    if _TEAMS in folders:
        return root.folder(_TEAMS)
    return inner if inner and ("submitted", True) in inner.entries() else None  # nbgrader's course


def _holds_class(inner: Tree, stems: tuple[str, ...], roster: Roster) -> bool:
    """Whether the only folder holds a class, at once or below folders that hold nothing but the next one."""
    chain = [inner]
    while len(chain) < _CHAIN and not (end := chain[-1]).files() and len(end.folders()) == 1:
        chain.append(end.folder(next(iter(end.folders()))))
    if roster and any(known(roster, node.name) for node in chain):
        return False
    end = chain[-1]
    return any(_has_form(node) for node in chain) or _is_class(end, stems, roster)


def _has_form(node: Tree) -> bool:
    """Whether the names in a folder are such as only a course site or a tool gives."""
    if of_site(node):
        return True
    for name, is_folder in node.entries():
        if is_folder and (name in ("submitted", _TEAMS) or folder_attempt(name)):
            return True
        if not is_folder and file_attempt(name):
            return True
    return node.name.endswith("-submissions")


def prefix(root: Tree, folders: Names, roster: Roster) -> str:
    """Return what the names of repositories begin with, where these are clones."""
    if root.name.endswith("-submissions"):
        slug = root.name.removesuffix("-submissions") + "-"
        if any(name.startswith(slug) for name in folders):
            return slug
    clones = _clones(root, folders)
    if len(clones) >= 2:
        return _common_prefix(clones, lambda name: _owned(roster, name))
    return _common_prefix(folders, lambda name: bool(roster.group(name)), least=1) if len(folders) >= 2 else ""


def _clones(root: Tree, folders: Names) -> Names:
    """Return the folders that are clones of repositories; none where no name could have a prefix, which ends in a dash."""
    clones = Names()
    if hasattr(root, "path") and any("-" in name for name in folders):
        for name in folders:
            if os.path.exists(os.path.join(root.where, name, ".git")):  # noqa: PTH110, PTH118  # for each learner
                clones[name] = None
    return clones


def _common_prefix(names: Names, owned: Callable[[str], bool], least: int = 0) -> str:
    """Return that common beginning of names, ended by a hyphen, after which most of them are somebody's.

    Args:
        names: two or more.
        owned: whether a name is somebody's.
        least: how many must be.
    """
    # in order, what the first and the last have in common is common to all
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(min(names), max(names), strict=False))
    common = "".join(character for character, _ in pairs)
    cuts = [common[: i + 1] for i, character in enumerate(common) if character == "-"]
    counts = {cut: sum(owned(name[len(cut) :]) for name in names) for cut in cuts}
    best = max(reversed(cuts), key=counts.__getitem__, default="")
    return best if counts.get(best, 0) >= least else ""


def _owned(roster: Roster, name: str) -> bool:
    """Whether a name is that of a person or of a group of the roster."""
    return roster.find(name) is not None or bool(roster.group(name))


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
    """Whether a folder holds a folder or a file for each learner, and is not a learner's own.

    Raises:
        UsageError: it could be either.
    """
    entries = list(islice(inner.entries(), 2 * _LOOKED_AT))
    folders = [name for name, is_folder in entries if is_folder][:_LOOKED_AT]
    if roster and any(known(roster, name) for name, _ in entries):
        return True
    if not folders:
        return _flat_class(inner, [name for name, _ in entries], stems)
    if len(folders) < 2 or folder_attempt(inner.name) or len(list(current(inner))) < len(folders):
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
        f"{_listed(folders)}. For one learner use `grade exercise all {inner.where}`; "
        "for a class give that folder itself, or a roster."
    )


def _flat_class(inner: Tree, files: list[str], stems: tuple[str, ...]) -> bool:
    """Whether the files of a folder are those of several people: none is just an exercise, and some are the same one.

    Raises:
        UsageError: they are named like several people's, or like several tries of one.
    """
    if any((found := canonical(file, stems)) and found[0].rpartition(".")[0] in stems for file in files):
        return False
    holding = {stem: [file for file in files if stem in file] for stem in stems}
    stem, same = max(holding.items(), key=lambda pair: len(pair[1]))
    if len(same) < 2:
        return False
    raise UsageError(
        f"{inner.where}: this may be one learner's work, with several tries at {stem}, or a class of {len(same)}: "
        f"{_listed(same)}. For one learner use `grade exercise all {inner.where}`; "
        "for a class give that folder itself, or a roster."
    )


def refuse_sections(root: Tree, folders: Names, stems: tuple[str, ...], roster: Roster) -> None:
    """Refuse a folder of sections, each of which holds a folder for each learner.

    Raises:
        UsageError: several folders hold the same exercise several times, and nothing says that they are learners'.
    """
    looked = list(islice(folders, _LOOKED_AT))
    of_sites = (name for name in looked if not (folder_attempt(name) or of_entry(name)))
    unknown = (name for name in of_sites if not (roster and known(roster, name)))
    inner = {name: _like_a_section(root.folder(name), stems, roster) for name in unknown}
    several = {name: inside for name, inside in inner.items() if inside}
    if len(several) < 2 or 2 * len(several) < len(looked):
        return
    first, *_ = several
    each = f"grade each one separately: `grade submissions {root.where}/{first}`"
    raise UsageError(
        f"{root.where}: {_listed(list(several))} may be learners, or sections with a folder for each learner, as "
        f"{_listed(several[first])} in {first}. For sections, "
        f"{each if hasattr(root, 'path') else 'unpack it, and grade each folder by itself'}. "
        "If they are learners, leave one folder in each."
    )


def _like_a_section(node: Tree, stems: tuple[str, ...], roster: Roster) -> list[str]:
    """Return the folders in a folder that may be a section: learners of the roster, or several with the same exercise."""
    inside = node.folders()
    if len(inside) < 2 or len(list(current(node))) < len(inside) or _stems_here(node, stems):
        return []
    if roster and sum(known(roster, own) for own in inside) > 1:
        return list(inside)
    held = [_stems_in(one, stems) for one in inside.values()]
    return list(inside) if any(sum(stem in some for some in held) > 1 for stem in stems) else []


def _listed(names: list[str]) -> str:
    return f"{', '.join(sorted(names)[:3])}{' and more' if len(names) > 3 else ''}"


def known(roster: Roster, name: str) -> bool:
    """Whether a name is that of one person or of a group of the roster, or holds a person's."""
    return _owned(roster, name) or roster.within(name) is not None


def _stems_here(node: Node, stems: tuple[str, ...]) -> set[str]:
    """Return the exercises of which a file lies in a folder."""
    names = (canonical(file, stems) for file in node.files())
    return {name[0].rpartition(".")[0] for name in names if name} & set(stems)


def _stems_in(node: Node, stems: tuple[str, ...]) -> set[str]:
    """Return the exercises of which a file lies in a folder, or one or two below it."""
    level, found = [node], set[str]()
    for _ in range(3):
        for one in level:
            found |= _stems_here(one, stems)
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
