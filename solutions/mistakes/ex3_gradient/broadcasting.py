"""Your slopes compare every prediction with every label. If you use numpy, check the shapes with
`print`. A column of shape (m, 1) minus a row of shape (m,) gives a whole table of m times m
numbers. Give both the same shape."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    m = len(X)
    errors = [[forward(x, w, b) - y for y in Y] for x in X]  # a table, one row for each prediction
    gw = [sum(sum(row) * x[j] for row, x in zip(errors, X)) / m for j in range(len(w))]
    return gw, sum(sum(row) for row in errors) / m


def explains(calls, right):
    """Whether a row of the table belongs to a prediction or to a label, and however it is added up or averaged."""
    from grader.suite import agrees

    def rows(call, by_label):
        X, Y, w, b = call.arguments
        A = [y + right("gradient", [x], [y], w, b)[1] for x, y in zip(X, Y)]
        return [sum(a - own for a in A) if by_label else sum(own - y for y in Y) for own in (Y if by_label else A)]

    def holds(by_label, w_power, b_power):
        for call in calls:
            X, sums, m = call.arguments[0], rows(call, by_label), len(call.arguments[0])
            gw = [sum(s * x[j] for s, x in zip(sums, X)) * m**w_power for j in range(len(call.arguments[2]))]
            if not agrees(call.value, (gw, sum(sums) * m**b_power)):
                return False
        return True

    powers = (0, -1, -2)
    return any(holds(by_label, one, other) for by_label in (False, True) for one in powers for other in powers)
