"""You add up only the prices. How many of each were sold?

Multiply the price by the amount, row by row, before you add.
"""

import pandas as pd


def takings(path):
    frame = pd.read_csv(path)
    frame["takings"] = frame["price"]
    return frame.groupby("city")["takings"].sum().reset_index()
