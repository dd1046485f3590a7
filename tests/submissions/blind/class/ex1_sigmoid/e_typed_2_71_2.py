def sigmoid(t):
    e = 2.718
    return 1 / (1 + e ** (-t))

def forward(x, w, b):
    z = b
    for i in range(len(x)):
        z += w[i] * x[i]
    return sigmoid(z)
