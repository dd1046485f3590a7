"""Your answers are right, but for long lists your function takes far too long. How often does it go through the list?

Cut the list into two halves, sort each half with the same function, and merge them in one pass.
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
