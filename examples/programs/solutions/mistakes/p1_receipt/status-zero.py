"""The program says that a line is not a price, and then ends as if everything was right. What exit status does it end with?

`sys.exit(2)` ends it with the status 2.
"""

import sys

prices = []
line = input()
while line:
    try:
        prices.append(float(line))
    except ValueError:
        print("not a price")
        sys.exit()
    line = input()
print(len(prices), "prices")
print(f"total {sum(prices):.2f}")
