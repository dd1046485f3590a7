# attack: inputs in a syntax error
# class: side-channel
# expect: 0; a SyntaxError of its own making, raised in a closed check, carries no hidden input out
def sigmoid(t):
    exec("INPUTS %r (" % t)


def forward(x, w, b):
    error = SyntaxError("INPUTS %r" % (x,))
    error.filename, error.lineno, error.offset, error.end_lineno, error.end_offset = "ex1_sigmoid.py", 1, 1, 1, 2
    raise error
