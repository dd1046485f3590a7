"""You add up the errors first and multiply the sum by the inputs of one example. Every error
belongs to the inputs of the same example. Multiply inside the loop over the examples."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error
        gb += error
    for j in range(len(w)):
        gw[j] *= x[j]
    return [g / len(X) for g in gw], gb / len(X)


def explains(calls, right):
    """Whether it is the last example's inputs or the first's, and whether the sums are divided."""
    from grader.suite import agrees

    def slopes(call, which, divided):
        X, Y = call.arguments[:2]
        gb = right("gradient", *call.arguments)[1] * (1 if divided else len(Y))
        return [gb * xj for xj in X[which]], gb

    return any(
        all(agrees(call.value, slopes(call, which, divided)) for call in calls)
        for which in (0, -1)
        for divided in (False, True)
    )
