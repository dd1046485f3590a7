"""Walk through a cave. Read commands until `quit` or the end: north, south, look. North of the gate is the hall.

After each command the place is printed; an unknown command prints `What?`, and there is no way prints `A wall.`
"""

raise NotImplementedError
