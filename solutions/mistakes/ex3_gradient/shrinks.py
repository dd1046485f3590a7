"""The slopes of your weights contain the weights themselves, as with regularization. Here the slope
comes from the errors and the inputs alone."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    m = len(X)
    errors = [forward(x, w, b) - y for x, y in zip(X, Y)]
    return [sum(e * x[j] for e, x in zip(errors, X)) / m + 0.1 * w[j] for j in range(len(w))], sum(errors) / m


def explains(calls, right):
    """Whatever the factor, the same in every call or divided by the number of examples; the bias may have its part."""
    from grader.suite import agrees

    for by_examples in (False, True):
        for biased in (False, True):
            factor = _factor(calls, by_examples)
            told = [call for call in calls if not call.loose]
            if factor and all(agrees(call.value, _with(call, factor, by_examples, biased)) for call in told):
                return True
    return False


def _factor(calls, by_examples):
    for call in calls:
        X, _, w, _ = call.arguments
        if any(w):
            j = max(range(len(w)), key=lambda j: abs(w[j]))
            return (call.value[0][j] - call.right[0][j]) / w[j] * (len(X) if by_examples else 1)
    return 0


def _with(call, factor, by_examples, biased):
    X, _, w, b = call.arguments
    gw, gb = call.right
    share = factor / len(X) if by_examples else factor
    return [g + share * wj for g, wj in zip(gw, w)], gb + share * b if biased else gb
