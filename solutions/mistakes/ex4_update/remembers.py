"""Your step depends on earlier steps, as with momentum. Each step must be made of the arguments
alone."""

velocity = {}


def update(w, b, gw, gb, eta):
    slopes = [*gw, gb]
    v = velocity.get(len(w), [0.0] * len(slopes))
    v = [0.9 * vj + eta * gj for vj, gj in zip(v, slopes)]
    velocity[len(w)] = v
    return [wj - vj for wj, vj in zip(w, v)], b - v[-1]
