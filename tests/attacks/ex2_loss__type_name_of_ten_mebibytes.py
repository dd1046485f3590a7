# attack: type name of ten mebibytes
# class: output
# expect: 0; a type's name is cut in the sandbox already
Huge = type("H" * 10_000_000, (), {})


def loss(a, y):
    return Huge()


mean_loss = loss
