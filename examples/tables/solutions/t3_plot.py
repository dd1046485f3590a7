"""Draw the temperatures of a year."""

import matplotlib.pyplot as plt


def draw(months, warm, cold):
    """Draw two lines over the months."""
    plt.plot(months, warm, label="warm")
    plt.plot(months, cold, label="cold")
    plt.title("Temperatures")
    plt.xlabel("month")
    plt.ylabel("degrees")
    plt.legend()
