"""A course's sketch of a learner's answers as a small SVG picture, drawn without a library."""

from __future__ import annotations

from html import escape

from grader.reports.pictures import Place, Sketch

SIZE = 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 12, 40
_HEAD = 9.0
"""How long the head of an arrow is at most, in the units of the picture."""
_KEYS = {"yours": "yours (solid)", "right": "the reference (pale)"}


def sketch_svg(sketch: Sketch) -> str:
    """Return the picture, with a description in words; what lies outside it is cut off."""
    parts = [_axes(sketch)]
    for whose in ("right", "yours"):
        for owner, start, end in sketch.lines:
            if owner == whose and (cut := clipped(start, end, sketch.seen)):
                parts.append(_path(whose, _shown(cut[0], sketch), _shown(cut[1], sketch)))
        for owner, start, end in sketch.arrows:
            if owner == whose:
                parts += _arrow(whose, _shown(start, sketch), _shown(end, sketch))
    parts += [_point(_shown((x, y), sketch), filled, label) for x, y, filled, label in sketch.points]
    told = f"{sketch.title}. {sketch.description}"
    return (
        f'<svg class="sketch" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}" role="img" '
        f'aria-label="{escape(told)}">{"".join(parts)}</svg>'
    )


def keys(sketch: Sketch) -> list[str]:
    """Return whose lines and arrows a sketch shows, as its legend names them."""
    shown = {owner for owner, *_ in (*sketch.lines, *sketch.arrows)}
    return [words for whose, words in _KEYS.items() if whose in shown]


def clipped(start: Place, end: Place, seen: tuple[Place, Place]) -> tuple[Place, Place] | None:
    """Return the part of a line that is seen, or None (Liang and Barsky's way)."""
    first, last = 0.0, 1.0
    for at, to, (low, high) in zip(start, end, seen, strict=True):
        step = to - at
        if not step:
            if not low <= at <= high:
                return None
            continue
        enter, leave = sorted(((low - at) / step, (high - at) / step))
        first, last = max(first, enter), min(last, leave)
    if first > last:
        return None
    along = [(start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t) for t in (first, last)]
    return along[0], along[1]


def _shown(place: Place, sketch: Sketch) -> Place:
    """Return where in the picture a place is."""
    (left, right), (low, high) = sketch.seen
    across = _LEFT + (SIZE - _LEFT - _RIGHT) * (place[0] - left) / (right - left)
    return across, SIZE - _BOTTOM - (SIZE - _TOP - _BOTTOM) * (place[1] - low) / (high - low)


def _axes(sketch: Sketch) -> str:
    (left, right), (low, high) = sketch.seen
    bottom, end = SIZE - _BOTTOM, SIZE - _RIGHT
    middle = (_TOP + bottom) / 2
    return (
        f'<path class="axes" d="M{_LEFT} {_TOP}V{bottom}H{end}"/>'
        f'<text x="{_LEFT}" y="{bottom + 16}">{left:g}</text>'
        f'<text x="{end}" y="{bottom + 16}" text-anchor="end">{right:g}</text>'
        f'<text x="{(_LEFT + end) / 2}" y="{bottom + 30}" text-anchor="middle">{escape(sketch.labels[0])}</text>'
        f'<text x="{_LEFT - 6}" y="{bottom}" text-anchor="end">{low:g}</text>'
        f'<text x="{_LEFT - 6}" y="{_TOP + 10}" text-anchor="end">{high:g}</text>'
        f'<text x="{_LEFT - 24}" y="{middle}" text-anchor="middle" transform="rotate(-90 {_LEFT - 24} {middle})">'
        f"{escape(sketch.labels[1])}</text>"
    )


def _path(whose: str, start: Place, end: Place) -> str:
    return f'<path class="{whose}" d="M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}"/>'


def _arrow(whose: str, start: Place, end: Place) -> list[str]:
    """Return an arrow's line and its head, which is no longer than half of it."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = (across * across + down * down) ** 0.5
    if not length:
        return []
    head = min(_HEAD, length / 2)
    x, y = across / length * head, down / length * head
    sides = [(end[0] - x + side * y / 2, end[1] - y - side * x / 2) for side in (1, -1)]
    points = " ".join(f"{at[0]:.1f},{at[1]:.1f}" for at in (end, *sides))
    return [_path(whose, start, (end[0] - x, end[1] - y)), f'<polygon class="head {whose}" points="{points}"/>']


def _point(at: Place, filled: bool, label: str) -> str:
    said = f'<text x="{at[0] + 9:.1f}" y="{at[1] - 8:.1f}">{escape(label)}</text>' if label else ""
    return f'<circle class="point{"" if filled else " open"}" cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="5"/>{said}'
