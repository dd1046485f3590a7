"""You round each price, not the sum. What is 0.005 + 0.005?

Round once, when you print the total.
"""

import sys

prices = []
line = input()
while line:
    try:
        prices.append(round(float(line), 2))
    except ValueError:
        print("not a price")
        sys.exit(2)
    line = input()
print(len(prices), "prices")
print(f"total {sum(prices):.2f}")
