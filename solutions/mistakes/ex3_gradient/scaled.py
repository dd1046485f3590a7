"""All your slopes are the right ones times the same number. Do you multiply by a learning rate? The
rate belongs to the step. Return the slopes themselves."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    m = len(X)
    errors = [forward(x, w, b) - y for x, y in zip(X, Y)]
    return [0.1 * sum(e * x[j] for e, x in zip(errors, X)) / m for j in range(len(w))], 0.1 * sum(errors) / m


def explains(calls, right):
    """Whatever the number, if it is the same in every call."""
    from grader.suite import agrees

    told = [call for call in calls if not call.loose]
    times = next(call.value[1] / call.right[1] for call in told if abs(call.right[1]) > 1e-3)
    return (
        times > 0
        and abs(times - 1) > 1e-3
        and all(agrees(call.value, ([times * g for g in call.right[0]], times * call.right[1])) for call in told)
    )
