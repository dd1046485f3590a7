from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    total_w = [0.0] * len(w)
    total_b = 0.0
    count = 0
    for row, label in zip(X, Y):
        count += 1
        diff = forward(row, w, b) - float(label)
        total_b += diff
        k = 0
        for value in row:
            total_w[k] += diff * value
            k += 1
    result = [[t / count for t in total_w], total_b / count]
    return result
