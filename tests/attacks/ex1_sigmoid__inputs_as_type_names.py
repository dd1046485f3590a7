# attack: inputs as type names
# class: side-channel
# expect: 0; the returned type is named after its input: a closed check does not show the name
def sigmoid(*t):
    return type("INPUTS%r" % (t,), (), {})()


forward = sigmoid
