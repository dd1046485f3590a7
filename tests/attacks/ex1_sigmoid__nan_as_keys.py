# attack: nan as keys
# class: memory
# expect: 0; a dict of 300 NaNs as keys, which all differ, is too large
def sigmoid(t):
    return {float("nan"): i for i in range(300)}


def forward(x, w, b):
    return {float("nan"): i for i in range(300)}
