# attack: heaps of marks
# class: injection
# expect: 0; letters with hundreds of marks above and below cover no other line, invisible letters are shown escaped
def sigmoid(t):
    print("y" + "\u0301" * 300)
    raise ValueError("x" + "\u0301\u0323\u20dd" * 100 + "\u200b\u2060\U000e0041")


def forward(x, w, b):
    return {"x" + "\u0301" * 300: 1}
