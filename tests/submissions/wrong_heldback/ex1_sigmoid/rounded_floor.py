import math
def sigmoid(t):
    return math.floor(1e4/(1+math.exp(-t)))/1e4
def forward(x, w, b):
    return sigmoid(sum(p*q for p,q in zip(x,w)) + b)
