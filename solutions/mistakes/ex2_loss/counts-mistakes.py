"""You decide first, at one half, and then only count whether the decision was right. The loss
should tell a narrow miss from a wild one: price the probability, not the decision."""


def loss(a, y):
    return 0.0 if (a > 0.5) == (y == 1) else 1.0


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
