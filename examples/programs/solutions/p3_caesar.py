"""Move letters along the alphabet."""


def caesar(text, shift):
    """Return the text with each letter moved by `shift` places; after z comes a."""
    result = ""
    for sign in text:
        if "a" <= sign <= "z":
            sign = chr((ord(sign) - ord("a") + shift) % 26 + ord("a"))
        elif "A" <= sign <= "Z":
            sign = chr((ord(sign) - ord("A") + shift) % 26 + ord("A"))
        result += sign
    return result
