"""Your mean combines every prediction with every label. Each prediction belongs to its own label
only. If you use numpy, check the shapes with `print`. `*` or `dot` of a column and a row gives a
whole table."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    return sum(loss(a, y) for a in A for y in Y) / len(Y)


def explains(calls, right):
    """Whether the table of losses is added up or averaged."""
    from grader.suite import agrees

    means = [call for call in calls if call.function == "mean_loss" and not call.loose]

    def table(A, Y):
        return sum(right("loss", a, y) for a in A for y in Y) / len(Y)

    return all(call.passed for call in calls if call.function == "loss" and not call.loose) and any(
        all(agrees(call.value, table(*call.arguments) * scale(len(call.arguments[1]))) for call in means)
        for scale in (lambda m: 1, lambda m: m, lambda m: 1 / m)
    )
