# attack: time join of an endless iterator
# class: time
# expect: 0 with a time-out or memory message; bounded by the clock of the call and the processor time of the exercise
def loss(a, y):
    import itertools
    sum(itertools.repeat(0))
    return 0.5


def mean_loss(A, Y):
    import itertools
    sum(itertools.repeat(0))
    return 0.5
