def update(w, b, dw, db, learning_rate):
    w = [wi - 0.009 * di for wi, di in zip(w, dw)]
    b = b - 0.009 * db
    return w, b
