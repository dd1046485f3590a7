# attack: surrogates and odd keys
# class: return-value
# expect: 0; lone surrogates, NaN, None and True as keys: a value of the wrong shape, told without a crash
def update(*a):
    nan = float("nan")
    return {"\ud800\udfff": "\ud800", nan: 1, float("nan"): 2, None: 3, True: 4, -0.0: 5, "": [nan]}
