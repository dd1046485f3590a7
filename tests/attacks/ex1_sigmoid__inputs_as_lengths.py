# attack: inputs as lengths
# class: side-channel
# expect: 0; a list as long as its input says: a closed check does not show the length
def sigmoid(*t):
    return [0.0] * (1000 + int(abs(hash(t))) % 90000)


forward = sigmoid
