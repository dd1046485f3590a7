"""The line that decides in a wrong program, proven: with a small edit there, every check passes.

`bench` asks workers for edits and lets edited programs answer, `judge` lets the suite judge them, `search` says which is
tried next, `hints` puts what was found into words, and `finding` does all of it for one submission.
"""
