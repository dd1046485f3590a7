# attack: raises chain of causes
# class: memory
# expect: 0; a chain of 100000 causes is not walked
def sigmoid(*t):
    error = ValueError("deep")
    for _ in range(100000):
        outer = ValueError("deep")
        outer.__context__ = error
        error = outer
    raise error


forward = sigmoid
