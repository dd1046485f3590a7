"""A suite of a sort: right for all lists, and quick for long ones."""

from grader.suite import agree, check, grows


@check(points=3, hint="Merge two sorted lists on paper.", open=True)
def test_example(submission):
    """the example"""
    agree(submission.merge_sort([3, 1, 2]), [1, 2, 3])


@check(points=4, hint="Try a list with equal numbers, and one with a single number.")
def test_lists(submission, reference, random):
    """lists of many kinds"""
    lists = [[], [5], [2, 2, 1, 2], [9, 7, 5, 3, 1, -1], [0.5, -2, 7], [random.randrange(50) for _ in range(30)]]
    agree([submission.merge_sort(v) for v in lists], [reference.merge_sort(v) for v in lists])


@check(points=3, hint="Does your code go through the whole list again for each half?", names="too-slow")
def test_quick(submission):
    """eight times as many numbers take not much longer than eight times as long"""
    grows(submission, "merge_sort", lambda n: ([(i * 7919) % n for i in range(n)],), "n log n", sizes=(250, 2000))
