from grader.suite import agree, check, raises


@check(points=1, hint="Where does the count begin?", open=True)
def test_example(submission):
    """bad records and their numbers"""
    agree(submission.all_faulty(["a=1", "b", "c=x"]), [(2, "b"), (3, "c=x")])


@check(points=1, hint="Is there a name, a sign and a number?")
def test_parts(submission):
    """a part that is missing"""
    agree(submission.all_faulty(["=1", "a=", "a=1=2", "", "b=07"]), [(1, "=1"), (2, "a="), (3, "a=1=2"), (4, "")])


@check(points=1, hint="Give each record as soon as it is found.")
def test_lazy(submission):
    """the first of records without end"""
    agree(submission.first_of_endless(), ((3, "bad"), 3))


@check(points=1, hint="Which exception is for a wrong type?")
def test_raises(submission):
    """a record that is no text"""
    with raises("TypeError", "no text"):
        submission.all_faulty([7])
