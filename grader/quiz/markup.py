"""Turn the Markdown of a quiz into HTML, its formulas into MathML or back into LaTeX for another system."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from grader.quiz import formula

_OPEN, _CLOSE = "\ue000", "\ue001"


def html(text: str, *, math: Callable[[str], str] | None = None, inline: bool = False) -> str:
    """Return `text` as HTML in which nothing of the text itself is markup.

    Args:
        text: Markdown with `$math$`; HTML in it is shown as typed.
        math: writes one formula; MathML where not given.
        inline: leave out the paragraph around it.
    """
    write = math or mathml
    kept: list[str] = []

    def keep(source: str) -> str:
        kept.append(write(source))
        return f"{_OPEN}{len(kept) - 1}{_CLOSE}"

    bare = formula.replace(text.replace(_OPEN, "").replace(_CLOSE, ""), keep)
    page = (_markdown().renderInline if inline else _markdown().render)(bare)
    for number, written in enumerate(kept):
        page = page.replace(f"{_OPEN}{number}{_CLOSE}", written)
    return str(page).strip()


def mathml(source: str) -> str:
    """Return one formula as MathML."""
    from latex2mathml.converter import convert

    return str(convert(source))


def latex(source: str) -> str:
    r"""Return one formula as `\(…\)`, which MathJax reads in other systems, safe within HTML."""
    import html as escapes

    return escapes.escape(f"\\({source}\\)", quote=False)


@functools.cache
def _markdown() -> Any:
    from markdown_it import MarkdownIt

    # Pictures and links would reach outside the page; a quiz has neither in its text.
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "link", "autolink"])
