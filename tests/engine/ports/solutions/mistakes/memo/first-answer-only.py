"""Every argument gets the first answer. What is the key?"""

import functools


def remember(function):
    known = {}

    @functools.wraps(function)
    def inner(argument):
        if not known:
            known[0] = function(argument)
        return known[0]

    return inner
