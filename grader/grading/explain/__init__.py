"""Python's errors in a beginner's words: syntax, operations, names, loops that do not end."""
