"""A curve in a learner's answers as a small SVG picture, drawn without a library."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT = 480, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 12, 12, 28
_MOST = 240
"""So many points are drawn: more cannot be told apart."""


def curve_svg(values: Sequence[float], name: str) -> str:
    """Return a picture of numbers one after another, with a description in words.

    Args:
        values: at least two; what is not finite is left out.
        name: what they are, as in "loss".
    """
    places = sorted({round(step * (len(values) - 1) / (_MOST - 1)) for step in range(_MOST)})
    points = [(place, values[place]) for place in places if math.isfinite(values[place])]
    if not points:
        return ""
    low, high = min(value for _, value in points), max(value for _, value in points)
    low = min(low, 0.0)
    span = (high / 2 - low / 2) or 1.0  # halves, since the whole may be too large for a float

    def across(place: int) -> float:
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * place / (len(values) - 1)

    def down(value: float) -> float:
        return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * (value / 2 - low / 2) / span

    line = " ".join(f"{across(place):.1f},{down(value):.1f}" for place, value in points)
    told = f"Your {name}: {len(values)} values, from {values[0]:.3g} to {values[-1]:.3g}."
    bottom, right = HEIGHT - _BOTTOM, WIDTH - _RIGHT
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{escape(told)}">'
        f'<path d="M{_LEFT} {_TOP}V{bottom}H{right}" fill="none" stroke="currentColor" opacity="0.5"/>'
        f'<polyline points="{line}" fill="none" stroke="currentColor" stroke-width="2.5"/>'
        f'<text x="{_LEFT - 6}" y="{_TOP + 10}" text-anchor="end" fill="currentColor">{high:.3g}</text>'
        f'<text x="{_LEFT - 6}" y="{bottom}" text-anchor="end" fill="currentColor">{low:.3g}</text>'
        f'<text x="{right}" y="{HEIGHT - 8}" text-anchor="end" fill="currentColor">{len(values) - 1}</text>'
        f'<text x="{_LEFT + 6}" y="{_TOP + 10}" fill="currentColor">your {escape(name)}</text></svg>'
    )
