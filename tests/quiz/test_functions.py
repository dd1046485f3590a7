"""grader.quiz.functions: what a call's name means, written in full or shortly."""

from __future__ import annotations

import pytest

from grader.quiz.course_index import CourseIndex
from grader.quiz.functions import CallContext, Named, resolve

PERIMETER = ("ex1_area", "perimeter")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("fence", Named("ex1_area", "fence")),
        ("area", Named("ex2_mean", "area")),
        ("ex1_area.area", Named("ex1_area", "area")),
        ("helpers.fence", Named("helpers", "fence")),
        ("mistakes.ex1_area.perimeter.area", Named("ex1_area", "area", PERIMETER)),
        ("mistakes.ex1_area.perimeter.ex2_mean.mean_area", Named("ex2_mean", "mean_area", PERIMETER)),
        ("mistakes.ex1_area.perimeter.helpers.fence", Named("helpers", "fence", PERIMETER)),
        ("mistakes.perimeter", Named("ex2_mean", "mean_area", PERIMETER)),
        ("mutants.perimeter", Named("ex2_mean", "mean_area", PERIMETER)),
        ("mutants.half__height", Named("ex2_mean", "mean_area", ("ex1_area", "half--height"))),
        ("mistakes.perimeter.area", Named("ex1_area", "area", PERIMETER)),
        ("mistakes.rounded", Named("ex2_mean", "mean_area", ("ex2_mean", "rounded"))),
    ],
)
def test_a_name_is_completed_from_where_it_stands(course: CourseIndex, name: str, meant: Named) -> None:
    """In a near value of a question of exercise 2 whose answer is `mean_area`."""
    assert resolve(course, name, CallContext("ex2_mean", "mean_area")) == meant


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("arae", 'the course has no function "arae"; did you mean "area"?'),
        ("ex3_volume.area", 'the course has no exercise "ex3_volume"'),
        ("ex1_area.aera", 'ex1_area has no function "aera"; did you mean "area"?'),
        ("mistakes.perimter", '"perimter" is not a misconception of the course; did you mean "perimeter"?'),
        ("mistakes.perimeter", '"mistakes.perimeter" does not say which function; write mistakes.ex1_area.perimeter.'),
        ("helpers._hidden", '"helpers._hidden" is private to the helpers'),
        ("a.b.c", '"a.b.c" is no name of a function'),
        ("mistakes", 'the course has no function "mistakes"'),
    ],
)
def test_a_name_that_means_nothing_says_what_may_be_meant(course: CourseIndex, name: str, said: str) -> None:
    """Outside of near values there is no answer to complete a mistake from."""
    with pytest.raises(LookupError) as caught:
        resolve(course, name, CallContext("ex1_area"))
    assert said in caught.value.args[0]
