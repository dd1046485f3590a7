"""Remember."""

import functools


def remember(function):
    known = {}

    @functools.wraps(function)
    def inner(argument):
        if argument not in known:
            known[argument] = function(argument)
        return known[argument]

    return inner
