# attack: other processes clocks
# class: syscall
# expect: 0; the clocks of other processes, by their numbers, tell nothing of who runs on the host and for how long
import time


def sigmoid(t):
    for number in range(1, 5000):
        for kind in (0, 1, 2, 6):
            try:
                time.clock_gettime((~number << 3) | kind)
            except OSError:
                continue
            print("ATTACK-SUCCEEDED", number)
    return 0.5


def forward(x, w, b):
    return 0.5
