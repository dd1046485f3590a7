"""Your lines have no labels. How does a reader tell them apart?

Give each `plot` a `label=`.
"""

import matplotlib.pyplot as plt


def draw(months, warm, cold):
    plt.plot(months, warm)
    plt.plot(months, cold)
    plt.title("Temperatures")
    plt.xlabel("month")
    plt.ylabel("degrees")
