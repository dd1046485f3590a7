"""Variables."""

first_ten = [n * n for n in range(1, 11)]
total = sum(first_ten)
