from collections import Counter

from temperature import celsius


def count(text):
    return sorted(Counter(text.lower().split()).items())


def report(text):
    words = text.split()
    numbers = [float(word) for word in words if word.isdigit()]
    return {
        "words": len(words),
        "longest": max(words, key=len, default=""),
        "warm": any(celsius(number) > 20 for number in numbers),
    }
