def calls_made(arguments):
    calls = []

    @learner.remember
    def square(x):
        calls.append(x)
        return x * x

    return [square(x) for x in arguments], len(calls)


def name_of():
    @learner.remember
    def square(x):
        return x * x

    return square.__name__
