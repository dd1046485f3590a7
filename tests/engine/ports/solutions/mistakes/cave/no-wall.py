"""You walk through walls. Is there a way?"""

import sys

WAYS = {("gate", "north"): "hall", ("hall", "south"): "gate"}
place = "gate"
for line in sys.stdin:
    command = line.strip().lower()
    if command == "quit":
        break
    if command == "look":
        print(place)
    elif command in ("north", "south"):
        if (place, command) in WAYS:
            place = WAYS[place, command]
            print(place)
        else:
            place = "hall" if place == "gate" else "gate"
            print(place)
    else:
        print("What?")
