"""After z you go on to signs such as `{`. What should come after z?

Take the remainder of the division by 26: `(place + shift) % 26`.
"""


def caesar(text, shift):
    result = ""
    for sign in text:
        if sign.isascii() and sign.isalpha():
            sign = chr(ord(sign) + shift) if 0 <= ord(sign) + shift < 0xD800 else sign
        result += sign
    return result
