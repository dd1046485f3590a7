# attack: time sleeps
# class: time
# expect: 0 with a time-out or memory message; bounded by the clock of the call and the processor time of the exercise
def sigmoid(t):
    import time
    time.sleep(10**6)
    return 0.5


def forward(x, w, b):
    import time
    time.sleep(10**6)
    return 0.5
