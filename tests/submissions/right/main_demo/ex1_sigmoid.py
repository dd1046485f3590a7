import math


def sigmoid(t):
    """
    >>> sigmoid(0)
    0.5
    """
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    return sigmoid(sum(xj * wj for xj, wj in zip(x, w)) + b)


def test_sigmoid():
    assert sigmoid(0) == 0.5
    assert forward([1, 1], [0, 0], 0) == 0.5


def main():
    test_sigmoid()
    print(sigmoid(float(input("t = "))))


if __name__ == "__main__":
    main()
