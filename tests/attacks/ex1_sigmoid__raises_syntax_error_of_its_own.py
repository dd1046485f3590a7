# attack: raises syntax error of its own
# class: tamper
# expect: 0; a SyntaxError made by hand, with numbers beyond all, is no crash of anybody
class Any:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return hash("ex1_sigmoid.py")


def sigmoid(*t):
    error = SyntaxError("m", ("ex1_sigmoid.py", 10**30, -5, "text", 10**30, 10**30))
    error.filename = Any()
    raise error


forward = sigmoid
