"""You blur what is blurred already. Where do you write the result?"""

import numpy as np


def blur(image):
    result = image.astype(float)
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            result[i, j] = result[max(0, i - 1) : i + 2, max(0, j - 1) : j + 2].mean()
    return result
