import collections
import itertools
import math
import os
import random
import re
import string
import sys
import time
from typing import *


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    return sigmoid(sum(itertools.starmap(lambda p, q: p * q, zip(x, w))) + b)
