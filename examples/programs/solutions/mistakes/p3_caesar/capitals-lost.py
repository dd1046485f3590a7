"""Your result has only small letters. What does your code do with a capital letter?

Treat capital letters in their own branch, which counts from `ord("A")`.
"""


def caesar(text, shift):
    result = ""
    for sign in text.lower():
        if "a" <= sign <= "z":
            sign = chr((ord(sign) - ord("a") + shift) % 26 + ord("a"))
        result += sign
    return result
