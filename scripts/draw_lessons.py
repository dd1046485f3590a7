"""Draw the pictures of the lessons from the reference solutions: `python scripts/draw_lessons.py` writes exercises/*.svg."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "solutions"))

import ex1_sigmoid
import ex2_loss
import ex3_gradient
import ex4_update
import ex5_loop
import ex7_network

WIDTH, HEIGHT = 480, 280
LEFT, RIGHT, TOP, BOTTOM = 46, 16, 16, 40
STYLE = """<style>
svg { color: #1c2430; --soft: #5b6675; --grid: #d9dee6; --one: #1257b8; --two: #b3430a; --three: #1a7a45; --area: #dbe8fb; }
@media (prefers-color-scheme: dark) {
svg { color: #e8ecf2; --soft: #a6b0bf; --grid: #3a4452; --one: #7fb2ff; --two: #ffa473; --three: #73d69f; --area: #22375a; } }
text { font: 13px system-ui, sans-serif; fill: currentColor; } .soft { fill: var(--soft); }
@media (max-width: 22.5rem) { text { font-size: 16px; } }
.grid { stroke: var(--grid); } path.soft { stroke: var(--soft); fill: none; } .one { stroke: var(--one); } .two { stroke: var(--two); } .three { stroke: var(--three); }
.line { fill: none; stroke-width: 2.5; } .dash { stroke-dasharray: 6 5; }
.dot { fill: currentColor; } .t1 { fill: var(--one); } .t2 { fill: var(--two); } .t3 { fill: var(--three); } .area { fill: var(--area); }
</style>"""
X, AND, XOR = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1], [0, 1, 1, 0]
PARAMS = {"W1": [[0.5, -0.6], [-0.7, 0.4]], "b1": [0.1, -0.1], "W2": [0.8, 0.9], "b2": -0.2}


class Plot:
    """A small picture with two axes; places are in the units of the axes."""

    def __init__(self, across: tuple[float, float], up: tuple[float, float], names: tuple[str, str]) -> None:
        self.across, self.up = across, up
        self.parts: list[str] = []
        self._axis_names = names

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point lies in the picture."""
        (x0, x1), (y0, y1) = self.across, self.up
        h = LEFT + (x - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT)
        v = HEIGHT - BOTTOM - (y - y0) / (y1 - y0) * (HEIGHT - TOP - BOTTOM)
        return round(h, 1), round(v, 1)

    def axes(self, ticks_across: Iterable[float], ticks_up: Iterable[float]) -> Plot:
        """Draw a grid with numbers, and the names of the axes."""
        for x in ticks_across:
            h, v = self.place(x, self.up[0])
            self.parts.append(
                f'<path class="grid" d="M{h} {TOP}V{v}"/><text class="soft" x="{h}" y="{v + 16}" text-anchor="middle">{_said(x)}</text>'
            )
        for y in ticks_up:
            h, v = self.place(self.across[0], y)
            self.parts.append(
                f'<path class="grid" d="M{h} {v}H{WIDTH - RIGHT}"/><text class="soft" x="{h - 6}" y="{v + 4}" text-anchor="end">{_said(y)}</text>'
            )
        self.parts.append(f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 6}" text-anchor="end">{self._axis_names[0]}</text>')
        self.parts.append(f'<text x="{LEFT + 6}" y="{TOP + 12}">{self._axis_names[1]}</text>')
        return self

    def curve(self, function: Callable[[float], float], start: float, end: float, colour: str) -> Plot:
        """Draw a function."""
        points = [start + (end - start) * step / 120 for step in range(121)]
        return self.line([(x, function(x)) for x in points], colour)

    def line(self, points: Iterable[tuple[float, float]], colour: str) -> Plot:
        """Draw a line through points."""
        path = "L".join("{} {}".format(*self.place(x, y)) for x, y in points)
        self.parts.append(f'<path class="line {colour}" d="M{path}"/>')
        return self

    def dot(self, x: float, y: float, *, hollow: bool = False) -> Plot:
        """Draw a point."""
        h, v = self.place(x, y)
        look = 'fill="none" stroke="currentColor" stroke-width="2.5"' if hollow else 'class="dot"'
        self.parts.append(f'<circle cx="{h}" cy="{v}" r="5" {look}/>')
        return self

    def say(self, x: float, y: float, text: str, colour: str = "", anchor: str = "start") -> Plot:
        """Write beside a point."""
        h, v = self.place(x, y)
        self.parts.append(f'<text class="{colour}" x="{h}" y="{v}" text-anchor="{anchor}">{text}</text>')
        return self

    def arrow(self, start: tuple[float, float], end: tuple[float, float], colour: str) -> Plot:
        """Draw an arrow."""
        (h0, v0), (h1, v1) = self.place(*start), self.place(*end)
        angle = math.atan2(v1 - v0, h1 - h0)
        tips = [(h1 - 10 * math.cos(angle + turn), v1 - 10 * math.sin(angle + turn)) for turn in (0.45, -0.45)]
        head = " ".join(f"M{h1} {v1}L{h:.1f} {v:.1f}" for h, v in tips)
        self.parts.append(f'<path class="line {colour}" d="M{h0} {v0}L{h1} {v1}{head}"/>')
        return self

    def svg(self) -> str:
        """Return the picture."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        )
        return "\n".join([head, STYLE, *self.parts, "</svg>", ""])


def _said(number: float) -> str:
    return f"{number:g}".replace("-", "−")


def sigmoid() -> Plot:
    """The curve, and the point of the worked example."""
    plot = Plot((-6, 6), (0, 1.05), ("t", "sigmoid of t")).axes((-6, -4, -2, 0, 2, 4, 6), (0, 0.25, 0.5, 0.75, 1))
    plot.curve(ex1_sigmoid.sigmoid, -6, 6, "one")
    a = ex1_sigmoid.forward([2, 1], [1.5, -2], 0.25)
    return (
        plot.dot(1.25, a).say(1.6, a - 0.05, f"t = 1.25 gives {a:.3f}").dot(0, 0.5).say(0.35, 0.45, "t = 0 gives 0.5")
    )


def loss() -> Plot:
    """The loss over the prediction, for both labels."""
    plot = Plot((0, 1), (0, 4.5), ("prediction a", "loss")).axes((0, 0.25, 0.5, 0.75, 1), (0, 1, 2, 3, 4))
    plot.curve(lambda a: ex2_loss.loss(a, 1), 0.0112, 1, "one").curve(lambda a: ex2_loss.loss(a, 0), 0, 0.9888, "two")
    plot.say(0.1, 2.9, "label 1", "t1").say(0.9, 2.9, "label 0", "t2", "end")
    return plot.dot(0.5, ex2_loss.loss(0.5, 1)).say(0.5, 1.0, "0.693", anchor="middle")


def gradient() -> Plot:
    """The loss over the one weight of the worked example, and its tangent."""

    def over(w: float) -> float:
        return ex2_loss.loss(ex1_sigmoid.forward([2.0], [w], 0.0), 1)

    slope = ex3_gradient.gradient([[2.0]], [1], [0.5], 0.0)[0][0]
    plot = (
        Plot((-1, 3), (0, 2.2), ("weight w", "loss"))
        .axes((-1, 0, 1, 2, 3), (0, 0.5, 1, 1.5, 2))
        .curve(over, -1, 3, "one")
    )
    tangent = [(w, over(0.5) + slope * (w - 0.5)) for w in (-0.6, 1.08)]
    plot.line(tangent, "two dash").dot(0.5, over(0.5))
    return plot.say(0.62, over(0.5) + 0.12, f"w = 0.5: slope {slope:.2f}".replace("-", "−"), "t2")


def update() -> Plot:
    """Three steps of different learning rates from the same place."""
    inputs, labels = [[1.0]] * 3, [1, 1, 0]

    def over(w: float) -> float:
        return ex2_loss.mean_loss([ex1_sigmoid.forward(x, [w], 0.0) for x in inputs], labels)

    start = -2.0
    slopes = ex3_gradient.gradient(inputs, labels, [start], 0.0)
    plot = Plot((-3, 6), (0.4, 2.2), ("weight w", "mean loss")).axes(
        (-3, -2, -1, 0, 1, 2, 3, 4, 5, 6), (0.5, 1, 1.5, 2)
    )
    plot.curve(over, -3, 6, "soft")
    for eta, colour, text, across, down in (
        (1, "three", "rate 1", -8, 16),
        (4, "one", "rate 4", 6, 16),
        (12, "two", "rate 12: too far", -6, -10),
    ):
        (w,), _ = ex4_update.update([start], 0.0, slopes[0], 0.0, eta)
        plot.arrow((start, over(start)), (w, over(w)), colour)
        h, v = plot.place(w, over(w))
        number = ("one", "two", "three").index(colour) + 1
        anchor = "end" if across < 0 else "start"
        plot.parts.append(
            f'<text class="t{number}" x="{h + across}" y="{v + down}" text-anchor="{anchor}">{text}</text>'
        )
    return plot.dot(start, over(start))


def loop() -> Plot:
    """The history of training on AND."""
    history = ex5_loop.train(X, AND)[2]
    plot = Plot((0, 2000), (0, 0.8), ("epoch", "mean loss")).axes((0, 500, 1000, 1500, 2000), (0, 0.2, 0.4, 0.6))
    epochs = sorted({*range(0, 200, 5), *range(200, 2000, 25), 1999})
    plot.line([(epoch, history[epoch]) for epoch in epochs], "one")
    for epoch, up in ((0, -0.01), (100, 0.03), (1000, 0.03)):
        plot.dot(epoch, history[epoch]).say(epoch + 40, history[epoch] + up, f"epoch {epoch}: {history[epoch]:.3f}")
    return plot


def minibatch() -> Plot:
    """Five examples in batches of two."""
    plot = Plot((0, 10), (0, 6), ("", ""))
    for number in range(5):
        h = 70 + 70 * number
        plot.parts.append(
            f'<rect x="{h}" y="90" width="54" height="54" rx="6" fill="none" stroke="currentColor" stroke-width="2"/><text x="{h + 27}" y="122" text-anchor="middle">{number + 1}</text>'
        )
    for number, (first, count) in enumerate(((0, 2), (2, 2), (4, 1))):
        h, wide = 64 + 70 * first, 70 * count - 4
        plot.parts.append(
            f'<path class="line one" d="M{h} 160v10h{wide}v-10"/><text class="t1" x="{h + wide / 2}" y="192" text-anchor="middle">batch {number + 1}</text>'
        )
    return plot


def network() -> Plot:
    """Where the trained network predicts more than 0.5."""
    params, _ = ex7_network.train(X, XOR, PARAMS, 2, 300)
    plot = Plot((-0.5, 2.1), (-0.3, 1.3), ("first input", ""))
    steps = 52
    for row in range(steps):
        y = -0.3 + 1.6 * (row + 0.5) / steps
        yes = [ex7_network.forward([x / 100, y], params)[1] > 0.5 for x in range(-50, 151)]
        edges = [x for x in range(202) if (x < 201 and yes[x]) != (x > 0 and yes[x - 1])]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            h0, v = plot.place(start / 100 - 0.5, y + 0.8 / steps)
            h1, _ = plot.place(end / 100 - 0.5, y)
            high = (HEIGHT - TOP - BOTTOM) / steps
            plot.parts.append(f'<rect class="area" x="{h0}" y="{v}" width="{h1 - h0:.1f}" height="{high + 0.4:.1f}"/>')
    plot.axes((0, 1), (0, 1)).say(-0.42, 1.15, "second input")
    for x, y in zip(X, XOR, strict=True):
        plot.dot(x[0], x[1], hollow=y == 0)
    return plot.say(1.55, 0.75, "● label 1").say(1.55, 0.55, "○ label 0").say(1.55, 0.35, "shaded: “yes”", "t1")


PICTURES = {
    "ex1_sigmoid": sigmoid,
    "ex2_loss": loss,
    "ex3_gradient": gradient,
    "ex4_update": update,
    "ex5_loop": loop,
    "ex6_minibatch": minibatch,
    "ex7_network": network,
}


def drawn() -> dict[str, str]:
    """Return every picture by its file's name."""
    return {f"{stem}.svg": draw().svg() for stem, draw in PICTURES.items()}


if __name__ == "__main__":
    for name, svg in drawn().items():
        (ROOT / "exercises" / name).write_text(svg, encoding="utf-8")
