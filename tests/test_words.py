"""Plain English: the words that stop a reader who is not a native speaker stand in no text of this repository.

A text is what a person reads: documents, quizzes, pages, templates, docstrings, comments, messages, and the names of tests.
"""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from grader.quiz.course_index import read_course
from grader.quiz.load import load_quiz

ROOT = Path(__file__).parent.parent

WORDS = {
    r"whom|whoever|whosoever": "name the person: the learner, everyone who",
    r"lest|thereof|thereby|whereby|wherein|therein|herein|hereby|henceforth|hence|thus|upon|ought|shall": "use today's word",
    r"heed(?:s|ed|ing)?|needless|albeit|whilst|amongst|afresh|seldom|nought|naught|withal|unto": "use today's word",
    r"mend(?:s|ed|ing)?": "fix, correct",
    r"of (?:its|their|his|her|your|my|our) own(?! [\w`])": "its own X, or a separate X",
    r"what c[ao]me of": "the outcome, the result",
    r"be it|so be it": "which may be, or",
    r"(?:and|or) the like": "and so on, or name them",
    r"(?:is|are|was|were|be) asked of": "name the subject: the check asks, is called on",
    r"(?:has|have|had) no such": "does not have this",
    r"(?:leaves?|left|leaving) (?:\w+ )?alone": "does not change",
    r"had better": "should",
    r"all the same(?=[.;,:)])": "anyway, still",
    r"in vain|for good(?=[.;,:?]| and)|at odds with": "idioms: say it plainly",
    r"can not(?! only)": "cannot",
    r"passed over": "skipped, ignored",
    r"(?:is|are|was|were|exercise|one) at hand": "the current one, known",
    r"(?<=; )who(?! and what)": "name the person: a learner who",
    r"for who (?:is|does|has|cannot)|tells? who runs": "name the person: learners who, your instructor",
}
_ANY = re.compile("|".join(rf"(?P<w{place}>\b(?:{words})\b)" for place, words in enumerate(WORDS)), re.IGNORECASE)

ALLOWED = {
    ("LICENSE", None): "the text of the MIT licence",
    ("grader/quiz/phrases.py", "thus"): "a word that a learner may type before an answer",
    ("grader/quiz/phrases.py", "hence"): "a word that a learner may type before an answer",
    ("docs/author.md", "mend"): "the name of an exercise",
    ("tests/engine/ports/exercises/course.yaml", "mend"): "the name of an exercise",
    ("tests/test_words.py", None): "the list itself",
}

# learners' and attackers' own words, other people's texts, and what is made from texts that are read here
_NOT_OURS = re.compile(
    r"tests/(submissions|attacks|explain/slips|web/package|quiz/package|quiz/bad)|package-lock\.json|licences\.json"
    r"|grader/pages/static/.*\.js$"
)
_PLAIN = {".md", ".yaml", ".yml", ".html", ".j2", ".txt", ".expected", ".toml", ".cfg", ""}


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Give each text of a file with its line: strings, comments and test names of Python, else every line."""
    source = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".py":
        yield from _of_python(source)
    elif path.suffix in (".js", ".mjs", ".cjs"):
        for number, line in enumerate(source.splitlines(), 1):
            for text in re.findall(r"//.*|\"[^\"]* [^\"]*\"|`[^`]* [^`]*`", line):
                yield number, text.strip("`")
    elif path.suffix in _PLAIN:
        yield from enumerate(source.splitlines(), 1)


def _of_python(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.lineno, node.value
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.lineno, node.name.replace("_", " ")
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def _may_have_one(path: Path) -> bool:
    """Whether a listed word is anywhere in a file, as code or as text: nearly all files have none, and need no parser."""
    if path.suffix not in {".py", ".js", ".mjs", ".cjs", *_PLAIN}:
        return False
    source = path.read_text(encoding="utf-8", errors="replace").replace("_", " ")
    joined = re.sub(r"[\"']\s+f?[\"']", "", source)  # a sentence in several pieces
    return _ANY.search(re.sub(r"\s+", " ", joined)) is not None


def found_in(text: str) -> list[tuple[str, str]]:
    """Return each listed word of a text, and what to write in its place; code in backticks is not read."""
    plain = re.sub(r"`[^`\n]*`", "`_`", text)
    remedies = list(WORDS.values())
    return [
        (match[0].lower(), remedies[int(str(match.lastgroup)[1:])])
        for match in _ANY.finditer(re.sub(r"\s+", " ", plain))
    ]


def test_no_text_has_a_word_that_stops_a_reader() -> None:
    """Documents, messages, docstrings, comments and test names; what is allowed is listed with its reason, and used."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    problems, used = [], set()
    for name in filter(None, listed.split("\0")):
        if _NOT_OURS.search(name) or not (ROOT / name).is_file() or not _may_have_one(ROOT / name):
            continue
        for line, text in texts(ROOT / name):
            for word, remedy in found_in(text):
                key = next((key for key in ((name, word), (name, None)) if key in ALLOWED), None)
                if key is None:
                    problems.append(f"{name}:{line}: {word!r}: {remedy}")
                else:
                    used.add(key)
    assert not problems, "\n".join(problems)
    assert set(ALLOWED) == used


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Whoever tries it", ["whoever"]),
        ("in a process of its own.", ["of its own"]),
        ("the learners of their own sections", []),
        ("`whom` in code", []),
        ("numpy and the like", ["and the like"]),
        ("the list has no such item", ["has no such"]),
        ("All count; who is late is named.", ["who"]),
        ("the exercise at hand", ["exercise at hand"]),
        ("It is graded all the same.", ["all the same"]),
        ("the rows are all the same length", []),
        ("a word that\nis asked of nobody", ["is asked of"]),
        ("he left it alone", ["left it alone"]),
    ],
)
def test_a_listed_word_is_found_in_a_sentence(text: str, words: list[str]) -> None:
    """Over a line break too; not in code, and not where the words mean something else."""
    assert [word for word, _ in found_in(text)] == words


