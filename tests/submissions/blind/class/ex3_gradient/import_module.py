import ex1_sigmoid

def mean(v):
    return sum(v) / len(v)

def gradient(X, Y, w, b):
    gw = []
    for j in range(len(w)):
        gw.append(mean([(ex1_sigmoid.forward(x, w, b) - y) * x[j] for x, y in zip(X, Y)]))
    gb = mean([ex1_sigmoid.forward(x, w, b) - y for x, y in zip(X, Y)])
    return gw, gb
