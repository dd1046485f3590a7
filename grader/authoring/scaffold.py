"""Lay out a course, and add exercises, mistakes and questions to one."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.authoring import schemas
from grader.authoring.template_texts import QUESTION
from grader.authoring.templates import TEMPLATES, ExerciseTemplate
from grader.core.course import Exercise, load_course
from grader.core.errors import UsageError
from grader.core.files import write_file, write_new
from grader.core.schema import read_yaml

MANIFEST = Path("exercises") / "course.yaml"
_QUIZ = Path("quiz") / "final.yaml"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(--[a-z0-9]+(-[a-z0-9]+)*)?")
_POINTS = 10


def new_course(folder: Path, kind: str = "function", name: str = "first") -> Iterator[Path]:
    """Lay out a small sound course of one exercise, and give each file as it is written.

    Raises:
        UsageError: the folder has a course already, the exercise cannot have that name, or a file cannot be written.
    """
    if (folder / MANIFEST).exists():
        raise UsageError(f"{folder / MANIFEST} is there already; add to this course with `grade course add`.")
    _allow(name)
    title = folder.resolve().name.replace("-", " ").replace("_", " ").capitalize()
    for file, which in ((schemas.COURSE, "course"), (schemas.QUIZ, "quiz")):
        write_new(folder / file, schemas.schema_text(which))
        yield folder / file
    template = TEMPLATES[kind]
    modules = ", ".join(dict.fromkeys(("math", "random", "itertools", "collections", *template.modules)))
    head = (
        f"{schemas.first_line(1, schemas.COURSE)}schema: 1\ntitle: {_quoted(title)}\n\n"
        f"# What a submission may import besides its own files.\nmodules: [{modules}]\n\nexercises:\n"
    )
    write_new(folder / MANIFEST, head + _entry(template, f"ex1_{name}", name))
    yield folder / MANIFEST
    yield from _files(folder, template, f"ex1_{name}", name)
    write_new(folder / _QUIZ, _quiz_head() + _question("last-item", "lists"))
    yield folder / _QUIZ


def add_exercise(root: Path, name: str, kind: str) -> Iterator[Path]:
    """Add an exercise of a kind at the end of a course, which may have none yet, and give each file as it is written.

    Raises:
        UsageError: the name cannot be one, or is taken; or a file cannot be written.
    """
    manifest = root.resolve() / MANIFEST
    exercises: tuple[Exercise, ...] = ()
    if (begun := _without_exercises(manifest)) is None:
        course = load_course(root)
        exercises, modules, text = course.exercises, course.modules, manifest.read_text(encoding="utf-8")
    else:
        text, modules = begun
    _allow(name)
    if any(exercise.name == name for exercise in exercises):
        raise UsageError(f"The exercise {name!r} is there already; give the new one another name.")
    template, stem = TEMPLATES[kind], f"ex{len(exercises) + 1}_{name}"
    text = _with_modules(text, modules, template)
    files = list(_files(manifest.parents[1], template, stem, name))
    write_file(manifest, _inserted(text, "exercises", "\n" + _entry(template, stem, name)))
    yield manifest
    yield from files


def _without_exercises(manifest: Path) -> tuple[str, tuple[str, ...]] | None:
    """Return the text of a course.yaml that lists no exercise, ready for one, and its modules; None for any other."""
    if not manifest.is_file():
        return None
    data = read_yaml(manifest).data
    if not isinstance(data, dict) or data.get("exercises"):
        return None
    text, found = re.subn(r"(?m)^exercises[ \t]*:.*$", "exercises:", manifest.read_text(encoding="utf-8"))
    modules = data.get("modules")
    return text if found else f"{text.rstrip()}\n\nexercises:\n", tuple(modules if isinstance(modules, list) else ())


def add_mistake(root: Path, which: str, id_: str) -> Path:
    """Add a known mistake to an exercise: the reference as it is, to be made wrong; return its file.

    Raises:
        UsageError: there is no such exercise, the id cannot be one, or is taken.
    """
    exercise = load_course(root).find(which)
    if not _ID.fullmatch(id_):
        raise UsageError(
            f"{id_!r} is no id of a mistake; {_instead(id_, '-')}use small letters, digits and single hyphens."
        )
    try:
        reference = exercise.reference.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{exercise.reference}: write the reference first; a mistake is made from it.") from None
    code = re.sub(r'\A\s*("""|\'\'\').*?\1\s*', "", reference, count=1, flags=re.DOTALL)
    told = "Say what the code does wrong, and ask what to look at.\n\nSay how to correct it: one paragraph, one hint."
    path = exercise.mistakes / f"{id_}.py"
    write_new(path, f'"""{told}"""\n\n{code}')
    return path


