"""A suite of trees."""

from grader.suite import agree, check


@check(points=4, hint="What do you do with an item that is a list?", open=True)
def test_example(submission):
    """the example"""
    agree(submission.flatten([1, [2, [3]], []]), [1, 2, 3])


@check(points=3, hint="A list in a list in a list is the same task each time.")
def test_deep(submission):
    """a tree that is 20 deep"""
    tree = [0]
    for n in range(1, 20):
        tree = [n, tree, n]
    agree(submission.flatten(tree), [*range(19, -1, -1), *range(1, 20)])


@check(points=3, hint="An empty list has no numbers, but the lists beside it still count.")
def test_shapes(submission, reference, random):
    """empty lists and long ones"""
    trees = [[], [[], [[]]], [[1, 2], 3, [4, [5, 6], 7]], [[random.randrange(9)] * 3, random.randrange(9)]]
    agree([submission.flatten(t) for t in trees], [reference.flatten(t) for t in trees])
