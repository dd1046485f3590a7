from grader.suite import agree, check


@check(points=4, hint="Capitals do not make another word.", open=True)
def test_count(submission):
    """words are counted, whatever their capitals"""
    agree(submission.count("a rose is A rose"), [("a", 2), ("is", 1), ("rose", 2)])


@check(points=1, hint="An empty text has no words.", open=True)
def test_empty(submission):
    """an empty text has no words"""
    agree(submission.count(""), [])


@check(points=1, hint="It is warm where a number in the text is over 20 degrees Celsius.", open=True)
def test_report(submission):
    """the report tells of warm numbers"""
    agree(submission.report("it was 72 degrees"), {"words": 4, "longest": "degrees", "warm": True})
