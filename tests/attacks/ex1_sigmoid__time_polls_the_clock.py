# attack: time polls the clock
# class: time
# expect: 0 with a time-out or memory message; bounded by the clock of the call and the processor time of the exercise
def sigmoid(t):
    import time
    while time.sleep(0) is None:
        pass
    return 0.5


def forward(x, w, b):
    import time
    while time.sleep(0) is None:
        pass
    return 0.5
