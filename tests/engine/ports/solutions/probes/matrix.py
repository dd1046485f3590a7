def product(a, b):
    return [list(row) for row in learner.Matrix(a) @ learner.Matrix(b)]


def same(a, b):
    return learner.Matrix(a) == learner.Matrix(b)


def item(a, row, column):
    return learner.Matrix(a)[row, column]


def misfit(a, b):
    try:
        learner.Matrix(a) @ learner.Matrix(b)
    except Exception as error:
        return type(error).__name__
    return "nothing"
