"""The lesson of an exercise: Markdown beside the stub, with formulas, pictures and labs, as HTML."""

from __future__ import annotations

import functools
import html as escapes
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grader.core.course import Exercise
from grader.quiz import formula
from grader.quiz.markup import mathml

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")
LAB = ".lab.js"
_RIGHT = 'style="text-align:right"'
"""How markdown-it aligns a column; a page's policy allows no style within the markup."""
_MARK = re.compile("\ue000(\\d+)\ue001")
Address = Callable[[str], str]
"""Gives the address of a file that lies beside the lesson."""


def lesson_file(exercise: Exercise) -> Path:
    """Return where the lesson of an exercise is, if the course has one."""
    return exercise.stub.with_suffix(".md")


def lesson_html(exercise: Exercise, address: Address) -> str:
    """Return an exercise's lesson; its title alone where the course has no text for it."""
    file = lesson_file(exercise)
    if not file.is_file():
        return f'<h1 id="lesson-title">{escapes.escape(exercise.title)}</h1>'
    return render(file.read_text(encoding="utf-8"), address)


def files_of(text: str) -> set[str]:
    """Return the names of the pictures and labs that a lesson shows."""
    found: set[str] = set()

    def note(name: str) -> str:
        found.add(name)
        return name

    render(text, note)
    return found


def render(text: str, address: Address) -> str:
    """Return a lesson's Markdown as HTML. Only files beside it are shown; HTML in it is shown as typed."""
    kept: list[str] = []

    def keep(source: str) -> str:
        kept.append(mathml(source))
        return f"\ue000{len(kept) - 1}\ue001"

    bare = formula.replace(text.replace("\ue000", "").replace("\ue001", ""), keep)
    page = _markdown().render(bare, {"address": address, "titled": False})
    return _MARK.sub(lambda mark: kept[int(mark[1])], page.replace("<p></p>\n", "").replace(_RIGHT, 'class="right"'))


def _beside(name: str, kinds: tuple[str, ...]) -> bool:
    """Whether a name is that of a file beside the lesson, of one of these kinds."""
    return re.fullmatch(r"[\w.-]+", name) is not None and not name.startswith(".") and name.lower().endswith(kinds)


@functools.cache
def _markdown() -> Any:
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    for rule in (image, heading_open, table_open, table_close, fence, link_open, link_close):
        markdown.add_render_rule(rule.__name__, rule)
    return markdown


# Rules of markdown-it; each gets its renderer, the tokens, an index, the options and what was given to render().


def image(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """Show a picture beside the lesson; the text of any other."""
    token = tokens[index]
    words = escapes.escape(token.content)
    source = str(token.attrs.get("src", ""))
    if not _beside(source, PICTURES):
        return words
    return f'<img src="{escapes.escape(env["address"](source))}" alt="{words}" loading="lazy">'


def heading_open(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """Give the first heading the name that the page refers to."""
    first, env["titled"] = not env["titled"], True
    return f'<{tokens[index].tag} id="lesson-title">' if first else f"<{tokens[index].tag}>"


def table_open(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """Let a wide table scroll."""
    return '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>'


def table_close(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """End what table_open began."""
    return "</table></div>"


def fence(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """Show a program, which can be scrolled by key."""
    code = escapes.escape(tokens[index].content)
    return f'<pre tabindex="0" role="group" aria-label="Example"><code>{code}</code></pre>\n'


def link_open(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """Make a place for a lab; links elsewhere stay text, since a page leads nowhere but to itself."""
    target = str(tokens[index].attrs.get("href", ""))
    if not _beside(target, (LAB,)):
        return ""
    env["lab"] = True
    return f'</p>\n<section class="lab" data-lab="{escapes.escape(env["address"](target))}"><h2>'


def link_close(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """End what link_open began."""
    note = '<div class="lab-place">This part of the lesson needs JavaScript.</div>'
    return f"</h2>{note}</section>\n<p>" if env.pop("lab", False) else ""
