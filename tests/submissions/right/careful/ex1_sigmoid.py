import math


def sigmoid(t: float) -> float:
    try:
        return 1 / (1 + math.exp(-t))
    except OverflowError:
        return 0.0


def forward(x, w, b) -> float:
    if len(x) != len(w):
        raise ValueError(f"{len(x)} inputs and {len(w)} weights")
    z = float(b)
    for value, weight in zip(x, w, strict=True):
        z += float(value) * float(weight)
    answer = sigmoid(z)
    assert 0 <= answer <= 1
    return answer
