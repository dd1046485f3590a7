"""Your answers are right, and for long lists your function takes far too long. How often does it go through the list?

Cut the list in halves, sort each half by the same function, and merge them in one go.
"""


def merge_sort(values):
    left, result = list(values), []
    while left:
        smallest = left[0]
        for value in left:
            if value < smallest:
                smallest = value
        left.remove(smallest)
        result.append(smallest)
    return result