def test_every_kind_of_text_is_read(tmp_path: Path) -> None:
    """Docstrings, comments, messages and test names of Python; comments and strings of JavaScript; lines of the rest."""
    python = tmp_path / "a.py"
    python.write_text('"""A whom."""\n\n\ndef test_of_whom():\n    print(f"to whom {1}")  # and whom\n')
    assert sorted(line for line, text in texts(python) if found_in(text)) == [1, 4, 5, 5]
    script = tmp_path / "a.js"
    script.write_text('const whom = 1; // whom\nsay("to whom");\nsay(`to whom ${whom}`);\n')
    assert [line for line, text in texts(script) if found_in(text)] == [1, 2, 3]
    page = tmp_path / "a.html"
    page.write_text("<p>\nTo whom?</p>\n")
    assert [line for line, text in texts(page) if found_in(text)] == [2]


_LONGEST = 26
"""Words in the longest sentence of a hint or a question."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a piece of code or a formula counts as one word."""
    plain = re.sub(r"`[^`]*`|\$[^$]*\$|\{\{[^}]*\}\}", "X", " ".join(text.split()))
    return re.split(r"(?<=[.?!])\s", plain)


def _hints() -> Iterator[tuple[str, str]]:
    """Give each text that a learner reads as help, with its file: docstrings of mistakes, hints, all words of a quiz."""
    for path in sorted(ROOT.glob("**/solutions/mistakes/*/*.py")):
        if "tests" not in path.relative_to(ROOT).parts:
            yield str(path.relative_to(ROOT)), ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    for path in sorted([*ROOT.glob("solutions/suites/*.py"), *ROOT.glob("examples/*/solutions/suites/*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "hint" and isinstance(node.value, ast.Constant):
                yield str(path.relative_to(ROOT)), str(node.value.value)
    for question in load_quiz(ROOT / "quiz" / "final.yaml", read_course(ROOT)).questions.values():
        for text in _words_of(msgspec.to_builtins(question)):
            yield f"quiz/final.yaml, {question.id}", text


def _words_of(data: object, key: str = "") -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _words_of(value, name)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _words_of(value, key)
    elif isinstance(data, str) and key in ("prompt", "feedback", "text", "explanation", "title", "incorrect"):
        yield data


def test_no_sentence_of_a_hint_or_a_question_is_long() -> None:
    """A reader who is not a native speaker loses a long sentence before its end."""
    found = list(_hints())
    assert len(found) > 1500
    long = [f"{where}: {s}" for where, text in found for s in sentences(text) if len(s.split()) > _LONGEST]
    assert not long, "\n".join(long)
