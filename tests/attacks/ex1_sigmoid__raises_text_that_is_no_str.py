# attack: raises text that is no str
# class: output
# expect: 0; an exception's text that is a subclass of str is cut by str itself
class Text(str):
    def __getitem__(self, key):
        return self * 1000

    def __len__(self):
        return 3


class Odd(Exception):
    def __str__(self):
        return Text("x" * 1_000_000)


def sigmoid(*t):
    raise Odd


forward = sigmoid
