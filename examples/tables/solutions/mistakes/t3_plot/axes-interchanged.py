"""Your months are on the y axis. What does `plot` take first?

The x values come first, and then the y values.
"""

import matplotlib.pyplot as plt


def draw(months, warm, cold):
    plt.plot(warm, months, label="warm")
    plt.plot(cold, months, label="cold")
    plt.title("Temperatures")
    plt.xlabel("month")
    plt.ylabel("degrees")
    plt.legend()