def add_question(root: Path, id_: str) -> Path:
    """Add a question to the course's quiz, which is begun where there is none; return its file.

    Raises:
        UsageError: the id cannot be one, or is taken.
    """
    course = load_course(root)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_):
        raise UsageError(
            f"{id_!r} is no id of a question; {_instead(id_, '-')}use small letters, digits and single hyphens."
        )
    path = course.root / _QUIZ
    if not path.exists():
        write_new(path, _quiz_head() + _question(id_, "lists"))
        return path
    data = read_yaml(path).data
    questions = data.get("questions") if isinstance(data, dict) else None
    if not isinstance(questions, list):
        raise UsageError(f"{path}: this quiz has no list of questions; check it with `grade course check-quiz`.")
    if any(isinstance(one, dict) and one.get("id") == id_ for one in questions):
        raise UsageError(f"{path}: the question {id_!r} is there already; give the new one another id.")
    topics = data.get("topics") or ["lists"]
    text = path.read_text(encoding="utf-8")
    write_file(path, _inserted(text, "questions", "\n" + _question(id_, str(topics[0]))))
    return path


def _allow(name: str) -> None:
    """Refuse a name that an exercise cannot have, and say which it could."""
    if not name.isidentifier() or name != name.lower() or name == "all" or keyword.iskeyword(name):
        told = f"{name!r} cannot be an exercise's name; {_instead(name, '_')}use small letters, digits and _."
        raise UsageError(told)


def _instead(name: str, joint: str) -> str:
    """Return the name that was probably meant, for a message; nothing where that is no name either."""
    words = re.findall(r"[A-Z]*[a-z0-9]+|[A-Z]+", name)
    meant = joint.join(words).lower()
    fits = meant != name and meant[:1].isalpha() and not keyword.iskeyword(meant) and meant != "all"
    return f"{meant} would do: " if fits else ""


def _files(root: Path, template: ExerciseTemplate, stem: str, name: str) -> Iterator[Path]:
    solutions = root / "solutions"
    texts = {
        root / "exercises" / f"{stem}.py": template.stub,
        solutions / f"{stem}.py": template.reference,
        solutions / "suites" / f"test_{stem}.py": template.suite,
        **{solutions / "mistakes" / stem / f"{id_}.py": text for id_, text in template.mistakes.items()},
        **{root / "exercises" / _named(file, name): text for file, text in template.files.items()},
    }
    if template.probe:
        texts[solutions / "probes" / f"{stem}.py"] = template.probe
    for path, text in texts.items():
        write_new(path, _named(text, name))
        yield path


def _entry(template: ExerciseTemplate, stem: str, name: str) -> str:
    title = name.replace("_", " ")
    head = f"  - stem: {stem}\n    name: {name}\n    title: {title}\n    points: {_POINTS}\n"
    return head + _named(template.entry, name)


def _named(text: str, name: str) -> str:
    return text.replace("NAME", name).replace("CLASS", name.replace("_", " ").title().replace(" ", ""))


def _quiz_head() -> str:
    return f"{schemas.first_line(1, schemas.QUIZ)}schema: 1\nid: final\ntitle: The quiz\ntopics: [lists]\nquestions:\n"


def _question(id_: str, topic: str) -> str:
    return QUESTION.replace("ID", id_).replace("TOPIC", topic)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _inserted(text: str, key: str, entry: str) -> str:
    """Return YAML text with an entry at the end of the list under a top-level key."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    start = next(i for i, line in enumerate(lines) if re.match(rf"{key}\s*:", line))
    end = next((i for i in range(start + 1, len(lines)) if re.match(r"[^\s#-]", lines[i])), len(lines))
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    shift = re.match(r"\s*", next((line for line in lines[start + 1 :] if line.lstrip().startswith("- ")), "  - "))
    indented = entry if shift is None or len(shift[0]) == 2 else _shifted(entry, len(shift[0]) - 2)
    return "".join([*lines[:end], indented, *lines[end:]])


def _shifted(entry: str, by: int) -> str:
    """Return an entry moved to the right, or to the left where `by` is negative."""
    lines = entry.splitlines(keepends=True)
    return "".join(line if not line.strip() else " " * by + line if by > 0 else line[-by:] for line in lines)


def _with_modules(text: str, modules: Sequence[str], template: ExerciseTemplate) -> str:
    """Return course.yaml with the modules that a template needs."""
    missing = [name for name in template.modules if name not in modules]
    if not missing:
        return text
    found = re.sub(r"(?m)^(modules:\s*\[)([^\]]*)\]", lambda m: _longer(m, missing), text, count=1)
    if found == text:
        raise UsageError(f"Add {', '.join(missing)} to `modules` of course.yaml first; this kind of exercise needs it.")
    return found


def _longer(match: re.Match[str], missing: list[str]) -> str:
    before = match[2].strip()
    return f"{match[1]}{', '.join([*([match[2].rstrip()] if before else []), *missing])}]"
