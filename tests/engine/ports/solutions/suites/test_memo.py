from grader.suite import agree, check


@check(points=3, hint="What is kept?", open=True)
def test_calls(submission):
    """each argument is asked once"""
    agree(submission.calls_made([2, 3, 2, 2]), ([4, 9, 4, 4], 2), called=("the answers", "the calls"))


@check(points=1, hint="functools.wraps", open=True)
def test_name(submission):
    """it keeps its name"""
    agree(submission.name_of(), "square")
