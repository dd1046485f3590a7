"""The grader in a notebook: `%load_ext grader`, then `%grade 4`."""
