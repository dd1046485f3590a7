"""Your step holds something of the steps before: a velocity that lives on between calls. That is
momentum, for later; here each step is made of what comes in, and of nothing else."""

velocity = {}


def update(w, b, gw, gb, eta):
    slopes = [*gw, gb]
    v = velocity.get(len(w), [0.0] * len(slopes))
    v = [0.9 * vj + eta * gj for vj, gj in zip(v, slopes)]
    velocity[len(w)] = v
    return [wj - vj for wj, vj in zip(w, v)], b - v[-1]
