# attack: time sort with a hostile order
# class: time
# expect: 0 with a time-out or memory message; bounded by the clock of the call and the processor time of the exercise
def sigmoid(t):
    class N:
        def __lt__(self, other):
            values.append(N())
            return sorted([N(), N()]) and False
    values = [N(), N()]
    sorted(values)
    return 0.5


def forward(x, w, b):
    class N:
        def __lt__(self, other):
            values.append(N())
            return sorted([N(), N()]) and False
    values = [N(), N()]
    sorted(values)
    return 0.5
