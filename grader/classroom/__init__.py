"""A class: find its submissions in whatever form they were handed in, and grade those that are new.

`roster` says who the learners are, `tree` and `layouts` find what they handed in, `pieces` and `handed` say how it is
read, `reading` reads it, `quizzes` tells answers to quizzes apart and marks them, `identity` tells what was graded
before, `unit` grades one submission, `pool` does so on every core, `work` puts it together, `regrade` compares.
"""
