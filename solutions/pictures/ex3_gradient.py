"""The gradient on the surface of the loss at four places: the learner's arrows over the right ones."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss

X = [[-2.0], [-1.0], [0.5], [1.0], [2.5]]
Y = [0, 0, 1, 0, 1]
PLACES = [(-0.6, -1.6), (-0.5, 1.4), (2.4, 1.9), (3.9, 0.4)]
CALLS = [("gradient", [X, Y, [w], b]) for w, b in PLACES]
SEEN = ((-1.4, 4.6), (-2.6, 2.6))
LENGTH = 2.0
LONGEST = 1.3
# places for the labels of the contour lines, away from the arrows
LABELS = [(1.6, -1.4), (1.6, 0.7), (1.4, 1.5), (1.2, 2.2), (-0.4, 0), (-0.7, 0), (-0.9, 0), (-1.2, 0)]


def draw(figure, yours, right):
    """Draw lines of equal loss and the arrows; return the title and a description in words."""
    axes = figure.subplots()
    W, B = ([low + (high - low) * i / 60 for i in range(61)] for low, high in SEEN)
    heights = [[mean_loss([forward(x, [w], b) for x in X], Y) for w in W] for b in B]
    lines = axes.contour(W, B, heights, levels=12, colors="0.55", linewidths=0.8)
    axes.clabel(lines, fontsize=8, manual=LABELS)
    told = []
    for number, (place, true, answer) in enumerate(zip(PLACES, right, yours, strict=True), 1):
        arrow(
            axes,
            place,
            true,
            {"color": "#f0a030", "width": 0.12, "head_width": 0.36, "zorder": 2},
            "right" if number == 1 else "",
        )
        if answer is not None and len(answer[0]) == 1:
            style = {"color": "#0b3d91", "width": 0.03, "head_width": 0.15, "zorder": 3}
            arrow(axes, place, answer, style, "yours" if number == 1 else "")
            (gw,), gb = answer
            (tw,), tb = true
            told.append(
                f"at w = {place[0]}, b = {place[1]} yours is ({gw:.3g}, {gb:.3g}) and the right one is ({tw:.3g}, {tb:.3g})"
            )
        axes.plot(*place, marker="o", color="black", markersize=5, zorder=4)
    axes.set(title="The loss of a neuron with one weight, and the steps downhill", xlabel="weight w", ylabel="bias b")
    axes.set(xlim=SEEN[0], ylim=SEEN[1])
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False, title="against the gradient")
    title = "The gradient on the surface of the loss"
    if not told:
        axes.set_title("gradient has returned nothing to draw yet, so only the right arrows are shown")
        return title, "Four places with the right steps downhill. gradient returned nothing that can be drawn."
    return title, f"The gradient at {len(told)} places: " + "; ".join(told) + ". The arrows point against it."


def sketch(yours, right):
    """Return the arrows at the four places, as plain data."""
    arrows = [
        [whose, place, [at + step for at, step in zip(place, steps, strict=True)]]
        for whose, answers in (("right", right), ("yours", yours))
        for place, answer in zip(PLACES, answers, strict=True)
        if answer is not None and len(answer[0]) == 1 and (steps := downhill(place, answer))
    ]
    drawn = sum(whose == "yours" for whose, *_ in arrows)
    told = f"Your arrows at {drawn} places" if drawn else "Your gradient returned nothing that can be drawn"
    return {
        "title": "Steps downhill, against the gradient",
        "description": f"{told}, over the right arrows at {len(PLACES)} places.",
        "seen": SEEN,
        "labels": ["weight w", "bias b"],
        "points": [[*place, True, ""] for place in PLACES],
        "arrows": arrows,
    }


def downhill(place, gradient):
    """Return the step against a gradient, short enough to stay inside the plot, or none where there is no slope."""
    (gw,), gb = gradient
    length = (gw * gw + gb * gb) ** 0.5
    if not length:
        return None
    scale = min(LENGTH, LONGEST / length)
    for at, step, (low, high) in zip(place, (-gw, -gb), SEEN, strict=True):
        if step:
            scale = min(scale, ((high if step > 0 else low) - at) / step)
    return -gw * scale, -gb * scale


def arrow(axes, place, gradient, style, label):
    """Draw an arrow against a gradient."""
    if not (steps := downhill(place, gradient)):
        return
    head = min(1.2 * style["head_width"], 0.5 * (steps[0] ** 2 + steps[1] ** 2) ** 0.5)
    axes.arrow(*place, *steps, length_includes_head=True, head_length=head, label=label or None, **style)
