"""Turn the Markdown of a quiz into HTML, its formulas into MathML or back into LaTeX for another system."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from grader.quiz import formula

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

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
    """Return one formula as MathML; as it is typed, where it is none: a learner's words may look like a formula."""
    import html as escapes
    from xml.etree import ElementTree

    from latex2mathml.converter import convert_to_element

    try:
        formula_ = convert_to_element(source)
    except Exception:  # it raises whatever a broken formula makes it stumble over
        return f"<code>{escapes.escape(source)}</code>"
    for element in formula_.iter():
        # its own writer lets through what stands in a \text; signs are references here, which are read first
        element.text = escapes.unescape(element.text) if element.text else element.text
        for name in ("href", "style", "class", "id"):
            element.attrib.pop(name, None)
    for element in formula_.iter():
        _mark_signs(element)
    return ElementTree.tostring(formula_, encoding="unicode")


def _mark_signs(row: Element) -> None:
    """Mark each minus of a negative number as a sign: browsers space one that follows an operator as a subtraction."""
    before: str | None = "("
    for element in row:
        text = element.text if element.tag == "mo" else None
        if text in _MINUS and before is not None and before not in _CLOSING:
            element.set("form", "prefix")
        before = text


def latex(source: str) -> str:
    r"""Return one formula as `\(…\)`, which MathJax reads in other systems, safe within HTML."""
    import html as escapes

    return escapes.escape(f"\\({source}\\)", quote=False)


_MINUS = ("-", "\N{MINUS SIGN}")
_CLOSING = (")", "]", "}", "|", "!")


@functools.cache
def _markdown() -> Any:
    from markdown_it import MarkdownIt

    # Pictures and links would reach outside the page; a quiz has neither in its text.
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "link", "autolink"])
