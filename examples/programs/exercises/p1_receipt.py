"""Read prices, one a line, until an empty line. Print how many there are, and their sum with two decimals.

If a line is not a number, print `not a price` and end with the exit status 2. For the lines 2.50, 1 and an empty line:

    2 prices
    total 3.50
"""

raise NotImplementedError
