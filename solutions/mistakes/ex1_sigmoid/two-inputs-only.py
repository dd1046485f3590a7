"""Your neuron works for exactly two inputs. There may be one input or five. Let a loop go through
all of them."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    return sigmoid(x[0] * w[0] + x[1] * w[1] + b)


def explains(calls, right):
    """Whatever is raised for another number of inputs."""
    asked = [(call, len(call.arguments[0]) == 2) for call in calls if call.function == "forward"]
    return all(call.passed for call in calls if call.function != "forward") and all(
        call.passed if two else call.value is None for call, two in asked
    )
