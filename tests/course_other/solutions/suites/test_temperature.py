from grader.suite import agree, check


@check(points=1, hint="Water boils at 212 degrees Fahrenheit.", open=True)
def test_boiling(submission):
    """212 Fahrenheit is 100 Celsius"""
    agree(submission.celsius(212), 100.0)


@check(points=1, hint="Take 32 away first, then divide.")
def test_anywhere(submission, random):
    """any temperature is right"""
    degrees = random.uniform(-100, 300)
    agree(submission.celsius(degrees), (degrees - 32) / 1.8)


@check(points=2, hint="The last step may end exactly at last.", open=True)
def test_table(submission, reference):
    """the table has every step"""
    agree(submission.table(32, 52), reference.table(32, 52))
    agree(submission.table(0, 9, 3), reference.table(0, 9, 3))
