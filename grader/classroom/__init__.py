"""A class: find its submissions in whatever form they were handed in, and grade those that are new.

`roster` says who the learners are, `tree` and `layouts` find what they handed in, `handed` reads it, `identity` tells
what was graded before, `unit` grades one submission, `pool` does so on every core, `work` puts it together.
"""
