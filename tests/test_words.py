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

import pytest

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
        if _NOT_OURS.search(name) or not (ROOT / name).is_file():
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
