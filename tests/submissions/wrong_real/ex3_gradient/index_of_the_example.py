from ex1_sigmoid import forward


def gradient(x, t, w, b):
    gw, gb = [0.0 for _ in w], 0.0
    for example in x:
        error = forward(example, w, b) - t[x.index(example)]
        for i in range(len(w)):
            gw[i] += error * example[i]
        gb += error
    return [g / len(x) for g in gw], gb / len(x)
