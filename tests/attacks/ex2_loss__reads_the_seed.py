# attack: reads the seed
# class: leak
# expect: 0; the state of its own random numbers does not tell the seed that the hidden inputs are drawn from
import random

STATE = random.getstate()
FOUND = [seed for seed in range(300) if random.Random(seed).getstate() == STATE]
if FOUND:
    print("ATTACK-SUCCEEDED", FOUND)


def loss(a, y):
    return 0.5


def mean_loss(A, Y):
    return 0.5
