# attack: raises group of errors
# class: memory
# expect: 0; nested exception groups are told in one short sentence
def sigmoid(*t):
    group = ValueError("x" * 1000)
    for _ in range(400):
        group = ExceptionGroup("y" * 1000, [group, group])
    raise group


forward = sigmoid
