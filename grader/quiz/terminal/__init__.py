"""A learner takes a quiz: what is kept between two sessions, programs run in the sandbox, the terminal's dialogue."""
