"""Your slopes are right, but a list from the caller is not the same after the call. Only read from
X, Y and w, or work on copies, such as `[list(x) for x in X]`."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    sums = [0.0] * (len(w) + 1)
    for x, y in zip(X, Y):
        error = forward(x[: len(w)], w, b) - y
        x.append(1.0)
        for j in range(len(sums)):
            sums[j] += error * x[j] / len(X)
    return sums[:-1], sums[-1]


def explains(calls, right):
    """Whatever is changed: every value is right, and some list is not what it was."""
    from grader.suite import agrees

    counting = [call for call in calls if not call.loose]
    return all(agrees(call.value, call.right) for call in counting) and any(not call.passed for call in counting)
