# attack: raises generator exit
# class: process-exit
# expect: 0; a GeneratorExit likewise
def sigmoid(*t):
    raise GeneratorExit(0)


forward = sigmoid
