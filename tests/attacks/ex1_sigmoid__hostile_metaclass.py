# attack: hostile metaclass
# class: return-value
# expect: 0; a metaclass that lies about __mro__, __eq__, __hash__ and __name__ is not asked
class Liar(type):
    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return hash(float)

    def __getattribute__(cls, name):
        if name == "__mro__":
            return (float, object)
        raise RuntimeError(name)

    def __instancecheck__(cls, other):
        return True


class Number(metaclass=Liar):
    def __getattribute__(self, name):
        return float if name == "__class__" else (lambda *a: 0.5)


def sigmoid(*t):
    return Number()


forward = sigmoid
