# attack: type name that is no str
# class: return-value
# expect: 0; a name that is a subclass of str is read by str itself
class Text(str):
    def __getitem__(self, key):
        raise SystemExit(0)

    def __str__(self):
        raise SystemExit(0)


class Thing:
    pass


Thing.__name__ = Text("Thing")


def sigmoid(*t):
    return Thing()


forward = sigmoid
