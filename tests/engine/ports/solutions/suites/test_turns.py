from grader.suite import agree, check, grows


@check(points=2, hint="Which pair is complete first?", open=True)
def test_pairs(submission):
    """pairs, and none"""
    lists = [([5, 1, 4, 2], 6), ([1, 4, 2, 5], 6), ([3, 3], 6), ([3, 1], 6), ([], 0), ([0, -2, 2], 0)]
    agree([submission.first_pair(*one) for one in lists], [(0, 1), (1, 2), (0, 1), None, None, (1, 2)])


@check(points=1, hint="One value alone is no pair.", open=True)
def test_half(submission):
    """half of the sum"""
    agree([submission.first_pair([4, 1], 8), submission.first_pair([4, 1, 4], 8)], [None, (0, 2)])


@check(points=1, hint="Look each value up in a dict.", names="each-with-each")
def test_growth(submission):
    """twice as many values take twice as long"""
    grows(submission, "first_pair", lambda n: (list(range(n)), -1), "n")
