"""Your neuron returns a list with one number for each input. A neuron returns one number. Add up
the products, add the bias, and then take one sigmoid. If you use numpy, use `np.dot` instead of
`*`."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    return [sigmoid(wj * xj + b) for xj, wj in zip(x, w)]


def explains(calls, right):
    """Whatever the numbers are, where the sigmoid is right."""
    asked = [call for call in calls if call.function == "forward"]
    return all(call.passed for call in calls if call.function == "sigmoid" and not call.loose) and all(
        isinstance(call.value, list | tuple)
        and len(call.value) == len(call.arguments[0])
        and all(isinstance(value, int | float) for value in call.value)
        for call in asked
    )
