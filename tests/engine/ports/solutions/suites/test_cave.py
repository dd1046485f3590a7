from grader.suite import agree, check


@check(points=2, hint="Play it.", open=True)
def test_walk(submission):
    """into the hall and back"""
    agree(submission.run(["look", "north", "south", "quit", "look"]), ("gate\nhall\ngate\n", 0), called=("text", "status"))


@check(points=2, hint="Capitals, walls and words that are none.")
def test_odd(submission):
    """walls, capitals and unknown words"""
    agree(submission.run(["South", "NORTH", "dance", "north"])[0], "A wall.\nhall\nWhat?\nA wall.\n")
