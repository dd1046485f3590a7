# attack: doubling dict
# class: memory
# expect: 0; the same of dicts
def loss(a, y):
    value = {}
    for _ in range(45):
        value = {"a": value, "b": value}
    return value


mean_loss = loss
