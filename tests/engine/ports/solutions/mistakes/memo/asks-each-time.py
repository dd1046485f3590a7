"""Nothing is remembered. Where is the dict made?"""

import functools


def remember(function):
    @functools.wraps(function)
    def inner(argument):
        known = {}
        if argument not in known:
            known[argument] = function(argument)
        return known[argument]

    return inner
