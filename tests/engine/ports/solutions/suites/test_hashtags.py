from grader.suite import agree, check

POSTS = [("Ada", "#Sun and #sea"), ("Bo", "#sun!"), ("Ada", "no tag, # alone"), ("Cy", "#sea#sky")]


@check(points=2, hint="One post first.", open=True)
def test_all(submission):
    """who uses which tag"""
    agree(submission.hashtags(POSTS), {"sun": {"Ada", "Bo"}, "sea": {"Ada", "Cy"}, "sky": {"Cy"}})


@check(points=2, hint="Count the names.", open=True)
def test_least(submission):
    """tags of two at least"""
    agree(submission.hashtags(POSTS, least=2), {"sun": {"Ada", "Bo"}, "sea": {"Ada", "Cy"}})
