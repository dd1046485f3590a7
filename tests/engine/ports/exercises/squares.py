"""Variables."""

first_ten = None  # the squares of 1 to 10, by a comprehension
total = None  # their sum, by sum()
