"""Pages: templates filled in, each a single file that needs nothing from the network."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.core.errors import UsageError

if TYPE_CHECKING:
    import jinja2

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> jinja2.Environment:
    try:
        import jinja2
    except ModuleNotFoundError:
        raise UsageError("Pages need jinja2, which is not installed: pip install 'primer-grader[class]'") from None
    from grader.core.points import format_points
    from grader.reports.common import clean, grouped_notes

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    environment.filters["points"] = format_points
    environment.filters["prose"] = _prose
    environment.filters["grouped"] = grouped_notes
    return environment


def _prose(text: str) -> Any:
    """Return a text with what stands in backticks as code."""
    from markupsafe import Markup, escape

    from grader.reports.common import clean

    return Markup(re.sub(r"`([^`\n]+)`", r"<code>\1</code>", str(escape(clean(text)))))


def fill(template: str, **values: Any) -> str:
    """Return a page: the template with the values in it, escaped.

    Raises:
        UsageError: jinja2 is not installed.
    """
    return _environment().get_template(template).render(**values)
