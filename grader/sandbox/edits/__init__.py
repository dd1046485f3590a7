"""Small edits of a learner's program: the slips of beginners, undone one at a time to see which of them decides.

`tree` is a program as it is edited, `operators`, `values`, `calls` and `statements` hold the kinds of edits, `table` is
the one list of them, and `candidates` runs edited programs. All of it runs in the sandbox: a worker that searches for a
repair gets these modules as compiled code. The trusted side reads the table for its words alone.
"""
