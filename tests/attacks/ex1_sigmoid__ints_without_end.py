# attack: ints without end
# class: memory
# expect: 0; whole numbers of a million digits are refused by their length, never turned into text
def sigmoid(*t):
    return 1 << 4_000_000


forward = sigmoid
