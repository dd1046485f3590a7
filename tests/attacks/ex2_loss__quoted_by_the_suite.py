# attack: quoted by the suite
# class: output
# expect: 0; a number of 1204 digits, which the suite itself quotes in its words, is cut like any other text
def loss(a, y):
    return -(2**4000)


def mean_loss(A, Y):
    return -(2**4000)
