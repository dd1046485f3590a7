"""Pictures for pages: SVG by matplotlib, in the page's own colours, so that they follow its theme."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from grader.core.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# drawn in colours that stand for the page's, which replace them afterwards
_THEME = {
    "ink": "#010101",
    "soft": "#020202",
    "line": "#030303",
    "good": "#040404",
    "warn": "#050505",
    "bad": "#060606",
    "blue": "#070707",
}
_MOST_NAME = 22


def histogram(percents: Sequence[float]) -> str:
    """Return how many learners reached how many percent."""
    counts = [0] * 10
    for percent in percents:
        counts[min(9, max(0, int(percent // 10)))] += 1
    figure, axes = _figure(4.6, 2.2)
    bars = axes.bar(range(10), counts, width=0.88, color=_THEME["blue"])
    axes.bar_label(bars, [str(c) if c else "" for c in counts], color=_THEME["ink"], fontsize=9)
    axes.set_xticks([i - 0.5 for i in range(11)], [str(i * 10) for i in range(11)])
    axes.set_xlabel("percent of the points", color=_THEME["soft"])
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    return _svg(figure, "scores", f"Histogram of the scores of {len(percents)} learners, by tens of percent")


def chain(rows: Sequence[tuple[str, Sequence[int]]]) -> str:
    """Return a bar for each exercise: how many have full marks, a part, nothing, and handed nothing in.

    Args:
        rows: an exercise's name and these four numbers.
    """
    figure, axes = _figure(4.6, 0.7 + 0.3 * len(rows))
    colours = [_THEME[name] for name in ("good", "blue", "bad", "line")]
    names = [_cut(name) for name, _ in rows]
    left = [0] * len(rows)
    for part, (label, colour) in enumerate(
        zip(("full marks", "a part", "no point", "not handed in"), colours, strict=True)
    ):
        widths = [counts[part] for _, counts in rows]
        axes.barh(range(len(rows)), widths, left=left, color=colour, height=0.7, label=label)
        left = [a + b for a, b in zip(left, widths, strict=True)]
    axes.set_yticks(range(len(rows)), names)
    axes.invert_yaxis()
    axes.set_xlabel("learners", color=_THEME["soft"])
    figure.legend(
        ncols=4,
        loc="outside upper left",
        frameon=False,
        fontsize=9,
        labelcolor=_THEME["ink"],
        handlelength=1,
        columnspacing=1.0,
        borderpad=0,
    )
    told = "; ".join(f"{name}: {counts[0]} full, {counts[1]} part, {counts[2]} none" for name, counts in rows)
    return _svg(figure, "chain", f"Learners by result in each exercise. {told}")


def _cut(name: str) -> str:
    return name if len(name) <= _MOST_NAME else name[: _MOST_NAME - 1] + "…"


def _figure(width: float, height: float) -> tuple[Figure, Any]:
    try:
        from matplotlib.figure import Figure
    except ModuleNotFoundError:
        raise UsageError(
            "Pictures need matplotlib, which is not installed: pip install 'primer-grader[class]'"
        ) from None
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    figure.patch.set_alpha(0)
    axes.patch.set_alpha(0)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("bottom", "left"):
        axes.spines[side].set_color(_THEME["line"])
    axes.tick_params(colors=_THEME["ink"], color=_THEME["line"])
    return figure, axes


def _svg(figure: Figure, name: str, told: str) -> str:
    from html import escape

    from matplotlib import rc_context

    out = io.StringIO()
    # text stays text, ids are the same each time; `$` in a learner's or author's words is no formula
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": name, "text.parse_math": False}):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<style[^>]*>.*?</style>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"'DejaVu Sans'[^;\"]*", "system-ui, sans-serif", svg)
    for word, colour in _THEME.items():
        svg = svg.replace(colour, f"var(--{word})")
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(told)}" ', 1)
