# attack: time text of a huge int
# class: time
# expect: 0 with a time-out or memory message; bounded by the clock of the call and the processor time of the exercise
def loss(a, y):
    import sys
    sys.set_int_max_str_digits(0)
    str(7 ** 30_000_000)
    return 0.5


def mean_loss(A, Y):
    import sys
    sys.set_int_max_str_digits(0)
    str(7 ** 30_000_000)
    return 0.5
