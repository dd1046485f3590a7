from grader.suite import agree, check


@check(points=2, hint="Divide.", open=True)
def test_example(submission):
    """an hour, a minute and two seconds"""
    agree(submission.duration(3662), "1 hour, 1 minute and 2 seconds")


@check(points=2, hint="None of a part, one of it, and many.")
def test_more(submission, reference):
    """other times"""
    times = [0, 1, 2, 60, 61, 120, 3600, 7200, 7322, 86399]
    agree([submission.duration(t) for t in times], [reference.duration(t) for t in times])
