"""You double the numbers. What is a square?"""

first_ten = [n * 2 for n in range(1, 11)]
total = sum(first_ten)
