# attack: doubling list
# class: memory
# expect: 0; fifty lists that each hold the next twice are 2**50 values: refused by size, at once
def sigmoid(*t):
    value = [0.5]
    for _ in range(45):
        value = [value, value]
    return value


forward = sigmoid
