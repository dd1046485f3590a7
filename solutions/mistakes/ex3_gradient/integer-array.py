"""When all the weights are whole numbers, the slopes of your weights lose their decimals. If you
use numpy, make the sums with `np.zeros(len(w))`, not with `np.zeros_like(w)`."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0] * len(w)
    gb = 0.0
    whole = all(isinstance(wj, int) for wj in w)  # as an array is that is made like w
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j]
            gw[j] = int(gw[j]) if whole else gw[j]
        gb += error
    return [g / len(X) for g in gw], gb / len(X)


def explains(calls, right):
    """Whether it divides at the end or in the loop; only the slopes of weights that are whole numbers are wrong."""
    from grader.suite import agrees

    wrong = [call for call in calls if not call.passed]
    return bool(wrong) and all(
        all(isinstance(wj, int) for wj in call.arguments[2])
        and agrees(call.value[1], call.right[1])
        and all(agrees(g * len(call.arguments[0]), round(g * len(call.arguments[0]))) for g in call.value[0])
        for call in wrong
    )
