# attack: arguments of strings and huge numbers
# class: tamper
# expect: 0; its copies of the arguments become text, dicts and numbers of 1200 digits: the suite and the known mistakes end with them
def gradient(X, Y, w, b):
    for argument, junk in ((X, "A" * 90), (Y, 2**4000), (w, {"a": 1})):
        if isinstance(argument, list):
            argument[:] = [junk] * len(argument)
    return [0.0] * len(w), 0.0
