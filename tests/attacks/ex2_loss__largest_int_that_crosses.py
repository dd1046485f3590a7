# attack: largest int that crosses
# class: return-value
# expect: 0; an int of 4000 bits crosses, and no float() of it in the grader overflows into a crash
def loss(a, y):
    return (1 << 4000) + 1


def mean_loss(A, Y):
    return -(1 << 4000)
