"""You begin at 0 and end at 9. What does range give?"""

first_ten = [n * n for n in range(10)]
total = sum(first_ten)
