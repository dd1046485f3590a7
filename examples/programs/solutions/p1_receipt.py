"""Read prices until an empty line, and print how many there are and their sum."""

import sys

prices = []
line = input()
while line:
    try:
        prices.append(float(line))
    except ValueError:
        print("not a price")
        sys.exit(2)
    line = input()
print(len(prices), "prices")
print(f"total {sum(prices):.2f}")
