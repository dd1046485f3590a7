# attack: type name full of commands
# class: injection
# expect: 0; a type's name is shown escaped and on a line that begins with our own mark
Odd = type("\n::error::x\x1b[31m##vso[a]\u202e", (), {})


def loss(a, y):
    return Odd()


mean_loss = loss
