from grader.suite import agree, check


@check(points=2, hint="Lines.", open=True)
def test_report(submission):
    """names, a separator and notes"""
    agree(submission.report("Team", "Ada", "Bo", sep=" & ", place="Bern", year=2024), "Team\nAda & Bo\nplace=Bern\nyear=2024")
    agree(submission.report("Team", "Ada", "Bo"), "Team\nAda, Bo")


@check(points=2, hint="A tree of one.", open=True)
def test_depth(submission):
    """how deep a tree is"""
    leaf = {"name": "leaf", "parts": []}
    twig = {"name": "twig", "parts": [leaf, leaf]}
    agree([submission.tree_depth(t) for t in (leaf, twig, {"name": "tree", "parts": [leaf, twig]})], [1, 2, 3])
