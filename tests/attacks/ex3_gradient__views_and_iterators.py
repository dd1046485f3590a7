# attack: views and iterators
# class: return-value
# expect: 0; views, ranges, iterators and bytes inside a list are no plain values
def gradient(X, Y, w, b):
    return [memoryview(b"x"), range(3), iter(w), b"x", {}.keys(), ..., NotImplemented], 0.0
