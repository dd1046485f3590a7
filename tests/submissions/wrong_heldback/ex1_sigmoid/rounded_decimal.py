import math
from decimal import Decimal
def sigmoid(t):
    return float(Decimal(1/(1+math.exp(-t))).quantize(Decimal('0.001')))
def forward(x, w, b):
    return sigmoid(sum(p*q for p,q in zip(x,w)) + b)
