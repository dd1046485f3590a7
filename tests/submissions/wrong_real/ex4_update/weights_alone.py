def update(w, b, gradient, gb, eta):
    learning_rate = eta
    return [wi - gi * learning_rate for wi, gi in zip(w, gradient)]
