# attack: waits to be dropped
# class: memory
# expect: 0; fills its memory and goes on when nobody waits for its end: the next exercise has its worker at once
import os

room = bytearray(400 << 20)
for i in range(0, len(room), 4096):
    room[i] = 1


def update(w, b, gw, gb, eta):
    # half an answer, then all that is asked, unread
    os.write(0, b"\0\0\1")
    while True:
        room[0] = 1 - room[0]
