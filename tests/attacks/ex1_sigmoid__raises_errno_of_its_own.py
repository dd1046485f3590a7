# attack: raises errno of its own
# class: tamper
# expect: 0; a PermissionError whose number exits when it is compared
class Number(int):
    def __eq__(self, other):
        raise SystemExit(0)

    __hash__ = int.__hash__


def sigmoid(*t):
    error = PermissionError(1, "x")
    error.errno = Number(1)
    raise error


forward = sigmoid
