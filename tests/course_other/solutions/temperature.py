def celsius(degrees):
    return (degrees - 32) / 1.8


def table(first, last, step=10):
    return [(f, celsius(f)) for f in range(first, last + 1, step)]
