"""The loss over the epochs, and the decision line that the neuron learned."""

X = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
Y = [0, 0, 0, 1]
CALLS = [("train", [X, Y, 0.5, 2000])]
SEEN = (-0.4, 1.6)

# they differ in grey as well as in colour: dark and solid, light and dashed
YOURS = {"color": "#0b3d91", "linewidth": 2, "label": "your neuron", "zorder": 3}
RIGHT = {"color": "#f0a030", "linewidth": 5, "linestyle": (0, (3, 1.2)), "label": "the reference", "zorder": 2}


def draw(figure, yours, right):
    """Draw two plots side by side; return the title and a description in words."""
    falling, plane = figure.subplots(1, 2)
    told, lowest = [], 0
    for answer, style, whose in ((right[0], RIGHT, "the reference's"), (yours[0], YOURS, "yours")):
        if answer is None:
            continue
        w, b, history = answer
        lowest = min([lowest, *history])
        if len(history) > 1:
            falling.plot(range(len(history)), history, **style)
            told.append(f"{whose} goes from {history[0]:.3g} to {history[-1]:.3g} over {len(history)} epochs")
        else:
            told.append(f"{whose} has too few entries for a curve ({len(history)})")
        if len(w) == 2:
            if ends := line(w, b):
                plane.plot(*zip(*ends, strict=True), **style)
            if outside(w, b):
                said = f"{style['label']}: the line lies outside this picture"
                plane.text(0.6, -0.33 + 0.1 * (style is RIGHT), said, ha="center", fontsize=9)
    falling.set(title="The loss, epoch by epoch", xlabel="epoch", ylabel="mean loss")
    falling.set_ylim(bottom=None if lowest < 0 else 0)
    falling.grid(alpha=0.3)
    falling.legend(frameon=False)
    for x, y in zip(X, Y, strict=True):
        plane.plot(*x, marker="s" if y else "o", markersize=13, markeredgewidth=2, color="black", zorder=4,
                   markerfacecolor="black" if y else "white", linestyle="none")  # fmt: skip
        plane.annotate(f"label {y}", x, xytext=(0, 14), textcoords="offset points", ha="center")
    plane.set(title="Where the prediction is one half", xlabel="first input", ylabel="second input")
    plane.set(xlim=SEEN, ylim=SEEN, aspect="equal")
    plane.grid(alpha=0.3)
    title = "Training on AND: the loss, and the line that was learned"
    if yours[0] is None:
        figure.suptitle("train has returned nothing to draw yet, so only the reference is shown", fontsize=11)
        told.append("train returned nothing that can be drawn, so your curve is missing")
    return title, "The mean loss: " + "; ".join(told) + ". " + describe_lines(yours[0], right[0])


def sketch(yours, right):
    """Return the plane with the two lines, as plain data."""
    answers = [(whose, a) for whose, a in (("right", right[0]), ("yours", yours[0])) if a is not None and len(a[0]) == 2]
    return {
        "title": "Where the prediction is one half",
        "description": describe_lines(yours[0], right[0]),
        "seen": [SEEN, SEEN],
        "labels": ["first input", "second input"],
        "points": [[*x, bool(y), f"label {y}"] for x, y in zip(X, Y, strict=True)],
        "lines": [[whose, *ends] for whose, (w, b, _) in answers if (ends := line(w, b))],
    }


def line(w, b):
    """Return two points of the line w·x + b = 0, at the edges of the picture, or none where there is no line."""
    if w[1]:
        return [(x, -(b + w[0] * x) / w[1]) for x in SEEN]
    return [(-b / w[0], y) for y in SEEN] if w[0] else []


def outside(w, b):
    """Whether all corners of the picture lie on one side of the line."""
    sides = {w[0] * x + w[1] * y + b > 0 for x in SEEN for y in SEEN}
    return len(sides) == 1


def describe_lines(yours, right):
    """Describe the lines, and the class that each neuron gives to each corner."""
    told = []
    for answer, whose in ((right, "The reference's line"), (yours, "Your line")):
        if answer is None or len(answer[0]) != 2:
            continue
        (w1, w2), b, _ = answer
        classes = ", ".join(str(int(w1 * x1 + w2 * x2 + b > 0)) for x1, x2 in X)
        runs = f"is {w1:.3g} x1 {signed(w2)} x2 {signed(b)} = 0" if w1 or w2 else "does not exist, because both weights are 0"
        told.append(f"{whose} {runs}. The classes are {classes}. AND has 0, 0, 0, 1.")
    return " ".join(told)


def signed(number):
    """Return a number with its sign, as it stands in a sum."""
    return f"{'-' if number < 0 else '+'} {abs(number):.3g}"
