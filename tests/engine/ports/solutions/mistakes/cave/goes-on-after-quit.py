"""The walk goes on after `quit`. What ends a loop?"""

import sys

WAYS = {("gate", "north"): "hall", ("hall", "south"): "gate"}
place = "gate"
for line in sys.stdin:
    command = line.strip().lower()
    if command == "quit":
        continue
    if command == "look":
        print(place)
    elif command in ("north", "south"):
        if (place, command) in WAYS:
            place = WAYS[place, command]
            print(place)
        else:
            print("A wall.")
    else:
        print("What?")
