"""The nouns, and what everybody needs, once each: it imports nothing of the grader but itself."""
