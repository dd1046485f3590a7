# attack: returns keys that collide
# class: time
# expect: 0; the same as a returned dict: too large
def sigmoid(*t):
    return dict.fromkeys((k * (2**61 - 1) for k in range(1, 1500)), 0)


forward = sigmoid
